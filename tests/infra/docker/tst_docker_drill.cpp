#include "infra/docker/docker_engine.h"
#include "infra/docker/engine_log.h"
#include "infra/host/drill_host.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace ops;
using app::ContainerAct;
using domain::ContainerRun;
using domain::EnginePhase;

namespace {

constexpr int containersOfTheRunbook = 11;
constexpr int patienceMs = 60'000;

} // namespace

// The console's own engine adapter against the docker that titan-sim plays in a drill: what the one asks, the other has
// to answer, or a drill shows an empty Services page.
class TestDockerDrill final : public test::TestCase {
    Q_OBJECT

private:
    base::SystemClock m_clock;
    test::NatsFixture m_server;
    QTemporaryDir m_directory;
    std::unique_ptr<test::SimFixture> m_sim;
    std::unique_ptr<infra::DrillHost> m_host;
    std::unique_ptr<infra::DockerEngine> m_engine;
    std::unique_ptr<test::EngineLog> m_log;

    QString socket() const { return m_directory.filePath(QStringLiteral("front.sock")); }
    int running() const
    {
        return static_cast<int>(
            std::count_if(m_log->known.begin(), m_log->known.end(),
                          [](const domain::Container& each) { return each.run == ContainerRun::Running; }));
    }
    ContainerRun runOf(const char* name) const
    {
        const auto found = m_log->named(QString::fromLatin1(name));
        return found ? found->run : ContainerRun::Unknown;
    }
    bool follows()
    {
        m_engine->follow();
        return QTest::qWaitFor([this] { return m_log->phase() == EnginePhase::Following; }, patienceMs);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.log())); }
    void init()
    {
        TestCase::init();
        m_sim = std::make_unique<test::SimFixture>(test::SimFixture::Options{
            .natsUrl = m_server.url(), .extraArguments = {QStringLiteral("--front-socket"), socket()}});
        QVERIFY2(m_sim->start(), qPrintable(m_sim->output()));
        domain::HostConfig config;
        config.name = QStringLiteral("simulated");
        m_host = std::make_unique<infra::DrillHost>(config, QStringLiteral(OPS_TITAN_SIM), socket(), m_clock);
        domain::EngineTimes times;
        times.reconcile = std::chrono::seconds(1); // a freeze is noticed when the engine is asked
        m_engine = std::make_unique<infra::DockerEngine>(config.name, *m_host, m_clock, times);
        m_log = std::make_unique<test::EngineLog>(*m_engine);
    }
    void cleanup()
    {
        m_log.reset();
        m_engine.reset();
        m_host.reset();
        m_sim.reset();
    }

    void theElevenContainersRun()
    {
        QVERIFY2(follows(), qPrintable(m_log->text()));
        QCOMPARE(m_log->known.size(), containersOfTheRunbook);
        QCOMPARE(running(), containersOfTheRunbook);
        QVERIFY(domain::isSimulatedEngine(m_log->statuses.last().version));
        for (const domain::Container& each : std::as_const(m_log->known)) {
            QCOMPARE(each.health, domain::ImageHealth::Healthy);
            QCOMPARE(each.project, QStringLiteral("titan"));
            QVERIFY(each.service.startsWith(QLatin1String("titan-")));
            QVERIFY(each.startedUtcMs.has_value());
            QVERIFY(!each.tag().isEmpty());
            QCOMPARE(each.restartCount, 0);
        }
    }

    void aCrashIsSeenAndTold()
    {
        QVERIFY(follows());
        QVERIFY(m_sim->fault("crash titan-brain").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(runOf("titan-brain"), ContainerRun::Exited, patienceMs);
        QCOMPARE(m_log->named(QStringLiteral("titan-brain"))->exitCode, std::optional(137));
        QTRY_VERIFY_WITH_TIMEOUT(m_log->heard(QStringLiteral("die titan-brain")), patienceMs);
        QVERIFY(m_sim->fault("restart titan-brain").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(runOf("titan-brain"), ContainerRun::Running, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_log->named(QStringLiteral("titan-brain"))->restartCount, 1, patienceMs);
    }

    void whatIsSickIsUnhealthy()
    {
        QVERIFY(follows());
        QVERIFY(m_sim->fault("sick titan-brain unhealthy").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(m_log->named(QStringLiteral("titan-brain"))->health, domain::ImageHealth::Unhealthy,
                                  patienceMs);
    }

    void aCrowdComesAndGoes()
    {
        QVERIFY(follows());
        QVERIFY(m_sim->fault("crowd 40").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(running(), containersOfTheRunbook + 40, patienceMs);
        QVERIFY(m_sim->fault("crowd 0").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(m_log->known.size(), containersOfTheRunbook, patienceMs);
    }

    void actsAreCarriedOut()
    {
        QVERIFY(follows());
        const QString id = m_log->idOf(QStringLiteral("titan-brain"));
        quint64 number = 0;
        for (const ContainerAct act : {ContainerAct::Stop, ContainerAct::Start, ContainerAct::Restart}) {
            const auto before = m_log->named(QStringLiteral("titan-brain"))->startedUtcMs;
            m_engine->act(act, id, ++number);
            QTRY_VERIFY_WITH_TIMEOUT(m_log->acts.contains(number), patienceMs);
            QCOMPARE(m_log->acts.value(number).answer, domain::ActAnswer::Done);
            if (act == ContainerAct::Stop) {
                QTRY_COMPARE_WITH_TIMEOUT(runOf("titan-brain"), ContainerRun::Exited, patienceMs);
            } else {
                QTRY_COMPARE_WITH_TIMEOUT(runOf("titan-brain"), ContainerRun::Running, patienceMs);
                QTRY_VERIFY_WITH_TIMEOUT(m_log->named(QStringLiteral("titan-brain"))->startedUtcMs != before,
                                         patienceMs);
            }
        }
        m_engine->act(ContainerAct::Start, QString(64, QLatin1Char('e')), ++number);
        QTRY_VERIFY_WITH_TIMEOUT(m_log->acts.contains(number), patienceMs);
        QCOMPARE(m_log->acts.value(number).answer, domain::ActAnswer::Refused);
        QCOMPARE(m_log->acts.value(number).error->code, base::ErrorCode::NotFound);
    }

    void loadAndTailAreTold()
    {
        QVERIFY(follows());
        m_engine->setLoadWanted(true);
        QTRY_VERIFY_WITH_TIMEOUT(!m_log->loads.isEmpty(), patienceMs);
        QCOMPARE(m_log->loads.first().size(), containersOfTheRunbook);
        m_engine->setLoadWanted(false);
        QVERIFY(m_sim->fault("storm titan-brain 20").startsWith("OK"));
        m_engine->readTail(m_log->idOf(QStringLiteral("titan-brain")), 5, 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_log->tails.contains(1), patienceMs);
        QVERIFY(!m_log->tails.value(1).isEmpty());
    }

    void anEngineThatIsLostIsFoundAgain_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<EnginePhase>("phase");
        QTest::newRow("gone") << QByteArray("engine gone") << EnginePhase::Gone;
        QTest::newRow("frozen") << QByteArray("engine frozen") << EnginePhase::Frozen;
    }
    void anEngineThatIsLostIsFoundAgain()
    {
        QFETCH(QByteArray, fault);
        QFETCH(EnginePhase, phase);
        QVERIFY(follows());
        QVERIFY(m_sim->fault(fault).startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(m_log->phase(), phase, patienceMs);
        QCOMPARE(m_log->known.size(), containersOfTheRunbook); // last known, not gone
        QVERIFY(m_sim->fault("engine back").startsWith("OK"));
        QTRY_COMPARE_WITH_TIMEOUT(m_log->phase(), EnginePhase::Following, patienceMs);
        QCOMPARE(running(), containersOfTheRunbook);
    }
};

QTEST_GUILESS_MAIN(TestDockerDrill)
#include "tst_docker_drill.moc"
