#pragma once

#include "base/error.h"
#include "domain/log/log_filter.h"
#include "ui/logs/log_tick_menu.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QPushButton;

namespace ops::ui {

class LogTermEdit;

// Which lines are shown: level at least, the runbook's two greps, since the last halt, streams, services, a text that
// must be there and one that must not. What a log does not have is not offered. One line, or two where that is too
// narrow. GUI thread.
class LogFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit LogFilterBar(QWidget* parent = nullptr);

    // As the bar says it; the time window is somebody else's and stays in it.
    const domain::LogFilter& filter() const { return m_filter; }
    void setWindow(domain::LogTime from, domain::LogTime until);
    // An empty name, the last one, stands for lines that have no service.
    void setServices(const QStringList& names);
    // There are lines on standard error.
    void setStreams(bool offered);
    // Unknown: there was none. Another one moves the window, where that begins at the last halt.
    void setLastHalt(domain::LogTime at);
    // Why the filter cannot be used, if it cannot; its subject is the text that is to blame.
    void setProblem(const std::optional<base::Error>& problem);
    // One that was saved. Services that the log does not have yet, and texts that the bar has no field for, hold too.
    void setFilter(const domain::LogFilter& filter);
    void clear();
    void focusText();
    // Stands before "Show all".
    void addTool(QWidget* tool);

    QSize minimumSizeHint() const override; // of two lines

Q_SIGNALS:
    void edited();

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();
    void readForm();
    void showStreams();
    bool isNoneTicked() const;
    void tickAllIfNone();
    void showServices();
    void showMore();
    void clearForm();

    domain::LogFilter m_filter;
    domain::LogTime m_lastHalt;
    QComboBox* m_level;
    QPushButton* m_errors;
    QPushButton* m_panics;
    QPushButton* m_sinceHalt;
    QComboBox* m_streams;
    bool m_streamsOffered = false;
    QPushButton* m_services;
    LogTickMenu m_serviceMenu;
    QAction* m_noService = nullptr; // null: every line has one
    LogTermEdit* m_text;
    LogTermEdit* m_exclude;
    QPushButton* m_more;                             // further texts
    std::vector<domain::LogTextTerm> m_moreIncluded; // that there is no field for
    std::vector<domain::LogTextTerm> m_moreExcluded;
    QStringList m_absent; // chosen services that the log does not have yet
    QPushButton* m_clear;
    QBoxLayout* m_lines;       // of the two parts
    QBoxLayout* m_choicesPart; // what is chosen
    QBoxLayout* m_textsPart;   // what is typed, and what acts on all of it
};

} // namespace ops::ui
