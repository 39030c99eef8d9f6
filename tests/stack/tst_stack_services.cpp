#include "domain/services/service_table.h"
#include "domain/shipped_runbook.h"
#include "infra/docker/docker_engine.h"
#include "infra/docker/engine_log.h"
#include "stack/stack_host.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <functional>
#include <utility>

using namespace ops;
using domain::EnginePhase;

namespace {

constexpr int patienceMs = 60'000;

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

// The engine says exit code 0 of what runs.
bool runs(domain::ContainerRun run)
{
    return run == domain::ContainerRun::Running || run == domain::ContainerRun::Paused;
}

QString stateLine(const domain::Container& container)
{
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9")
        .arg(container.id, container.name, domain::containerRunWord(container.run),
             domain::imageHealthWord(container.health))
        .arg(container.restartCount)
        .arg(runs(container.run) ? 0 : container.exitCode.value_or(0))
        .arg(container.image, container.imageId, container.service);
}

// One way to the engine, and the service table that the console makes of what comes over it.
class Follower {
public:
    Follower(const QString& name, std::unique_ptr<app::CommandHostPort> host, const base::Clock& clock)
        : m_clock(clock)
        , m_name(name)
        , m_host(std::move(host))
    {
        domain::EngineTimes times;
        times.reconcile = std::chrono::seconds(2);
        m_engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *m_host, clock, times);
        m_log = std::make_unique<test::EngineLog>(*m_engine);
    }

    // As the services' controller does it. False: there is no runbook.
    bool begin()
    {
        const auto runbook = test::shippedRunbook(QStringLiteral("runbook"));
        if (!runbook)
            return false;
        const QString host = m_engine->host();
        std::vector<domain::WantedService> wanted;
        for (const domain::RunbookService& service : runbook->services)
            wanted.push_back({service, host, false});
        m_table = domain::startServiceTable(wanted, {host});
        using app::EnginePort;
        QObject::connect(
            m_engine.get(), &EnginePort::statusChanged, m_log.get(),
            [this](const domain::EngineStatus& status) { m_table = domain::onEngineStatus(m_table, status); });
        QObject::connect(m_engine.get(), &EnginePort::snapshotTaken, m_log.get(),
                         [this](const app::EngineSnapshot& snapshot) {
                             m_table = domain::onLook(m_table, snapshot.host, snapshot.containers, snapshot.at);
                         });
        QObject::connect(m_engine.get(), &EnginePort::containerChanged, m_log.get(),
                         [this, host](const domain::Container& container, const domain::EngineEvent& event,
                                      const base::Instant& at) {
                             m_table = domain::onContainerChanged(m_table, host, container, event, at);
                         });
        QObject::connect(m_engine.get(), &EnginePort::containerGone, m_log.get(),
                         [this, host](const QString& id) { m_table = domain::onContainerGone(m_table, host, id); });
        m_engine->follow();
        return true;
    }

    const test::EngineLog& log() const { return *m_log; }
    void forgetEvents() { m_log->events.clear(); }
    int reattached() const { return m_log->statuses.last().reattached; }
    // How often it came back to following, by what it said.
    int returns() const
    {
        int count = -1; // the first time is no return
        EnginePhase last = EnginePhase::Idle;
        for (const domain::EngineStatus& status : m_log->statuses)
            count += std::exchange(last, status.phase) != status.phase && last == EnginePhase::Following ? 1 : 0;
        return count;
    }
    bool untroubled() const
    {
        const auto all = rows();
        return std::all_of(all.begin(), all.end(), [](const domain::ServiceRow& one) { return one.troubles.empty(); });
    }
    std::vector<domain::ServiceRow> rows() const { return domain::serviceRows(m_table, m_clock.now()); }
    domain::ServiceRow row(const char* name) const
    {
        for (const domain::ServiceRow& one : rows())
            if (one.name == QLatin1String(name))
                return one;
        return {};
    }
    bool isStale(const domain::ServiceRow& one) const
    {
        return domain::isStale(one, domain::LevelKind::Container, m_clock.now());
    }
    QStringList known() const
    {
        QStringList lines;
        for (const domain::ServiceRow& one : rows())
            lines << (one.container ? stateLine(*one.container) : QStringLiteral("missing ") + one.name);
        lines.sort();
        return lines;
    }
    bool follows(const QStringList& truth) const
    {
        return m_log->phase() == EnginePhase::Following && known() == truth;
    }
    QString difference(QStringList real) const
    {
        QStringList told = known();
        for (const QString& line : known())
            if (real.removeOne(line))
                told.removeOne(line);
        return m_name + QStringLiteral(" known: ") + told.join(QLatin1Char('\n')) + QStringLiteral("\nreal: ") +
               real.join(QLatin1Char('\n')) + QStringLiteral("\nheard: ") + m_log->text();
    }

private:
    const base::Clock& m_clock;
    QString m_name;
    std::unique_ptr<app::CommandHostPort> m_host;
    std::unique_ptr<infra::DockerEngine> m_engine;
    domain::ServiceTable m_table;
    std::unique_ptr<test::EngineLog> m_log;
};

} // namespace

