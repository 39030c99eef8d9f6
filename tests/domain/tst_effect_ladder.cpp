#include "domain/effect_ladder.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using ops::test::FakeClock;
using namespace std::chrono_literals;

namespace {

LadderRules rules()
{
    LadderRules r;
    r.expectedServices = {QStringLiteral("titan-brain"), QStringLiteral("titan-execution")};
    r.repliesProveState = true;
    r.replyServiceField = QStringLiteral("service");
    r.replyStateField = QStringLiteral("state");
    r.streamStores = true;
    r.activityVisible = true;
    return r;
}

} // namespace

// rule: H6, H10
class TestEffectLadder : public ops::test::TestCase {
    Q_OBJECT

private:
    FakeClock m_clock;

    Ladder fresh(CommandKind kind = CommandKind::HardHalt, bool activityBefore = true)
    {
        Command command;
        command.id = ops::base::CommandId(QStringLiteral("a41c000000000000"));
        command.kind = kind;
        command.decidedAt = m_clock.now();
        return startLadder(command, rules(), activityBefore);
    }
    Ladder sent(const Ladder& ladder, SendVerdict verdict = SendVerdict::Sent)
    {
        m_clock.advance(400us);
        return onSendFinished(ladder, {ladder.command.id, 1, verdict, m_clock.now(), QStringLiteral("s"), {}});
    }
    Ladder reply(const Ladder& ladder, const QByteArray& payload, bool noResponders = false)
    {
        m_clock.advance(1ms);
        return onReply(ladder, {ladder.command.id, 1, payload, noResponders, m_clock.now()});
    }
    Ladder reading(const Ladder& ladder, const char* service, TradingState state)
    {
        m_clock.advance(1ms);
        return onStateReading(ladder,
                              {QString::fromLatin1(service), state, QStringLiteral("titan.evt.x"), m_clock.now(), {}});
    }
    Ladder later(const Ladder& ladder, std::chrono::milliseconds by)
    {
        const auto hearing = m_clock.now();
        m_clock.advance(by);
        return onTick(ladder, m_clock.now(), hearing);
    }

private Q_SLOTS:
    void startsPreparedAndClaimsNothing()
    {
        const Ladder ladder = fresh();
        QCOMPARE(ladder.rung(Rung::Prepared).phase, RungPhase::Reached);
        for (const Rung rung : {Rung::Sent, Rung::Stored, Rung::Received, Rung::Applied, Rung::Quiet})
            QCOMPARE(ladder.rung(rung).phase, RungPhase::Waiting);
        QCOMPARE(ladder.verdict(), LadderVerdict::Pending);
    }

    void everythingProven()
    {
        Ladder ladder = sent(fresh());
        QCOMPARE(ladder.rung(Rung::Sent).phase, RungPhase::Reached);
        ladder = reply(ladder, R"({"stream":"TITAN_CMD","seq":41})");
        QCOMPARE(ladder.rung(Rung::Stored).phase, RungPhase::Reached);
        QCOMPARE(ladder.storedIn, QStringLiteral("TITAN_CMD #41"));
        QCOMPARE(ladder.receivedCount(), 0);
        ladder = reply(ladder, R"({"service":"titan-brain","state":"HARD_HALT"})");
        QCOMPARE(ladder.rung(Rung::Received).phase, RungPhase::Partly);
        QCOMPARE(ladder.rung(Rung::Applied).phase, RungPhase::Partly);
        QCOMPARE(ladder.verdict(), LadderVerdict::Pending);
        ladder = reply(ladder, R"({"service":"titan-execution","state":"HARD_HALT"})");
        QCOMPARE(ladder.verdict(), LadderVerdict::Applied);
        QCOMPARE(ladder.rung(Rung::Applied).at->monoNs, m_clock.now().monoNs);
        ladder = later(ladder, 5s);
        QCOMPARE(ladder.verdict(), LadderVerdict::Quiet);
    }

