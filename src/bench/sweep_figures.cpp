#include "bench/sweep_figures.h"

#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench/wait.h"
#include "infra/host/drill_host.h"
#include "infra/host/drill_processes.h"
#include "infra/settings/config_directory.h"
#include "main/console.h"
#include "main/directories.h"
#include "main/drill_setup.h"

#include <QTemporaryDir>

#include <algorithm>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;
constexpr int samplesPerSweep = 50;
constexpr int fewestSweeps = 20;
constexpr int triesMore = 2; // a check may run out of time on a host whose containers have just ended

const base::SystemClock& systemClock()
{
    static const base::SystemClock clock;
    return clock;
}

// Milliseconds of one sweep and of its slowest check; nullopt: it did not end, or a check had no answer.
std::optional<std::pair<double, double>> sampleSweep(app::HealthController& health)
{
    health.runAll();
    if (!waitUntil([&] { return !health.sweep().running(); }, patience))
        return std::nullopt;
    double slowest = 0;
    for (const domain::HealthRecord& record : health.records()) {
        if (!record.latencyMs)
            return std::nullopt;
        slowest = std::max(slowest, *record.latencyMs);
    }
    return std::pair(base::elapsedMs(health.sweep().began, *health.sweep().ended), slowest);
}

struct SweepSamples {
    Samples sweeps;
    Samples slowest;
    Samples ratios;
};

// nullopt: a sweep did not end, or a check had no answer.
std::optional<SweepSamples> sampleSweeps(app::HealthController& health, const Options& options)
{
    SweepSamples samples;
    health.setInterval(0s);
    const int repeats = options.repeats(samplesPerSweep, fewestSweeps);
    for (int i = 0; i < repeats; ++i) {
        auto taken = sampleSweep(health);
        for (int again = 0; !taken && again < triesMore; ++again)
            taken = sampleSweep(health);
        if (!taken) {
            say("sweep: it did not end, or a check had no answer");
            return std::nullopt;
        }
        samples.sweeps.add(taken->first);
        samples.slowest.add(taken->second);
        samples.ratios.add(taken->first / taken->second);
    }
    return samples;
}

} // namespace

bool measureSweep(app::HealthController& health, const Options& options)
{
    auto samples = sampleSweeps(health, options);
    if (!samples)
        return false;
    printFigure("services.sweep.p50_ms", samples->sweeps.median(), "ms");
    printFigure("services.sweep.slowest.p50_ms", samples->slowest.median(), "ms");
    printFigure("services.sweep.ratio_slowest", samples->ratios.median(), "ratio", 1.3);
    return true;
}

bool measureDrillSweep(const Options& options)
{
    const QString behaviour = QStringLiteral("runbook");
    const QTemporaryDir state;
    infra::DrillProcesses drill(main::drillSetup(behaviour));
    const auto runbook = infra::ConfigDirectory(state.filePath(QStringLiteral("config"))).loadRunbook(behaviour);
    if (!runbook)
        return false;
    main::Console console(systemClock(), main::drillEnvironment(behaviour), runbook->runbook,
                          state.filePath(QStringLiteral("state")), [&drill](const domain::HostConfig& config) {
                              return std::make_unique<infra::DrillHost>(config, main::simProgram(), drill.frontSocket(),
                                                                        systemClock());
                          });
    bool ready = false;
    QObject::connect(&drill, &infra::DrillProcesses::ready, &console,
                     [&](const QString& nats, const QString& monitoring) {
                         console.setServers({nats}, monitoring);
                         console.setHealthUrls(main::drillHealthUrls(runbook->runbook, drill.simReady(), monitoring));
                         ready = true;
                     });
    drill.start();
    if (!waitUntil([&] { return ready; }, patience))
        return false;
    console.start();
    if (!waitUntil([&] { return console.links().commandLink().up() && console.links().commandLink().rttMs; }, patience))
        return false;
    auto samples = sampleSweeps(console.health(), options);
    if (!samples)
        return false;
    printFigure("services.drill_sweep.p50_ms", samples->sweeps.median(), "ms");
    printFigure("services.drill_sweep.slowest.p50_ms", samples->slowest.median(), "ms");
    printFigure("services.drill_sweep.ratio_slowest", samples->ratios.median(), "ratio");
    return true;
}

} // namespace ops::bench
