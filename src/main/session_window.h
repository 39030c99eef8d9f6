#pragma once

#include "main/console.h"
#include "main/log_tool_box.h"
#include "ui/common/window_context.h"
#include "ui/help/about_dialog.h"

#include <QObject>

#include <memory>

namespace ops::ui {
class GuardDialog;
class HelpDialog;
class HostsDialog;
class MainWindow;
class PasswordDialog;
class ResumeDialog;
class ServiceActDialog;
class SoftHaltDialog;
} // namespace ops::ui

namespace ops::main {

// The window and the dialogs of one session, each made when it is first needed; what they ask for is connected here.
// GUI thread; owned by the launcher, goes before its Console.
class SessionWindow final : public QObject {
    Q_OBJECT

public:
    // `configRoot` is the directory of a person's own filters and highlights.
    SessionWindow(Console& console, const QString& configRoot, ui::AboutDialog::Facts about, QObject* parent = nullptr);
    ~SessionWindow() override;

    void show();
    ui::MainWindow& window() { return *m_window; }

    void openSoftHalt();
    void openServiceAct(domain::ContainerAct act, const QString& rowKey);
    void openHosts();
    void openResume();
    void openHelp();
    void openAbout();

Q_SIGNALS:
    // Once, when the window has been painted: now slow things may begin.
    void painted();

private:
    void liftGuard();

    Console& m_console;
    LogToolBox m_logTools;
    ui::WindowContext m_context;
    ui::AboutDialog::Facts m_aboutFacts;
    std::unique_ptr<ui::MainWindow> m_window;
    // Children of the window.
    ui::GuardDialog* m_guard = nullptr;
    ui::SoftHaltDialog* m_softHalt = nullptr;
    ui::ResumeDialog* m_resume = nullptr;
    ui::ServiceActDialog* m_serviceAct = nullptr;
    ui::HostsDialog* m_hosts = nullptr;
    ui::PasswordDialog* m_password = nullptr;
    ui::HelpDialog* m_help = nullptr;
    ui::AboutDialog* m_about = nullptr;
};

} // namespace ops::main
