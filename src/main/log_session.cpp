#include "main/log_session.h"

#include "infra/posix/file_name.h"
#include "main/first_paint.h"
#include "ui/help/help_dialog.h"

namespace ops::main {
namespace {

QStringList shown(const QStringList& paths)
{
    QStringList names;
    for (const QString& path : paths)
        names << infra::shownFileName(path);
    return names;
}

} // namespace

LogSession::LogSession(const base::Clock& clock, const QStringList& paths, const QString& configRoot, QObject* parent)
    : QObject(parent)
    , m_limits(logLimits(configRoot))
    , m_source(paths, m_limits.limits)
    , m_controller(m_source, m_filterSearch, m_findSearch)
    , m_tools(clock, m_controller, configRoot)
    , m_window(m_controller, m_tools.tools(), shown(paths))
{
    if (m_limits.problem)
        m_controller.noteProblem(*m_limits.problem);
    connect(&m_window, &ui::LogWindow::helpRequested, this, [this] {
        if (m_help == nullptr)
            m_help = new ui::HelpDialog(std::nullopt, &m_window);
        m_help->present();
    });
    connect(&m_source, &infra::LogFileSource::readsPipe, &m_window, &ui::LogWindow::sayPipe);
    auto* firstPaint = new FirstPaint(m_window, this);
    connect(firstPaint, &FirstPaint::painted, &m_controller, &app::LogViewController::start);
}

LogSession::~LogSession() = default;

void LogSession::show()
{
    m_window.show();
}

} // namespace ops::main
