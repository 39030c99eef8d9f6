#include "main/log_session.h"

#include "infra/memory/mapped_memory.h"
#include "main/first_paint.h"
#include "ui/help/help_dialog.h"

namespace ops::main {
namespace {

domain::LogStoreLimits limits()
{
    domain::LogStoreLimits limits;
    limits.memory = &infra::mappedMemory();
    return limits;
}

} // namespace

LogSession::LogSession(const QStringList& paths, QObject* parent)
    : QObject(parent)
    , m_source(paths, limits())
    , m_controller(m_source, m_filterSearch, m_findSearch)
    , m_window(m_controller, paths)
{
    connect(&m_window, &ui::LogWindow::helpRequested, this, [this] {
        if (m_help == nullptr)
            m_help = new ui::HelpDialog(std::nullopt, &m_window);
        m_help->present();
    });
    auto* firstPaint = new FirstPaint(m_window, this);
    connect(firstPaint, &FirstPaint::painted, &m_controller, &app::LogViewController::start);
}

LogSession::~LogSession() = default;

void LogSession::show()
{
    m_window.show();
}

} // namespace ops::main
