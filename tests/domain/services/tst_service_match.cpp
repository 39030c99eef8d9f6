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
        // Once the service is there, it is just another container.
        containers.push_back(
            running(QStringLiteral("titan-nats"), m_wanted.front().service.composeName, QStringLiteral("titan")));
        for (const ServiceRow& row : serviceRows(table(containers), m_clock.now()))
            QCOMPARE(row.mayBe, QString());
    }
};

QTEST_GUILESS_MAIN(TestServiceMatch)
#include "tst_service_match.moc"
