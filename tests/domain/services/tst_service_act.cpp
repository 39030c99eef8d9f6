#include "domain/services/service_act.h"
#include "domain/shipped_runbook.h"
#include "support/test_case.h"

#include <QTest>

#include <algorithm>

using namespace ops::domain;

namespace {

ServiceRow rowOf(const Runbook& runbook, const QString& name)
{
    ServiceRow row;
    row.name = name;
    row.host = QStringLiteral("titan-host-1");
    row.engineFollowed = true;
    row.container = Container();
    row.container->id = QStringLiteral("9f");
    row.container->run = ContainerRun::Running;
    row.container->startedUtcMs = 1000;
    const RunbookService service = ops::test::service(runbook, name);
    row.inRunbook = !service.name.isEmpty();
    row.role = service.role;
    row.provesHalt = service.provesHalt;
    row.wantedContainer = service.container;
    return row;
}

} // namespace

class TestServiceAct final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H1, R4
    void whatAnActCosts_data()
    {
        using C = ActConsequence;
        QTest::addColumn<QString>("service");
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<TradingState>("shown");
        QTest::addColumn<QList<ActConsequence>>("consequences");
        QTest::addColumn<bool>("breaksHaltPath");
        const auto row = [](const char* service, ContainerAct act, TradingState shown,
                            const QList<ActConsequence>& consequences, bool breaks) {
            QTest::addRow("%s %s %s", service, qPrintable(containerActWord(act)), qPrintable(tradingStateWord(shown)))
                << QString::fromLatin1(service) << act << shown << consequences << breaks;
        };
        const auto open = TradingState::Open;
        row("titan-nats", ContainerAct::Stop, open, {C::CutsHaltPath}, true);
        row("titan-nats", ContainerAct::Restart, open, {C::CutsHaltPath}, true);
        row("titan-nats", ContainerAct::Start, open, {}, false);
        row("titan-brain", ContainerAct::Stop, open, {C::CannotHearHalt, C::LeavesPositions}, true);
        row("titan-execution", ContainerAct::Restart, TradingState::HardHalt,
            {C::CannotHearHalt, C::MayForgetHalt, C::LeavesPositions}, true);
        row("titan-execution", ContainerAct::Start, TradingState::HardHalt, {C::MayForgetHalt}, true);
        // Unknown may be a halt.
        row("titan-execution", ContainerAct::Start, TradingState::Unknown, {C::MayForgetHalt}, true);
        row("titan-execution", ContainerAct::Start, open, {}, false);
        row("titan-phase2-hunter", ContainerAct::Stop, open, {C::LeavesPositions}, false);
        row("titan-phase2-hunter", ContainerAct::Start, TradingState::SoftHalt, {C::MayForgetHalt}, true);
        row("titan-redis", ContainerAct::Stop, open, {C::LosesStore}, false);
        row("titan-ai-quant", ContainerAct::Restart, TradingState::HardHalt, {C::InterruptsService}, false);
        row("grafana", ContainerAct::Stop, open, {C::UnknownToRunbook}, false);
        row("grafana", ContainerAct::Start, open, {}, false);
    }
    void whatAnActCosts()
    {
        QFETCH(QString, service);
        QFETCH(ContainerAct, act);
        QFETCH(TradingState, shown);
        QFETCH(QList<ActConsequence>, consequences);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        const ActCost cost = actCost(*runbook, act, rowOf(*runbook, service), shown);
        QCOMPARE(QList<ActConsequence>(cost.consequences.begin(), cost.consequences.end()), consequences);
        QTEST(cost.breaksHaltPath, "breaksHaltPath");
    }

    // What is not in the runbook may be what halts depend on, under another name.
    // rule: H1, R4
    void whatMayBePartOfTheHaltPathIsGuarded_data()
    {
        using C = ActConsequence;
        QTest::addColumn<QString>("image");
        QTest::addColumn<QStringList>("ports");
        QTest::addColumn<QString>("mayBe");
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<QList<ActConsequence>>("consequences");
        QTest::addColumn<bool>("breaksHaltPath");
        const auto row = [](const char* name, const char* image, const QStringList& ports, const char* mayBe,
                            ContainerAct act, const QList<ActConsequence>& consequences, bool breaks) {
            QTest::newRow(name) << QString::fromLatin1(image) << ports << QString::fromLatin1(mayBe) << act
                                << consequences << breaks;
        };
        const auto stop = ContainerAct::Stop;
        row("nats by its image", "nats:2.10-alpine", {}, "", stop, {C::MayCarryHalts, C::UnknownToRunbook}, true);
        row("of a registry", "127.0.0.1:5000/library/nats-server@sha256:12", {}, "", ContainerAct::Restart,
            {C::MayCarryHalts, C::UnknownToRunbook}, true);
        row("nats by its port", "bus:1", {QStringLiteral("127.0.0.1:4222->4222/tcp")}, "", stop,
            {C::MayCarryHalts, C::UnknownToRunbook}, true);
        row("started", "nats:2", {}, "", ContainerAct::Start, {}, false);
        row("another image", "nats-box:1", {QStringLiteral("127.0.0.1:4222->14222/tcp"), QStringLiteral("14222/tcp")},
            "", stop, {C::UnknownToRunbook}, false);
        row("may be titan-nats", "bus:1", {}, "titan-nats", stop, {C::MayBeMissing, C::UnknownToRunbook}, true);
        row("may be titan-execution", "x:1", {}, "titan-execution", stop, {C::MayBeMissing, C::UnknownToRunbook}, true);
        row("may be titan-execution, started", "x:1", {}, "titan-execution", ContainerAct::Start, {C::MayBeMissing},
            true);
        row("may be titan-redis", "x:1", {}, "titan-redis", stop, {C::UnknownToRunbook}, false);
    }
    void whatMayBePartOfTheHaltPathIsGuarded()
    {
        QFETCH(QString, image);
        QFETCH(QStringList, ports);
        QFETCH(QString, mayBe);
        QFETCH(ContainerAct, act);
        QFETCH(QList<ActConsequence>, consequences);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        ServiceRow row = rowOf(*runbook, QStringLiteral("other"));
        row.container->image = image;
        row.container->ports = ports;
        row.mayBe = mayBe;
        const ActCost cost = actCost(*runbook, act, row, TradingState::HardHalt);
        QCOMPARE(QList<ActConsequence>(cost.consequences.begin(), cost.consequences.end()), consequences);
        QTEST(cost.breaksHaltPath, "breaksHaltPath");
    }

    // By its name the runbook means one, by its label docker compose means the other: nobody hits either by a click.
    // rule: H1, R4
    void whatMayBeMistakenForAnotherIsGuarded_data()
    {
        QTest::addColumn<bool>("isNamesake");
        QTest::addColumn<ContainerAct>("act");
        for (const ContainerAct act : allContainerActs) {
            QTest::addRow("the service's own, %s", qPrintable(containerActWord(act))) << false << act;
            QTest::addRow("its namesake, %s", qPrintable(containerActWord(act))) << true << act;
        }
    }
    void whatMayBeMistakenForAnotherIsGuarded()
    {
        QFETCH(bool, isNamesake);
        QFETCH(ContainerAct, act);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        // One that no halt depends on, so that nothing else guards it.
        const QString service = QStringLiteral("titan-powerlaw-lab");
        ServiceRow row = rowOf(*runbook, isNamesake ? QStringLiteral("other") : service);
        if (isNamesake) {
            row.mayBe = service;
            row.troubles = {ServiceTrouble::Namesake};
        } else {
            row.nameTaken = true;
        }
        const ActCost cost = actCost(*runbook, act, row, TradingState::Open);
        QVERIFY(cost.breaksHaltPath);
        QCOMPARE(cost.consequences.front(), ActConsequence::TwoOfOne);
        const auto& all = cost.consequences;
        QVERIFY(std::find(all.begin(), all.end(), ActConsequence::UnknownToRunbook) == all.end());
        QVERIFY(std::find(all.begin(), all.end(), ActConsequence::MayBeMissing) == all.end());
    }

    // It hears halts and trades as the first one does.
    // rule: H1, R4
    void aSecondContainerIsGuardedAsItsService_data()
    {
        using C = ActConsequence;
        QTest::addColumn<QString>("service");
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<QList<ActConsequence>>("consequences");
        QTest::addColumn<bool>("breaksHaltPath");
        const auto row = [](const char* service, ContainerAct act, const QList<ActConsequence>& consequences,
                            bool breaks) {
            QTest::addRow("%s %s", service, qPrintable(containerActWord(act)))
                << QString::fromLatin1(service) << act << consequences << breaks;
        };
        row("titan-execution", ContainerAct::Restart,
            {C::SecondContainer, C::CannotHearHalt, C::MayForgetHalt, C::LeavesPositions, C::UnknownToRunbook}, true);
        row("titan-execution", ContainerAct::Start, {C::SecondContainer, C::MayForgetHalt}, true);
        row("titan-brain", ContainerAct::Stop,
            {C::SecondContainer, C::CannotHearHalt, C::LeavesPositions, C::UnknownToRunbook}, true);
        // The runbook's own halt line goes through the first one.
        row("titan-nats", ContainerAct::Stop, {C::SecondContainer, C::MayCarryHalts, C::UnknownToRunbook}, true);
        row("titan-phase2-hunter", ContainerAct::Start, {C::SecondContainer, C::MayForgetHalt}, true);
        row("titan-redis", ContainerAct::Stop, {C::UnknownToRunbook}, false);
    }
    void aSecondContainerIsGuardedAsItsService()
    {
        QFETCH(QString, service);
        QFETCH(ContainerAct, act);
        QFETCH(QList<ActConsequence>, consequences);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        ServiceRow row = rowOf(*runbook, QStringLiteral("other"));
        row.mayBe = service;
        row.container->service = ops::test::service(*runbook, service).composeName;
        const ActCost cost = actCost(*runbook, act, row, TradingState::HardHalt);
        QCOMPARE(QList<ActConsequence>(cost.consequences.begin(), cost.consequences.end()), consequences);
        QTEST(cost.breaksHaltPath, "breaksHaltPath");
    }

    // rule: H1
    void aSecondThatTradesIsGuardedWhileTradingIsOpenToo()
    {
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        ServiceRow row = rowOf(*runbook, QStringLiteral("other"));
        row.mayBe = QStringLiteral("titan-execution");
        row.container->service = ops::test::service(*runbook, row.mayBe).composeName;
        const ActCost cost = actCost(*runbook, ContainerAct::Start, row, TradingState::Open);
        QCOMPARE(cost.consequences, std::vector<ActConsequence>{ActConsequence::SecondContainer});
        QVERIFY(cost.breaksHaltPath);
        row.container->service.clear(); // only its name is like a missing one's
        QVERIFY(!actCost(*runbook, ContainerAct::Start, row, TradingState::Open).breaksHaltPath);
    }

    // What bears the name of a service may be somebody else's: whatever it is, nobody hits it by a click.
    void aContainerOfAnotherProjectIsGuarded_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<ContainerAct>("act");
        for (const char* service : {"titan-redis", "titan-brain"})
            for (const ContainerAct act : allContainerActs)
                QTest::addRow("%s %s", service, qPrintable(containerActWord(act)))
                    << QString::fromLatin1(service) << act;
    }
    void aContainerOfAnotherProjectIsGuarded()
    {
        QFETCH(QString, service);
        QFETCH(ContainerAct, act);
        const auto runbook = ops::test::shippedRunbook(QStringLiteral("runbook"));
        QVERIFY(runbook.ok());
        ServiceRow row = rowOf(*runbook, service);
        row.project = row.container->project = QStringLiteral("titan");
        const ActCost own = actCost(*runbook, act, row, TradingState::Open);
        QVERIFY(own.foreignProject.isEmpty());
        row.container->project = QStringLiteral("titan-prod");
        const ActCost foreign = actCost(*runbook, act, row, TradingState::Open);
        QCOMPARE(foreign.foreignProject, QStringLiteral("titan-prod"));
        QVERIFY(foreign.breaksHaltPath); // its name is typed, to stop it too
        QCOMPARE(foreign.consequences, own.consequences);
        QVERIFY(!(foreign == own));
    }

    // rule: H1
    void everyVariantGuardsItsHaltPath_data()
    {
        QTest::addColumn<QString>("variant");
        QTest::addColumn<QStringList>("guarded");
        QTest::newRow("runbook") << QStringLiteral("runbook")
                                 << QStringList{QStringLiteral("titan-nats"), QStringLiteral("titan-brain"),
                                                QStringLiteral("titan-execution")};
        QTest::newRow("jan30") << QStringLiteral("jan30")
                               << QStringList{QStringLiteral("titan-nats"), QStringLiteral("titan-brain"),
                                              QStringLiteral("titan-execution")};
        QTest::newRow("feb16") << QStringLiteral("feb16")
                               << QStringList{QStringLiteral("nats"), QStringLiteral("titan-brain"),
                                              QStringLiteral("titan-execution")};
    }
    void everyVariantGuardsItsHaltPath()
    {
        QFETCH(QString, variant);
        const auto runbook = ops::test::shippedRunbook(variant);
        QVERIFY(runbook.ok());
        QStringList guarded;
        for (const RunbookService& service : runbook->services)
            if (actCost(*runbook, ContainerAct::Stop, rowOf(*runbook, service.name), TradingState::Open).breaksHaltPath)
                guarded << service.name;
        QTEST(guarded, "guarded");
    }

    void whyAnActCannotBeAskedFor_data()
    {
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<QString>("setUp");
        QTest::addColumn<ActBlock>("block");
        const auto row = [](ContainerAct act, const char* setUp, ActBlock block) {
            QTest::addRow("%s, %s", qPrintable(containerActWord(act)), setUp)
                << act << QString::fromLatin1(setUp) << block;
        };
        for (const ContainerAct act : allContainerActs) {
            row(act, "no host", ActBlock::NoHost);
            row(act, "no container", ActBlock::NoContainer);
            row(act, "engine lost", ActBlock::EngineUnheard);
            row(act, "under way", ActBlock::ActUnderWay);
        }
        row(ContainerAct::Start, "running", ActBlock::AlreadyRuns);
        row(ContainerAct::Start, "paused", ActBlock::Paused);
        row(ContainerAct::Stop, "paused", ActBlock::None);
        row(ContainerAct::Stop, "running", ActBlock::None);
        row(ContainerAct::Restart, "running", ActBlock::None);
        row(ContainerAct::Start, "exited", ActBlock::None);
        row(ContainerAct::Stop, "exited", ActBlock::AlreadyDown);
        row(ContainerAct::Restart, "exited", ActBlock::None);
        // Of one whose state is not known it is not said that it does not run.
        row(ContainerAct::Start, "unknown", ActBlock::None);
        row(ContainerAct::Stop, "unknown", ActBlock::None);
        // Asked to end, and not there yet: Podman says so.
        row(ContainerAct::Start, "stopping", ActBlock::None);
        row(ContainerAct::Stop, "stopping", ActBlock::None);
        // Ending a restart loop is a stop like any other.
        row(ContainerAct::Stop, "restarting", ActBlock::None);
        row(ContainerAct::Start, "no journal", ActBlock::NoJournal);
        row(ContainerAct::Restart, "no journal", ActBlock::NoJournal);
        row(ContainerAct::Stop, "running, no journal", ActBlock::None); // rule: H9
    }
    void whyAnActCannotBeAskedFor()
    {
        QFETCH(ContainerAct, act);
        QFETCH(QString, setUp);
        ServiceRow row = rowOf({}, QStringLiteral("titan-brain"));
        if (setUp == QLatin1String("no host"))
            row.host.clear();
        if (setUp == QLatin1String("no container"))
            row.container.reset();
        if (setUp == QLatin1String("engine lost"))
            row.engineFollowed = false;
        if (setUp == QLatin1String("exited") || setUp == QLatin1String("no journal"))
            row.container->run = ContainerRun::Exited;
        if (setUp == QLatin1String("paused"))
            row.container->run = ContainerRun::Paused;
        if (setUp == QLatin1String("unknown"))
            row.container->run = ContainerRun::Unknown;
        if (setUp == QLatin1String("stopping"))
            row.container->run = ContainerRun::Stopping;
        if (setUp == QLatin1String("restarting"))
            row.container->run = ContainerRun::Restarting;
        QTEST(actBlock(act, row, setUp == QLatin1String("under way"), !setUp.contains(QLatin1String("no journal"))),
              "block");
    }

    // rule: H6
    void theEffectShowsInTheContainerItself_data()
    {
        QTest::addColumn<ContainerAct>("act");
        QTest::addColumn<QString>("id");
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<int>("started");
        QTest::addColumn<bool>("seen");
        const auto id = QStringLiteral("9f");
        QTest::newRow("stopped") << ContainerAct::Stop << id << ContainerRun::Exited << 10 << true;
        QTest::newRow("still runs") << ContainerAct::Stop << id << ContainerRun::Running << 10 << false;
        QTest::newRow("another stopped") << ContainerAct::Stop << QStringLiteral("77") << ContainerRun::Exited << 10
                                         << false;
        QTest::newRow("started") << ContainerAct::Start << id << ContainerRun::Running << 20 << true;
        QTest::newRow("started and fell") << ContainerAct::Start << id << ContainerRun::Restarting << 20 << false;
        QTest::newRow("restarted") << ContainerAct::Restart << id << ContainerRun::Running << 20 << true;
        QTest::newRow("the old process still runs")
            << ContainerAct::Restart << id << ContainerRun::Running << 10 << false;
        QTest::newRow("the old start, looked at after its event")
            << ContainerAct::Restart << id << ContainerRun::Running << 7 << false;
        QTest::newRow("went down only") << ContainerAct::Restart << id << ContainerRun::Exited << 10 << false;
    }
    void theEffectShowsInTheContainerItself()
    {
        QFETCH(ContainerAct, act);
        QFETCH(QString, id);
        QFETCH(ContainerRun, run);
        QFETCH(int, started);
        ServiceAct asked;
        asked.act = act;
        asked.containerId = QStringLiteral("9f");
        asked.startedBeforeUtcMs = 10;
        Container container;
        container.id = id;
        container.run = run;
        container.startedUtcMs = started;
        QTEST(showsEffect(asked, container), "seen");
    }
};

QTEST_GUILESS_MAIN(TestServiceAct)
#include "tst_service_act.moc"
