#include "bench/services_window.h"

#include "bench/figures.h"
#include "bench/wait.h"
#include "infra/settings/config_directory.h"
#include "main/first_paint.h"
#include "ui/window/main_window.h"

#include <QTableView>

#include <algorithm>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;
constexpr QSize windowSize{1440, 900};

const QString& hostName()
{
    static const QString name = QStringLiteral("practice-host");
    return name;
}

// The links' library threads may outlive every object here.
const base::SystemClock& systemClock()
{
    static const base::SystemClock clock;
    return clock;
}

domain::Environment practiceEnvironment(const PracticeHost& host)
{
    domain::Environment environment;
    environment.name = QStringLiteral("stack");
    environment.kind = domain::EnvironmentKind::Drill;
    environment.natsUrls = {QStringLiteral("nats://127.0.0.1:4222")};
    environment.monitoringUrl = QStringLiteral("http://127.0.0.1:8222");
    domain::HostConfig local;
    local.name = hostName();
    local.workingDirectory = host.project();
    environment.hosts = {local};
    return environment;
}

} // namespace

bool ServicesWindow::open(const PracticeHost& host)
{
    const domain::Environment environment = practiceEnvironment(host);
    const infra::ConfigDirectory builtInOnly(m_state.filePath(QStringLiteral("config")));
    auto loaded = builtInOnly.loadRunbook(environment.runbookId);
    if (!loaded) {
        say("%s", qPrintable(base::toLogLine(loaded.error())));
        return false;
    }
    m_console = std::make_unique<main::Console>(systemClock(), environment, loaded->runbook,
                                                m_state.filePath(QStringLiteral("state")));
    m_window = std::make_unique<main::SessionWindow>(*m_console, m_state.path(), ui::AboutDialog::Facts());
    QObject::connect(m_window.get(), &main::SessionWindow::painted, m_window.get(), [this] { m_windowPainted = true; });
    QObject::connect(&m_window->window(), &ui::MainWindow::pageBuilt, m_window.get(), [this](QWidget* page) {
        if (page->objectName() != QLatin1String("page.services"))
            return;
        auto* first = new main::FirstPaint(*page, page);
        QObject::connect(first, &main::FirstPaint::painted, m_window.get(), [this] { m_pagePainted = true; });
    });
    m_window->window().resize(windowSize); // on a small screen as well: rows that nobody sees are not painted
    m_window->show();
    if (!waitUntil([this] { return m_windowPainted; }, patience))
        return false;
    m_window->window().showPage(QStringLiteral("services"));
    const bool painted = waitUntil([this] { return m_pagePainted; }, patience);
    auto* table = m_window->window().findChild<QTableView*>(QStringLiteral("servicesTable"));
    if (!painted || table == nullptr)
        return false;
    m_paints = std::make_unique<RowPaintWatch>(*table, systemClock());
    return true;
}

bool ServicesWindow::follow(size_t rows)
{
    m_console->start();
    return waitUntil(
        [&] {
            const auto& shown = m_console->services().rows();
            return shown.size() == rows && std::all_of(shown.begin(), shown.end(), [](const domain::ServiceRow& row) {
                       return row.engineFollowed && row.container;
                   });
        },
        patience);
}

QString ServicesWindow::rowKey(const ExtraContainer& container)
{
    return QStringLiteral("container:%1/%2").arg(hostName(), container.id);
}

std::optional<domain::ContainerRun> ServicesWindow::runOf(const ExtraContainer& container) const
{
    const domain::ServiceRow* row = m_console->services().row(rowKey(container));
    return row != nullptr && row->container ? std::optional(row->container->run) : std::nullopt;
}

} // namespace ops::bench
