#include "app/log_follow_controller.h"

#include <algorithm>
#include <limits>

namespace ops::app {

namespace {

constexpr size_t maxNotedBefore = 500;

} // namespace

using domain::LogFollowEffect;
using domain::LogFollowPhase;

LogFollowController::LogFollowController(const base::Clock& clock, ServicesController& services, LogFollowPort& port,
                                         const domain::LogFollowTimes& times, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_services(services)
    , m_port(port)
    , m_times(times)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LogFollowController::tick);
    connect(&m_services, &ServicesController::rowsChanged, this, &LogFollowController::takeRows);
    connect(&m_services, &ServicesController::enginesChanged, this, [this] {
        takeRows();
        Q_EMIT changed();
    });
    connect(&m_port, &LogFollowPort::attached, this, [this](const QString& id) {
        if (m_followed.contains(id))
            take(id, domain::onLogsBegan(m_followed.value(id).follow, m_clock.now()));
    });
    connect(&m_port, &LogFollowPort::attachEnded, this, [this](const QString& id, const domain::LogsEnd& end) {
        if (!m_followed.contains(id))
            return;
        m_last.insert(id, end.last);
        take(id, domain::onLogsEnded(m_followed.value(id).follow, end, m_clock.now()));
    });
}

void LogFollowController::start()
{
    if (std::exchange(m_started, true))
        return;
    takeRows();
    // Some say of an earlier moment what is known only later.
    std::stable_sort(m_notedBefore.begin(), m_notedBefore.end(),
                     [](const domain::CommandMarker& a, const domain::CommandMarker& b) { return a.utcMs < b.utcMs; });
    for (const domain::CommandMarker& made : std::exchange(m_notedBefore, {}))
        m_port.mark(made.marker, made.service, made.utcMs);
    Q_EMIT changed();
}

QVector<LogFollowController::Followed> LogFollowController::followed() const
{
    QVector<Followed> all;
    for (const Followed& each : m_followed)
        if (each.follow.phase != LogFollowPhase::Over)
            all.append(each);
    std::stable_sort(all.begin(), all.end(),
                     [](const Followed& a, const Followed& b) { return a.container.service < b.container.service; });
    return all;
}

QVector<LogContainer> LogFollowController::containers() const
{
    QVector<LogContainer> all;
    for (const Followed& each : m_followed)
        all.append(each.container);
    return all;
}

void LogFollowController::takeRows()
{
    if (!m_started)
        return;
    QMap<QString, bool> answers;
    for (const domain::EngineStatus& engine : m_services.engines())
        answers.insert(engine.host, engine.phase == domain::EnginePhase::Following);
    const QStringList known = m_followed.keys();
    for (const QString& id : known)
        take(id, domain::onEngineSeen(m_followed.value(id).follow, answers.value(m_followed.value(id).container.host),
                                      m_clock.now()));
    QSet<QString> there;
    const std::vector<domain::ServiceRow> rows = m_services.rows();
    for (const domain::ServiceRow& row : rows) {
        if (!row.container)
            continue;
        there.insert(row.container->id);
        if (answers.value(row.host))
            see(row);
    }
    for (const QString& id : known)
        if (!there.contains(id))
            take(id, domain::onContainerRemoved(m_followed.value(id).follow, m_clock.now()));
    for (auto host = answers.begin(); host != answers.end(); ++host)
        if (host.value() && std::any_of(rows.begin(), rows.end(), [&](const domain::ServiceRow& row) {
                return row.host == host.key() && (row.container || row.has(domain::ServiceTrouble::Missing));
            }))
            m_lookedAt.insert(host.key());
}

void LogFollowController::see(const domain::ServiceRow& row)
{
    const domain::Container& container = *row.container;
    if (!m_followed.contains(container.id)) {
        // What is made while we look is shown from its first line on.
        const auto tail = m_lookedAt.contains(row.host) ? std::nullopt : std::optional(m_tail);
        m_followed.insert(container.id, {{row.host, container.id, row.name}, {}, tail, domain::idleLogFollow(m_times)});
    }
    m_followed[container.id].containerName = container.name;
    // A paused container says nothing, and its follower goes on.
    const bool runs = container.run == domain::ContainerRun::Running || container.run == domain::ContainerRun::Paused;
    take(container.id, domain::onContainerSeen(m_followed.value(container.id).follow, runs, m_clock.now()));
}

