#include "support/stack_fixture.h"
#include "support/test_case.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace ops::test;

namespace {

// As the kernel names it, net:[4026532...]; Qt would make a path of it.
QString networkOf(const QString& pid)
{
    char name[64] = {};
    const QByteArray link = "/proc/" + pid.toLatin1() + "/ns/net";
    return ::readlink(link.constData(), name, sizeof name - 1) > 0 ? QString::fromLatin1(name) : QString();
}

// A stack held by a process of its own, in a network namespace of its own, and the traces it could leave.
class Holder {
public:
    ~Holder()
    {
        m_process.kill();
        m_process.waitForFinished(5000);
    }

    void start() { m_process.start(QStringLiteral(OPS_IN_NETNS), {QStringLiteral(OPS_STACK_HOLDER)}); }

    bool waitUntilUp()
    {
        if (!m_process.waitForStarted(5000))
            return false;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 120'000 && m_process.state() == QProcess::Running) {
            m_process.waitForReadyRead(100);
            m_said += m_process.readAllStandardOutput();
            const qsizetype at = m_said.indexOf("HOLDING ");
            if (at < 0 || m_said.indexOf('\n', at) < 0)
                continue;
            directory = QString::fromUtf8(m_said.mid(at + 8).trimmed());
            keeper = number("keeper.pid");
            network = networkOf(QString::number(m_process.processId()));
            return true;
        }
        m_said += m_process.readAllStandardError();
        return false;
    }

    qint64 number(const char* file) const
    {
        QFile in(directory + QLatin1Char('/') + QLatin1String(file));
        return in.open(QIODevice::ReadOnly) ? in.readAll().trimmed().toLongLong() : 0;
    }
    QByteArray said() const { return m_said; }
    QProcess& process() { return m_process; }

    QString directory;
    QString network;
    qint64 keeper = 0;

private:
    QProcess m_process;
    QByteArray m_said;
};

// Every process of this machine that lives in the network namespace: containers excepted, that is all of a stack.
QStringList processesIn(const QString& network)
{
    QStringList out;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs))
        if (networkOf(name) == network)
            out.append(name);
    return out;
}

// Paths and mounts that carry the name of the stack's folder; its control groups have its last part.
QStringList tracesOf(const QString& directory)
{
    QStringList out;
    if (QFile::exists(directory))
        out.append(directory);
    QFile mounts(QStringLiteral("/proc/self/mounts"));
    if (mounts.open(QIODevice::ReadOnly) && mounts.readAll().contains(directory.toUtf8()))
        out.append(QStringLiteral("mounts of ") + directory);
    QDirIterator groups(QStringLiteral("/sys/fs/cgroup"), {directory.mid(directory.lastIndexOf(QLatin1Char('/')) + 1)},
                        QDir::Dirs, QDirIterator::Subdirectories);
    while (groups.hasNext())
        out.append(groups.next());
    return out;
}

QByteArray output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(30'000);
    return process.readAll();
}

QByteArray firewall()
{
    return output(QStringLiteral("iptables"), {QStringLiteral("-S")}) +
           output(QStringLiteral("iptables"), {QStringLiteral("-t"), QStringLiteral("nat"), QStringLiteral("-S")}) +
           output(QStringLiteral("ip"), {QStringLiteral("-o"), QStringLiteral("link")});
}

} // namespace

