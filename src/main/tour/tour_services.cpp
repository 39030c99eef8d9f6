#include "main/tour/tour_acts.h"
#include "main/tour/tour_plan.h"

#include <algorithm>

namespace ops::main {
namespace {

using namespace acts;
using namespace std::chrono_literals;
using domain::ContainerRun;
using domain::ServiceRow;

constexpr int containersOfTheRunbook = 11;
constexpr int crowd = 39;
constexpr int crashesOfALoop = 3;

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

// A service of that name is as `is` says.
Act row(const TourStage& stage, const QString& service, std::function<bool(const ServiceRow&)> is)
{
    return [&services = stage.console.services(), service, is = std::move(is)] {
        const auto& rows = services.rows();
        return std::any_of(rows.begin(), rows.end(),
                           [&](const ServiceRow& each) { return each.name == service && is(each); });
    };
}

Act runIs(const TourStage& stage, const QString& service, ContainerRun run)
{
    return row(stage, service, [run](const ServiceRow& each) { return each.container && each.container->run == run; });
}

// All that is shown of it is last known.
Act allStale(const TourStage& stage, const QString& service)
{
    return row(stage, service, [&console = stage.console](const ServiceRow& each) {
        const auto isOld = [&](domain::LevelKind kind) {
            return !each.level(kind).at || domain::isStale(each, kind, console.context().clock->now());
        };
        return std::all_of(domain::allLevelKinds.begin(), domain::allLevelKinds.end(), isOld);
    });
}

Act actIs(const TourStage& stage, domain::ActPhase phase)
{
    return [&acts = stage.console.serviceActs(), phase] {
        return !acts.acts().empty() && acts.acts().front().phase == phase;
    };
}

void append(std::vector<TourStep>& steps, std::vector<TourStep> more)
{
    for (TourStep& step : more)
        steps.push_back(std::move(step));
}

// What the practice stack's own front end answers for docker and Compose, and says so by its version.
std::vector<TourStep> hostSteps(const TourStage& stage)
{
    const auto toolsFound = [&hosts = stage.console.hosts()] {
        const QStringList all = hosts.hosts();
        return std::all_of(all.begin(), all.end(), [&](const QString& host) {
            return !hosts.tools(host).empty() && domain::allAnswered(hosts.tools(host));
        });
    };
    return {
        quietStep(nothing(), toolsFound),
        shot(name("services-hosts"), click(name("servicesHosts")), isEnabled(name("hostsAgain"))),
        quietStep(click(name("hostsClose")), isGone(name("hostsDialog"))),
    };
}

std::vector<TourStep> actSteps(const TourStage& stage)
{
    const QString quant = name("titan-ai-quant");
    return {
        quietStep(choose(name("servicesTable"), name("titan-brain")), isEnabled(name("SERVICE_RESTART"))),
        shot(name("services-detail"), nothing(), isEnabled(name("SERVICE_RESTART"))),
        shot(name("service-act-halt-path"), click(name("SERVICE_RESTART")), isShown(name("serviceActTyped"))),
        quietStep(click(name("serviceActCancel")), isGone(name("serviceActDialog"))),
        quietStep(choose(name("servicesTable"), quant), isEnabled(name("SERVICE_STOP"))),
        shot(name("service-act"), click(name("SERVICE_STOP")), isEnabled(name("serviceActSend"))),
        shot(name("service-act-seen"), click(name("serviceActSend")), actIs(stage, domain::ActPhase::Seen)),
        quietStep(click(name("serviceActCancel")), isGone(name("serviceActDialog"))),
        quietStep(click(name("SERVICE_START")), isEnabled(name("serviceActSend"))),
        quietStep(click(name("serviceActSend")), actIs(stage, domain::ActPhase::Seen)),
        quietStep(click(name("serviceActCancel")), isGone(name("serviceActDialog"))),
    };
}

} // namespace

std::vector<TourStep> serviceSteps(const TourStage& stage)
{
    const QString hunter = name("titan-phase2-hunter");
    const QString lab = name("titan-powerlaw-lab");
    const auto askEndpoints = [&health = stage.console.health()](std::chrono::seconds every) {
        return [&health, every] {
            health.setInterval(every);
            return true;
        };
    };
    std::vector<TourStep> steps{
        quietStep(click(name("rail.services")), containersRun(stage, containersOfTheRunbook)),
    };
    append(steps, hostSteps(stage));
    append(steps, actSteps(stage));
    append(steps, {
                      quietStep(choose(name("servicesTable"), hunter), nothing()),
                      shot(name("services-sick"), fault(stage, "sick titan-phase2-hunter unhealthy"),
                           row(stage, hunter,
                               [](const ServiceRow& each) {
                                   return each.container && each.container->health == domain::ImageHealth::Unhealthy;
                               })),
                      quietStep(fault(stage, "heal titan-phase2-hunter"), nothing()),
                      quietStep(choose(name("servicesTable"), lab), nothing()),
                  });
    for (int crash = 0; crash < crashesOfALoop; ++crash)
        append(steps,
               {
                   quietStep(fault(stage, "crash titan-powerlaw-lab"), runIs(stage, lab, ContainerRun::Exited)),
                   quietStep(fault(stage, "restart titan-powerlaw-lab"), runIs(stage, lab, ContainerRun::Running)),
               });
    append(
        steps,
        {
            shot(name("services-restart-loop"), nothing(),
                 row(stage, lab, [](const ServiceRow& each) { return each.has(domain::ServiceTrouble::RestartLoop); })),
            shot(name("services-engine-gone"), fault(stage, "engine gone"), containersRun(stage, 0)),
            quietStep(fault(stage, "engine back"), containersRun(stage, containersOfTheRunbook), 20s),
            shot(name("services-50"), fault(stage, "crowd 39"), containersRun(stage, containersOfTheRunbook + crowd)),
            quietStep(fault(stage, "crowd 0"), containersRun(stage, containersOfTheRunbook)),
            quietStep(choose(name("servicesTable"), name("titan-brain")), nothing()),
            // Neither its engine nor the server says anything any more, and nobody asks its endpoint.
            quietStep(askEndpoints(0s), nothing()),
            quietStep(fault(stage, "engine frozen"), containersRun(stage, 0), 20s),
            quietStep(
                [&drill = stage.drill] {
                    drill.killServer();
                    return true;
                },
                commandLinkUp(stage, false)),
            shot(name("services-stale"), nothing(), allStale(stage, name("titan-brain")), 60s),
            quietStep(
                [&drill = stage.drill] {
                    drill.startServer();
                    return true;
                },
                commandLinkUp(stage, true), 15s),
            quietStep(fault(stage, "engine back"), containersRun(stage, containersOfTheRunbook), 20s),
            // The halt is proven anew, not only last known.
            quietStep(nothing(), stateIs(stage, domain::TradingState::SoftHalt), 20s),
            quietStep(askEndpoints(app::HealthController::defaultInterval), listenerCount(stage, 2)),
            quietStep(click(name("rail.overview")), isShown(name("page.overview"))),
        });
    return steps;
}

} // namespace ops::main
