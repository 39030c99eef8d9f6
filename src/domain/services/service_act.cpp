#include "domain/services/service_act.h"

#include <QRegularExpression>

#include <algorithm>

namespace ops::domain {
namespace {

// The runbook's own halt line goes through this container: `docker exec titan-nats nats pub …`.
bool carriesHalt(const Runbook& runbook, const ServiceRow& row)
{
    if (row.wantedContainer.isEmpty())
        return false;
    return std::any_of(runbook.halt.commands.begin(), runbook.halt.commands.end(), [&row](const HaltCommand& command) {
        static const QRegularExpression space(QStringLiteral("\\s+"));
        return command.cliLine.split(space).contains(row.wantedContainer);
    });
}

// A NATS server by its image or its port, whatever it is called.
bool looksLikeNats(const Container& container)
{
    static const QRegularExpression image(QStringLiteral("(?:^|/)nats(?:-server)?(?:[:@].*)?$"));
    return image.match(container.image).hasMatch() ||
           std::any_of(container.ports.begin(), container.ports.end(), [](const QString& port) {
               return port == QLatin1String("4222/tcp") || port.endsWith(QLatin1String(">4222/tcp"));
           });
}

// As the runbook has the service that a container may be.
ServiceRow asService(const ServiceRow& row, const RunbookService& service)
{
    ServiceRow as = row;
    as.inRunbook = true;
    as.project.clear(); // which container it is, and whose, is told by itself
    as.troubles.clear();
    as.role = service.role;
    as.provesHalt = service.provesHalt;
    as.wantedContainer = service.container;
    as.mayBe.clear();
    return as;
}

void add(ActCost& cost, ActConsequence consequence)
{
    if (std::find(cost.consequences.begin(), cost.consequences.end(), consequence) == cost.consequences.end())
        cost.consequences.push_back(consequence);
}

// Another container of a service does what the service does: it hears halts and trades as that one.
void guardSecond(ActCost& cost, const ActCost& ofService)
{
    add(cost, ActConsequence::SecondContainer);
    for (const ActConsequence consequence : ofService.consequences) {
        // The runbook's halt line names the service's own container.
        add(cost, consequence == ActConsequence::CutsHaltPath ? ActConsequence::MayCarryHalts : consequence);
    }
}

// What it may be is not known, so it is guarded as what it may be.
void guardWhatItMayBe(ActCost& cost, const Runbook& runbook, ContainerAct act, const ServiceRow& row,
                      TradingState shown)
{
    for (const RunbookService& service : runbook.services) {
        if (service.name != row.mayBe)
            continue;
        const ServiceRow as = asService(row, service);
        const ActCost ofService = actCost(runbook, act, as, shown);
        // A namesake is no less of it: the runbook's commands reach it.
        const bool isLabelledSo =
            row.has(ServiceTrouble::Namesake) ||
            (row.container && !service.composeName.isEmpty() && row.container->service == service.composeName);
        // Two that trade are a danger in any state, with OPEN proven too.
        const bool isGuarded = ofService.breaksHaltPath ||
                               (isLabelledSo && actCost(runbook, act, as, TradingState::Unknown).breaksHaltPath);
        if (!isGuarded)
            continue;
        if (isLabelledSo)
            guardSecond(cost, ofService);
        else
            add(cost, ActConsequence::MayBeMissing);
    }
    if (act != ContainerAct::Start && row.container && looksLikeNats(*row.container))
        add(cost, ActConsequence::MayCarryHalts);
    cost.breaksHaltPath = cost.breaksHaltPath || !cost.consequences.empty();
}

} // namespace

QString containerActWord(ContainerAct act)
{
    switch (act) {
    case ContainerAct::Start:
        return QStringLiteral("SERVICE_START");
    case ContainerAct::Stop:
        return QStringLiteral("SERVICE_STOP");
    case ContainerAct::Restart:
        break;
    }
    return QStringLiteral("SERVICE_RESTART");
}

QString actCommandLine(ContainerAct act, const QString& containerName)
{
    switch (act) {
    case ContainerAct::Start:
        return QStringLiteral("docker start %1").arg(containerName);
    case ContainerAct::Stop:
        return QStringLiteral("docker stop %1").arg(containerName);
    case ContainerAct::Restart:
        break;
    }
    return QStringLiteral("docker restart %1").arg(containerName);
}

ActCost actCost(const Runbook& runbook, ContainerAct act, const ServiceRow& row, TradingState shown)
{
    ActCost cost;
    cost.foreignProject = row.foreignProject();
    cost.breaksHaltPath = !cost.foreignProject.isEmpty();
    const bool goesDown = act != ContainerAct::Start;
    const bool comesUp = act != ContainerAct::Stop;
    if (row.isAmbiguous()) {
        cost.consequences.push_back(ActConsequence::TwoOfOne);
        cost.breaksHaltPath = true;
    }
    if (!row.inRunbook)
        guardWhatItMayBe(cost, runbook, act, row, shown);
    if (goesDown && carriesHalt(runbook, row)) {
        cost.consequences.push_back(ActConsequence::CutsHaltPath);
        cost.breaksHaltPath = true;
    }
    if (goesDown && row.provesHalt) {
        cost.consequences.push_back(ActConsequence::CannotHearHalt);
        cost.breaksHaltPath = true;
    }
    // Whatever proves a halt in this variant: without the core nobody is at the wheel.
    cost.breaksHaltPath |= goesDown && row.inRunbook && row.role == ServiceRole::Core;
    // UNKNOWN may be a halt: only a proven OPEN leaves nothing to forget.
    const bool trades = row.provesHalt || (row.inRunbook && row.role == ServiceRole::Phase);
    if (comesUp && trades && shown != TradingState::Open) {
        cost.consequences.push_back(ActConsequence::MayForgetHalt);
        cost.breaksHaltPath = true;
    }
    if (goesDown) {
        if (!row.inRunbook && !row.isAmbiguous())
            cost.consequences.push_back(ActConsequence::UnknownToRunbook);
        else if (!row.inRunbook)
            add(cost, ActConsequence::TwoOfOne); // which says what is not known of it
        else if (row.role == ServiceRole::Infrastructure && !carriesHalt(runbook, row))
            cost.consequences.push_back(ActConsequence::LosesStore);
        else if (row.role == ServiceRole::Core || row.role == ServiceRole::Phase)
            cost.consequences.push_back(ActConsequence::LeavesPositions);
        if (cost.consequences.empty())
            cost.consequences.push_back(ActConsequence::InterruptsService);
    }
    return cost;
}

ActBlock actBlock(ContainerAct act, const ServiceRow& row, bool underWay, bool journalWritable)
{
    if (row.host.isEmpty())
        return ActBlock::NoHost;
    if (!row.engineFollowed)
        return ActBlock::EngineUnheard;
    if (!row.container)
        return ActBlock::NoContainer;
    if (underWay)
        return ActBlock::ActUnderWay;
    if (act == ContainerAct::Start && row.container->run == ContainerRun::Paused)
        return ActBlock::Paused;
    if (act == ContainerAct::Start && row.container->isUp())
        return ActBlock::AlreadyRuns;
    // Of one whose state is not known nothing says that it does not run, and one that is asked to end still does.
    const ContainerRun run = row.container->run;
    const bool mayRun = row.container->isUp() || run == ContainerRun::Unknown || run == ContainerRun::Stopping;
    if (act == ContainerAct::Stop && !mayRun)
        return ActBlock::AlreadyDown;
    if (act != ContainerAct::Stop && !journalWritable)
        return ActBlock::NoJournal;
    return ActBlock::None;
}

bool showsEffect(const ServiceAct& act, const Container& container)
{
    if (container.id != act.containerId)
        return false;
    if (act.act == ContainerAct::Stop)
        return container.isDown();
    // Later, not other: the event of a start comes a little after the moment that a look at the container gives for the
    // same start, and that is no second one.
    return container.run == ContainerRun::Running && container.startedUtcMs &&
           (!act.startedBeforeUtcMs || *container.startedUtcMs > *act.startedBeforeUtcMs);
}

} // namespace ops::domain
