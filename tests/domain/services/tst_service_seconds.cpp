#include "domain/services/service_table.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

const QString hostName = QStringLiteral("titan-host-1");
const QString otherHost = QStringLiteral("titan-host-2");
const QString service = QStringLiteral("titan-execution");

Container container(const QString& name, ContainerRun run = ContainerRun::Running,
                    const QString& project = QStringLiteral("titan"))
{
    Container made;
    made.id = QStringLiteral("id-") + name;
    made.name = name;
    made.service = service;
    made.project = project;
    made.run = run;
    made.exitCode = 0;
    return made;
}

WantedService wanted(const QString& name)
{
    RunbookService made;
    made.name = made.composeName = made.container = name;
    return {made, hostName, false};
}

} // namespace

// A second container of a service of the runbook: scaled, left behind by compose, or run once.
class TestServiceSeconds final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    ServiceTable m_table;

    void look(const std::vector<Container>& containers, const QString& host = hostName)
    {
        m_table = onLook(m_table, host, containers, m_clock.now());
    }
    std::vector<ServiceRow> rows() const { return serviceRows(m_table, m_clock.now()); }
    ServiceRow row(const QString& name) const
    {
        for (const ServiceRow& candidate : rows())
            if (candidate.name == name)
                return candidate;
        return {};
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_table = startServiceTable({wanted(service), wanted(QStringLiteral("titan-brain"))}, {hostName, otherHost});
    }

    // Two engines that trade, each on its own, are no two strangers.
    void aSecondOneThatRunsIsTrouble_data()
    {
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<bool>("oneOff");
        QTest::addColumn<bool>("isTrouble");
        QTest::newRow("scaled") << ContainerRun::Running << false << true;
        QTest::newRow("run once") << ContainerRun::Running << true << true;
        QTest::newRow("paused") << ContainerRun::Paused << false << true;
        QTest::newRow("restarting") << ContainerRun::Restarting << false << true;
        QTest::newRow("created") << ContainerRun::Created << false << false;
        QTest::newRow("ended") << ContainerRun::Exited << false << false;
    }
    void aSecondOneThatRunsIsTrouble()
    {
        QFETCH(ContainerRun, run);
        QFETCH(bool, oneOff);
        const QString left = QStringLiteral("4f2a91c0d3e5_titan-execution");
        Container second = container(left, run);
        second.oneOff = oneOff;
        look({container(service), second});
        QCOMPARE(row(service).container->name, service);
        QVERIFY(row(service).troubles.empty());
        QCOMPARE(row(left).mayBe, service); // whatever is done to it is guarded as what it is
        QTEST(row(left).has(ServiceTrouble::Duplicate), "isTrouble");
        if (row(left).has(ServiceTrouble::Duplicate)) {
            QCOMPARE(row(left).troubles.front(), ServiceTrouble::Duplicate);
            QVERIFY(needsAttention(row(left), m_clock.now()));
        }
    }

    void howASecondOneEnded_data()
    {
        QTest::addColumn<bool>("oneOff");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("a service does not end") << false << 0 << LevelGrade::Failed;
        QTest::newRow("a service failed") << false << 1 << LevelGrade::Failed;
        QTest::newRow("a run that was made to end") << true << 0 << LevelGrade::Ok;
        QTest::newRow("a run that failed") << true << 1 << LevelGrade::Failed;
    }
    void howASecondOneEnded()
    {
        QFETCH(bool, oneOff);
        QFETCH(int, exitCode);
        Container second = container(QStringLiteral("titan-execution-2"), ContainerRun::Exited);
        second.oneOff = oneOff;
        second.exitCode = exitCode;
        look({container(service), second});
        QTEST(row(second.name).level(LevelKind::Container).grade, "grade");
    }

    // It is no second one then, but it is guarded all the same.
    void aOneOffRunOfAMissingService()
    {
        Container once = container(QStringLiteral("titan-execution-run-4f2"));
        once.oneOff = true;
        Container brain = container(QStringLiteral("titan-brain"));
        brain.service = brain.name;
        look({once, brain});
        QVERIFY(row(service).has(ServiceTrouble::Missing));
        QCOMPARE(row(once.name).mayBe, service);
        QVERIFY(!row(once.name).has(ServiceTrouble::Duplicate));
    }

    void onAnotherHost_data()
    {
        QTest::addColumn<QString>("project");
        QTest::addColumn<bool>("isTrouble");
        QTest::newRow("of the same project") << QStringLiteral("titan") << true;
        QTest::newRow("of another one") << QStringLiteral("titan-staging") << false;
    }
    void onAnotherHost()
    {
        QFETCH(QString, project);
        look({container(service)});
        const QString elsewhere = QStringLiteral("titan-execution-elsewhere");
        look({container(elsewhere, ContainerRun::Running, project)}, otherHost);
        QCOMPARE(row(elsewhere).host, otherHost);
        QTEST(row(elsewhere).has(ServiceTrouble::Duplicate), "isTrouble");
    }

    void whatIsNoneOfTheServicesIsNoSecond()
    {
        Container other = container(QStringLiteral("grafana"), ContainerRun::Exited);
        other.service = QStringLiteral("grafana");
        look({container(service), other});
        QVERIFY(row(QStringLiteral("grafana")).mayBe.isEmpty());
        QVERIFY(row(QStringLiteral("grafana")).troubles.empty());
        QCOMPARE(row(QStringLiteral("grafana")).level(LevelKind::Container).grade, LevelGrade::Ok); // its work is done
    }
};

QTEST_GUILESS_MAIN(TestServiceSeconds)
#include "tst_service_seconds.moc"
