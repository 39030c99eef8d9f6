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

bool expected(bool came, const char* what)
{
    if (!came)
        say("faults: expected, and did not come: %s", what);
    return came;
}

class FaultRun {
public:
    bool prepare() { return m_server.start() && m_console.start(); }
    bool sampleFrozenAct();
    bool sampleFrozenNoticed();
    bool sampleDeadAndRefused();
    void print() const;

private:
    bool waitForLinks();
    // Until the command link has been lost once more than `lossesBefore`, as told on the GUI thread.
    bool waitForLoss(int lossesBefore);
    bool waitForVerdict(domain::LadderVerdict verdict);

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
    return expected(waitUntil([this] { return m_console.linksUp(); }, patience) && m_console.settle(), "both links up");
}

bool FaultRun::waitForLoss(int lossesBefore)
{
    return expected(waitUntil([&] { return m_console.commandLink().losses > lossesBefore; }, patience),
                    "the command link lost");
}

bool FaultRun::waitForVerdict(domain::LadderVerdict verdict)
{
    const bool came = m_console.waitForVerdict(verdict);
    if (!came)
        say("faults: the console says %s", qPrintable(domain::verdictWord(m_console.times().verdict)));
    return expected(came, qPrintable(domain::verdictWord(verdict)));
}

// The server freezes while the operator holds.
bool FaultRun::sampleFrozenAct()
{
    if (!waitForLinks() || !expected(m_console.lift(), "who listens"))
        return false;
    const int losses = m_console.commandLink().losses;
    m_server.freeze();
    m_console.fire();
    const bool unknown = waitForVerdict(domain::LadderVerdict::Unknown);
    m_server.thaw();
    if (!unknown)
        return false;
    m_unknown.add(m_console.times().judgedShown.value());
    return waitForLoss(losses);
}

// Nobody acts: the link has to find out by itself, at whatever point of its ping interval.
bool FaultRun::sampleFrozenNoticed()
{
    if (!waitForLinks())
        return false;
    serveFor(std::chrono::microseconds(m_random() % 1'000'000));
    const int losses = m_console.commandLink().losses;
    const base::Instant froze = base::SystemClock().now();
    m_server.freeze();
    const bool noticed = waitForLoss(losses);
    m_server.thaw();
    if (noticed)
        m_noticedPings.add(base::elapsedMs(froze, m_console.commandLink().lostAt) /
                           std::chrono::duration<double, std::milli>(domain::linkPingInterval).count());
    return noticed;
}

bool FaultRun::sampleDeadAndRefused()
{
    if (!waitForLinks())
        return false;
    const int losses = m_console.commandLink().losses;
    const base::Instant died = base::SystemClock().now();
    m_server.strike();
    const bool noticed = waitForLoss(losses);
    m_server.kill();
    if (!noticed || !expected(m_console.lift(), "that nobody can say who listens"))
        return false;
    m_deadNoticed.add(base::elapsedMs(died, m_console.commandLink().lostAt));
    m_console.fire();
    if (!waitForVerdict(domain::LadderVerdict::Refused))
        return false;
    m_refused.add(m_console.times().judgedShown.value());
    return expected(m_server.start(), "the server listening again");
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
        if (!run.sampleFrozenAct() || !run.sampleFrozenNoticed() || !run.sampleDeadAndRefused())
            return false;
    }
    run.print();
    return true;
}

} // namespace ops::bench
