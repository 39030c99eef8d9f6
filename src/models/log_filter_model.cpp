#include "models/log_filter_model.h"

#include <algorithm>

namespace ops::models {

using domain::LogHits;
using domain::LogSeq;

LogFilterModel::LogFilterModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent)
    : LogTableModel(std::move(store), std::move(texts), parent)
{
    setGap(reader().pin().gap);
    reader().unpin();
}

void LogFilterModel::restart()
{
    beginResetModel();
    m_rows.clear();
    m_folds.restart();
    m_anyHits = false;
    endResetModel();
}

void LogFilterModel::addHits(const std::vector<LogHits>& hits)
{
    std::vector<const LogHits*> older;
    std::vector<const LogHits*> newer;
    for (const LogHits& found : hits) {
        if (!std::exchange(m_anyHits, true)) {
            m_first = found.first;
            m_end = found.first;
        }
        if (found.end <= m_first) {
            older.push_back(&found);
            m_first = found.first;
        } else {
            newer.push_back(&found);
            m_end = found.end;
        }
    }
    // One signal for each end, however many stretches there are.
    addAtEnd(older, true);
    addAtEnd(newer, false);
    for (const LogHits& found : hits)
        for (const LogSeq seq : found.earlier)
            if (!m_rows.contains(seq)) {
                insertLine(seq);
                m_folds.forgetFrom(seq); // what continues it was folded away with a head that was hidden
            }
    for (const LogSeq head : m_open)
        showContinuations(head);
}

void LogFilterModel::addAtEnd(const std::vector<const LogHits*>& hits, bool older)
{
    qint64 count = 0;
    for (const LogHits* found : hits)
        count += found->count();
    if (count == 0)
        return;
    const int row = gapRows() + (older ? 0 : static_cast<int>(m_rows.count()));
    beginInsertRows({}, row, row + static_cast<int>(count) - 1);
    for (const LogHits* found : hits) {
        if (older)
            m_rows.addOlder(*found);
        else
            m_rows.addNewer(*found);
    }
    endInsertRows();
}

void LogFilterModel::sync()
{
    const domain::LogSpan span = reader().pin();
    reader().unpin();
    removeBefore(span.first);
    for (const LogSeq head : m_open)
        showContinuations(head);
    setGap(span.gap);
}

void LogFilterModel::removeBefore(LogSeq seq)
{
    const qint64 gone = m_rows.lowerBound(seq);
    if (gone > 0) {
        beginRemoveRows({}, gapRows(), gapRows() + static_cast<int>(gone) - 1);
        m_rows.removeBefore(seq);
        endRemoveRows();
    }
    m_open.erase(m_open.begin(), m_open.lower_bound(seq));
}

void LogFilterModel::forgetBefore(LogSeq seq)
{
    removeBefore(seq);
    m_folds.restart();
    m_first = std::max(m_first, seq);
    m_end = std::max(m_end, seq);
}

void LogFilterModel::setOpen(LogSeq head, bool open)
{
    if (open == isOpen(head))
        return;
    if (open) {
        m_open.insert(head);
        showContinuations(head);
        return;
    }
    m_open.erase(head);
    reader().pin();
    const bool there = head >= reader().span().first && head < reader().span().readEnd;
    const std::vector<LogSeq> lines = there ? reader().continuationsOf(head) : std::vector<LogSeq>();
    reader().unpin();
    for (const LogSeq line : lines)
        if (m_rows.contains(line))
            removeLine(line);
}

int LogFilterModel::continuationCount(LogSeq head) const
{
    reader().pin();
    const bool there = head >= reader().span().first && head < reader().span().readEnd;
    const auto count = there ? static_cast<int>(reader().continuationsOf(head).size()) : 0;
    reader().unpin();
    return count;
}

bool LogFilterModel::countFolded(qint64 mostRows)
{
    if (!m_anyHits)
        return true;
    reader().pin();
    const bool all =
        m_folds.count(reader(), m_first, m_end, mostRows, [this](LogSeq head) { return m_rows.contains(head); });
    reader().unpin();
    return all;
}

qint64 LogFilterModel::foldedCount() const
{
    qint64 folded = m_folds.lines();
    reader().pin();
    for (const LogSeq head : m_open) {
        if (!m_rows.contains(head) || head < reader().span().first || head >= reader().span().readEnd)
            continue;
        for (const LogSeq line : reader().continuationsOf(head))
            folded -= m_rows.contains(line) ? 1 : 0;
    }
    reader().unpin();
    return std::max<qint64>(folded, 0);
}

void LogFilterModel::showContinuations(LogSeq head)
{
    if (!m_rows.contains(head))
        return;
    reader().pin();
    const bool there = head >= reader().span().first && head < reader().span().readEnd;
    const std::vector<LogSeq> lines = there ? reader().continuationsOf(head) : std::vector<LogSeq>();
    reader().unpin();
    // Those that have not been searched yet come when they have.
    for (const LogSeq line : lines)
        if (line >= m_first && line < m_end && !m_rows.contains(line))
            insertLine(line);
}

void LogFilterModel::insertLine(LogSeq seq)
{
    const int row = gapRows() + static_cast<int>(m_rows.lowerBound(seq));
    beginInsertRows({}, row, row);
    m_rows.insert(seq);
    endInsertRows();
}

void LogFilterModel::removeLine(LogSeq seq)
{
    const int row = gapRows() + static_cast<int>(m_rows.lowerBound(seq));
    beginRemoveRows({}, row, row);
    m_rows.remove(seq);
    endRemoveRows();
}

} // namespace ops::models
