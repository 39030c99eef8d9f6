#include "app/service_act_rig.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace ops;
using namespace std::chrono_literals;
using domain::ActBlock;
using domain::ActConsequence;
using domain::ActPhase;
using domain::ContainerAct;
using domain::ContainerRun;

// What came of an act that was asked: what is called done, failed and unknown, and when.
class TestServiceActOutcomes final : public test::TestCase {
    Q_OBJECT

private:
    // All on the container that is not of the halt path.
    struct Rig : test::ServiceActRig {
        ActPhase phase() const { return test::ServiceActRig::phase(otherKey); }
        void dies() { engine.change(other(ContainerRun::Exited), "die", clock.now(), 0); }
        void starts(qint64 at) { engine.change(other(ContainerRun::Running, at), "start", clock.now()); }
        void loops() { engine.change(other(ContainerRun::Restarting), "", clock.now()); }
        void passes(std::chrono::seconds time)
        {
            for (int i = 0; i < time.count(); ++i) {
                clock.advance(1s);
                acts.tick();
            }
        }
        QStringList words() const
        {
            QStringList list;
            for (const domain::JournalRecord& record : journal.records)
                list << record.fields.value(QStringLiteral("what")).toString();
            return list;
        }
        QString lastError() const { return journal.records.last().fields.value(QStringLiteral("error")).toString(); }
        bool warns(ContainerAct act) const
        {
            const auto cost = acts.cost(act, otherKey).consequences;
            return std::find(cost.begin(), cost.end(), ActConsequence::EarlierUnknown) != cost.end();
        }
    };

