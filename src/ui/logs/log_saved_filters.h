#pragma once

#include "app/log_aids_controller.h"

#include <QMenu>
#include <QPushButton>

#include <functional>

namespace ops::ui {

// The button with a person's own filters: choose one, keep the present one under a name, let one go. Renders a
// LogAidsController, which outlives it; GUI thread.
class LogSavedFilters final : public QPushButton {
    Q_OBJECT

public:
    // `present` is the filter that is in force, asked when it is to be kept; nothing: it cannot be understood.
    LogSavedFilters(app::LogAidsController& controller, std::function<std::optional<domain::LogFilter>()> present,
                    QWidget* parent = nullptr);

    // Asks for the name under which the present filter is to be kept.
    void askName();

Q_SIGNALS:
    void chosen(const ops::domain::LogFilter& filter);

private:
    void fill();

    app::LogAidsController& m_controller;
    std::function<std::optional<domain::LogFilter>()> m_present;
    QMenu m_menu;
    QMenu m_removal;
};

} // namespace ops::ui
