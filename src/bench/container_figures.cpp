#include "bench/container_figures.h"

#include "bench/bare_events.h"
#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "bench/practice_host.h"
#include "bench/services_window.h"
#include "bench/statistics.h"
#include "bench/sweep_figures.h"
#include "bench/wait.h"

#include <algorithm>
#include <csignal>
#include <sys/resource.h>

namespace ops::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;
constexpr auto betweenEnds = 100ms; // nothing of the last one is still under way
constexpr int runbookServices = 11;
constexpr int samplesPerContainer = 50;
constexpr int fewestContainers = 40;
constexpr int samplesPerEnd = 10;
constexpr int fewestEnds = 200;
constexpr int samplesPerSecondOfRest = 50;
constexpr int fewestSecondsOfRest = 40; // four reconciling looks
// Each ten seconds there is a look, whose clients have to end in that time: a rest without one measures nothing.
constexpr int secondsOfALook = 15;

struct EndTimes {
    double heard = 0;   // by the bare reader
    double painted = 0; // by the console
};

double cpuSeconds(int who)
{
    rusage used{};
    ::getrusage(who, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// One container ends, as in a crash; afterwards it runs again. nullopt: somebody did not hear of it.
std::optional<EndTimes> sampleEnd(const PracticeHost& host, const ExtraContainer& container, ServicesWindow& window,
                                  BareEvents& events)
{
    static const base::SystemClock clock;
    events.forget();
    if (!window.paints().expect(ServicesWindow::rowKey(container), domain::ContainerRun::Exited))
        return std::nullopt;
    serveFor(betweenEnds);
    const base::Instant ended = clock.now();
    if (::kill(container.firstProcess->exchange(0), SIGKILL) != 0)
        return std::nullopt;
    if (!waitUntil([&] { return window.paints().paintedAt() && events.endHeardNs(container.id); }, patience))
        return std::nullopt;
    EndTimes times;
    times.painted = base::elapsedMs(ended, *window.paints().paintedAt());
    times.heard = static_cast<double>(*events.endHeardNs(container.id) - ended.monoNs) / 1e6;
    host.startAgain(container);
    const auto runs = [&] {
        return *container.firstProcess != 0 && window.runOf(container) == domain::ContainerRun::Running;
    };
    return waitUntil(runs, patience) ? std::optional(times) : std::nullopt;
}

bool measureEnds(const Options& options, const PracticeHost& host, ServicesWindow& window)
{
    BareEvents events;
    // Not counted: it shows that the bare reader listens.
    if (!events.start() || !sampleEnd(host, host.extras().first(), window, events)) {
        say("containers: nobody hears of a container's end");
        return false;
    }
    Samples heard;
    Samples painted;
    const int repeats = options.repeats(samplesPerEnd, fewestEnds);
    for (int i = 0; i < repeats; ++i) {
        const auto times = sampleEnd(host, host.extras().at(i % host.extras().size()), window, events);
        if (!times) {
            say("containers: a container's end was not shown, or it did not start again");
            return false;
        }
        heard.add(times->heard);
        painted.add(times->painted);
        if (i % 50 == 49)
            say("containers: %d of %d ends", i + 1, repeats);
    }
    printFigure("services.events.p50_ms", heard.median(), "ms");
    printFigure("services.events.p99_ms", heard.p99(), "ms");
    printFigure("services.repaint.p50_ms", painted.median(), "ms");
    printFigure("services.repaint.p99_ms", painted.p99(), "ms", 150);
    printFigure("services.repaint.ratio_events", painted.p99() / heard.p99(), "ratio", 2);
    return true;
}

// Page shown, nobody acts: the console's own time, and that of the docker clients it starts.
void measureRest(const Options& options)
{
    const auto rest =
        std::chrono::seconds(std::max(options.repeats(samplesPerSecondOfRest, fewestSecondsOfRest), secondsOfALook));
    say("containers: at rest for %d s", static_cast<int>(rest.count()));
    const double own = cpuSeconds(RUSAGE_SELF);
    const double children = cpuSeconds(RUSAGE_CHILDREN);
    serveFor(rest);
    const auto percent = [&rest](double seconds) { return 100 * seconds / static_cast<double>(rest.count()); };
    printFigure("services.idle_cpu_percent", percent(cpuSeconds(RUSAGE_SELF) - own), "%", 1);
    printFigure("services.idle_clients_percent", percent(cpuSeconds(RUSAGE_CHILDREN) - children), "%");
}

} // namespace

bool measureContainers(const Options& options)
{
    auto host = PracticeHost::fromEnvironment();
    if (!host)
        return false;
    const int extras = options.repeats(samplesPerContainer, fewestContainers);
    say("containers: making %d more", extras);
    if (!host->add(extras))
        return false;
    ServicesWindow window;
    if (!window.open(*host)) {
        say("containers: the services page was not painted");
        return false;
    }
    Heartbeat heart;
    heart.start();
    const int all = runbookServices + extras;
    if (!window.follow(static_cast<size_t>(all))) {
        say("containers: the table does not show all %d", all);
        return false;
    }
    printFigure("services.containers", all, "containers");
    if (!measureEnds(options, *host, window))
        return false;
    heart.stop();
    printFigure("services.gui_block.p99_ms", heart.waitedMs().p99(), "ms");
    printFigure("services.gui_block.own_max_ms", heart.ownMs().worst(), "ms");
    printFigure("services.gui_block.max_ms", heart.waitedMs().worst(), "ms", 16);
    measureRest(options);
    say("containers: all health checks, again and again");
    return measureSweep(window.health(), options);
}

} // namespace ops::bench
