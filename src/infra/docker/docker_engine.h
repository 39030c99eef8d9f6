#pragma once

#include "app/ports/engine_port.h"
#include "base/clock.h"
#include "domain/services/container_book.h"
#include "domain/services/engine_follow.h"
#include "infra/docker/docker_commands.h"
#include "infra/docker/host_questions.h"

#include <QThreadPool>

class QTimer;

namespace ops::infra {

// The Docker Engine of one command host, through the docker client there. GUI thread; owned by main; the host outlives
// it. Long answers are read on a thread of its own.
class DockerEngine final : public app::EnginePort {
    Q_OBJECT

public:
    DockerEngine(const QString& host, app::CommandHostPort& port, const base::Clock& clock,
                 const domain::EngineTimes& times = {}, QObject* parent = nullptr);
    ~DockerEngine() override;

    QString host() const override { return m_host; }
    void follow() override;
    void unfollow() override;
    void setLoadWanted(bool wanted) override;
    void readTail(const QString& containerId, int lines, quint64 token) override;
    void act(app::ContainerAct act, const QString& containerId, quint64 id) override;

private:
    using Containers = std::vector<domain::Container>;

    void take(domain::EngineStep step);
    void carryOut(domain::EngineEffect effect);
    void armTimer();
    void fail(const domain::EngineFailure& failure);

    void askEngine();
    void readClock();
    void beginEvents();
    void onEventLine(const QByteArray& line);
    void lookAtAll();
    void inspectNext(const QStringList& ids, const Containers& before);
    void finishLook(const Containers& containers);
    void inspectUnsure();
    void inspect(const QStringList& ids, const std::function<void(Containers)>& then);
    domain::Container lastKnown(const QString& id) const;
    void dropQuestion();
    void tellNews(const domain::BookStep& step, const base::Instant& at);
    void measureLoad();

    QString m_host;
    const base::Clock& m_clock;
    HostQuestions m_questions;
    domain::EngineFollow m_flow;
    domain::ContainerBook m_book;
    Containers m_listed; // as the last list names them, whether they can be inspected or not
    QTimer* m_timer;
    QTimer* m_loadTimer;
    QByteArray m_since;           // the engine's own time of its last answer
    base::Instant m_infoBegan;    // when the question about the engine itself began to run
    domain::HostRunId m_events;   // null: not followed
    domain::HostRunId m_question; // the one that asks; null: none
    domain::HostRunId m_reading;  // of the clock, while it is followed; null: none
    quint64 m_questionNumber = 0; // an answer that is still being read belongs to the newest or to nobody
    base::Instant m_askedAt;      // when the question about containers left
    domain::HostRunId m_load;
    bool m_loadWanted = false;
    QThreadPool m_reader; // last: its destructor waits for what is being read
};

} // namespace ops::infra