void LogFollowController::take(const QString& containerId, Step step)
{
    const LogContainer container = m_followed.value(containerId).container;
    const bool over = step.follow.phase == LogFollowPhase::Over;
    const bool wasOver = m_followed.value(containerId).follow.phase == LogFollowPhase::Over;
    m_followed[containerId].follow = std::move(step.follow);
    for (const LogFollowEffect effect : step.effects) {
        switch (effect) {
        case LogFollowEffect::Attach:
            m_port.attach(container, m_followed.value(containerId).tail);
            break;
        case LogFollowEffect::SayMissing: {
            domain::LogMarker marker;
            marker.text = domain::logGapRemoved;
            marker.gap.rows = -1;
            marker.gap.from = m_last.value(containerId);
            m_port.mark(marker, container.service, m_clock.now().utcMs);
            break;
        }
        case LogFollowEffect::SayFollowed:
            Q_EMIT changed();
            break;
        }
    }
    if (over && !wasOver)
        m_port.close(containerId);
    armTimer();
}

void LogFollowController::tick()
{
    const QStringList known = m_followed.keys();
    for (const QString& id : known)
        take(id, domain::tickLogFollow(m_followed.value(id).follow, m_clock.now()));
}

void LogFollowController::note(const domain::JournalRecord& record)
{
    const auto made = domain::commandMarker(record);
    if (!made)
        return;
    if (m_started) {
        m_port.mark(made->marker, made->service, made->utcMs);
        return;
    }
    keepUntilStart(*made);
}

// In their place by time they can only be put together with the lines.
void LogFollowController::keepUntilStart(const domain::CommandMarker& made)
{
    m_notedBefore.push_back(made);
    if (m_notedBefore.size() <= maxNotedBefore)
        return;
    // The last halt is what everything after it is measured by.
    const auto lastHalt = std::find_if(m_notedBefore.rbegin(), m_notedBefore.rend(),
                                       [](const auto& each) { return domain::isHalt(each.marker); });
    const bool oldestIsIt = lastHalt != m_notedBefore.rend() && std::next(lastHalt) == m_notedBefore.rend();
    m_notedBefore.erase(m_notedBefore.begin() + (oldestIsIt ? 1 : 0));
}

void LogFollowController::notePast(const QVector<domain::JournalEntry>& entries, qint64 sessionUtcMs)
{
    if (m_started)
        return;
    constexpr std::chrono::milliseconds day = std::chrono::hours(24);
    std::vector<domain::CommandMarker> past;
    std::optional<domain::CommandMarker> lastHalt;
    for (const domain::JournalEntry& entry : entries) {
        const auto made = domain::commandMarker(entry.record);
        if (!made || made->utcMs >= sessionUtcMs || entry.record.event == domain::JournalEvent::StateChanged)
            continue;
        if (made->utcMs >= sessionUtcMs - day.count())
            past.push_back(*made);
        else if (domain::isHalt(made->marker))
            lastHalt = *made;
    }
    if (std::any_of(past.begin(), past.end(), [](const auto& each) { return domain::isHalt(each.marker); }))
        lastHalt.reset();
    // They were before whatever this session has noted so far.
    std::vector<domain::CommandMarker> since = std::exchange(m_notedBefore, {});
    if (lastHalt)
        keepUntilStart(*lastHalt);
    for (const std::vector<domain::CommandMarker>* each : {&past, &since})
        for (const domain::CommandMarker& made : *each)
            keepUntilStart(made);
}

void LogFollowController::armTimer()
{
    std::optional<qint64> due;
    for (const Followed& each : std::as_const(m_followed))
        if (const auto next = domain::nextTickNs(each.follow))
            due = std::min(due.value_or(*next), *next);
    if (!due) {
        m_timer.stop();
        return;
    }
    constexpr qint64 nsPerMs = 1'000'000;
    const qint64 leftMs = (*due - m_clock.now().monoNs + nsPerMs - 1) / nsPerMs;
    m_timer.start(static_cast<int>(std::clamp<qint64>(leftMs, 0, std::numeric_limits<int>::max())));
}

} // namespace ops::app