// However a stack ends, it leaves nothing: no process, mount, network, control group or file.
class TestStackTeardown : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void orderlyEnd()
    {
        const QByteArray before = firewall();
        const QByteArray namespaces = output(QStringLiteral("ip"), {QStringLiteral("netns")});
        StackFixture stack;
        QVERIFY2(stack.start(), qPrintable(stack.log()));
        const qint64 init = stack.initPid();
        const qint64 keeper = stack.keeperPid();
        const qint64 container = stack.pid1(QStringLiteral("titan-postgres"));
        QVERIFY(init > 0 && keeper > 0 && container > 0);
        QVERIFY(firewall() != before); // the engine has been at work in this network namespace
        QVERIFY(tracesOf(stack.directory()).size() > 1);

        QVERIFY2(stack.stop(), qPrintable(stack.log()));
        QCOMPARE(tracesOf(stack.directory()), QStringList());
        for (const qint64 pid : {init, keeper, container})
            QTRY_VERIFY(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)));
        QCOMPARE(processesIn(networkOf(QStringLiteral("self"))),
                 QStringList{QString::number(QCoreApplication::applicationPid())});
        QCOMPARE(firewall(), before);
        QCOMPARE(output(QStringLiteral("ip"), {QStringLiteral("netns")}), namespaces);
    }

    // Two at once, to show that they do not meet; then one loses its test, the other its keeper.
    void killed()
    {
        Holder test;
        Holder keeper;
        test.start();
        keeper.start();
        QVERIFY2(test.waitUntilUp(), test.said().constData());
        QVERIFY2(keeper.waitUntilUp(), keeper.said().constData());
        QVERIFY(test.network != keeper.network);
        for (const Holder* each : {&test, &keeper}) {
            QVERIFY(processesIn(each->network).size() > 10);
            QVERIFY(tracesOf(each->directory).size() > 1);
        }

        test.process().kill();
        QVERIFY(test.process().waitForFinished(5000));
        QTRY_COMPARE_WITH_TIMEOUT(tracesOf(test.directory), QStringList(), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(processesIn(test.network), QStringList(), 10'000);

        const qint64 init = keeper.number("init.pid");
        QVERIFY(init > 0 && QFile::exists(QStringLiteral("/proc/%1").arg(init)));
        QCOMPARE(::kill(static_cast<pid_t>(keeper.keeper), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(QStringLiteral("/proc/%1").arg(init)), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(processesIn(keeper.network),
                                  QStringList{QString::number(keeper.process().processId())}, 10'000);
        // Files and empty control groups are what a killed keeper leaves; the next stack sweeps them away, as here.
        QVERIFY(QFile::exists(keeper.directory));
        QCOMPARE(output(QStringLiteral(OPS_STACK_SCRIPT), {QStringLiteral("sweep")}), QByteArray());
        QCOMPARE(tracesOf(keeper.directory), QStringList());
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QByteArray>("message");
        const QString script = QStringLiteral(OPS_STACK_SCRIPT);
        const QString directory = QStringLiteral("/tmp/ops-stack-never");
        const QStringList nobody{QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"),
                                 QStringLiteral("--clear-groups"), QStringLiteral("--inh-caps=+dac_read_search"),
                                 QStringLiteral("--ambient-caps=+dac_read_search")};
        const QStringList up{script, QStringLiteral("up"), directory};
        QTest::newRow("not root") << nobody + up << QByteArray("missing:\n  - root (");
        QTest::newRow("test not root") << nobody + QStringList{QStringLiteral(OPS_IN_NETNS), QStringLiteral("true")}
                                       << QByteArray("in_netns: the tests with the real stack need root");
        QTest::newRow("no such version") << up + QStringList{QStringLiteral("--version"), QStringLiteral("v9")}
                                         << QByteArray("no such version: v9; v1.2.2 v1.2.3");
        QTest::newRow("no such variant") << up + QStringList{QStringLiteral("--compose"), QStringLiteral("v3")}
                                         << QByteArray("no such Compose variant: v3; v2 or v1");
        QTest::newRow("no titan-sim") << up + QStringList{QStringLiteral("--sim"), QStringLiteral("/nowhere")}
                                      << QByteArray("no titan-sim at /nowhere");
        QTest::newRow("no stack") << QStringList{script, QStringLiteral("down"), directory}
                                  << QByteArray("no stack in /tmp/ops-stack-never");
        QTest::newRow("the machine's network")
            << QStringList{QStringLiteral("env"), QStringLiteral("-u"), QStringLiteral("OPS_STACK_NETNS")} + up +
                   QStringList{QStringLiteral("--net"), QStringLiteral("inherit")}
            << QByteArray("--net inherit is for callers in a network of their own");
    }
    void refusals()
    {
        QFETCH(QStringList, command);
        QFETCH(QByteArray, message);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(command.first(), command.mid(1));
        QVERIFY(process.waitForFinished(30'000));
        const QByteArray said = process.readAll();
        QVERIFY2(said.contains(message), said.constData());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(!QFile::exists(QStringLiteral("/tmp/ops-stack-never")));
    }
};

QTEST_GUILESS_MAIN(TestStackTeardown)
#include "tst_stack_teardown.moc"
