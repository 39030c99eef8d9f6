#include "stack/traces.h"
#include "support/processes.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace ops::test;

namespace {

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

} // namespace

// However a stack ends, it leaves nothing. Its orderly end is in tst_stack_smoke.
class TestStackTeardown : public TestCase {
    Q_OBJECT

private Q_SLOTS:
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
        QVERIFY(isAlive(init));
        QVERIFY(keeper.keeper > 1); // anything less would mean somebody else
        QCOMPARE(::kill(static_cast<pid_t>(keeper.keeper), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(init), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(processesIn(keeper.network),
                                  QStringList{QString::number(keeper.process().processId())}, 10'000);
        // Files and empty control groups are what a killed keeper leaves; the next stack sweeps them away, as here.
        QVERIFY(QFile::exists(keeper.directory));
        QCOMPARE(saidBy(QStringLiteral(OPS_STACK_SCRIPT), {QStringLiteral("sweep")}), QByteArray());
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
