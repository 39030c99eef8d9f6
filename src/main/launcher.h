#pragma once

#include "infra/logging/logging.h"
#include "infra/settings/config_directory.h"
#include "infra/settings/preferences.h"
#include "main/arguments.h"
#include "main/column_memory.h"
#include "main/console.h"
#include "main/log_session.h"
#include "main/session_window.h"
#include "main/tour/tour.h"
#include "ui/session/start_dialog.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace ops::main {

// From the command line to a running session: finds the environment, starts a drill's processes, makes the window, and
// takes everything down in order. GUI thread; owned by main().
class Launcher final : public QObject {
    Q_OBJECT

public:
    Launcher(Arguments arguments, const base::Clock& clock, infra::logging::Session& log, QObject* parent = nullptr);
    ~Launcher() override;

    // Opens the first window; runs inside the event loop.
    void launch();

private:
    void openNamed(const QString& name);
    void askWhich(const std::optional<base::Error>& problem);
    void openEnvironment(const domain::Environment& environment);
    void openDrill();
    void openSession(const domain::Environment& environment, const QString& stateDirectory);
    void endAtFirstPaint();
    void startTour();
    void fail(const base::Error& error);
    void rememberWindow();
    void syncPreferences();
    ui::AboutDialog::Facts aboutFacts(const domain::Environment& environment, const QString& origin) const;

    const Arguments m_arguments;
    const base::Clock& m_clock;
    infra::logging::Session& m_log;
    infra::ConfigDirectory m_config;
    infra::Preferences m_preferences;
    ColumnMemory m_columns;
    std::unique_ptr<ui::StartDialog> m_startDialog;
    QTemporaryDir m_tourState; // a tour's journal: it must not stand among real records
    std::unique_ptr<infra::DrillProcesses> m_drill;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<SessionWindow> m_window;
    std::unique_ptr<Tour> m_tour;
    std::unique_ptr<LogSession> m_logs;
    bool m_painted = false;
    bool m_serversKnown = true; // a drill's are known when it is up
};

} // namespace ops::main
