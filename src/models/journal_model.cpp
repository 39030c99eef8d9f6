#include "models/journal_model.h"

#include "base/time_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <array>

namespace ops::models {
namespace {

// What a reader wants first; the others follow in alphabetical order.
constexpr std::array leadingFields{"what",    "verdict", "rung",  "reached", "state",  "from",   "to",
                                   "subject", "reason",  "error", "detail",  "server", "attempt"};

QString valueText(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    case QJsonValue::Double:
        return value.toDouble() == static_cast<double>(value.toInteger()) ? QString::number(value.toInteger())
                                                                          : QString::number(value.toDouble(), 'f', 1);
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

} // namespace

QString journalCommandText(const domain::JournalEntry& entry)
{
    if (entry.record.command.isNull())
        return {};
    const QString kind = entry.record.fields.value(QStringLiteral("kind")).toString();
    return kind.isEmpty() ? entry.record.command.shortText()
                          : entry.record.command.shortText() + QLatin1Char(' ') + kind;
}

QString journalEvidence(const domain::JournalEntry& entry)
{
    const QJsonObject& fields = entry.record.fields;
    QStringList parts;
    const auto add = [&](const QString& key) {
        const QString value = valueText(fields.value(key)).simplified();
        if (!value.isEmpty())
            parts.append(key + QLatin1Char('=') + value);
    };
    QStringList keys = fields.keys();
    keys.removeAll(QStringLiteral("kind")); // in the command column
    for (const char* leading : leadingFields) {
        const QString key = QString::fromLatin1(leading);
        if (keys.removeAll(key) > 0)
            add(key);
    }
    for (const QString& key : std::as_const(keys))
        add(key);
    return parts.join(QStringLiteral("  "));
}

JournalModel::JournalModel(HeaderText headerText, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headerText(std::move(headerText))
{
}

int JournalModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int JournalModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : journalColumnCount;
}

const domain::JournalEntry& JournalModel::entryAt(int row) const
{
    return m_entries.at(static_cast<size_t>(row));
}

QString JournalModel::text(const domain::JournalEntry& entry, JournalColumn column) const
{
    switch (column) {
    case JournalColumn::Sequence:
        return entry.sequence == 0 ? QString() : QString::number(entry.sequence);
    case JournalColumn::TimeUtc:
        return entry.record.at.utcMs == 0 ? QString() : base::utcStampText(entry.record.at.utcMs);
    case JournalColumn::Event:
        return entry.eventWord;
    case JournalColumn::Command:
        return journalCommandText(entry);
    case JournalColumn::Actor:
        return entry.record.actor;
    case JournalColumn::Environment:
        return entry.record.environment;
    case JournalColumn::What:
        return journalEvidence(entry);
    case JournalColumn::Hash:
        return QString::fromLatin1(entry.hash.left(12));
    }
    return {};
}

QVariant JournalModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const domain::JournalEntry& entry = entryAt(index.row());
    const auto column = static_cast<JournalColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, column);
    case Qt::AccessibleTextRole: {
        const QString shown = text(entry, column);
        return m_headerText ? m_headerText(column) + QStringLiteral(": ") + shown : shown;
    }
    case Qt::TextAlignmentRole:
        if (column == JournalColumn::Sequence)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case EntryRole:
        return QVariant::fromValue(entry);
    case EventWordRole:
        return entry.eventWord;
    case CommandIdRole:
        return entry.record.command.text();
    case SearchTextRole: {
        QStringList all;
        for (int c = 0; c < journalColumnCount; ++c)
            all.append(text(entry, static_cast<JournalColumn>(c)));
        all.append(entry.record.command.text());
        return all.join(QLatin1Char('\n'));
    }
    default:
        return {};
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < journalColumnCount;
    if (!known || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || !m_headerText)
        return {};
    return m_headerText(static_cast<JournalColumn>(section));
}

void JournalModel::append(const QVector<domain::JournalEntry>& entries)
{
    QSet<quint64> known;
    for (const domain::JournalEntry& entry : m_entries)
        known.insert(entry.sequence);
    QVector<domain::JournalEntry> fresh;
    for (const domain::JournalEntry& entry : entries) {
        if (entry.sequence != 0 && known.contains(entry.sequence))
            continue;
        known.insert(entry.sequence);
        fresh.append(entry);
    }
    insertNewest(std::move(fresh));
}

void JournalModel::insertNewest(QVector<domain::JournalEntry> entries)
{
    if (entries.isEmpty())
        return;
    if (entries.size() > maxRows)
        entries.remove(0, entries.size() - maxRows);
    const int excess = static_cast<int>(m_entries.size() + static_cast<size_t>(entries.size())) - maxRows;
    if (excess > 0) {
        const int rows = rowCount();
        beginRemoveRows({}, rows - excess, rows - 1);
        m_entries.erase(m_entries.end() - excess, m_entries.end());
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(entries.size()) - 1);
    m_entries.insert(m_entries.begin(), entries.crbegin(), entries.crend());
    endInsertRows();
}

void JournalModel::load(const QVector<domain::JournalEntry>& entries)
{
    const quint64 newest = entries.isEmpty() ? 0 : entries.last().sequence;
    QVector<domain::JournalEntry> all = entries;
    // A sequence number that is not above the file's end belongs to what the file holds, read again.
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry)
        if (entry->sequence > newest)
            all.append(*entry);
    if (all.size() > maxRows)
        all.remove(0, all.size() - maxRows);
    beginResetModel();
    m_entries.assign(all.crbegin(), all.crend());
    endResetModel();
}

} // namespace ops::models
