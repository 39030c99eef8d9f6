#include "ui/logs/log_more_button.h"

#include "ui/logs/log_table.h"

namespace ops::ui {

using models::LogColumn;
using What = app::LogExportController::What;

LogMoreButton::LogMoreButton(LogTable& table, QWidget* parent)
    : QPushButton(tr("More"), parent)
    , m_table(table)
    , m_menu(this)
    , m_columns(tr("Columns"), &m_menu)
    , m_older(tr("Load older lines since"), &m_menu)
    , m_end(new QAction(&m_menu))
{
    setObjectName(QStringLiteral("logMore"));
    setAccessibleName(tr("More: pins, time window, columns, highlights, export"));
    setAutoDefault(false);
    m_menu.setObjectName(QStringLiteral("logMoreMenu"));
    setMenu(&m_menu);
    QAction* pin = m_menu.addAction(tr("Pin or unpin the chosen line"));
    pin->setObjectName(QStringLiteral("logPin"));
    pin->setShortcut(Qt::Key_P);
    pin->setShortcutContext(Qt::WidgetShortcut); // the table's own key; here it is only said
    connect(pin, &QAction::triggered, this, &LogMoreButton::pinRequested);
    QAction* window = m_menu.addAction(tr("Time window…"));
    window->setObjectName(QStringLiteral("logTimeWindow"));
    window->setShortcut(Qt::CTRL | Qt::Key_T);
    window->setShortcutContext(Qt::WidgetShortcut); // the pane's own key; here it is only said
    connect(window, &QAction::triggered, this, &LogMoreButton::timeWindowRequested);
    m_menu.addMenu(&m_columns);
    addColumns();
    m_end->setSeparator(true);
    m_menu.addAction(m_end);
}

void LogMoreButton::addColumns()
{
    for (const LogColumn column : {LogColumn::TimeUtc, LogColumn::Level, LogColumn::Service, LogColumn::Channel}) {
        const int number = static_cast<int>(column);
        QAction* action = m_columns.addAction(QString());
        action->setObjectName(QStringLiteral("logColumn.%1").arg(number));
        action->setCheckable(true);
        connect(action, &QAction::toggled, &m_table,
                [this, number](bool shown) { m_table.setColumnHidden(number, !shown); });
        // The heading of the times has their zone, which changes.
        connect(&m_columns, &QMenu::aboutToShow, action, [this, action, number] {
            action->setText(m_table.model()->headerData(number, Qt::Horizontal).toString());
            action->setChecked(!m_table.isColumnHidden(number));
        });
    }
}

void LogMoreButton::offerHighlights()
{
    auto* highlights = new QAction(tr("Highlights…"), &m_menu);
    highlights->setObjectName(QStringLiteral("logHighlights"));
    m_menu.insertAction(m_end, highlights);
    connect(highlights, &QAction::triggered, this, &LogMoreButton::highlightsRequested);
}

void LogMoreButton::offerOlder()
{
    using namespace std::chrono_literals;
    const std::pair<QString, std::optional<std::chrono::minutes>> spans[] = {
        {tr("10 minutes ago"), 10min},    {tr("1 hour ago"), 60min},           {tr("6 hours ago"), 6 * 60min},
        {tr("24 hours ago"), 24 * 60min}, {tr("The beginning"), std::nullopt},
    };
    for (const auto& [text, back] : spans) {
        QAction* action = m_older.addAction(text);
        action->setObjectName(QStringLiteral("logOlder.%1").arg(back ? back->count() : 0));
        connect(action, &QAction::triggered, this, [this, back = back] { Q_EMIT olderRequested(back); });
    }
    m_menu.insertMenu(m_end, &m_older);
}

void LogMoreButton::offerExport()
{
    QAction* shown = m_menu.addAction(tr("Export the lines shown…"));
    shown->setObjectName(QStringLiteral("logExportShown"));
    shown->setShortcut(QKeySequence(QKeySequence::Save));
    shown->setShortcutContext(Qt::WidgetShortcut); // the pane's own key; here it is only said
    QAction* all = m_menu.addAction(tr("Export all lines…"));
    all->setObjectName(QStringLiteral("logExportAll"));
    connect(shown, &QAction::triggered, this, [this] { Q_EMIT exportRequested(What::Shown); });
    connect(all, &QAction::triggered, this, [this] { Q_EMIT exportRequested(What::Everything); });
}

} // namespace ops::ui
