#include "bench/container_figures.h"
#include "bench/figures.h"
#include "bench/halt_figures.h"
#include "bench/options.h"
#include "bench/startup_figures.h"
#include "bench/sweep_figures.h"
#include "ui/common/theme.h"

#include <QApplication>

#include <csignal>
#include <nats/nats.h>

namespace {

constexpr int couldNotMeasure = 1;
constexpr int badArguments = 2;

// Start-up first: its children shall not share the machine with what a halt run leaves behind.
bool measure(const ops::bench::Options& options)
{
    using namespace ops::bench;
    if (options.name == QLatin1String("containers"))
        return measureContainers(options);
    const bool all = options.name.isEmpty();
    if ((all || options.name == QLatin1String("startup")) && !measureStartup(options))
        return false;
    if ((all || options.name == QLatin1String("services")) && !measureDrillSweep(options))
        return false;
    if (!all && options.name != QLatin1String("halt"))
        return true;
    return measureHalt(options) && measureFaults(options) && measureReconnect(options);
}

} // namespace

int main(int argc, char* argv[])
{
    std::signal(SIGPIPE, SIG_IGN);
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("titan-ops-bench"));
    const auto options = ops::bench::parseOptions(QCoreApplication::arguments().mid(1));
    if (!options) {
        ops::bench::say("titan-ops-bench: %s: %s", qPrintable(options.error().subject),
                        qPrintable(options.error().detail));
        ops::bench::say("%s", qPrintable(ops::bench::usageText()));
        return badArguments;
    }
    ops::ui::applyTheme(app, ops::ui::ThemeChoice::Light);
    const bool measured = measure(*options);
    nats_CloseAndWait(1000);
    return measured ? 0 : couldNotMeasure;
}
