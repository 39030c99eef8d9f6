#pragma once

#include "app/ports/engine_port.h"
#include "support/fake_clock.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace ops::test {

// A container engine in memory. It does to its containers what the test says, and tells of it as the port promises:
// never before a call returns, nothing while it is not followed. Test thread.
class MemoryEngine final : public app::EnginePort {
    Q_OBJECT

public:
    explicit MemoryEngine(const QString& host = QStringLiteral("titan-1"))
    {
        m_status.host = host;
        m_status.since = m_clock.now();
    }

    QString host() const override { return m_status.host; }
    void follow() override
    {
        if (std::exchange(m_wanted, true))
            return;
        later([this] { attach(); });
    }
    void unfollow() override
    {
        m_wanted = false;
        m_followed = m_followed || m_status.phase == domain::EnginePhase::Following;
        say(domain::EnginePhase::Idle);
    }
    void setLoadWanted(bool wanted) override { loadWanted = wanted; }
    void readTail(const QString& containerId, int lines, quint64 token) override
    {
        later([this, containerId, lines, token] {
            const base::Result<void> checked = check(containerId);
            if (!checked) {
                Q_EMIT tailFailed(token, checked.error());
                return;
            }
            const QByteArrayList all = tails.value(containerId).split('\n');
            Q_EMIT tailRead(token, all.mid(std::max<qsizetype>(0, all.size() - lines)).join('\n'));
        });
    }
    void act(app::ContainerAct act, const QString& containerId, quint64 id) override
    {
        acts.append({act, containerId, id});
        if (!answersActs)
            return;
        later([this, act, containerId, id] {
            const base::Result<void> checked = check(containerId);
            if (checked && act != app::ContainerAct::Start)
                die(containerId, 0);
            if (checked && act != app::ContainerAct::Stop)
                start(containerId);
            finishAct(id, checked ? domain::ActReply() : domain::ActReply{domain::ActAnswer::Refused, checked.error()});
        });
    }

    // What happens on the host.
    void add(const domain::Container& container)
    {
        m_containers.push_back(container);
        tell(container, QStringLiteral("create"));
    }
    void start(const QString& id)
    {
        change(id, QStringLiteral("start"), [](domain::Container& c) { c.run = domain::ContainerRun::Running; });
    }
    void die(const QString& id, int exitCode)
    {
        change(
            id, QStringLiteral("die"),
            [exitCode](domain::Container& c) {
                c.run = domain::ContainerRun::Exited;
                c.exitCode = exitCode;
            },
            exitCode);
    }
    void rename(const QString& id, const QString& name)
    {
        change(id, QStringLiteral("rename"), [&name](domain::Container& c) { c.name = name; });
    }
    void setHealth(const QString& id, domain::ImageHealth health)
    {
        change(id, QStringLiteral("health_status: ") + domain::imageHealthWord(health),
               [health](domain::Container& c) { c.health = health; });
    }
    void destroy(const QString& id)
    {
        const auto found = find(id);
        if (found == m_containers.end())
            return;
        m_containers.erase(found);
        if (isFollowed())
            Q_EMIT containerGone(id, m_clock.now());
    }
    // Frozen or Gone: the news stop. Following: it is back, with a look at what is there now.
    void setPhase(domain::EnginePhase phase)
    {
        m_reachable = phase == domain::EnginePhase::Following;
        m_failure = phase;
        if (!m_wanted)
            return;
        if (m_reachable)
            attach();
        else
            fail();
    }
    void takeLoads(const QVector<domain::ContainerLoad>& loads)
    {
        if (loadWanted && isFollowed())
            Q_EMIT loadTaken(loads, m_clock.now());
    }
    void look() { Q_EMIT snapshotTaken({m_status.host, m_containers, m_clock.now()}); }
    void finishAct(quint64 id, const domain::ActReply& reply) { Q_EMIT actFinished(id, reply); }

    const std::vector<domain::Container>& containers() const { return m_containers; }
    const domain::EngineStatus& status() const { return m_status; }

    struct Act {
        app::ContainerAct act;
        QString containerId;
        quint64 id;
    };
    QVector<Act> acts;
    bool answersActs = true; // false: the test calls finishAct()
    bool loadWanted = false;
    QHash<QString, QByteArray> tails; // container id -> its log

private:
    template <class F>
    void later(F what)
    {
        QMetaObject::invokeMethod(this, what, Qt::QueuedConnection);
    }
    bool isFollowed() const { return m_wanted && m_status.phase == domain::EnginePhase::Following; }
    std::vector<domain::Container>::iterator find(const QString& id)
    {
        return std::find_if(m_containers.begin(), m_containers.end(),
                            [&id](const domain::Container& c) { return c.id == id; });
    }
    base::Result<void> check(const QString& id)
    {
        if (!m_reachable)
            return base::Error{base::ErrorCode::Refused, QStringLiteral("Cannot connect"), QStringLiteral("docker")};
        if (find(id) == m_containers.end())
            return base::Error{base::ErrorCode::NotFound, QStringLiteral("No such container"),
                               QStringLiteral("docker")};
        return {};
    }
    template <class F>
    void change(const QString& id, const QString& action, F with, std::optional<int> exitCode = std::nullopt)
    {
        const auto found = find(id);
        if (found == m_containers.end())
            return;
        with(*found);
        tell(*found, action, exitCode);
    }
    void tell(const domain::Container& container, const QString& action, std::optional<int> exitCode = std::nullopt)
    {
        if (!isFollowed())
            return;
        domain::EngineEvent event;
        event.action = action;
        event.id = container.id;
        event.name = container.name;
        event.exitCode = exitCode;
        event.timeNs = m_clock.now().utcMs * 1'000'000;
        Q_EMIT containerChanged(container, event, m_clock.now());
    }
    void say(domain::EnginePhase phase)
    {
        m_status.phase = phase;
        m_status.since = m_clock.now();
        const bool failed = phase == domain::EnginePhase::Frozen || phase == domain::EnginePhase::Gone;
        m_status.error.reset();
        if (failed)
            m_status.error =
                base::Error{phase == domain::EnginePhase::Frozen ? base::ErrorCode::TimedOut : base::ErrorCode::Refused,
                            QStringLiteral("played"), QStringLiteral("docker")};
        Q_EMIT statusChanged(m_status);
    }
    void fail()
    {
        m_followed = m_followed || m_status.phase == domain::EnginePhase::Following;
        say(m_failure);
    }
    void attach()
    {
        if (!m_wanted)
            return;
        say(domain::EnginePhase::Attaching);
        if (!m_reachable) {
            fail();
            return;
        }
        m_status.version = QStringLiteral("20.10.24");
        m_status.answeredAt = m_clock.now();
        m_status.reattached += m_followed ? 1 : 0;
        look();
        say(domain::EnginePhase::Following);
    }

    FakeClock m_clock;
    domain::EngineStatus m_status;
    std::vector<domain::Container> m_containers;
    bool m_wanted = false;
    bool m_followed = false; // before: the next time is a return
    bool m_reachable = true;
    domain::EnginePhase m_failure = domain::EnginePhase::Gone;
};

} // namespace ops::test
