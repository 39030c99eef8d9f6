#include "bench/halt_console.h"

#include "bench/figures.h"
#include "bench/wait.h"
#include "infra/settings/config_directory.h"

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;
constexpr auto redrawTime = 8ms;  // what is drawn late (ui::Coalescer) is drawn, as it is after an operator's hold
constexpr auto guardTick = 100ms; // shorter than the gap that voids a hold
// Above every token the command flow hands out.
constexpr quint64 firstMarker = quint64(1) << 40;

// The links' library threads may outlive every object here.
const base::SystemClock& systemClock()
{
    static const base::SystemClock clock;
    return clock;
}

domain::Environment benchEnvironment(const NatsServer& server)
{
    domain::Environment environment;
    environment.name = QStringLiteral("bench");
    environment.kind = domain::EnvironmentKind::Staging;
    environment.natsUrls = {server.url()};
    environment.monitoringUrl = server.monitoringUrl();
    return environment;
}

} // namespace

void LinkWatch::note(const domain::LinkStatus& status, const base::Instant& now)
{
    if (up && !status.up()) {
        ++losses;
        lostAt = now;
    }
    if (!up && status.up())
        upAt = now;
    up = status.up();
}

HaltConsole::HaltConsole(const NatsServer& server)
    : m_server(server)
    , m_lastMarker(firstMarker)
{
}

bool HaltConsole::start()
{
    const infra::ConfigDirectory builtInOnly(m_state.filePath(QStringLiteral("config")));
    const domain::Environment environment = benchEnvironment(m_server);
    auto loaded = builtInOnly.loadRunbook(environment.runbookId);
    if (!loaded) {
        say("%s", qPrintable(base::toLogLine(loaded.error())));
        return false;
    }
    m_console = std::make_unique<main::Console>(systemClock(), environment, loaded->runbook,
                                                m_state.filePath(QStringLiteral("state")));
    m_guardContext = m_console->context();
    m_guardContext.clock = &m_guardClock;
    m_guard = std::make_unique<app::GuardController>(m_guardContext, m_console->commands(), m_console->links());

    app::CommandController& commands = m_console->commands();
    QObject::connect(&commands, &app::CommandController::ladderChanged, m_guard.get(), [this] { noteLadder(); });
    QObject::connect(&m_console->links(), &app::LinksController::linksChanged, m_guard.get(), [this] {
        const base::Instant now = systemClock().now();
        m_commandLink.note(m_console->links().commandLink(), now);
        m_telemetryLink.note(m_console->links().telemetryLink(), now);
    });
    QObject::connect(&m_console->links(), &app::LinksController::listenersChanged, m_guard.get(),
                     [this] { m_listenersAnswered = true; });
    QObject::connect(&m_console->journal(), &app::JournalPort::appended, m_guard.get(),
                     [this](quint64 token, const domain::JournalEntry&) {
                         if (token > firstMarker)
                             m_writtenMarker = token;
                     });
    m_console->start();
    return waitUntil([this] { return linksUp(); }, patience) && settle();
}

bool HaltConsole::lift()
{
    m_listenersAnswered = false;
    m_guard->lift();
    return waitUntil([this] { return m_listenersAnswered; }, patience);
}

void HaltConsole::fire()
{
    m_times = {};
    m_guard->beginHold(domain::HoldSource::Mouse);
    for (auto held = 0ms; held + guardTick < domain::guardHoldTime; held += guardTick) {
        m_guardClock.jump(guardTick);
        m_guard->tick();
    }
    m_guardClock.jump(guardTick);
    m_firedAt = systemClock().now();

    m_guard->tick();
}

void HaltConsole::noteLadder()
{
    const auto& ladders = m_console->commands().ladders();
    if (ladders.empty() || ladders.front().command.decidedAt.monoNs < m_firedAt.monoNs)
        return;
    const domain::Ladder& newest = ladders.front();
    const double shown = base::elapsedMs(m_firedAt, systemClock().now());
    const domain::RungState& sent = newest.rung(domain::Rung::Sent);
    if (!m_times.sentShown && sent.phase == domain::RungPhase::Reached) {
        m_times.sent = base::elapsedMs(m_firedAt, sent.at.value_or(m_firedAt));
        m_times.sentShown = shown;
    }
    m_times.verdict = newest.verdict();
    if (!m_times.judgedShown && m_times.verdict != domain::LadderVerdict::Pending)
        m_times.judgedShown = shown;
}

bool HaltConsole::waitForSent()
{
    return waitUntil([this] { return m_times.sentShown.has_value(); }, patience);
}

bool HaltConsole::waitForVerdict(domain::LadderVerdict verdict)
{
    return waitUntil([this] { return m_times.judgedShown.has_value(); }, patience) && m_times.verdict == verdict;
}

bool HaltConsole::settle()
{
    domain::JournalRecord marker;
    marker.event = domain::JournalEvent::SessionStarted;
    marker.at = systemClock().now();
    marker.environment = m_guardContext.environment.name;
    marker.actor = m_guardContext.actor;
    m_console->journal().append(marker, ++m_lastMarker);
    if (!waitUntil([this] { return m_writtenMarker == m_lastMarker; }, patience))
        return false;
    serveFor(redrawTime);
    return true;
}

ui::WindowContext HaltConsole::windowContext()
{
    return {m_console->context(),     m_console->links(),    m_console->states(),
            m_console->commands(),    m_console->alarms(),   *m_guard,
            m_console->credentials(), m_console->journal(),  m_console->hosts(),
            m_console->health(),      m_console->services(), m_console->serviceActs()};
}

} // namespace ops::bench
