#pragma once

#include "app/log_history_controller.h"
#include "models/log_table_model.h"

#include <QObject>
#include <QTimer>

class QPushButton;

namespace ops::ui {

class LogTable;

// The row above all lines of a log: what is before them, and the button in it that loads it, gives that up or tries it
// again; O and, on that row, Return do the same. GUI thread; child of the table, whose lines outlive it.
class LogHistoryRow final : public QObject {
    Q_OBJECT

public:
    LogHistoryRow(LogTable& table, models::LogTableModel& lines, app::LogHistoryController& history);
    // Where nothing can be loaded again; `whyForGood` is the end of a sentence that says so.
    LogHistoryRow(LogTable& table, models::LogTableModel& lines, const QString& whyForGood);
    // It turned out otherwise.
    void setWhyForGood(const QString& whyForGood);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    LogHistoryRow(LogTable& table, models::LogTableModel& lines, app::LogHistoryController* history,
                  const QString& whyForGood);
    void show();
    QString buttonText() const;
    void place();
    void act();

    LogTable& m_table;
    models::LogTableModel& m_lines;
    app::LogHistoryController* m_history; // null: nothing can be loaded
    QString m_whyForGood;
    QPushButton* m_button; // in the table
    QTimer m_later;
};

} // namespace ops::ui
