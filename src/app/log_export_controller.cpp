#include "app/log_export_controller.h"

namespace ops::app {

LogExportController::LogExportController(const LogViewController& view, LogExportPort& port, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_port(port)
{
    connect(&port, &LogExportPort::progressed, this, [this](int percent) {
        m_percent = percent;
        Q_EMIT changed();
    });
    connect(&port, &LogExportPort::finished, this, [this](const LogExported& exported) {
        m_exported = exported;
        enter(Phase::Done);
    });
    connect(&port, &LogExportPort::failed, this, [this](const base::Error& error) {
        m_error = error;
        enter(Phase::Failed);
    });
}

void LogExportController::start(What what, domain::LogLineAs as, const QString& path,
                                const domain::LogMarkerWords& words)
{
    if (m_phase == Phase::Running)
        m_port.cancel();
    m_path = path;
    m_isOfFilterBefore = what == What::Shown && m_view.showsFilterBefore();
    m_percent = 0;
    m_exported = {};
    m_error = {};
    enter(Phase::Running);
    m_port.start(m_view.store(), {path, what == What::Shown ? m_view.filter() : domain::LogFilter(), as, words});
}

void LogExportController::cancel()
{
    if (m_phase != Phase::Running)
        return;
    m_port.cancel();
    enter(Phase::Idle);
}

void LogExportController::dismiss()
{
    if (m_phase == Phase::Done || m_phase == Phase::Failed)
        enter(Phase::Idle);
}

void LogExportController::enter(Phase phase)
{
    m_phase = phase;
    Q_EMIT changed();
}

} // namespace ops::app
