#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::AlarmKind;
using app::TradingStateController;
using domain::StateReason;
using domain::TradingState;

namespace {

constexpr QLatin1String haltSubject("titan.cmd.sys.halt");

} // namespace

// The trading state as it is proven, and everybody's commands as they are seen.
class TestTradingStateController final : public test::TestCase {
    Q_OBJECT

private:
    static void hear(test::ConsoleRig& rig, const QByteArray& payload)
    {
        rig.clock.advance(1ms);
        rig.telemetry.hear(haltSubject, payload, rig.clock.now());
    }
    static const domain::JournalRecord* lastRecord(const test::ConsoleRig& rig, domain::JournalEvent event)
    {
        const domain::JournalRecord* found = nullptr;
        for (const domain::JournalRecord& record : rig.journal.records)
            if (record.event == event)
                found = &record;
        return found;
    }

private Q_SLOTS:
    void unknownUntilSomethingProvesOtherwise()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        QCOMPARE(rig.states.view().shown, TradingState::Unknown);
        rig.heartbeat("titan-brain", TradingState::Open);
        QCOMPARE(rig.states.view().shown, TradingState::Unknown);
        rig.heartbeat("titan-execution", TradingState::Open);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
    }

    // rule: H7
    void aProvenHaltStaysThroughSilence()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        QCOMPARE(rig.states.view().reason, StateReason::Proven);
        const base::Instant proven = *rig.states.view().provenAt;
        domain::LinkStatus down;
        down.phase = domain::LinkPhase::Down;
        rig.telemetry.setStatus(down);
        rig.clock.advance(24h);
        rig.states.tick();
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt);
        QCOMPARE(rig.states.view().reason, StateReason::LatchedStale);
        QVERIFY(rig.states.view().stale);
        QCOMPARE(*rig.states.view().provenAt, proven);
        rig.telemetry.setUp(rig.clock.now());
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt);
    }

    // rule: H7, G9
    void openDecaysToUnknown()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::Open);
        const QSignalSpy changed(&rig.states, &TradingStateController::changed);
        rig.pass(4950ms);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
        rig.pass(100ms);
        QCOMPARE(rig.states.view().shown, TradingState::Unknown);
        QCOMPARE(rig.states.view().lastKnown, TradingState::Open);
        QVERIFY(changed.count() >= 1); // said by tick(), without any message
    }

    // rule: H7
    void onlyTheServicesLiftAHalt()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        hear(rig, R"({"state":"OPEN","reason":"all good"})");
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt);
        rig.bothSay(TradingState::Open);
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt); // may have been on its way since before
        rig.bothSay(TradingState::Open);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
    }

    // rule: G2
    void everyChangeIsJournalledOnce()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.journal.records.clear();
        rig.bothSay(TradingState::HardHalt);
        rig.bothSay(TradingState::HardHalt);
        rig.pass(1s);
        QCOMPARE(rig.journal.words().filter(QStringLiteral("state-changed")).size(), 2);
        const domain::JournalRecord& record = *lastRecord(rig, domain::JournalEvent::StateChanged);
        QCOMPARE(record.fields.value(QStringLiteral("from")).toString(), QStringLiteral("UNKNOWN"));
        QCOMPARE(record.fields.value(QStringLiteral("to")).toString(), QStringLiteral("HARD_HALT"));
        QCOMPARE(record.fields.value(QStringLiteral("provenBy")).toString(),
                 QStringLiteral("titan-brain, titan-execution"));
        QCOMPARE(record.fields.value(QStringLiteral("source")).toString(),
                 QStringLiteral("titan.evt.system.heartbeat"));
    }

    void foreignCommandsAreShownAsTheyHappen_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("sender");
        QTest::addColumn<QString>("actor");
        const auto row = [](const char* what, const QByteArray& payload, const char* word, const char* sender,
                            const char* actor) {
            QTest::newRow(what) << payload << QString::fromLatin1(word) << QString::fromLatin1(sender)
                                << QString::fromLatin1(actor);
        };
        row("named", R"({"state":"HARD_HALT","reason":"r","operator":"ana"})", "HARD_HALT", "ana", "ana");
        row("nameless", R"({"state":"SOFT_HALT","reason":"r"})", "SOFT_HALT", "", "unknown");
        row("unknown state", R"({"state":"NORMAL","reason":"r"})", "NORMAL", "", "unknown");
        row("legacy shape", R"({"active":true,"reason":"r"})", "", "", "unknown");
        row("not JSON", "HALT!", "?", "", "unknown");
        row("an array", "[1]", "?", "", "unknown");
        row("empty", "", "?", "", "unknown");
        row("invalid UTF-8", "{\"state\":\"OPEN\",\"reason\":\"\xff\"}", "?", "", "unknown");
        row("5 MB", QByteArray(5'242'880, 'x'), "?", "", "unknown");
    }
    void foreignCommandsAreShownAsTheyHappen()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, word);
        QFETCH(QString, sender);
        QFETCH(QString, actor);
        test::ConsoleRig rig;
        rig.linksUp();
        const QSignalSpy seen(&rig.states, &TradingStateController::commandSeen);
        hear(rig, payload);
        QCOMPARE(seen.count(), 1);
        const domain::SeenCommand command = *rig.states.watch().lastCommand;
        QVERIFY(!command.ours);
        QVERIFY(!command.stored);
        QCOMPARE(command.stateWord, word);
        QCOMPARE(command.sender, sender);
        QCOMPARE(command.at, rig.clock.now());
        QCOMPARE(rig.states.view().shown, TradingState::Unknown); // a command proves nothing
        const domain::JournalRecord& record = *lastRecord(rig, domain::JournalEvent::ForeignCommand);
        QCOMPARE(record.actor, actor);
        QCOMPARE(record.fields.value(QStringLiteral("bytes")).toInt(), payload.size());
        QVERIFY(record.fields.value(QStringLiteral("payload")).toString().size() <= 2000);
        QVERIFY(rig.link.sent.isEmpty());
    }

    void ourOwnEchoIsOurs()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.commands.requestStop(domain::CommandKind::HardHalt, QStringLiteral("why"));
        rig.journal.records.clear();
        hear(rig, rig.link.sent.last().payload);
        QVERIFY(rig.states.watch().lastCommand->ours);
        QCOMPARE(rig.states.watch().lastHalt->sender, QStringLiteral("desk-1@fra"));
        QCOMPARE(lastRecord(rig, domain::JournalEvent::ForeignCommand), nullptr); // it is in the journal already
    }

    void aForeignResumeOfAShownHaltIsAnAlarm_data()
    {
        QTest::addColumn<TradingState>("shown");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("alarm");
        const QByteArray open = R"({"state":"OPEN","operator":"mallory"})";
        QTest::newRow("HARD_HALT, OPEN") << TradingState::HardHalt << open << true;
        QTest::newRow("SOFT_HALT, OPEN") << TradingState::SoftHalt << open << true;
        QTest::newRow("HARD_HALT, an object that older engines take for OPEN")
            << TradingState::HardHalt << QByteArray(R"({"operator":"mallory"})") << true;
        QTest::newRow("HARD_HALT, another halt")
            << TradingState::HardHalt << QByteArray(R"({"state":"SOFT_HALT","operator":"mallory"})") << false;
        QTest::newRow("OPEN, OPEN") << TradingState::Open << open << false;
        QTest::newRow("UNKNOWN, OPEN") << TradingState::Unknown << open << false;
    }
    void aForeignResumeOfAShownHaltIsAnAlarm()
    {
        QFETCH(TradingState, shown);
        QFETCH(QByteArray, payload);
        QFETCH(bool, alarm);
        test::ConsoleRig rig;
        rig.linksUp();
        if (shown != TradingState::Unknown)
            rig.bothSay(shown);
        hear(rig, payload);
        QCOMPARE(rig.alarms.alarms().size(), alarm ? 1U : 0U);
        if (alarm) {
            QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::ForeignResume);
            QCOMPARE(rig.alarms.alarms().front().detail, QStringLiteral("mallory"));
        }
    }

    // rule: H7
    void aHaltThatIsLostWithoutAnOpenIsAnAlarm()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        rig.pass(90s); // long after anybody's act
        rig.bothSay(TradingState::Open);
        rig.bothSay(TradingState::Open); // one without a stamp may have been on its way since before the halt
        QCOMPARE(rig.states.view().shown, TradingState::Open);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        const app::Alarm& alarm = rig.alarms.alarms().front();
        QCOMPARE(alarm.kind, AlarmKind::HaltLost);
        QVERIFY(alarm.detail.contains(QStringLiteral("OPEN")));
        QVERIFY(lastRecord(rig, domain::JournalEvent::AlarmRaised) != nullptr);
    }

    void anOpenThatIsHeardLateExplainsTheLostHalt()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        rig.bothSay(TradingState::Open);
        rig.bothSay(TradingState::Open);
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::HaltLost);
        hear(rig, R"({"state":"OPEN","operator":"mallory"})");
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::ForeignResume);
        QCOMPARE(rig.alarms.alarms().front().detail, QStringLiteral("mallory"));
    }

    // Both come on connections of their own and are handed over together: the services' words may stand first.
    void anOpenBehindTheServicesWordsIsAnAlarm()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        QVector<app::TelemetryMessage> batch;
        const auto add = [&](const QString& subject, const QByteArray& payload) {
            rig.clock.advance(1ms);
            batch.append({subject, payload, payload.size(), rig.clock.now()});
        };
        for (int times = 0; times < 2; ++times)
            for (const char* service : {"titan-brain", "titan-execution"})
                add(QStringLiteral("titan.evt.system.heartbeat"),
                    QByteArray("{\"service\":\"") + service + "\",\"tradingState\":\"OPEN\"}");
        add(haltSubject, "{\"state\":\"OPEN\",\"operator\":\"mallory\"}");
        Q_EMIT rig.telemetry.received(batch);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::ForeignResume);
    }

    void ourOwnResumeLosesNoHalt()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        domain::Command resume;
        resume.kind = domain::CommandKind::Resume;
        resume.payload = R"({"state":"OPEN"})";
        rig.states.noteOwnCommand(resume); // services may answer before it is heard on the halt subject
        rig.bothSay(TradingState::Open);
        rig.bothSay(TradingState::Open);
        QCOMPARE(rig.states.view().shown, TradingState::Open);
        QVERIFY(rig.alarms.alarms().empty());
    }

    void theStoredCommandIsHistoryNotState()
    {
        test::ConsoleRig rig;
        QVERIFY(rig.telemetry.storedQuestions.isEmpty());
        for (int i = 0; i < 3; ++i)
            rig.telemetry.setUp(rig.clock.now()); // asked once, not at each reconnect
        QCOMPARE(rig.telemetry.storedQuestions, QStringList{QStringLiteral("TITAN_CMD titan.cmd.sys.halt")});
        const QSignalSpy seen(&rig.states, &TradingStateController::commandSeen);
        rig.telemetry.answerStored(
            {haltSubject, R"({"state":"HARD_HALT","reason":"old","operator":"ana"})", 7, 1'769'700'000'000});
        QCOMPARE(seen.count(), 1);
        QCOMPARE(rig.states.view().shown, TradingState::Unknown);
        QCOMPARE(rig.states.view().reason, StateReason::NothingSeen);
        const domain::SeenCommand& command = *rig.states.watch().lastCommand;
        QVERIFY(command.stored);
        QCOMPARE(command.state, TradingState::HardHalt);
        QCOMPARE(*command.sentUtcMs, 1'769'700'000'000);
        QCOMPARE(lastRecord(rig, domain::JournalEvent::ForeignCommand), nullptr); // nobody sent it now
    }

    void theStoredCommandNeverReplacesALiveOne()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        hear(rig, R"({"state":"SOFT_HALT","operator":"ana"})");
        rig.telemetry.answerStored({haltSubject, R"({"state":"OPEN"})", 7, 1});
        QCOMPARE(rig.states.watch().lastCommand->state, TradingState::SoftHalt);
    }

    void anUnreadableStoredCommandIsNoCommand()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        const QSignalSpy seen(&rig.states, &TradingStateController::commandSeen);
        rig.telemetry.answerStored({haltSubject, "\xff\xfe", 7, 1});
        Q_EMIT rig.telemetry.storedMessageMissing(base::Error{base::ErrorCode::NotFound, {}, {}});
        QCOMPARE(seen.count(), 0);
        QVERIFY(!rig.states.watch().lastCommand);
    }

    void noStreamNoQuestion()
    {
        domain::Runbook book = test::rigRunbook();
        book.halt.stream.clear();
        test::ConsoleRig rig(book);
        rig.linksUp();
        QVERIFY(rig.telemetry.storedQuestions.isEmpty());
    }

    // rule: H7
    void unreadableTelemetryChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("garbage") << QByteArray("\x00\xff\x01", 3);
        QTest::newRow("cut off") << QByteArray("{\"service\":\"titan-brain\",\"tradingSta");
        QTest::newRow("unknown state") << QByteArray(R"({"service":"titan-brain","tradingState":"NORMAL"})");
        QTest::newRow("lower case") << QByteArray(R"({"service":"titan-brain","tradingState":"open"})");
        QTest::newRow("no service") << QByteArray(R"({"tradingState":"OPEN"})");
        QTest::newRow("service is no text") << QByteArray(R"({"service":7,"tradingState":"OPEN"})");
        QTest::newRow("array") << QByteArray("[]");
    }
    void unreadableTelemetryChangesNothing()
    {
        QFETCH(QByteArray, payload);
        test::ConsoleRig rig;
        rig.linksUp();
        rig.bothSay(TradingState::HardHalt);
        const QSignalSpy accepted(&rig.states, &TradingStateController::readingAccepted);
        for (int i = 0; i < 3; ++i)
            rig.telemetry.hear(QStringLiteral("titan.evt.system.heartbeat"), payload, rig.clock.now());
        QCOMPARE(accepted.count(), 0);
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt);
        QCOMPARE(rig.states.view().reason, StateReason::Proven);
    }

    // rule: H8
    void whatStaysOpenIsCountedOrUnknown()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        QVERIFY(!rig.states.exposure());
        const QString subject = QStringLiteral("titan.data.dashboard.update.v1");
        rig.telemetry.hear(subject, R"({"positionsSummary":{"count":3},"ordersSummary":{"count":7}})", rig.clock.now());
        QCOMPARE(rig.states.exposure()->positions, std::optional(3));
        QCOMPARE(rig.states.exposure()->orders, std::optional(7));
        rig.clock.advance(1s);
        rig.telemetry.hear(subject, R"({"positionsSummary":{"count":-1}})", rig.clock.now());
        QCOMPARE(rig.states.exposure()->positions, std::nullopt);
        QCOMPARE(rig.states.exposure()->orders, std::nullopt);
        QCOMPARE(rig.states.exposure()->at, rig.clock.now());
    }

    void activityIsRememberedForAMinute()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        QVERIFY(!rig.states.activitySeenLately());
        const QSignalSpy activity(&rig.states, &TradingStateController::activitySeen);
        rig.fill();
        QCOMPARE(activity.count(), 1);
        rig.clock.advance(59s);
        QVERIFY(rig.states.activitySeenLately());
        rig.clock.advance(1s + 1ms);
        QVERIFY(!rig.states.activitySeenLately());
    }
};

QTEST_GUILESS_MAIN(TestTradingStateController)
#include "tst_trading_state_controller.moc"
