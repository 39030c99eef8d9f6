#include "app/log_follow_controller.h"
#include "domain/log/log_reader.h"
#include "infra/docker/docker_engine.h"
#include "infra/docker/docker_log_source.h"
#include "infra/host/drill_host.h"
#include "support/console_rig.h"
#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace ops;
using domain::LogChannel;
using domain::LogFollowPhase;

namespace {

constexpr int patienceMs = 60'000;
const QString brain = QStringLiteral("titan-brain");
const QString execution = QStringLiteral("titan-execution");

} // namespace

// The console's followers against the docker that titan-sim plays in a drill: what they have is what its `docker logs`
// prints, through a stop and a dead engine too, or an exercise would teach something false.
class TestLogDrill final : public test::TestCase {
    Q_OBJECT

private:
    base::SystemClock m_clock;
    test::NatsFixture m_server;
    QTemporaryDir m_directory;
    test::ConsoleRig m_rig;
    std::unique_ptr<test::SimFixture> m_sim;
    std::unique_ptr<infra::DrillHost> m_host;
    std::unique_ptr<infra::DockerEngine> m_engine;
    std::unique_ptr<app::ServicesController> m_services;
    std::unique_ptr<infra::DockerLogSource> m_source;
    std::unique_ptr<app::LogFollowController> m_logs;

    QString socket() const { return m_directory.filePath(QStringLiteral("front.sock")); }
    // What the played docker prints, both channels.
    QPair<QByteArray, QByteArray> docker(const QStringList& words) const
    {
        QProcess process;
        process.start(QStringLiteral(OPS_TITAN_SIM),
                      QStringList{QStringLiteral("play"), socket(), QStringLiteral("docker")} + words);
        process.waitForFinished(patienceMs);
        return {process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QByteArray ours(const QString& service, LogChannel channel) const { return stored(*m_source, service, channel); }
    static QByteArray stored(const infra::DockerLogSource& source, const QString& service, LogChannel channel)
    {
        QByteArray bytes;
        domain::LogReader reader(*source.store());
        const domain::LogSpan& span = reader.pin();
        for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
            const domain::LogLine line = reader.line(seq);
            const std::string_view name = source.store()->serviceName(line.service);
            if (!line.tag.marker && line.tag.channel == channel &&
                QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) == service)
                bytes.append(line.bytes.data(), static_cast<qsizetype>(line.bytes.size()));
        }
        return bytes;
    }
    bool phaseIs(const QString& service, LogFollowPhase phase) const
    {
        const auto all = m_logs->followed();
        return std::any_of(all.begin(), all.end(), [&](const auto& each) {
            return each.container.service == service && each.follow.phase == phase;
        });
    }
    bool settles(const QString& service, LogFollowPhase phase) const
    {
        return QTest::qWaitFor([&] { return phaseIs(service, phase); }, patienceMs);
    }
    // It goes on writing: what ours has is the beginning of what docker prints a moment later, and has grown.
    bool sameAndGrowing(const QString& service)
    {
        const auto before = docker({QStringLiteral("logs"), service});
        return QTest::qWaitFor(
            [&] {
                const QByteArray out = ours(service, LogChannel::Output);
                const QByteArray errors = ours(service, LogChannel::Error);
                const auto after = docker({QStringLiteral("logs"), service});
                return out.size() > before.first.size() && errors.size() >= before.second.size() &&
                       after.first.startsWith(out) && after.second.startsWith(errors);
            },
            patienceMs);
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
        m_engine = std::make_unique<infra::DockerEngine>(config.name, *m_host, m_clock);
        m_services = std::make_unique<app::ServicesController>(
            m_rig.context, std::vector<app::EnginePort*>{m_engine.get()}, QHash<QString, QString>(), m_rig.states);
        m_source = std::make_unique<infra::DockerLogSource>(
            QHash<QString, app::CommandHostPort*>{{config.name, m_host.get()}});
        m_logs = std::make_unique<app::LogFollowController>(m_clock, *m_services, *m_source);
        m_services->start();
        m_logs->start();
        QVERIFY(settles(execution, LogFollowPhase::Following));
        QVERIFY(settles(brain, LogFollowPhase::Following));
    }
    void cleanup()
    {
        m_logs.reset();
        m_source.reset();
        m_services.reset();
        m_engine.reset();
        m_host.reset();
        m_sim.reset();
    }

    void everyServiceIsFollowed()
    {
        const auto following = [this] {
            const auto all = m_logs->followed();
            return static_cast<int>(std::count_if(all.begin(), all.end(), [](const auto& each) {
                return each.follow.phase == LogFollowPhase::Following;
            }));
        };
        QTRY_COMPARE_WITH_TIMEOUT(following(), 11, patienceMs);
        QVERIFY(sameAndGrowing(execution)); // orders, twenty a second
    }

    void aStopAndAStart()
    {
        QVERIFY(sameAndGrowing(brain));
        docker({QStringLiteral("stop"), brain});
        QVERIFY(settles(brain, LogFollowPhase::Waiting));
        const auto theirs = docker({QStringLiteral("logs"), brain});
        QTRY_COMPARE_WITH_TIMEOUT(ours(brain, LogChannel::Output), theirs.first, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(ours(brain, LogChannel::Error), theirs.second, patienceMs);
        docker({QStringLiteral("start"), brain});
        QVERIFY(settles(brain, LogFollowPhase::Following));
        QVERIFY(sameAndGrowing(brain));
    }

    // What the services wrote before the last hundred lines comes above those, from their first line on.
    void olderLinesAreLoaded()
    {
        const auto printed = [this] { return docker({QStringLiteral("logs"), execution}).first; };
        QTRY_VERIFY_WITH_TIMEOUT(printed().count('\n') > 150, patienceMs); // twenty a second
        infra::DockerLogSource source({{QStringLiteral("simulated"), m_host.get()}});
        app::LogFollowController follow(m_clock, *m_services, source);
        follow.start();
        const auto all = follow.containers();
        QTRY_VERIFY_WITH_TIMEOUT(stored(source, execution, LogChannel::Output).count('\n') >= 90, patienceMs);
        QVERIFY(!stored(source, execution, LogChannel::Output).startsWith(printed().left(200)));
        std::optional<app::LogHistoryEnd> end;
        connect(&source.history(), &app::LogHistoryPort::ended, this,
                [&end](const app::LogHistoryEnd& how) { end = how; });
        qint64 rows = 0;
        do { // as often as there is more: the practice stack may have written for long
            end.reset();
            source.history().load(all);
            QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
            QVERIFY(end->problems.empty() && !end->failure);
            QVERIFY(end->rows > 0 || !end->anyLeft);
            rows += end->rows;
        } while (end->anyLeft);
        QVERIFY(rows > 0);
        QVERIFY(printed().startsWith(stored(source, execution, LogChannel::Output).left(2000)));
    }

    // What was written while the engine was away comes with its return, each line once.
    void anEngineThatIsGoneForAWhile()
    {
        QVERIFY(sameAndGrowing(execution));
        QVERIFY(m_sim->fault("engine gone").startsWith("OK"));
        QVERIFY(settles(execution, LogFollowPhase::Retrying));
        QVERIFY(m_sim->fault("engine back").startsWith("OK"));
        QVERIFY(settles(execution, LogFollowPhase::Following));
        QVERIFY(sameAndGrowing(execution));
    }
};

QTEST_GUILESS_MAIN(TestLogDrill)
#include "tst_log_drill.moc"
