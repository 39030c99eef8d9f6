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
constexpr int samplesPerRepeat = 20;
constexpr int fewestRepeats = 50;
constexpr auto shortestOutage = 200ms;
constexpr int outageSpreadMicroseconds = 500'000;

// From the moment the server listens again to the slot that says that telemetry is up again.
std::optional<double> sampleReconnect(NatsServer& server, const HaltConsole& console, std::minstd_rand& random)
{
    const LinkWatch& link = console.telemetryLink();
    if (!waitUntil([&] { return link.up; }, patience))
        return std::nullopt;
    const int losses = link.losses;
    server.kill();
    if (!waitUntil([&] { return link.losses > losses; }, patience))
        return std::nullopt;
    serveFor(shortestOutage + std::chrono::microseconds(random() % outageSpreadMicroseconds));
    if (link.up)
        return std::nullopt; // with whom?
    server.launch();
    // The log line may be read a moment after the link that it made possible.
    if (!waitUntil([&] { return link.up && server.listeningSinceNs() != 0; }, patience))
        return std::nullopt;
    return static_cast<double>(link.upAt.monoNs - server.listeningSinceNs()) / 1e6;
}

} // namespace

bool measureReconnect(const Options& options)
{
    const int repeats = options.repeats(samplesPerRepeat, fewestRepeats);
    NatsServer server;
    HaltConsole console(server);
    if (!server.start() || !console.start()) {
        say("reconnect: no server or no links");
        return false;
    }
    Samples samples;
    std::minstd_rand random(20260130);
    for (int i = 0; i < repeats; ++i) {
        const auto taken = sampleReconnect(server, console, random);
        if (!taken) {
            say("reconnect: telemetry did not come back");
            return false;
        }
        samples.add(*taken);
        if (i % samplesPerRepeat == 0)
            say("reconnect: %d of %d", i + 1, repeats);
    }
    printFigure("halt.reconnect.p50_ms", samples.median(), "ms");
    printFigure("halt.reconnect.p99_ms", samples.p99(), "ms", 15);
    return true;
}

} // namespace ops::bench
