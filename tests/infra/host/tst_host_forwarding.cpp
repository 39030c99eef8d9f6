#include "infra/host/run_log.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "support/processes.h"
#include "support/sshd_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <unistd.h>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;

namespace {

// What a port said of its forwards.
class ForwardLog : public QObject {
    Q_OBJECT

public:
    explicit ForwardLog(app::HostForwardPort& port)
    {
        connect(&port, &app::HostForwardPort::forwardReady, this, [this](const QString& name, const QString& address) {
            addresses[name] = address;
            ++ready[name];
        });
        connect(&port, &app::HostForwardPort::forwardLost, this, [this](const QString& name, const base::Error& why) {
            losses[name] = why;
            ++lost[name];
        });
    }
    QHash<QString, QString> addresses;
    QHash<QString, int> ready;
    QHash<QString, int> lost;
    QHash<QString, base::Error> losses;
};

// Sends back what it gets.
template <class Server, class Socket>
void makeEcho(Server& server)
{
    QObject::connect(&server, &Server::newConnection, &server, [&server] {
        auto* socket = server.nextPendingConnection();
        QObject::connect(socket, &Socket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        QObject::connect(socket, &Socket::disconnected, socket, &QObject::deleteLater);
    });
}

bool answersOnPort(const QString& address)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, address.section(QLatin1Char(':'), 1).toUShort());
    socket.write("ping");
    return QTest::qWaitFor([&] { return socket.bytesAvailable() == 4; }, 20'000);
}

bool answersOnSocket(const QString& path)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    socket.write("ping");
    return QTest::qWaitFor([&] { return socket.bytesAvailable() == 4; }, 20'000);
}

} // namespace

class TestHostForwarding : public test::TestCase {
    Q_OBJECT

private:
    base::SystemClock m_clock;
    test::SshdFixture m_sshd;
    QTemporaryDir m_directory;
    QTcpServer m_tcp;
    QLocalServer m_local;

