#include "domain/services/service_match.h"
#include "domain/shipped_runbook.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

const QString hostName = QStringLiteral("titan-host-1");

Container running(const QString& name, const QString& service, const QString& project, const QString& directory = {})
{
    Container container;
    container.id = project + name;
    container.name = name;
    container.service = service;
    container.project = project;
    container.directory = directory;
    container.run = ContainerRun::Running;
    return container;
}

} // namespace

// Which of several compose projects on one engine is the runbook's, and what a container may be that it does not name.
class TestServiceMatch final : public test::TestCase {
    Q_OBJECT

private:
    std::vector<WantedService> m_wanted;
    test::FakeClock m_clock;

    ServiceTable table(const std::vector<Container>& containers, const QString& directory = {}) const
    {
        ServiceTable made = startServiceTable(m_wanted, {hostName}, {{hostName, directory}});
        EngineStatus status;
        status.host = hostName;
        status.phase = EnginePhase::Following;
        made = onEngineStatus(std::move(made), status);
        return onLook(std::move(made), hostName, containers, m_clock.now());
    }
    ProjectChoice choice(const std::vector<Container>& containers, const QString& directory = {}) const
    {
        return chooseProject(m_wanted, table(containers, directory).hosts.front());
    }
    // All services in one project; `prefix` makes names that are not the runbook's.
    std::vector<Container> stack(const QString& project, const QString& directory, const QString& prefix = {}) const
    {
        std::vector<Container> containers;
        for (const WantedService& wanted : m_wanted)
            containers.push_back(
                running(prefix + wanted.service.container, wanted.service.composeName, project, directory));
        return containers;
    }
    static std::vector<Container> both(std::vector<Container> a, const std::vector<Container>& b)
    {
        a.insert(a.end(), b.begin(), b.end());
        return a;
    }
    static const ServiceRow* find(const std::vector<ServiceRow>& rows, const QString& name)
    {
        for (const ServiceRow& row : rows)
            if (row.name == name)
                return &row;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto runbook = test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        for (const RunbookService& service : runbook->services)
            m_wanted.push_back({service, hostName, false});
    }

    void oneProjectIsCertain()
    {
        const ProjectChoice only = choice(stack(QStringLiteral("titan"), {}));
        QCOMPARE(only.project, QStringLiteral("titan"));
        QVERIFY(only.others.isEmpty());
        QVERIFY(only.certain);
        QVERIFY(
            choice({running(QStringLiteral("grafana"), QStringLiteral("grafana"), QStringLiteral("tools"))}).certain);
    }

    // The same services twice on one engine: the one with the runbook's names, and that is said to be a guess.
    void theRunbooksNamesDecide()
    {
        const auto containers = both(stack(QStringLiteral("titan-prod"), {}, QStringLiteral("prod-")),
                                     stack(QStringLiteral("titan-staging"), {}));
        const ProjectChoice chosen = choice(containers);
        QCOMPARE(chosen.project, QStringLiteral("titan-staging"));
        QCOMPARE(chosen.others, QStringList{QStringLiteral("titan-prod")});
        QVERIFY(!chosen.certain);
        for (const ServiceRow& row : serviceRows(table(containers), m_clock.now()))
            QCOMPARE(row.container->project, QStringLiteral("titan-staging"));
    }

    void theWorkingDirectoryDecidesBeforeNames()
    {
        const auto containers =
            both(stack(QStringLiteral("titan-prod"), QStringLiteral("/opt/titan")),
                 stack(QStringLiteral("titan-staging"), QStringLiteral("/opt/titan-staging"), QStringLiteral("st-")));
        const ProjectChoice chosen = choice(containers, QStringLiteral("/opt/titan-staging/"));
        QCOMPARE(chosen.project, QStringLiteral("titan-staging"));
        QVERIFY(chosen.certain);
        const ServiceRow brain =
            *find(serviceRows(table(containers, QStringLiteral("/opt/titan-staging")), m_clock.now()),
                  QStringLiteral("titan-brain"));
        QCOMPARE(brain.container->name, QStringLiteral("st-titan-brain"));
        QVERIFY(brain.has(ServiceTrouble::Renamed));
        // A directory that none of them was brought up in decides nothing.
        QCOMPARE(choice(containers, QStringLiteral("/srv")).project, QStringLiteral("titan-prod"));
        QVERIFY(!choice(containers, QStringLiteral("/srv")).certain);
    }

