#include "domain/resume_gate.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

// rule: R5, H5
class TestResumeGate : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;

    ResumeFacts good()
    {
        ResumeFacts facts;
        facts.environment = QStringLiteral("titan-prod");
        facts.typed = facts.environment;
        facts.commandLink.phase = LinkPhase::Up;
        facts.commandLink.server = QStringLiteral("nats://a:4222");
        facts.journalWritable = true;
        facts.state.shown = TradingState::HardHalt;
        return facts;
    }
    static const ResumeGate& gate(const std::vector<ResumeGate>& gates, ResumeGateKind kind)
    {
        for (const ResumeGate& g : gates)
            if (g.kind == kind)
                return g;
        qFatal("gate missing");
    }
    static int unmetBlocking(const std::vector<ResumeGate>& gates)
    {
        int n = 0;
        for (const ResumeGate& g : gates)
            n += g.blocking && !g.met ? 1 : 0;
        return n;
    }
    CommandFlow withCommand(CommandKind kind)
    {
        CommandRequest request;
        request.kind = kind;
        request.freshId = ops::base::CommandId(QStringLiteral("00000000000000aa"));
        request.now = m_clock.now();
        return onRequest({}, request).flow;
    }

private Q_SLOTS:
    void allMet()
    {
        const auto gates = judgeResume({}, good());
        QCOMPARE(gates.size(), std::size(allResumeGateKinds));
        QCOMPARE(unmetBlocking(gates), 0);
    }

    void theNameIsTypedExactly_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char* text : {"", "titan", "Titan-Prod", "titan-prod ", " titan-prod", "TITAN-PROD"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void theNameIsTypedExactly()
    {
        QFETCH(QString, typed);
        ResumeFacts facts = good();
        facts.typed = typed;
        QVERIFY(!gate(judgeResume({}, facts), ResumeGateKind::EnvironmentTyped).met);
    }

    void linkAndJournalMustBeThere()
    {
        for (const LinkPhase phase : {LinkPhase::Idle, LinkPhase::Connecting, LinkPhase::Down}) {
            ResumeFacts facts = good();
            facts.commandLink.phase = phase;
            QVERIFY(!gate(judgeResume({}, facts), ResumeGateKind::CommandLink).met);
        }
        ResumeFacts facts = good();
        facts.journalWritable = false;
        QVERIFY(!gate(judgeResume({}, facts), ResumeGateKind::Journal).met);
        QCOMPARE(unmetBlocking(judgeResume({}, facts)), 1);
    }

    void noResumeWhileAStopIsInFlight()
    {
        QVERIFY(!gate(judgeResume(withCommand(CommandKind::HardHalt), good()), ResumeGateKind::StopInFlight).met);
        QVERIFY(!gate(judgeResume(withCommand(CommandKind::Resume), good()), ResumeGateKind::PendingResume).met);
    }

    void anUnprovenHaltIsAWarning()
    {
        ResumeFacts facts = good();
        facts.state.shown = TradingState::Unknown;
        const auto gates = judgeResume({}, facts);
        const ResumeGate& halt = gate(gates, ResumeGateKind::HaltLastProven);
        QVERIFY(!halt.met);
        QVERIFY(!halt.blocking);
        QCOMPARE(unmetBlocking(gates), 0);
    }

    void everyGateHasItsOwnWord()
    {
        QStringList words;
        for (const ResumeGateKind kind : allResumeGateKinds)
            words << resumeGateWord(kind);
        QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), words.size());
    }
};

QTEST_GUILESS_MAIN(TestResumeGate)
#include "tst_resume_gate.moc"
