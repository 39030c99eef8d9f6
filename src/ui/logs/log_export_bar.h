#pragma once

#include "app/log_export_controller.h"

#include <QFrame>

class QProgressBar;
class QPushButton;

namespace ops::base {
class Clock;
}

namespace ops::ui {

class Label;

// Asks where the lines are to go, and says how far that is and what it came to. Takes no room while there is nothing to
// say. Renders a LogExportController, which outlives it; GUI thread.
class LogExportBar final : public QFrame {
    Q_OBJECT

public:
    // With a clock the suggested name has the moment in it. Both outlive it.
    LogExportBar(app::LogExportController& controller, const base::Clock* clock, QWidget* parent = nullptr);

    // Opens the dialog for the file; nothing is written before that is answered.
    void ask(app::LogExportController::What what);

private:
    void showState();
    void showText();

    app::LogExportController& m_controller;
    const base::Clock* m_clock;
    Label* m_text;
    QProgressBar* m_progress;
    QPushButton* m_end;
};

} // namespace ops::ui
