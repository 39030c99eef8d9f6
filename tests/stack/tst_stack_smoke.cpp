#include "sim/raw_nats.h"
#include "stack/traces.h"
#include "support/processes.h"
#include "support/stack_fixture.h"
#include "support/test_case.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ops::test;

namespace {

const QStringList& containers()
{
    static const QStringList names{
        QStringLiteral("titan-ai-quant"),      QStringLiteral("titan-brain"),
        QStringLiteral("titan-console"),       QStringLiteral("titan-execution"),
        QStringLiteral("titan-nats"),          QStringLiteral("titan-phase1-scavenger"),
        QStringLiteral("titan-phase2-hunter"), QStringLiteral("titan-phase3-sentinel"),
        QStringLiteral("titan-postgres"),      QStringLiteral("titan-powerlaw-lab"),
        QStringLiteral("titan-redis"),
    };
    return names;
}

QStringList lines(const QByteArray& text)
{
    QStringList out = QString::fromUtf8(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    out.sort();
    return out;
}

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

// The practice host is what it says it is: the runbook's commands, typed as they stand there, meet the real thing.
class TestStackSmoke : public TestCase {
    Q_OBJECT

private:
    StackFixture m_stack;
    QByteArray m_networkBefore;
    QByteArray m_namespacesBefore;

    static QByteArray namespaces() { return saidBy(QStringLiteral("ip"), {QStringLiteral("netns")}); }

    QStringList healthy() const
    {
        return lines(m_stack.docker(words("ps --filter health=healthy --format {{.Names}}")).out);
    }

    QStringList versionsRunning() const
    {
        QStringList out;
        for (const QString& image : lines(m_stack.docker(words("ps --format {{.Image}}")).out))
            if (image.contains(QLatin1String(":v")))
                out.append(image.mid(image.lastIndexOf(QLatin1Char(':')) + 1));
        out.removeDuplicates();
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_networkBefore = networkSetup();
        m_namespacesBefore = namespaces();
        QVERIFY2(m_stack.start(), qPrintable(m_stack.log()));
        qInfo().noquote() << m_stack.log();
    }

    void cleanupTestCase() { QVERIFY2(m_stack.stop(), qPrintable(m_stack.log())); }

    void elevenContainersAreHealthy()
    {
        const auto all = m_stack.docker(words("ps -a --format {{.Names}}"));
        QVERIFY2(all.ok(), all.said().constData());
        QCOMPARE(lines(all.out), containers());
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containers(), 60'000);
        QCOMPARE(versionsRunning(), QStringList{QStringLiteral("v1.2.3")});
    }

    void runbookCommands_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* command, const char* expected) {
            QTest::newRow(command) << words(command) << QByteArray(expected);
        };
        row("curl -sS http://localhost:3100/health", R"({"status":"ok"})");
        row("curl -sS http://localhost:3000/api/health", R"({"status":"ok"})");
        row("docker exec titan-redis redis-cli ping", "PONG");
        row("docker exec titan-postgres pg_isready -U titan", "accepting connections");
        row("docker compose -f docker-compose.prod.yml ps", "titan-phase3-sentinel");
        row("docker logs titan-brain --tail 100", "\"level\":\"INFO\"");
        row("./scripts/ops/health_check.sh", "OK    Postgres");
    }
    void runbookCommands()
    {
        QFETCH(QStringList, command);
        QFETCH(QByteArray, expected);
        const auto outcome = m_stack.run(command.first(), command.mid(1));
        QVERIFY2(outcome.ok(), outcome.said().constData());
        QVERIFY2(outcome.out.contains(expected), outcome.said().constData());
    }