    app::HostForward nats() { return {QStringLiteral("nats"), QStringLiteral("127.0.0.1:%1").arg(m_tcp.serverPort())}; }
    app::HostForward docker() { return {QStringLiteral("docker"), m_local.fullServerName()}; }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.log()));
        QVERIFY(m_tcp.listen(QHostAddress::LocalHost));
        QVERIFY(m_local.listen(m_directory.filePath(QStringLiteral("docker.sock"))));
        makeEcho<QTcpServer, QTcpSocket>(m_tcp);
        makeEcho<QLocalServer, QLocalSocket>(m_local);
    }

    void socketsAndPortsAreReachedAndComeBackAfterACut()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        forwarding.open(docker());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.size(), 2, 20'000);
        const QString port = log.addresses.value(QStringLiteral("nats"));
        const QString socket = log.addresses.value(QStringLiteral("docker"));
        QVERIFY(port.startsWith(QLatin1String("127.0.0.1:")));
        QVERIFY(answersOnPort(port));
        QVERIFY(answersOnSocket(socket));
        // Nobody else on this machine can use them as us.
        QCOMPARE(QFileInfo(QFileInfo(socket).path()).permissions() &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther |
                      QFile::ExeOther),
                 QFile::Permissions());

        QVERIFY(test::signalDescendant(::getpid(), host.firstMaster().pid(), SIGKILL));
        QTRY_COMPARE_WITH_TIMEOUT(log.lost.size(), 2, 20'000);
        QCOMPARE(log.losses.value(QStringLiteral("nats")).code, ErrorCode::LinkDown);
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")) + log.ready.value(QStringLiteral("docker")),
                                  4, 20'000);
        QCOMPARE(log.addresses.value(QStringLiteral("nats")), port);
        QCOMPARE(log.addresses.value(QStringLiteral("docker")), socket);
        QVERIFY(answersOnPort(port));
        QVERIFY(answersOnSocket(socket));
    }

    // Of the user's own forwards none is made, and one that cannot be made is no hindrance.
    void theForwardsInTheUsersConfigurationAreNotOurs()
    {
        QTcpServer taken4;
        QTcpServer taken6;
        QVERIFY(taken4.listen(QHostAddress::LocalHost));
        taken6.listen(QHostAddress::LocalHostIPv6, taken4.serverPort()); // where there is IPv6
        domain::HostConfig config = m_sshd.host();
        config.configFile = m_sshd.withOption(
            config.configFile, "LocalForward " + QByteArray::number(taken4.serverPort()) + " 127.0.0.1:1");
        infra::SshHost host(config, m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        QTRY_VERIFY_WITH_TIMEOUT(log.ready.size() + log.lost.size() > 0, 20'000);
        QVERIFY2(log.lost.isEmpty(), qPrintable(log.losses.value(QStringLiteral("nats")).detail));
        QVERIFY(answersOnPort(log.addresses.value(QStringLiteral("nats"))));
    }

    void socketsAreInADirectoryThatSshReadsAsItStands_data()
    {
        QTest::addColumn<QString>("directory");
        for (const char* name : {"a b", "%d", "a:b", "$HOME", "'"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void socketsAreInADirectoryThatSshReadsAsItStands()
    {
        QFETCH(QString, directory);
        QVERIFY(QDir(m_directory.path()).mkpath(directory));
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_directory.filePath(directory)));
        infra::SshHost host(m_sshd.host(), m_clock);
        runtime.isNull() ? qunsetenv("XDG_RUNTIME_DIR") : qputenv("XDG_RUNTIME_DIR", runtime);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(docker());
        QTRY_VERIFY_WITH_TIMEOUT(log.ready.size() + log.lost.size() > 0, 20'000);
        QVERIFY2(log.lost.isEmpty(), qPrintable(log.losses.value(QStringLiteral("docker")).detail));
        QVERIFY(answersOnSocket(log.addresses.value(QStringLiteral("docker"))));
    }

    void commandsShareTheConnection()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        test::RunLog runs(host);
        forwarding.open(nats());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.size(), 1, 20'000);
        domain::HostCommand command;
        command.argv = {"true"};
        command.deadline = 60s;
        const domain::HostRunId id = host.run(command);
        WAIT_FOR_END(runs, id);
        QVERIFY(runs.of(id).outcome->succeeded());
        QCOMPARE(runs.statuses.size(), 2); // connecting, up: once
    }

    void whatIsClosedStaysClosed()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        forwarding.open(docker());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.size(), 2, 20'000);
        const QString port = log.addresses.value(QStringLiteral("nats"));
        forwarding.close(QStringLiteral("nats"));
        const auto refused = [&] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port.section(QLatin1Char(':'), 1).toUShort());
            return QTest::qWaitFor([&] { return socket.error() == QAbstractSocket::ConnectionRefusedError; }, 200);
        };
        QTRY_VERIFY_WITH_TIMEOUT(refused(), 20'000);
        QVERIFY(answersOnSocket(log.addresses.value(QStringLiteral("docker"))));
        QCOMPARE(log.ready.value(QStringLiteral("nats")), 1);
        QVERIFY(log.lost.isEmpty());
    }

    // A frozen connection answers nobody: whoever asks it is not waited for without end.
    void whoAsksAFrozenConnectionIsGivenUp()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.size(), 1, 20'000);
        const qint64 connection = host.firstMaster().pid();
        const auto someAsk = [connection] {
            const QList<qint64> pids = test::descendantsOf(::getpid());
            return std::any_of(pids.begin(), pids.end(), [connection](qint64 pid) {
                return pid != connection && test::programOf(pid) == "ssh" && test::isAlive(pid);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(!someAsk(), 20'000);
        QVERIFY(test::signalDescendant(::getpid(), connection, SIGSTOP));
        forwarding.close(QStringLiteral("nats"));
        QTRY_VERIFY_WITH_TIMEOUT(someAsk(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!someAsk(), 20'000);
    }

    // Somebody asks for it again: at once, not after the pause that has grown meanwhile, and what is ready stays.
    void whatIsAskedForAgainIsTriedAtOnce()
    {
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")), 1, 20'000);
        const QString port = log.addresses.value(QStringLiteral("nats"));
        forwarding.open(nats());
        QTest::qWait(200);
        QCOMPARE(log.ready.value(QStringLiteral("nats")), 1);
        QVERIFY(answersOnPort(port));

        sshd.stop();
        const auto losses = [&] { return log.lost.value(QStringLiteral("nats")); };
        QTRY_VERIFY_WITH_TIMEOUT(losses() >= 5, 60'000); // after pauses of 1, 2, 4 and 8 s; 15 s to the next
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        forwarding.open(nats());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")), 2, 12'000);
        QCOMPARE(log.addresses.value(QStringLiteral("nats")), port);
        QVERIFY(answersOnPort(port));
    }

    void anIpv6AddressIsATarget()
    {
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open({QStringLiteral("nats"), QStringLiteral("[::1]:4222")});
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")), 1, 20'000);
        QVERIFY(log.lost.isEmpty());
    }

    void aHostThatIsDownIsTriedAgain()
    {
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        sshd.stop();
        infra::SshHost host(sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open(nats());
        QTRY_VERIFY_WITH_TIMEOUT(log.lost.value(QStringLiteral("nats")) >= 1, 20'000);
        QCOMPARE(log.losses.value(QStringLiteral("nats")).code, ErrorCode::Refused);
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")), 1, 30'000);
        QVERIFY(answersOnPort(log.addresses.value(QStringLiteral("nats"))));
    }

    // A server that allows no forward still runs commands.
    void aServerThatForwardsNothing()
    {
        test::SshdFixture sshd("AllowTcpForwarding no\nAllowStreamLocalForwarding no");
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        infra::SshHost host(sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        test::RunLog runs(host);
        forwarding.open(nats());
        QTRY_COMPARE_WITH_TIMEOUT(log.ready.value(QStringLiteral("nats")), 1, 20'000);
        QTcpSocket socket; // the near side is all that is promised: the far side refuses when it is used
        socket.connectToHost(QHostAddress::LocalHost,
                             log.addresses.value(QStringLiteral("nats")).section(QLatin1Char(':'), 1).toUShort());
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 20'000);
        domain::HostCommand command;
        command.argv = {"true"};
        command.deadline = 60s;
        const domain::HostRunId id = host.run(command);
        WAIT_FOR_END(runs, id);
        QVERIFY(runs.of(id).outcome->succeeded());
    }

    void targetsThatSshWouldMisreadAreRefused_data()
    {
        QTest::addColumn<QString>("target");
        for (const char* target : {"", "docker.sock", "/a:/b", "/a%h", "4222", "host:0x", "host:4222:5", "-oX:1",
                                   "a b:1", "host:0", "::1:4222", "[::1]", "[]:1", "[::1]:0", "[fe80::1%eth0]:1"})
            QTest::addRow("<%s>", target) << QString::fromLatin1(target);
    }
    void targetsThatSshWouldMisreadAreRefused()
    {
        QFETCH(QString, target);
        infra::SshHost host(m_sshd.host(), m_clock);
        infra::SshForwarding forwarding(host);
        ForwardLog log(forwarding);
        forwarding.open({QStringLiteral("x"), target});
        QTRY_COMPARE(log.lost.value(QStringLiteral("x")), 1);
        QCOMPARE(log.losses.value(QStringLiteral("x")).code, ErrorCode::InvalidInput);
        QCOMPARE(host.status().phase, domain::HostPhase::Idle);
    }

    void onThisMachineEverythingIsHere()
    {
        infra::LocalForwarding forwarding;
        ForwardLog log(forwarding);
        forwarding.open(docker());
        QVERIFY(log.ready.isEmpty()); // never before open() returned
        QTRY_COMPARE(log.addresses.value(QStringLiteral("docker")), m_local.fullServerName());
        forwarding.close(QStringLiteral("docker"));
    }
};

QTEST_GUILESS_MAIN(TestHostForwarding)
#include "tst_host_forwarding.moc"
