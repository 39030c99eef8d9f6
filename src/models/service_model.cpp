#include "models/service_model.h"

#include <algorithm>
#include <tuple>
#include <utility>

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

// What is over by now, and what still reaches the right container, is no failure.
domain::LevelGrade gradeOf(domain::ServiceTrouble trouble)
{
    using domain::ServiceTrouble;
    return trouble == ServiceTrouble::Renamed || trouble == ServiceTrouble::OtherProject ||
                   trouble == ServiceTrouble::NoProject || trouble == ServiceTrouble::CrashedLately
               ? domain::LevelGrade::Degraded
               : domain::LevelGrade::Failed;
}

std::optional<domain::LevelGrade> troubleOf(const ServiceRow& row)
{
    std::optional<domain::LevelGrade> worst;
    for (const domain::ServiceTrouble trouble : row.troubles)
        worst = worst ? domain::worseGrade(*worst, gradeOf(trouble)) : gradeOf(trouble);
    return worst;
}

std::optional<domain::LevelGrade> gradeOf(const ServiceRow& row, ServiceColumn column)
{
    const auto level = levelOf(column);
    if (!level)
        return std::nullopt;
    domain::LevelGrade grade = row.level(*level).grade;
    if (*level == LevelKind::Container)
        for (const domain::ServiceTrouble trouble : row.troubles)
            if (domain::isSaidBeforeState(trouble))
                grade = domain::worseGrade(grade, gradeOf(trouble));
    return grade;
}

} // namespace

std::optional<LevelKind> levelOf(ServiceColumn column)
{
    switch (column) {
    case ServiceColumn::State:
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

ServiceModel::ServiceModel(HeaderText headerText, CellText cellText, CellText tipText, LastKnownText lastKnownText,
                           QObject* parent)
    : QAbstractTableModel(parent)
    , m_headerText(std::move(headerText))
    , m_cellText(std::move(cellText))
    , m_tipText(std::move(tipText))
    , m_lastKnownText(std::move(lastKnownText))
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
        return shown.text[place(column)];
    case Qt::ToolTipRole:
        return m_tipText(shown.row, column, m_now);
    case Qt::AccessibleTextRole:
        return spokenText(shown, column);
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
                all << shown.text[static_cast<size_t>(c)];
        if (shown.row.container)
            all << shown.row.container->image;
        return all.join(QLatin1Char('\n'));
    }
    case AttentionRole:
        return shown.attention;
    case StaleRole:
        return shown.stale[place(column)];
    case GradeRole: {
        const auto grade = gradeOf(shown.row, column);
        return grade ? QVariant(static_cast<int>(*grade)) : QVariant();
    }
    case TradingRole:
        return static_cast<int>(domain::provenTrading(shown.row, m_now));
    case RestartingRole:
        return shown.row.has(domain::ServiceTrouble::RestartLoop);
    case AbsentRole:
        return !shown.row.container.has_value();
    case TroubleRole: {
        const auto trouble = troubleOf(shown.row);
        return trouble ? QVariant(static_cast<int>(*trouble)) : QVariant();
    }
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
    for (int i = 0; i < rowCount(); ++i)
        letTimePass(i);
}

void ServiceModel::show(Shown& shown, ServiceColumn column) const
{
    shown.text[place(column)] = m_cellText(shown.row, column, m_now);
    shown.stale[place(column)] = isStale(shown.row, column);
}

QString ServiceModel::spokenText(const Shown& shown, ServiceColumn column) const
{
    const QString text = QStringLiteral("%1: %2").arg(m_headerText(column), shown.text[place(column)]);
    // An age says it itself.
    return shown.stale[place(column)] && column != ServiceColumn::Age ? m_lastKnownText(text) : text;
}