// Asks docker what differs only where something does.
#define VERIFY_OR_TELL(condition)                                                                                      \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            QFAIL(QByteArray(#condition "\n").append(difference()).constData());                                       \
    } while (false)
// All of them, in the end.
#define WAIT_FOR_ALL(condition)                                                                                        \
    VERIFY_OR_TELL(QTest::qWaitFor([&] { return all([&](const Follower& each) { return condition; }); }, patienceMs))
// By time, not by number: each try asks docker twice.
#define WAIT_FOR_TRUTH() VERIFY_OR_TELL(QTest::qWaitFor([this] { return followTheTruth(); }, patienceMs))

// The service table equals what docker ps and docker inspect say, after whatever happened to the containers, to the
// engine, or to the way there. Three follow the same engine at once, and all have to: from this machine, over ssh, and
// over the engine's socket, forwarded through ssh.
class TestStackServices : public test::TestCase {
    Q_OBJECT

private:
    base::SystemClock m_clock;
    test::StackFixture m_stack;
    std::unique_ptr<Follower> m_local;
    std::unique_ptr<Follower> m_overSsh;
    infra::LocalHost m_here{{}, m_clock}; // runs the docker client of the next one, and nothing else
    int m_ranHere = 0;
    std::unique_ptr<Follower> m_overSocket;

    std::array<Follower*, 3> followers() const { return {m_local.get(), m_overSsh.get(), m_overSocket.get()}; }
    template <typename Condition>
    bool all(Condition condition) const
    {
        const auto each = followers();
        return std::all_of(each.begin(), each.end(), [&condition](const Follower* one) { return condition(*one); });
    }

