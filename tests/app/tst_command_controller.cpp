#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::CommandController;
using domain::CommandKind;
using domain::SendVerdict;
using domain::TradingState;

namespace {

// What the two ports were asked, in order: "cancel", "send", "journal command-prepared".
struct Order {
    explicit Order(test::ConsoleRig& rig)
    {
        rig.link.onSend = [this] { words << QStringLiteral("send"); };
        rig.journal.onAppend = [this](const domain::JournalRecord& record) {
            words << QStringLiteral("journal ") + domain::journalEventWord(record.event);
        };
    }
    QStringList words;
};

constexpr QLatin1String why("Unexpected losses");

} // namespace

// Stops: sent first, whatever is broken, as often as asked.
class TestCommandController final : public test::TestCase {
    Q_OBJECT

private:
    static void addStopKinds()
    {
        QTest::addColumn<CommandKind>("kind");
        QTest::newRow("HARD_HALT") << CommandKind::HardHalt;
        QTest::newRow("SOFT_HALT") << CommandKind::SoftHalt;
    }

private Q_SLOTS:
    // rule: H9
    void aStopIsSentBeforeItIsWrittenDown_data() { addStopKinds(); }
    void aStopIsSentBeforeItIsWrittenDown()
    {
        QFETCH(CommandKind, kind);
        test::ConsoleRig rig;
        rig.linksUp();
        const Order order(rig);
        rig.commands.requestStop(kind, why);
        QCOMPARE(order.words, (QStringList{QStringLiteral("send"), QStringLiteral("journal command-prepared")}));
        QCOMPARE(rig.link.log, (QStringList{QStringLiteral("cancelStarts"), QStringLiteral("send")}));
        const domain::Command& sent = rig.link.sent.last();
        QCOMPARE(rig.journal.records.last().fields.value(QStringLiteral("payload")).toString().toUtf8(), sent.payload);
        QCOMPARE(rig.journal.records.last().command, sent.id);
    }

