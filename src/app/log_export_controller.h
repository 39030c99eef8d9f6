#pragma once

#include "app/log_view_controller.h"
#include "app/ports/log_export_port.h"

namespace ops::app {

// Writes what a view shows, or all of its log, to a file, and keeps how that stands. GUI thread; the view and the port
// outlive it.
class LogExportController final : public QObject {
    Q_OBJECT

public:
    enum class Phase { Idle, Running, Done, Failed };
    enum class What { Shown, Everything };

    LogExportController(const LogViewController& view, LogExportPort& port, QObject* parent = nullptr);

    Phase phase() const { return m_phase; }
    const QString& path() const { return m_path; }
    int percent() const { return m_percent; }
    const LogExported& exported() const { return m_exported; } // Done
    const base::Error& error() const { return m_error; }       // Failed

    // They are the lines shown, and those are of the filter before the one that was set last.
    bool isOfFilterBefore() const { return m_isOfFilterBefore; }

    // Gives up one that is under way.
    void start(What what, domain::LogLineAs as, const QString& path, const domain::LogMarkerWords& words);
    void cancel();
    // What it came to has been read.
    void dismiss();

Q_SIGNALS:
    void changed();

private:
    void enter(Phase phase);

    const LogViewController& m_view;
    LogExportPort& m_port;
    Phase m_phase = Phase::Idle;
    QString m_path;
    bool m_isOfFilterBefore = false;
    int m_percent = 0;
    LogExported m_exported;
    base::Error m_error;
};

} // namespace ops::app
