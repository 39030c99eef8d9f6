#include "infra/host/run_log.h"
#include "infra/host/ssh_error.h"
#include "infra/host/ssh_host.h"
#include "support/fake_clock.h"
#include "support/nats_fixture.h"
#include "support/processes.h"
#include "support/sshd_fixture.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <unistd.h>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;
using domain::HostBegan;
using domain::HostEnd;
using domain::HostPhase;
using domain::HostRunId;
using test::isAlive;
using test::SshdFixture;

// What can go wrong between here and there, against a real sshd: refused, cut, frozen, gone, talkative.
class TestHostSsh : public test::TestCase {
    Q_OBJECT

private:
    base::SystemClock m_clock;
    SshdFixture m_sshd;

    static domain::HostCommand shell(const QByteArray& script)
    {
        domain::HostCommand command;
        command.argv = {"sh", "-c", script};
        command.deadline = 60s;
        return command;
    }
    static domain::HostCommand follower(const QByteArray& script)
    {
        domain::HostCommand command = shell(script);
        command.deadline.reset();
        return command;
    }
    static infra::SshSettings impatient()
    {
        infra::SshSettings settings;
        settings.connectTimeout = 5s;
        settings.aliveInterval = 2s;
        settings.aliveCount = 2;
        return settings;
    }
    // The pids that a run's first line is made of.
    static QList<qint64> pidsFrom(test::RunLog& log, const HostRunId& id)
    {
        QList<qint64> pids;
        if (QTest::qWaitFor([&] { return log.of(id).output.contains('\n'); }, 20'000))
            for (const QByteArray& word : log.of(id).output.split('\n').first().split(' '))
                pids << word.toLongLong();
        return pids;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sshd.start(), qPrintable(m_sshd.log())); }

    void cleanup() { m_sshd.thaw(); }

    void whoIsNotWhoHeShouldBeIsRefused_data()
    {
        QTest::addColumn<int>("client");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("logLevel"); // in the user's own configuration
        using Client = SshdFixture::Client;
        const auto row = [](const char* name, Client client, ErrorCode code) {
            for (const char* level : {"INFO", "QUIET", "DEBUG3"})
                QTest::addRow("%s, %s", name, level)
                    << static_cast<int>(client) << static_cast<int>(code) << QByteArray(level);
        };
        row("the host's key changed", Client::WrongHostKey, ErrorCode::ProtocolError);
        row("a host nobody knows", Client::UnknownHost, ErrorCode::ProtocolError);
        row("our key is not taken", Client::WrongUserKey, ErrorCode::AuthFailed);
    }
    void whoIsNotWhoHeShouldBeIsRefused()
    {
        QFETCH(int, client);
        QFETCH(int, code);
        QFETCH(QByteArray, logLevel);
        domain::HostConfig config = m_sshd.host(static_cast<SshdFixture::Client>(client));
        config.configFile = m_sshd.withOption(config.configFile, "LogLevel " + logLevel);
        infra::SshHost host(config, m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        const domain::HostOutcome outcome = *log.of(id).outcome;
        QCOMPARE(outcome.end, HostEnd::TransportFailed);
        QVERIFY(outcome.began == HostBegan::No);
        QVERIFY2(static_cast<int>(outcome.error->code) == code, qPrintable(log.of(id).text()));
        QCOMPARE(outcome.error->subject, QStringLiteral("titan"));
        QCOMPARE(log.of(id).events, QStringList{QStringLiteral("finished")});
        QCOMPARE(host.status().phase, HostPhase::Down);
        QVERIFY(host.status().error == outcome.error);
    }

    void aHostThatIsNotThere_data()
    {
        QTest::addColumn<bool>("listens");
        QTest::addColumn<int>("code");
        QTest::newRow("port closed") << false << static_cast<int>(ErrorCode::Refused);
        QTest::newRow("says nothing") << true << static_cast<int>(ErrorCode::TimedOut);
    }
    void aHostThatIsNotThere()
    {
        QFETCH(bool, listens);
        QFETCH(int, code);
        const test::ReservedPort reserved;
        const quint16 port = reserved.number();
        QTcpServer silent;
        QVERIFY(!listens || silent.listen(QHostAddress::LocalHost, port));
        domain::HostConfig config = m_sshd.host();
        config.destination = QStringLiteral("ssh://nobody@127.0.0.1:%1").arg(port);
        infra::SshHost host(config, m_clock, impatient());
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        const domain::HostOutcome outcome = *log.of(id).outcome;
        QCOMPARE(outcome.end, HostEnd::TransportFailed);
        QVERIFY(outcome.began == HostBegan::No && outcome.gone);
        QVERIFY2(static_cast<int>(outcome.error->code) == code, qPrintable(log.of(id).text()));
    }

    void aDestinationIsNeverAnOption()
    {
        domain::HostConfig config = m_sshd.host();
        const QString made = m_sshd.path(QStringLiteral("made"));
        config.destination = QStringLiteral("-oProxyCommand=touch %1").arg(made);
        infra::SshHost host(config, m_clock, impatient());
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY(!QFile::exists(made));
    }

    void theConnectionIsMadeOnceAndSaid()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        test::RunLog log(host);
        QCOMPARE(host.status().phase, HostPhase::Idle); // nothing is done before it is asked for (rule G6)
        for (int i = 0; i < 3; ++i) {
            const HostRunId id = host.run(shell("exit 0"));
            WAIT_FOR_END(log, id);
            QVERIFY(log.of(id).outcome->succeeded());
        }
        QCOMPARE(log.statuses.size(), 2);
        QCOMPARE(log.statuses.first().phase, HostPhase::Connecting);
        QCOMPARE(log.statuses.last().phase, HostPhase::Up);
        QCOMPARE(host.status().host, QStringLiteral("far"));
    }

    // rule: G6
    void whatMustNotBeLateIsNotHandedOverByALateConnection_data()
    {
        QTest::addColumn<bool>("late");
        QTest::addColumn<bool>("asleep");
        QTest::newRow("in time") << false << false;
        QTest::newRow("late") << true << false;
        QTest::newRow("the machine slept") << false << true;
    }
    void whatMustNotBeLateIsNotHandedOverByALateConnection()
    {
        QFETCH(bool, late);
        QFETCH(bool, asleep);
        test::FakeClock clock;
        infra::SshHost host(m_sshd.host(), clock);
        test::RunLog log(host);
        domain::HostCommand command = shell("echo ran");
        command.handOverWithin = 3s;
        const HostRunId id = host.run(command);
        if (late)
            clock.advance(3001ms);
        if (asleep)
            clock.sleep(3001ms);
        WAIT_FOR_END(log, id);
        const domain::HostOutcome outcome = *log.of(id).outcome;
        const bool ran = !late && !asleep;
        QCOMPARE(host.status().phase, HostPhase::Up);
        QCOMPARE(log.of(id).output, QByteArray(ran ? "ran\n" : ""));
        QCOMPARE(outcome.end, ran ? HostEnd::Exited : HostEnd::CouldNotStart);
        QCOMPARE(outcome.began, ran ? HostBegan::Yes : HostBegan::No);
        if (!ran)
            QCOMPARE(outcome.error->code, ErrorCode::TimedOut);
    }

    void aCutIsSaidEndsTheCommandsAndIsMended_data()
    {
        QTest::addColumn<bool>("here");
        QTest::newRow("our ssh is killed") << true;
        QTest::newRow("their sshd is killed") << false;
    }
    void aCutIsSaidEndsTheCommandsAndIsMended()
    {
        QFETCH(bool, here);
        infra::SshHost host(m_sshd.host(), m_clock);
        test::RunLog log(host);
        // One that prints nothing would never notice by itself.
        const HostRunId quiet = host.run(follower("sleep 97 & echo $$ $!; wait"));
        const HostRunId shot = host.run(shell("echo $$ $$; exec sleep 97"));
        const QList<qint64> pids = pidsFrom(log, quiet) + pidsFrom(log, shot);
        QCOMPARE(pids.size(), 4);
        if (here)
            QVERIFY(test::signalDescendant(::getpid(), host.firstMaster().pid(), SIGKILL));
        else
            m_sshd.cut();
        for (const HostRunId& id : {quiet, shot}) {
            WAIT_FOR_END(log, id);
            const domain::HostOutcome outcome = *log.of(id).outcome;
            QCOMPARE(outcome.end, HostEnd::TransportFailed);
            QVERIFY(outcome.began == HostBegan::Yes);
            QVERIFY(!outcome.exitCode);
            QVERIFY(!outcome.gone);
            QVERIFY2(outcome.error->code == ErrorCode::LinkDown, qPrintable(log.of(id).text()));
        }
        QTRY_COMPARE_WITH_TIMEOUT(host.status().phase, HostPhase::Down, 20'000);
        QCOMPARE(host.status().error->code, ErrorCode::LinkDown);
        for (const qint64 pid : pids)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 20'000);
        const HostRunId next = host.run(shell("echo back"));
        WAIT_FOR_END(log, next);
        QVERIFY2(log.of(next).outcome->succeeded(), qPrintable(log.of(next).text()));
        QCOMPARE(log.of(next).output, QByteArray("back\n"));
        QCOMPARE(host.status().phase, HostPhase::Up);
    }

    void aFrozenHostFreezesNobodyAndIsGivenUp()
    {
        infra::SshHost host(m_sshd.host(), m_clock, impatient());
        test::RunLog log(host);
        const HostRunId id = host.run(follower("echo $$; exec sleep 97"));
        const QList<qint64> pids = pidsFrom(log, id);
        m_sshd.freeze();
        domain::HostCommand timed = shell("echo ran");
        timed.deadline = 300ms;
        const HostRunId stuck = host.run(timed);
        int beats = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&] { ++beats; });
        heart.start(20);
        WAIT_FOR_END(log, id);
        QVERIFY(beats > 10);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY2(log.of(id).outcome->error->code == ErrorCode::TimedOut, qPrintable(log.of(id).text()));
        QTRY_COMPARE_WITH_TIMEOUT(host.status().phase, HostPhase::Down, 20'000);
        WAIT_FOR_END(log, stuck);
        QCOMPARE(log.of(stuck).outcome->end, HostEnd::TimedOut);
        QVERIFY(log.of(stuck).outcome->began == HostBegan::Unknown); // it may have run: nobody saw
        QVERIFY(!log.of(stuck).outcome->gone);
        m_sshd.thaw();
        for (const qint64 pid : pids)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 20'000);
        const HostRunId next = host.run(shell("exit 5"));
        WAIT_FOR_END(log, next);
        QCOMPARE(log.of(next).outcome->exitCode.value_or(-1), 5);
    }

    void aHostThatComesBackIsUsedAgain()
    {
        SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock, impatient());
        test::RunLog log(host);
        const HostRunId first = host.run(shell("exit 0"));
        WAIT_FOR_END(log, first);
        sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(host.status().phase, HostPhase::Down, 20'000);
        const HostRunId down = host.run(shell("exit 0"));
        WAIT_FOR_END(log, down);
        QVERIFY(log.of(down).outcome->began == HostBegan::No);
        QCOMPARE(log.of(down).outcome->error->code, ErrorCode::Refused);
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        const HostRunId next = host.run(shell("exit 0"));
        WAIT_FOR_END(log, next);
        QVERIFY(log.of(next).outcome->succeeded());
    }

    // rule: G9
    void anOutageIsAsOldAsItsFirstFailure()
    {
        SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        test::FakeClock clock;
        infra::SshHost host(sshd.host(), clock, impatient());
        test::RunLog log(host);
        const HostRunId first = host.run(shell("exit 0"));
        WAIT_FOR_END(log, first);
        clock.advance(1min);
        const base::Instant lostAt = clock.now();
        sshd.stop();
        QTRY_COMPARE_WITH_TIMEOUT(host.status().phase, HostPhase::Down, 20'000);
        QVERIFY(host.status().since == lostAt);
        for (int attempt = 1; attempt <= 2; ++attempt) {
            clock.advance(10s);
            log.statuses.clear();
            const HostRunId failed = host.run(shell("exit 0"));
            WAIT_FOR_END(log, failed);
            QCOMPARE(log.statuses.size(), 2);
            QCOMPARE(log.statuses.first().phase, HostPhase::Connecting);
            QCOMPARE(log.statuses.last().phase, HostPhase::Down);
            for (const domain::HostStatus& status : std::as_const(log.statuses)) {
                QVERIFY(status.down() && status.error);
                QVERIFY(status.since == lostAt);
            }
        }
        clock.advance(10s);
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        const HostRunId next = host.run(shell("exit 0"));
        WAIT_FOR_END(log, next);
        QVERIFY(host.status().up() && !host.status().error);
        QVERIFY(host.status().since == clock.now());
    }

    void followersNeverKeepACommandWaiting()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        test::RunLog log(host);
        QVector<HostRunId> followers;
        for (int i = 0; i < 15; ++i) // a server takes ten through one connection
            followers << host.run(follower("echo here; exec sleep 97"));
        for (const HostRunId& id : std::as_const(followers))
            QTRY_VERIFY2_WITH_TIMEOUT(log.of(id).output == "here\n", qPrintable(log.of(id).text()), 30'000);
        const HostRunId stop = host.run(shell("exit 0"));
        WAIT_FOR_END(log, stop);
        QVERIFY2(log.of(stop).outcome->succeeded(), qPrintable(log.of(stop).text()));
        for (const HostRunId& id : std::as_const(followers)) {
            QVERIFY(!log.over(id));
            host.cancel(id);
        }
        for (const HostRunId& id : std::as_const(followers)) {
            WAIT_FOR_END(log, id);
            QVERIFY2(log.of(id).outcome->gone, qPrintable(log.of(id).text()));
        }
    }

    void aServerThatOpensNoSessionRanNothing()
    {
        SshdFixture sshd("MaxSessions 1"); // the connection's own
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY2(log.of(id).outcome->began == HostBegan::No, qPrintable(log.of(id).text()));
        QCOMPARE(log.of(id).outcome->error->code, ErrorCode::Refused);
    }

    void chatterOfALoginScriptIsNotTheCommands()
    {
        SshdFixture sshd("ForceCommand echo Welcome; echo Careful >&2; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo '{}'; echo oops >&2; exit 6"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).output, QByteArray("{}\n"));
        QCOMPARE(log.of(id).errors, QByteArray("oops\n"));
        QCOMPARE(log.of(id).outcome->exitCode.value_or(-1), 6);
    }

    void aShellThatReadsQuotesDifferentlyIsRefused()
    {
        // As fish does: a backslash in single quotes takes the next one along.
        SshdFixture sshd("ForceCommand sh -c \"$(printf '%s' \"$SSH_ORIGINAL_COMMAND\" | tr -s '\\\\')\"");
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY(log.of(id).outcome->began == HostBegan::No);
        QVERIFY2(log.of(id).outcome->error->code == ErrorCode::ProtocolError, qPrintable(log.of(id).text()));
        QVERIFY(log.of(id).output.isEmpty());
    }

    void whereNoShellAnswersItIsSaid_data()
    {
        QTest::addColumn<QByteArray>("login");
        QTest::addColumn<QString>("words");
        QTest::newRow("none at all") << QByteArray("exit 1") << QStringLiteral("ended with 1");
        QTest::newRow("nologin") << QByteArray("echo This account is not available.; exit 1")
                                 << QStringLiteral("This account is not available.");
        QTest::newRow("restricted") << QByteArray("exec bash -r -c \"$SSH_ORIGINAL_COMMAND\"")
                                    << QStringLiteral("exec: restricted");
        QTest::newRow("as csh says it") << QByteArray("echo \"Unmatched '.\" >&2; exit 1")
                                        << QStringLiteral("Unmatched '.");
    }
    void whereNoShellAnswersItIsSaid()
    {
        QFETCH(QByteArray, login);
        QFETCH(QString, words);
        SshdFixture sshd("ForceCommand " + login);
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY(log.of(id).outcome->began == HostBegan::No);
        QVERIFY2(log.of(id).outcome->error->code == ErrorCode::ProtocolError, qPrintable(log.of(id).text()));
        QVERIFY2(log.of(id).outcome->error->detail.contains(words), qPrintable(log.of(id).text()));
    }

    void theHostsOwnDirectoryIsUsed()
    {
        domain::HostConfig config = m_sshd.host();
        config.workingDirectory = QStringLiteral("/usr/share");
        infra::SshHost host(config, m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("pwd"));
        WAIT_FOR_END(log, id);
        QCOMPARE(log.of(id).output, QByteArray("/usr/share\n"));
    }

    void withoutSshThereIsNoHost()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nonexistent");
        infra::SshHost host(m_sshd.host(), m_clock);
        test::RunLog log(host);
        const HostRunId id = host.run(shell("echo ran"));
        const bool over = QTest::qWaitFor([&] { return log.over(id); }, 20'000);
        qputenv("PATH", path);
        QVERIFY(over);
        QCOMPARE(log.of(id).outcome->end, HostEnd::TransportFailed);
        QVERIFY(log.of(id).outcome->began == HostBegan::No);
        QCOMPARE(log.of(id).outcome->error->code, ErrorCode::NotFound);
        QCOMPARE(log.of(id).outcome->error->subject, QStringLiteral("ssh"));
    }

    void whatSshSays_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("noSession");
        const auto row = [](const char* words, ErrorCode code, bool noSession = false) {
            QTest::newRow(QByteArray(words).simplified().left(60).constData())
                << QByteArray(words) << static_cast<int>(code) << noSession;
        };
        row("ssh: connect to host 127.0.0.1 port 1: Connection refused", ErrorCode::Refused);
        row("ssh: connect to host 10.0.0.1 port 22: Connection timed out", ErrorCode::TimedOut);
        row("Connection timed out during banner exchange", ErrorCode::TimedOut);
        row("ssh: Could not resolve hostname titan: Name or service not known", ErrorCode::NotFound);
        row("ssh: connect to host 10.0.0.1 port 22: No route to host", ErrorCode::LinkDown);
        row("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\r\nHost key verification failed.",
            ErrorCode::ProtocolError);
        row("No ED25519 host key is known for titan and you have requested strict checking.", ErrorCode::ProtocolError);
        row("root@127.0.0.1: Permission denied (publickey).", ErrorCode::AuthFailed);
        row("Timeout, server 127.0.0.1 not responding.", ErrorCode::TimedOut);
        row("client_loop: send disconnect: Broken pipe", ErrorCode::LinkDown);
        row("Connection to 127.0.0.1 closed by remote host.", ErrorCode::LinkDown);
        row("mux_client_request_session: session request failed: Session open refused by peer", ErrorCode::Refused,
            true);
        row("Connection closed by UNKNOWN port 65535", ErrorCode::LinkDown, true);
        row("mux_client_request_session: read from master failed: Broken pipe\nConnection closed by UNKNOWN port 65535",
            ErrorCode::LinkDown, false);
        row("/etc/titan: line 3: Bad configuration option: foo", ErrorCode::InvalidInput);
        row("mux_client_forward: forwarding request failed: Port forwarding failed", ErrorCode::Refused);
        row("something new", ErrorCode::LinkDown);
    }
    void whatSshSays()
    {
        QFETCH(QByteArray, words);
        QFETCH(int, code);
        QFETCH(bool, noSession);
        const base::Error error = infra::sshError(words, QStringLiteral("titan"));
        QCOMPARE(static_cast<int>(error.code), code);
        QCOMPARE(error.detail, QString::fromUtf8(words));
        QCOMPARE(infra::provesNoSession(words), noSession);
        QVERIFY(!infra::sshError({}, QStringLiteral("titan")).detail.isEmpty());
        QVERIFY(infra::sshError(QByteArray(100'000, 'x'), {}).detail.size() <= 1000);
    }
};

QTEST_GUILESS_MAIN(TestHostSsh)
#include "tst_host_ssh.moc"
