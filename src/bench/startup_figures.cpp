#include "bench/startup_figures.h"

#include "bench/figures.h"
#include "bench/first_paint_child.h"
#include "bench/statistics.h"
#include "infra/settings/config_directory.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <array>

namespace ops::bench {
namespace {

constexpr int samplesPerRun = 80;
constexpr int fewestRuns = 15;

struct Program {
    QString path;
    QStringList arguments;
    QString until = QStringLiteral("window"); // what it ends at
    Samples ms{};
    Samples residentMiB{};
};

std::optional<ChildFirstPaint> start(const Program& program, const QStringList& environment)
{
    const auto taken =
        runUntilFirstPaint(program.path, program.arguments,
                           environment + QStringList{QStringLiteral("OPS_BENCH_FIRST_PAINT=") + program.until});
    if (!taken)
        say("startup: %s said nothing of its first paint", qPrintable(program.path));
    return taken;
}

bool sample(Program& program, const QStringList& environment)
{
    const auto taken = start(program, environment);
    if (!taken)
        return false;
    program.ms.add(taken->ms);
    program.residentMiB.add(static_cast<double>(taken->residentKiB) / 1024);
    return true;
}

// A config directory of its own, whose one server nobody can reach: nothing is connected before the first paint.
bool writeEnvironment(const QString& configHome)
{
    domain::Environment environment;
    environment.name = QStringLiteral("bench");
    environment.kind = domain::EnvironmentKind::Staging;
    environment.natsUrls = {QStringLiteral("nats://127.0.0.1:1")};
    const infra::ConfigDirectory directory(configHome + QStringLiteral("/titan-ops-console"));
    const auto saved = directory.saveEnvironment(environment);
    if (!saved)
        say("startup: %s", qPrintable(base::toLogLine(saved.error())));
    return saved.ok();
}

void print(const char* name, const Program& program)
{
    printFigure(qPrintable(QStringLiteral("startup.%1.first_paint_ms").arg(QLatin1String(name))), program.ms.median(),
                "ms");
    printFigure(qPrintable(QStringLiteral("startup.%1.rss_mib").arg(QLatin1String(name))), program.residentMiB.median(),
                "MiB");
}

} // namespace

bool measureStartup(const Options& options)
{
    const QTemporaryDir home;
    if (!writeEnvironment(home.filePath(QStringLiteral("config"))))
        return false;
    const QStringList environment{QStringLiteral("XDG_CONFIG_HOME=") + home.filePath(QStringLiteral("config")),
                                  QStringLiteral("XDG_STATE_HOME=") + home.filePath(QStringLiteral("state"))};
    const QDir programs(QCoreApplication::applicationDirPath());
    const QString consolePath = programs.filePath(QStringLiteral("titan-ops-console"));
    const QStringList arguments{QStringLiteral("--environment"), QStringLiteral("bench")};
    Program console{consolePath, arguments};
    // The window's frame comes first, with the state and the halt control; this is the same with its first page.
    Program page{consolePath, arguments, QStringLiteral("page")};
    Program label{programs.filePath(QStringLiteral("titan-ops-bench-label")), {}};
    Program empty{programs.filePath(QStringLiteral("titan-ops-bench-empty")), {}};
    const std::array all{&empty, &label, &console, &page};

    // Not counted: they bring the programs into the page cache.
    for (const Program* program : all)
        if (!start(*program, environment))
            return false;
    const int runs = options.repeats(samplesPerRun, fewestRuns);
    for (int i = 0; i < runs; ++i) {
        for (Program* program : all)
            if (!sample(*program, environment))
                return false;
        if (i % 5 == 0)
            say("startup: %d of %d runs of each program", i + 1, runs);
    }
    print("console", console);
    print("page", page);
    print("label", label);
    print("empty", empty);
    printFigure("startup.first_paint.ratio_label", console.ms.median() / label.ms.median(), "ratio", 1.5);
    printFigure("startup.first_paint.ratio_empty", console.ms.median() / empty.ms.median(), "ratio", 2.1);
    printFigure("startup.page.ratio_label", page.ms.median() / label.ms.median(), "ratio");
    printFigure("startup.rss.ratio_empty", console.residentMiB.median() / empty.residentMiB.median(), "ratio", 1.5);
    printFigure("startup.page.rss.ratio_empty", page.residentMiB.median() / empty.residentMiB.median(), "ratio");
    return true;
}

} // namespace ops::bench
