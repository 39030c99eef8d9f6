#include "bench/figures.h"
#include "bench_logs/log_figures.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

namespace {

constexpr int couldNotMeasure = 1;
constexpr int badArguments = 2;
constexpr qint64 thousand = 1000;
constexpr qint64 million = 1'000'000;
constexpr qint64 followed = 200'000; // an engine reads its own logs slowly

using namespace ops;

struct Options {
    QStringList groups;
    qint64 lines = 0;
    int runs = 0;
    std::chrono::milliseconds watchTime{};
    QString picture; // empty: none
};

std::optional<bench_logs::Corpus> write(const QString& directory, qint64 lines)
{
    const auto corpus = bench_logs::makeCorpus(directory, lines);
    if (corpus)
        return *corpus;
    bench::say("%s", qPrintable(base::toLogLine(corpus.error())));
    return std::nullopt;
}

bool measure(const Options& options, const QString& directory)
{
    const auto wanted = [&](const char* group) {
        return options.groups.isEmpty() || options.groups.contains(QLatin1String(group));
    };
    bench::say("writing the corpus");
    const int runs = options.runs;
    if (options.groups == QStringList{QStringLiteral("follow")}) {
        const auto corpus = write(directory, std::min(options.lines, followed));
        return corpus && bench_logs::measureFollow(*corpus, runs);
    }
    const qint64 fewer = std::min(options.lines, million);
    const auto few = write(directory, thousand);
    const auto small = write(directory, fewer);
    if (!few || !small)
        return false;
    const auto large = options.lines == fewer ? small : write(directory, options.lines);
    return large && (!wanted("open") || bench_logs::measureOpen(*large, runs)) &&
           (!wanted("search") || bench_logs::measureSearch(*large, runs)) &&
           (!wanted("ingest") || bench_logs::measureIngest(*small, runs)) &&
           (!wanted("refilter") || (bench_logs::measureRefilter(*small, runs) &&
                                    (options.lines == fewer || bench_logs::measureRefilter(*large, runs)))) &&
           (!wanted("scroll") || bench_logs::measureScrolling(*small, runs)) &&
           (!wanted("paint") || bench_logs::measureFirstPaint(*few, *large, runs, options.picture)) &&
           (!wanted("live") || bench_logs::measureLive(*large, runs, options.watchTime)) &&
           (!wanted("store") || bench_logs::measureStore(*large));
}

} // namespace

int main(int argc, char* argv[])
{
    std::signal(SIGPIPE, SIG_IGN);
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("titan-ops-bench-logs"));
    QCommandLineParser parser;
    parser.addHelpOption();
    const QStringList groups{QStringLiteral("open"),     QStringLiteral("search"), QStringLiteral("ingest"),
                             QStringLiteral("refilter"), QStringLiteral("scroll"), QStringLiteral("paint"),
                             QStringLiteral("live"),     QStringLiteral("store"),  QStringLiteral("follow")};
    parser.addPositionalArgument(
        QStringLiteral("group"),
        groups.join(QStringLiteral(", ")) +
            QStringLiteral("; without one all but follow, which is for itself and needs the practice host around it"),
        QStringLiteral("[group…]"));
    const QCommandLineOption linesOption(QStringLiteral("lines"), QStringLiteral("Lines of the large corpus."),
                                         QStringLiteral("N"), QString::number(10 * million));
    const QCommandLineOption runsOption(QStringLiteral("runs"), QStringLiteral("Runs, of which the median counts."),
                                        QStringLiteral("N"), QStringLiteral("7"));
    const QCommandLineOption liveOption(QStringLiteral("live-ms"),
                                        QStringLiteral("How long each run watches a live log, twice."),
                                        QStringLiteral("MS"), QStringLiteral("2000"));
    const QCommandLineOption pictureOption(QStringLiteral("picture"),
                                           QStringLiteral("Where a picture of the large corpus goes (paint)."),
                                           QStringLiteral("FILE"));
    parser.addOptions({linesOption, runsOption, liveOption, pictureOption});
    parser.process(app);
    const Options options{parser.positionalArguments(), parser.value(linesOption).toLongLong(),
                          parser.value(runsOption).toInt(), std::chrono::milliseconds(parser.value(liveOption).toInt()),
                          parser.value(pictureOption)};
    const bool known = std::all_of(options.groups.begin(), options.groups.end(),
                                   [&](const QString& group) { return groups.contains(group); });
    const bool together = options.groups.size() > 1 && options.groups.contains(groups.last());
    QTemporaryDir directory;
    if (!known || together || options.lines < thousand || options.runs < 1 || options.watchTime.count() < 200 ||
        !directory.isValid()) {
        bench::say("%s", qPrintable(parser.helpText()));
        return badArguments;
    }
    ui::applyTheme(app, ui::ThemeChoice::Light);
    return measure(options, directory.path()) ? 0 : couldNotMeasure;
}
