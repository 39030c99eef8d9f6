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

    // docker goes by the name, docker compose by the label.
    void whichLinesReachTheContainer_data()
    {
        QTest::addColumn<QString>("container");
        QTest::addColumn<QString>("project");
        QTest::addColumn<bool>("byName");
        QTest::addColumn<bool>("byLabel");
        const QString titan = QStringLiteral("titan");
        const QString name = QStringLiteral("titan-brain");
        QTest::newRow("as it should be") << name << titan << true << true;
        QTest::newRow("renamed") << QStringLiteral("titan-brain-old") << titan << false << true;
        QTest::newRow("by hand") << name << QString() << true << false;
        QTest::newRow("of another project") << name << QStringLiteral("titan-staging") << true << false;
    }
    void whichLinesReachTheContainer()
    {
        QFETCH(QString, container);
        QFETCH(QString, project);
        ServiceRow row;
        row.inRunbook = true;
        row.project = QStringLiteral("titan");
        row.wantedContainer = QStringLiteral("titan-brain");
        const ServiceCommand logs{ServiceCommandKind::Logs, QStringLiteral("docker logs -f titan-brain --tail 100")};
        const ServiceCommand stop{ServiceCommandKind::Rollback,
                                  QStringLiteral("docker compose -f docker-compose.prod.yml stop titan-brain")};
        const ServiceCommand old{ServiceCommandKind::Rollback, QStringLiteral("docker-compose stop titan-brain")};
        const ServiceCommand health{ServiceCommandKind::Health, QStringLiteral("curl http://localhost:3100/health")};
        QVERIFY(reachesContainer(logs, row) && reachesContainer(stop, row)); // there is none to miss
        row.container = Container();
        row.container->name = container;
        row.container->project = project;
        QTEST(reachesContainer(logs, row), "byName");
        QTEST(reachesContainer(stop, row), "byLabel");
        QTEST(reachesContainer(old, row), "byLabel");
        QVERIFY(reachesContainer(health, row));
        row.project.clear(); // nobody can tell
        QVERIFY(reachesContainer(stop, row));
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
