#include "bench/figures.h"
#include "bench_logs/log_figures.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include <algorithm>

namespace {

constexpr int couldNotMeasure = 1;
constexpr int badArguments = 2;
constexpr qint64 million = 1'000'000;

using namespace ops;

bool measure(const QStringList& groups, const QString& directory, qint64 lines, int runs)
{
    const auto wanted = [&](const char* group) { return groups.isEmpty() || groups.contains(QLatin1String(group)); };
    bench::say("writing the corpus");
    const qint64 fewer = std::min(lines, million);
    const auto small = bench_logs::makeCorpus(directory, fewer);
    const auto large = lines == fewer ? small : bench_logs::makeCorpus(directory, lines);
    if (!small || !large) {
        bench::say("%s", qPrintable(base::toLogLine(small ? large.error() : small.error())));
        return false;
    }
    return (!wanted("open") || bench_logs::measureOpen(*large, runs)) &&
           (!wanted("search") || bench_logs::measureSearch(*large, runs)) &&
           (!wanted("ingest") || bench_logs::measureIngest(*small, runs)) &&
           (!wanted("refilter") || (bench_logs::measureRefilter(*small, runs) &&
                                    (lines == fewer || bench_logs::measureRefilter(*large, runs)))) &&
           (!wanted("store") || bench_logs::measureStore(*large));
}

} // namespace

int main(int argc, char* argv[])
{
    const QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("titan-ops-bench-logs"));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("group"),
                                 QStringLiteral("open, search, ingest, refilter, store; all without one"),
                                 QStringLiteral("[group…]"));
    const QCommandLineOption linesOption(QStringLiteral("lines"), QStringLiteral("Lines of the large corpus."),
                                         QStringLiteral("N"), QString::number(10 * million));
    const QCommandLineOption runsOption(QStringLiteral("runs"), QStringLiteral("Runs, of which the median counts."),
                                        QStringLiteral("N"), QStringLiteral("7"));
    parser.addOptions({linesOption, runsOption});
    parser.process(app);
    const qint64 lines = parser.value(linesOption).toLongLong();
    const int runs = parser.value(runsOption).toInt();
    QTemporaryDir directory;
    if (lines < 1000 || runs < 1 || !directory.isValid()) {
        bench::say("%s", qPrintable(parser.helpText()));
        return badArguments;
    }
    return measure(parser.positionalArguments(), directory.path(), lines, runs) ? 0 : couldNotMeasure;
}
