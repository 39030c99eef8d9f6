#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench/wait.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/log_view.h"
#include "bench_logs/peer.h"
#include "bench_logs/plain_table.h"
#include "ui/logs/log_table.h"

#include <QGuiApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <functional>

namespace ops::bench_logs {
namespace {

using namespace std::chrono_literals;
using bench::printFigure;
using bench::Samples;
using bench::say;

constexpr auto patience = 60s;
constexpr int framesPerRun = 200;
constexpr int fewRows = 3;

// Frames a second when each step is on the display before the next. nullopt: not every step was painted.
std::optional<double> framesPerSecond(QWidget& painted, const std::function<void()>& step)
{
    QCoreApplication::processEvents();
    const PaintCount count(painted);
    const double start = nowMs();
    for (int frame = 0; frame < framesPerRun; ++frame) {
        step();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QGuiApplication::sync();
    }
    const double ms = nowMs() - start;
    if (count.paints() >= framesPerRun)
        return framesPerRun * 1000 / ms;
    say("only %d of %d steps were painted", count.paints(), framesPerRun);
    return std::nullopt;
}

// By so many rows for each frame.
std::optional<double> framesPerSecond(QTableView& table, int rows)
{
    QScrollBar& bar = *table.verticalScrollBar();
    bar.setValue(bar.maximum() / 2);
    return framesPerSecond(*table.viewport(), [&bar, rows] {
        bar.setValue(bar.value() + (bar.value() + rows <= bar.maximum() ? rows : -bar.value()));
    });
}

// What no table can be faster than: an area of one colour that is scrolled like a table's.
class BareArea final : public QWidget {
public:
    explicit BareArea(QSize size)
    {
        setAttribute(Qt::WA_OpaquePaintEvent);
        resize(size);
    }

protected:
    void paintEvent(QPaintEvent* event) override { QPainter(this).fillRect(event->rect(), Qt::white); }
};

// From nothing to the log's lines in a window.
std::optional<double> firstPaint(FedLog& log)
{
    const double start = nowMs();
    LogView view(log);
    const PaintCount count(*view.table().viewport(), [&view] { return view.table().lines()->rowCount() > 0; });
    view.show();
    const bool painted = bench::waitUntil([&] { return count.paints() > 0; }, patience);
    QGuiApplication::sync();
    const double ms = nowMs() - start;
    if (!painted || !view.waitForAllRows()) {
        say("the lines were not shown");
        return std::nullopt;
    }
    return ms;
}

// With the levels over time, which are counted when there is nothing else to do.
bool photograph(FedLog& log, const QString& path)
{
    using namespace std::chrono_literals;
    LogView view(log);
    view.show();
    if (!view.waitForAllRows())
        return false;
    bench::serveFor(5s);
    const bool saved = view.photograph(path);
    say(saved ? "picture: %s" : "no picture could be put at %s", qPrintable(path));
    return saved;
}

} // namespace

bool measureScrolling(const Corpus& corpus, int runs)
{
    say("scroll: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    FedLog log(corpus);
    if (!log.fill())
        return false;
    models::LogFilterModel lines(log.store(), ui::logTexts());
    domain::LogHits all;
    all.first = {log.store()->end() - log.rows()};
    all.end = log.store()->end();
    all.everyLine = true;
    lines.addHits({all});
    ui::LogTable ours;
    ours.setLines(&lines);
    ours.resize(windowSize);
    ours.show();
    if (lines.rowCount() != corpus.lines || !waitUntilExposed(ours))
        return false;
    PlainRows rows(log.store(), static_cast<int>(corpus.lines));
    PlainTable plain(rows, ours);
    BareArea bare(ours.viewport()->size());
    const int rowHeight = ours.visualRect(lines.index(0, 0)).height();
    Samples barePages;
    Samples bareSteps;
    Samples pages;
    Samples plainPages;
    Samples steps;
    Samples plainSteps;
    for (int run = 0; run < runs; ++run) {
        plain.hide();
        ours.show();
        if (!waitUntilExposed(ours))
            return false;
        const auto page = framesPerSecond(ours, ours.verticalScrollBar()->pageStep());
        const auto step = framesPerSecond(ours, fewRows);
        ours.hide();
        plain.show();
        if (!waitUntilExposed(plain))
            return false;
        const auto plainPage = framesPerSecond(plain, plain.verticalScrollBar()->pageStep());
        const auto plainStep = framesPerSecond(plain, fewRows);
        plain.hide();
        bare.show();
        if (!waitUntilExposed(bare))
            return false;
        const auto barePage = framesPerSecond(bare, [&bare] { bare.update(); });
        const auto bareStep = framesPerSecond(bare, [&] { bare.scroll(0, -fewRows * rowHeight); });
        bare.hide();
        if (!page || !step || !plainPage || !plainStep || !barePage || !bareStep)
            return false;
        barePages.add(*barePage);
        bareSteps.add(*bareStep);
        pages.add(*page);
        steps.add(*step);
        plainPages.add(*plainPage);
        plainSteps.add(*plainStep);
    }
    printFigure("logs.pagejump.fps", pages.median(), "fps");
    printFigure("logs.pagejump.tableview_fps", plainPages.median(), "fps");
    printFigure("logs.pagejump.bare_fps", barePages.median(), "fps");
    bench::printFigureAtLeast("logs.pagejump.ratio_tableview", pages.median() / plainPages.median(), "ratio", 2.5);
    printFigure("logs.scroll.fps", steps.median(), "fps");
    printFigure("logs.scroll.tableview_fps", plainSteps.median(), "fps");
    printFigure("logs.scroll.bare_fps", bareSteps.median(), "fps");
    bench::printFigureAtLeast("logs.scroll.ratio_tableview", steps.median() / plainSteps.median(), "ratio", 1.5);
    return true;
}

bool measureFirstPaint(const Corpus& few, const Corpus& many, int runs, const QString& picture)
{
    say("first paint: %lld and %lld lines, %d runs", static_cast<long long>(few.lines),
        static_cast<long long>(many.lines), runs);
    FedLog small(few);
    FedLog large(many);
    if (!small.fill() || !large.fill() || small.rows() != few.lines || large.rows() != many.lines)
        return false;
    // Fonts and the like are loaded once.
    if (!firstPaint(small))
        return false;
    Samples ours;
    Samples thousand;
    for (int run = 0; run < runs; ++run) {
        const auto fewMs = firstPaint(small);
        const auto manyMs = firstPaint(large);
        if (!fewMs || !manyMs)
            return false;
        thousand.add(*fewMs);
        ours.add(*manyMs);
    }
    printFigure("logs.first_paint.ms", ours.median(), "ms");
    printFigure("logs.first_paint.1k_ms", thousand.median(), "ms");
    printFigure("logs.first_paint.ratio_1k", ours.median() / thousand.median(), "ratio", 1.2);
    return picture.isEmpty() || photograph(large, picture);
}

} // namespace ops::bench_logs
