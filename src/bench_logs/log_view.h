#pragma once

#include "app/log_view_controller.h"
#include "bench_logs/fed_log.h"
#include "infra/search/log_search.h"
#include "ui/logs/log_pane.h"

#include <functional>

namespace ops::ui {
class LogTable;
}

namespace ops::bench_logs {

// Counts how often a widget is painted, or is painted while `counts` holds. GUI thread; goes before the widget.
class PaintCount final : public QObject {
    Q_OBJECT

public:
    explicit PaintCount(QWidget& watched, std::function<bool()> counts = {});
    ~PaintCount() override;
    int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_watched;
    std::function<bool()> m_counts;
    int m_paints = 0;
};

// The logs as the console shows them, in a window of their own: searches, controller and pane over a log that is fed.
// GUI thread.
class LogView {
public:
    // The log outlives it.
    explicit LogView(FedLog& log);

    // Shows the window and begins to look at the log.
    void show();
    // Until the table has a row for every line of the log's that is left.
    bool waitForAllRows();
    void hide() { m_pane.hide(); }
    // What it shows, as a PNG.
    bool photograph(const QString& path) { return m_pane.grab().save(path, "PNG"); }
    ui::LogTable& table() { return *m_table; }

private:
    FedLog& m_log;
    infra::LogSearch m_filterSearch;
    infra::LogSearch m_findSearch;
    app::LogViewController m_controller;
    ui::LogPane m_pane;
    ui::LogTable* m_table;
};

// The size of every window that is measured here.
inline constexpr QSize windowSize{1600, 900};
// Until the window is on the display. False: it never was.
bool waitUntilExposed(QWidget& window);

} // namespace ops::bench_logs
