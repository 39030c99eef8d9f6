#include "models/service_model.h"

#include <algorithm>

namespace ops::models {
namespace {

using domain::LevelKind;
using domain::ServiceRow;

ServiceColumn columnAt(int column)
{
    return static_cast<ServiceColumn>(column);
}

size_t place(ServiceColumn column)
{
    return static_cast<size_t>(column);
}

bool isNumber(ServiceColumn column)
{
    return column >= ServiceColumn::Up && column <= ServiceColumn::Memory;
}

// Bad news sort high, so that one click on the heading and one more brings them to the top.
int gradeRank(domain::LevelGrade grade)
{
    int rank = 0;
    for (const domain::LevelGrade other : {domain::LevelGrade::NotApplicable, domain::LevelGrade::Ok,
                                           domain::LevelGrade::Unknown, domain::LevelGrade::Degraded})
        rank += domain::worseGrade(other, grade) == grade && other != grade ? 1 : 0;
    return rank;
}

} // namespace

std::optional<LevelKind> levelOf(ServiceColumn column)
{
    switch (column) {
    case ServiceColumn::Container:
        return LevelKind::Container;
    case ServiceColumn::Healthcheck:
        return LevelKind::Healthcheck;
    case ServiceColumn::Endpoint:
        return LevelKind::Endpoint;
    case ServiceColumn::Trading:
        return LevelKind::TradingState;
    default:
        return std::nullopt;
    }
}

ServiceModel::ServiceModel(HeaderText headerText, CellText cellText, CellText tipText, QObject* parent)
    : QAbstractTableModel(parent)
    , m_headerText(std::move(headerText))
    , m_cellText(std::move(cellText))
    , m_tipText(std::move(tipText))
{
}

int ServiceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ServiceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : serviceColumnCount;
}

QVariant ServiceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Shown& shown = m_rows.at(static_cast<size_t>(index.row()));
    const ServiceColumn column = columnAt(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return m_cellText(shown.row, column, m_now);
    case Qt::ToolTipRole:
        return m_tipText(shown.row, column, m_now);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(m_headerText(column), m_cellText(shown.row, column, m_now));
    case Qt::AccessibleDescriptionRole:
        return m_tipText(shown.row, column, m_now);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    case KeyRole:
        return shown.row.key;
    case SortRole:
        return sortValue(shown.row, column);
    case SearchTextRole: {
        QStringList all{shown.row.wantedContainer, shown.row.nearestName};
        for (int c = 0; c < serviceColumnCount; ++c)
            if (!isNumber(columnAt(c)) && columnAt(c) != ServiceColumn::Age && columnAt(c) != ServiceColumn::LastError)
                all << m_cellText(shown.row, columnAt(c), m_now);
        if (shown.row.container)
            all << shown.row.container->name << shown.row.container->image;
        return all.join(QLatin1Char('\n'));
    }
    case AttentionRole:
        return domain::needsAttention(shown.row);
    case StaleRole:
        return shown.stale[place(column)];
    case GradeRole: {
        const auto level = levelOf(column);
        if (level == domain::LevelKind::Container && shown.row.has(domain::ServiceTrouble::RestartLoop))
            return static_cast<int>(domain::LevelGrade::Failed);
        return level ? QVariant(static_cast<int>(shown.row.level(*level).grade)) : QVariant();
    }
    case RestartingRole:
        return shown.row.has(domain::ServiceTrouble::RestartLoop);
    default:
        return {};
    }
}

QVariant ServiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= serviceColumnCount)
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return m_headerText(columnAt(section));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumber(columnAt(section)) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

void ServiceModel::setRows(const std::vector<ServiceRow>& rows, const base::Instant& now)
{
    m_now = now;
    const auto isWanted = [&rows](const Shown& shown) {
        return std::any_of(rows.begin(), rows.end(), [&](const ServiceRow& row) { return row.key == shown.row.key; });
    };
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (isWanted(m_rows.at(static_cast<size_t>(i))))
            continue;
        beginRemoveRows({}, i, i);
        m_rows.erase(m_rows.begin() + i);
        endRemoveRows();
    }
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const ServiceRow& fresh = rows.at(static_cast<size_t>(i));
        const int known = rowOf(fresh.key);
        if (known < 0) {
            beginInsertRows({}, i, i);
            m_rows.insert(m_rows.begin() + i, shown(fresh));
            endInsertRows();
            continue;
        }
        if (known != i) {
            beginMoveRows({}, known, known, {}, i);
            std::rotate(m_rows.begin() + i, m_rows.begin() + known, m_rows.begin() + known + 1);
            endMoveRows();
        }
        update(i, fresh);
    }
}

