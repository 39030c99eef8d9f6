#include "infra/search/vector_find.h"

#if defined(__x86_64__)

#include <immintrin.h>

namespace ops::infra {
namespace {

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

} // namespace

// A lambda would lose the target, so the steps stand here one by one.
__attribute__((target("avx2"))) size_t findAvx2(const VectorNeedle& needle, const char* bytes, size_t& next,
                                                size_t places)
{
    using Vector = __m256i;
    constexpr size_t width = sizeof(Vector);
    const Vector first = _mm256_set1_epi8(needle.firstByte);
    const Vector second = _mm256_set1_epi8(needle.secondByte);
    const Vector firstMask = _mm256_set1_epi8(needle.firstMask);
    const Vector secondMask = _mm256_set1_epi8(needle.secondMask);
    for (; next + 2 * width <= places; next += 2 * width) {
        const auto* const atFirst = reinterpret_cast<const __m256i_u*>(bytes + needle.first + next);
        const auto* const atSecond = reinterpret_cast<const __m256i_u*>(bytes + needle.second + next);
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
        const size_t found = firstOf(needle, bytes, next, lowBits | static_cast<unsigned long long>(highBits) << width);
        if (found != std::string_view::npos)
            return found;
    }
    return std::string_view::npos;
}

size_t findSse2(const VectorNeedle& needle, const char* bytes, size_t& next, size_t places)
{
    using Vector = __m128i;
    constexpr size_t width = sizeof(Vector);
    const Vector first = _mm_set1_epi8(needle.firstByte);
    const Vector second = _mm_set1_epi8(needle.secondByte);
    const Vector firstMask = _mm_set1_epi8(needle.firstMask);
    const Vector secondMask = _mm_set1_epi8(needle.secondMask);
    for (; next + width <= places; next += width) {
        const auto* const atFirst = reinterpret_cast<const __m128i_u*>(bytes + needle.first + next);
        const auto* const atSecond = reinterpret_cast<const __m128i_u*>(bytes + needle.second + next);
        const Vector fitsFirst = _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(atFirst), firstMask), first);
        const Vector fitsSecond = _mm_cmpeq_epi8(_mm_or_si128(_mm_loadu_si128(atSecond), secondMask), second);
        const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(fitsFirst, fitsSecond)));
        const size_t found = firstOf(needle, bytes, next, bits);
        if (found != std::string_view::npos)
            return found;
    }
    return std::string_view::npos;
}

} // namespace ops::infra

#endif
