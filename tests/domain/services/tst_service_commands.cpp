#include "domain/services/service_commands.h"
#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

// What is offered for copying is what the runbook says, letter by letter.
class TestServiceCommands final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theRunbooksOwnLines_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("brain") << QStringLiteral("titan-brain")
                               << QStringList{QStringLiteral("docker logs -f titan-brain --tail 100"),
                                              QStringLiteral("docker logs titan-brain 2>&1 | grep -i error"),
                                              QStringLiteral("curl http://localhost:3100/health"),
                                              QStringLiteral("docker compose -f docker-compose.prod.yml stop "
                                                             "titan-execution titan-brain")};
        QTest::newRow("redis") << QStringLiteral("titan-redis")
                               << QStringList{QStringLiteral("docker logs -f titan-redis --tail 100"),
                                              QStringLiteral("docker exec titan-redis redis-cli ping")};
        QTest::newRow("postgres") << QStringLiteral("titan-postgres")
                                  << QStringList{QStringLiteral("docker logs -f titan-postgres --tail 100"),
                                                 QStringLiteral("docker exec titan-postgres pg_isready -U titan")};
        QTest::newRow("console") << QStringLiteral("titan-console")
                                 << QStringList{QStringLiteral("docker logs -f titan-console --tail 100"),
                                                QStringLiteral("curl http://localhost:3000/api/health")};
    }
    void theRunbooksOwnLines()
    {
        QFETCH(QString, service);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        QStringList lines;
        for (const ServiceCommand& command : serviceCommands(*runbook, ops::test::service(*runbook, service)))
            lines << command.line;
        QTEST(lines, "lines");
    }

    void wordsThatAShellCouldMisreadAreQuoted()
    {
        Runbook runbook;
        RunbookService service;
        service.name = service.container = QStringLiteral("titan-redis");
        runbook.infrastructureChecks = {
            {QStringLiteral("Redis"),
             {QStringLiteral("docker"), QStringLiteral("exec"), service.container, QStringLiteral("echo it's $HOME")},
             {}}};
        const auto commands = serviceCommands(runbook, service);
        QCOMPARE(commands.size(), size_t{1});
        QCOMPARE(commands.front().line, QStringLiteral("docker exec titan-redis 'echo it'\\''s $HOME'"));
        QCOMPARE(commands.front().kind, ServiceCommandKind::Check);
    }

    void aRunbookThatSaysNothingOffersNothing()
    {
        RunbookService service;
        service.name = QStringLiteral("titan-redis");
        QVERIFY(serviceCommands({}, service).empty());
    }
};

QTEST_GUILESS_MAIN(TestServiceCommands)
#include "tst_service_commands.moc"