    // As in production: the image has the server only, docker puts the reason on standard output, and the check's
    // script ends with 0 all the same.
    void natsProgramIsNotInTheImage()
    {
        const auto ping = m_stack.docker(words("exec titan-nats nats server ping"));
        QCOMPARE(ping.exitCode, 126);
        QVERIFY2(ping.said().contains("executable file not found"), ping.said().constData());
        const auto check = m_stack.run(QStringLiteral("./scripts/ops/health_check.sh"), {});
        QCOMPARE(check.exitCode, 0);
        QVERIFY2(check.out.contains("WARN  NATS"), check.said().constData());
    }

    void haltArrivesInTheContainers()
    {
        RawNats client;
        QVERIFY(client.open(4222));
        const auto replies = client.request("titan.cmd.sys.halt",
                                            R"({"state":"HARD_HALT","reason":"smoke of the stack","timestamp":1})", 2);
        QCOMPARE(replies.size(), size_t(2));
        for (const RawMessage& reply : replies)
            QVERIFY2(reply.payload.contains("\"HARD_HALT\""), reply.payload.constData());
        for (const char* service : {"titan-brain", "titan-execution"})
            QTRY_VERIFY(m_stack.docker({QStringLiteral("logs"), QString::fromLatin1(service)})
                            .said()
                            .contains("smoke of the stack"));
        QCOMPARE(client.request("titan.cmd.sys.halt", R"({"state":"OPEN","reason":"smoke is over","timestamp":2})", 2)
                     .size(),
                 size_t(2));
    }

    void composeVariants()
    {
        const auto version2 = m_stack.docker(words("compose version"));
        QVERIFY2(version2.out.contains(" 2."), version2.said().constData());
        const auto ps2 = m_stack.compose(words("ps --format json"));
        QVERIFY2(ps2.ok(), ps2.said().constData());
        QStringList names;
        for (const QString& line : lines(ps2.out))
            names.append(QJsonDocument::fromJson(line.toUtf8()).object().value(QStringLiteral("Name")).toString());
        names.sort();
        QCOMPARE(names, containers());

        const QProcessEnvironment v1 = m_stack.environment(StackFixture::Compose::V1);
        const auto version1 = m_stack.run(v1, QStringLiteral("docker"), words("compose version"));
        QVERIFY2(version1.out.contains(" 1.29"), version1.said().constData());
        const auto ps1 = m_stack.run(v1, QStringLiteral("docker"), words("compose -f docker-compose.prod.yml ps"));
        QVERIFY2(ps1.ok(), ps1.said().constData());
        for (const QString& name : containers())
            QVERIFY2(ps1.out.contains(name.toUtf8()), ps1.said().constData());
    }

    void pullsTheOtherVersion()
    {
        const QStringList image{
            QStringLiteral("image"), QStringLiteral("inspect"), QStringLiteral("-f"),
            QStringLiteral("{{.Id}} {{index .Config.Labels \"org.opencontainers.image.version\"}}")};
        const QString brain = QStringLiteral("127.0.0.1:5000/titan-brain:");
        QVERIFY(!m_stack.docker(image + QStringList{brain + QStringLiteral("v1.2.2")}).ok());

        QProcessEnvironment environment = m_stack.environment();
        environment.insert(QStringLiteral("TITAN_VERSION"), QStringLiteral("v1.2.2"));
        const QStringList pull = words("compose -f docker-compose.prod.yml pull");
        const auto pulled = m_stack.run(environment, QStringLiteral("docker"), pull);
        QVERIFY2(pulled.ok(), pulled.said().constData());
        const auto newer = m_stack.docker(image + QStringList{brain + QStringLiteral("v1.2.3")});
        const auto older = m_stack.docker(image + QStringList{brain + QStringLiteral("v1.2.2")});
        QVERIFY2(newer.out.trimmed().endsWith(" v1.2.3"), newer.said().constData());
        QVERIFY2(older.out.trimmed().endsWith(" v1.2.2"), older.said().constData());
        QVERIFY(newer.out.split(' ').first() != older.out.split(' ').first());

        environment.insert(QStringLiteral("TITAN_VERSION"), QStringLiteral("v9.9.9"));
        const auto missing = m_stack.run(environment, QStringLiteral("docker"), pull);
        QVERIFY2(missing.exitCode > 0 && missing.said().contains("manifest"), missing.said().constData());
    }

