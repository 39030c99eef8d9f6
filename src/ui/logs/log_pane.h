#pragma once

#include "app/log_view_controller.h"
#include "domain/log/log_landmarks.h"
#include "models/log_filter_model.h"
#include "models/visible_rows.h"
#include "ui/logs/log_tools.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace ops::ui {

class ElidedLabel;
class Label;
class LogDetail;
class LogFilterBar;
class LogExportBar;
class LogHistogramView;
class LogMoreButton;
class LogPins;
class LogRepeatsRow;
class LogTable;
class LogTermEdit;

// A log to read: filters, what it looks like over time, the lines, and one of them in full. Renders a
// LogViewController, which outlives it; GUI thread.
class LogPane final : public QWidget {
    Q_OBJECT

public:
    // `what` says whose lines these are: file names.
    LogPane(app::LogViewController& controller, const QString& what, QWidget* parent = nullptr);
    ~LogPane() override;

    // Once.
    void setTools(const LogTools& tools);
    void setWhat(const QString& what);
    // Why there may be no line at all, where that is known; empty: no line has come yet.
    void setEmptyReason(const QString& reason);
    // Lines stand as they came, whatever their stamps say: where those go back in time is said.
    void setInOrderOfArrival() { m_inOrderOfArrival = true; }
    LogTable& table() { return *m_table; }
    LogMoreButton& more() { return *m_more; }
    // What becomes of the row above all lines; it lives as long as the table.
    models::LogTableModel& lines() { return m_model; }

private:
    void buildHead(QVBoxLayout& column, const QString& what);
    void connectParts();
    void addShortcuts();
    void applyFilter();
    void restart();
    void changeFront(domain::LogSeq unmoved);
    void takeLines(const std::vector<domain::LogHits>& hits);
    void grow();
    void showState();
    QStringList shownFacts(qint64 rows);
    void showEmptyText();
    void showFinds();
    QString findPlaceText(domain::LogSeq seq, const QString& all) const;
    void setFollowing(bool following);
    void showFollowing();
    void showDetail();
    void showErrors();
    void pin();
    void goToPin(domain::LogSeq seq);
    void openHighlights(app::LogAidsController& aids);
    void setTimeWindow(domain::LogTime from, domain::LogTime until);
    void openTimeWindow();
    void goToFind(int direction);
    domain::LogSeq headOf(domain::LogSeq seq) const;
    void lookIntoFold(domain::LogSeq head);
    bool stepInFold(domain::LogSeq head, domain::LogSeq from, int direction);
    void goToFindIn(domain::LogSeq head, int direction);
    void jumpTo(domain::LogTime time);
    void setZone(int index);
    void copy(bool asText);

    app::LogViewController& m_controller;
    models::LogFilterModel m_model;
    models::VisibleRows m_finds;
    // The lines of the record that was gone to last which have what is looked for.
    struct FoldFinds {
        domain::LogSeq head;
        std::vector<domain::LogSeq> lines; // in order
    };
    FoldFinds m_foldFinds;
    bool m_anyFinds = false;
    domain::LogSeq m_findsFirst;
    std::optional<domain::LogSeq> m_wanted; // chosen before the filter changed
    domain::LogSeq m_newFrom;               // the first line that came since the view left the end
    ElidedLabel* m_what = nullptr;
    LogTermEdit* m_find = nullptr;
    Label* m_findCount = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_follow = nullptr;
    QComboBox* m_zone = nullptr;
    LogFilterBar* m_filter;
    Label* m_problem;
    LogPins* m_pins;
    LogExportBar* m_exports = nullptr;
    LogRepeatsRow* m_repeats = nullptr;
    LogMoreButton* m_more = nullptr;
    LogHistogramView* m_histogram;
    LogTable* m_table = nullptr;
    LogDetail* m_detail;
    Label* m_count;
    Label* m_errors;
    Label* m_skew;
    QTimer m_ages; // of the last error
    QTimer m_countFolds;
    const base::Clock* m_clock = nullptr;
    domain::LogLandmarks m_landmarks;
    bool m_inOrderOfArrival = false;
    QString m_emptyReason;
    QString m_note; // what was just done, such as copying
};

} // namespace ops::ui
