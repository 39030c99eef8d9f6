#include "bench/figures.h"
#include "bench/halt_console.h"
#include "bench/halt_figures.h"
#include "bench/statistics.h"
#include "bench/wait.h"

#include <random>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;
constexpr int samplesPerRepeat = 100;
constexpr int fewestRepeats = 5;

class FaultRun {
public:
    bool prepare() { return m_server.start() && m_console.start(); }
    bool sampleFrozenAct();
    bool sampleFrozenNoticed();
    bool sampleDeadAndRefused();
    void print() const;

private:
    bool waitForLinks();
    // From now until the command link is seen down on the GUI thread.
    std::optional<double> msUntilDown();

    NatsServer m_server;
    HaltConsole m_console{m_server};
    Samples m_unknown;
    Samples m_noticedPings;
    Samples m_deadNoticed;
    Samples m_refused;
    std::minstd_rand m_random{20260216};
};

bool FaultRun::waitForLinks()
{
    return waitUntil([this] { return m_console.linksUp(); }, patience) && m_console.settle();
}

std::optional<double> FaultRun::msUntilDown()
{
    const base::SystemClock clock;
    const base::Instant began = clock.now();
    if (!waitUntil([this] { return !m_console.commandLinkUp(); }, patience))
        return std::nullopt;
    return base::elapsedMs(began, clock.now());
}

// The server freezes while the operator holds.
bool FaultRun::sampleFrozenAct()
{
    if (!waitForLinks() || !m_console.lift())
        return false;
    m_server.freeze();
    m_console.fire();
    const bool unknown = m_console.waitForVerdict(domain::LadderVerdict::Unknown);
    m_server.thaw();
    if (!unknown)
        return false;
    m_unknown.add(m_console.times().judgedShown.value());
    // The link that did not answer is given up; the next sample wants its successor.
    return msUntilDown().has_value();
}

// Nobody acts: the link has to find out by itself, at whatever point of its ping interval.
bool FaultRun::sampleFrozenNoticed()
{
    if (!waitForLinks())
        return false;
    serveFor(std::chrono::microseconds(m_random() % 1'000'000));
    if (!m_console.commandLinkUp())
        return false;
    m_server.freeze();
    const auto taken = msUntilDown();
    m_server.thaw();
    if (taken)
        m_noticedPings.add(*taken / std::chrono::duration<double, std::milli>(domain::linkPingInterval).count());
    return taken.has_value();
}

bool FaultRun::sampleDeadAndRefused()
{
    if (!waitForLinks())
        return false;
    m_server.kill();
    const auto taken = msUntilDown();
    if (!taken || !m_console.lift())
        return false;
    m_deadNoticed.add(*taken);
    m_console.fire();
    if (!m_console.waitForVerdict(domain::LadderVerdict::Refused))
        return false;
    m_refused.add(m_console.times().judgedShown.value());
    return m_server.start();
}

void FaultRun::print() const
{
    printFigure("halt.refused.p50_ms", m_refused.median(), "ms");
    printFigure("halt.refused.worst_ms", m_refused.worst(), "ms");
    printFigure("halt.frozen.unknown_ms", m_unknown.worst(), "ms", 260);
    printFigure("halt.frozen.noticed_pings", m_noticedPings.worst(), "intervals", 2.6);
    printFigure("halt.frozen.noticed.p50_pings", m_noticedPings.median(), "intervals");
    printFigure("halt.dead.noticed_ms", m_deadNoticed.worst(), "ms");
}

} // namespace

bool measureFaults(const Options& options)
{
    const int repeats = options.repeats(samplesPerRepeat, fewestRepeats);
    FaultRun run;
    if (!run.prepare()) {
        say("faults: no server or no links");
        return false;
    }
    for (int i = 0; i < repeats; ++i) {
        say("faults: frozen, dead and refusing servers, %d of %d", i + 1, repeats);
        if (!run.sampleFrozenAct() || !run.sampleFrozenNoticed() || !run.sampleDeadAndRefused()) {
            say("faults: the console did not say what was to be expected");
            return false;
        }
    }
    run.print();
    return true;
}

} // namespace ops::bench
