#pragma once

#include "fake_log_ports.h"
#include "fake_log_tools.h"
#include "infra/search/log_search.h"
#include "support/fake_clock.h"
#include "support/test_case.h"
#include "ui/common/label.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/widget_rig.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace ops::test {

inline const std::string fourLines = "2026-01-30T17:04:01.000Z  INFO order 17 filled\n"
                                     "2026-01-30T17:04:02.000Z  INFO order 18 filled\n"
                                     "2026-01-30T17:04:03.000Z ERROR db write lost\n"
                                     "2026-01-30T17:04:04.000Z  INFO order 19 filled\n";

// The pane with all its tools, over a log in memory and the real search.
struct Tooled {
    explicit Tooled(const std::string& lines = fourLines)
    {
        pane.setTools({&clock, &exports, &aids, &repeats});
        pane.resize(1400, 800);
        pane.show();
        pane.activateWindow();
        controller.start();
        source.write("titan-brain", lines);
    }
    int rows() const { return table->model()->rowCount(); }
    bool ready() const { return rows() == 4 && !controller.searching(); }
    QString text(const char* label) const { return part<ui::Label>(pane, label)->text(); }
    void choose(int row) const
    {
        table->setFocus();
        table->setCurrentIndex(table->model()->index(row, 0));
    }
    void type(const char* field, const char* words) const
    {
        auto* edit = part<QLineEdit>(pane, field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, QString::fromLatin1(words));
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(pane, button), Qt::LeftButton); }
    // An entry of a menu, as a click on it does.
    void act(const char* action) const
    {
        auto* found = pane.findChild<QAction*>(QString::fromLatin1(action));
        if (found == nullptr || !found->isEnabled())
            qFatal("no %s to be chosen", action);
        found->trigger();
    }

    FakeClock clock;
    FakeLogSource source;
    infra::LogSearch search{nullptr, 1};
    infra::LogSearch places{nullptr, 1};
    infra::LogSearch repeatSearch{nullptr, 1};
    FakeLogExport exportPort;
    FakeLogAids aidsPort;
    app::LogViewController controller{source, search, places};
    app::LogExportController exports{controller, exportPort};
    app::LogAidsController aids{aidsPort};
    app::LogRepeatsController repeats{repeatSearch};
    ui::LogPane pane{controller, QStringLiteral("/var/log/titan.log")};
    ui::LogTable* table = part<ui::LogTable>(pane, "logTable");
};

// The window of that name that is open, or about to be; the test ends where there is none.
template <class Dialog = QDialog>
Dialog* dialog(const char* name)
{
    Dialog* found = nullptr;
    const auto look = [&] {
        const auto widgets = QApplication::topLevelWidgets();
        for (QWidget* widget : widgets)
            if (widget->isVisible() && widget->objectName() == QLatin1String(name))
                found = qobject_cast<Dialog*>(widget);
        return found != nullptr;
    };
    if (!QTest::qWaitFor(look, 20'000))
        qFatal("no %s", name);
    return found;
}

} // namespace ops::test
