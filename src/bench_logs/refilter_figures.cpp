#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/log_view.h"
#include "bench_logs/opened_log.h"
#include "bench_logs/peer.h"
#include "models/log_filter_model.h"
#include "models/log_model.h"
#include "ui/logs/log_table.h"

#include <QHeaderView>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QTableView>

namespace ops::bench_logs {
namespace {

using bench::printFigure;
using bench::Samples;
using bench::say;
using models::LogFilterModel;

constexpr int rowHeight = 18;

// A plain table, for the proxy.
void prepare(QTableView& view, QAbstractItemModel& model)
{
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setDefaultSectionSize(rowHeight);
    view.setWordWrap(false);
    view.resize(windowSize);
    view.setModel(&model);
    view.horizontalHeader()->resizeSection(static_cast<int>(models::LogColumn::Message), 900);
    view.show();
}

// One change of the filter, until the model has every row and the view shows them.
struct Refilter {
    double ms = 0;
    double firstMs = 0; // until the newest rows are on the screen
    double stallMs = 0; // the longest that the event loop was held up by one delivery
    double ownMs = 0;   // the longest that this thread itself worked for one
    qint64 rows = 0;
};
std::optional<Refilter> refilter(infra::LogSearch& search, LogFilterModel& model, ui::LogTable& view,
                                 const std::shared_ptr<const domain::LogStore>& store, const domain::LogFilter& filter)
{
    Refilter run;
    bool over = false;
    QObject context;
    const double start = nowMs();
    const auto repaint = [&view] {
        view.setFollowing(true);
        view.viewport()->repaint();
    };
    QObject::connect(&search, &app::LogSearchPort::found, &context,
                     [&](quint64, const std::vector<domain::LogHits>& hits) {
                         const double began = nowMs();
                         const double worked = threadCpuMs();
                         model.addHits(hits);
                         if (run.firstMs == 0) {
                             repaint();
                             run.firstMs = nowMs() - start;
                         }
                         run.stallMs = std::max(run.stallMs, nowMs() - began);
                         run.ownMs = std::max(run.ownMs, threadCpuMs() - worked);
                     });
    QObject::connect(&search, &app::LogSearchPort::finished, &context, [&] { over = true; });
    QObject::connect(&search, &app::LogSearchPort::failed, &context,
                     [](quint64, const base::Error& error) { say("%s", qPrintable(base::toLogLine(error))); });
    search.cancel();
    model.restart();
    search.start(1, store, filter);
    if (!runEventsUntil([&] { return over; }))
        return std::nullopt;
    repaint();
    run.ms = nowMs() - start;
    run.rows = model.rowCount();
    return run;
}

// The usual way to filter a table, told to begin anew so that its quadratic ways do not show.
class Proxy final {
public:
    Proxy(QAbstractItemModel& source, QTableView& view)
        : m_source(source)
    {
        m_proxy.setFilterKeyColumn(static_cast<int>(models::LogColumn::Message));
        prepare(view, m_proxy);
    }
    double refilter(const QString& pattern, QTableView& view)
    {
        const double start = nowMs();
        m_proxy.setSourceModel(nullptr);
        m_proxy.setFilterRegularExpression(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
        m_proxy.setSourceModel(&m_source);
        view.scrollToBottom();
        view.viewport()->repaint();
        return nowMs() - start;
    }
    qint64 rows() const { return m_proxy.rowCount(); }

private:
    QAbstractItemModel& m_source;
    QSortFilterProxyModel m_proxy;
};

} // namespace

bool measureRefilter(const Corpus& corpus, int runs)
{
    say("refilter: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    constexpr qint64 million = 1'000'000;
    OpenedLog log(corpus.path);
    if (!log.openUntilRead(corpus.lines))
        return false;
    infra::LogSearch search;
    LogFilterModel model(log.store(), {});
    ui::LogTable view;
    view.setLines(&model);
    view.resize(windowSize);
    view.show();
    // Above a million lines the proxy takes minutes; there its figure is what is left out, not ours.
    const bool withProxy = corpus.lines <= million;
    models::LogModel all(log.store(), {});
    QTableView proxyView;
    std::unique_ptr<Proxy> proxy;
    if (withProxy)
        proxy = std::make_unique<Proxy>(all, proxyView);
    Samples errors;
    Samples first;
    Samples clear;
    Samples stall;
    Samples own;
    Samples proxied;
    for (int run = 0; run < runs; ++run) {
        const auto filtered = refilter(search, model, view, log.store(), domain::LogFilter::errors());
        const auto cleared = refilter(search, model, view, log.store(), {});
        if (!filtered || !cleared || cleared->rows != corpus.lines) {
            say("the filter did not end");
            return false;
        }
        errors.add(filtered->ms);
        first.add(filtered->firstMs);
        clear.add(cleared->ms);
        stall.add(std::max(filtered->stallMs, cleared->stallMs));
        own.add(std::max(filtered->ownMs, cleared->ownMs));
        if (withProxy)
            proxied.add(proxy->refilter(QStringLiteral("error"), proxyView));
    }
    const std::string name = corpus.lines == million        ? "logs.refilter_1m"
                             : corpus.lines == 10 * million ? "logs.refilter_10m"
                                                            : "logs.refilter_" + std::to_string(corpus.lines);
    printFigure((name + ".ms").c_str(), errors.median(), "ms");
    printFigure((name + ".first_ms").c_str(), first.median(), "ms");
    printFigure((name + ".clear_ms").c_str(), clear.median(), "ms");
    printFigure((name + ".stall_ms").c_str(), stall.worst(), "ms", 8);
    printFigure((name + ".own_stall_ms").c_str(), own.worst(), "ms");
    if (withProxy)
        printFigure((name + ".ratio_proxy").c_str(), errors.median() / proxied.median(), "ratio", 0.04);
    return true;
}

} // namespace ops::bench_logs
