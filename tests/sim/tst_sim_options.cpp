#include "sim/options.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::sim;

namespace {

QStringList commandLine(const QString& words)
{
    QStringList out{QStringLiteral("titan-sim")};
    out += words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return out;
}

} // namespace

class TestSimOptions : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void defaults()
    {
        const auto parsed = parseCommandLine(commandLine({}), "secret");
        QVERIFY(parsed.ok());
        const Options& o = parsed->options;
        QVERIFY(parsed->printAndExit.isEmpty());
        QCOMPARE(o.natsUrls, QStringList{QStringLiteral("nats://127.0.0.1:4222")});
        QCOMPARE(o.roles.size(), std::size(allRoles));
        QCOMPARE(o.brainPort, quint16(3100));
        QCOMPARE(o.consolePort, quint16(3000));
        QCOMPARE(o.executionPort, quint16(3002));
        QCOMPARE(o.bind, QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(o.rate, 2.0);
        QCOMPARE(o.behaviour, Behaviour::Runbook);
        QCOMPARE(o.controlSubject, QStringLiteral("titan.sim.control"));
        QCOMPARE(o.password, QByteArray("secret"));
        QVERIFY(!o.exitOnEof);
    }

    void everythingGiven()
    {
        const auto parsed =
            parseCommandLine(commandLine(QStringLiteral(
                                 "--nats nats://a:1 --nats nats://b:2 --user u --behaviour feb16 --role brain --role "
                                 "titan-execution --role brain --brain-port 0 --console-port 1 --execution-port 2 "
                                 "--bind 0.0.0.0 --halt-subject x.halt --control-subject= --state-dir /tmp --rate "
                                 "0.5 --seed 9 --initial-state HARD_HALT --disarmed --exit-on-eof --compose-prefix "
                                 "--connect-timeout 0.5")),
                             {});
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().detail));
        const Options& o = parsed->options;
        QCOMPARE(o.natsUrls.size(), 2);
        QCOMPARE(o.roles, (std::vector<Role>{Role::Brain, Role::Execution}));
        QCOMPARE(o.behaviour, Behaviour::Feb16);
        QCOMPARE(o.haltSubject, QStringLiteral("x.halt"));
        QVERIFY(o.controlSubject.isEmpty());
        QCOMPARE(o.initialState, ops::domain::TradingState::HardHalt);
        QCOMPARE(o.connectTimeoutMs, 500);
        QCOMPARE(o.seed, quint64(9));
        QVERIFY(o.disarmed && o.exitOnEof && o.composePrefix);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char* words, const char* subject) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(subject);
        };
        row("--frobnicate", "command line");
        row("stray", "command line");
        row("--rate", "command line"); // its value is missing
        row("--password x", "command line");
        row("--nats http://a:1", "--nats");
        row("--nats nats://", "--nats");
        row("--nats nats://u:p@a:1", "--nats"); // rule: G3
        row("--behaviour march", "--behaviour");
        row("--role broker", "--role");
        row("--brain-port 70000", "--brain-port");
        row("--console-port x", "--console-port");
        row("--execution-port -1", "--execution-port");
        row("--bind everywhere", "--bind");
        row("--halt-subject a.*", "--halt-subject");
        row("--halt-subject .a", "--halt-subject");
        row("--control-subject a..b", "--control-subject");
        row("--state-dir /does/not/exist", "--state-dir");
        row("--rate nan", "--rate");
        row("--rate 2x", "--rate");
        row("--rate -1", "--rate");
        row("--seed x", "--seed");
        row("--initial-state UNKNOWN", "--initial-state");
        row("--initial-state open", "--initial-state");
        row("--connect-timeout 0", "--connect-timeout");
    }
    void refuses()
    {
        QFETCH(QString, words);
        QFETCH(QString, subject);
        const auto parsed = parseCommandLine(commandLine(words), {});
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().subject, subject);
        QVERIFY(!parsed.error().detail.isEmpty());
    }

    void helpAndVersion()
    {
        QVERIFY(parseCommandLine(commandLine(QStringLiteral("--help")), {})
                    ->printAndExit.contains(QStringLiteral("--behaviour")));
        QVERIFY(parseCommandLine(commandLine(QStringLiteral("--version")), {})
                    ->printAndExit.startsWith(QStringLiteral("titan-sim ")));
    }
};

QTEST_GUILESS_MAIN(TestSimOptions)
#include "tst_sim_options.moc"
