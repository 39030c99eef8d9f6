#include "sim/service_core.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::sim;
using ops::domain::TradingState;

namespace {

template <class T>
int count(const Step& step)
{
    int n = 0;
    for (const Effect& effect : step.effects)
        n += std::holds_alternative<T>(effect) ? 1 : 0;
    return n;
}

bool logs(const Step& step, const QString& text)
{
    for (const Effect& effect : step.effects)
        if (const auto* line = std::get_if<effect::Log>(&effect); line != nullptr && line->text.contains(text))
            return true;
    return false;
}

std::optional<QString> lockReason(const Step& step)
{
    for (const Effect& effect : step.effects)
        if (const auto* lock = std::get_if<effect::WriteLock>(&effect))
            return lock->reason;
    return std::nullopt;
}

enum Lock { Untouched, Written, Removed };

} // namespace

// The public versions as tables, row by row of titan-facts 1.1, 1.2 and fact 4.
class TestSimHaltPublic : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void engine_data()
    {
        QTest::addColumn<bool>("haltedBefore");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("haltedInJanuary");
        QTest::addColumn<bool>("haltedInFebruary");
        QTest::addColumn<int>("lockInJanuary");
        QTest::addColumn<int>("lockInFebruary");
        const auto row = [](const char* name, bool before, const char* payload, bool january, bool february,
                            int januaryLock, int februaryLock) {
            QTest::newRow(name) << before << QByteArray(payload) << january << february << januaryLock << februaryLock;
        };
        row("hard", false, R"({"state":"HARD_HALT","reason":"r"})", true, true, Written, Written);
        row("soft is hard", false, R"({"state":"SOFT_HALT","reason":"r"})", true, true, Written, Written);
        row("hard again rewrites the file", true, R"({"state":"HARD_HALT","reason":"r"})", true, true, Written,
            Written);
        row("open", true, R"({"state":"OPEN","reason":"r"})", false, false, Removed, Removed);
        row("open while open", false, R"({"state":"OPEN"})", false, false, Removed, Removed);
        row("unknown state only warns", true, R"({"state":"NORMAL"})", true, true, Untouched, Untouched);
        row("not JSON only warns", true, "halt", true, true, Untouched, Untouched);
        row("empty object resumes", true, "{}", false, true, Removed, Untouched);
        row("wrong key case resumes", true, R"({"State":"HARD_HALT"})", false, true, Removed, Untouched);
        row("envelope resumes", true, R"({"id":"x","payload":{"state":"HARD_HALT"}})", false, true, Removed, Untouched);
        row("reason and operator resume", true, R"({"reason":"r","operator":"o"})", false, true, Removed, Untouched);
        row("state is a number", true, R"({"state":1})", false, true, Removed, Untouched);
        row("active true halts", false, R"({"active":true,"reason":"r"})", true, false, Written, Untouched);
        row("active false resumes", true, R"({"active":false})", false, true, Removed, Untouched);
        row("active is no bool", true, R"({"active":"yes"})", false, true, Removed, Untouched);
        row("array resumes", true, "[]", false, true, Removed, Untouched);
        row("scalar resumes", true, "5", false, true, Removed, Untouched);
    }
    void engine()
    {
        QFETCH(bool, haltedBefore);
        QFETCH(QByteArray, payload);
        QFETCH(bool, haltedInJanuary);
        QFETCH(bool, haltedInFebruary);
        QFETCH(int, lockInJanuary);
        QFETCH(int, lockInFebruary);
        CoreState state;
        state.trading = haltedBefore ? TradingState::HardHalt : TradingState::Open;
        const std::tuple<Behaviour, bool, int> sets[] = {{Behaviour::Jan30, haltedInJanuary, lockInJanuary},
                                                         {Behaviour::Feb16, haltedInFebruary, lockInFebruary}};
        for (const auto& [behaviour, halted, lock] : sets) {
            const Step next = step({behaviour, Role::Execution}, state, event::Halt{payload, true, 0});
            QCOMPARE(next.state.trading, halted ? TradingState::HardHalt : TradingState::Open);
            QCOMPARE(count<effect::Reply>(next), 0); // never an answer
            QCOMPARE(count<effect::WriteLock>(next), lock == Written ? 1 : 0);
            QCOMPARE(count<effect::RemoveLock>(next), lock == Removed ? 1 : 0);
            // Only a change has its own log line.
            QCOMPARE(logs(next, QStringLiteral("SYSTEM HALT ACTIVATED: ")), halted && !haltedBefore);
            QCOMPARE(logs(next, QStringLiteral("SYSTEM HALT LIFTED: ")), !halted && haltedBefore);
        }
    }

    void lockFileHoldsTheNewestReason()
    {
        const CoreConfig engineConfig{Behaviour::Jan30, Role::Execution};
        Step next = step(engineConfig, {}, event::Halt{R"({"state":"HARD_HALT","reason":"one"})", false, 0});
        QCOMPARE(lockReason(next), QStringLiteral("one"));
        next = step(engineConfig, next.state, event::Halt{R"({"state":"HARD_HALT","reason":"two"})", false, 0});
        QCOMPARE(lockReason(next), QStringLiteral("two"));
        next = step(engineConfig, next.state, event::Halt{R"({"state":"HARD_HALT"})", false, 0});
        QCOMPARE(lockReason(next), QStringLiteral("System Command"));
    }

    void lockFileIsReadAtStartOnly()
    {
        for (const Behaviour behaviour : {Behaviour::Jan30, Behaviour::Feb16}) {
            const CoreConfig engineConfig{behaviour, Role::Execution};
            const Step halted = step(engineConfig, {}, event::Started{TradingState::Open, QStringLiteral("left over")});
            QCOMPARE(halted.state.trading, TradingState::HardHalt);
            QCOMPARE(halted.state.reason, QStringLiteral("left over"));
            const Step fresh = step(engineConfig, {}, event::Started{TradingState::Open, std::nullopt});
            QCOMPARE(fresh.state.trading, TradingState::Open);
            const Step told = step(engineConfig, {}, event::Started{TradingState::SoftHalt, std::nullopt});
            QCOMPARE(told.state.trading, TradingState::HardHalt); // it has one flag
        }
    }

    void brainIsNotReachedOverNats()
    {
        for (const Behaviour behaviour : {Behaviour::Jan30, Behaviour::Feb16}) {
            const Subjects subjects = subjectsOf(behaviour);
            QVERIFY(subscriptionsOf({behaviour, Role::Brain}, subjects).empty());
            const Step next = step({behaviour, Role::Brain}, {}, event::Halt{R"({"state":"HARD_HALT"})", true, 0});
            QCOMPARE(next.state, CoreState{});
            QVERIFY(next.effects.empty());
            const Step started = step({behaviour, Role::Brain}, {}, event::Started{});
            QVERIFY(logs(started, QStringLiteral("push consumer requires deliver_subject")));
        }
    }

    void riskCommandsAreSwallowed()
    {
        const CoreConfig engineConfig{Behaviour::Jan30, Role::Execution};
        for (const Event& event : {Event(event::RiskUpdate{"{}", true}), Event(event::RiskReload{true})}) {
            const Step next = step(engineConfig, {}, event);
            QCOMPARE(next.state, CoreState{});
            QVERIFY(next.effects.empty());
        }
        const Step signedCommand =
            step(engineConfig, {},
                 event::SignedRiskCommand{QStringLiteral("titan.cmd.risk.update"), R"({"maxAccountLeverage":5})"});
        QCOMPARE(signedCommand.state, CoreState{});
        QVERIFY(logs(signedCommand, QStringLiteral("Missing signature")));
        QCOMPARE(count<effect::Reply>(signedCommand), 0);
    }

    void policyReplacesWholeOrNotAtAll()
    {
        const CoreConfig engineConfig{Behaviour::Jan30, Role::Execution};
        RiskPolicy policy;
        policy.values.insert(QStringLiteral("maxAccountLeverage"), 1000);
        const Step next = step(engineConfig, {}, event::Policy{policyBroadcast(policy, 5)});
        QCOMPARE(next.state.policy, policy); // no bound is checked there
        QVERIFY(logs(next, QStringLiteral("Risk Policy Updated")));
        const Step partial = step(engineConfig, next.state, event::Policy{R"({"maxAccountLeverage":2})"});
        QCOMPARE(partial.state, next.state);
        QVERIFY(logs(partial, QStringLiteral("missing field")));
    }

    void flattenIgnoresItsPayloadAndTheHalt()
    {
        CoreState state;
        state.trading = TradingState::HardHalt;
        const Step next = step({Behaviour::Jan30, Role::Execution}, state, event::Flatten{});
        QCOMPARE(count<effect::FlattenAll>(next), 1);
        QCOMPARE(next.state, state);
    }

    void onlyFebruaryArms()
    {
        const Step disarmed = step({Behaviour::Feb16, Role::Execution}, {}, event::Arm{false, "any bytes \xFF"});
        QVERIFY(!disarmed.state.armed);
        QVERIFY(logs(disarmed, QStringLiteral("EXECUTION DISARMED: any bytes")));
        QVERIFY(step({Behaviour::Feb16, Role::Execution}, disarmed.state, event::Arm{false, {}}).effects.empty());
        QVERIFY(step({Behaviour::Feb16, Role::Execution}, disarmed.state, event::Arm{true, {}}).state.armed);
        QVERIFY(step({Behaviour::Jan30, Role::Execution}, {}, event::Arm{false, {}}).state.armed);
    }

    void subjectsAndNames()
    {
        const Subjects january = subjectsOf(Behaviour::Jan30);
        const Subjects february = subjectsOf(Behaviour::Feb16);
        QCOMPARE(january.halt, QStringLiteral("titan.cmd.sys.halt"));
        QCOMPARE(february.halt, QStringLiteral("titan.cmd.sys.halt.v1"));
        QCOMPARE(february.policy, QStringLiteral("titan.cmd.risk.policy.v1"));
        QVERIFY(january.reject.isEmpty());
        QVERIFY(january.orderPrefix.isEmpty());
        QCOMPARE(subscriptionsOf({Behaviour::Jan30, Role::Execution}, january).front(), january.halt);
        QCOMPARE(clientName(Behaviour::Jan30, Role::Brain), QString());
        QCOMPARE(clientName(Behaviour::Runbook, Role::Brain), QStringLiteral("titan-brain"));
    }

    void liarAppliesNothing()
    {
        CoreState state;
        state.faults.lying = true;
        const Step next = step({Behaviour::Jan30, Role::Execution}, state,
                               event::Halt{R"({"state":"HARD_HALT","reason":"r"})", false, 0});
        QCOMPARE(next.state.trading, TradingState::Open);
        QCOMPARE(count<effect::WriteLock>(next), 0);
    }
};

QTEST_GUILESS_MAIN(TestSimHaltPublic)
#include "tst_sim_halt_public.moc"
