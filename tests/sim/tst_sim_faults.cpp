#include "sim/faults.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::sim;

class TestSimFaults : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("role"); // -1: all
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("perSecond");
        const auto row = [](const char* line, FaultKind kind, int role, int number = 0, int perSecond = 0) {
            QTest::newRow(line) << QByteArray(line) << static_cast<int>(kind) << role << number << perSecond;
        };
        const int brain = static_cast<int>(Role::Brain);
        row("slow titan-brain 300", FaultKind::Slow, brain, 300);
        row("slow all 0", FaultKind::Slow, -1, 0);
        row("  deaf   brain \r", FaultKind::Deaf, brain);
        row("hear brain", FaultKind::Hear, brain);
        row("malformed titan-execution", FaultKind::Malformed, static_cast<int>(Role::Execution));
        row("lie brain", FaultKind::Lie, brain);
        row("lie brain everywhere", FaultKind::Lie, brain);
        row("crash all", FaultKind::Crash, -1);
        row("restart phase2-hunter", FaultKind::Restart, static_cast<int>(Role::Hunter));
        row("storm ai-quant 1000", FaultKind::Storm, static_cast<int>(Role::AiQuant), 1000);
        row("storm all 1000 200", FaultKind::Storm, -1, 1000, 200);
        row("sick console", FaultKind::Sick, static_cast<int>(Role::Console));
        row("sick console unhealthy", FaultKind::Sick, static_cast<int>(Role::Console));
        row("heal", FaultKind::Heal, -1);
        row("heal brain", FaultKind::Heal, brain);
        row("quiet", FaultKind::Quiet, -1);
        row("trade", FaultKind::Trade, -1);
        row("crowd 40", FaultKind::Crowd, -1, 40);
        row("rate 2.5", FaultKind::Rate, -1);
        row("script OPEN", FaultKind::Script, -1);
        row("script HARD_HALT deploy-bot", FaultKind::Script, -1);
        row("status", FaultKind::Status, -1);
        row("quit", FaultKind::Quit, -1);
    }
    void reads()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, kind);
        QFETCH(int, role);
        QFETCH(int, number);
        QFETCH(int, perSecond);
        const auto command = parseFault(line);
        QVERIFY(command.ok());
        QCOMPARE(static_cast<int>(command->kind), kind);
        QCOMPARE(command->role ? static_cast<int>(*command->role) : -1, role);
        QCOMPARE(command->number, number);
        QCOMPARE(command->perSecond, perSecond);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char* line, const char* subject) {
            QTest::newRow(line) << QByteArray(line) << QString::fromLatin1(subject);
        };
        row("", "");
        row("   ", "");
        row("explode brain", "explode");
        row("DEAF brain", "DEAF");
        row("deaf", "deaf");
        row("deaf nobody", "nobody");
        row("deaf brain now", "deaf");
        row("slow brain", "slow");
        row("slow brain fast", "fast");
        row("slow brain -1", "-1");
        row("slow brain 99999999", "99999999");
        row("storm brain 10 x", "x");
        row("lie brain nowhere", "nowhere");
        row("sick brain dead", "dead");
        row("crowd", "crowd");
        row("crowd many", "many");
        row("crowd 101", "101");
        row("rate", "rate");
        row("rate nan", "nan");
        row("rate 1e9", "1e9");
        row("script", "script");
        row("script MAYBE", "MAYBE");
        row("script OPEN a b", "script");
        row("status brain", "status");
        row("quit now", "quit");
    }
    void refuses()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, subject);
        const auto command = parseFault(line);
        QVERIFY(!command.ok());
        QCOMPARE(command.error().subject, subject);
        QVERIFY(!command.error().detail.isEmpty());
    }

    void garbageIsRefusedNotCrashed()
    {
        QVERIFY(!parseFault(QByteArray(1'000'000, 'x')).ok());
        QVERIFY(!parseFault(QByteArray("\0\xFF\xFE deaf", 9)).ok());
        QVERIFY(!parseFault(R"({"fault":"deaf"})").ok());
    }

    void flags()
    {
        FaultFlags flags;
        const auto apply = [&](const char* line) { applyFault(flags, *parseFault(line)); };
        apply("slow brain 20");
        apply("deaf brain");
        apply("lie brain everywhere");
        apply("sick brain");
        apply("malformed brain");
        QCOMPARE(flags, (FaultFlags{20, true, true, true, true, QStringLiteral("degraded")}));
        apply("hear brain");
        QVERIFY(!flags.deaf);
        apply("quiet"); // about nobody's flags
        apply("crash brain");
        QVERIFY(flags.lying);
        apply("lie brain");
        QVERIFY(!flags.lyingEverywhere);
        apply("heal");
        QCOMPARE(flags, FaultFlags{});
    }
};

QTEST_GUILESS_MAIN(TestSimFaults)
#include "tst_sim_faults.moc"
