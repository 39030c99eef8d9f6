#include "main/session_window.h"

#include "main/first_paint.h"
#include "ui/halt/guard_dialog.h"
#include "ui/halt/soft_halt_dialog.h"
#include "ui/help/help_dialog.h"
#include "ui/hosts/hosts_dialog.h"
#include "ui/resume/resume_dialog.h"
#include "ui/services/service_act_dialog.h"
#include "ui/session/password_dialog.h"
#include "ui/window/main_window.h"

namespace ops::main {

SessionWindow::SessionWindow(Console& console, const QString& configRoot, ui::AboutDialog::Facts about, QObject* parent)
    : QObject(parent)
    , m_console(console)
    , m_logTools(*console.context().clock, console.logView(), configRoot)
    , m_context{console.context(),    console.links(),    console.states(),      console.commands(),
                console.alarms(),     console.guard(),    console.credentials(), console.journal(),
                console.hosts(),      console.health(),   console.services(),    console.serviceActs(),
                &console.logFollow(), &console.logView(), m_logTools.tools(),    &console.logHistory()}
    , m_aboutFacts(std::move(about))
    , m_window(std::make_unique<ui::MainWindow>(m_context))
{
    connect(&m_console.guard(), &app::GuardController::lifted, this, &SessionWindow::liftGuard);
    connect(&m_console.credentials(), &app::CredentialsController::passwordNeeded, this, [this](bool keyringUsable) {
        if (m_password != nullptr)
            return; // it hears for itself
        m_password = new ui::PasswordDialog(m_context, m_window.get());
        m_password->ask(keyringUsable);
    });
    connect(m_window.get(), &ui::MainWindow::softHaltRequested, this, &SessionWindow::openSoftHalt);
    connect(m_window.get(), &ui::MainWindow::resumeRequested, this, &SessionWindow::openResume);
    connect(m_window.get(), &ui::MainWindow::serviceActRequested, this, &SessionWindow::openServiceAct);
    connect(m_window.get(), &ui::MainWindow::hostsRequested, this, &SessionWindow::openHosts);
    connect(m_window.get(), &ui::MainWindow::helpRequested, this, &SessionWindow::openHelp);
    connect(m_window.get(), &ui::MainWindow::aboutRequested, this, &SessionWindow::openAbout);
    auto* firstPaint = new FirstPaint(*m_window, this);
    connect(firstPaint, &FirstPaint::painted, this, &SessionWindow::painted);
}

SessionWindow::~SessionWindow() = default;

void SessionWindow::show()
{
    m_window->show();
}

void SessionWindow::liftGuard()
{
    if (m_guard != nullptr)
        return; // it hears for itself
    m_guard = new ui::GuardDialog(m_context, m_window.get());
    m_guard->showLifted();
}

void SessionWindow::openSoftHalt()
{
    if (m_softHalt == nullptr)
        m_softHalt = new ui::SoftHaltDialog(m_context, m_window.get());
    m_softHalt->open();
}

void SessionWindow::openResume()
{
    if (m_resume == nullptr)
        m_resume = new ui::ResumeDialog(m_context, m_window.get());
    m_resume->open();
}

void SessionWindow::openServiceAct(domain::ContainerAct act, const QString& rowKey)
{
    if (m_serviceAct == nullptr)
        m_serviceAct = new ui::ServiceActDialog(m_context, m_window.get());
    m_serviceAct->openFor(act, rowKey);
}

void SessionWindow::openHosts()
{
    if (m_hosts == nullptr)
        m_hosts = new ui::HostsDialog(m_context, m_window.get());
    m_hosts->openFresh();
}

void SessionWindow::openHelp()
{
    if (m_help == nullptr)
        m_help = new ui::HelpDialog(m_context.session.environment, m_window.get());
    m_help->present();
}

void SessionWindow::openAbout()
{
    if (m_about == nullptr)
        m_about = new ui::AboutDialog(m_aboutFacts, m_window.get());
    m_about->present();
}

} // namespace ops::main
