#include "infra/search/vector_find.h"

#if defined(__x86_64__)

#include <immintrin.h>

namespace ops::infra {
namespace {

// The processor reads ahead by itself, but begins anew on each page: what is that far ahead is asked for, else memory
// is waited for a third of the time. It may lie behind the bytes; asking for that does nothing.
constexpr size_t pageAhead = 4096;

// The first of the candidates, bit i for place base + i, that is one.
size_t firstOf(const VectorNeedle& needle, const char* bytes, size_t base, unsigned long long candidates)
{
    while (candidates != 0) {
        const auto place = base + static_cast<size_t>(__builtin_ctzll(candidates));
        if (needle.literal.standsAt(bytes + place, needle.end))
            return place;
        candidates &= candidates - 1;
    }
    return std::string_view::npos;
}

// Candidates among the places from `base` on, see firstOf(). None: from `base` on no whole step fits in any more.
struct Candidates {
    size_t base;
    unsigned long long bits;
};

constexpr size_t avx2Step = 2 * sizeof(__m256i);
constexpr size_t sse2Step = sizeof(__m128i);

// The loops are functions of their own: with a call in them, what they compare with would be fetched from the stack in
// each step. A lambda would lose the target, so the steps stand here one by one.
__attribute__((target("avx2"), noinline)) Candidates nextAvx2(const VectorNeedle& needle, const char* bytes, size_t at,
                                                              size_t places)
{
    using Vector = __m256i;
    const Vector first = _mm256_set1_epi8(needle.firstByte);
    const Vector second = _mm256_set1_epi8(needle.secondByte);
    const Vector firstMask = _mm256_set1_epi8(needle.firstMask);
    const Vector secondMask = _mm256_set1_epi8(needle.secondMask);
    const char* const firstBytes = bytes + needle.first;
    const char* const secondBytes = bytes + needle.second;
    for (; at + avx2Step <= places; at += avx2Step) {
        const auto* const atFirst = reinterpret_cast<const __m256i_u*>(firstBytes + at);
        const auto* const atSecond = reinterpret_cast<const __m256i_u*>(secondBytes + at);
        _mm_prefetch(firstBytes + at + pageAhead, _MM_HINT_T0);
        const Vector lowFirst = _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(atFirst), firstMask), first);
        const Vector lowSecond = _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(atSecond), secondMask), second);
        const Vector highFirst = _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(atFirst + 1), firstMask), first);
        const Vector highSecond =
            _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(atSecond + 1), secondMask), second);
        const Vector low = _mm256_and_si256(lowFirst, lowSecond);
        const Vector high = _mm256_and_si256(highFirst, highSecond);
        const Vector any = _mm256_or_si256(low, high);
        if (_mm256_testz_si256(any, any) != 0)
            continue;
        const auto lowBits = static_cast<unsigned>(_mm256_movemask_epi8(low));
        const auto highBits = static_cast<unsigned>(_mm256_movemask_epi8(high));
        return {at, lowBits | static_cast<unsigned long long>(highBits) << sizeof(Vector)};
    }
    return {at, 0};
}

__attribute__((noinline)) Candidates nextSse2(const VectorNeedle& needle, const char* bytes, size_t at, size_t places)
{
    using Vector = __m128i;
    const Vector first = _mm_set1_epi8(needle.firstByte);
    const Vector second = _mm_set1_epi8(needle.secondByte);
    const Vector firstMask = _mm_set1_epi8(needle.firstMask);
    const Vector secondMask = _mm_set1_epi8(needle.secondMask);
    const char* const firstBytes = bytes + needle.first;
    const char* const secondBytes = bytes + needle.second;
    for (; at + sse2Step <= places; at += sse2Step) {
        const auto* const atFirst = reinterpret_cast<const __m128i_u*>(firstBytes + at);
        const auto* const atSecond = reinterpret_cast<const __m128i_u*>(secondBytes + at);
        _mm_prefetch(firstBytes + at + pageAhead, _MM_HINT_T0);
        const Vector fitsFirst = _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(atFirst), firstMask), first);
        const Vector fitsSecond = _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(atSecond), secondMask), second);
        const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(fitsFirst, fitsSecond)));
        if (bits != 0)
            return {at, bits};
    }
    return {at, 0};
}

template <size_t step>
size_t find(Candidates (*candidatesFrom)(const VectorNeedle&, const char*, size_t, size_t), const VectorNeedle& needle,
            const char* bytes, size_t& next, size_t places)
{
    for (;;) {
        const Candidates candidates = candidatesFrom(needle, bytes, next, places);
        next = candidates.base;
        if (candidates.bits == 0)
            return std::string_view::npos;
        const size_t found = firstOf(needle, bytes, next, candidates.bits);
        if (found != std::string_view::npos)
            return found;
        next += step;
    }
}

} // namespace

size_t findAvx2(const VectorNeedle& needle, const char* bytes, size_t& next, size_t places)
{
    return find<avx2Step>(&nextAvx2, needle, bytes, next, places);
}

size_t findSse2(const VectorNeedle& needle, const char* bytes, size_t& next, size_t places)
{
    return find<sse2Step>(&nextSse2, needle, bytes, next, places);
}

} // namespace ops::infra

#endif
