#include "sim/http_core.h"
#include "sim/log_format.h"
#include "sim/telemetry.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace ops::sim;
using ops::domain::TradingState;

namespace {

constexpr qint64 now = 1'769'796'251'207;

HttpReply get(Behaviour behaviour, Role role, const char* path, const QString& sick = {}, bool connected = true)
{
    CoreState state;
    state.faults.sickWord = sick;
    return answerHttp({behaviour, role}, state, {connected, now, now - 5000}, "GET", path);
}

QJsonObject object(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

// What a service says over HTTP, in telemetry and in its log, byte for byte where others read it.
class TestSimAnswers : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void health_data()
    {
        QTest::addColumn<int>("behaviour");
        QTest::addColumn<int>("role");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("sick");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, Behaviour behaviour, Role role, const char* path, const char* sick,
                            int status, const char* body) {
            QTest::newRow(name) << static_cast<int>(behaviour) << static_cast<int>(role) << QByteArray(path)
                                << QString::fromLatin1(sick) << status << QByteArray(body);
        };
        const auto runbook = Behaviour::Runbook;
        row("brain", runbook, Role::Brain, "/health", "", 200, "{\"status\":\"ok\"}");
        row("console", runbook, Role::Console, "/api/health", "", 200, "{\"status\":\"ok\"}");
        row("console, short", runbook, Role::Console, "/health", "", 200, "{\"status\":\"ok\"}");
        row("execution", runbook, Role::Execution, "/health", "", 200, "{\"status\":\"ok\"}");
        row("brain has no api path", runbook, Role::Brain, "/api/health", "", 404, "{\"error\":\"not found\"}");
        row("root", runbook, Role::Brain, "/", "", 404, "{\"error\":\"not found\"}");
        row("brain degraded", runbook, Role::Brain, "/health", "degraded", 200, "{\"status\":\"degraded\"}");
        row("brain unhealthy", runbook, Role::Brain, "/health", "unhealthy", 503, "{\"status\":\"unhealthy\"}");
        row("jan30 brain is never ok", Behaviour::Jan30, Role::Brain, "/health", "", 200, "{\"status\":\"healthy\"}");
        row("jan30 degraded", Behaviour::Jan30, Role::Brain, "/health", "degraded", 200, "{\"status\":\"degraded\"}");
        row("feb16 unhealthy", Behaviour::Feb16, Role::Brain, "/health", "unhealthy", 503,
            "{\"status\":\"unhealthy\"}");
        row("jan30 engine", Behaviour::Jan30, Role::Execution, "/health", "", 200,
            "{\"status\":\"ok\",\"version\":\"0.1.0\",\"dependencies\":{\"nats\":\"Connected\"}}");
        row("engine status needs a key", Behaviour::Jan30, Role::Execution, "/status", "", 401,
            "{\"error\":\"Unauthorized\"}");
        row("jan30 port 3000 is Grafana", Behaviour::Jan30, Role::Console, "/api/health", "", 200,
            "{\"commit\":\"practice\",\"database\":\"ok\",\"version\":\"11.0.0\"}");
        row("feb16 console api", Behaviour::Feb16, Role::Console, "/health", "", 200, "{\"status\":\"ok\"}");
        row("feb16 console has no api path", Behaviour::Feb16, Role::Console, "/api/health", "", 404,
            "{\"error\":\"not found\"}");
        row("unsigned route", Behaviour::Jan30, Role::Brain, "/breaker", "", 401, "{\"error\":\"Missing signature\"}");
    }
    void health()
    {
        QFETCH(int, behaviour);
        QFETCH(int, role);
        QFETCH(QByteArray, path);
        QFETCH(QString, sick);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const HttpReply reply = get(static_cast<Behaviour>(behaviour), static_cast<Role>(role), path, sick);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.body, body);
        QCOMPARE(reply.contentType, QByteArray("application/json"));
    }

    void engineNoticesNatsAndTheBrainDoesNot()
    {
        QCOMPARE(get(Behaviour::Jan30, Role::Execution, "/health", {}, false).status, 503);
        QCOMPARE(get(Behaviour::Jan30, Role::Brain, "/health", {}, false).body, QByteArray("{\"status\":\"healthy\"}"));
    }

    void publicBrainHealthIsOld()
    {
        QCOMPARE(healthCacheMs({Behaviour::Jan30, Role::Brain}), qint64(10'000));
        QCOMPARE(healthCacheMs({Behaviour::Jan30, Role::Execution}), qint64(0));
        QCOMPARE(healthCacheMs({Behaviour::Runbook, Role::Brain}), qint64(0));
    }

    void liarIsWell()
    {
        CoreState state;
        state.faults.sickWord = QStringLiteral("unhealthy");
        state.faults.lying = true;
        QCOMPARE(answerHttp({Behaviour::Runbook, Role::Brain}, state, {}, "GET", "/health").body,
                 QByteArray("{\"status\":\"ok\"}"));
    }

    void onlyReadingIsAllowed()
    {
        QCOMPARE(answerHttp({Behaviour::Runbook, Role::Brain}, {}, {}, "POST", "/health").status, 405);
    }

    void brainStatusShowsItsOwnBreaker()
    {
        const QJsonObject status = object(get(Behaviour::Feb16, Role::Brain, "/status").body);
        QCOMPARE(status.value(QStringLiteral("mode")).toString(), QStringLiteral("NORMAL"));
        const QJsonObject breaker =
            status.value(QStringLiteral("details")).toObject().value(QStringLiteral("circuitBreaker")).toObject();
        QVERIFY(!breaker.value(QStringLiteral("active")).toBool(true));
    }

    void heartbeats()
    {
        CoreState state;
        state.trading = TradingState::SoftHalt;
        const Subjects subjects = subjectsOf(Behaviour::Runbook);
        const auto execution = heartbeat({Behaviour::Runbook, Role::Execution}, state, subjects, now);
        QCOMPARE(execution.size(), size_t(1));
        QCOMPARE(execution[0].subject, QStringLiteral("titan.evt.system.heartbeat"));
        QCOMPARE(execution[0].payload,
                 QByteArray(
                     "{\"service\":\"titan-execution\",\"ts\":1769796251207,\"state\":\"Normal\",\"regime\":\"STABLE\","
                     "\"tradingState\":\"SOFT_HALT\"}"));
        const auto hunter = heartbeat({Behaviour::Runbook, Role::Hunter}, state, subjects, now);
        QCOMPARE(hunter[0].payload, QByteArray("{\"service\":\"titan-phase2-hunter\",\"ts\":1769796251207,\"state\":"
                                               "\"Normal\",\"regime\":\"STABLE\"}"));
        // Only the Brain has one in the public versions, and it says nothing about trading.
        QVERIFY(heartbeat({Behaviour::Jan30, Role::Execution}, state, subjectsOf(Behaviour::Jan30), now).empty());
        const auto brain = heartbeat({Behaviour::Feb16, Role::Brain}, state, subjectsOf(Behaviour::Feb16), now);
        QCOMPARE(brain[0].subject, QStringLiteral("titan.sys.heartbeat.v1.risk-guardian"));
        QCOMPARE(brain[0].payload, QByteArray("{\"ts\":1769796251207,\"state\":\"Normal\",\"regime\":\"STABLE\"}"));
    }

    void dashboardCountsWhatStaysOpen() // rule: H8
    {
        CoreState brain;
        brain.trading = TradingState::HardHalt;
        brain.reason = QStringLiteral("why");
        const Message message =
            dashboard({Behaviour::Runbook, Role::Brain}, brain, initialFlow(1), subjectsOf(Behaviour::Runbook), now, 0);
        QCOMPARE(message.subject, QStringLiteral("titan.data.dashboard.update.v1"));
        const QJsonObject body = object(message.payload);
        const QJsonObject positions = body.value(QStringLiteral("positionsSummary")).toObject();
        QCOMPARE(positions.value(QStringLiteral("count")).toInt(), 3);
        QVERIFY(positions.value(QStringLiteral("totalNotional")).toDouble() > 0);
        QVERIFY(positions.contains(QStringLiteral("totalUnrealizedPnL")));
        QCOMPARE(body.value(QStringLiteral("ordersSummary")).toObject().value(QStringLiteral("count")).toInt(), 2);
        const QJsonObject breaker = body.value(QStringLiteral("circuitBreaker")).toObject();
        QVERIFY(breaker.value(QStringLiteral("active")).toBool());
        QCOMPARE(breaker.value(QStringLiteral("type")).toString(), QStringLiteral("HARD"));
        const Message january =
            dashboard({Behaviour::Jan30, Role::Brain}, brain, initialFlow(1), subjectsOf(Behaviour::Jan30), now, 0);
        QVERIFY(!object(january.payload)
                     .value(QStringLiteral("circuitBreaker"))
                     .toObject()
                     .value(QStringLiteral("active"))
                     .toBool(true));
        QCOMPARE(dashboardCacheMs(Behaviour::Jan30), qint64(60'000));
    }

    void publicPolicyIsHardCoded()
    {
        CoreState brain;
        brain.policy.values.insert(QStringLiteral("maxAccountLeverage"), 3);
        const auto leverage = [&](Behaviour behaviour) {
            const Message message = policyMessage({behaviour, Role::Brain}, brain, subjectsOf(behaviour), now);
            return object(message.payload).value(QStringLiteral("max_account_leverage")).toDouble();
        };
        QCOMPARE(leverage(Behaviour::Runbook), 3.0);
        QCOMPARE(leverage(Behaviour::Jan30), 10.0);
        QCOMPARE(leverage(Behaviour::Feb16), 10.0);
    }

    void logFormats_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("toStderr");
        const auto row = [](const char* name, Role role, LogLevel level, const char* line, bool toStderr) {
            QTest::newRow(name) << static_cast<int>(role) << static_cast<int>(level) << QByteArray(line) << toStderr;
        };
        row("brain", Role::Brain, LogLevel::Warn,
            "{\"timestamp\":\"2026-01-30T18:04:11.207Z\",\"level\":\"WARN\",\"message\":\"say "
            "\\\"it\\\"\",\"component\":\"titan-brain\","
            "\"metadata\":{\"k\":1}}",
            true);
        row("brain info", Role::Brain, LogLevel::Info,
            "{\"timestamp\":\"2026-01-30T18:04:11.207Z\",\"level\":\"INFO\",\"message\":\"say "
            "\\\"it\\\"\",\"component\":\"titan-brain\","
            "\"metadata\":{\"k\":1}}",
            false);
        row("execution", Role::Execution, LogLevel::Error,
            "{\"timestamp\":\"2026-01-30T18:04:11.207000Z\",\"level\":\"ERROR\",\"fields\":{\"message\":\"say "
            "\\\"it\\\"\",\"k\":1}}",
            false);
        row("hunter", Role::Hunter, LogLevel::Fatal,
            "{\"timestamp\":\"2026-01-30T18:04:11.207Z\",\"level\":\"CRITICAL\",\"message\":\"say "
            "\\\"it\\\"\",\"k\":1}",
            false);
        row("console", Role::Console, LogLevel::Info,
            "{\"level\":30,\"time\":1769796251207,\"pid\":7,\"hostname\":\"titan-console\",\"k\":1,\"msg\":\"say "
            "\\\"it\\\"\"}",
            false);
        row("lab", Role::PowerlawLab, LogLevel::Info, "[Lab] say \"it\"", false);
        row("quant", Role::AiQuant, LogLevel::Error, "[Quant] ERROR: say \"it\"", false);
    }
    void logFormats()
    {
        QFETCH(int, role);
        QFETCH(int, level);
        QFETCH(QByteArray, line);
        QFETCH(bool, toStderr);
        const LogRecord record{
            now, static_cast<LogLevel>(level), QStringLiteral("say \"it\""), {{QStringLiteral("k"), 1}}};
        QCOMPARE(formatLog(static_cast<Role>(role), record), line + '\n');
        QCOMPARE(goesToStderr(static_cast<Role>(role), record.level), toStderr);
    }

    void everyRoleKeepsOneRecordOnOneLine()
    {
        for (const Role role : allRoles)
            QCOMPARE(formatLog(role, {now, LogLevel::Info, QStringLiteral("a\nb"), {}}).count('\n'), 1);
    }
};

QTEST_GUILESS_MAIN(TestSimAnswers)
#include "tst_sim_answers.moc"
