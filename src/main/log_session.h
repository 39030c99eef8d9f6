#pragma once

#include "app/log_view_controller.h"
#include "infra/logfile/log_file_source.h"
#include "infra/search/log_search.h"
#include "main/log_limits.h"
#include "main/log_tool_box.h"
#include "ui/logs/log_window.h"

#include <QObject>

#include <memory>

namespace ops::ui {
class HelpDialog;
}

namespace ops::main {

// Saved logs in their window: `--logs FILE…`. Knows no environment, makes no connection, writes no record. GUI thread;
// owned by the launcher.
class LogSession final : public QObject {
    Q_OBJECT

public:
    // `paths` as fileNameFromBytes() has them, "-" for standard input. `configRoot` is the directory of a person's
    // preferences, filters and highlights.
    LogSession(const base::Clock& clock, const QStringList& paths, const QString& configRoot,
               QObject* parent = nullptr);
    ~LogSession() override;

    // Shows the window, then begins to read.
    void show();
    ui::LogWindow& window() { return m_window; }
    const app::LogViewController& controller() const { return m_controller; }
    ui::LogTools tools() { return m_tools.tools(); }

private:
    LogLimits m_limits;
    infra::LogFileSource m_source;
    infra::LogSearch m_filterSearch;
    infra::LogSearch m_findSearch;
    app::LogViewController m_controller;
    LogToolBox m_tools;
    ui::LogWindow m_window;
    ui::HelpDialog* m_help = nullptr; // child of the window
};

} // namespace ops::main
