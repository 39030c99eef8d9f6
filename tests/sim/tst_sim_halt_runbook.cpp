#include "sim/service_core.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace ops::sim;
using ops::domain::TradingState;

namespace {

constexpr qint64 now = 1'769'796'251'207;

template <class T>
std::vector<T> effectsOf(const Step& step)
{
    std::vector<T> out;
    for (const Effect& effect : step.effects)
        if (const T* found = std::get_if<T>(&effect))
            out.push_back(*found);
    return out;
}

QByteArray onlyReply(const Step& step)
{
    const auto replies = effectsOf<effect::Reply>(step);
    return replies.size() == 1 ? replies.front().payload : QByteArray("(not one reply)");
}

} // namespace

// The runbook's Titan as a table: (state, halt message) -> (state, reply, effects).
class TestSimHaltRunbook : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void obeysAndReplies_data()
    {
        QTest::addColumn<TradingState>("before");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<TradingState>("after");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("changed");
        const auto accepted = [](const char* state, const char* reason) -> QByteArray {
            return QByteArray(R"({"service":"titan-brain","state":")") + state + "\",\"reason\":\"" + reason +
                   "\",\"ts\":1769796251207}";
        };
        QTest::newRow("open to hard") << TradingState::Open
                                      << QByteArray(R"({"state":"HARD_HALT","reason":"r","timestamp":1})")
                                      << TradingState::HardHalt << accepted("HARD_HALT", "r") << true;
        QTest::newRow("open to soft") << TradingState::Open << QByteArray(R"({"state":"SOFT_HALT","reason":"r"})")
                                      << TradingState::SoftHalt << accepted("SOFT_HALT", "r") << true;
        QTest::newRow("soft to hard") << TradingState::SoftHalt << QByteArray(R"({"state":"HARD_HALT","reason":"r"})")
                                      << TradingState::HardHalt << accepted("HARD_HALT", "r") << true;
        QTest::newRow("hard to soft is obeyed too")
            << TradingState::HardHalt << QByteArray(R"({"state":"SOFT_HALT","reason":"r"})") << TradingState::SoftHalt
            << accepted("SOFT_HALT", "r") << true;
        QTest::newRow("hard again is answered") // rule: H4
            << TradingState::HardHalt << QByteArray(R"({"state":"HARD_HALT","reason":"r"})") << TradingState::HardHalt
            << accepted("HARD_HALT", "r") << false;
        QTest::newRow("resume") << TradingState::HardHalt << QByteArray(R"({"state":"OPEN","reason":"r"})")
                                << TradingState::Open << accepted("OPEN", "r") << true;
        QTest::newRow("no reason") << TradingState::Open << QByteArray(R"({"state":"HARD_HALT"})")
                                   << TradingState::HardHalt << accepted("HARD_HALT", "") << true;
        QTest::newRow("reason with quotes, newline and beyond the BMP")
            << TradingState::Open << QByteArray("{\"state\":\"HARD_HALT\",\"reason\":\"a\\\"b\\n\xF0\x9F\x94\xA5\"}")
            << TradingState::HardHalt << accepted("HARD_HALT", "a\\\"b\\n\xF0\x9F\x94\xA5") << true;
    }
    void obeysAndReplies()
    {
        QFETCH(TradingState, before);
        QFETCH(QByteArray, payload);
        QFETCH(TradingState, after);
        QFETCH(QByteArray, reply);
        QFETCH(bool, changed);
        CoreState state;
        state.trading = before;
        const Step next = step({Behaviour::Runbook, Role::Brain}, state, event::Halt{payload, true, now});
        QCOMPARE(next.state.trading, after);
        QCOMPARE(onlyReply(next), reply);
        QCOMPARE(effectsOf<effect::StateChanged>(next).size(), size_t(changed ? 1 : 0));
        QVERIFY(effectsOf<effect::WriteLock>(next).empty());
        // Nobody asked for an answer: the same, without one.
        const Step quiet = step({Behaviour::Runbook, Role::Brain}, state, event::Halt{payload, false, now});
        QCOMPARE(quiet.state, next.state);
        QVERIFY(effectsOf<effect::Reply>(quiet).empty());
    }

    void refusesAndChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("error");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("empty, not one JSON value");
        QTest::newRow("not JSON") << QByteArray("halt!") << QStringLiteral("not JSON: ");
        QTest::newRow("cut off") << QByteArray(R"({"state":"HARD_HALT")") << QStringLiteral("not JSON: ");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"state\":\"\xFF\"}") << QStringLiteral("not valid UTF-8");
        QTest::newRow("array") << QByteArray(R"(["HARD_HALT"])") << QStringLiteral("expected an object");
        QTest::newRow("number") << QByteArray("5") << QStringLiteral("expected an object");
        QTest::newRow("no state") << QByteArray("{}") << QStringLiteral("no state");
        QTest::newRow("legacy shape") << QByteArray(R"({"active":true})") << QStringLiteral("no state");
        QTest::newRow("wrong key case") << QByteArray(R"({"State":"HARD_HALT"})") << QStringLiteral("no state");
        QTest::newRow("state is no string") << QByteArray(R"({"state":1})") << QStringLiteral("no state");
        QTest::newRow("unknown state") << QByteArray(R"({"state":"NORMAL"})")
                                       << QStringLiteral("unknown state: NORMAL");
        QTest::newRow("wrong case") << QByteArray(R"({"state":"open"})") << QStringLiteral("unknown state: open");
        QTest::newRow("UNKNOWN") << QByteArray(R"({"state":"UNKNOWN"})") << QStringLiteral("unknown state: UNKNOWN");
        QTest::newRow("trailing text") << QByteArray(R"({"state":"OPEN"} x)") << QStringLiteral("not JSON: ");
    }
    void refusesAndChangesNothing()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, error);
        CoreState state;
        state.trading = TradingState::HardHalt;
        const Step next = step({Behaviour::Runbook, Role::Execution}, state, event::Halt{payload, true, now});
        QCOMPARE(next.state, state);
        const QJsonObject reply = QJsonDocument::fromJson(onlyReply(next)).object();
        QCOMPARE(reply.value(QStringLiteral("service")).toString(), QStringLiteral("titan-execution"));
        QCOMPARE(reply.value(QStringLiteral("state")).toString(), QStringLiteral("HARD_HALT"));
        QVERIFY2(reply.value(QStringLiteral("error")).toString().startsWith(error), onlyReply(next).constData());
        QVERIFY(effectsOf<effect::StateChanged>(next).empty());
    }

    void malformedReplyIsNoJsonButTheHaltIsApplied()
    {
        CoreState state;
        state.faults.malformed = true;
        const Step next =
            step({Behaviour::Runbook, Role::Brain}, state, event::Halt{R"({"state":"HARD_HALT"})", true, now});
        QCOMPARE(next.state.trading, TradingState::HardHalt);
        QVERIFY(QJsonDocument::fromJson(onlyReply(next)).isNull());
        QVERIFY(!onlyReply(next).isEmpty());
    }

    // rule: H6 (what a service says is not what it does)
    void liarClaimsWithoutApplying()
    {
        CoreState state;
        state.faults.lying = true;
        Step next = step({Behaviour::Runbook, Role::Brain}, state, event::Halt{R"({"state":"HARD_HALT"})", true, now});
        QCOMPARE(next.state.trading, TradingState::Open);
        QVERIFY(onlyReply(next).contains("\"state\":\"HARD_HALT\""));
        QCOMPARE(claimedInReplies(next.state), TradingState::HardHalt);
        QCOMPARE(claimedInTelemetry(next.state), TradingState::Open);
        QVERIFY(effectsOf<effect::StateChanged>(next).empty());
        state.faults.lyingEverywhere = true;
        next = step({Behaviour::Runbook, Role::Brain}, state, event::Halt{R"({"state":"HARD_HALT"})", true, now});
        QCOMPARE(next.state.trading, TradingState::Open);
        QCOMPARE(claimedInTelemetry(next.state), TradingState::HardHalt);
        QCOMPARE(effectsOf<effect::StateChanged>(next).size(), size_t(1));
    }

    void startsWhereItIsTold()
    {
        const Step next =
            step({Behaviour::Runbook, Role::Brain}, {}, event::Started{TradingState::SoftHalt, QStringLiteral("x")});
        QCOMPARE(next.state.trading, TradingState::SoftHalt); // the lock file is no part of the runbook
    }

    void riskUpdateAnswersWithThePolicy()
    {
        const CoreConfig brain{Behaviour::Runbook, Role::Brain};
        Step next = step(brain, {}, event::RiskUpdate{R"({"maxAccountLeverage": 5.0})", true});
        QCOMPARE(next.state.policy.values.value(QStringLiteral("maxAccountLeverage")).toDouble(), 5.0);
        QVERIFY(onlyReply(next).startsWith(R"({"service":"titan-brain","policy":{)"));
        QVERIFY(onlyReply(next).contains("\"maxAccountLeverage\":5,"));
        QCOMPARE(effectsOf<effect::PolicyChanged>(next).size(), size_t(1));
        const Step refused = step(brain, next.state, event::RiskUpdate{R"({"maxAccountLeverage": 500})", true});
        QCOMPARE(refused.state, next.state);
        QVERIFY(onlyReply(refused).startsWith(
            R"({"service":"titan-brain","error":"maxAccountLeverage: above the maximum of 100","policy":{)"));
        QVERIFY(effectsOf<effect::PolicyChanged>(refused).empty());
        const Step reloaded = step(brain, next.state, event::RiskReload{true});
        QCOMPARE(reloaded.state.policy, RiskPolicy{});
        QCOMPARE(effectsOf<effect::PolicyChanged>(reloaded).size(), size_t(1));
    }

    void ignoresWhatTheRunbookDoesNotName()
    {
        const CoreConfig brain{Behaviour::Runbook, Role::Brain};
        const CoreState state;
        for (const Event& event : {Event(event::Flatten{}), Event(event::Policy{"{}"}), Event(event::Arm{false, {}}),
                                   Event(event::SignedRiskCommand{QStringLiteral("titan.cmd.risk.halt"), "{}"})}) {
            const Step next = step(brain, state, event);
            QCOMPARE(next.state, state);
            QVERIFY(next.effects.empty());
        }
    }

    void onlyBrainAndExecutionListen()
    {
        const Subjects subjects = subjectsOf(Behaviour::Runbook);
        for (const Role role : allRoles) {
            const auto subscribed = subscriptionsOf({Behaviour::Runbook, role}, subjects);
            const bool listens = std::find(subscribed.begin(), subscribed.end(), subjects.halt) != subscribed.end();
            QCOMPARE(listens, role == Role::Brain || role == Role::Execution);
        }
    }
};

QTEST_GUILESS_MAIN(TestSimHaltRunbook)
#include "tst_sim_halt_runbook.moc"
