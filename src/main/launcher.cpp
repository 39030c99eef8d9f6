#include "main/launcher.h"

#include "infra/host/drill_host.h"
#include "infra/nats/nats_version.h"
#include "main/directories.h"
#include "main/drill_setup.h"
#include "main/first_paint.h"
#include "ui/common/describe.h"
#include "ui/common/environment_band.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>

#include <cstdio>

namespace ops::main {
namespace {

constexpr int cannotStart = 1;
// Set: the program says when its window was first painted, and ends; to this value: when the first page was.
constexpr auto benchVariable = "OPS_BENCH_FIRST_PAINT";
constexpr auto benchPage = "page";

} // namespace

Launcher::Launcher(Arguments arguments, const base::Clock& clock, infra::logging::Session& log, QObject* parent)
    : QObject(parent)
    , m_arguments(std::move(arguments))
    , m_clock(clock)
    , m_log(log)
    , m_preferences(m_config.root())
{
}

Launcher::~Launcher()
{
    m_tour.reset();
    m_window.reset();
    m_console.reset();
    m_drill.reset();
}

void Launcher::launch()
{
    switch (m_arguments.mode) {
    case Arguments::Mode::Drill:
    case Arguments::Mode::Tour:
        openDrill();
        return;
    case Arguments::Mode::Logs:
        m_logs = std::make_unique<LogSession>(m_clock, m_arguments.logFiles, m_config.root());
        m_columns.restore(m_logs->window(), m_preferences);
        connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
            m_columns.keep(m_logs->window(), m_preferences);
            syncPreferences();
        });
        m_logs->show();
        return;
    default:
        break;
    }
    const QStringList names = m_config.environmentNames();
    if (!m_arguments.environment.isEmpty())
        openNamed(m_arguments.environment);
    else if (names.size() == 1)
        openNamed(names.first());
    else
        askWhich({});
}

void Launcher::openNamed(const QString& name)
{
    const auto environment = m_config.loadEnvironment(name);
    if (environment)
        openEnvironment(*environment);
    else
        askWhich(environment.error());
}

void Launcher::askWhich(const std::optional<base::Error>& problem)
{
    QVector<ui::EnvironmentChoice> choices;
    const QStringList names = m_config.environmentNames();
    for (const QString& name : names) {
        const auto environment = m_config.loadEnvironment(name);
        choices.append({name, environment ? std::optional(*environment) : std::nullopt,
                        environment ? std::nullopt : std::optional(environment.error())});
    }
    if (problem)
        qWarning("%s", qPrintable(base::toLogLine(*problem)));
    m_startDialog =
        std::make_unique<ui::StartDialog>(choices, QDir(m_config.root()).filePath(QStringLiteral("environments")),
                                          m_preferences.lastEnvironment(), problem);
    connect(m_startDialog.get(), &ui::StartDialog::environmentChosen, this, &Launcher::openEnvironment);
    connect(m_startDialog.get(), &ui::StartDialog::drillChosen, this, &Launcher::openDrill);
    connect(m_startDialog.get(), &QDialog::rejected, qApp, &QCoreApplication::quit);
    m_startDialog->present();
}

void Launcher::openEnvironment(const domain::Environment& environment)
{
    openSession(environment, stateDirectory());
}

void Launcher::openDrill()
{
    domain::Environment environment = drillEnvironment(m_arguments.behaviour);
    const bool tour = m_arguments.mode == Arguments::Mode::Tour;
    infra::DrillSetup setup = drillSetup(m_arguments.behaviour);
    if (tour) {
        // So that the password is asked for, as at a real Titan.
        environment.user = Tour::user();
        setup = drillSetup(m_arguments.behaviour, Tour::user(), Tour::password());
    }
    m_serversKnown = false;
    m_drill = std::make_unique<infra::DrillProcesses>(setup);
    connect(m_drill.get(), &infra::DrillProcesses::failed, this, &Launcher::fail);
    connect(m_drill.get(), &infra::DrillProcesses::ready, this,
            [this](const QString& natsUrl, const QString& monitoringUrl) {
                m_console->setServers({natsUrl}, monitoringUrl);
                m_console->setHealthUrls(
                    drillHealthUrls(m_console->context().runbook, m_drill->simReady(), monitoringUrl));
                m_serversKnown = true;
                if (m_painted)
                    m_console->start();
            });
    openSession(environment, tour ? m_tourState.path() : QDir(stateDirectory()).filePath(QStringLiteral("drill")));
    if (m_console)
        m_drill->start();
}

