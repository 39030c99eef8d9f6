#include "support/nats_fixture.h"
#include "support/sim_fixture.h"
#include "support/test_case.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace ops::test;

namespace {

struct Played {
    int exitCode = -1;
    QByteArray out;
    QByteArray errors;
};

} // namespace

// `titan-sim play` against a running titan-sim, as the console's command host runs it.
class TestSimFront final : public TestCase {
    Q_OBJECT

private:
    NatsFixture m_server;
    QTemporaryDir m_directory;
    std::unique_ptr<SimFixture> m_sim;

    QString socket() const { return m_directory.filePath(QStringLiteral("front.sock")); }
    QStringList arguments(const char* line) const
    {
        return QStringList{QStringLiteral("play"), socket()} + QString::fromLatin1(line).split(QLatin1Char(' '));
    }
    Played play(const char* line) const
    {
        QProcess process;
        process.start(QStringLiteral(OPS_TITAN_SIM), arguments(line));
        if (!process.waitForFinished(20'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    bool upIs(const char* service, bool up) const
    {
        return m_sim->serviceStatus(QString::fromLatin1(service)).value(QLatin1String("up")).toBool() == up;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.log())); }
    void init()
    {
        TestCase::init();
        m_sim = std::make_unique<SimFixture>(SimFixture::Options{
            .natsUrl = m_server.url(), .extraArguments = {QStringLiteral("--front-socket"), socket()}});
        QVERIFY2(m_sim->start(), qPrintable(m_sim->output()));
    }
    void cleanup() { m_sim.reset(); }

    void aCommandIsAnswered()
    {
        Played played = play("docker exec titan-redis redis-cli ping");
        QCOMPARE(played.exitCode, 0);
        QCOMPARE(played.out, QByteArray("PONG\n"));
        QVERIFY(played.errors.isEmpty());
        played = play("docker ps -aq");
        QCOMPARE(played.out.count('\n'), 11);
        played = play("npm run start:prod");
        QCOMPARE(played.exitCode, 127);
        QVERIFY(played.errors.contains("not played in a drill"));
    }

    void stopAndStartAreReal()
    {
        QVERIFY(upIs("titan-brain", true));
        QCOMPARE(play("docker stop titan-brain").out, QByteArray("titan-brain\n"));
        QVERIFY(upIs("titan-brain", false));
        QVERIFY(play("docker inspect titan-brain").out.contains("\"Status\":\"exited\""));
        QCOMPARE(play("docker start titan-brain").exitCode, 0);
        QVERIFY(upIs("titan-brain", true));
        QVERIFY(play("docker inspect titan-brain").out.contains("\"RestartCount\":0"));
    }

    void eventsAreFollowed()
    {
        QProcess events;
        // With what came before it listened: no event can fall between its start and its first answer.
        events.start(QStringLiteral(OPS_TITAN_SIM), arguments("docker events --since 1 --format {{json}}"));
        QVERIFY(events.waitForStarted());
        QByteArray heard;
        // One at a time: sick and healed between two looks is no change to tell of.
        QVERIFY(m_sim->fault("sick titan-execution unhealthy").startsWith("OK"));
        QTRY_VERIFY_WITH_TIMEOUT((heard += events.readAllStandardOutput()).contains("health_status: unhealthy"),
                                 10'000);
        QVERIFY(m_sim->fault("heal titan-execution").startsWith("OK"));
        QTRY_VERIFY_WITH_TIMEOUT((heard += events.readAllStandardOutput()).contains("health_status: healthy"), 10'000);
        m_sim->fault("crash titan-brain");
        QTRY_VERIFY_WITH_TIMEOUT((heard += events.readAllStandardOutput()).contains("\"exitCode\":\"137\""), 10'000);
        QVERIFY(m_sim->fault("engine gone").startsWith("OK"));
        QVERIFY(events.waitForFinished(20'000));
        QCOMPARE(events.exitCode(), 1);
        QVERIFY(events.readAllStandardError().contains("unexpected EOF"));
    }

    void logsAreFollowedUntilTheirContainerEnds()
    {
        QProcess logs;
        logs.start(QStringLiteral(OPS_TITAN_SIM), arguments("docker logs -f titan-brain"));
        QByteArray heard;
        QTRY_VERIFY_WITH_TIMEOUT((heard += logs.readAllStandardOutput()).contains("alive, up"), 10'000);
        QCOMPARE(play("docker stop titan-brain").exitCode, 0);
        QVERIFY(logs.waitForFinished(20'000));
        QCOMPARE(logs.exitCode(), 0); // silently, as docker's own
    }

    void theEngineDiesFreezesAndReturns()
    {
        QVERIFY(m_sim->fault("engine gone").startsWith("OK"));
        Played played = play("docker ps");
        QCOMPARE(played.exitCode, 1);
        QVERIFY(played.errors.startsWith("Cannot connect to the Docker daemon"));
        QVERIFY(upIs("titan-brain", true)); // containers run on
        QVERIFY(m_sim->fault("engine frozen").startsWith("OK"));
        QProcess frozen;
        frozen.start(QStringLiteral(OPS_TITAN_SIM), arguments("docker ps"));
        QVERIFY(!frozen.waitForFinished(2000)); // by then it has asked
        QVERIFY(m_sim->fault("engine back").startsWith("OK"));
        QVERIFY(frozen.waitForFinished(20'000)); // cut off, not answered late
        QCOMPARE(frozen.exitCode(), 1);
        QCOMPARE(play("docker ps -q").out.count('\n'), 11);
        QVERIFY(m_sim->fault("engine on-fire").startsWith("ERROR"));
    }

    void withoutASocketNobodyAnswers()
    {
        m_sim.reset();
        QCOMPARE(play("docker ps").exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(TestSimFront)
#include "tst_sim_front.moc"
