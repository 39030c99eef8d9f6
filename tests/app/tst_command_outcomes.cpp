#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::AlarmKind;
using domain::CommandKind;
using domain::LadderVerdict;
using domain::SendVerdict;
using domain::TradingState;

// What becomes of a stop: only proof is good news, everything else is an alarm that stays.
class TestCommandOutcomes final : public test::TestCase {
    Q_OBJECT

private:
    static QString halt(test::ConsoleRig& rig)
    {
        return rig.commands.requestStop(CommandKind::HardHalt, QStringLiteral("why")).text();
    }
    static LadderVerdict verdict(const test::ConsoleRig& rig) { return rig.commands.ladders().front().verdict(); }
    static base::Error error(base::ErrorCode code) { return {code, QStringLiteral("evidence"), {}}; }

    // Lets the outcome named `what` happen to the newest command.
    static void happen(test::ConsoleRig& rig, const QString& what)
    {
        const base::Instant now = rig.clock.now();
        if (what == QLatin1String("DENIED"))
            rig.link.finish(SendVerdict::Denied, now, error(base::ErrorCode::Denied));
        else if (what == QLatin1String("NOT SENT"))
            rig.link.finish(SendVerdict::Refused, now, error(base::ErrorCode::LinkDown));
        else if (what == QLatin1String("UNKNOWN"))
            rig.link.finish(SendVerdict::Unknown, now, error(base::ErrorCode::TimedOut));
        else
            rig.link.finish(SendVerdict::Sent, now);
        if (what == QLatin1String("NOBODY LISTENING"))
            rig.link.reply({}, now, true);
        if (what == QLatin1String("STORED"))
            rig.link.reply(R"({"stream":"TITAN_CMD","seq":7})", now);
        if (what == QLatin1String("RECEIVED"))
            rig.link.reply(R"({"service":"titan-brain","status":"ok"})", now);
        if (what == QLatin1String("PARTLY APPLIED"))
            rig.link.reply(R"({"service":"titan-brain","state":"HARD_HALT"})", now);
        if (what == QLatin1String("NOT OBEYED"))
            rig.link.reply(R"({"service":"titan-brain","state":"OPEN"})", now);
        rig.pass(2s);
    }

private Q_SLOTS:
    // rule: H6
    void whatIsNotProvenIsAnAlarmThatStays_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* word : {"DENIED", "NOT SENT", "UNKNOWN", "NOBODY LISTENING", "SENT", "STORED", "RECEIVED",
                                 "PARTLY APPLIED", "NOT OBEYED"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void whatIsNotProvenIsAnAlarmThatStays()
    {
        QFETCH(QString, what);
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        happen(rig, what);
        QCOMPARE(domain::verdictWord(verdict(rig)), what);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        const app::Alarm up = rig.alarms.alarms().front();
        QCOMPARE(up.kind, AlarmKind::CommandOutcome);
        QCOMPARE(domain::verdictWord(up.verdict), what);
        QCOMPARE(up.command, rig.link.sent.last());
        QCOMPARE(up.error.has_value(), rig.commands.ladders().front().sendError.has_value());

        rig.clock.advance(10h);
        rig.pass(1s);
        rig.link.setDown(rig.clock.now());
        rig.link.setUp(rig.clock.now());
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        rig.alarms.acknowledge(up.id);
        rig.pass(1s);
        QVERIFY(rig.alarms.alarms().empty());
        // Another attempt that fails the same way is news.
        halt(rig);
        happen(rig, what);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().command.attempt, 2);
    }

