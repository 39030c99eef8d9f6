#include "domain/command_flow.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

// Effects as words, in order: "cancel", "send HARD_HALT/1", "journal command-prepared".
QStringList words(const std::vector<FlowEffect>& effects)
{
    QStringList list;
    for (const FlowEffect& effect : effects) {
        if (const auto* send = std::get_if<SendEffect>(&effect))
            list << QStringLiteral("send %1/%2").arg(commandWord(send->command.kind)).arg(send->command.attempt);
        else if (const auto* journal = std::get_if<JournalEffect>(&effect))
            list << QStringLiteral("journal ") + journalEventWord(journal->record.event);
        else
            list << QStringLiteral("cancel");
    }
    return list;
}

QString prepared()
{
    return QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandPrepared);
}

} // namespace

// rule: H4, H5, H9, R4, G6
class TestCommandFlow : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    CommandFlow m_flow;
    int m_ids = 0;

    std::vector<FlowEffect> request(CommandKind kind)
    {
        m_clock.advance(10ms);
        CommandRequest r;
        r.kind = kind;
        r.freshId = ops::base::CommandId(QStringLiteral("%1").arg(++m_ids, 16, 16, QLatin1Char('0')));
        r.environment = QStringLiteral("titan-prod");
        r.actor = QStringLiteral("desk-1");
        r.reason = QStringLiteral("why");
        r.subject = QStringLiteral("titan.cmd.sys.halt");
        r.now = m_clock.now();
        FlowStep step = onRequest(m_flow, r);
        m_flow = step.flow;
        return step.effects;
    }
    std::vector<FlowEffect> take(FlowStep step)
    {
        m_flow = std::move(step.flow);
        return step.effects;
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_flow = {};
        m_ids = 0;
    }

    void stopIsSentBeforeItIsJournalled()
    {
        for (const CommandKind kind : {CommandKind::HardHalt, CommandKind::SoftHalt}) {
            m_flow = {};
            QCOMPARE(words(request(kind)),
                     (QStringList{QStringLiteral("cancel"), QStringLiteral("send %1/1").arg(commandWord(kind)),
                                  prepared()}));
        }
    }

    void resumeIsJournalledBeforeItIsSent()
    {
        QCOMPARE(words(request(CommandKind::Resume)), QStringList{prepared()});
        QVERIFY(m_flow.pendingStart.has_value());
        const quint64 token = m_flow.pendingStart->token;
        QVERIFY(words(take(onJournalled(m_flow, token + 1, m_clock.now()))).isEmpty());
        m_clock.advance(5ms);
        QCOMPARE(words(take(onJournalled(m_flow, token, m_clock.now()))), QStringList{QStringLiteral("send OPEN/1")});
        QVERIFY(words(take(onJournalled(m_flow, token, m_clock.now()))).isEmpty()); // never twice
    }

    void resumeWhoseRecordFailsIsNotSent()
    {
        request(CommandKind::Resume);
        const ops::base::Error full{ops::base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        const auto effects = take(onJournalFailed(m_flow, m_flow.pendingStart->token, full, m_clock.now()));
        QVERIFY(!words(effects).join(QLatin1Char(' ')).contains(QLatin1String("send")));
        QCOMPARE(m_flow.ladders.front().verdict(), LadderVerdict::Refused);
        QCOMPARE(m_flow.ladders.front().sendError->code, ops::base::ErrorCode::NoSpace);
    }

    void resumeWhoseRecordComesLateIsDropped()
    {
        request(CommandKind::Resume);
        m_clock.advance(maxStartDelay + 1ms);
        const auto effects = take(onJournalled(m_flow, m_flow.pendingStart->token, m_clock.now()));
        QCOMPARE(words(effects),
                 QStringList{QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandCancelled)});
        QVERIFY(!m_flow.pendingStart);
        // Not sent, and an alarm: nobody stopped it, it was too late.
        QCOMPARE(m_flow.ladders.front().verdict(), LadderVerdict::Refused);
        QCOMPARE(m_flow.ladders.front().sendError->code, ops::base::ErrorCode::TimedOut);
    }

    void resumeWhoseRecordNeverComesIsDroppedByTime()
    {
        request(CommandKind::Resume);
        const quint64 token = m_flow.pendingStart->token;
        m_clock.advance(maxStartDelay);
        QVERIFY(take(onFlowTick(m_flow, m_clock.now(), std::nullopt)).empty());
        m_clock.advance(1ms);
        const auto effects = take(onFlowTick(m_flow, m_clock.now(), std::nullopt));
        QCOMPARE(words(effects),
                 QStringList{QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandCancelled)});
        QCOMPARE(m_flow.ladders.front().verdict(), LadderVerdict::Refused);
        // The disk comes back later: the record is history, the command is not.
        QVERIFY(take(onJournalled(m_flow, token, m_clock.now())).empty());
        QVERIFY(take(onFlowTick(m_flow, m_clock.now(), std::nullopt)).empty());
    }

    // Whoever ticks no more may not leave a window open, or a resume waiting.
    void timeIsAwaitedWhileItDecides()
    {
        QVERIFY(!isTimeAwaited(m_flow, m_clock.now()));
        request(CommandKind::Resume);
        m_clock.advance(5min);
        QVERIFY(isTimeAwaited(m_flow, m_clock.now())); // it still waits for its record
        take(onFlowTick(m_flow, m_clock.now(), {}));
        QVERIFY(!isTimeAwaited(m_flow, m_clock.now()));
        request(CommandKind::HardHalt);
        QVERIFY(isTimeAwaited(m_flow, m_clock.now()));
        m_clock.advance(59s);
        QVERIFY(isTimeAwaited(m_flow, m_clock.now()));
        m_clock.advance(2s);
        QVERIFY(!isTimeAwaited(m_flow, m_clock.now()));
        QVERIFY(take(onFlowTick(m_flow, m_clock.now(), m_clock.now())).empty());
    }

    void stopWinsOverAPendingResume()
    {
        request(CommandKind::Resume);
        const quint64 token = m_flow.pendingStart->token;
        const QStringList effects = words(request(CommandKind::HardHalt));
        QCOMPARE(effects.at(0), QStringLiteral("cancel"));
        QCOMPARE(effects.at(1), QStringLiteral("send HARD_HALT/1"));
        QVERIFY(effects.contains(QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandCancelled)));
        QVERIFY(!m_flow.pendingStart);
        // The flush that was under way must not let it out after all.
        QVERIFY(words(take(onJournalled(m_flow, token, m_clock.now()))).isEmpty());
        QCOMPARE(m_flow.ladders.at(1).verdict(), LadderVerdict::Cancelled);
    }

    void repeatIsAnAttemptUnderTheSameId()
    {
        request(CommandKind::HardHalt);
        QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/2"));
        QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/3"));
        QCOMPARE(m_flow.ladders.at(0).command.id, m_flow.ladders.at(2).command.id);
        QVERIFY(m_flow.ladders.at(0).command.decidedAt.monoNs > m_flow.ladders.at(1).command.decidedAt.monoNs);
        // Another kind is another command; so is the first kind after it.
        QCOMPARE(words(request(CommandKind::SoftHalt)).at(1), QStringLiteral("send SOFT_HALT/1"));
        QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/1"));
    }

    void aResumeEndsTheSeries()
    {
        request(CommandKind::HardHalt);
        m_flow = onResumed(m_flow);
        QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/1"));
        QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/2"));
    }

    void aResumeThatNeverLeftEndsNothing()
    {
        for (const SendVerdict verdict : {SendVerdict::Refused, SendVerdict::Denied}) {
            m_flow = {};
            m_flow.rules.expectedServices = {QStringLiteral("titan-brain")};
            request(CommandKind::HardHalt);
            const Command halt = m_flow.ladders.front().command;
            take(onFlowSendFinished(m_flow, {halt.id, 1, SendVerdict::Sent, m_clock.now(), QString(), {}}));
            request(CommandKind::Resume);
            const Command resume = m_flow.ladders.front().command;
            take(onJournalled(m_flow, m_flow.pendingStart->token, m_clock.now()));
            take(onFlowSendFinished(m_flow, {resume.id, 1, verdict, m_clock.now(), QString(), {}}));
            m_clock.advance(1ms);
            take(onFlowReading(
                m_flow,
                {QStringLiteral("titan-brain"), TradingState::HardHalt, QStringLiteral("t"), m_clock.now(), {}}));
            QCOMPARE(m_flow.ladders.at(1).appliedCount(), 1);
            QCOMPARE(words(request(CommandKind::HardHalt)).at(1), QStringLiteral("send HARD_HALT/2"));
            QCOMPARE(m_flow.ladders.front().command.id, halt.id);
        }
    }

    void outcomesAndRepliesAreJournalledOnce()
    {
        request(CommandKind::HardHalt);
        const Command command = m_flow.ladders.front().command;
        QStringList effects = words(take(onFlowSendFinished(
            m_flow, {command.id, 1, SendVerdict::Sent, m_clock.now(), QStringLiteral("nats://a"), {}})));
        QCOMPARE(effects, QStringList{QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandSent)});
        effects = words(take(onFlowReply(m_flow, {command.id, 1, {}, true, m_clock.now()})));
        QVERIFY(effects.contains(QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandReply)));
        QVERIFY(effects.contains(QStringLiteral("journal ") + journalEventWord(JournalEvent::CommandStage)));
        QCOMPARE(m_flow.ladders.front().verdict(), LadderVerdict::NobodyListening);
        m_clock.advance(3s);
        QVERIFY(!take(onFlowTick(m_flow, m_clock.now(), std::nullopt)).empty() || m_flow.ladders.front().windowClosed);
        QVERIFY(take(onFlowTick(m_flow, m_clock.now(), std::nullopt)).empty());
        // An outcome for an attempt nobody made is not recorded as one.
        QVERIFY(take(onFlowReply(m_flow, {command.id, 9, "x", false, m_clock.now()})).empty());
    }

    void onlyTheNewestCommandExplainsAReading()
    {
        m_flow.rules.expectedServices = {QStringLiteral("titan-brain")};
        request(CommandKind::SoftHalt);
        const Command soft = m_flow.ladders.front().command;
        take(onFlowSendFinished(m_flow, {soft.id, 1, SendVerdict::Sent, m_clock.now(), QString(), {}}));
        request(CommandKind::HardHalt);
        const Command hard = m_flow.ladders.front().command;
        take(onFlowSendFinished(m_flow, {hard.id, 1, SendVerdict::Sent, m_clock.now(), QString(), {}}));
        m_clock.advance(1ms);
        take(onFlowReading(
            m_flow, {QStringLiteral("titan-brain"), TradingState::HardHalt, QStringLiteral("t"), m_clock.now(), {}}));
        QCOMPARE(m_flow.ladders.at(0).appliedCount(), 1);
        QCOMPARE(m_flow.ladders.at(1).appliedCount(), 0);
        // A minute later the record stands; what services show then belongs to the trading state.
        m_clock.advance(61s);
        QVERIFY(take(onFlowReading(
                         m_flow,
                         {QStringLiteral("titan-brain"), TradingState::Open, QStringLiteral("t"), m_clock.now(), {}}))
                    .empty());
        QCOMPARE(m_flow.ladders.at(0).appliedCount(), 1);
    }

    void whatServicesShowAfterSomebodyElsesCommandIsNotOurEffect()
    {
        request(CommandKind::SoftHalt);
        const Command soft = m_flow.ladders.front().command;
        take(onFlowSendFinished(m_flow, {soft.id, 1, SendVerdict::Sent, m_clock.now(), QString(), {}}));
        const auto read = [&](TradingState state) {
            m_clock.advance(1ms);
            take(onFlowReading(m_flow, {QStringLiteral("titan-brain"), state, QStringLiteral("t"), m_clock.now(), {}}));
        };
        read(TradingState::SoftHalt);
        QCOMPARE(m_flow.ladders.front().appliedCount(), 1);
        m_clock.advance(1ms);
        // The same state again says nothing new; another one does.
        m_flow = onForeignCommand(std::move(m_flow), TradingState::SoftHalt, m_clock.now());
        QVERIFY(!m_flow.overtakenAt);
        m_flow = onForeignCommand(std::move(m_flow), TradingState::Open, m_clock.now());
        read(TradingState::Open);
        QCOMPARE(m_flow.ladders.front().appliedCount(), 1);
        // Our next command is judged again, and is one more attempt at the same stop.
        request(CommandKind::SoftHalt);
        QCOMPARE(m_flow.ladders.front().command.attempt, 2);
        take(onFlowSendFinished(m_flow, {soft.id, 2, SendVerdict::Sent, m_clock.now(), QString(), {}}));
        read(TradingState::SoftHalt);
        QCOMPARE(m_flow.ladders.front().appliedCount(), 1);
    }

    void aStreamThatTheServerDoesNotHaveCannotStore()
    {
        m_flow.rules.streamStores = true;
        request(CommandKind::HardHalt);
        QCOMPARE(m_flow.ladders.front().rung(Rung::Stored).phase, RungPhase::Waiting);
        CommandRequest r;
        r.kind = CommandKind::HardHalt;
        r.noStream = true;
        r.now = m_clock.now();
        m_flow = onRequest(m_flow, r).flow;
        QCOMPARE(m_flow.ladders.front().rung(Rung::Stored).phase, RungPhase::NotApplicable);
        QVERIFY(m_flow.rules.streamStores);
    }

    void memoryIsBounded()
    {
        for (int i = 0; i < 300; ++i)
            request(CommandKind::HardHalt);
        QCOMPARE(m_flow.ladders.size(), maxLadders);
        QCOMPARE(m_flow.ladders.front().command.attempt, 300);
    }

    void theRecordCarriesTheExactBytes()
    {
        const auto effects = request(CommandKind::HardHalt);
        const auto& send = std::get<SendEffect>(effects.at(1));
        const auto& journal = std::get<JournalEffect>(effects.at(2));
        QCOMPARE(journal.record.fields.value(QStringLiteral("payload")).toString().toUtf8(), send.command.payload);
        QCOMPARE(send.command.payload, QByteArray(R"({"state":"HARD_HALT","reason":"why","timestamp":)") +
                                           QByteArray::number(m_clock.now().utcMs / 1000) + "}");
    }
};

QTEST_GUILESS_MAIN(TestCommandFlow)
#include "tst_command_flow.moc"
