#include "base/clock.h"
#include "domain/log/log_reader.h"
#include "ui/common/label.h"
#include "ui/logs/log_detail.h"
#include "ui/logs/log_error_text.h"
#include "ui/logs/log_export_bar.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_fold_finds.h"
#include "ui/logs/log_highlight_dialog.h"
#include "ui/logs/log_more_button.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_pins.h"
#include "ui/logs/log_repeats_row.h"
#include "ui/logs/log_saved_filters.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_term_edit.h"
#include "ui/logs/log_time_dialog.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

// The pane's tools, each in a widget of its own: here they are put together.
namespace ops::ui {

void LogPane::setTools(const LogTools& tools)
{
    if (tools.clock != nullptr) {
        m_clock = tools.clock;
        m_table->setClock(*m_clock);
        m_zone->addItem(logZoneName(LogZone::Ago));
        m_ages.setInterval(std::chrono::seconds(1));
        connect(&m_ages, &QTimer::timeout, this, &LogPane::showErrors);
        m_ages.start();
    }
    if (tools.exports != nullptr) {
        m_exports = new LogExportBar(*tools.exports, tools.clock, this);
        auto* column = static_cast<QVBoxLayout*>(layout());
        column->insertWidget(column->indexOf(m_problem), m_exports);
        m_more->offerExport();
        connect(m_more, &LogMoreButton::exportRequested, m_exports, &LogExportBar::ask);
    }
    if (tools.aids != nullptr) {
        auto* saved = new LogSavedFilters(
            *tools.aids,
            [this] {
                const auto& problem = m_controller.filterProblem();
                const bool understood = !problem || problem->code == base::ErrorCode::TimedOut;
                return understood ? std::optional(m_filter->filter()) : std::nullopt;
            },
            m_filter);
        m_filter->addTool(saved);
        connect(saved, &LogSavedFilters::chosen, this, [this](const domain::LogFilter& filter) {
            m_filter->setFilter(filter);
            applyFilter();
        });
        m_more->offerHighlights();
        connect(m_more, &LogMoreButton::highlightsRequested, this,
                [this, aids = tools.aids] { openHighlights(*aids); });
        const auto highlight = [this, aids = tools.aids] { m_table->setHighlights(aids->highlights()); };
        connect(tools.aids, &app::LogAidsController::changed, this, highlight);
        highlight();
    }
    if (tools.repeats != nullptr) {
        m_repeats = new LogRepeatsRow(*tools.repeats, m_detail);
        m_detail->addTool(m_repeats);
        connect(m_repeats, &LogRepeatsRow::onlyTheseRequested, this, [this](const domain::LogTextTerm& message) {
            // What holds already goes on holding: these are fewer lines, never others.
            domain::LogFilter filter = m_filter->filter();
            if (std::find(filter.include.begin(), filter.include.end(), message) == filter.include.end())
                filter.include.push_back(message);
            m_filter->setFilter(filter);
            applyFilter();
        });
    }
}

void LogPane::openHighlights(app::LogAidsController& aids)
{
    auto* dialog = new LogHighlightDialog(aids, this);
    dialog->present();
}

void LogPane::openTimeWindow()
{
    // What somebody has begun to type there stays.
    if (auto* open = findChild<LogTimeDialog*>(); open != nullptr && open->isVisible()) {
        open->present();
        return;
    }
    domain::LogReader reader(*m_controller.store());
    const domain::LogSpan& span = reader.pin();
    domain::LogTime newest = span.readEnd > span.first ? reader.time(span.readEnd - 1) : domain::LogTime();
    reader.unpin();
    if (!newest.known() && m_clock != nullptr)
        newest = {m_clock->now().utcMs};
    const LogZone zone = m_table->zone() == LogZone::Local ? LogZone::Local : LogZone::Utc;
    const domain::LogFilter& filter = m_filter->filter();
    auto* dialog = new LogTimeDialog(filter.from, filter.until, newest, zone, this);
    connect(dialog, &LogTimeDialog::chosen, this, &LogPane::setTimeWindow);
    dialog->present();
}

void LogPane::showErrors()
{
    if (!isVisible())
        return;
    if (m_clock != nullptr)
        m_errors->setText(logErrorText(m_controller.errors(), m_clock->now().utcMs, m_table->zone()));
    QStringList notes;
    if (const QString skew = logSkewText(*m_controller.store()); !skew.isEmpty())
        notes << tr("%1. Lines stand by the engine's.").arg(skew);
    if (const QString back = m_inOrderOfArrival ? logBackStepsText(m_controller.backSteps()) : QString();
        !back.isEmpty())
        notes << back;
    m_skew->setText(notes.join(QLatin1Char(' ')));
    m_skew->setVisible(!notes.isEmpty());
}

void LogPane::goToFind(int direction)
{
    if (m_finds.count() == 0)
        return;
    const QModelIndex current = m_table->currentIndex();
    const auto seq = current.isValid() ? m_model.seqAt(current.row()) : m_model.seqAt(m_table->firstVisibleRow());
    const auto head = seq && current.isValid() ? headOf(*seq) : seq;
    const bool here = head && current.isValid() && m_finds.contains(*head);
    if (here && stepInFold(*head, *seq, direction))
        return;
    qint64 place = head ? m_finds.lowerBound(*head) : 0;
    if (direction > 0)
        place += here ? 1 : 0;
    else if (!here || *seq == *head || !m_foldFinds.lines.empty())
        --place;
    // Around the end. One that has left the table, or is not in it yet, is passed over.
    for (qint64 tried = 0; tried < m_finds.count(); ++tried, place += direction) {
        place = (place % m_finds.count() + m_finds.count()) % m_finds.count();
        if (m_model.rowOf(m_finds.at(place)) >= 0) {
            goToFindIn(m_finds.at(place), direction);
            return;
        }
    }
}

// The line that it continues, while it is held; itself else.
domain::LogSeq LogPane::headOf(domain::LogSeq seq) const
{
    domain::LogReader reader(*m_controller.store());
    const domain::LogSpan& span = reader.pin();
    return seq >= span.first && seq < span.readEnd ? reader.headOf(seq) : seq;
}

// Which lines of a record have what is looked for. None are known for a regular expression.
void LogPane::lookIntoFold(domain::LogSeq head)
{
    domain::LogReader reader(*m_controller.store());
    const domain::LogSpan& span = reader.pin();
    m_foldFinds = {head, {}};
    if (m_controller.find() && head >= span.first && head < span.readEnd)
        m_foldFinds.lines = foldLinesWith(reader, head, *m_controller.find());
}

// To the next of the lines of an open record that have what is looked for. False: there is none further on.
bool LogPane::stepInFold(domain::LogSeq head, domain::LogSeq from, int direction)
{
    m_foldFinds = {head, {}};
    if (!m_model.isOpen(head))
        return false;
    lookIntoFold(head);
    const auto& lines = m_foldFinds.lines;
    const auto at = direction > 0 ? std::upper_bound(lines.begin(), lines.end(), from)
                                  : std::lower_bound(lines.begin(), lines.end(), from);
    if (at == (direction > 0 ? lines.end() : lines.begin()))
        return false;
    const int row = m_model.rowOf(direction > 0 ? *at : *std::prev(at));
    m_table->goTo(row);
    return row >= 0;
}

// What was looked for may stand in a line that is folded away: it is shown, and gone to. A text that is found in the
// head as well needs no more; for a regular expression, which is not tried here, the fold is opened.
void LogPane::goToFindIn(domain::LogSeq head, int direction)
{
    lookIntoFold(head);
    const auto& lines = m_foldFinds.lines;
    if (lines.empty() || lines.front() != head)
        m_table->setOpen(m_model.rowOf(head), true);
    int row = m_model.rowOf(head);
    if (!lines.empty() && m_model.isOpen(head))
        row = std::max(row, m_model.rowOf(direction > 0 ? lines.front() : lines.back()));
    m_table->goTo(row);
    showFinds();
}

// By the lines that were counted there: times may be in any order. They may be filtered out, or no longer held.
void LogPane::jumpTo(domain::LogTime time)
{
    const domain::LogHistogram& counted = m_controller.histogram();
    if (counted.empty() || m_model.rowCount() == 0)
        return;
    int bucket = counted.bucketOf(time);
    while (counted.at(bucket).all() == 0 && bucket < counted.last())
        ++bucket;
    const int row = std::min(m_model.rowAtOrAfter(counted.at(bucket).firstSeq), m_model.rowCount() - 1);
    m_table->goTo(row);
    const QVariant at = m_model.index(row, 0).data(models::LogTableModel::TimeRole);
    const bool isThere =
        at.isValid() && at.toLongLong() >= time.utcMs && at.toLongLong() < time.utcMs + counted.widthMs();
    m_note = isThere ? QString() : tr("no line from then is shown: the one that follows is chosen");
    showState();
}

void LogPane::pin()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const bool done = m_pins->toggle(m_model, current.row());
    m_note = done ? QString() : tr("not pinned: %1 lines are the most, and only lines can be").arg(LogPins::mostPins);
    showState();
}

void LogPane::goToPin(domain::LogSeq seq)
{
    const int row = m_model.rowOf(seq);
    if (row >= 0)
        m_table->goTo(row);
    m_note = row >= 0 ? QString() : tr("the pinned line is not among those shown");
    showState();
}

} // namespace ops::ui
