#include "main/tour/tour_plan.h"

#include "main/tour/input_driver.h"
#include "main/tour/tour.h"
#include "main/tour/tour_acts.h"
#include "ui/window/main_window.h"

namespace ops::main {
namespace {

using namespace acts;
using namespace std::chrono_literals;
using domain::LadderVerdict;
using domain::TradingState;

constexpr int containersOfTheRunbook = 11;

void append(std::vector<TourStep>& steps, std::vector<TourStep> more)
{
    for (TourStep& step : more)
        steps.push_back(std::move(step));
}

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

std::vector<TourStep> mainJobSteps(const TourStage& stage)
{
    const auto halfHeld = [&console = stage.console] { return console.guard().holdFraction() >= 0.5; };
    const auto fired = [&console = stage.console] {
        return console.guard().guard().phase == domain::GuardPhase::Fired;
    };
    std::vector<TourStep> steps{
        shot(name("password"), nothing(), isShown(name("passwordDialog")), 20s),
        quietStep(type(name("password"), QString::fromLatin1(Tour::password())), nothing()),
        quietStep(click(name("passwordConnect")), commandLinkUp(stage, true)),
        quietStep(nothing(), listenerCount(stage, 2)),
        shot(name("overview-open"), nothing(), stateIs(stage, TradingState::Open)),
        shot(name("activity"), click(name("rail.activity")), isShown(name("page.activity"))),
        quietStep(click(name("rail.services")), isShown(name("page.services"))),
        shot(name("services"), nothing(), containersRun(stage, containersOfTheRunbook)),
        quietStep(click(name("rail.overview")), isShown(name("page.overview"))),
        shot(name("guard-lifted"), click(name("hardHaltButton")), isShown(name("guardDialog"))),
        // The pictures took most of the ten seconds: lifting again starts them anew.
        quietStep(click(name("hardHaltButton")), isShown(name("guardHold"))),
        snapshot(name("guard-holding"), press(name("guardHold")), halfHeld),
        quietStep(nothing(), fired),
        snapshot(name("guard-applied"), nothing(), verdictIs(stage, {LadderVerdict::Applied, LadderVerdict::Quiet})),
        shot(name("guard-proven"), nothing(), verdictIs(stage, {LadderVerdict::Quiet}), 20s),
        quietStep(click(name("guardCancel")), isGone(name("guardDialog"))),
        shot(name("overview-halted"), nothing(), stateIs(stage, TradingState::HardHalt)),
        shot(name("resume-gates"), click(name("resumeButton")), isShown(name("resumeDialog"))),
        quietStep(type(name("resumeTyped"), stage.console.context().environment.name), isEnabled(name("resumeSend"))),
        shot(name("resume-ready"), nothing(), isEnabled(name("resumeSend"))),
        shot(name("resume-sent"), click(name("resumeSend")),
             verdictIs(stage, {LadderVerdict::Applied, LadderVerdict::Quiet})),
        quietStep(click(name("resumeCancel")), isGone(name("resumeDialog"))),
        quietStep(nothing(), stateIs(stage, TradingState::Open)),
        shot(name("soft-halt"), click(name("softHaltButton")), isShown(name("softHaltDialog"))),
        shot(name("soft-halt-sent"), click(name("softHaltSend")),
             verdictIs(stage, {LadderVerdict::Applied, LadderVerdict::Quiet})),
        quietStep(click(name("softHaltCancel")), isGone(name("softHaltDialog"))),
        quietStep(nothing(), stateIs(stage, TradingState::SoftHalt)),
    };
    return steps;
}

std::vector<TourStep> troubleSteps(const TourStage& stage)
{
    const auto chord = [] { return InputDriver::chord(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier); };
    const auto alarmsUp = [&console = stage.console](bool up) {
        return [&console, up] { return console.alarms().alarms().empty() != up; };
    };
    // Alarms stay until somebody acknowledges them: one click each.
    const auto acknowledgeAll = [&console = stage.console] {
        while (InputDriver::find(name("alarmAcknowledge")) != nullptr && !console.alarms().alarms().empty())
            if (!InputDriver::click(name("alarmAcknowledge")))
                return false;
        return true;
    };
    std::vector<TourStep> steps{
        shot(name("alarm-foreign-resume"), fault(stage, "script OPEN deploy-bot"), alarmsUp(true)),
        quietStep(acknowledgeAll, alarmsUp(false)),
        quietStep(nothing(), stateIs(stage, TradingState::Open)),
        // One of two services does not obey.
        quietStep(fault(stage, "deaf titan-execution"), listenerCount(stage, 1)),
        quietStep(chord, isShown(name("guardHold"))),
    };
    append(steps, holdToHalt(stage));
    append(steps, {
                      shot(name("guard-partly"), nothing(),
                           verdictIs(stage, {LadderVerdict::PartlyApplied, LadderVerdict::Disobeyed})),
                      quietStep(click(name("guardCancel")), isGone(name("guardDialog"))),
                      quietStep(acknowledgeAll, alarmsUp(false)),
                      quietStep(fault(stage, "heal"), listenerCount(stage, 2)),
                      // Nobody is there.
                      quietStep(fault(stage, "deaf all"), listenerCount(stage, 0)),
                      shot(name("guard-nobody"), chord, isShown(name("guardHold"))),
                      quietStep(chord, isShown(name("guardHold"))),
                  });
    append(steps, holdToHalt(stage));
    append(steps, {
                      shot(name("guard-nobody-sent"), nothing(), verdictIs(stage, {LadderVerdict::NobodyListening})),
                      quietStep(click(name("guardCancel")), isGone(name("guardDialog"))),
                      shot(name("alarm-nobody"), nothing(), alarmsUp(true)),
                      quietStep(acknowledgeAll, alarmsUp(false)),
                      quietStep(fault(stage, "heal"), listenerCount(stage, 2)),
                      // The server is gone: the path is dead before use, and that is said.
                      shot(
                          name("path-down"),
                          [&drill = stage.drill] {
                              drill.killServer();
                              return true;
                          },
                          commandLinkUp(stage, false)),
                      shot(name("guard-path-down"), chord, isShown(name("guardHold"))),
                      quietStep(chord, isShown(name("guardHold"))),
                  });
    append(steps, holdToHalt(stage));
    append(steps, {
                      shot(name("guard-not-sent"), nothing(), verdictIs(stage, {LadderVerdict::Refused})),
                      quietStep(click(name("guardCancel")), isGone(name("guardDialog"))),
                      shot(name("alarm-not-sent"), nothing(), alarmsUp(true)),
                      quietStep(
                          [&drill = stage.drill] {
                              drill.startServer();
                              return true;
                          },
                          commandLinkUp(stage, true), 15s),
                      quietStep(acknowledgeAll, alarmsUp(false)),
                      quietStep(click(name("rail.activity")), isShown(name("page.activity"))),
                      shot(name("activity-filtered"), type(name("activityFilter"), name("HARD_HALT")),
                           isShown(name("page.activity"))),
                      shot(name("help"), click(name("rail.help")), isShown(name("helpDialog"))),
                      quietStep([] { return InputDriver::close(name("helpDialog")); }, isGone(name("helpDialog"))),
                      shot(name("about"), click(name("rail.about")), isShown(name("aboutDialog"))),
                      quietStep(click(name("aboutClose")), isGone(name("aboutDialog"))),
                      shot(
                          name("start"),
                          [show = stage.showStartDialog] {
                              show();
                              return true;
                          },
                          isShown(name("startDialog"))),
                      quietStep(
                          [hide = stage.hideStartDialog] {
                              hide();
                              return true;
                          },
                          isGone(name("startDialog"))),
                  });
    return steps;
}

std::vector<TourStep> healthSteps(const TourStage& stage)
{
    // Every check has an answer to the last Run all.
    const auto swept = [&health = stage.console.health()] {
        return health.sweep().total > 0 && !health.sweep().running();
    };
    const auto graded = [&health = stage.console.health(), swept](const char* id, domain::HealthGrade grade) {
        return [&health, swept, id = name(id), grade] {
            const domain::HealthRecord* record = health.record(id);
            return swept() && record != nullptr && record->verdict.grade == grade;
        };
    };
    return {
        quietStep(click(name("rail.health")), isShown(name("page.health"))),
        quietStep(click(name("healthRunAll")), swept, 15s),
        shot(name("health-ok"), nothing(), graded("command/Redis", domain::HealthGrade::Ok)),
        quietStep(fault(stage, "sick titan-brain unhealthy"), nothing()),
        quietStep(click(name("healthRunAll")), swept, 15s),
        shot(name("health-sick"), nothing(), graded("endpoint/titan-brain", domain::HealthGrade::Failed)),
        quietStep(fault(stage, "heal titan-brain"), nothing()),
        quietStep(fault(stage, "engine gone"), nothing()),
        quietStep(click(name("healthRunAll")), swept, 15s),
        shot(name("health-no-engine"), nothing(), graded("command/Redis", domain::HealthGrade::Unknown)),
        quietStep(fault(stage, "engine back"), nothing()),
        quietStep(click(name("healthRunAll")), graded("command/Redis", domain::HealthGrade::Ok), 15s),
        quietStep(click(name("rail.overview")), isShown(name("page.overview"))),
    };
}

std::vector<TourStep> tourSteps(const TourStage& stage)
{
    std::vector<TourStep> steps = mainJobSteps(stage);
    append(steps, healthSteps(stage));
    append(steps, serviceSteps(stage));
    append(steps, troubleSteps(stage));
    // Late: from then on each of the drill's containers has a follower, and those cost the machine something.
    append(steps, logPageSteps(stage));
    append(steps, logSteps(stage.logs));
    append(steps, logToolSteps(stage.logs));
    return steps;
}

} // namespace ops::main
