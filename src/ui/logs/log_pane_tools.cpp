#include "base/clock.h"
#include "ui/common/label.h"
#include "ui/logs/log_detail.h"
#include "ui/logs/log_error_text.h"
#include "ui/logs/log_export_bar.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_highlight_dialog.h"
#include "ui/logs/log_more_button.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_pins.h"
#include "ui/logs/log_repeats_row.h"
#include "ui/logs/log_saved_filters.h"
#include "ui/logs/log_table.h"

#include <QComboBox>
#include <QVBoxLayout>

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
            *tools.aids, [this] { return m_filter->filter(); }, m_filter);
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
            domain::LogFilter filter = m_filter->filter();
            filter.include = {message};
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

void LogPane::showErrors()
{
    if (!isVisible())
        return;
    if (m_clock != nullptr)
        m_errors->setText(logErrorText(m_controller.errors(), m_clock->now().utcMs));
    const QString skew = logSkewText(*m_controller.store());
    m_skew->setText(skew.isEmpty() ? skew : tr("%1. Lines stand by the engine's.").arg(skew));
    m_skew->setVisible(!skew.isEmpty());
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
