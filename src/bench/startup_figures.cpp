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
    Samples ms{};
    Samples residentMiB{};
};

bool sample(Program& program, const QStringList& environment)
{
    const auto taken = runUntilFirstPaint(program.path, program.arguments, environment);
    if (!taken) {
        say("startup: %s said nothing of its first paint", qPrintable(program.path));
        return false;
    }
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
    const QStringList environment{QStringLiteral("OPS_BENCH_FIRST_PAINT=1"),
                                  QStringLiteral("XDG_CONFIG_HOME=") + home.filePath(QStringLiteral("config")),
                                  QStringLiteral("XDG_STATE_HOME=") + home.filePath(QStringLiteral("state"))};
    const QDir programs(QCoreApplication::applicationDirPath());
    Program console{programs.filePath(QStringLiteral("titan-ops-console")),
                    {QStringLiteral("--environment"), QStringLiteral("bench")}};
    Program label{programs.filePath(QStringLiteral("titan-ops-bench-label")), {}};
    Program empty{programs.filePath(QStringLiteral("titan-ops-bench-empty")), {}};
    const std::array all{&empty, &label, &console};

    // Not counted: they bring the programs into the page cache.
    for (Program* program : all)
        if (!runUntilFirstPaint(program->path, program->arguments, environment))
            say("startup: %s did not start", qPrintable(program->path));
    const int runs = options.repeats(samplesPerRun, fewestRuns);
    for (int i = 0; i < runs; ++i) {
        for (Program* program : all)
            if (!sample(*program, environment))
                return false;
        if (i % 5 == 0)
            say("startup: %d of %d runs of each program", i + 1, runs);
    }
    print("console", console);
    print("label", label);
    print("empty", empty);
    printFigure("startup.first_paint.ratio_label", console.ms.median() / label.ms.median(), "ratio", 1.5);
    printFigure("startup.first_paint.ratio_empty", console.ms.median() / empty.ms.median(), "ratio", 2.1);
    printFigure("startup.rss.ratio_empty", console.residentMiB.median() / empty.residentMiB.median(), "ratio", 1.5);
    return true;
}

} // namespace ops::bench
