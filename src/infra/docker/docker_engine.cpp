#include "infra/docker/docker_engine.h"

#include "infra/docker/docker_error.h"
#include "infra/docker/inspect_answer.h"
#include "infra/docker/tail_text.h"

#include <QFuture>
#include <QPromise>
#include <QTimer>

#include <algorithm>
#include <limits>
#include <memory>

namespace ops::infra {
namespace {

using domain::EngineEffect;
using domain::EnginePhase;

constexpr int loadPauseMs = 3000;

std::optional<domain::ClockReading> clockIn(const EngineAnswer& answer, const base::Instant& began,
                                            const base::Instant& answered)
{
    return answer.utcMs ? std::optional(domain::readClock(*answer.utcMs, began, answered)) : std::nullopt;
}

} // namespace

DockerEngine::DockerEngine(const QString& host, app::CommandHostPort& port, const base::Clock& clock,
                           const domain::EngineTimes& times, QObject* parent)
    : EnginePort(parent)
    , m_host(host)
    , m_clock(clock)
    , m_questions(port)
    , m_flow(domain::idleEngine(host, times, clock.now()))
    , m_timer(new QTimer(this))
    , m_loadTimer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_loadTimer->setSingleShot(true);
    m_reader.setMaxThreadCount(1);
    connect(m_timer, &QTimer::timeout, this, [this] { take(domain::tickEngine(m_flow, m_clock.now())); });
    connect(m_loadTimer, &QTimer::timeout, this, &DockerEngine::measureLoad);
}

DockerEngine::~DockerEngine() = default;

void DockerEngine::follow()
{
    take(domain::beginFollowing(m_flow, m_clock.now()));
}

void DockerEngine::unfollow()
{
    take(domain::endFollowing(m_flow, m_clock.now()));
}

void DockerEngine::take(domain::EngineStep step)
{
    m_flow = std::move(step.follow);
    for (const EngineEffect effect : step.effects)
        carryOut(effect);
    armTimer();
}

