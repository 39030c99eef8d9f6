#include "app/service_act_rig.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::ActBlock;
using domain::ActPhase;
using domain::ContainerAct;
using domain::ContainerRun;

class TestServiceActController final : public test::TestCase {
    Q_OBJECT

private:
    using Rig = test::ServiceActRig;

private Q_SLOTS:
    // rule: H9
    void aStopIsAskedFirstAndRecordedAfter()
    {
        Rig rig;
        rig.journal.records.clear();
        QStringList order;
        rig.engine.onAct = [&order] { order << QStringLiteral("act"); };
        rig.journal.onAppend = [&order](const domain::JournalRecord&) { order << QStringLiteral("journal"); };
        const auto id = rig.request(ContainerAct::Stop, rig.otherKey);
        QVERIFY(id.ok());
        QCOMPARE(order, (QStringList{QStringLiteral("act"), QStringLiteral("journal")}));
        QCOMPARE(rig.engine.acts.last().containerId, QStringLiteral("grafana-id"));
        QCOMPARE(rig.journal.words(), QStringList{QStringLiteral("command-sent")});
        const QJsonObject fields = rig.journal.records.last().fields;
        QCOMPARE(fields.value(QStringLiteral("kind")).toString(), QStringLiteral("SERVICE_STOP"));
        QCOMPARE(fields.value(QStringLiteral("service")).toString(), QStringLiteral("grafana"));
        QCOMPARE(fields.value(QStringLiteral("consequences")).toArray().at(0).toString(),
                 QStringLiteral("unknown-to-runbook"));
        QCOMPARE(rig.journal.records.last().actor, QStringLiteral("desk-1@fra"));
        QCOMPARE(rig.journal.records.last().command, *id);
    }

