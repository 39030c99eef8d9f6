#include "domain/host/run_flow.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

#include <functional>

using namespace ops::domain;
using namespace std::chrono_literals;
using ops::base::ErrorCode;

class TestRunFlow : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    RunFlow m_flow;
    QByteArrayList m_effects;
    std::optional<HostOutcome> m_outcome;

    static HostCommand command(std::optional<std::chrono::milliseconds> deadline)
    {
        HostCommand made;
        made.argv = {"docker", "ps"};
        made.deadline = deadline;
        return made;
    }
    void ask(std::optional<std::chrono::milliseconds> deadline = 10s)
    {
        m_flow = askRun(command(deadline), {}, m_clock.now());
        m_effects.clear();
        m_outcome.reset();
    }
    void take(const RunStep& step)
    {
        static const char* const words[] = {"", "started", "ask", "force", "finish"};
        m_flow = step.flow;
        if (step.effect != RunEffect::None)
            m_effects << words[static_cast<int>(step.effect)];
        QCOMPARE(step.outcome.has_value(), step.effect == RunEffect::Finish);
        if (step.outcome)
            m_outcome = step.outcome;
    }
    // Ticks where the flow says that something is due, as a host does.
    void pass(std::chrono::milliseconds time)
    {
        const qint64 until = m_clock.now().monoNs + std::chrono::nanoseconds(time).count();
        for (auto due = nextTickNs(m_flow); due && *due <= until; due = nextTickNs(m_flow)) {
            m_clock.advance(std::chrono::nanoseconds(*due - m_clock.now().monoNs));
            take(tickRun(m_flow, m_clock.now()));
        }
        m_clock.advance(std::chrono::nanoseconds(until - m_clock.now().monoNs));
        take(tickRun(m_flow, m_clock.now()));
    }
    void doSteps(const QByteArray& steps)
    {
        const ops::base::Error error{ErrorCode::LinkDown, QStringLiteral("cut"), QStringLiteral("titan-1")};
        for (const QByteArray& step : steps.split(' ')) {
            const QByteArrayList parts = step.split('=');
            const QByteArray& word = parts.first();
            const int number = parts.last().toInt();
            if (word == "handed")
                take(onHandedOver(m_flow));
            else if (word == "nothanded")
                take(onNotHandedOver(m_flow));
            else if (word == "began")
                take(onBegan(m_flow));
            else if (word == "said")
                take(onExitSaid(m_flow, number));
            else if (word == "gone")
                take(onGroupGone(m_flow));
            else if (word == "exit")
                take(onProcessEnded(m_flow, number, 0));
            else if (word == "signal")
                take(onProcessEnded(m_flow, std::nullopt, number));
            else if (word == "nostart")
                take(onCouldNotStart(m_flow, error));
            else if (word == "cut")
                take(onTransportEnded(m_flow, error));
            else if (word == "cancel")
                take(cancelRun(m_flow, m_clock.now()));
            else if (word == "pass")
                pass(std::chrono::milliseconds(number));
            else
                QFAIL(step.constData());
        }
    }
    static QByteArray describe(const std::optional<HostOutcome>& outcome)
    {
        if (!outcome)
            return "none";
        static const char* const began[] = {"no", "yes", "unknown"};
        QByteArray text = hostOutcomeWord(*outcome).toUtf8() + " began " + began[static_cast<int>(outcome->began)];
        if (outcome->exitCode && outcome->end != HostEnd::Exited)
            text += " code " + QByteArray::number(*outcome->exitCode);
        if (outcome->gone)
            text += " gone";
        return outcome->error ? text + ' ' + ops::base::errorCodeName(outcome->error->code).toUtf8() : text;
    }

