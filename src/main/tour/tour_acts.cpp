#include "main/tour/tour_acts.h"

#include "main/tour/input_driver.h"

#include <algorithm>

namespace ops::main::acts {

Act nothing()
{
    return [] { return true; };
}

Act click(const QString& objectName)
{
    return [objectName] { return InputDriver::click(objectName); };
}

Act press(const QString& objectName)
{
    return [objectName] { return InputDriver::press(objectName); };
}

Act release(const QString& objectName)
{
    return [objectName] { return InputDriver::release(objectName); };
}

Act type(const QString& objectName, const QString& text)
{
    return [objectName, text] { return InputDriver::type(objectName, text); };
}

Act fault(const TourStage& stage, const QByteArray& line)
{
    return [&drill = stage.drill, line] { return drill.sendFault(line); };
}

Act isShown(const QString& objectName)
{
    return [objectName] { return InputDriver::find(objectName) != nullptr; };
}

Act isGone(const QString& objectName)
{
    return [objectName] { return InputDriver::find(objectName) == nullptr; };
}

Act isEnabled(const QString& objectName)
{
    return [objectName] {
        const QWidget* widget = InputDriver::find(objectName);
        return widget != nullptr && widget->isEnabled();
    };
}

Act verdictIs(const TourStage& stage, std::vector<domain::LadderVerdict> verdicts)
{
    return [&console = stage.console, verdicts = std::move(verdicts)] {
        const auto& ladders = console.commands().ladders();
        return !ladders.empty() &&
               std::find(verdicts.begin(), verdicts.end(), ladders.front().verdict()) != verdicts.end();
    };
}

Act stateIs(const TourStage& stage, domain::TradingState state)
{
    return [&console = stage.console, state] {
        const domain::StateView view = console.states().view();
        return view.shown == state && view.reason == domain::StateReason::Proven;
    };
}

Act listenerCount(const TourStage& stage, int count)
{
    return [&console = stage.console, count] {
        const auto& snapshot = console.links().listeners();
        return snapshot && static_cast<int>(snapshot->listeners.size()) == count;
    };
}

Act commandLinkUp(const TourStage& stage, bool up)
{
    return [&console = stage.console, up] { return console.links().commandLink().up() == up; };
}

Act containersRun(const TourStage& stage, int count)
{
    return [&services = stage.console.services(), count] {
        const auto& rows = services.rows();
        return count == std::count_if(rows.begin(), rows.end(), [](const domain::ServiceRow& row) {
                   return row.engineFollowed && row.container && row.container->run == domain::ContainerRun::Running;
               });
    };
}

Act choose(const QString& viewName, const QString& text)
{
    return [viewName, text] { return InputDriver::choose(viewName, text); };
}

TourStep quietStep(Act act, Act until, std::chrono::milliseconds patience)
{
    return {{}, std::move(act), std::move(until), patience, false};
}

TourStep shot(const QString& name, Act act, Act until, std::chrono::milliseconds patience)
{
    return {name, std::move(act), std::move(until), patience, false};
}

TourStep snapshot(const QString& name, Act act, Act until, std::chrono::milliseconds patience)
{
    return {name, std::move(act), std::move(until), patience, true};
}

std::vector<TourStep> holdToHalt(const TourStage& stage)
{
    const auto fired = [&console = stage.console] {
        return console.guard().guard().phase == domain::GuardPhase::Fired;
    };
    return {quietStep(press(QStringLiteral("guardHold")), fired)};
}

} // namespace ops::main::acts