ServiceModel::Shown ServiceModel::shown(const ServiceRow& row) const
{
    Shown shown;
    shown.row = row;
    shown.attention = domain::needsAttention(row, m_now);
    for (int c = 0; c < serviceColumnCount; ++c)
        show(shown, columnAt(c));
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
    case ServiceColumn::Container:
    case ServiceColumn::Image:
    case ServiceColumn::Up:
    case ServiceColumn::Restarts:
    case ServiceColumn::ExitCode:
    case ServiceColumn::Age:
    case ServiceColumn::LastError: // whoever says nothing of the container follows no log of it either
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
    case ServiceColumn::Container: {
        const QString name = row.container ? row.container->name : row.wantedContainer;
        return name.isEmpty() ? QVariant() : QVariant(name);
    }
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
        return row.knownAt ? QVariant(static_cast<qint64>(base::age(*row.knownAt, m_now).count())) : QVariant();
    case ServiceColumn::LastError:
        return row.errors && row.errors->lastUtcMs
                   ? QVariant(static_cast<qint64>(row.ageOf(*row.errors->lastUtcMs, m_now).count()))
                   : QVariant();
    case ServiceColumn::Host:
        return row.host.isEmpty() ? QVariant() : QVariant(row.host);
    default:
        return row.name;
    }
}

// What a cell looks like, and in the first one what the filter looks at.
bool ServiceModel::differs(const Shown& a, const Shown& b, ServiceColumn column) const
{
    if (a.text[place(column)] != b.text[place(column)] || a.stale[place(column)] != b.stale[place(column)])
        return true;
    const auto grade = [column](const Shown& shown) { return gradeOf(shown.row, column); };
    const auto loops = [](const Shown& shown) { return shown.row.has(domain::ServiceTrouble::RestartLoop); };
    const auto hidden = [](const Shown& shown) {
        const auto& container = shown.row.container;
        return std::tuple(shown.attention, troubleOf(shown.row), shown.row.wantedContainer, shown.row.nearestName,
                          container ? container->image : QString());
    };
    return grade(a) != grade(b) || (column == ServiceColumn::Restarts && loops(a) != loops(b)) ||
           (column == ServiceColumn::Service && hidden(a) != hidden(b)) ||
           (column == ServiceColumn::Container && a.row.container.has_value() != b.row.container.has_value()) ||
           (column == ServiceColumn::LastError && // sorts by the moment
            (a.row.errors != b.row.errors || a.row.clockAhead != b.row.clockAhead));
}

void ServiceModel::update(int row, const ServiceRow& fresh)
{
    Shown& known = m_rows.at(static_cast<size_t>(row));
    if (fresh == known.row) {
        letTimePass(row);
        return;
    }
    const Shown before = std::exchange(known, shown(fresh));
    for (int c = 0; c < serviceColumnCount; ++c)
        if (differs(before, known, columnAt(c)))
            tell(row, columnAt(c));
}

void ServiceModel::letTimePass(int row)
{
    Shown& known = m_rows.at(static_cast<size_t>(row));
    const bool attention = domain::needsAttention(known.row, m_now);
    const bool isNews = std::exchange(known.attention, attention) != attention;
    for (int c = 0; c < serviceColumnCount; ++c) {
        const ServiceColumn column = columnAt(c);
        const bool stale = isStale(known.row, column);
        bool changed = std::exchange(known.stale[place(column)], stale) != stale;
        changed = changed || (isNews && column == ServiceColumn::Service); // the filter looks there
        // Others are worded anew when they become last known.
        if (changed || column == ServiceColumn::Up || column == ServiceColumn::Age ||
            column == ServiceColumn::LastError) {
            const QString text = m_cellText(known.row, column, m_now);
            changed = std::exchange(known.text[place(column)], text) != text || changed;
        }
        if (changed)
            tell(row, column);
    }
}

// Each cell by itself: for more than one, a view paints all of its rows.
void ServiceModel::tell(int row, ServiceColumn column)
{
    const QModelIndex cell = index(row, static_cast<int>(column));
    Q_EMIT dataChanged(cell, cell);
}

int ServiceModel::rowOf(const QString& key) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&key](const Shown& shown) { return shown.row.key == key; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

} // namespace ops::models
