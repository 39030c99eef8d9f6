#include "models/log_table_model.h"

#include "base/time_text.h"
#include "domain/log/log_parser.h"
#include "domain/log/log_text.h"

#include <algorithm>
#include <limits>

namespace ops::models {

using domain::LogLine;
using domain::LogMarker;
using domain::LogSeq;

namespace {

// Holds what is read in place for as long as a cell is made from it.
class Pinned {
public:
    explicit Pinned(domain::LogReader& reader)
        : m_reader(reader)
    {
        m_reader.pin();
    }
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;
    ~Pinned() { m_reader.unpin(); }

private:
    domain::LogReader& m_reader;
};

QString fromBytes(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

LogTableModel::LogTableModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(std::move(store))
    , m_reader(std::make_unique<domain::LogReader>(*m_store))
    , m_texts(std::move(texts))
{
}

int LogTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    // Views count pixels and rows in int; a store of two thousand million lines would take 20 GB.
    return static_cast<int>(std::min<qint64>(lineCount() + gapRows(), std::numeric_limits<int>::max()));
}

int LogTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : logColumnCount;
}

std::optional<LogSeq> LogTableModel::seqAt(int row) const
{
    if (row < gapRows() || row >= rowCount())
        return std::nullopt;
    return lineAt(row - gapRows());
}

int LogTableModel::rowAtOrAfter(LogSeq seq) const
{
    return static_cast<int>(std::min<qint64>(lineAtOrAfter(seq) + gapRows(), rowCount()));
}

int LogTableModel::rowOf(LogSeq seq) const
{
    const int row = rowAtOrAfter(seq);
    return row < rowCount() && seqAt(row) == seq ? row : -1;
}

void LogTableModel::setGap(const domain::LogGap& gap)
{
    setFront(gap, m_frontText);
}

void LogTableModel::setFrontText(const QString& text)
{
    setFront(m_gap, text);
}

void LogTableModel::setFront(const domain::LogGap& gap, const QString& text)
{
    if (gap == m_gap && text == m_frontText)
        return;
    const bool shown = gapRows() > 0;
    const bool willBe = gap.rows > 0 || !text.isEmpty();
    if (willBe && !shown)
        beginInsertRows({}, 0, 0);
    else if (shown && !willBe)
        beginRemoveRows({}, 0, 0);
    m_gap = gap;
    m_frontText = text;
    if (willBe && !shown)
        endInsertRows();
    else if (shown && !willBe)
        endRemoveRows();
    else if (shown)
        Q_EMIT dataChanged(index(0, 0), index(0, logColumnCount - 1));
}

QVariant LogTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = static_cast<LogColumn>(index.column());
    const auto seq = seqAt(index.row());
    return seq ? lineData(*seq, column, role) : gapData(column, role);
}

QVariant LogTableModel::gapData(LogColumn column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (column == LogColumn::TimeUtc && m_gap.from.known())
            return base::utcStampText(m_gap.from.utcMs);
        if (column != LogColumn::Message)
            return QString();
        return m_frontText.isEmpty() ? markerText({domain::LogMarkerKind::Gap, {}, m_gap}) : m_frontText;
    case SeqRole:
        return qint64{-1};
    case RowKindRole:
        return static_cast<int>(m_gap.rows > 0 ? RowKind::Gap : RowKind::Front);
    default:
        return {};
    }
}

QVariant LogTableModel::lineData(LogSeq seq, LogColumn column, int role) const
{
    if (role == SeqRole)
        return seq.value;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role < SeqRole)
        return {};
    const Pinned pinned(*m_reader);
    // The store may have lost it since the last sync().
    if (seq < m_reader->span().first || seq >= m_reader->span().end)
        return {};
    const LogLine line = m_reader->line(seq);
    switch (role) {
    case Qt::DisplayRole:
        return text(line, column);
    case Qt::AccessibleTextRole:
        return m_texts.header ? m_texts.header(column) + QStringLiteral(": ") + text(line, column) : text(line, column);
    case TimeRole:
        return line.time.known() ? QVariant(line.time.utcMs) : QVariant();
    case TimeInheritedRole:
        return line.tag.inheritedTime;
    case LevelRole:
        return static_cast<int>(line.tag.level);
    case LevelInferredRole:
        return line.tag.inferred;
    case ServiceRole:
        return fromBytes(m_store->serviceName(line.service));
    case RawRole:
        return QByteArray(line.bytes.data(), static_cast<qsizetype>(line.bytes.size()));
    case RowKindRole: {
        const auto marker =
            line.tag.marker ? domain::parseLogMarker(line.bytes) : base::Result<LogMarker>(base::Error());
        if (!marker)
            return static_cast<int>(RowKind::Line);
        return static_cast<int>(marker->kind == domain::LogMarkerKind::Gap ? RowKind::Gap : RowKind::Command);
    }
    case ContinuesRole:
        return line.tag.continuation;
    default:
        return {};
    }
}

QString LogTableModel::markerText(const LogMarker& marker) const
{
    return m_texts.marker ? m_texts.marker(marker) : marker.text;
}

QString LogTableModel::text(const LogLine& line, LogColumn column) const
{
    switch (column) {
    case LogColumn::TimeUtc:
        // A line that says no time of its own shows none.
        return line.time.known() && !line.tag.inheritedTime ? base::utcStampText(line.time.utcMs) : QString();
    case LogColumn::Level:
        return m_texts.level && !line.tag.marker ? m_texts.level(line.tag.level, line.tag.inferred) : QString();
    case LogColumn::Service:
        return domain::shownLogText(m_store->serviceName(line.service));
    case LogColumn::Channel:
        return m_texts.channel && !line.tag.marker ? m_texts.channel(line.tag.channel) : QString();
    case LogColumn::Message:
        break;
    }
    if (line.tag.marker) {
        const auto marker = domain::parseLogMarker(line.bytes);
        if (marker)
            return markerText(*marker);
    }
    const std::string_view bytes = domain::withoutLineEnding(line.bytes);
    // A cell shows the beginning; the whole of a line of megabytes is for the detail pane.
    constexpr size_t parsedBytes = size_t{64} * 1024;
    if (line.tag.continuation) {
        const auto wrapped = domain::dockerLineText(bytes.substr(0, parsedBytes));
        return domain::shownLogText(wrapped ? std::string_view(*wrapped) : bytes);
    }
    const std::string_view service = m_store->serviceName(line.service);
    return domain::shownLogText(domain::messageText(domain::parseLogLineOf(service, bytes.substr(0, parsedBytes))));
}

QVariant LogTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < logColumnCount;
    if (!known || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || !m_texts.header)
        return {};
    return m_texts.header(static_cast<LogColumn>(section));
}

} // namespace ops::models