    // COMPOSE_PROJECT_NAME was changed: what the old name left behind has ended, and the new one trades. Both were
    // brought up in the same directory, so that it decides nothing.
    // rule: H6
    void ofTwoProjectsInOneDirectoryTheOneThatRuns_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("runs");
        QTest::newRow("the old one is first by name") << QStringLiteral("titan") << QStringLiteral("titan-prod");
        QTest::newRow("the new one is first by name") << QStringLiteral("titan") << QStringLiteral("prod");
    }
    void ofTwoProjectsInOneDirectoryTheOneThatRuns()
    {
        QFETCH(QString, left);
        QFETCH(QString, runs);
        const QString directory = QStringLiteral("/opt/titan");
        auto ended = stack(left, directory, left + QLatin1Char('-'));
        for (Container& container : ended)
            container.run = ContainerRun::Exited;
        const auto containers = both(ended, stack(runs, directory, runs + QLatin1Char('-')));
        const ProjectChoice chosen = choice(containers, directory);
        QCOMPARE(chosen.project, runs);
        QCOMPARE(chosen.others, QStringList{left});
        QVERIFY(!chosen.certain);
        for (const ServiceRow& row : serviceRows(table(containers, directory), m_clock.now()))
            QCOMPARE(row.level(LevelKind::Container).grade, LevelGrade::Ok);
    }

    // It was moved to another directory, and runs from there: what the host's own directory shows is not all.
    // rule: H6
    void aDirectoryWhereNothingRunsDecidesNothing()
    {
        auto ended = stack(QStringLiteral("titan"), QStringLiteral("/opt/titan"));
        const auto moved = stack(QStringLiteral("titan-2"), QStringLiteral("/srv/titan"), QStringLiteral("new-"));
        QVERIFY(choice(both(ended, moved), QStringLiteral("/opt/titan")).certain);
        for (Container& container : ended)
            container.run = ContainerRun::Exited;
        const ProjectChoice chosen = choice(both(ended, moved), QStringLiteral("/opt/titan"));
        QCOMPARE(chosen.project, QStringLiteral("titan"));
        QCOMPARE(chosen.others, QStringList{QStringLiteral("titan-2")});
        QVERIFY(!chosen.certain);
    }

    // The runbook's commands reach it by its name, whoever brought it up: it is shown, and whose it is.
    // rule: H6
    void aContainerOfAnotherProjectIsSaid_data()
    {
        QTest::addColumn<QString>("itsProject");
        QTest::addColumn<bool>("isForeign"); // of none: docker compose does not reach it either, which is said too
        QTest::newRow("of the runbook's") << QStringLiteral("titan-staging") << false;
        QTest::newRow("of another") << QStringLiteral("titan-prod") << true;
        QTest::newRow("of none") << QString() << false;
    }
    void aContainerOfAnotherProjectIsSaid()
    {
        QFETCH(QString, itsProject);
        QFETCH(bool, isForeign);
        const QString directory = QStringLiteral("/opt/titan-staging");
        auto containers = stack(QStringLiteral("titan-staging"), directory);
        Container& first = containers.front();
        first.project = itsProject;
        if (isForeign)
            first.directory = QStringLiteral("/opt/titan");
        // The working directory leaves no doubt about the project, so that no notice says it.
        QVERIFY(choice(containers, directory).certain);
        const auto rows = serviceRows(table(containers, directory), m_clock.now());
        const ServiceRow& row = *find(rows, m_wanted.front().service.name);
        QCOMPARE(row.container->name, m_wanted.front().service.container);
        QCOMPARE(row.project, QStringLiteral("titan-staging"));
        QCOMPARE(row.foreignProject(), isForeign ? itsProject : QString());
        QCOMPARE(row.has(ServiceTrouble::OtherProject), isForeign);
        QCOMPARE(row.has(ServiceTrouble::NoProject), itsProject.isEmpty());
        QCOMPARE(row.isOfProject(), !isForeign && !itsProject.isEmpty());
        QCOMPARE(needsAttention(row, m_clock.now()), isForeign || itsProject.isEmpty());
        QVERIFY(!rows.at(1).has(ServiceTrouble::OtherProject));
        first.run = ContainerRun::Unknown;
        first.unreadable = QStringLiteral("RWLayer is nil");
        const auto unreadable = serviceRows(table(containers, directory), m_clock.now());
        QCOMPARE(find(unreadable, row.name)->has(ServiceTrouble::OtherProject), isForeign);
    }

    void whereNoProjectCanBeToldNoneIsForeign()
    {
        const auto rows = serviceRows(table({running(m_wanted.front().service.container, {}, {})}), m_clock.now());
        QVERIFY(rows.front().container.has_value());
        QVERIFY(!rows.front().has(ServiceTrouble::OtherProject));
    }

    // `docker rename` and a new container by hand: every line of the runbook reaches that one by its name, and it would
    // have no row.
    // rule: H6
    void whatBearsARunbookNameHasARow_data()
    {
        QTest::addColumn<QString>("itsProject");
        QTest::addColumn<ContainerRun>("run");
        QTest::newRow("by hand") << QString() << ContainerRun::Running;
        QTest::newRow("by hand, and ended") << QString() << ContainerRun::Exited;
        QTest::newRow("of another project") << QStringLiteral("titan-staging") << ContainerRun::Running;
    }
    void whatBearsARunbookNameHasARow()
    {
        QFETCH(QString, itsProject);
        QFETCH(ContainerRun, run);
        std::vector<Container> containers = stack(QStringLiteral("titan"), {});
        const RunbookService service = m_wanted.back().service;
        containers.back().name = service.container + QStringLiteral("-old");
        Container fresh = running(service.container, {}, itsProject);
        fresh.run = run;
        containers.push_back(fresh);
        const auto rows = serviceRows(table(containers), m_clock.now());
        QCOMPARE(rows.size(), m_wanted.size() + 1);
        const ServiceRow& own = *find(rows, service.name);
        QCOMPARE(own.container->name, containers[m_wanted.size() - 1].name);
        QVERIFY(own.nameTaken && own.isAmbiguous() && own.has(ServiceTrouble::Renamed));
        const ServiceRow& other = rows.back();
        QCOMPARE(other.container->id, fresh.id);
        QVERIFY(!other.inRunbook && other.isAmbiguous());
        QCOMPARE(other.mayBe, service.name);
        QCOMPARE(other.troubles.front(), ServiceTrouble::Namesake);
        QCOMPARE(other.foreignProject(), itsProject);
        QVERIFY(needsAttention(other, m_clock.now()));
        // Nothing else is in doubt.
        QVERIFY(!rows.front().isAmbiguous());
    }

    // One engine under two names in the environment.
    void aContainerThatTwoHostsTellOfHasOneRow()
    {
        const QString second = QStringLiteral("titan-over-ssh");
        std::vector<Container> containers = stack(QStringLiteral("titan"), {});
        containers.push_back(running(QStringLiteral("grafana"), QStringLiteral("grafana"), QStringLiteral("titan")));
        ServiceTable both = startServiceTable(m_wanted, {hostName, second});
        both = onLook(std::move(both), hostName, containers, m_clock.now());
        QVERIFY(sharedEngines(both).empty());
        both = onLook(std::move(both), second, containers, m_clock.now());
        QCOMPARE(sharedEngines(both).size(), size_t{1});
        QCOMPARE(sharedEngines(both).front().host, second);
        QCOMPARE(sharedEngines(both).front().first, hostName);
        const auto rows = serviceRows(both, m_clock.now());
        QCOMPARE(rows.size(), m_wanted.size() + 1);
        QCOMPARE(rows.back().host, hostName);
        for (const ServiceRow& row : rows)
            QVERIFY2(row.troubles.empty(), qPrintable(row.name));
        // A service that is looked for on the other one is shown there, and not once more here.
        std::vector<WantedService> wanted = m_wanted;
        wanted.front().host = second;
        both.wanted = wanted;
        QCOMPARE(serviceRows(both, m_clock.now()).size(), m_wanted.size() + 1);
    }

    void aContainerMayBeAMissingService()
    {
        std::vector<Container> containers = stack(QStringLiteral("titan"), {});
        containers.front() = running(QStringLiteral("titan-natz"), QStringLiteral("natz"), QStringLiteral("titan"));
        containers.push_back(running(QStringLiteral("grafana"), QStringLiteral("grafana"), QStringLiteral("titan")));
        const auto rows = serviceRows(table(containers), m_clock.now());
        const QString missing = m_wanted.front().service.name;
        QVERIFY(find(rows, missing)->has(ServiceTrouble::Missing));
        QCOMPARE(find(rows, missing)->nearestName, QStringLiteral("titan-natz"));
        QCOMPARE(find(rows, QStringLiteral("natz"))->mayBe, missing);
        QCOMPARE(find(rows, QStringLiteral("grafana"))->mayBe, QString());
        // As that service it is made to run on, and has not done its work when it ends.
        containers.front().run = ContainerRun::Exited;
        containers.front().exitCode = 0;
        const auto ended = serviceRows(table(containers), m_clock.now());
        QCOMPARE(find(ended, QStringLiteral("natz"))->level(LevelKind::Container).grade, LevelGrade::Failed);
        containers.front().run = ContainerRun::Running;
        // Once the service is there, it is just another container.
        containers.push_back(
            running(QStringLiteral("titan-nats"), m_wanted.front().service.composeName, QStringLiteral("titan")));
        for (const ServiceRow& row : serviceRows(table(containers), m_clock.now()))
            QCOMPARE(row.mayBe, QString());
    }
};

QTEST_GUILESS_MAIN(TestServiceMatch)
#include "tst_service_match.moc"
