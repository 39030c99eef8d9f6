#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::AlarmKind;
using domain::CommandKind;
using domain::LadderVerdict;
using domain::ResumeGateKind;
using domain::SendVerdict;
using domain::TradingState;

namespace {

constexpr QLatin1String why("Resuming operations");
constexpr QLatin1String name("titan-prod");

} // namespace

// OPEN: recorded first, sent at once or not at all, and only because somebody asked for it now.
class TestCommandResume final : public test::TestCase {
    Q_OBJECT

private:
    static void haltProven(test::ConsoleRig& rig)
    {
        rig.linksUp();
        rig.commands.requestStop(CommandKind::HardHalt, QStringLiteral("why"));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        rig.pass(3s);
    }
    static qsizetype opensSent(const test::ConsoleRig& rig)
    {
        return std::count_if(rig.link.sent.begin(), rig.link.sent.end(),
                             [](const domain::Command& command) { return command.kind == CommandKind::Resume; });
    }
    static const domain::ResumeGate& gate(const std::vector<domain::ResumeGate>& gates, ResumeGateKind kind)
    {
        return *std::find_if(gates.begin(), gates.end(), [&](const domain::ResumeGate& g) { return g.kind == kind; });
    }
    static const domain::Ladder& newest(const test::ConsoleRig& rig) { return rig.commands.ladders().front(); }

private Q_SLOTS:
    // rule: R4, G2
    void itIsOnTheDiskBeforeItIsSent()
    {
        test::ConsoleRig rig;
        haltProven(rig);
        rig.journal.answersAtOnce = false;
        const auto id = rig.commands.requestResume(why, name);
        QVERIFY(id.ok());
        QCOMPARE(opensSent(rig), 0);
        const domain::JournalRecord prepared = rig.journal.records.last();
        QCOMPARE(prepared.event, domain::JournalEvent::CommandPrepared);
        rig.clock.advance(30ms);
        rig.journal.confirm(rig.journal.records.size() - 1);
        QCOMPARE(opensSent(rig), 1);
        QCOMPARE(rig.link.sent.last().id, *id);
        QCOMPARE(rig.link.sent.last().payload, prepared.fields.value(QStringLiteral("payload")).toString().toUtf8());
        QVERIFY(rig.link.sent.last().payload.startsWith(R"({"state":"OPEN","reason":"Resuming operations",)"));
        rig.journal.confirm(rig.journal.records.size() - 1); // told twice: sent once
        QCOMPARE(opensSent(rig), 1);
    }

