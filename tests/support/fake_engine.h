#pragma once

#include "app/ports/engine_port.h"

namespace ops::test {

// A container engine that says what the test tells it to say. Test thread; no timers, no I/O.
class FakeEngine final : public app::EnginePort {
    Q_OBJECT

public:
    struct Tail {
        QString containerId;
        int lines = 0;
        quint64 token = 0;
    };
    struct Act {
        app::ContainerAct act = app::ContainerAct::Start;
        QString containerId;
        quint64 id = 0;
    };

    explicit FakeEngine(QString host = QStringLiteral("titan-host-1"))
        : m_host(std::move(host))
    {
    }

    QString host() const override { return m_host; }
    void follow() override { ++follows; }
    void unfollow() override { ++unfollows; }
    void setLoadWanted(bool wanted) override { loadWanted = wanted; }
    void readTail(const QString& containerId, int lines, quint64 token) override
    {
        tails.append(Tail{containerId, lines, token});
    }
    void act(app::ContainerAct act, const QString& containerId, quint64 id) override
    {
        acts.append(Act{act, containerId, id});
        if (onAct)
            onAct();
    }

    void setPhase(domain::EnginePhase phase, const base::Instant& at, std::optional<base::Error> error = {})
    {
        m_status.host = m_host;
        m_status.phase = phase;
        m_status.since = at;
        m_status.version = version;
        m_status.error = std::move(error);
        if (phase == domain::EnginePhase::Following)
            m_status.answeredAt = at;
        Q_EMIT statusChanged(m_status);
    }
    void reattach(const base::Instant& at)
    {
        ++m_status.reattached;
        setPhase(domain::EnginePhase::Following, at);
    }
    // Follows, and has looked: exactly these containers are there.
    void show(const std::vector<domain::Container>& containers, const base::Instant& at)
    {
        setPhase(domain::EnginePhase::Following, at);
        Q_EMIT snapshotTaken({m_host, containers, at});
    }
    void change(const domain::Container& container, const char* action, const base::Instant& at,
                std::optional<int> exitCode = {})
    {
        domain::EngineEvent event;
        event.action = QString::fromLatin1(action);
        event.id = container.id;
        event.name = container.name;
        event.exitCode = exitCode;
        Q_EMIT containerChanged(container, event, at);
    }
    void remove(const QString& containerId, const base::Instant& at) { Q_EMIT containerGone(containerId, at); }
    void tell(const QVector<domain::ContainerLoad>& loads, const base::Instant& at) { Q_EMIT loadTaken(loads, at); }
    void answerTail(const QByteArray& text) { Q_EMIT tailRead(tails.takeFirst().token, text); }
    void failTail(const base::Error& error) { Q_EMIT tailFailed(tails.takeFirst().token, error); }
    // The answer to the newest act.
    void finish() { answer(acts.last(), {}); }
    void refuse(const base::Error& error) { answer(acts.last(), {domain::ActAnswer::Refused, error}); }
    void lose(const base::Error& error) { answer(acts.last(), {domain::ActAnswer::Lost, error}); }
    void answer(const Act& act, const domain::ActReply& reply) { Q_EMIT actFinished(act.id, reply); }

    int follows = 0;
    int unfollows = 0;
    bool loadWanted = false;
    QString version = QStringLiteral("20.10.24");
    QVector<Tail> tails;
    QVector<Act> acts;
    std::function<void()> onAct;

private:
    QString m_host;
    domain::EngineStatus m_status;
};

// A running, healthy container of compose project "titan", named like its service.
inline domain::Container runningContainer(const QString& name, qint64 startedUtcMs = 1'769'000'000'000)
{
    domain::Container container;
    container.id = QStringLiteral("%1-id").arg(name);
    container.name = name;
    container.service = name;
    container.project = QStringLiteral("titan");
    container.image = QStringLiteral("127.0.0.1:5000/%1:v1.2.3").arg(name);
    container.imageId = QStringLiteral("sha256:9f31c0aa55e1%1").arg(QString(52, QLatin1Char('0')));
    container.run = domain::ContainerRun::Running;
    container.health = domain::ImageHealth::Healthy;
    container.startedUtcMs = startedUtcMs;
    return container;
}

} // namespace ops::test