void DockerEngine::armTimer()
{
    const auto due = domain::nextTickNs(m_flow);
    if (!due) {
        m_timer->stop();
        return;
    }
    const qint64 leftMs = (*due - m_clock.now().monoNs + 999'999) / 1'000'000;
    m_timer->start(static_cast<int>(std::clamp<qint64>(leftMs, 0, std::numeric_limits<int>::max())));
}

void DockerEngine::carryOut(EngineEffect effect)
{
    switch (effect) {
    case EngineEffect::AskEngine:
        askEngine();
        break;
    case EngineEffect::BeginEvents:
        beginEvents();
        break;
    case EngineEffect::EndEvents:
        m_questions.drop(std::exchange(m_events, {}));
        break;
    case EngineEffect::LookAtAll:
        lookAtAll();
        break;
    case EngineEffect::ReadClock:
        readClock();
        break;
    case EngineEffect::EndQuestions:
        dropQuestion();
        break;
    case EngineEffect::SayStatus:
        Q_EMIT statusChanged(m_flow.status);
        break;
    }
}

void DockerEngine::fail(const domain::EngineFailure& failure)
{
    dropQuestion();
    take(domain::onEngineFailed(m_flow, failure, m_clock.now()));
}

void DockerEngine::dropQuestion()
{
    ++m_questionNumber;
    m_questions.drop(std::exchange(m_question, {}));
    m_questions.drop(std::exchange(m_reading, {}));
    m_book = domain::giveUpAsking(std::move(m_book));
}

void DockerEngine::askEngine()
{
    dropQuestion();
    m_infoBegan = m_clock.now();
    const auto answered = [this](const HostSaid& said) {
        m_question = {};
        if (!said.outcome.succeeded()) {
            fail(engineFailure(said.outcome, said.errors));
            return;
        }
        const auto answer = readEngineAnswer(said.output, said.errors);
        if (!answer) {
            fail(unreadableAnswer(answer.error()));
            return;
        }
        m_since = answer->time;
        const base::Instant now = m_clock.now();
        take(domain::onEngineAnswered(m_flow, answer->version, now, clockIn(*answer, m_infoBegan, now)));
    };
    m_question = m_questions.ask(askEngineCommand(m_host), answered, [this] { m_infoBegan = m_clock.now(); });
}

void DockerEngine::readClock()
{
    m_infoBegan = m_clock.now();
    const auto answered = [this](const HostSaid& said) {
        m_reading = {};
        // Why it did not answer is for the questions to say that look at its containers.
        if (!said.outcome.succeeded())
            return;
        const base::Instant now = m_clock.now();
        if (const auto answer = readEngineAnswer(said.output))
            take(domain::onClockRead(m_flow, clockIn(*answer, m_infoBegan, now), now));
    };
    m_reading = m_questions.ask(askEngineCommand(m_host), answered, [this] { m_infoBegan = m_clock.now(); });
}

void DockerEngine::beginEvents()
{
    HostQuestions::Listener listener;
    listener.began = [this] { take(domain::onEventsBegan(m_flow, m_clock.now())); };
    listener.line = [this](const QByteArray& line) { onEventLine(line); };
    listener.ended = [this](const HostSaid& said) {
        m_events = {};
        take(domain::onEventsEnded(m_flow, engineFailure(said.outcome, said.errors), m_clock.now()));
    };
    m_events = m_questions.follow(eventsCommand(m_host, m_since), std::move(listener));
}

void DockerEngine::onEventLine(const QByteArray& line)
{
    const auto event = domain::parseEngineEvent(line);
    if (!event) { // whatever follows it cannot be trusted either
        fail(unreadableAnswer(unreadable(QStringLiteral("docker events"), line, {}, event.error().detail)));
        return;
    }
    if (!*event)
        return;
    domain::BookStep step = domain::onContainerEvent(std::move(m_book), **event);
    m_book = std::move(step.book);
    tellNews(step, m_clock.now());
    inspectUnsure();
}

void DockerEngine::tellNews(const domain::BookStep& step, const base::Instant& at)
{
    for (const domain::ContainerNews& news : step.changed)
        Q_EMIT containerChanged(news.container, news.event, at);
    for (const QString& id : step.gone)
        Q_EMIT containerGone(id, at);
}

void DockerEngine::lookAtAll()
{
    dropQuestion();
    const QStringList unsure = m_book.unsure;
    m_book = domain::askContainers(std::move(m_book), unsure);
    m_askedAt = m_clock.now();
    m_question = m_questions.ask(listCommand(m_host), [this](const HostSaid& said) {
        m_question = {};
        if (!said.outcome.succeeded()) {
            fail(engineFailure(said.outcome, said.errors));
            return;
        }
        const auto listed = readList(said.output, said.errors);
        if (!listed) {
            fail(unreadableAnswer(listed.error()));
            return;
        }
        m_listed = *listed;
        QStringList ids;
        for (const domain::Container& container : m_listed)
            ids << container.id;
        inspectNext(ids, {});
    });
}

void DockerEngine::inspectNext(const QStringList& ids, const Containers& before)
{
    if (ids.isEmpty()) {
        finishLook(before);
        return;
    }
    inspect(ids.mid(0, maxInspected), [this, rest = ids.mid(maxInspected), before](const Containers& containers) {
        Containers all = before;
        all.insert(all.end(), containers.begin(), containers.end());
        inspectNext(rest, all);
    });
}

void DockerEngine::finishLook(const Containers& containers)
{
    domain::BookStep step = domain::onAllContainers(std::move(m_book), containers);
    m_book = std::move(step.book);
    Q_EMIT snapshotTaken({m_host, m_book.containers, m_askedAt, base::elapsedMs(m_askedAt, m_clock.now())});
    tellNews(step, m_clock.now());
    take(domain::onLooked(m_flow, m_clock.now()));
    inspectUnsure();
}

void DockerEngine::inspectUnsure()
{
    if (m_book.asked || m_book.unsure.isEmpty() || m_flow.status.phase != EnginePhase::Following)
        return;
    const QStringList ids = m_book.unsure.mid(0, maxInspected);
    m_book = domain::askContainers(std::move(m_book), ids);
    m_askedAt = m_clock.now();
    inspect(ids, [this, ids](const Containers& containers) {
        domain::BookStep step = domain::onContainers(std::move(m_book), ids, containers);
        m_book = std::move(step.book);
        tellNews(step, m_askedAt);
        inspectUnsure();
    });
}

void DockerEngine::inspect(const QStringList& ids, const std::function<void(Containers)>& then)
{
    using Read = base::Result<Containers>;
    m_question = m_questions.ask(inspectCommand(m_host, ids), [this, ids, then](const HostSaid& said) {
        m_question = {};
        if (!isInspectAnswer(said.outcome, said.output, said.errors)) {
            fail(engineFailure(said.outcome, said.errors));
            return;
        }
        const auto promise = std::make_shared<QPromise<Read>>();
        promise->start();
        const auto onRead = [this, ids, then, errors = said.errors, number = m_questionNumber](const Read& read) {
            if (number != m_questionNumber)
                return;
            if (read)
                then(wholeAnswer(ids, *read, errors, [this](const QString& id) { return lastKnown(id); }));
            else
                fail(unreadableAnswer(read.error()));
        };
        promise->future().then(this, onRead);
        m_reader.start([promise, output = said.output, errors = said.errors] {
            const Read read = domain::parseInspect(output);
            promise->addResult(read ? read
                                    : Read(unreadable(QStringLiteral("docker container inspect"), output, errors,
                                                      read.error().detail)));
            promise->finish();
        });
    });
}

domain::Container DockerEngine::lastKnown(const QString& id) const
{
    for (const Containers* containers : {&m_book.containers, &m_listed}) {
        const auto found = std::find_if(containers->begin(), containers->end(),
                                        [&id](const domain::Container& container) { return container.id == id; });
        if (found != containers->end())
            return *found;
    }
    domain::Container unheardOf;
    unheardOf.id = id;
    unheardOf.name = shortId(id);
    return unheardOf;
}

void DockerEngine::setLoadWanted(bool wanted)
{
    if (std::exchange(m_loadWanted, wanted) == wanted)
        return;
    if (wanted) {
        measureLoad();
    } else {
        m_loadTimer->stop();
        m_questions.drop(std::exchange(m_load, {}));
    }
}

void DockerEngine::measureLoad()
{
    if (m_flow.status.phase != EnginePhase::Following) {
        m_loadTimer->start(loadPauseMs);
        return;
    }
    m_load = m_questions.ask(loadsCommand(m_host), [this](const HostSaid& said) {
        m_load = {};
        m_loadTimer->start(loadPauseMs);
        // Why it did not answer is for the questions to say that ask about the engine itself.
        if (said.outcome.succeeded())
            Q_EMIT loadTaken(readLoads(said.output), m_clock.now());
    });
}

void DockerEngine::readTail(const QString& containerId, int lines, quint64 token)
{
    m_questions.ask(tailCommand(m_host, containerId, lines), [this, token](const HostSaid& said) {
        if (said.outcome.succeeded())
            Q_EMIT tailRead(token, mergeTail(said.output, said.errors));
        else
            Q_EMIT tailFailed(token, dockerError(said.outcome, said.errors));
    });
}

void DockerEngine::act(app::ContainerAct act, const QString& containerId, quint64 id)
{
    m_questions.ask(actCommand(m_host, act, containerId),
                    [this, id](const HostSaid& said) { Q_EMIT actFinished(id, actReply(said.outcome, said.errors)); });
}

} // namespace ops::infra
