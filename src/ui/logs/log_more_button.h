#pragma once

#include "app/log_export_controller.h"

#include <QMenu>
#include <QPushButton>

#include <chrono>
#include <optional>

namespace ops::ui {

class LogTable;

// What is wanted less often: pin a line, a window of time, which columns are shown, what is highlighted, exports. GUI
// thread; the table outlives it.
class LogMoreButton final : public QPushButton {
    Q_OBJECT

public:
    explicit LogMoreButton(LogTable& table, QWidget* parent = nullptr);

    // What there is nothing behind is not offered.
    void offerExport();
    void offerHighlights();
    void offerOlder();

Q_SIGNALS:
    void pinRequested();
    void timeWindowRequested();
    void highlightsRequested();
    // How far back; nothing: to the beginning.
    void olderRequested(std::optional<std::chrono::minutes> back);
    void exportRequested(ops::app::LogExportController::What what);

private:
    void addColumns();

    LogTable& m_table;
    QMenu m_menu;
    QMenu m_columns;
    QMenu m_older;
    QAction* m_end; // where the offers go
};

} // namespace ops::ui
