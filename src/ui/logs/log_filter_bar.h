#pragma once

#include "domain/log/log_filter.h"

#include <QMenu>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace ops::ui {

class LogTermEdit;

// Which lines are shown: level at least, the runbook's two greps, since the last halt, streams, services, a text that
// must be there and one that must not. What a log does not have is not offered. GUI thread.
class LogFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit LogFilterBar(QWidget* parent = nullptr);

    // As the bar says it; the time window is somebody else's and stays in it.
    const domain::LogFilter& filter() const { return m_filter; }
    void setWindow(domain::LogTime from, domain::LogTime until);
    void setServices(const QStringList& names);
    // There are lines on standard error.
    void setStreams(bool offered);
    // Unknown: there was none. Another one moves the window, where that begins at the last halt.
    void setLastHalt(domain::LogTime at);
    void setProblem(const QString& why);
    // One that was saved. Services that the log does not have yet, and texts that the bar has no field for, hold too.
    void setFilter(const domain::LogFilter& filter);
    void clear();
    void focusText();
    // Stands before "Show all".
    void addTool(QWidget* tool);

Q_SIGNALS:
    void edited();

private:
    void readForm();
    void showStreams();
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
    QMenu m_serviceMenu;
    LogTermEdit* m_text;
    LogTermEdit* m_exclude;
    QPushButton* m_more;                             // further texts
    std::vector<domain::LogTextTerm> m_moreIncluded; // that there is no field for
    std::vector<domain::LogTextTerm> m_moreExcluded;
    QStringList m_absent; // chosen services that the log does not have yet
    QPushButton* m_clear;
};

} // namespace ops::ui