void ServiceModel::setNow(const base::Instant& now)
{
    m_now = now;
    for (int i = 0; i < rowCount(); ++i) {
        const ServiceRow same = rowAt(i);
        update(i, same);
    }
}

ServiceModel::Shown ServiceModel::shown(const ServiceRow& row) const
{
    Shown shown;
    shown.row = row;
    shown.up = m_cellText(row, ServiceColumn::Up, m_now);
    shown.age = m_cellText(row, ServiceColumn::Age, m_now);
    shown.lastError = m_cellText(row, ServiceColumn::LastError, m_now);
    for (int c = 0; c < serviceColumnCount; ++c)
        shown.stale[static_cast<size_t>(c)] = isStale(row, columnAt(c));
    return shown;
}

bool ServiceModel::isStale(const ServiceRow& row, ServiceColumn column) const
{
    if (const auto level = levelOf(column))
        return domain::isStale(row, *level, m_now);
    switch (column) {
    case ServiceColumn::Cpu:
    case ServiceColumn::Memory:
        return domain::isLoadStale(row, m_now);
    case ServiceColumn::Image:
    case ServiceColumn::Up:
    case ServiceColumn::Restarts:
    case ServiceColumn::ExitCode:
    case ServiceColumn::Age:
        return domain::isStale(row, LevelKind::Container, m_now);
    default:
        return false;
    }
}

QVariant ServiceModel::sortValue(const ServiceRow& row, ServiceColumn column) const
{
    if (const auto level = levelOf(column))
        return gradeRank(row.level(*level).grade);
    switch (column) {
    case ServiceColumn::Role:
        return row.inRunbook ? QVariant(static_cast<int>(row.role)) : QVariant();
    case ServiceColumn::Image:
        return row.container ? QVariant(row.container->tag() + row.container->shortDigest()) : QVariant();
    case ServiceColumn::Up: {
        const auto uptime = row.uptime(m_now);
        return uptime ? QVariant(static_cast<qint64>(uptime->count())) : QVariant();
    }
    case ServiceColumn::Restarts:
        return row.container ? QVariant(row.container->restartCount) : QVariant();
    case ServiceColumn::ExitCode:
        return row.container && row.container->exitCode ? QVariant(*row.container->exitCode) : QVariant();
    case ServiceColumn::Cpu:
        return row.load ? QVariant(row.load->cpuPercent) : QVariant();
    case ServiceColumn::Memory:
        return row.load ? QVariant(row.load->memoryBytes) : QVariant();
    case ServiceColumn::Age:
        return row.knownAt ? QVariant(static_cast<qint64>(base::elapsed(*row.knownAt, m_now).count())) : QVariant();
    case ServiceColumn::LastError:
        return row.errors && row.errors->lastUtcMs ? QVariant(m_now.utcMs - *row.errors->lastUtcMs) : QVariant();
    case ServiceColumn::Host:
        return row.host.isEmpty() ? QVariant() : QVariant(row.host);
    default:
        return row.name;
    }
}

void ServiceModel::update(int row, const ServiceRow& fresh)
{
    Shown& known = m_rows.at(static_cast<size_t>(row));
    Shown next = shown(fresh);
    std::array<bool, serviceColumnCount> changed{};
    if (!(next.row == known.row)) {
        changed.fill(true);
    } else {
        for (size_t c = 0; c < changed.size(); ++c)
            changed[c] = next.stale[c] != known.stale[c];
        changed[place(ServiceColumn::Up)] |= next.up != known.up;
        changed[place(ServiceColumn::Age)] |= next.age != known.age;
        changed[place(ServiceColumn::LastError)] |= next.lastError != known.lastError;
    }
    known = std::move(next);
    tell(row, changed);
}

void ServiceModel::tell(int row, const std::array<bool, serviceColumnCount>& changed)
{
    int from = 0;
    while (from < serviceColumnCount) {
        if (!changed[static_cast<size_t>(from)]) {
            ++from;
            continue;
        }
        int to = from;
        while (to + 1 < serviceColumnCount && changed[static_cast<size_t>(to) + 1])
            ++to;
        Q_EMIT dataChanged(index(row, from), index(row, to));
        from = to + 1;
    }
}

int ServiceModel::rowOf(const QString& key) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&key](const Shown& shown) { return shown.row.key == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

} // namespace ops::models