    static base::Error cut() { return {base::ErrorCode::LinkDown, QStringLiteral("unexpected EOF"), {}}; }
    static base::Error refusal() { return {base::ErrorCode::NotFound, QStringLiteral("No such container"), {}}; }

private Q_SLOTS:
    // rule: H6
    void successIsWhatTheContainerShows()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.finish();
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.dies();
        QCOMPARE(rig.phase(), ActPhase::Seen);
        QCOMPARE(rig.words().last(), QStringLiteral("effect-seen"));
    }

    // A container's events come before the client says that it is done.
    void whatIsShownAlreadyIsSeenWithTheEnginesWord_data()
    {
        QTest::addColumn<ContainerAct>("act");
        QTest::newRow("stop") << ContainerAct::Stop;
        QTest::newRow("restart") << ContainerAct::Restart;
    }
    void whatIsShownAlreadyIsSeenWithTheEnginesWord()
    {
        QFETCH(ContainerAct, act);
        Rig rig;
        QVERIFY(rig.request(act, rig.otherKey).ok());
        rig.dies();
        if (act == ContainerAct::Restart)
            rig.starts(2000);
        QCOMPARE(rig.phase(), ActPhase::Asked);
        rig.engine.finish();
        QCOMPARE(rig.phase(), ActPhase::Seen);
    }

    // The loop's own end is not the stop's, nor its policy's start the restart's.
    // rule: H6
    void whatHappensByItselfIsNoEffect_data()
    {
        QTest::addColumn<ContainerAct>("act");
        QTest::newRow("stop of a restart loop") << ContainerAct::Stop;
        QTest::newRow("restart while the policy does one") << ContainerAct::Restart;
    }
    void whatHappensByItselfIsNoEffect()
    {
        QFETCH(ContainerAct, act);
        Rig rig;
        QVERIFY(rig.request(act, rig.otherKey).ok());
        rig.dies();
        if (act == ContainerAct::Restart)
            rig.starts(2000);
        rig.passes(5s);
        QCOMPARE(rig.phase(), ActPhase::Asked);
        QVERIFY(!rig.words().contains(QStringLiteral("effect-seen")));
        rig.engine.refuse(refusal());
        QCOMPARE(rig.phase(), ActPhase::Failed);
        QVERIFY(rig.lastError().contains(QLatin1String("No such container")));
    }

    void aRestartIsSeenByTheNewProcess()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        rig.engine.finish();
        QCOMPARE(rig.phase(), ActPhase::Accepted); // the old process is still what is shown
        rig.dies();
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.starts(2000);
        QCOMPARE(rig.phase(), ActPhase::Seen);
    }

    // What its policy started while the record was written was there before the engine was asked.
    void theOldProcessIsTheOneThatRanWhenItWasAsked()
    {
        Rig rig;
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        rig.dies();
        rig.starts(2000);
        rig.journal.confirm(prepared);
        rig.journal.answersAtOnce = true;
        rig.engine.finish();
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.starts(3000);
        QCOMPARE(rig.phase(), ActPhase::Seen);
    }

    // rule: G6
    void whatRunsMeanwhileIsNotStarted()
    {
        Rig rig;
        rig.dies();
        rig.journal.answersAtOnce = false;
        QVERIFY(rig.request(ContainerAct::Start, rig.otherKey).ok());
        const qsizetype prepared = rig.journal.records.size() - 1;
        rig.starts(2000);
        rig.journal.confirm(prepared);
        QVERIFY(rig.engine.acts.isEmpty());
        QCOMPARE(rig.phase(), ActPhase::Failed);
        QCOMPARE(rig.acts.latest(rig.otherKey)->error->code, base::ErrorCode::Cancelled);
    }

    // rule: G9
    void whatIsOnlyLastKnownProvesNothing()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.dies();
        rig.engine.setPhase(domain::EnginePhase::Gone, rig.clock.now());
        rig.engine.finish();
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.engine.reattach(rig.clock.now());
        QCOMPARE(rig.phase(), ActPhase::Seen);
    }

    // rule: G2
    void successIsRecordedBeforeItIsShown()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.finish();
        rig.journal.answersAtOnce = false;
        rig.dies();
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.passes(60s); // the disk may take its time
        QCOMPARE(rig.phase(), ActPhase::Accepted);
        rig.journal.confirm(rig.journal.records.size() - 1);
        QCOMPARE(rig.phase(), ActPhase::Seen);
    }

    void whatTheEngineRefusesHasFailed()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.refuse(refusal());
        QCOMPARE(rig.phase(), ActPhase::Failed);
        QVERIFY(rig.words().contains(QStringLiteral("engine-refused")));
        QVERIFY(rig.lastError().contains(QLatin1String("No such container")));
        QVERIFY(!rig.warns(ContainerAct::Stop));
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok()); // and may be asked again
    }

    // rule: H6
    void whatDoesNotShowInTimeIsNotCalledDone_data()
    {
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<int>("seconds");
        QTest::newRow("the engine never answered") << false << 120;
        QTest::newRow("the engine said that it did it") << true << 30;
    }
    void whatDoesNotShowInTimeIsNotCalledDone()
    {
        QFETCH(bool, accepted);
        QFETCH(int, seconds);
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        if (accepted)
            rig.engine.finish();
        rig.passes(std::chrono::seconds(seconds));
        QVERIFY(!rig.acts.latest(rig.otherKey)->over());
        rig.passes(1s);
        QCOMPARE(rig.phase(), ActPhase::Unseen);
        QCOMPARE(rig.words().last(), QStringLiteral("effect-not-seen"));
    }

    // An engine goes on with a stop that nobody waits for any more.
    // rule: H6
    void anActWhoseAnswerIsLostHasNotFailed()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.lose(cut());
        QCOMPARE(rig.phase(), ActPhase::Lost);
        QCOMPARE(rig.words().last(), QStringLiteral("engine-answer-lost"));
        QVERIFY(rig.lastError().contains(QLatin1String("unexpected EOF")));
        rig.passes(30s);
        QCOMPARE(rig.phase(), ActPhase::Lost);
        rig.passes(1s);
        QCOMPARE(rig.phase(), ActPhase::Unseen);
        QCOMPARE(rig.words().last(), QStringLiteral("effect-not-seen"));
        QVERIFY(rig.lastError().contains(QLatin1String("unexpected EOF")));
        QVERIFY(!rig.words().contains(QStringLiteral("failed")));
    }

    // rule: H6
    void withoutTheEnginesWordTheContainerHasToShowItForAWhile()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.lose(cut());
        rig.passes(5s);
        rig.dies();
        rig.passes(9s);
        QCOMPARE(rig.phase(), ActPhase::Lost);
        rig.passes(1s);
        QCOMPARE(rig.phase(), ActPhase::Seen);
        QCOMPARE(rig.words().last(), QStringLiteral("effect-seen-answer-lost"));
        QVERIFY(!rig.warns(ContainerAct::Start));
    }

    // rule: H6
    void withoutTheEnginesWordTheEndsOfALoopProveNothing()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.engine.lose(cut());
        for (int crash = 0; crash < 4; ++crash) {
            rig.dies();
            rig.passes(4s);
            rig.loops();
            rig.passes(4s);
        }
        QCOMPARE(rig.phase(), ActPhase::Unseen);
    }

    // rule: H6
    void whatIsNotKnownOfTheLastActIsSaidBeforeTheNext()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        QVERIFY(!rig.warns(ContainerAct::Restart));
        rig.engine.lose(cut());
        rig.passes(31s);
        QCOMPARE(rig.phase(), ActPhase::Unseen);
        for (const ContainerAct act : domain::allContainerActs)
            QVERIFY(rig.warns(act));
        // It is part of what is agreed to, and recorded.
        QCOMPARE(
            rig.acts.request(ContainerAct::Restart, rig.otherKey, {{ActConsequence::UnknownToRunbook}, {}, false}, {})
                .error()
                .code,
            base::ErrorCode::Cancelled);
        rig.journal.records.clear();
        rig.journal.tokens.clear();
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        QVERIFY(rig.journal.records.first()
                    .fields.value(QStringLiteral("consequences"))
                    .toArray()
                    .contains(QStringLiteral("earlier-outcome-unknown")));
        QCOMPARE(rig.phase(), ActPhase::Asked);
        rig.engine.finish();
        rig.starts(2000);
        QCOMPARE(rig.phase(), ActPhase::Seen);
        QVERIFY(!rig.warns(ContainerAct::Restart)); // that one settles it
    }

    void whatShowsAfterAllIsNotWarnedOf()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.passes(121s);
        QCOMPARE(rig.phase(), ActPhase::Unseen);
        rig.dies();
        QVERIFY(rig.warns(ContainerAct::Start)); // not by an end alone, which may be a loop's
        rig.passes(10s);
        QVERIFY(!rig.warns(ContainerAct::Start));
        QCOMPARE(rig.phase(), ActPhase::Unseen); // whose end it is nobody knows
    }

    // rule: H5
    void aStopWaitsForNoAnswerThatIsLost()
    {
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Restart, rig.otherKey).ok());
        rig.engine.lose(cut());
        QCOMPARE(rig.acts.block(ContainerAct::Restart, rig.otherKey), ActBlock::ActUnderWay);
        QCOMPARE(rig.acts.block(ContainerAct::Stop, rig.otherKey), ActBlock::None);
        QVERIFY(rig.warns(ContainerAct::Stop));
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        QCOMPARE(rig.engine.acts.last().act, ContainerAct::Stop);
    }

    // rule: H6
    void aLateAnswerSettlesWhatWasNotKnown_data()
    {
        using domain::ActAnswer;
        QTest::addColumn<ActAnswer>("answer");
        QTest::addColumn<ActPhase>("phase");
        QTest::addColumn<QString>("what");
        QTest::newRow("done") << ActAnswer::Done << ActPhase::Accepted << QStringLiteral("engine-accepted");
        QTest::newRow("refused") << ActAnswer::Refused << ActPhase::Failed << QStringLiteral("failed");
        QTest::newRow("lost") << ActAnswer::Lost << ActPhase::Unseen << QStringLiteral("engine-answer-lost");
    }
    void aLateAnswerSettlesWhatWasNotKnown()
    {
        QFETCH(domain::ActAnswer, answer);
        Rig rig;
        QVERIFY(rig.request(ContainerAct::Stop, rig.otherKey).ok());
        rig.passes(121s);
        QCOMPARE(rig.phase(), ActPhase::Unseen);
        domain::ActReply reply{answer, {}};
        if (answer != domain::ActAnswer::Done)
            reply.error = refusal();
        rig.engine.answer(rig.engine.acts.last(), reply);
        QTEST(rig.phase(), "phase");
        QTEST(rig.words().last(), "what");
        QCOMPARE(rig.lastError().contains(QLatin1String("No such container")), answer != domain::ActAnswer::Done);
        rig.dies();
        QCOMPARE(rig.phase() == ActPhase::Seen, answer == domain::ActAnswer::Done);
    }
};

QTEST_GUILESS_MAIN(TestServiceActOutcomes)
#include "tst_service_act_outcomes.moc"