    QStringList truth() const
    {
        const QStringList ids = QString::fromUtf8(m_stack.docker(words("ps --all --quiet --no-trunc")).out)
                                    .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QStringList lines;
        const QJsonArray all = QJsonDocument::fromJson(m_stack.docker(words("container inspect") + ids).out).array();
        for (const auto one : all) {
            const QJsonValue state = one[QLatin1String("State")];
            const QJsonValue config = one[QLatin1String("Config")];
            const QString health = state[QLatin1String("Health")][QLatin1String("Status")].toString();
            const QString service =
                config[QLatin1String("Labels")][QLatin1String("com.docker.compose.service")].toString();
            lines << QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9")
                         .arg(one[QLatin1String("Id")].toString(), one[QLatin1String("Name")].toString().mid(1),
                              state[QLatin1String("Status")].toString(),
                              health.isEmpty() ? QStringLiteral("none") : health)
                         .arg(one[QLatin1String("RestartCount")].toInt())
                         .arg(state[QLatin1String("ExitCode")].toInt())
                         .arg(config[QLatin1String("Image")].toString(), one[QLatin1String("Image")].toString(),
                              service);
        }
        lines.sort();
        return lines;
    }
    bool followTheTruth() const
    {
        const QStringList real = truth();
        return all([&real](const Follower& each) { return each.follows(real); });
    }
    QByteArray difference() const
    {
        const QStringList real = truth();
        QStringList texts;
        for (const Follower* each : followers())
            texts << each->difference(real);
        return texts.join(QLatin1Char('\n')).toUtf8();
    }
    bool healthy() const { return m_stack.docker(words("ps --quiet --filter health=healthy")).out.count('\n') == 11; }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_stack.start(), qPrintable(m_stack.log()));
        connect(&m_here, &app::CommandHostPort::started, this, [this] { ++m_ranHere; });
        m_local =
            std::make_unique<Follower>(QStringLiteral("local"), test::stackHost(m_stack, false, m_clock), m_clock);
        m_overSsh =
            std::make_unique<Follower>(QStringLiteral("over ssh"), test::stackHost(m_stack, true, m_clock), m_clock);
        m_overSocket = std::make_unique<Follower>(QStringLiteral("over the socket"),
                                                  test::stackHostOverSocket(m_stack, m_here, m_clock), m_clock);
        for (Follower* each : followers())
            QVERIFY(each->begin());
    }

    void cleanupTestCase()
    {
        m_local.reset();
        m_overSsh.reset();
        m_overSocket.reset();
        QVERIFY2(m_stack.stop(), qPrintable(m_stack.log()));
    }

    // Each begins where the last one ended: with the truth, and nothing of the last one's news.
    void init()
    {
        TestCase::init();
        WAIT_FOR_TRUTH();
        for (Follower* each : followers())
            each->forgetEvents();
    }

    void cleanup()
    {
        if (QTest::currentTestFailed()) // the others shall not fail for it
            m_stack.run(QStringLiteral("sh"),
                        {QStringLiteral("-c"),
                         QStringLiteral("docker ps -aq --filter name=titan-looper --filter name=titan-extra | "
                                        "xargs -r docker rm -f")});
    }

    void elevenServices()
    {
        WAIT_FOR_ALL(each.untroubled()); // a busy machine may have missed a check
        for (const Follower* each : followers()) {
            QCOMPARE(each->rows().size(), size_t(11));
            // All run on this machine: what its clock seems to be off by is the error of the measuring.
            const auto ahead = each->log().statuses.last().clockAhead;
            QVERIFY(ahead && std::chrono::abs(*ahead) <= domain::clocksAgreeWithin);
            for (const domain::ServiceRow& one : each->rows())
                QVERIFY2(one.inRunbook && one.engineFollowed, qPrintable(one.name));
        }
    }

    void theSocketIsUsed() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_ranHere > 1, patienceMs); // the first is the look whether it can be
    }

    // How often the images are checked, and when they were, is read as this engine tells it.
    void theImagesChecks()
    {
        const auto ends = [this] {
            QList<qint64> stamps;
            for (const domain::ServiceRow& one : m_local->rows())
                stamps << one.container->checkedUtcMs.value_or(0);
            return stamps;
        };
        const QList<qint64> before = ends();
        QVERIFY(!before.contains(0));
        for (const domain::ServiceRow& one : m_local->rows()) {
            QCOMPARE(one.container->checkInterval, std::chrono::milliseconds(1000));
            QCOMPARE(one.container->checkTimeout, std::chrono::milliseconds(5000));
        }
        const auto allAnew = [&] {
            const QList<qint64> now = ends();
            return std::equal(now.begin(), now.end(), before.begin(), before.end(), std::greater<>());
        };
        VERIFY_OR_TELL(QTest::qWaitFor(allAnew, patienceMs));
    }

    void stop()
    {
        QVERIFY(m_stack.compose(words("stop titan-execution titan-ai-quant")).ok());
        WAIT_FOR_TRUTH();
        WAIT_FOR_ALL(each.log().heard(QStringLiteral("die titan-execution")));
        for (const Follower* each : followers()) {
            QCOMPARE(each->row("titan-execution").container->run, domain::ContainerRun::Exited);
            QVERIFY(!each->row("titan-execution").has(domain::ServiceTrouble::Crashed)); // it was asked to
        }
        QVERIFY(m_stack.compose(words("start titan-execution titan-ai-quant")).ok());
    }

    void kill9OfAFirstProcess()
    {
        QVERIFY(m_stack.kill9(QStringLiteral("titan-brain")));
        WAIT_FOR_ALL(each.log().heard(QStringLiteral("start titan-brain")));
        WAIT_FOR_ALL(each.row("titan-brain").container->restartCount == 1);
        for (const Follower* each : followers()) {
            VERIFY_OR_TELL(each->log().heard(QStringLiteral("die titan-brain")));
            VERIFY_OR_TELL(each->row("titan-brain").container->exitCode == 137);
            QVERIFY(each->row("titan-brain").has(domain::ServiceTrouble::CrashedLately));
            QCOMPARE(each->row("titan-brain").restarts.crashes, 1);
        }
    }

    void restartLoop()
    {
        const QString looper = QStringLiteral("titan-looper");
        QVERIFY(m_stack
                    .docker(words("run --detach --restart always --name titan-looper --label "
                                  "com.docker.compose.project=titan "
                                  "127.0.0.1:5000/titan-brain:v1.2.3 sh -c") +
                            QStringList{QStringLiteral("exit 3")})
                    .ok());
        WAIT_FOR_ALL(each.log().named(looper) && each.log().named(looper)->restartCount >= 3);
        WAIT_FOR_ALL(each.log().events.count(QStringLiteral("die titan-looper")) >= 3);
        for (const Follower* each : followers()) {
            // Of a run that a look showed before its end was heard of, it is not known yet.
            QCOMPARE(each->log().named(looper)->exitCode.value_or(3), 3);
            VERIFY_OR_TELL(each->row("titan-looper").has(domain::ServiceTrouble::RestartLoop));
        }
        WAIT_FOR_ALL(each.log().named(looper)->exitCode == 3);
        QVERIFY(m_stack.docker(words("stop titan-looper")).ok());
        WAIT_FOR_TRUTH();
        QVERIFY(m_stack.docker(words("rm titan-looper")).ok());
        WAIT_FOR_ALL(each.log().heard(QStringLiteral("gone titan-looper")));
    }

    void renamed()
    {
        QVERIFY(m_stack.docker(words("rename titan-powerlaw-lab titan-powerlaw-lab-old")).ok());
        WAIT_FOR_ALL(each.log().named(QStringLiteral("titan-powerlaw-lab-old")).has_value());
        for (const Follower* each : followers())
            QVERIFY(each->row("titan-powerlaw-lab").has(domain::ServiceTrouble::Renamed)); // the same row
        WAIT_FOR_TRUTH();
        QVERIFY(m_stack.docker(words("rename titan-powerlaw-lab-old titan-powerlaw-lab")).ok());
    }

    void anotherImage()
    {
        const QString service = QStringLiteral("titan-phase2-hunter");
        const domain::Container before = *m_local->log().named(service);
        QCOMPARE(before.tag(), QStringLiteral("v1.2.3"));
        QProcessEnvironment environment = m_stack.environment();
        environment.insert(QStringLiteral("TITAN_VERSION"), QStringLiteral("v1.2.2"));
        const auto up = m_stack.run(environment, QStringLiteral("docker"),
                                    words("compose -f docker-compose.prod.yml up --detach --no-deps") << service);
        QVERIFY2(up.ok(), up.said().constData());
        WAIT_FOR_TRUTH();
        WAIT_FOR_ALL(each.log().named(service).has_value());
        for (const Follower* each : followers()) {
            QCOMPARE(each->log().named(service)->tag(), QStringLiteral("v1.2.2"));
            QVERIFY(each->log().named(service)->shortDigest() != before.shortDigest());
            QVERIFY(each->log().named(service)->id != before.id);
        }
        // An engine that dies before a container's first check never checks it again when it returns.
        VERIFY_OR_TELL(QTest::qWaitFor([this] { return healthy(); }, patienceMs));
        WAIT_FOR_TRUTH();
    }

    void fortyMore()
    {
        constexpr int makingMs = 180'000; // one client after the other
        const auto made = m_stack.run(
            QStringLiteral("sh"),
            {QStringLiteral("-c"), QStringLiteral("for i in $(seq 40); do docker create --name titan-extra-$i "
                                                  "--label com.docker.compose.project=titan "
                                                  "127.0.0.1:5000/titan-brain:v1.2.3; done")},
            makingMs);
        QVERIFY2(made.ok(), made.said().constData());
        WAIT_FOR_ALL(each.rows().size() == 51);
        WAIT_FOR_TRUTH();
        QVERIFY(m_stack
                    .run(QStringLiteral("sh"),
                         {QStringLiteral("-c"),
                          QStringLiteral("docker ps -aq --filter name=titan-extra | xargs docker rm")},
                         makingMs)
                    .ok());
        WAIT_FOR_ALL(each.rows().size() == 11);
    }

    // rule: G9
    void theEngineDiesAndReturns()
    {
        std::vector<int> before;
        for (const Follower* each : followers())
            before.push_back(each->reattached());
        QVERIFY(m_stack.kill9Engine());
        WAIT_FOR_ALL(each.log().phase() == EnginePhase::Gone);
        for (const Follower* each : followers()) {
            QCOMPARE(each->rows().size(), size_t(11)); // what was known last, and said to be so
            for (const domain::ServiceRow& one : each->rows())
                QVERIFY(one.container && each->isStale(one));
        }
        QVERIFY(m_stack.restartEngine());
        WAIT_FOR_TRUTH();
        for (size_t i = 0; i < before.size(); ++i)
            QVERIFY(followers().at(i)->reattached() > before.at(i));
        for (const Follower* each : followers()) // an engine that has just begun may not keep all of them at once
            QCOMPARE(each->reattached(), each->returns());
        QVERIFY(m_stack.docker(words("restart --time 1 titan-brain")).ok());
        WAIT_FOR_ALL(each.log().heard(QStringLiteral("die titan-brain")));
    }

    // Frozen for ten seconds; a container that ended meanwhile is no ghost afterwards.
    void theEngineIsFrozen()
    {
        const qint64 pid = m_stack.pid1(QStringLiteral("titan-ai-quant"));
        QVERIFY(pid > 0);
        QElapsedTimer frozen;
        frozen.start();
        QVERIFY(m_stack.freezeEngine());
        QTRY_VERIFY_WITH_TIMEOUT(all([](const Follower& each) { return each.log().phase() == EnginePhase::Frozen; }),
                                 patienceMs);
        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGKILL), 0); // without the engine, which tells nobody's number now
        QTRY_VERIFY_WITH_TIMEOUT(frozen.elapsed() > 10'000, patienceMs);
        // One that asks anew over ssh may find nobody at all for a moment.
        QTRY_VERIFY_WITH_TIMEOUT(all([](const Follower& each) { return each.log().phase() == EnginePhase::Frozen; }),
                                 patienceMs);
        for (const Follower* each : followers())
            QVERIFY(each->isStale(each->row("titan-brain")));
        QVERIFY(m_stack.thawEngine());
        WAIT_FOR_TRUTH();
        WAIT_FOR_ALL(each.row("titan-ai-quant").container->restartCount == 1);
    }

    void theConnectionIsCut()
    {
        QVERIFY(m_stack.stopSsh());
        QTRY_COMPARE_WITH_TIMEOUT(m_overSsh->log().phase(), EnginePhase::Gone, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_overSocket->log().phase(), EnginePhase::Gone, patienceMs);
        QCOMPARE(m_local->log().phase(), EnginePhase::Following);
        QVERIFY(m_stack.docker(words("restart --time 1 titan-ai-quant")).ok());
        const int ranHere = m_ranHere;
        QVERIFY(m_stack.startSsh());
        WAIT_FOR_TRUTH();
        QTRY_VERIFY_WITH_TIMEOUT(m_ranHere > ranHere + 1, patienceMs); // the forward came back by itself
    }

    void theConnectionIsFrozen()
    {
        const auto before = m_overSocket->log().statuses.size();
        QVERIFY(m_stack.freezeSsh());
        QTRY_COMPARE_WITH_TIMEOUT(m_overSsh->log().phase(), EnginePhase::Gone, patienceMs);
        QCOMPARE(m_local->log().phase(), EnginePhase::Following);
        QVERIFY(m_overSsh->isStale(m_overSsh->row("titan-brain")));
        // Its client runs here and hears nothing more, as it would of a frozen engine: the engine is not blamed for it.
        QTRY_COMPARE_WITH_TIMEOUT(m_overSocket->log().phase(), EnginePhase::Gone, patienceMs);
        const auto said = m_overSocket->log().statuses.mid(before);
        QVERIFY(std::none_of(said.begin(), said.end(),
                             [](const domain::EngineStatus& status) { return status.phase == EnginePhase::Frozen; }));
        QVERIFY(m_overSocket->isStale(m_overSocket->row("titan-brain")));
        QVERIFY(m_stack.docker(words("restart --time 1 titan-ai-quant")).ok());
        QVERIFY(m_stack.thawSsh());
        WAIT_FOR_TRUTH();
    }

    void allAreHealthyInTheEnd()
    {
        // The images' checks are the engine's to run, and it has just been killed, frozen and thawed.
        VERIFY_OR_TELL(QTest::qWaitFor([this] { return healthy(); }, 3 * patienceMs));
        WAIT_FOR_TRUTH();
    }
};

QTEST_GUILESS_MAIN(TestStackServices)
#include "tst_stack_services.moc"
