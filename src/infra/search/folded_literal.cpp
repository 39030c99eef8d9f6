#include "infra/search/folded_literal.h"

#include "infra/search/vector_find.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace ops::infra {
namespace {

constexpr char caseBit = 0x20;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

} // namespace

FoldedLiteral::Vectors FoldedLiteral::bestVectors()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        return Vectors::Avx2;
    return Vectors::Sse2; // every x86-64 has it
#else
    return Vectors::None;
#endif
}

FoldedLiteral::FoldedLiteral(std::string_view text, bool foldCase, Vectors vectors)
    : m_text(text)
    , m_masks(text.size(), '\0')
    , m_vectors(vectors)
{
    for (size_t i = 0; i < m_text.size() && foldCase; ++i) {
        if (isUpper(m_text[i]))
            m_text[i] = static_cast<char>(m_text[i] | caseBit);
        if (isLower(m_text[i]))
            m_masks[i] = caseBit;
    }
    const size_t first = std::min(m_text.size(), sizeof(quint64));
    memcpy(&m_firstText, m_text.data(), first);
    memcpy(&m_firstMasks, m_masks.data(), first);
    memset(&m_firstCounts, 0xff, first);
    m_second = m_text.empty() ? 0 : m_text.size() - 1;
}

void FoldedLiteral::tune(std::string_view sample)
{
    constexpr size_t sampleBytes = size_t{16} * 1024;
    constexpr size_t mostPlaces = 12;
    sample = sample.substr(0, sampleBytes);
    if (m_text.size() < 3 || sample.size() < m_text.size())
        return;
    const size_t places = std::min(m_text.size(), mostPlaces);
    const size_t length = sample.size() - m_text.size();
    size_t fewest = std::numeric_limits<size_t>::max();
    for (size_t first = 0; first < places; ++first) {
        for (size_t second = first + 1; second < places; ++second) {
            size_t fits = 0;
            for (size_t at = 0; at < length; ++at)
                fits += static_cast<size_t>((sample[at + first] | m_masks[first]) == m_text[first]) &
                        static_cast<size_t>((sample[at + second] | m_masks[second]) == m_text[second]);
            if (fits < fewest) {
                fewest = fits;
                m_first = first;
                m_second = second;
            }
        }
    }
}

bool FoldedLiteral::standsAt(const char* place, const char* end) const
{
    constexpr size_t word = sizeof(quint64);
    size_t compared = 0;
    if (static_cast<size_t>(end - place) >= word) {
        quint64 bytes = 0;
        memcpy(&bytes, place, word);
        if ((((bytes | m_firstMasks) ^ m_firstText) & m_firstCounts) != 0)
            return false;
        compared = word;
    }
    for (size_t i = compared; i < m_text.size(); ++i)
        if ((place[i] | m_masks[i]) != m_text[i])
            return false;
    return true;
}

size_t FoldedLiteral::find(std::string_view bytes, size_t from) const
{
    if (from > bytes.size() || bytes.size() - from < m_text.size())
        return std::string_view::npos;
    if (m_text.empty())
        return from;
#if defined(__x86_64__)
    if (m_vectors != Vectors::None) {
        const VectorNeedle needle{*this,
                                  bytes.data() + bytes.size(),
                                  m_first,
                                  m_second,
                                  m_text[m_first],
                                  m_text[m_second],
                                  m_masks[m_first],
                                  m_masks[m_second]};
        const size_t places = bytes.size() - m_text.size() + 1; // where it can begin
        size_t next = from;
        const size_t found = m_vectors == Vectors::Avx2 ? findAvx2(needle, bytes.data(), next, places)
                                                        : findSse2(needle, bytes.data(), next, places);
        return found != std::string_view::npos ? found : findPlain(bytes, next);
    }
#endif
    return findPlain(bytes, from);
}

size_t FoldedLiteral::findPlain(std::string_view bytes, size_t from) const
{
    const size_t places = bytes.size() - m_text.size() + 1;
    const char wanted = m_text[m_first];
    const char mask = m_masks[m_first];
    for (size_t at = from; at < places; ++at)
        if ((bytes[at + m_first] | mask) == wanted && standsAt(bytes.data() + at, bytes.data() + bytes.size()))
            return at;
    return std::string_view::npos;
}

} // namespace ops::infra