    void whileItIsInFlightThereIsNoAlarm()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.pass(1900ms);
        QCOMPARE(verdict(rig), LadderVerdict::Pending);
        QVERIFY(rig.alarms.alarms().empty());
    }

    void provenByRepliesOrByTelemetry_data()
    {
        QTest::addColumn<bool>("byReply");
        QTest::newRow("replies") << true;
        QTest::newRow("telemetry") << false;
    }
    void provenByRepliesOrByTelemetry()
    {
        QFETCH(bool, byReply);
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        if (byReply)
            rig.bothReply(TradingState::HardHalt);
        else
            rig.bothSay(TradingState::HardHalt);
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt); // the same evidence is the trading state's
        rig.pass(10s);
        QVERIFY(rig.alarms.alarms().empty());
    }

    // rule: H6
    void repliesProveNothingWhereTheRunbookSaysSo()
    {
        domain::Runbook book = test::rigRunbook();
        book.halt.repliesProveState = false;
        test::ConsoleRig rig(book);
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.pass(2s);
        QCOMPARE(verdict(rig), LadderVerdict::Received);
        QCOMPARE(rig.states.view().shown, TradingState::Unknown);
    }

    // rule: H6
    void readingsFromBeforeTheActProveNothing()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.pass(2s);
        QCOMPARE(verdict(rig), LadderVerdict::SentOnly);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }

    void lateProofWithdrawsTheAlarm_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* word : {"UNKNOWN", "SENT", "STORED", "RECEIVED", "PARTLY APPLIED"})
            QTest::newRow(word) << QString::fromLatin1(word);
    }
    void lateProofWithdrawsTheAlarm()
    {
        QFETCH(QString, what);
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        happen(rig, what);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        rig.pass(10s);
        rig.heartbeat("titan-brain", TradingState::HardHalt);
        QCOMPARE(rig.alarms.alarms().size(), 1U); // one of two is not proof
        rig.heartbeat("titan-execution", TradingState::HardHalt);
        QVERIFY(rig.alarms.alarms().empty());
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        bool said = false;
        for (const domain::JournalRecord& record : rig.journal.records)
            said = said ||
                   record.fields.value(QStringLiteral("how")).toString() == QLatin1String("withdrawn by later proof");
        QVERIFY(said);
    }

    void aServiceThatObeyedAndWentElsewhereIsAnAlarm()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothSay(TradingState::HardHalt);
        rig.pass(3s);
        QVERIFY(rig.alarms.alarms().empty());
        rig.heartbeat("titan-execution", TradingState::Open);
        rig.heartbeat("titan-execution", TradingState::Open);
        QVERIFY(!rig.alarms.alarms().empty());
        QVERIFY(domain::isAlarming(verdict(rig)));
    }

    // Somebody resumed after us: that the services follow them is no failure of our halt.
    void somebodyElsesCommandEndsWhatOursExplains()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.clock.advance(1s);
        rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"state":"OPEN","operator":"ana"})",
                           rig.clock.now());
        rig.bothSay(TradingState::Open);
        rig.bothSay(TradingState::Open);
        rig.fill();
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        QCOMPARE(rig.alarms.alarms().size(), 1U); // that it happened at all
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::ForeignResume);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
    }

    // Where the server says that no stream stores the subject, none is waited for.
    void noStreamNoWaitForIt_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<bool>("waits");
        QTest::newRow("not asked") << false << false << true;
        QTest::newRow("none") << true << false << false;
        QTest::newRow("one") << true << true << true;
    }
    void noStreamNoWaitForIt()
    {
        QFETCH(bool, asked);
        QFETCH(bool, stream);
        QFETCH(bool, waits);
        test::ConsoleRig rig;
        rig.linksUp();
        if (asked) {
            domain::ListenerSnapshot snapshot;
            snapshot.at = rig.clock.now();
            if (stream)
                snapshot.streams = QStringList{QStringLiteral("titan.cmd.>")};
            rig.probe.answer(snapshot);
        }
        halt(rig);
        const auto phase = rig.commands.ladders().front().rung(domain::Rung::Stored).phase;
        QCOMPARE(phase, waits ? domain::RungPhase::Waiting : domain::RungPhase::NotApplicable);
    }

    void quietNeedsSilenceAfterActivity()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.fill();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.fill(); // it was on its way
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        rig.pass(4500ms);
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        rig.pass(1s);
        QCOMPARE(verdict(rig), LadderVerdict::Quiet);
        QVERIFY(rig.alarms.alarms().empty());
    }

    // rule: H6
    void silenceOfADeadTelemetryLinkIsNotQuiet()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.fill();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        domain::LinkStatus down;
        down.phase = domain::LinkPhase::Down;
        rig.telemetry.setStatus(down);
        rig.pass(20s);
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        rig.telemetry.setUp(rig.clock.now());
        rig.pass(4s);
        QCOMPARE(verdict(rig), LadderVerdict::Applied);
        rig.pass(2s);
        QCOMPARE(verdict(rig), LadderVerdict::Quiet);
    }

    void tradingAfterAProvenHaltIsAnAlarm_data()
    {
        QTest::addColumn<bool>("wasQuiet");
        QTest::newRow("after a quiet time") << true;
        QTest::newRow("without a pause") << false;
    }
    void tradingAfterAProvenHaltIsAnAlarm()
    {
        QFETCH(bool, wasQuiet);
        test::ConsoleRig rig;
        rig.linksUp();
        rig.fill();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        for (int i = 0; i < 6; ++i) {
            rig.pass(1s);
            if (!wasQuiet)
                rig.fill();
        }
        if (wasQuiet) {
            QCOMPARE(verdict(rig), LadderVerdict::Quiet);
            rig.fill();
        }
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        const app::Alarm up = rig.alarms.alarms().front();
        QCOMPARE(up.kind, AlarmKind::ActivityAfterHalt);
        QCOMPARE(up.detail, QStringLiteral("titan.evt.exec.fill.v1.bybit.main.BTCUSDT"));
        rig.fill();
        QCOMPARE(rig.alarms.alarms().front().id, up.id);
        rig.pass(10s); // quiet again; the alarm stays
        QCOMPARE(rig.alarms.alarms().front().id, up.id);
        rig.alarms.acknowledge(up.id);
        rig.fill();
        QCOMPARE(rig.alarms.alarms().size(), 1U); // it began anew, and that is news
    }

    void tradingLongAfterAHaltInForceIsAnAlarm()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.pass(10min);
        QVERIFY(rig.alarms.alarms().empty());
        rig.fill();
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::ActivityAfterHalt);
    }

    void tradingAfterTheHaltWasLiftedIsNone()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        halt(rig);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.pass(10min);
        rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"state":"OPEN","operator":"ana"})",
                           rig.clock.now());
        for (const app::Alarm& alarm : std::vector<app::Alarm>(rig.alarms.alarms()))
            rig.alarms.acknowledge(alarm.id);
        rig.bothSay(TradingState::Open);
        rig.fill();
        QVERIFY(rig.alarms.alarms().empty());
    }

    // rule: H9
    void aFailingJournalIsAnAlarmWhileItFails()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        const base::Error full{base::ErrorCode::NoSpace, QStringLiteral("No space left on device"), {}};
        rig.journal.setStatus(false, full);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::JournalFailing);
        QCOMPARE(rig.alarms.alarms().front().error, full);
        QCOMPARE(rig.alarms.alarms().front().detail, QStringLiteral("/state/journal.jsonl"));
        rig.journal.setStatus(false, full); // said once
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        rig.journal.setStatus(false, full);
        QVERIFY(rig.alarms.alarms().empty());
        rig.journal.setStatus(true);
        rig.journal.setStatus(false, full); // again
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        rig.journal.setStatus(true);
        QVERIFY(rig.alarms.alarms().empty());
    }
};

QTEST_GUILESS_MAIN(TestCommandOutcomes)
#include "tst_command_outcomes.moc"