    void sshAndDockerOverIt()
    {
        const auto there = m_stack.ssh(QStringLiteral("docker ps --format '{{.Names}}'"));
        QVERIFY2(there.ok(), there.said().constData());
        QCOMPARE(lines(there.out), containers());
        QCOMPARE(m_stack.ssh(QStringLiteral("exit 7")).exitCode, 7);
        const auto compose = m_stack.ssh(
            QStringLiteral("cd %1 && docker compose -f docker-compose.prod.yml ps -q").arg(m_stack.projectDirectory()));
        QCOMPARE(lines(compose.out).size(), containers().size());
        for (const QString& host : {m_stack.sshHost(), m_stack.sharedSshHost()}) {
            const auto over = m_stack.docker(
                {QStringLiteral("-H"), QStringLiteral("ssh://") + host, QStringLiteral("ps"), QStringLiteral("-q")});
            QVERIFY2(over.ok(), over.said().constData());
            QCOMPARE(lines(over.out).size(), containers().size());
        }
        const auto stranger =
            m_stack.run(QStringLiteral("ssh"),
                        {QStringLiteral("-F"), m_stack.sshConfig(), QStringLiteral("-i"),
                         m_stack.directory() + QStringLiteral("/ssh/host_key"), QStringLiteral("-o"),
                         QStringLiteral("UserKnownHostsFile=/dev/null"), m_stack.sshHost(), QStringLiteral("true")});
        QCOMPARE(stranger.exitCode, 255);
        QVERIFY2(stranger.err.contains("Host key verification failed"), stranger.said().constData());
    }