    void acksAreNeverApplied_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("stream ack") << QByteArray(R"({"stream":"TITAN_CMD","seq":1})");
        QTest::newRow("duplicate ack") << QByteArray(R"({"stream":"TITAN_CMD","seq":1,"duplicate":true})");
        QTest::newRow("status ok") << QByteArray(R"({"status":"ok"})");
        QTest::newRow("service without a state") << QByteArray(R"({"service":"titan-brain","ok":true})");
        QTest::newRow("consumer ack") << QByteArray("+ACK");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("state in another case") << QByteArray(R"({"service":"titan-brain","state":"hard_halt"})");
        QTest::newRow("state that is a number") << QByteArray(R"({"service":"titan-brain","state":1})");
    }
    void acksAreNeverApplied()
    {
        QFETCH(QByteArray, payload);
        Ladder ladder = reply(sent(fresh()), payload);
        QCOMPARE(ladder.appliedCount(), 0);
        QVERIFY(ladder.rung(Rung::Applied).phase != RungPhase::Reached);
        ladder = later(ladder, 2s);
        QVERIFY(isAlarming(ladder.verdict()));
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("send");
        QTest::addColumn<QByteArrayList>("replies");
        QTest::addColumn<bool>("noResponders");
        QTest::addColumn<int>("verdict");
        const auto v = [](LadderVerdict x) { return static_cast<int>(x); };
        const auto s = [](SendVerdict x) { return static_cast<int>(x); };
        const QByteArray brain = R"({"service":"titan-brain","state":"HARD_HALT"})";
        const QByteArray engine = R"({"service":"titan-execution","state":"HARD_HALT"})";
        const QByteArray ack = R"({"stream":"TITAN_CMD","seq":41})";
        QTest::newRow("nothing came") << s(SendVerdict::Sent) << QByteArrayList{} << false
                                      << v(LadderVerdict::SentOnly);
        QTest::newRow("only the stream") << s(SendVerdict::Sent) << QByteArrayList{ack} << false
                                         << v(LadderVerdict::Stored);
        QTest::newRow("nobody") << s(SendVerdict::Sent) << QByteArrayList{} << true
                                << v(LadderVerdict::NobodyListening);
        QTest::newRow("denied") << s(SendVerdict::Denied) << QByteArrayList{} << false << v(LadderVerdict::Denied);
        QTest::newRow("refused") << s(SendVerdict::Refused) << QByteArrayList{} << false << v(LadderVerdict::Refused);
        QTest::newRow("frozen") << s(SendVerdict::Unknown) << QByteArrayList{} << false << v(LadderVerdict::Unknown);
        QTest::newRow("frozen, then answered")
            << s(SendVerdict::Unknown) << QByteArrayList{brain, engine} << false << v(LadderVerdict::Applied);
        QTest::newRow("one of two") << s(SendVerdict::Sent) << QByteArrayList{ack, engine} << false
                                    << v(LadderVerdict::PartlyApplied);
        QTest::newRow("both") << s(SendVerdict::Sent) << QByteArrayList{engine, brain} << false
                              << v(LadderVerdict::Applied);
        QTest::newRow("one says OPEN") << s(SendVerdict::Sent)
                                       << QByteArrayList{engine, R"({"service":"titan-brain","state":"OPEN"})"} << false
                                       << v(LadderVerdict::Disobeyed);
        QTest::newRow("received, no state")
            << s(SendVerdict::Sent) << QByteArrayList{R"({"service":"titan-brain","error":"bad shape"})"} << false
            << v(LadderVerdict::Received);
        QTest::newRow("a stranger answers")
            << s(SendVerdict::Sent) << QByteArrayList{R"({"service":"logger","state":"HARD_HALT"})"} << false
            << v(LadderVerdict::SentOnly);
        QTest::newRow("garbage") << s(SendVerdict::Sent) << QByteArrayList{"\xff\xfe", "{"} << false
                                 << v(LadderVerdict::SentOnly);
    }
    void verdicts()
    {
        QFETCH(int, send);
        QFETCH(QByteArrayList, replies);
        QFETCH(bool, noResponders);
        QFETCH(int, verdict);
        Ladder ladder = sent(fresh(), static_cast<SendVerdict>(send));
        for (const QByteArray& payload : replies)
            ladder = reply(ladder, payload);
        if (noResponders)
            ladder = reply(ladder, {}, true);
        ladder = later(ladder, 2s);
        QCOMPARE(static_cast<int>(ladder.verdict()), verdict);
    }

    void nobodyListeningWaitsForNothing()
    {
        Ladder ladder = reply(fresh(), {}, true);
        QCOMPARE(ladder.verdict(), LadderVerdict::NobodyListening);
        QCOMPARE(ladder.rung(Rung::Sent).phase, RungPhase::Waiting);
        ladder = sent(ladder);
        QCOMPARE(ladder.verdict(), LadderVerdict::NobodyListening);
        QCOMPARE(ladder.rung(Rung::Sent).phase, RungPhase::Reached);
    }

    void repliesDoNotProveWhereTheRunbookSaysSo()
    {
        Ladder ladder = fresh();
        ladder.rules.repliesProveState = false;
        ladder = sent(ladder);
        ladder = reply(ladder, R"({"service":"titan-brain","state":"HARD_HALT"})");
        ladder = reply(ladder, R"({"service":"titan-execution","state":"HARD_HALT"})");
        QCOMPARE(ladder.receivedCount(), 2);
        QCOMPARE(ladder.appliedCount(), 0);
        ladder = reading(ladder, "titan-brain", TradingState::HardHalt);
        ladder = reading(ladder, "titan-execution", TradingState::HardHalt);
        QCOMPARE(ladder.verdict(), LadderVerdict::Applied);
        QCOMPARE(ladder.services.front().proof, QStringLiteral("titan.evt.x"));
    }

    void readingFromBeforeTheActProvesNothing()
    {
        Ladder ladder = fresh();
        const StateReading old{
            QStringLiteral("titan-brain"), TradingState::HardHalt, QStringLiteral("t"), m_clock.now(), {}};
        ladder = onStateReading(sent(ladder), old);
        QCOMPARE(ladder.appliedCount(), 0);
    }

    void appliedFallsWhenAServiceGoesElsewhere()
    {
        Ladder ladder = sent(fresh());
        ladder = reading(ladder, "titan-brain", TradingState::HardHalt);
        ladder = reading(ladder, "titan-execution", TradingState::HardHalt);
        QCOMPARE(ladder.verdict(), LadderVerdict::Applied);
        ladder = later(ladder, 6s);
        QCOMPARE(ladder.verdict(), LadderVerdict::Quiet);
        ladder = reading(ladder, "titan-execution", TradingState::Open);
        QVERIFY(isAlarming(ladder.verdict()));
        QCOMPARE(ladder.appliedCount(), 1);
    }

    void quietNeedsSomethingToHaveBeenHeard()
    {
        Ladder silentBefore = sent(fresh(CommandKind::HardHalt, false));
        QCOMPARE(later(silentBefore, 60s).rung(Rung::Quiet).phase, RungPhase::Waiting);

        Ladder deaf = sent(fresh());
        m_clock.advance(60s);
        QCOMPARE(onTick(deaf, m_clock.now(), std::nullopt).rung(Rung::Quiet).phase, RungPhase::Waiting);
        // Hearing again for only 3 s of the needed 5.
        const auto hearing = m_clock.now();
        m_clock.advance(3s);
        QCOMPARE(onTick(deaf, m_clock.now(), hearing).rung(Rung::Quiet).phase, RungPhase::Waiting);
        m_clock.advance(2s);
        QCOMPARE(onTick(deaf, m_clock.now(), hearing).rung(Rung::Quiet).phase, RungPhase::Reached);
    }

    void activityPostponesAndBreaksQuiet()
    {
        Ladder ladder = sent(fresh());
        m_clock.advance(4s);
        ladder = onActivity(ladder, {QStringLiteral("titan.evt.exec.fill"), QStringLiteral("fill"), 1, m_clock.now()});
        ladder = later(ladder, 4s);
        QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Waiting);
        ladder = later(ladder, 1s);
        QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Waiting); // hearingSince moved with later()
        ladder = later(ladder, 5s);
        QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Reached);
        ladder = onActivity(ladder, {QStringLiteral("titan.evt.exec.fill"), QStringLiteral("fill"), 1, m_clock.now()});
        QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Failed);
        QCOMPARE(ladder.activitySince, 2);
    }

    void tradingThatGoesOnBreaksQuietThatNeverCame()
    {
        const auto fill = [this] {
            return ActivitySeen{QStringLiteral("titan.evt.exec.fill"), QStringLiteral("fill"), 1, m_clock.now()};
        };
        Ladder ladder = sent(fresh());
        for (const char* service : {"titan-execution", "titan-brain"}) {
            m_clock.advance(1ms);
            ladder = onStateReading(
                ladder, {QString::fromLatin1(service), TradingState::HardHalt, QStringLiteral("t"), m_clock.now(), {}});
        }
        QCOMPARE(ladder.rung(Rung::Applied).phase, RungPhase::Reached);
        for (int second = 1; second < 5; ++second) {
            m_clock.advance(1s); // what was under way comes in
            ladder = onActivity(ladder, fill());
            QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Waiting);
        }
        m_clock.advance(1s);
        ladder = onActivity(ladder, fill());
        QCOMPARE(ladder.rung(Rung::Quiet).phase, RungPhase::Failed);
    }

    void anotherAttemptsEventsAreIgnored()
    {
        const Ladder ladder = fresh();
        const Ladder same =
            onSendFinished(ladder, {ladder.command.id, 2, SendVerdict::Sent, m_clock.now(), QString(), {}});
        QVERIFY(!same.sendVerdict);
    }

    void cancelledOnlyBeforeItIsOut()
    {
        QCOMPARE(onCancelled(fresh(CommandKind::Resume), m_clock.now()).verdict(), LadderVerdict::Cancelled);
        QVERIFY(onCancelled(sent(fresh()), m_clock.now()).verdict() != LadderVerdict::Cancelled);
    }

    void everyWordIsTheDesigns()
    {
        QStringList words;
        for (const Rung rung : allRungs)
            words << rungWord(rung);
        QCOMPARE(words.join(QLatin1Char(' ')), QStringLiteral("PREPARED SENT STORED RECEIVED APPLIED QUIET"));
        QVERIFY(!isAlarming(LadderVerdict::Applied));
        QVERIFY(!isAlarming(LadderVerdict::Quiet));
        for (const auto verdict : {LadderVerdict::SentOnly, LadderVerdict::Stored, LadderVerdict::Received,
                                   LadderVerdict::PartlyApplied, LadderVerdict::Disobeyed, LadderVerdict::Denied,
                                   LadderVerdict::NobodyListening, LadderVerdict::Refused, LadderVerdict::Unknown})
            QVERIFY2(isAlarming(verdict), qPrintable(verdictWord(verdict)));
    }
};

QTEST_GUILESS_MAIN(TestEffectLadder)
#include "tst_effect_ladder.moc"
