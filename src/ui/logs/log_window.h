#pragma once

#include "app/log_view_controller.h"
#include "ui/logs/log_tools.h"

#include <QMainWindow>

namespace ops::ui {

// Saved logs in a window of their own, apart from any environment: nothing here can send anything. GUI thread; the
// controller outlives it.
class LogWindow final : public QMainWindow {
    Q_OBJECT

public:
    // `paths` as they were given; "-" is standard input.
    LogWindow(app::LogViewController& controller, const LogTools& tools, const QStringList& paths);

Q_SIGNALS:
    void helpRequested();
};

} // namespace ops::ui
