#include "domain/services/service_table.h"
#include "domain/shipped_runbook.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

const QString hostName = QStringLiteral("titan-host-1");

Container running(const QString& name, const QString& service, const QString& project = QStringLiteral("titan"))
{
    Container container;
    container.id = QStringLiteral("id-") + name;
    container.name = name;
    container.service = service;
    container.project = project;
    container.image = QStringLiteral("127.0.0.1:5000/%1:v1.2.3").arg(name);
    container.run = ContainerRun::Running;
    container.health = ImageHealth::Healthy;
    container.startedUtcMs = 1'769'792'000'000;
    return container;
}

EngineEvent happened(const char* action, const QString& id, std::optional<int> code = {})
{
    EngineEvent heard;
    heard.action = QString::fromLatin1(action);
    heard.id = id;
    heard.exitCode = code;
    return heard;
}

} // namespace

class TestServiceTable final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    ServiceTable m_table;

    void follow(EnginePhase phase = EnginePhase::Following)
    {
        EngineStatus status;
        status.host = hostName;
        status.phase = phase;
        status.since = m_clock.now();
        m_table = onEngineStatus(m_table, status);
    }
    void look(const std::vector<Container>& containers)
    {
        m_table = onLook(m_table, hostName, containers, m_clock.now());
    }
    // Every service of the runbook, as a compose file with container_name makes them.
    std::vector<Container> wholeStack() const
    {
        std::vector<Container> containers;
        for (const WantedService& wanted : m_table.wanted)
            containers.push_back(running(wanted.service.container, wanted.service.composeName));
        return containers;
    }
    std::vector<ServiceRow> rows() const { return serviceRows(m_table, m_clock.now()); }
    ServiceRow row(const char* name) const
    {
        for (const ServiceRow& candidate : rows())
            if (candidate.name == QLatin1String(name))
                return candidate;
        return {};
    }
    QStringList names() const
    {
        QStringList list;
        for (const ServiceRow& one : rows())
            list << one.name;
        return list;
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        std::vector<WantedService> wanted;
        for (const RunbookService& service : runbook->services)
            wanted.push_back({service, hostName, service.name == QLatin1String("titan-brain")});
        m_table = startServiceTable(wanted, {hostName});
    }

    void beforeTheFirstLookNothingIsCalledMissing()
    {
        QCOMPARE(rows().size(), size_t{11});
        for (const ServiceRow& one : rows()) {
            QVERIFY(one.inRunbook);
            QVERIFY(one.troubles.empty());
            QVERIFY(!one.knownAt);
            QVERIFY(needsAttention(one, m_clock.now())); // that nobody knows is no good news
            QCOMPARE(one.level(LevelKind::Container).grade, LevelGrade::Unknown);
        }
    }

    void theWholeStack()
    {
        follow();
        look(wholeStack());
        QCOMPARE(rows().size(), size_t{11});
        for (const ServiceRow& one : rows()) {
            QVERIFY2(one.troubles.empty(), qPrintable(one.name));
            QVERIFY(!needsAttention(one, m_clock.now()));
            QCOMPARE(one.container->name, one.wantedContainer);
            QCOMPARE(one.level(LevelKind::Container).grade, LevelGrade::Ok);
        }
        QCOMPARE(row("titan-brain").level(LevelKind::Endpoint).grade, LevelGrade::Unknown);
        QCOMPARE(row("titan-redis").level(LevelKind::Endpoint).grade, LevelGrade::NotApplicable);
    }

    void whatIsMissingIsNamedWithTheNearestRealName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("nearest");
        const auto row = [](const char* name, const char* service, const char* nearest) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(service)
                                << QString::fromLatin1(nearest);
        };
        row("titan-brian", "titan-brian", "titan-brian");
        row("titan-brain-1", "brain", "titan-brain-1");
        row("prod_brain_1", "titan-brains", "titan-brains");
        row("grafana", "grafana", "");
    }
    void whatIsMissingIsNamedWithTheNearestRealName()
    {
        QFETCH(QString, name);
        QFETCH(QString, service);
        follow();
        look({running(QStringLiteral("titan-redis"), QStringLiteral("titan-redis")), running(name, service)});
        const ServiceRow brain = row("titan-brain");
        QVERIFY(brain.has(ServiceTrouble::Missing));
        QVERIFY(needsAttention(brain, m_clock.now()));
        QCOMPARE(brain.level(LevelKind::Container).grade, LevelGrade::Failed);
        QTEST(brain.nearestName, "nearest");
    }

    void labelsComeBeforeNames()
    {
        follow();
        auto containers = wholeStack();
        containers[3].name = QStringLiteral("titan-titan-brain-1"); // no container_name in the compose file
        containers.push_back(running(QStringLiteral("titan-brain"), QStringLiteral("something-else")));
        containers.back().id = QStringLiteral("id-something-else");
        look(containers);
        const ServiceRow brain = row("titan-brain");
        QCOMPARE(brain.container->name, QStringLiteral("titan-titan-brain-1"));
        // The runbook's `docker exec` and `docker logs` go to another container than the service's.
        QVERIFY(brain.has(ServiceTrouble::Renamed) && brain.nameTaken);
        QVERIFY(row("something-else").has(ServiceTrouble::Namesake));
    }

    void severalOfOneServiceGoByTheirOwnNames()
    {
        follow();
        auto containers = wholeStack();
        containers.push_back(running(QStringLiteral("titan-replay-1"), QStringLiteral("replay")));
        look(containers);
        QCOMPARE(names().last(), QStringLiteral("replay"));
        containers.push_back(running(QStringLiteral("titan-replay-2"), QStringLiteral("replay")));
        look(containers);
        QCOMPARE(names().mid(11), (QStringList{QStringLiteral("titan-replay-1"), QStringLiteral("titan-replay-2")}));
    }

    void aNameIsEnoughWithoutLabels()
    {
        follow();
        look({running(QStringLiteral("titan-brain"), {}, {})});
        QVERIFY(row("titan-brain").container.has_value());
        QVERIFY(row("titan-brain").troubles.empty());
    }

    void anotherProjectsServiceOfThatNameIsNotOurs()
    {
        follow();
        auto containers = wholeStack();
        containers.erase(containers.begin() + 3);
        containers.push_back(
            running(QStringLiteral("staging-brain-1"), QStringLiteral("titan-brain"), QStringLiteral("staging")));
        look(containers);
        QVERIFY(row("titan-brain").has(ServiceTrouble::Missing));
        QCOMPARE(rows().size(), size_t{11}); // nor is it shown as one of ours
    }

    // rule: H6
    void aOneOffRunIsNoService()
    {
        follow();
        auto containers = wholeStack();
        containers[3].oneOff = true;
        containers[3].name = QStringLiteral("titan-brain-run-4f2");
        look(containers);
        QVERIFY(row("titan-brain").has(ServiceTrouble::Missing));
        QCOMPARE(names().last(), QStringLiteral("titan-brain-run-4f2"));
    }

    void ofSeveralTheRunbooksNameThenTheRunningThenTheNewest()
    {
        follow();
        Container old = running(QStringLiteral("titan-brain-old"), QStringLiteral("titan-brain"));
        Container newer = running(QStringLiteral("titan-brain-new"), QStringLiteral("titan-brain"));
        newer.startedUtcMs = *old.startedUtcMs + 1;
        look({old, newer});
        QCOMPARE(row("titan-brain").container->name, newer.name);
        newer.run = ContainerRun::Exited;
        look({newer, old});
        QCOMPARE(row("titan-brain").container->name, old.name);
        Container named = running(QStringLiteral("titan-brain"), QStringLiteral("titan-brain"));
        named.run = ContainerRun::Exited;
        look({old, newer, named});
        QCOMPARE(row("titan-brain").container->name, named.name);
        // The others are shown, by their own names.
        QVERIFY(names().contains(old.name));
        QVERIFY(names().contains(newer.name));
    }

    void whatTheRunbookDoesNotNameIsShown()
    {
        follow();
        auto containers = wholeStack();
        containers.push_back(running(QStringLiteral("titan-grafana-1"), QStringLiteral("grafana")));
        containers.push_back(running(QStringLiteral("elsewhere"), QStringLiteral("web"), QStringLiteral("shop")));
        look(containers);
        QCOMPARE(rows().size(), size_t{12});
        const ServiceRow grafana = row("grafana");
        QVERIFY(!grafana.inRunbook);
        QCOMPARE(grafana.level(LevelKind::Endpoint).grade, LevelGrade::NotApplicable);
        QCOMPARE(grafana.level(LevelKind::TradingState).grade, LevelGrade::NotApplicable);
    }

    void whereNoProjectCanBeToldEverythingIsShown()
    {
        follow();
        look({running(QStringLiteral("web"), QStringLiteral("web"), QStringLiteral("shop"))});
        QCOMPARE(rows().size(), size_t{12});
    }

    void aLookLeavesNoGhosts()
    {
        follow();
        auto containers = wholeStack();
        containers.push_back(running(QStringLiteral("titan-extra-1"), QStringLiteral("extra")));
        look(containers);
        QCOMPARE(rows().size(), size_t{12});
        containers.pop_back();
        containers.erase(containers.begin());
        look(containers);
        QCOMPARE(rows().size(), size_t{11});
        QVERIFY(row("titan-nats").has(ServiceTrouble::Missing));
        m_table = onContainerGone(m_table, hostName, QStringLiteral("id-titan-redis"));
        QVERIFY(row("titan-redis").has(ServiceTrouble::Missing));
    }

    // rule: G9
    void whenTheEngineIsLostEverythingIsLastKnown_data()
    {
        QTest::addColumn<EnginePhase>("phase");
        QTest::addColumn<bool>("stale");
        QTest::newRow("following") << EnginePhase::Following << false;
        QTest::newRow("gone") << EnginePhase::Gone << true;
        QTest::newRow("frozen") << EnginePhase::Frozen << true;
        QTest::newRow("attaching") << EnginePhase::Attaching << true;
        QTest::newRow("idle") << EnginePhase::Idle << true;
    }
    void whenTheEngineIsLostEverythingIsLastKnown()
    {
        QFETCH(EnginePhase, phase);
        follow();
        look(wholeStack());
        follow(phase);
        for (const ServiceRow& one : rows()) {
            QCOMPARE(one.level(LevelKind::Container).value, QStringLiteral("running"));
            QTEST(isStale(one, LevelKind::Container, m_clock.now()), "stale");
            QTEST(isStale(one, LevelKind::Healthcheck, m_clock.now()), "stale");
            QVERIFY(!isStale(one, LevelKind::TradingState, m_clock.now()));
        }
    }

    // rule: G9
    void anOldLookIsStaleThoughTheEngineIsFollowed()
    {
        follow();
        look(wholeStack());
        m_clock.advance(25s);
        QVERIFY(!isStale(row("titan-brain"), LevelKind::Container, m_clock.now()));
        m_clock.advance(1s);
        QVERIFY(isStale(row("titan-brain"), LevelKind::Container, m_clock.now()));
    }

    void eventsChangeOneRow()
    {
        follow();
        look(wholeStack());
        const auto before = rows();
        m_clock.advance(1s);
        Container brain = running(QStringLiteral("titan-brain"), QStringLiteral("titan-brain"));
        brain.run = ContainerRun::Exited;
        brain.exitCode = 1;
        m_table = onContainerChanged(m_table, hostName, brain, happened("die", brain.id, 1), m_clock.now());
        const auto after = rows();
        QCOMPARE(after.size(), before.size());
        for (size_t i = 0; i < after.size(); ++i)
            QCOMPARE(after[i] == before[i], after[i].name != QLatin1String("titan-brain"));
        QVERIFY(row("titan-brain").has(ServiceTrouble::Crashed));
        QVERIFY(row("titan-brain").uptime(m_clock.now()) == std::nullopt);
    }

    // Its end is told by the event, at once; the engine's count of the restart follows.
    void aCrashIsCountedOnce()
    {
        follow();
        std::vector<Container> containers = wholeStack();
        look(containers);
        Container& first = containers.front();
        for (int crash = 1; crash <= 2; ++crash) {
            first.run = ContainerRun::Exited;
            first.exitCode = 137;
            m_table = onContainerChanged(m_table, hostName, first, happened("die", first.id, 137), m_clock.now());
            first.run = ContainerRun::Running;
            m_table = onContainerChanged(m_table, hostName, first, happened("start", first.id), m_clock.now());
            first.restartCount = crash;
            m_table = onContainerChanged(m_table, hostName, first, happened("", first.id), m_clock.now());
            look(containers);
            for (const ServiceRow& one : rows())
                QCOMPARE(one.restarts.crashes, one.container->id == first.id ? crash : 0);
        }
    }

    void aNewContainerOfAServiceStartsItsOwnCount()
    {
        follow();
        auto containers = wholeStack();
        containers[3].restartCount = 14;
        look(containers);
        containers[3].id = QStringLiteral("made-anew");
        containers[3].restartCount = 0;
        look(containers);
        QVERIFY(row("titan-brain").troubles.empty());
    }

    void renamingShowsAtOnce()
    {
        follow();
        look(wholeStack());
        Container brain = running(QStringLiteral("titan-brain"), QStringLiteral("titan-brain"));
        brain.name = QStringLiteral("titan-brain-was");
        m_table = onContainerChanged(m_table, hostName, brain, happened("rename", brain.id), m_clock.now());
        QCOMPARE(row("titan-brain").container->name, brain.name);
        QVERIFY(row("titan-brain").has(ServiceTrouble::Renamed));
    }

    void loadsAreMatchedByShortIds()
    {
        follow();
        look(wholeStack());
        m_table = onLoads(m_table, hostName, {{QStringLiteral("id-titan-brain"), 2.1, 312}, {QString(), 9.0, 1}},
                          m_clock.now());
        QCOMPARE(row("titan-brain").load->cpuPercent, 2.1);
        QVERIFY(!row("titan-redis").load);
        QVERIFY(!isLoadStale(row("titan-brain"), m_clock.now()));
        m_clock.advance(16s);
        QVERIFY(isLoadStale(row("titan-brain"), m_clock.now()));
        look(wholeStack());
        QVERIFY(row("titan-brain").load.has_value()); // a look does not forget it
    }

    // rule: G9
    void theOtherLevelsComeFromElsewhere()
    {
        follow();
        look(wholeStack());
        HealthLevel endpoint;
        endpoint.grade = LevelGrade::Degraded;
        endpoint.value = QStringLiteral("healthy");
        endpoint.at = m_clock.now();
        m_table = onEndpointLevel(m_table, QStringLiteral("titan-brain"), endpoint);
        StateWatch watch = startStateWatch({QStringLiteral("titan-brain")}, 5s);
        watch = onReading(watch, {QStringLiteral("titan-brain"), TradingState::HardHalt, QStringLiteral("t"),
                                  m_clock.now(), std::nullopt})
                    .watch;
        m_table = onTradingStates(m_table, watch);
        const ServiceRow brain = row("titan-brain");
        QCOMPARE(brain.level(LevelKind::Endpoint), endpoint);
        QCOMPARE(brain.level(LevelKind::TradingState).value, QStringLiteral("HARD_HALT"));
        QVERIFY(needsAttention(brain, m_clock.now()));
        QCOMPARE(row("titan-execution").level(LevelKind::TradingState).grade, LevelGrade::NotApplicable);
    }

    // Two URLs of one service, of which one fails: neither speaks for the other, whichever is asked last.
    // rule: H6
    void ofSeveralEndpointsTheWorstIsShown()
    {
        follow();
        look(wholeStack());
        const auto judge = [this](const char* check, LevelGrade grade) {
            HealthLevel level;
            level.grade = grade;
            level.value = level.source = QString::fromLatin1(check);
            level.at = m_clock.now();
            level.maxAge = 60s;
            m_table = onEndpointLevel(m_table, QStringLiteral("titan-brain"), level, QString::fromLatin1(check));
        };
        const auto shown = [this] { return row("titan-brain").level(LevelKind::Endpoint); };
        judge("endpoint/titan-brain", LevelGrade::Failed);
        judge("endpoint/titan-brain#2", LevelGrade::Ok);
        QCOMPARE(shown().grade, LevelGrade::Failed);
        QCOMPARE(shown().source, QStringLiteral("endpoint/titan-brain"));
        judge("endpoint/titan-brain", LevelGrade::Ok);
        judge("endpoint/titan-brain#2", LevelGrade::Degraded);
        QCOMPARE(shown().source, QStringLiteral("endpoint/titan-brain#2"));
        // What was well long ago does not hide behind what is well now.
        judge("endpoint/titan-brain#2", LevelGrade::Ok);
        m_clock.advance(61s);
        judge("endpoint/titan-brain", LevelGrade::Ok);
        QCOMPARE(shown().source, QStringLiteral("endpoint/titan-brain#2"));
        QVERIFY(isStale(row("titan-brain"), LevelKind::Endpoint, m_clock.now()));
    }

    // rule: G9
    void historiesFollowTheRows()
    {
        follow();
        look(wholeStack());
        m_table = noteHistories(m_table, rows(), m_clock.now());
        follow(EnginePhase::Gone);
        m_clock.advance(LevelHistory::slotLength);
        m_table = noteHistories(m_table, rows(), m_clock.now());
        const ServiceHistory& history = *m_table.histories.constFind(row("titan-brain").key);
        const auto strip = history[static_cast<size_t>(LevelKind::Container)].strip(m_clock.now());
        QCOMPARE(strip[LevelHistory::slots - 2], LevelGrade::Ok);
        QCOMPARE(strip[LevelHistory::slots - 1], LevelGrade::Unknown);
        m_table = noteHistories(m_table, {}, m_clock.now());
        QVERIFY(m_table.histories.isEmpty()); // what is gone is forgotten
    }

    void aHostThatNobodyNamedIsIgnored()
    {
        m_table = onLook(m_table, QStringLiteral("stranger"), wholeStack(), m_clock.now());
        QVERIFY(!rows().front().knownAt);
    }

    void servicesHaveTheirOwnHosts()
    {
        auto wanted = m_table.wanted;
        wanted[4].host = QStringLiteral("titan-host-2");
        wanted[5].host.clear();
        m_table = startServiceTable(wanted, {hostName, QStringLiteral("titan-host-2")});
        follow();
        look(wholeStack()); // everything runs on the first
        m_table = onLook(m_table, QStringLiteral("titan-host-2"), {}, m_clock.now());
        QVERIFY(row("titan-brain").container.has_value());
        QVERIFY(rows()[4].has(ServiceTrouble::Missing));
        QVERIFY(!rows()[5].knownAt);
        QCOMPARE(rows().size(), size_t{13}); // what stands on the wrong host is shown there
    }

    void uptimeIsNeverNegative()
    {
        follow();
        auto containers = wholeStack();
        containers[3].startedUtcMs = m_clock.now().utcMs + 5000; // that machine's clock is ahead
        look(containers);
        QCOMPARE(*row("titan-brain").uptime(m_clock.now()), 0ms);
    }

    void uptimeAllowsForTheEnginesClock()
    {
        EngineStatus status;
        status.host = hostName;
        status.phase = EnginePhase::Following;
        status.clockAhead = -1h;
        m_table = onEngineStatus(m_table, status);
        auto containers = wholeStack();
        containers[3].startedUtcMs = m_clock.now().utcMs - 3'605'000; // an hour of that is the clock's
        look(containers);
        QCOMPARE(*row("titan-brain").uptime(m_clock.now()), 5000ms);
        QCOMPARE(row("titan-brain").ageOf(m_clock.now().utcMs - 3'600'000, m_clock.now()), 0ms);
    }
};

QTEST_GUILESS_MAIN(TestServiceTable)
#include "tst_service_table.moc"
