#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/opened_log.h"
#include "bench_logs/peer.h"

namespace ops::bench_logs {
namespace {

using bench::printFigure;
using bench::Samples;
using bench::say;

domain::LogFilter including(const QString& text, domain::LogTextKind kind)
{
    domain::LogFilter filter;
    filter.include.push_back({text, kind, false});
    return filter;
}

// Ours and the peer's count have to be the same, or the figure says nothing.
bool sameCount(const char* what, qint64 ours, const QByteArray& theirs)
{
    if (theirs.toLongLong() == ours)
        return true;
    say("%s: %lld lines here, %s there", what, static_cast<long long>(ours), theirs.constData());
    return false;
}

bool measureLiteral(const Corpus& corpus, int runs, infra::LogSearch& search,
                    const std::shared_ptr<const domain::LogStore>& store)
{
    Samples ours;
    Samples first;
    Samples rg;
    Samples grep;
    Samples lnav;
    const domain::LogFilter filter = domain::LogFilter::errors();
    Samples paused;
    for (int run = 0; run < runs; ++run) {
        // What reads 1.2 GB as fast as memory gives it takes half as long again once the machine has done something
        // else for a second, whoever it is. Each of the two is therefore measured right behind one that read all of it.
        const auto afterPause = runSearch(search, store, filter);
        const auto own = runSearch(search, store, filter);
        const auto rgRun = runPeer(QStringLiteral("rg"), {QStringLiteral("-ic"), QStringLiteral("error"), corpus.path});
        const auto grepRun =
            runPeer(QStringLiteral("grep"), {QStringLiteral("-ci"), QStringLiteral("error"), corpus.path});
        const auto lnavRun = runPeer(
            QStringLiteral("lnav"),
            {QStringLiteral("-n"), QStringLiteral("-c"), QStringLiteral(":filter-in (?i)error"), corpus.path}, false);
        if (!afterPause || !own || !rgRun || !grepRun || !lnavRun || !sameCount("rg", own->rows, rgRun->output) ||
            !sameCount("grep", own->rows, grepRun->output))
            return false;
        paused.add(afterPause->ms);
        ours.add(own->ms);
        first.add(own->firstMs);
        rg.add(rgRun->ms);
        grep.add(grepRun->ms);
        lnav.add(lnavRun->ms);
    }
    printFigure("logs.search.ms", ours.median(), "ms");
    printFigure("logs.search.after_pause_ms", paused.median(), "ms");
    printFigure("logs.search.first_ms", first.median(), "ms");
    printFigure("logs.search.rg_ms", rg.median(), "ms");
    printFigure("logs.search.ratio_rg", ours.median() / rg.median(), "ratio", 0.5);
    printFigure("logs.search.ratio_grep", ours.median() / grep.median(), "ratio", 0.1);
    printFigure("logs.search.ratio_lnav", ours.median() / lnav.median(), "ratio");
    return true;
}

bool measureAlternation(const Corpus& corpus, int runs, infra::LogSearch& search,
                        const std::shared_ptr<const domain::LogStore>& store)
{
    const QString pattern = QStringLiteral("(timeout|econnrefused|panick?ed|-2019)");
    Samples ours;
    Samples pcre;
    Samples rg;
    for (int run = 0; run < runs; ++run) {
        const auto own = runSearch(search, store, including(pattern, domain::LogTextKind::Regex));
        // Counted repetition is never given to Hyperscan, so this is the same question to PCRE2.
        const auto without =
            runSearch(search, store, including(pattern + QStringLiteral("{1}"), domain::LogTextKind::Regex));
        const auto rgRun = runPeer(QStringLiteral("rg"), {QStringLiteral("-ic"), pattern, corpus.path});
        if (!own || !without || !rgRun || !sameCount("rg", own->rows, rgRun->output) ||
            !sameCount("rg", without->rows, rgRun->output))
            return false;
        ours.add(own->ms);
        pcre.add(without->ms);
        rg.add(rgRun->ms);
    }
#ifdef OPS_HAVE_HYPERSCAN
    constexpr double goal = 0.15;
#else
    constexpr double goal = 1.1;
#endif
    printFigure("logs.alternation.ms", ours.median(), "ms");
    printFigure("logs.alternation.rg_ms", rg.median(), "ms");
    printFigure("logs.alternation.ratio_rg", ours.median() / rg.median(), "ratio", goal);
    printFigure("logs.alternation_pcre2.ratio_rg", pcre.median() / rg.median(), "ratio", 1.1);
    return true;
}

} // namespace

bool measureSearch(const Corpus& corpus, int runs)
{
    say("search: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    OpenedLog log(corpus.path);
    if (!log.openUntilRead(corpus.lines)) {
        say("the corpus could not be opened");
        return false;
    }
    infra::LogSearch search;
    return measureLiteral(corpus, runs, search, log.store()) && measureAlternation(corpus, runs, search, log.store());
}

} // namespace ops::bench_logs