void Launcher::openSession(const domain::Environment& environment, const QString& stateDirectory)
{
    const auto runbook = m_config.loadRunbook(environment.runbookId);
    if (!runbook) {
        if (m_arguments.mode == Arguments::Mode::Tour)
            fail(runbook.error());
        else
            askWhich(runbook.error());
        return;
    }
    Console::HostMaker makeHost;
    if (m_drill)
        makeHost = [this](const domain::HostConfig& config) -> std::unique_ptr<app::CommandHostPort> {
            return std::make_unique<infra::DrillHost>(config, simProgram(), m_drill->frontSocket(), m_clock);
        };
    m_console = std::make_unique<Console>(m_clock, environment, runbook->runbook, stateDirectory, makeHost);
    connect(&m_console->credentials(), &app::CredentialsController::secretKnown, this,
            [this](const QString& secret) { m_log.addSecret(secret); });
    m_window = std::make_unique<SessionWindow>(
        *m_console, m_arguments.mode == Arguments::Mode::Tour ? m_tourState.path() : m_config.root(),
        aboutFacts(environment, runbook->origin));
    if (m_arguments.mode != Arguments::Mode::Tour) {
        if (m_window->window().restoreGeometry(m_preferences.windowGeometry()))
            m_window->window().fitToScreen();
        connect(&m_window->window(), &ui::MainWindow::pageBuilt, this,
                [this](QWidget* page) { m_columns.restore(*page, m_preferences); });
    }
    connect(m_window.get(), &SessionWindow::painted, this, [this, refused = runbook->refused] {
        if (qEnvironmentVariableIsSet(benchVariable)) {
            endAtFirstPaint();
            return;
        }
        m_painted = true;
        // Only now: preferences are flushed to the disk on this thread.
        if (!m_drill)
            m_preferences.setLastEnvironment(m_console->context().environment.name);
        if (refused) {
            app::Alarm alarm;
            alarm.kind = app::AlarmKind::RunbookRefused;
            alarm.at = m_clock.now();
            alarm.error = refused;
            alarm.detail = m_console->context().runbook.id;
            m_console->alarms().raise(alarm);
        }
        if (m_serversKnown)
            m_console->start();
        if (m_arguments.mode == Arguments::Mode::Tour)
            startTour();
    });
    if (m_arguments.mode != Arguments::Mode::Tour)
        connect(qApp, &QCoreApplication::aboutToQuit, this, &Launcher::rememberWindow);
    m_window->show();
    if (m_startDialog) {
        m_startDialog->disconnect();
        m_startDialog.release()->deleteLater(); // it may be the sender of the click that brought us here
    }
}

void Launcher::endAtFirstPaint()
{
    const auto end = [] {
        printFirstPaint();
        QCoreApplication::quit();
    };
    if (qEnvironmentVariable(benchVariable) != QLatin1String(benchPage)) {
        end();
        return;
    }
    connect(&m_window->window(), &ui::MainWindow::pageBuilt, this,
            [this, end](QWidget* page) { connect(new FirstPaint(*page, page), &FirstPaint::painted, this, end); });
}

void Launcher::startTour()
{
    m_tour = std::make_unique<Tour>(*m_console, *m_window, *m_drill, m_arguments.tourDirectory);
    connect(m_tour.get(), &Tour::finished, qApp, [](int code) { QCoreApplication::exit(code); });
    m_tour->start();
}

void Launcher::fail(const base::Error& error)
{
    qCritical("%s", qPrintable(base::toLogLine(error)));
    std::fprintf(stderr, "titan-ops-console: %s\n", qPrintable(base::toLogLine(error)));
    if (m_arguments.mode == Arguments::Mode::Tour) {
        QCoreApplication::exit(cannotStart);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Critical, tr("Drill — Titan Ops Console"), tr("The drill cannot go on."),
                                QMessageBox::Close, m_window ? &m_window->window() : nullptr);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(ui::describe(error));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void Launcher::rememberWindow()
{
    if (!m_window)
        return;
    m_preferences.setWindowGeometry(m_window->window().saveGeometry());
    m_columns.keep(m_window->window(), m_preferences);
    syncPreferences();
}

void Launcher::syncPreferences()
{
    const auto saved = m_preferences.sync();
    if (!saved)
        qWarning("preferences: %s", qPrintable(base::toLogLine(saved.error())));
}

ui::AboutDialog::Facts Launcher::aboutFacts(const domain::Environment& environment, const QString& origin) const
{
    const bool drill = environment.kind == domain::EnvironmentKind::Drill && m_drill;
    ui::AboutDialog::Facts facts{
        {tr("Version"), QStringLiteral(OPS_VERSION)},
        {tr("Environment"), ui::environmentText(environment)},
        {tr("Environment file"), drill ? tr("none: a drill") : m_config.environmentPath(environment.name)},
        {tr("Runbook"), environment.runbookId + QStringLiteral(", ") + origin},
        {tr("State directory"), stateDirectory()},
        {tr("Log"), m_log.path().isEmpty() ? tr("standard error only") : m_log.path()},
        {QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
        {QStringLiteral("cnats"), infra::natsLibraryVersion()},
        {tr("Licence"), QStringLiteral("Apache-2.0")},
    };
    if (!environment.natsThrough.isEmpty())
        facts.insert(3, {QStringLiteral("NATS"), ui::serversText(environment)});
    return facts;
}

} // namespace ops::main
