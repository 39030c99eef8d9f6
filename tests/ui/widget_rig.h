#pragma once

#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "ui/common/coalescer.h"
#include "ui/common/window_context.h"

#include <QWidget>

namespace ops::test {

// All controllers over fake ports, and the context that widgets are given.
struct WidgetRig : ConsoleRig {
    explicit WidgetRig(domain::Runbook runbook = rigRunbook(), domain::Environment environment = rigEnvironment())
        : ConsoleRig(std::move(runbook), std::move(environment))
    {
    }

    FakeEngine engine;
    app::ServicesController services{context, {&engine}, {}, states};
    app::ServiceActController serviceActs{context, services, states, journal};
    ui::WindowContext window{context,     links,   states, commands, alarms,   guard,
                             credentials, journal, hosts,  health,   services, serviceActs};
};

// Draws what ui::Coalescer still holds back in `parent`.
inline void drawNews(const QWidget& parent)
{
    for (ui::Coalescer* news : parent.findChildren<ui::Coalescer*>())
        news->flush();
}

// A part of `parent` by its object name, with the news drawn; the test ends where there is none.
template <class T = QWidget>
T* part(const QWidget& parent, const char* objectName)
{
    drawNews(parent);
    T* found = parent.findChild<T*>(QString::fromLatin1(objectName));
    if (found == nullptr)
        qFatal("no %s in %s", objectName, qPrintable(parent.objectName()));
    return found;
}

} // namespace ops::test
