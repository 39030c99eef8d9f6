#include "infra/search/folded_literal.h"

#include "infra/search/vector_find.h"

#include <algorithm>

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

// How often a byte is met in logs, roughly: less is rarer.
int frequency(char c)
{
    constexpr std::string_view frequent = " eta\"oinsrl0:hdc1,u2m";
    constexpr std::string_view usual = "pgfy3456789-_./{}w";
    constexpr int every = 3;
    if (frequent.find(c) != std::string_view::npos)
        return every;
    if (usual.find(c) != std::string_view::npos)
        return 2;
    return isLower(c) ? 1 : 0;
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
    const auto rarerThan = [&](size_t i, size_t than) { return frequency(m_text[i]) < frequency(m_text[than]); };
    for (size_t i = 1; i < m_text.size(); ++i)
        if (rarerThan(i, m_first))
            m_first = i;
    m_second = m_first == 0 && m_text.size() > 1 ? m_text.size() - 1 : 0;
    for (size_t i = 0; i < m_text.size(); ++i)
        if (i != m_first && rarerThan(i, m_second))
            m_second = i;
}

bool FoldedLiteral::standsAt(const char* place) const
{
    for (size_t i = 0; i < m_text.size(); ++i)
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
        const VectorNeedle needle{
            *this, m_first, m_second, m_text[m_first], m_text[m_second], m_masks[m_first], m_masks[m_second]};
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
        if ((bytes[at + m_first] | mask) == wanted && standsAt(bytes.data() + at))
            return at;
    return std::string_view::npos;
}

} // namespace ops::infra
