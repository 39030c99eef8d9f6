#include "sim/docker/container_book.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <algorithm>

namespace ops::sim {
namespace {

constexpr int killed = 137; // as an engine reports SIGKILL
constexpr qint64 nsPerMs = 1'000'000;

} // namespace

QString SimContainer::healthWord() const
{
    return service.unhealthy ? QStringLiteral("unhealthy") : QStringLiteral("healthy");
}

SimContainer* ContainerBook::named(const QString& container)
{
    const auto found = std::find_if(m_containers.begin(), m_containers.end(),
                                    [&](const SimContainer& each) { return each.service.container == container; });
    return found == m_containers.end() ? nullptr : &*found;
}

const SimContainer* ContainerBook::find(const QString& nameOrId) const
{
    constexpr int shortest = 4;
    for (const SimContainer& each : m_containers)
        if (each.service.container == nameOrId || each.id == nameOrId)
            return &each;
    for (const SimContainer& each : m_containers)
        if (nameOrId.size() >= shortest && each.id.startsWith(nameOrId))
            return &each;
    return nullptr;
}

const SimContainer* ContainerBook::known(const QString& container) const
{
    const auto named = [&](const SimContainer& each) { return each.service.container == container; };
    for (const auto* list : {&m_containers, &m_gone})
        if (const auto found = std::find_if(list->begin(), list->end(), named); found != list->end())
            return &*found;
    return nullptr;
}

std::vector<SimEvent> ContainerBook::look(const std::vector<PlayedService>& services, qint64 nowMs)
{
    std::vector<SimEvent> events;
    const auto tell = [&](const SimContainer& container, const QString& action, int exitCode = -1) {
        // A nanosecond apart, so that `--since` the last one seen leaves none out.
        const qint64 atNs = nowMs * nsPerMs + static_cast<qint64>(events.size());
        events.push_back({action, container.service.container, exitCode, atNs});
    };
    for (const PlayedService& service : services) {
        SimContainer* known = named(service.container);
        if (known == nullptr) {
            SimContainer made;
            made.service = service;
            made.id = QString::fromLatin1(
                QCryptographicHash::hash(service.container.toUtf8(), QCryptographicHash::Sha256).toHex());
            m_containers.push_back(made);
            std::erase_if(m_gone, [&](const SimContainer& each) { return each.id == made.id; });
            if (m_looked) {
                tell(made, QStringLiteral("create"));
                if (service.up)
                    tell(made, QStringLiteral("start"));
            }
            continue;
        }
        const PlayedService before = std::exchange(known->service, service);
        // Down and up again between two looks is still an end and a beginning.
        const bool ended = before.up && (!service.up || service.startedMs != before.startedMs);
        const bool began = service.up && (!before.up || ended);
        if (ended) {
            known->finishedMs = nowMs;
            known->exitCode = known->stopped ? 0 : killed;
            if (known->stopped)
                tell(*known, QStringLiteral("kill"));
            tell(*known, QStringLiteral("die"), known->exitCode);
            if (known->stopped)
                tell(*known, QStringLiteral("stop"));
        }
        if (began) {
            if (!known->stopped)
                ++known->restarts;
            known->stopped = false;
            tell(*known, QStringLiteral("start"));
        }
        if (service.up && (began || service.unhealthy != before.unhealthy))
            tell(*known, QStringLiteral("health_status: ") + known->healthWord());
    }
    const auto isGone = [&](const SimContainer& each) {
        return std::none_of(services.begin(), services.end(),
                            [&](const PlayedService& service) { return service.container == each.service.container; });
    };
    for (const SimContainer& each : m_containers) {
        if (!isGone(each))
            continue;
        if (each.service.up)
            tell(each, QStringLiteral("die"), killed);
        tell(each, QStringLiteral("destroy"));
        m_gone.push_back(each);
    }
    std::erase_if(m_containers, isGone);
    m_looked = true;
    m_events.insert(m_events.end(), events.begin(), events.end());
    while (m_events.size() > mostEvents)
        m_events.pop_front();
    return events;
}

void ContainerBook::noteByHand(const QString& container, bool stop)
{
    SimContainer* known = named(container);
    if (known == nullptr)
        return;
    // A start by hand is told from one by policy by the stop that was there before, or by this.
    known->stopped = stop || !known->service.up;
}

std::vector<SimLogLine> ContainerBook::addLog(const QString& container, bool toStderr, const QByteArray& lines,
                                              qint64 nowMs)
{
    auto found =
        std::find_if(m_logs.begin(), m_logs.end(), [&](const Lines& each) { return each.container == container; });
    if (found == m_logs.end())
        found = m_logs.insert(m_logs.end(), {container, {}});
    const QByteArrayList each = lines.split('\n');
    qint64 atNs = nowMs * nsPerMs;
    if (!found->lines.empty())
        atNs = std::max(atNs, found->lines.back().atNs + 1);
    std::vector<SimLogLine> added;
    for (const QByteArray& line : each)
        if (!line.isEmpty())
            added.push_back({toStderr, atNs++, line});
    found->lines.insert(found->lines.end(), added.begin(), added.end());
    while (found->lines.size() > mostLines)
        found->lines.pop_front();
    return added;
}

std::deque<SimLogLine> ContainerBook::log(const QString& container) const
{
    for (const Lines& each : m_logs)
        if (each.container == container)
            return each.lines;
    return {};
}

} // namespace ops::sim
