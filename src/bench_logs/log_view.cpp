#include "bench_logs/log_view.h"

#include "bench/figures.h"
#include "bench/wait.h"
#include "bench_logs/peer.h"
#include "domain/log/log_reader.h"
#include "ui/logs/log_table.h"

#include <QEvent>
#include <QWindow>

namespace ops::bench_logs {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 60s;

} // namespace

PaintCount::PaintCount(QWidget& watched, std::function<bool()> counts)
    : m_watched(watched)
    , m_counts(std::move(counts))
{
    m_watched.installEventFilter(this);
}

PaintCount::~PaintCount()
{
    m_watched.removeEventFilter(this);
}

bool PaintCount::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && (!m_counts || m_counts()))
        ++m_paints;
    return QObject::eventFilter(watched, event);
}

LogView::LogView(FedLog& log)
    : m_log(log)
    , m_controller(log, m_filterSearch, m_findSearch)
    , m_pane(m_controller, QStringLiteral("bench"))
    , m_table(m_pane.findChild<ui::LogTable*>(QStringLiteral("logTable")))
{
    m_pane.resize(windowSize);
}

void LogView::show()
{
    m_pane.show();
    m_controller.start();
}

bool LogView::waitForAllRows()
{
    qint64 wanted = 0;
    const bool all = bench::waitUntil(
        [&] {
            domain::LogReader reader(*m_log.store());
            const domain::LogSpan& span = reader.pin();
            wanted = span.rows() + (span.gap.rows > 0 ? 1 : 0);
            return m_table->lines()->rowCount() == wanted;
        },
        patience);
    if (!all)
        bench::say("the table has %d of %lld rows", m_table->lines()->rowCount(), static_cast<long long>(wanted));
    return all;
}

bool waitUntilExposed(QWidget& window)
{
    return bench::waitUntil([&] { return window.windowHandle() != nullptr && window.windowHandle()->isExposed(); },
                            patience);
}

} // namespace ops::bench_logs
