#include "domain/host/output_tail.h"

#include <algorithm>

namespace ops::domain {
namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

// How many bytes the character needs that begins with this byte; 1 for what is no beginning.
qsizetype lengthOf(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xf0U ? 4 : byte >= 0xe0U ? 3 : byte >= 0xc0U ? 2 : 1;
}

constexpr qsizetype longestRest = 3; // continuation bytes of the longest character

} // namespace

OutputTail::OutputTail(qsizetype headBytes, qsizetype tailBytes)
    : m_headBytes(std::max<qsizetype>(0, headBytes))
    , m_tailBytes(std::max<qsizetype>(1, tailBytes))
{
}

void OutputTail::append(const QByteArray& bytes)
{
    m_total += bytes.size();
    const qsizetype toHead = std::min(m_headBytes - m_head.size(), bytes.size());
    m_head += QByteArrayView(bytes).first(toHead);
    QByteArrayView rest = QByteArrayView(bytes).sliced(toHead);
    if (rest.size() >= m_tailBytes) {
        m_ring = rest.last(m_tailBytes).toByteArray();
        return;
    }
    m_ring += rest;
    if (m_ring.size() >= 2 * m_tailBytes)
        m_ring.remove(0, m_ring.size() - m_tailBytes);
}

qint64 OutputTail::dropped() const
{
    return m_total - m_head.size() - std::min(m_ring.size(), m_tailBytes);
}

QByteArray OutputTail::tail() const
{
    return m_ring.right(m_tailBytes);
}

QString OutputTail::headText() const
{
    if (complete())
        return QString::fromUtf8(whole());
    qsizetype begin = m_head.size();
    while (begin > 0 && m_head.size() - begin < longestRest && isContinuation(m_head.at(begin - 1)))
        --begin;
    const bool cut = begin > 0 && lengthOf(m_head.at(begin - 1)) > m_head.size() - begin + 1;
    return QString::fromUtf8(cut ? m_head.first(begin - 1) : m_head);
}

QString OutputTail::tailText() const
{
    if (complete())
        return {};
    const QByteArray bytes = tail();
    qsizetype begin = 0;
    while (begin < std::min(longestRest, bytes.size()) && isContinuation(bytes.at(begin)))
        ++begin;
    return QString::fromUtf8(bytes.sliced(begin));
}

} // namespace ops::domain
