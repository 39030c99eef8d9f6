#include "domain/health/contradiction.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace ops;

// Which members of a health answer contradict the "ok" beside them; what is well, or a setting, raises no false alarm.
class TestContradiction final : public test::TestCase {
    Q_OBJECT

private:
    static QJsonObject answer(const QByteArray& rest)
    {
        return QJsonDocument::fromJson("{\"status\":\"ok\"," + rest + "}").object();
    }

private Q_SLOTS:
    // rule: H6
    void whatContradicts_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QString>("member");
        const auto row = [](const char* rest, const char* member) {
            QTest::newRow(rest) << QByteArray(rest) << QString::fromUtf8(member);
        };
        // A part of it is not there.
        row(R"("redis":false)", "redis: false");
        row(R"("checks":{"database":false})", "checks.database: false");
        row(R"("connections":{"binance":false,"executionService":true})", "connections.binance: false");
        row(R"("natsConnected":false)", "natsConnected: false");
        row(R"("redis_connected":false)", "redis_connected: false");
        row(R"("db":{"up":false})", "db.up: false");
        row(R"("nats":{"running":false})", "nats.running: false");
        row(R"("checks":[{"name":"redis","status":false}])", "checks[0].status: false");
        // As a word, and as a number.
        row(R"("db":{"connected":"false"})", "db.connected: false");
        row(R"("healthy":"no")", "healthy: no");
        row(R"("ready":0)", "ready: 0");
        row(R"("code":503)", "code: 503");
        row(R"("statusCode":401)", "statusCode: 401");
        // It names what is unwell.
        row(R"("degraded":true)", "degraded: true");
        row(R"("unhealthy":["redis"])", R"(unhealthy: ["redis"])");
        row(R"("failedChecks":["redis"])", R"(failedChecks: ["redis"])");
        row(R"("failed_checks":2)", "failed_checks: 2");
        row(R"("warnings":["disk"])", R"(warnings: ["disk"])");
        row(R"("message":"database connection failed")", "message: database connection failed");
        // The first is a word of Titan's engine.
        row(R"("dependencies":{"nats":"Pending"})", "dependencies.nats: Pending");
        row(R"("checks":{"redis":"warn"})", "checks.redis: warn");
        row(R"("checks":{"redis":{"status":"stopped"}})", "checks.redis.status: stopped");
        row(R"("db":{"status":"unknown"})", "db.status: unknown");
        row(R"("nats":"CLOSED")", "nats: CLOSED");
        row(R"("db":"DOWN!")", "db: DOWN!");
        row(R"("db":"down since 10:00")", "db: down since 10:00");
        row(R"("db":"❌ x")", "db: ❌ x");
        row(R"("feed":"connect ECONNREFUSED 127.0.0.1:6379")", "feed: connect ECONNREFUSED 127.0.0.1:6379");
        // All is well, or nothing is said of now.
        row(R"("degraded":false,"unhealthy":[],"down":0,"warnings":[],"issues":[])", "");
        row(R"("disconnected":false,"notReady":false,"wasConnected":false)", "");
        row(R"("clients":{"connected":0},"uptime":0,"up":0.5)", "");
        row(R"("features":{"redis":false,"tls":false})", "");
        row(R"("services":{"replay":{"enabled":false}})", "");
        row(R"("checks":{"halted":false,"paperTrading":false,"redis":true})", "");
        row(R"("services":{"restarting":false,"hasErrors":false},"connection":{"secure":false})", "");
        row(R"("info":{"db":{"status":"up"}},"error":{},"details":{"db":{"status":"up","exists":false}})", "");
        row(R"("circuitBreaker":{"state":"closed","active":false})", "");
        row(R"("market":{"state":"closed"},"trading":{"state":"paused"})", "");
        row(R"("lastError":"connect ECONNREFUSED 127.0.0.1:6379")", "");
        row(R"("message":"All systems operational, 0 errors")", "");
        row(R"("statusCode":200,"code":0)", "");
        row(R"("live":false,"armed":false,"updateAvailable":false)", "");
        row(R"("dependencies":{"nats":"Connected"},"connections":{"binance":true})", "");
    }
    void whatContradicts()
    {
        QFETCH(QByteArray, rest);
        const QJsonObject object = answer(rest);
        QVERIFY(object.size() > 1);
        QTEST(domain::contradiction(object, QStringLiteral("status")).value_or(QString()), "member");
    }

    // What answers may be anybody, and is read on the GUI thread.
    void aLongAnswerTakesNoTime_data()
    {
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char* name, const QByteArray& rest) { QTest::newRow(name) << rest; };
        row("a long key", '"' + QByteArray(60'000, 'a') + "\":false");
        row("a long key of several words", '"' + QByteArray("aB_").repeated(20'000) + "\":false");
        row("a long word", "\"message\":\"" + QByteArray(60'000, 'a') + '"');
        row("many members", "\"checks\":[" + QByteArray("{\"message\":\"is up\"},").repeated(2'500) + "1]");
    }
    void aLongAnswerTakesNoTime()
    {
        QFETCH(QByteArray, rest);
        const QJsonObject object = answer(rest);
        QVERIFY(object.size() > 1);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!domain::contradiction(object, QStringLiteral("status")));
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestContradiction)
#include "tst_contradiction.moc"