private Q_SLOTS:
    void runsEnd_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QByteArray>("effects");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char* name, const char* steps, const char* effects, const char* outcome) {
            QTest::newRow(name) << QByteArray(steps) << QByteArray(effects) << QByteArray(outcome);
        };
        row("exit 0", "handed began exit=0", "started finish", "exited 0 began yes gone");
        row("exit 255", "handed began exit=255", "started finish", "exited 255 began yes gone");
        row("signal", "handed began signal=9", "started finish", "signalled 9 began yes gone io-failed");
        row("never ran", "handed nostart", "finish", "could-not-start began no gone link-down");
        row("waits", "handed began pass=9999", "started", "none");
        row("deadline, obeys", "handed began pass=10000 exit=143", "started ask finish",
            "timed-out began yes code 143 gone timed-out");
        row("deadline, forced", "handed began pass=12000 signal=9", "started ask force finish",
            "timed-out began yes gone timed-out");
        row("deadline, nothing helps", "handed began pass=13000", "started ask force finish",
            "timed-out began yes timed-out");
        row("deadline before it began", "handed pass=10000 nostart", "ask finish", "timed-out began no gone timed-out");
        row("deadline while handed over", "handed pass=13000", "ask force finish", "timed-out began unknown timed-out");
        row("deadline before it left", "pass=10000", "finish", "timed-out began no gone timed-out");
        row("cancelled before it left", "cancel", "finish", "cancelled began no gone cancelled");
        row("cancelled", "handed began cancel exit=0", "started ask finish",
            "cancelled began yes code 0 gone cancelled");
        row("cancelled twice", "handed began cancel cancel signal=15", "started ask finish",
            "cancelled began yes gone cancelled");
        row("cancelled, then late", "handed began cancel pass=20000", "started ask force finish",
            "cancelled began yes cancelled");
        row("begins while being cancelled", "handed cancel began signal=15", "ask started finish",
            "cancelled began yes gone cancelled");
        row("the far side says it", "handed began said=7 cut", "started finish", "exited 7 began yes gone");
        row("ssh's own 255", "handed began cut", "started finish", "transport-failed began yes link-down");
        row("a far 255", "handed began said=255 cut", "started finish", "exited 255 began yes gone");
        row("cut before it began", "handed cut", "finish", "transport-failed began unknown link-down");
        row("refused by the carrier", "handed nothanded cut", "finish", "transport-failed began no gone link-down");
        row("refused while being cancelled", "handed cancel nothanded cut", "ask finish",
            "cancelled began no gone cancelled");
        row("no excuse once it began", "handed began nothanded cut", "started finish",
            "transport-failed began yes link-down");
        row("no connection", "cut", "finish", "transport-failed began no gone link-down");
        row("cancelled far away", "handed began cancel said=143 gone cut", "started ask finish",
            "cancelled began yes code 143 gone cancelled");
        row("cut while being cancelled", "handed began cancel cut", "started ask finish",
            "cancelled began yes cancelled");
        row("nothing after the end", "handed began exit=0 exit=1 cut cancel nostart began said=3 gone pass=99999",
            "started finish", "exited 0 began yes gone");
        row("handed over twice", "handed began handed exit=0", "started finish", "exited 0 began yes gone");
        row("the first code counts", "handed began said=7 said=0 cut", "started finish", "exited 7 began yes gone");
    }
    void runsEnd()
    {
        QFETCH(QByteArray, steps);
        QFETCH(QByteArray, effects);
        QFETCH(QByteArray, outcome);
        ask();
        doSteps(steps);
        QCOMPARE(m_effects.join(' '), effects);
        QCOMPARE(describe(m_outcome), outcome);
        QCOMPARE(m_flow.phase == RunPhase::Over, m_outcome.has_value());
        QVERIFY(!m_outcome || m_outcome->error || m_outcome->end == HostEnd::Exited);
        QVERIFY(!m_outcome || !nextTickNs(m_flow));
    }

    void aFollowerRunsForDaysOnceItBegan()
    {
        ask(std::nullopt);
        doSteps("handed began pass=864000000");
        QCOMPARE(m_effects, QByteArrayList{"started"});
        QVERIFY(!nextTickNs(m_flow));
        ask(std::nullopt);
        doSteps("handed pass=15000 pass=3000");
        QCOMPARE(describe(m_outcome), QByteArray("timed-out began unknown timed-out"));
        QVERIFY(m_outcome->error->detail.contains(QLatin1String("15 s")));
    }

    void aLongDeadlineDoesNotExcuseTheStart()
    {
        ask(600s);
        doSteps("handed pass=14999");
        QVERIFY(m_effects.isEmpty());
        doSteps("pass=1");
        QCOMPARE(m_effects, QByteArrayList{"ask"});
        ask(600s);
        doSteps("handed began pass=599999");
        QCOMPARE(m_effects, QByteArrayList{"started"});
        doSteps("pass=1 exit=1");
        QVERIFY(m_outcome->error->detail.contains(QLatin1String("600 s")));
        QCOMPARE(m_outcome->error->subject, QStringLiteral("docker"));
    }
};

QTEST_GUILESS_MAIN(TestRunFlow)
#include "tst_run_flow.moc"
