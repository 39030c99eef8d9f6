#include "domain/log/log_reader.h"
#include "ui/common/describe.h"
#include "ui/common/label.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_filter_text.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/logs/log_term_edit.h"

#include <QLocale>
#include <QPushButton>

#include <algorithm>

// What the pane says of what it shows.
namespace ops::ui {
namespace {

// Well under a frame's time, whatever the lines are.
constexpr qint64 foldRowsAtATime = 100'000;

} // namespace

void LogPane::showState()
{
    QStringList problems;
    for (const base::Error& error : m_controller.sourceProblems())
        problems << describeWithAct(error);
    const auto& filterProblem = m_controller.filterProblem();
    const auto& findProblem = m_controller.findProblem();
    if (m_controller.showsFilterBefore())
        problems << tr("The filter cannot be understood: %1").arg(filterProblem->detail)
                 << tr("The lines shown are still those of the filter before: %1.")
                        .arg(logFilterText(m_controller.filter()));
    else if (filterProblem)
        problems << tr("The filter is too slow and was stopped. What is shown matches, but there may be more.");
    if (findProblem)
        problems << (findProblem->code == base::ErrorCode::TimedOut
                         ? tr("The search is too slow and was stopped. There may be more places.")
                         : tr("What to find cannot be understood: %1").arg(findProblem->detail));
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
    m_filter->setProblem(filterProblem);
    m_find->setProblem(findProblem ? findProblem->detail : QString());

    domain::LogReader reader(*m_controller.store());
    const domain::LogSpan span = reader.pin();
    reader.unpin();
    QStringList facts = shownFacts(span.rows());
    if (m_controller.searching()) {
        facts << tr("filtering…");
    } else {
        m_table->letGoOfPlace();
        m_wanted.reset(); // it is not shown
    }
    if (!m_controller.ended())
        facts << (span.readEnd < span.end ? tr("reading…") : tr("waiting for more"));
    else if (span.rows() > 0 && m_controller.sourceProblems().empty())
        facts << tr("read to the end");
    if (m_controller.store()->moreServices())
        facts << tr("only the first %1 services are told apart; lines of others show no service")
                     .arg(locale().toString(domain::maxLogServices));
    if (!m_note.isEmpty())
        facts << m_note;
    m_count->setText(facts.join(QStringLiteral(" · ")));
    showEmptyText();
    showFinds();
    showFollowing();
}

// Lines that are folded away under those that are shown are neither filtered out nor lost.
QStringList LogPane::shownFacts(qint64 rows)
{
    const bool counted = m_controller.searching() || m_model.countFolded(foldRowsAtATime);
    if (!counted)
        m_countFolds.start();
    const qint64 folded = m_model.foldedCount();
    const QString shown = locale().toString(m_model.rowCount() - m_model.gapRows() + folded);
    const QString all = locale().toString(rows);
    QStringList facts;
    facts << (folded > 0 ? tr("%1 of %2 lines shown, %3 of them folded away").arg(shown, all, locale().toString(folded))
                         : tr("%1 of %2 lines shown").arg(shown, all));
    if (!counted)
        facts << tr("counting folded lines…");
    if (m_controller.showsFilterBefore())
        facts << tr("by the filter before, not by what is typed");
    return facts;
}

void LogPane::showEmptyText()
{
    domain::LogReader reader(*m_controller.store());
    const qint64 rows = reader.pin().rows();
    reader.unpin();
    if (rows == 0 && !m_controller.sourceProblems().empty() && m_controller.ended())
        m_table->setEmptyText(tr("Nothing could be read. The reason stands above."));
    else if (rows == 0 && !m_emptyReason.isEmpty())
        m_table->setEmptyText(m_emptyReason);
    else if (rows == 0)
        m_table->setEmptyText(m_controller.ended() ? tr("The log is empty: it has no line.")
                                                   : tr("No line has come yet."));
    else if (m_controller.searching() || (!m_controller.searchedAll() && !m_controller.filterProblem()))
        m_table->setEmptyText(tr("Looking through %1 lines…").arg(locale().toString(rows)));
    else if (m_controller.showsFilterBefore())
        m_table->setEmptyText(tr("None of %1 lines matches the filter before: %2. What is typed cannot be understood.")
                                  .arg(locale().toString(rows), logFilterText(m_controller.filter())));
    else if (m_controller.filterProblem())
        m_table->setEmptyText(tr("The filter is too slow and was stopped before it had looked at all %1 lines. None "
                                 "that it looked at matches, but others may.")
                                  .arg(locale().toString(rows)));
    else
        m_table->setEmptyText(
            tr("None of %1 lines matches. “Show all” brings them back.").arg(locale().toString(rows)));
}

void LogPane::showFinds()
{
    const bool looking = m_controller.find().has_value();
    const qint64 count = m_finds.count();
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    if (!looking) {
        m_findCount->setText({});
    } else if (m_controller.findProblem()) {
        m_findCount->setText(tr("not found out"));
    } else {
        const QModelIndex current = m_table->currentIndex();
        const auto seq = current.isValid() ? m_model.seqAt(current.row()) : std::nullopt;
        const QString all = locale().toString(count) + (m_controller.finding() ? QStringLiteral("…") : QString());
        m_findCount->setText(seq ? findPlaceText(*seq, all) : tr("%1 found").arg(all));
    }
    m_table->viewport()->update();
}

// A record counts once, however many of its lines have what is looked for; those are counted where it was gone to.
QString LogPane::findPlaceText(domain::LogSeq seq, const QString& all) const
{
    const domain::LogSeq head = headOf(seq);
    if (!m_finds.contains(head))
        return tr("%1 found").arg(all);
    const QString place = locale().toString(m_finds.lowerBound(head) + 1);
    const auto& lines = m_foldFinds.lines;
    const auto line = std::lower_bound(lines.begin(), lines.end(), seq);
    if (m_foldFinds.head != head || lines.size() < 2 || line == lines.end() || *line != seq)
        return tr("%1 of %2").arg(place, all);
    return tr("%1 of %2, line %3 of %4 in it")
        .arg(place, all, locale().toString(std::distance(lines.begin(), line) + 1), locale().toString(lines.size()));
}

} // namespace ops::ui
