#pragma once

#include "app/log_view_controller.h"
#include "ui/logs/log_tools.h"

#include <QMainWindow>

namespace ops::ui {

class LogHistoryRow;

// Saved logs in a window of their own, apart from any environment: nothing here can send anything. GUI thread; the
// controller outlives it.
class LogWindow final : public QMainWindow {
    Q_OBJECT

public:
    // `paths` as they were given; "-" is standard input.
    LogWindow(app::LogViewController& controller, const LogTools& tools, const QStringList& paths);

    // One of them is a pipe: what came through it and had to go cannot be had by opening it again.
    void sayPipe();

Q_SIGNALS:
    void helpRequested();

private:
    LogHistoryRow* m_front; // child of the table
    bool m_standardInput;
};

} // namespace ops::ui