    void sshCutAndFrozen()
    {
        QVERIFY(m_stack.freezeSsh());
        QCOMPARE(m_stack.ssh(QStringLiteral("true"), 1000).exitCode, -1);
        QVERIFY(m_stack.thawSsh());
        QVERIFY(m_stack.ssh(QStringLiteral("true")).ok());

        QProcess follower;
        follower.setProcessEnvironment(m_stack.environment());
        follower.start(QStringLiteral("ssh"), {QStringLiteral("-F"), m_stack.sshConfig(), m_stack.sshHost(),
                                               QStringLiteral("echo following; exec sleep 600")});
        QVERIFY(follower.waitForReadyRead(60'000));
        QVERIFY(m_stack.stopSsh());
        QVERIFY(follower.waitForFinished(60'000));
        QCOMPARE(follower.exitCode(), 255);
        const auto refused = m_stack.ssh(QStringLiteral("true"));
        QCOMPARE(refused.exitCode, 255);
        QVERIFY2(refused.err.contains("Connection refused"), refused.said().constData());
        QVERIFY(m_stack.startSsh());
        QVERIFY(m_stack.ssh(QStringLiteral("true")).ok());
    }

    void killedContainerComesBack()
    {
        const QStringList count = words("inspect -f {{.RestartCount}} titan-brain");
        QCOMPARE(m_stack.docker(count).out.trimmed(), QByteArray("0"));
        const qint64 before = m_stack.pid1(QStringLiteral("titan-brain"));
        QVERIFY(isAlive(before));
        QVERIFY(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(before)).endsWith(QLatin1String("/titan-sim")));
        QVERIFY(m_stack.kill9(QStringLiteral("titan-brain")));
        QTRY_COMPARE_WITH_TIMEOUT(m_stack.docker(count).out.trimmed(), QByteArray("1"), 60'000);
        // It is counted before it runs again; until then the engine calls it as healthy as it was.
        const QStringList state = words("inspect -f {{.State.Status}} titan-brain");
        QTRY_COMPARE_WITH_TIMEOUT(m_stack.docker(state).out.trimmed(), QByteArray("running"), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containers(), 60'000);
        const qint64 after = m_stack.pid1(QStringLiteral("titan-brain"));
        QVERIFY(isAlive(after));
        QVERIFY(after != before);
    }

    void killedEngineComesBack()
    {
        const qint64 brain = m_stack.pid1(QStringLiteral("titan-brain"));
        QVERIFY(isAlive(brain));
        QVERIFY(m_stack.kill9Engine());
        const auto gone = m_stack.docker(words("ps"));
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.err.contains("Cannot connect to the Docker daemon"), gone.said().constData());
        QVERIFY(isAlive(brain));
        QVERIFY(m_stack.restartEngine());
        QCOMPARE(m_stack.pid1(QStringLiteral("titan-brain")), brain);
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containers(), 60'000);
        const auto health = m_stack.run(QStringLiteral("curl"), {QStringLiteral("-sS"), m_stack.brainUrl()});
        QVERIFY2(health.ok(), health.said().constData());
    }

    void frozenEngineAnswersNobody()
    {
        QVERIFY(m_stack.freezeEngine());
        QCOMPARE(m_stack.docker(words("ps"), 1000).exitCode, -1);
        QVERIFY(m_stack.thawEngine());
        const auto back = m_stack.docker(words("ps -q"));
        QVERIFY2(back.ok(), back.said().constData());
        QCOMPARE(lines(back.out).size(), containers().size());
    }

    // The script as the runbook has it, with what it does not say: it reports success though no halt was sent.
    void rollbackScript()
    {
        const auto cancelled = m_stack.run(QStringLiteral("sh"), words("-c echo|./scripts/ops/rollback.sh"));
        QCOMPARE(cancelled.exitCode, 0);
        QVERIFY2(cancelled.out.contains("cancelled"), cancelled.said().constData());
        QCOMPARE(versionsRunning(), QStringList{QStringLiteral("v1.2.3")});

        constexpr int patienceMs = 240'000; // all is stopped, made anew and awaited, one group after the other
        const auto done = m_stack.run(QStringLiteral("sh"),
                                      {QStringLiteral("-c"), QStringLiteral("echo yes | ./scripts/ops/rollback.sh "
                                                                            "v1.2.2")},
                                      patienceMs);
        QVERIFY2(done.ok(), done.said().constData());
        QVERIFY2(done.out.contains("NATS not available"), done.said().constData());
        QCOMPARE(versionsRunning(), QStringList{QStringLiteral("v1.2.2")});
        QTRY_COMPARE_WITH_TIMEOUT(healthy(), containers(), 60'000); // on a busy machine one check may come late
    }

    // The last one: nothing of it stays on the machine, nor in the network that it was lent.
    void endsWithoutATrace()
    {
        const qint64 init = m_stack.initPid();
        const qint64 keeper = m_stack.keeperPid();
        const qint64 container = m_stack.pid1(QStringLiteral("titan-postgres"));
        QVERIFY(isAlive(init) && isAlive(keeper) && isAlive(container));
        QVERIFY(networkSetup() != m_networkBefore); // the engine has been at work here
        QVERIFY(tracesOf(m_stack.directory()).size() > 1);

        QVERIFY2(m_stack.stop(), qPrintable(m_stack.log()));
        QCOMPARE(tracesOf(m_stack.directory()), QStringList());
        for (const qint64 pid : {init, keeper, container})
            QTRY_VERIFY(!isAlive(pid));
        QCOMPARE(processesIn(networkOf(QStringLiteral("self"))),
                 QStringList{QString::number(QCoreApplication::applicationPid())});
        QCOMPARE(networkSetup(), m_networkBefore);
        QCOMPARE(namespaces(), m_namespacesBefore);
    }
};

QTEST_GUILESS_MAIN(TestStackSmoke)
#include "tst_stack_smoke.moc"
