#include "domain/health/health_check.h"
#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QSet>
#include <QTest>

using namespace ops;
using domain::HealthCheck;
using domain::HealthCheckKind;
using domain::HealthWay;

namespace {

domain::Runbook shipped(const char* variant)
{
    const auto book = test::shippedRunbook(QString::fromLatin1(variant));
    if (!book)
        qFatal("%s", qPrintable(base::toLogLine(book.error())));
    return *book;
}

domain::Environment environment(domain::HostKind kind)
{
    domain::Environment made;
    made.natsUrls = {QStringLiteral("nats://10.0.0.5:4222")};
    made.monitoringUrl = QStringLiteral("http://10.0.0.5:8222/");
    domain::HostConfig host;
    host.name = QStringLiteral("titan-1");
    host.kind = kind;
    made.hosts = {host};
    return made;
}

const HealthCheck& byId(const std::vector<HealthCheck>& checks, const char* id)
{
    for (const HealthCheck& check : checks)
        if (check.id == QLatin1String(id))
            return check;
    qFatal("no check %s", id);
}

} // namespace

// From the shipped runbook to checks: which there are, who is asked, from where, and what is expected.
class TestHealthCheck final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theRunbooksChecksInItsOrder()
    {
        const auto checks = domain::healthChecks(shipped("runbook"), environment(domain::HostKind::Local));
        QStringList lines;
        for (const HealthCheck& check : checks)
            lines << check.id + QStringLiteral(" | ") + check.expected() + QStringLiteral(" | ") + check.commandLine();
        QCOMPARE(
            lines,
            (QStringList{
                QStringLiteral(R"(endpoint/titan-brain | {"status":"ok"} | curl http://localhost:3100/health)"),
                QStringLiteral(R"(endpoint/titan-console | {"status":"ok"} | curl http://localhost:3000/api/health)"),
                QStringLiteral("nats/NATS | PONG | docker exec titan-nats nats server ping"),
                QStringLiteral("command/Redis | PONG | docker exec titan-redis redis-cli ping"),
                QStringLiteral("command/Postgres | accepting connections | docker exec titan-postgres pg_isready "
                               "-U titan"),
                QStringLiteral("script/Check all services | exit 0 | ./scripts/ops/health_check.sh"),
            }));
    }

    void theServiceIsTheOneWhoseContainerIsAsked()
    {
        const auto checks = domain::healthChecks(shipped("runbook"), environment(domain::HostKind::Local));
        QCOMPARE(byId(checks, "command/Redis").service, QStringLiteral("titan-redis"));
        QCOMPARE(byId(checks, "nats/NATS").service, QStringLiteral("titan-nats"));
        QVERIFY(byId(checks, "script/Check all services").service.isEmpty());
    }

    void aScriptRunsOnlyWhenAsked()
    {
        const auto checks = domain::healthChecks(shipped("runbook"), environment(domain::HostKind::Local));
        for (const HealthCheck& check : checks)
            QCOMPARE(check.scheduled, check.kind != HealthCheckKind::Script);
        for (const HealthCheck& check : checks) // a rollback is no check
            QVERIFY(!check.argv.join(QLatin1Char(' ')).contains(QStringLiteral("rollback")));
    }

    void natsIsAskedByUsAndItsMonitoringPort()
    {
        auto where = environment(domain::HostKind::Ssh);
        const HealthCheck check = byId(domain::healthChecks(shipped("runbook"), where), "nats/NATS");
        QCOMPARE(check.kind, HealthCheckKind::NatsServer);
        QCOMPARE(check.way, HealthWay::Here);
        QVERIFY(check.argv.isEmpty()); // the CLI is in no NATS image
        QCOMPARE(check.url, QStringLiteral("http://10.0.0.5:8222/healthz"));
        where.monitoringUrl.clear();
        QVERIFY(byId(domain::healthChecks(shipped("runbook"), where), "nats/NATS").url.isEmpty());
    }

    void localhostIsTheTitanHost_data()
    {
        QTest::addColumn<domain::Environment>("where");
        QTest::addColumn<HealthWay>("way");
        QTest::addColumn<QString>("url");
        const QString book = QStringLiteral("http://localhost:3100/health");
        QTest::newRow("this machine is the host") << environment(domain::HostKind::Local) << HealthWay::Here << book;
        QTest::newRow("over ssh, there") << environment(domain::HostKind::Ssh) << HealthWay::OnHost << book;
        auto nowhere = environment(domain::HostKind::Local);
        nowhere.hosts.clear();
        // This machine's own port 3100 would be somebody else's.
        QTest::newRow("no host is named") << nowhere << HealthWay::Nowhere << book;
        auto here = nowhere;
        here.natsUrls = {QStringLiteral("nats://127.0.0.1:4222"), QStringLiteral("nats://[::1]:4222")};
        QTest::newRow("all of Titan is here") << here << HealthWay::Here << book;
        auto through = here; // the near ends of forwards are no sign of it
        through.natsThrough = QStringLiteral("titan-1");
        QTest::newRow("only the way to it is here") << through << HealthWay::Nowhere << book;
        auto named = environment(domain::HostKind::Ssh);
        named.healthUrls.insert(QStringLiteral("titan-brain"), QStringLiteral("http://10.0.0.5:3100/health"));
        QTest::newRow("another URL") << named << HealthWay::Here << QStringLiteral("http://10.0.0.5:3100/health");
    }
    void localhostIsTheTitanHost()
    {
        QFETCH(domain::Environment, where);
        QFETCH(HealthWay, way);
        QFETCH(QString, url);
        const HealthCheck check = byId(domain::healthChecks(shipped("runbook"), where), "endpoint/titan-brain");
        QCOMPARE(check.way, way);
        QCOMPARE(check.url, url);
        QCOMPARE(check.fromRunbook, !where.healthUrls.contains(QStringLiteral("titan-brain")));
        QCOMPARE(check.host, way == HealthWay::OnHost ? QStringLiteral("titan-1") : QString());
        // -q stands first, or curl reads ~/.curlrc there before it comes to it.
        const QString curl =
            QStringLiteral("curl -q --silent --include --show-error --max-time 5 --noproxy * -- ") + url;
        QCOMPARE(check.argv, way == HealthWay::OnHost ? curl.split(QLatin1Char(' ')) : QStringList());
        QCOMPARE(check.deadline, std::chrono::milliseconds(5000));
        QCOMPARE(check.endAfter(), std::chrono::milliseconds(5500)); // so that curl can say how far it came
        // What the operator copies stays the runbook's.
        QCOMPARE(check.commandLine(), QStringLiteral("curl http://localhost:3100/health"));
    }

    void whichUrlsAreThisMachine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("name") << QStringLiteral("http://localhost:3100/health") << true;
        QTest::newRow("v4") << QStringLiteral("nats://127.0.0.1:4222") << true;
        QTest::newRow("another of v4") << QStringLiteral("nats://127.8.0.1") << true;
        QTest::newRow("v6") << QStringLiteral("nats://[::1]:4222") << true;
        QTest::newRow("another host") << QStringLiteral("nats://10.0.0.5:4222") << false;
        QTest::newRow("a name that begins so") << QStringLiteral("http://localhost.titan/") << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void whichUrlsAreThisMachine()
    {
        QFETCH(QString, url);
        QTEST(domain::isLoopback(url), "loopback");
    }

    void commandsGoToTheHostOfTheirService()
    {
        auto where = environment(domain::HostKind::Local);
        domain::HostConfig data;
        data.name = QStringLiteral("data-1");
        data.kind = domain::HostKind::Ssh;
        where.hosts.push_back(data);
        where.serviceHosts.insert(QStringLiteral("titan-postgres"), QStringLiteral("data-1"));
        const auto checks = domain::healthChecks(shipped("runbook"), where);
        QCOMPARE(byId(checks, "command/Postgres").host, QStringLiteral("data-1"));
        QCOMPARE(byId(checks, "command/Redis").host, QStringLiteral("titan-1"));
        QCOMPARE(byId(checks, "script/Check all services").host, QStringLiteral("titan-1"));
        where.hosts.clear();
        where.serviceHosts.clear();
        for (const HealthCheck& check : domain::healthChecks(shipped("runbook"), where))
            if (check.kind != HealthCheckKind::NatsServer)
                QCOMPARE(check.way, HealthWay::Nowhere);
    }

    void everyVariantHasChecksOfItsOwn_data()
    {
        QTest::addColumn<QByteArray>("variant");
        for (const char* variant : {"runbook", "jan30", "feb16"})
            QTest::newRow(variant) << QByteArray(variant);
    }
    void everyVariantHasChecksOfItsOwn()
    {
        QFETCH(QByteArray, variant);
        const domain::Runbook book = shipped(variant.constData());
        const auto checks = domain::healthChecks(book, environment(domain::HostKind::Local));
        QSet<QString> ids;
        for (const HealthCheck& check : checks)
            ids.insert(check.id);
        QCOMPARE(static_cast<size_t>(ids.size()), checks.size());
        QCOMPARE(checks.size(), book.healthEndpoints.size() + book.infrastructureChecks.size() + 1U);
    }

    void aNameThatComesTwiceIsTwoChecks()
    {
        domain::Runbook book;
        book.infrastructureChecks = {
            {QStringLiteral("Redis"), {QStringLiteral("a")}, QStringLiteral("x")},
            {QStringLiteral("Redis"), {QStringLiteral("b")}, QStringLiteral("x")},
            {QStringLiteral("Redis"), {QStringLiteral("c")}, QStringLiteral("x")},
        };
        QStringList ids;
        for (const HealthCheck& check : domain::healthChecks(book, {}))
            ids << check.id;
        QCOMPARE(ids, (QStringList{QStringLiteral("command/Redis"), QStringLiteral("command/Redis#2"),
                                   QStringLiteral("command/Redis#3")}));
    }

    // What is told to be missing is the script, not the shell that reads it.
    void theProgramIsWhatRuns_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("program");
        QTest::newRow("itself") << QStringLiteral("./ops/check.sh --all") << QStringLiteral("./ops/check.sh");
        QTest::newRow("bash") << QStringLiteral("/bin/bash ops/check.sh") << QStringLiteral("ops/check.sh");
        QTest::newRow("an option") << QStringLiteral("sh -c true") << QStringLiteral("sh");
        QTest::newRow("alone") << QStringLiteral("sh") << QStringLiteral("sh");
    }
    void theProgramIsWhatRuns()
    {
        QFETCH(QString, line);
        domain::HealthCheck check;
        QVERIFY(check.program().isEmpty());
        check.argv = line.split(QLatin1Char(' '));
        QTEST(check.program(), "program");
    }
};

QTEST_GUILESS_MAIN(TestHealthCheck)
#include "tst_health_check.moc"
