#include "models/log_model.h"

#include <algorithm>

namespace ops::models {

using domain::LogSeq;

LogModel::LogModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent)
    : LogTableModel(std::move(store), std::move(texts), parent)
{
    const domain::LogSpan span = reader().pin();
    reader().unpin();
    m_first = span.first;
    m_end = span.end;
    m_readEnd = span.readEnd;
    setGap(span.gap);
}

qint64 LogModel::lineAtOrAfter(LogSeq seq) const
{
    return std::clamp(seq, m_first, m_end) - m_first;
}

void LogModel::sync()
{
    const domain::LogSpan span = reader().pin();
    reader().unpin();
    followFront(span.first);
    tellRead(std::min(span.readEnd, m_end));
    followEnd(span.end);
    m_readEnd = span.readEnd;
    setGap(span.gap);
}

// The oldest lines went, or older ones came.
void LogModel::followFront(LogSeq first)
{
    if (first > m_first) {
        const LogSeq kept = std::min(first, m_end);
        if (kept > m_first) {
            beginRemoveRows({}, gapRows(), gapRows() + static_cast<int>(kept - m_first) - 1);
            m_first = kept;
            endRemoveRows();
        }
        // All that were shown are gone: the next ones begin further on.
        m_first = first;
        m_end = std::max(m_end, first);
    } else if (first < m_first) {
        beginInsertRows({}, gapRows(), gapRows() + static_cast<int>(m_first - first) - 1);
        m_first = first;
        endInsertRows();
    }
}

void LogModel::followEnd(LogSeq end)
{
    if (end <= m_end)
        return;
    const int row = gapRows() + static_cast<int>(lineCount());
    beginInsertRows({}, row, row + static_cast<int>(end - m_end) - 1);
    m_end = end;
    endInsertRows();
}

// Lines that were shown as they are now have their time, level and service.
void LogModel::tellRead(LogSeq readEnd)
{
    const LogSeq from = std::max(m_readEnd, m_first);
    if (readEnd > from)
        Q_EMIT dataChanged(index(gapRows() + static_cast<int>(from - m_first), 0),
                           index(gapRows() + static_cast<int>(readEnd - m_first) - 1, logColumnCount - 1));
}

} // namespace ops::models
