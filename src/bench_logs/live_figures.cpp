#include "bench/figures.h"
#include "bench/heartbeat.h"
#include "bench/wait.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/log_view.h"
#include "bench_logs/peer.h"
#include "bench_logs/plain_table.h"
#include "ui/logs/log_table.h"

#include <QScrollBar>

namespace ops::bench_logs {
namespace {

using bench::printFigure;
using bench::Samples;
using bench::say;

constexpr int rowsPerSecond = 100'000;
// Told twenty times a second; on a busy machine some of these paints fall together.
constexpr double fewestPaintsPerSecond = 8;
constexpr double fewestRows = 0.9; // of those that are due

// Of memory, as the console is set when nobody has said otherwise.
qint64 consoleCap()
{
    return domain::LogStoreLimits().capBytes;
}

// What several runs of one view came to.
struct Run {
    Samples waitP99;
    Samples ownP99;
    Samples cpuPercent;
    double worstWait = 0;
    double worstOwn = 0;
};

// Feeds the log while the view follows it: first with somebody who asks how long the GUI thread keeps others waiting,
// then without, for the processor time. False: it did not show what came.
bool watch(const char* what, FedLog& log, QTableView& table, std::chrono::milliseconds time, Run& run)
{
    const PaintCount count(*table.viewport());
    const qint64 rowsBefore = log.rows();
    bench::Heartbeat heart(bench::Heartbeat::Urgency::AsOthers);
    const double start = nowMs();
    log.feed(rowsPerSecond);
    heart.start();
    bench::serveFor(time);
    heart.stop();
    const double cpu = threadCpuMs();
    const double second = nowMs();
    bench::serveFor(time);
    const double end = nowMs();
    run.cpuPercent.add(100 * (threadCpuMs() - cpu) / (end - second));
    log.rest();
    run.waitP99.add(heart.waitedMs().p99());
    run.ownP99.add(heart.ownMs().p99());
    run.worstWait = std::max(run.worstWait, heart.waitedMs().worst());
    run.worstOwn = std::max(run.worstOwn, heart.ownMs().worst());
    const double seconds = (end - start) / 1000;
    const auto rows = static_cast<double>(log.rows() - rowsBefore);
    const bool atEnd = table.verticalScrollBar()->value() == table.verticalScrollBar()->maximum();
    if (rows >= fewestRows * rowsPerSecond * seconds && count.paints() >= fewestPaintsPerSecond * seconds && atEnd)
        return true;
    say("%s: %g rows and %d paints in %.1f s, the newest line %s", what, rows, count.paints(), seconds,
        atEnd ? "in sight" : "out of sight");
    return false;
}

// The console's view of a log that has so many rows when it begins.
bool watchOurs(const char* what, FedLog& log, std::chrono::milliseconds time, Run& run)
{
    LogView view(log);
    view.show();
    if (!view.waitForAllRows()) {
        say("%s: the table has not all rows", what);
        return false;
    }
    bench::serveFor(time / 4); // the histogram, and what else comes once
    const int before = view.table().lines()->rowCount();
    const qint64 rowsBefore = log.rows();
    if (!watch(what, log, view.table(), time, run) || !view.waitForAllRows())
        return false;
    const qint64 lost = before + (log.rows() - rowsBefore) - view.table().lines()->rowCount();
    if (lost != 0 && log.store()->limits().capBytes != consoleCap()) {
        say("%s: %lld rows are missing", what, static_cast<long long>(lost));
        return false;
    }
    return true;
}

bool watchPeer(FedLog& log, PlainRows& rows, PlainTable& table, std::chrono::milliseconds time, Run& run)
{
    QObject context;
    qint64 shown = log.rows();
    QObject::connect(&log, &FedLog::grew, &context, [&] {
        const qint64 now = log.rows();
        rows.append(static_cast<int>(now - shown));
        shown = now;
        table.scrollToBottom();
    });
    table.show();
    if (!waitUntilExposed(table))
        return false;
    table.scrollToBottom();
    bench::serveFor(time / 4);
    const bool watched = watch("QTableView", log, table, time, run);
    table.hide();
    return watched;
}

} // namespace

bool measureLive(const Corpus& corpus, int runs, std::chrono::milliseconds time)
{
    say("live: %lld lines and %d more a second, %d runs", static_cast<long long>(corpus.lines), rowsPerSecond, runs);
    FedLog full(corpus);
    FedLog empty(corpus);
    FedLog capped(corpus, consoleCap());
    FedLog peer(corpus, consoleCap());
    if (!full.fill() || !capped.fill() || full.rows() != corpus.lines) {
        say("the store has not all lines");
        return false;
    }
    PlainRows rows(full.store(), static_cast<int>(corpus.lines));
    std::unique_ptr<PlainTable> table;
    {
        LogView like(full);
        like.show();
        if (!like.waitForAllRows())
            return false;
        table = std::make_unique<PlainTable>(rows, like.table());
    }
    Run fullRun;
    Run emptyRun;
    Run cappedRun;
    Run peerRun;
    for (int run = 0; run < runs; ++run)
        if (!watchOurs("full", full, time, fullRun) || !watchPeer(peer, rows, *table, time, peerRun) ||
            !watchOurs("empty", empty, time, emptyRun) || !watchOurs("capped", capped, time, cappedRun))
            return false;
    printFigure("logs.stall.p99_ms", fullRun.waitP99.median(), "ms", 8);
    printFigure("logs.stall.max_ms", fullRun.worstWait, "ms", 16);
    printFigure("logs.stall.own_p99_ms", fullRun.ownP99.median(), "ms");
    printFigure("logs.stall.own_max_ms", fullRun.worstOwn, "ms");
    printFigure("logs.stall.capped.p99_ms", cappedRun.waitP99.median(), "ms", 8);
    printFigure("logs.stall.capped.max_ms", cappedRun.worstWait, "ms", 16);
    printFigure("logs.stall.capped.own_max_ms", cappedRun.worstOwn, "ms");
    printFigure("logs.stall.tableview.p99_ms", peerRun.waitP99.median(), "ms");
    printFigure("logs.stall.tableview.max_ms", peerRun.worstWait, "ms");
    printFigure("logs.cpu.percent", fullRun.cpuPercent.median(), "%");
    printFigure("logs.cpu.tableview_percent", peerRun.cpuPercent.median(), "%");
    printFigure("logs.cpu.ratio_tableview", fullRun.cpuPercent.median() / peerRun.cpuPercent.median(), "ratio", 0.5);
    printFigure("logs.cpu.ratio_empty", fullRun.cpuPercent.median() / emptyRun.cpuPercent.median(), "ratio", 1.15);
    return true;
}

} // namespace ops::bench_logs