    // rule: R4, G6
    void aRecordThatComesLateLetsNothingOut_data()
    {
        QTest::addColumn<bool>("ticking");
        QTest::newRow("noticed when time passes") << true;
        QTest::newRow("noticed when the disk answers") << false;
    }
    void aRecordThatComesLateLetsNothingOut()
    {
        QFETCH(bool, ticking);
        test::ConsoleRig rig;
        haltProven(rig);
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.commands.requestResume(why, name).ok());
        const auto record = rig.journal.records.size() - 1;
        if (ticking) {
            rig.pass(2050ms);
            QCOMPARE(newest(rig).verdict(), LadderVerdict::Refused); // without a word from the disk
        } else {
            rig.clock.advance(2001ms);
        }
        rig.journal.confirm(record);
        QCOMPARE(opensSent(rig), 0);
        QCOMPARE(newest(rig).verdict(), LadderVerdict::Refused);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
        QCOMPARE(rig.alarms.alarms().front().error->code, base::ErrorCode::TimedOut);
        // It holds nothing up: the operator may decide anew.
        rig.journal.answersAtOnce = true;
        QVERIFY(rig.commands.requestResume(why, name).ok());
        QCOMPARE(opensSent(rig), 1);
    }

    void aRecordThatFailsLetsNothingOut()
    {
        test::ConsoleRig rig;
        haltProven(rig);
        rig.journal.failing = base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        QVERIFY(rig.commands.requestResume(why, name).ok());
        QCOMPARE(opensSent(rig), 0);
        QCOMPARE(newest(rig).verdict(), LadderVerdict::Refused);
        QCOMPARE(rig.alarms.alarms().front().error->code, base::ErrorCode::NoSpace);
        rig.journal.failing.reset();
        rig.pass(10s);
        QCOMPARE(opensSent(rig), 0);
    }

    // rule: H5
    void aStopCancelsAResumeThatIsNotOut()
    {
        test::ConsoleRig rig;
        haltProven(rig);
        rig.journal.answersAtOnce = false;
        const auto resume = rig.commands.requestResume(why, name);
        const auto record = rig.journal.records.size() - 1;
        rig.link.log.clear();
        const base::CommandId halt = rig.commands.requestStop(CommandKind::HardHalt, QStringLiteral("no"));
        // The wire first: whatever sits in the link's own queue is dropped before the halt goes out.
        QCOMPARE(rig.link.log, (QStringList{QStringLiteral("cancelStarts"), QStringLiteral("send")}));
        rig.journal.confirm(record);
        QCOMPARE(opensSent(rig), 0);
        QCOMPARE(rig.commands.ladder(*resume)->verdict(), LadderVerdict::Cancelled);
        QVERIFY(rig.journal.words().contains(QStringLiteral("command-cancelled")));
        QVERIFY(rig.commands.ladder(halt)->command.attempt == 2); // the series goes on: nothing was resumed
        for (const app::Alarm& alarm : rig.alarms.alarms())
            QVERIFY(alarm.command.id != *resume); // the operator wanted that
    }

    // rule: R3, R5
    void everyGateIsNamedWhenItIsShut_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("name not typed") << QStringLiteral("environment-typed");
        QTest::newRow("link down") << QStringLiteral("command-link");
        QTest::newRow("journal failing") << QStringLiteral("journal");
        QTest::newRow("stop in flight") << QStringLiteral("stop-in-flight");
        QTest::newRow("another resume") << QStringLiteral("pending-resume");
    }
    void everyGateIsNamedWhenItIsShut()
    {
        QFETCH(QString, what);
        test::ConsoleRig rig;
        haltProven(rig);
        QString typed = name;
        if (what == QLatin1String("environment-typed"))
            typed = QStringLiteral("titan-prod ");
        if (what == QLatin1String("command-link"))
            rig.link.setDown(rig.clock.now());
        if (what == QLatin1String("journal"))
            rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
        if (what == QLatin1String("stop-in-flight"))
            rig.commands.requestStop(CommandKind::SoftHalt, QStringLiteral("why"));
        if (what == QLatin1String("pending-resume")) {
            rig.journal.answersAtOnce = false;
            QVERIFY(rig.commands.requestResume(why, name).ok());
        }
        const auto before = rig.journal.records.size();
        const auto refused = rig.commands.requestResume(why, typed);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::Denied);
        QCOMPARE(refused.error().subject, what);
        QCOMPARE(opensSent(rig), 0);
        QCOMPARE(rig.journal.records.size(), before);
    }

    // rule: R3
    void gatesCarryWhatWasObservedAndWhen()
    {
        test::ConsoleRig rig;
        auto gates = rig.commands.resumeGates({});
        QCOMPARE(gates.size(), std::size(domain::allResumeGateKinds));
        QVERIFY(!gate(gates, ResumeGateKind::CommandLink).met);
        QVERIFY(!gate(gates, ResumeGateKind::Journal).met); // not known to be writable is not writable
        haltProven(rig);
        gates = rig.commands.resumeGates(name);
        const domain::ResumeGate& link = gate(gates, ResumeGateKind::CommandLink);
        QVERIFY(link.met);
        QCOMPARE(link.evidence, QStringLiteral("nats://127.0.0.1:4222"));
        QVERIFY(link.at.has_value());
        const domain::ResumeGate& halt = gate(gates, ResumeGateKind::HaltLastProven);
        QVERIFY(halt.met);
        QCOMPARE(halt.evidence, QStringLiteral("HARD_HALT"));
        QCOMPARE(halt.at, rig.states.view().provenAt);
        rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, QStringLiteral("full"), {}});
        gates = rig.commands.resumeGates(name);
        QCOMPARE(gate(gates, ResumeGateKind::Journal).evidence, QStringLiteral("no-space: full"));
    }

    // rule: R5
    void whoHaltedAndWhyIsKnownAfterwards()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"),
                           R"({"state":"HARD_HALT","reason":"fund loss","operator":"ana"})", rig.clock.now());
        const auto& halt = rig.states.watch().lastHalt;
        QVERIFY(halt.has_value());
        QCOMPARE(halt->sender, QStringLiteral("ana"));
        QCOMPARE(halt->reason, QStringLiteral("fund loss"));
        QCOMPARE(halt->at, rig.clock.now());
    }

    // rule: R4, G6
    void whatWasNotSentIsNeverSentLater_data()
    {
        QTest::addColumn<SendVerdict>("verdict");
        QTest::newRow("refused") << SendVerdict::Refused;
        QTest::newRow("denied") << SendVerdict::Denied;
        QTest::newRow("unknown") << SendVerdict::Unknown;
    }
    void whatWasNotSentIsNeverSentLater()
    {
        QFETCH(SendVerdict, verdict);
        test::ConsoleRig rig;
        haltProven(rig);
        QVERIFY(rig.commands.requestResume(why, name).ok());
        rig.link.finish(verdict, rig.clock.now(), base::Error{base::ErrorCode::LinkDown, {}, {}});
        QCOMPARE(rig.alarms.alarms().front().kind, AlarmKind::CommandOutcome);
        rig.link.setDown(rig.clock.now());
        rig.pass(5s);
        rig.link.setUp(rig.clock.now());
        rig.telemetry.setUp(rig.clock.now());
        rig.pass(5s);
        rig.alarms.acknowledge(rig.alarms.alarms().front().id);
        rig.pass(5s);
        QCOMPARE(opensSent(rig), 1);
        QCOMPARE(rig.states.view().shown, TradingState::HardHalt); // and nothing here believes in OPEN
    }

    // rule: H4
    void everyResumeIsACommandOfItsOwn()
    {
        test::ConsoleRig rig;
        haltProven(rig);
        const auto first = rig.commands.requestResume(why, name);
        rig.link.finish(SendVerdict::Denied, rig.clock.now(), base::Error{base::ErrorCode::Denied, {}, {}});
        const auto second = rig.commands.requestResume(why, name);
        QVERIFY(*first != *second);
        QCOMPARE(rig.link.sent.last().attempt, 1);
    }

    void itIsProvenLikeAHalt()
    {
        test::ConsoleRig rig;
        haltProven(rig);
        QVERIFY(rig.commands.requestResume(why, name).ok());
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::Open);
        QCOMPARE(newest(rig).verdict(), LadderVerdict::Applied);
        QCOMPARE(newest(rig).rung(domain::Rung::Quiet).phase, domain::RungPhase::NotApplicable);
        QVERIFY(rig.alarms.alarms().empty());
    }
};

QTEST_GUILESS_MAIN(TestCommandResume)
#include "tst_command_resume.moc"