    // rule: G2
    void aStartIsOnTheDiskBeforeItIsAsked_data()
    {
        QTest::addColumn<ContainerAct>("act");
        QTest::newRow("start") << ContainerAct::Start;
        QTest::newRow("restart") << ContainerAct::Restart;
    }
    void aStartIsOnTheDiskBeforeItIsAsked()
    {
        QFETCH(ContainerAct, act);
        Rig rig;
        rig.engine.change(Rig::other(ContainerRun::Exited), "die", rig.clock.now(), 0);
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.request(act, rig.otherKey).ok());
        QVERIFY(rig.engine.acts.isEmpty());
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Recording);
        rig.journal.confirm(rig.journal.records.size() - 1);
        QCOMPARE(rig.engine.acts.size(), 1);
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Asked);
    }

    // rule: G2
    void aStartThatCannotBeRecordedIsNotAsked()
    {
        Rig rig;
        rig.engine.change(Rig::other(ContainerRun::Exited), "die", rig.clock.now(), 0);
        rig.journal.failing = base::Error{base::ErrorCode::NoSpace, {}, {}};
        QVERIFY(rig.request(ContainerAct::Start, rig.otherKey).ok());
        QVERIFY(rig.engine.acts.isEmpty());
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Failed);
        QCOMPARE(rig.acts.latest(rig.otherKey)->error->code, base::ErrorCode::NoSpace);
        rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
        QCOMPARE(rig.acts.block(ContainerAct::Start, rig.otherKey), ActBlock::NoJournal);
    }

    // rule: G6
    void aStartWhoseRecordComesLateIsDropped_data()
    {
        using namespace std::chrono;
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<milliseconds>("awake");
        QTest::addColumn<milliseconds>("asleep");
        QTest::addColumn<bool>("asked");
        for (const ContainerAct act : {ContainerAct::Start, ContainerAct::Restart}) {
            const auto row = [act](const char* name, milliseconds awake, milliseconds asleep, bool asked) {
                QTest::addRow("%s, %s", qPrintable(domain::containerActWord(act)), name)
                    << act << awake << asleep << asked;
            };
            row("in time", 2000ms, 0ms, true);
            row("late", 2001ms, 0ms, false);
            row("much later", 600'000ms, 0ms, false);
            row("the machine slept meanwhile", 1ms, 2000ms, false);
        }
    }
    void aStartWhoseRecordComesLateIsDropped()
    {
        QFETCH(ContainerAct, act);
        QFETCH(std::chrono::milliseconds, awake);
        QFETCH(std::chrono::milliseconds, asleep);
        QFETCH(bool, asked);
        Rig rig;
        rig.engine.change(Rig::other(ContainerRun::Exited), "die", rig.clock.now(), 0);
        rig.journal.answersAtOnce = false;
        const auto id = rig.request(act, rig.otherKey);
        QVERIFY(id.ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        rig.clock.advance(awake);
        rig.clock.sleep(asleep);
        rig.journal.confirm(prepared);
        QCOMPARE(rig.engine.acts.size(), asked ? 1 : 0);
        QCOMPARE(rig.phase(rig.otherKey), asked ? ActPhase::Asked : ActPhase::Dropped);
        if (asked)
            return;
        const domain::JournalRecord& last = rig.journal.records.last();
        QCOMPARE(last.command, *id);
        QCOMPARE(last.fields.value(QStringLiteral("what")).toString(), QStringLiteral("dropped-record-late"));
        QCOMPARE(rig.acts.block(act, rig.otherKey), ActBlock::None); // it may be asked for anew
    }

    // rule: G6
    void aRecordThatDoesNotComeHoldsNothingUp()
    {
        Rig rig;
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        rig.clock.advance(2s);
        rig.acts.tick();
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Recording);
        QSignalSpy changed(&rig.acts, &app::ServiceActController::changed);
        rig.clock.advance(1s);
        rig.acts.tick(); // told before the disk answers, if it ever does
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Dropped);
        QCOMPARE(changed.count(), 1);
        rig.journal.confirm(prepared);
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Dropped);
        QVERIFY(rig.engine.acts.isEmpty());
    }

    // rule: G6, H9
    void aStopIsNeverDropped()
    {
        Rig rig;
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        const qsizetype sent = rig.journal.records.size() - 1;
        QCOMPARE(rig.engine.acts.size(), 1);
        rig.clock.advance(10s);
        rig.acts.tick();
        rig.journal.confirm(sent);
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Asked);
        QCOMPARE(rig.engine.acts.size(), 1);
    }

    // rule: H1
    void theHaltPathIsBrokenOnlyByNameAndNeverUnsaid()
    {
        Rig rig;
        const domain::ActCost cost = rig.acts.cost(ContainerAct::Stop, rig.brainKey);
        QVERIFY(cost.breaksHaltPath);
        for (const QString& typed : {QString(), QStringLiteral("titan-brian"), QStringLiteral("TITAN-BRAIN")}) {
            const auto refused = rig.acts.request(ContainerAct::Stop, rig.brainKey, cost, typed);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, base::ErrorCode::Denied);
        }
        // Nor with a cost that was never shown.
        const auto unsaid = rig.acts.request(ContainerAct::Stop, rig.brainKey, {}, QStringLiteral("titan-brain"));
        QCOMPARE(unsaid.error().code, base::ErrorCode::Cancelled);
        QVERIFY(rig.engine.acts.isEmpty());
        QVERIFY(rig.acts.acts().empty());
        QVERIFY(rig.acts.request(ContainerAct::Stop, rig.brainKey, cost, QStringLiteral("titan-brain")).ok());
        QCOMPARE(rig.engine.acts.size(), 1);
    }

    // rule: H5
    void aHaltThatComesMeanwhileVoidsWhatWasAgreed()
    {
        Rig rig;
        rig.bothSay(domain::TradingState::Open);
        rig.engine.change(Rig::brain(ContainerRun::Exited), "die", rig.clock.now(), 0);
        const domain::ActCost shown = rig.acts.cost(ContainerAct::Start, rig.brainKey);
        QVERIFY(!shown.breaksHaltPath);
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.acts.request(ContainerAct::Start, rig.brainKey, shown, {}).ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        rig.bothSay(domain::TradingState::HardHalt);
        rig.journal.confirm(prepared);
        QVERIFY(rig.engine.acts.isEmpty());
        QCOMPARE(rig.phase(rig.brainKey), ActPhase::Failed);
        QCOMPARE(rig.acts.latest(rig.brainKey)->error->code, base::ErrorCode::Cancelled);
    }

    void oneActAtATime()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        QCOMPARE(rig.acts.block(ContainerAct::Stop, rig.otherKey), ActBlock::ActUnderWay);
        QCOMPARE(rig.request(ContainerAct::Restart, rig.otherKey).error().code, base::ErrorCode::Denied);
        QCOMPARE(rig.acts.block(ContainerAct::Stop, rig.brainKey), ActBlock::None);
        QCOMPARE(rig.engine.acts.size(), 1);
    }

    // rule: H5
    void aStopWaitsForNoRecord()
    {
        Rig rig;
        rig.journal.answersAtOnce = false;
        const auto restart = rig.request(ContainerAct::Restart, rig.otherKey);
        QVERIFY(restart.ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        QCOMPARE(rig.acts.block(ContainerAct::Restart, rig.otherKey), ActBlock::ActUnderWay);
        const auto stop = rig.request(ContainerAct::Stop, rig.otherKey);
        QVERIFY(stop.ok());
        QCOMPARE(rig.engine.acts.size(), 1);
        QCOMPARE(rig.engine.acts.last().act, ContainerAct::Stop);
        // What the stop came before is over, is recorded as that, and stays undone.
        const domain::JournalRecord& last = rig.journal.records.last();
        QCOMPARE(last.command, *restart);
        QCOMPARE(last.fields.value(QStringLiteral("what")).toString(), QStringLiteral("failed"));
        rig.journal.confirm(prepared);
        QCOMPARE(rig.engine.acts.size(), 1);
        QCOMPARE(rig.acts.latest(rig.otherKey)->id, *stop);
        QCOMPARE(rig.phase(rig.otherKey), ActPhase::Asked);
    }

    // rule: H5
    void aStopAfterARestartThatWasAskedWaitsForIt()
    {
        // The restart's own end of the container must not be taken for the stop's.
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        QCOMPARE(rig.acts.block(ContainerAct::Stop, rig.otherKey), ActBlock::ActUnderWay);
        rig.engine.finish();
        rig.engine.change(Rig::other(ContainerRun::Running, 2000), "start", rig.clock.now());
        QCOMPARE(rig.acts.block(ContainerAct::Stop, rig.otherKey), ActBlock::None);
    }

    // rule: G9
    void nothingIsAskedOfAnEngineThatIsLost()
    {
        Rig rig;
        rig.engine.setPhase(domain::EnginePhase::Frozen, rig.clock.now());
        for (const ContainerAct act : domain::allContainerActs) {
            QCOMPARE(rig.acts.block(act, rig.otherKey), ActBlock::EngineUnheard);
            QVERIFY(!rig.request(act, rig.otherKey).ok());
        }
        QVERIFY(rig.engine.acts.isEmpty());
    }

    void whatIsGoneCannotBeActedOn()
    {
        Rig rig;
        QCOMPARE(rig.acts.block(ContainerAct::Stop, QStringLiteral("container:gone")), ActBlock::NoContainer);
        QCOMPARE(rig.request(ContainerAct::Stop, QStringLiteral("container:gone")).error().code,
                 base::ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestServiceActController)
#include "tst_service_act_controller.moc"
