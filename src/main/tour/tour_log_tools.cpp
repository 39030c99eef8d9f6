#include "main/tour/input_driver.h"
#include "main/tour/tour_acts.h"
#include "main/tour/tour_logs.h"

#include <QAction>
#include <QApplication>
#include <QMenu>

namespace ops::main {
namespace {

using namespace acts;

QString name(const char* text)
{
    return QString::fromLatin1(text);
}

Act key(const char* objectName, Qt::Key which, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    return [objectName, which, modifiers] {
        QWidget* widget = InputDriver::find(name(objectName));
        if (widget == nullptr)
            return false;
        widget->setFocus();
        return InputDriver::keyDown(widget, which, modifiers) && InputDriver::keyUp(widget, which, modifiers);
    };
}

// An entry of a menu. Not by opening that: a menu that is open holds up whoever opened it.
Act entry(const char* objectName)
{
    return [objectName] {
        const auto widgets = QApplication::allWidgets();
        for (QWidget* widget : widgets) {
            auto* menu = qobject_cast<QMenu*>(widget);
            if (menu == nullptr || menu->parentWidget() == nullptr || !menu->parentWidget()->isVisible())
                continue;
            Q_EMIT menu->aboutToShow(); // what is offered depends on what is shown
            auto* action = menu->findChild<QAction*>(name(objectName));
            if (action == nullptr || !action->isEnabled())
                continue;
            action->trigger();
            return true;
        }
        return false;
    };
}

} // namespace

std::vector<TourStep> logToolSteps(TourLogs& logs)
{
    const auto settled = [&logs] {
        return logs.session() != nullptr && logs.session()->controller().ended() &&
               !logs.session()->controller().searching() && !logs.session()->controller().finding();
    };
    const auto hidden = [&logs] {
        logs.hide();
        return true;
    };
    return {
        quietStep([&logs] { return logs.show(); }, settled, std::chrono::seconds(15)),
        quietStep(type(name("logFind"), name("db write")), settled),
        quietStep(click(name("logFindNext")), settled),
        quietStep(key("logTable", Qt::Key_P), isShown(name("logPinList"))),
        quietStep(click(name("logFindNext")), settled),
        quietStep(key("logTable", Qt::Key_P), settled),
        shot(name("logs-pins-highlights-repeats"), nothing(), isShown(name("logOnlyThese"))),
        shot(name("logs-ages"), key("logZone", Qt::Key_End), settled),
        shot(name("logs-highlight-dialog"), entry("logHighlights"), isShown(name("logHighlightDialog"))),
        quietStep(click(name("logHighlightClose")), isGone(name("logHighlightDialog"))),
        quietStep(type(name("logFilter"), name("write")), settled),
        shot(name("logs-filter-name"), entry("logFilterSave"), isShown(name("logFilterNameDialog"))),
        quietStep(click(name("logFilterKeepCancel")), isGone(name("logFilterNameDialog"))),
        quietStep(entry("logTimeWindow"), isShown(name("logTimeDialog"))),
        shot(name("logs-time-window"), type(name("logTimeFrom"), name("17:04:08.113")),
             isEnabled(name("logTimeApply"))),
        quietStep(click(name("logTimeCancel")), isGone(name("logTimeDialog"))),
        shot(name("logs-export-dialog"), key("logTable", Qt::Key_S, Qt::ControlModifier),
             isShown(name("logExportDialog"))),
        quietStep(key("logExportDialog", Qt::Key_Escape), isGone(name("logExportDialog"))),
        shot(
            name("logs-exported"), [&logs] { return logs.exportShown(); }, isShown(name("logExportText"))),
        quietStep(hidden, isGone(name("logWindow"))),
    };
}

} // namespace ops::main