    // rule: H3, H9
    void nothingStandsBeforeAStop_data()
    {
        QTest::addColumn<QString>("broken");
        for (const char* what : {"nothing came up yet", "command link down", "disk full", "journal silent",
                                 "password not answered", "nobody listens", "halt shown already", "no reason"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void nothingStandsBeforeAStop()
    {
        QFETCH(QString, broken);
        test::ConsoleRig rig;
        if (broken != QLatin1String("nothing came up yet"))
            rig.linksUp();
        if (broken == QLatin1String("command link down"))
            rig.link.setDown(rig.clock.now());
        if (broken == QLatin1String("disk full"))
            rig.journal.failing = base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        if (broken == QLatin1String("journal silent"))
            rig.journal.answersAtOnce = false;
        if (broken == QLatin1String("password not answered"))
            rig.credentials.start();
        if (broken == QLatin1String("nobody listens"))
            rig.listen({});
        if (broken == QLatin1String("halt shown already"))
            rig.bothSay(TradingState::HardHalt);
        rig.commands.requestStop(CommandKind::HardHalt, broken == QLatin1String("no reason") ? QString() : why);
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(rig.link.sent.last().kind, CommandKind::HardHalt);
        // Its outcome is what the wire says, not what the disk says.
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        QVERIFY(rig.commands.ladders().front().rung(domain::Rung::Sent).phase == domain::RungPhase::Reached);
    }

    void theBytesAreTheRunbooksAndWhatWasShown()
    {
        test::ConsoleRig rig;
        const QByteArray shown = rig.commands.previewPayload(CommandKind::HardHalt, why);
        rig.commands.requestStop(CommandKind::HardHalt, why);
        const domain::Command& sent = rig.link.sent.last();
        QCOMPARE(sent.payload,
                 QByteArray(R"({"state":"HARD_HALT","reason":"Unexpected losses","timestamp":1769792648})"));
        QCOMPARE(sent.payload, shown);
        QCOMPARE(sent.subject, QStringLiteral("titan.cmd.sys.halt"));
        QCOMPARE(sent.environment, QStringLiteral("titan-prod"));
        QCOMPARE(sent.actor, QStringLiteral("desk-1@fra"));
        QCOMPARE(sent.decidedAt, rig.clock.now());
    }

    void theUnitOfTheStampIsTheRunbooks()
    {
        domain::Runbook book = test::rigRunbook();
        book.halt.timestampUnit = domain::TimestampUnit::Milliseconds;
        test::ConsoleRig rig(book);
        rig.commands.requestStop(CommandKind::SoftHalt, {});
        QCOMPARE(rig.link.sent.last().payload,
                 QByteArray(R"({"state":"SOFT_HALT","reason":"","timestamp":1769792648113})"));
    }

    // rule: H4
    void aRepeatIsAnotherAttemptAtTheSameCommand()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        const base::CommandId first = rig.commands.requestStop(CommandKind::HardHalt, why);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt); // it was obeyed; pressing again still sends again
        rig.bothSay(TradingState::HardHalt);
        for (int attempt = 2; attempt < 5; ++attempt) {
            rig.pass(100ms);
            QCOMPARE(rig.commands.requestStop(CommandKind::HardHalt, why), first);
            QCOMPARE(rig.link.sent.size(), attempt);
            QCOMPARE(rig.link.sent.last().attempt, attempt);
            QCOMPARE(rig.link.sent.last().id, first);
        }
        QCOMPARE(rig.commands.ladder(first)->command.attempt, 4);
        QVERIFY(rig.commands.ladders().at(0).command.decidedAt.monoNs >
                rig.commands.ladders().at(1).command.decidedAt.monoNs);
    }

    // rule: H4
    void aStopAfterAResumeIsANewCommand_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("isNew");
        QTest::newRow("OPEN proven by the services") << QStringLiteral("proven") << true;
        QTest::newRow("OPEN sent by somebody else") << QStringLiteral("foreign") << true;
        QTest::newRow("OPEN sent here") << QStringLiteral("own") << true;
        QTest::newRow("an old OPEN read back from a stream") << QStringLiteral("stored") << false;
        QTest::newRow("one service alone shows OPEN") << QStringLiteral("half") << false;
        QTest::newRow("silence") << QStringLiteral("silence") << false;
    }
    void aStopAfterAResumeIsANewCommand()
    {
        QFETCH(QString, how);
        QFETCH(bool, isNew);
        test::ConsoleRig rig;
        rig.linksUp();
        const base::CommandId first = rig.commands.requestStop(CommandKind::HardHalt, why);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothSay(TradingState::HardHalt);
        if (how == QLatin1String("proven")) {
            rig.bothSay(TradingState::Open);
            rig.bothSay(TradingState::Open); // a halt that was shown needs a second reading
            QCOMPARE(rig.states.view().shown, TradingState::Open);
        } else if (how == QLatin1String("foreign")) {
            rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), R"({"state":"OPEN","operator":"ana"})",
                               rig.clock.now());
        } else if (how == QLatin1String("own")) {
            rig.pass(3s);
            QVERIFY(rig.commands.requestResume(why, QStringLiteral("titan-prod")).ok());
            rig.link.finish(SendVerdict::Sent, rig.clock.now());
        } else if (how == QLatin1String("stored")) {
            rig.telemetry.answerStored({QStringLiteral("titan.cmd.sys.halt"), R"({"state":"OPEN"})", 7, 1});
        } else if (how == QLatin1String("half")) {
            rig.heartbeat("titan-brain", TradingState::Open);
            rig.heartbeat("titan-brain", TradingState::Open);
        } else {
            rig.clock.advance(1h);
            rig.pass(50ms);
        }
        const base::CommandId second = rig.commands.requestStop(CommandKind::HardHalt, why);
        QCOMPARE(second != first, isNew);
        QCOMPARE(rig.link.sent.last().attempt, isNew ? 1 : 2);
    }

    // rule: H10
    void everyStageIsTimedFromTheAct()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.commands.requestStop(CommandKind::HardHalt, why);
        rig.clock.advance(400us);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.clock.advance(10ms);
        rig.bothReply(TradingState::HardHalt);
        QStringList stages;
        for (const domain::JournalRecord& record : rig.journal.records) {
            if (!record.fields.contains(QStringLiteral("sinceActMs")))
                continue;
            QString stage = domain::journalEventWord(record.event);
            if (record.fields.contains(QStringLiteral("rung")))
                stage = record.fields.value(QStringLiteral("rung")).toString();
            stages << stage + QLatin1Char(' ') +
                          QString::number(record.fields.value(QStringLiteral("sinceActMs")).toDouble());
            QVERIFY(record.at.utcMs >= 1'769'792'648'113);
        }
        QCOMPARE(stages, (QStringList{QStringLiteral("command-sent 0.4"), QStringLiteral("command-reply 11.4"),
                                      QStringLiteral("command-reply 12.4"), QStringLiteral("RECEIVED 12.4"),
                                      QStringLiteral("APPLIED 12.4")}));
    }

    void theCommandLineCarriesTheSameBytes()
    {
        test::ConsoleRig rig;
        rig.commands.requestStop(CommandKind::HardHalt, QStringLiteral("it's $(off) {subject}"));
        QCOMPARE(
            rig.commands.cliLine(rig.link.sent.last()),
            QStringLiteral("docker exec titan-nats nats pub titan.cmd.sys.halt "
                           R"('{"state":"HARD_HALT","reason":"it'\''s $(off) {subject}","timestamp":1769792648}')"));
    }

    // rule: G6, R4, H11
    void nothingIsSentByItself()
    {
        test::ConsoleRig rig;
        rig.credentials.start();
        rig.secrets.answer(QStringLiteral("titan-prod"), QStringLiteral("pw"));
        rig.linksUp();
        rig.listen({QStringLiteral("titan-brain")});
        for (int i = 0; i < 3; ++i) {
            rig.link.setDown(rig.clock.now());
            rig.pass(1s);
            rig.link.setUp(rig.clock.now());
            rig.telemetry.setUp(rig.clock.now());
            rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
            rig.journal.setStatus(true);
            rig.bothSay(i % 2 == 0 ? TradingState::HardHalt : TradingState::Open);
            rig.fill();
            rig.pass(1s);
        }
        rig.telemetry.answerStored({QStringLiteral("titan.cmd.sys.halt"), R"({"state":"HARD_HALT"})", 7, 1});
        rig.clock.advance(24h);
        rig.pass(1s);
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.link.sent.isEmpty());
    }

    // rule: G6
    void aCommandThatWasRefusedIsNotSentWhenTheLinkComesBack()
    {
        test::ConsoleRig rig;
        rig.commands.requestStop(CommandKind::HardHalt, why);
        rig.link.finish(SendVerdict::Refused, rig.clock.now(), base::Error{base::ErrorCode::LinkDown, {}, {}});
        rig.linksUp();
        rig.pass(10s);
        QCOMPARE(rig.link.sent.size(), 1);
    }

    void changesAreSignalled()
    {
        test::ConsoleRig rig;
        const QSignalSpy one(&rig.commands, &CommandController::ladderChanged);
        const QSignalSpy all(&rig.commands, &CommandController::laddersChanged);
        const base::CommandId id = rig.commands.requestStop(CommandKind::HardHalt, why);
        QCOMPARE(one.count(), 1);
        QCOMPARE(one.last().first().value<base::CommandId>(), id);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        QCOMPARE(one.count(), 2);
        const auto before = all.count();
        rig.pass(500ms); // time alone changes nothing yet
        QCOMPARE(all.count(), before);
        QCOMPARE(rig.commands.ladder(base::CommandId(QStringLiteral("none"))), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestCommandController)
#include "tst_command_controller.moc"
