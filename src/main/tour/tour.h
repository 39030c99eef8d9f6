#pragma once

#include "infra/host/drill_processes.h"
#include "main/console.h"
#include "main/session_window.h"
#include "main/tour/camera.h"
#include "main/tour/tour_logs.h"
#include "main/tour/tour_runner.h"
#include "ui/session/start_dialog.h"

#include <memory>

namespace ops::main {

// A drill that walks itself: every page, dialog and state, through the guard like anybody, photographed; and an account
// of what was sent and proven. GUI thread; owned by the launcher, goes before window and console.
class Tour final : public QObject {
    Q_OBJECT

public:
    // The drill's server asks the console for these.
    static QString user();
    static QByteArray password();

    Tour(Console& console, SessionWindow& window, infra::DrillProcesses& drill, QString directory,
         QObject* parent = nullptr);
    ~Tour() override;

    void start();

Q_SIGNALS:
    void finished(int exitCode); // 0: every step was seen, photographed and accounted for

private:
    void end(const QString& problem);
    void showStartDialog();

    Console& m_console;
    SessionWindow& m_window;
    infra::DrillProcesses& m_drill;
    QString m_directory;
    std::unique_ptr<TourLogs> m_logs;
    std::unique_ptr<Camera> m_camera;
    std::unique_ptr<TourRunner> m_runner;
    std::unique_ptr<ui::StartDialog> m_startDialog;
};

} // namespace ops::main
