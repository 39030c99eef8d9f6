#pragma once

#include "infra/search/folded_literal.h"

// The vector loops of FoldedLiteral. x86-64 only; Avx2 must only be called where the processor has it.
namespace ops::infra {

struct VectorNeedle {
    const FoldedLiteral& literal;
    const char* end; // of the bytes
    size_t first;    // two places in the text, and what stands there
    size_t second;
    char firstByte;
    char secondByte;
    char firstMask; // or-ed to the bytes before they are compared
    char secondMask;
};

#if defined(__x86_64__)
// Looks where the text can begin, from `next` on and below `places`, in whole vectors. Returns the first place; or
// npos, and `next` is where the rest begins that no whole vector fits into.
size_t findAvx2(const VectorNeedle& needle, const char* bytes, size_t& next, size_t places);
size_t findSse2(const VectorNeedle& needle, const char* bytes, size_t& next, size_t places);
#endif

} // namespace ops::infra
