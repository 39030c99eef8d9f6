#include "ui/logs/log_saved_filters.h"

#include "ui/common/describe.h"
#include "ui/common/plain_tip.h"
#include "ui/logs/log_filter_name_dialog.h"

namespace ops::ui {
namespace {

// An ampersand is an ampersand, not a mnemonic (rule G7).
QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

LogSavedFilters::LogSavedFilters(app::LogAidsController& controller,
                                 std::function<std::optional<domain::LogFilter>()> present, QWidget* parent)
    : QPushButton(tr("Filters"), parent)
    , m_controller(controller)
    , m_present(std::move(present))
    , m_menu(this)
    , m_removal(tr("Delete"), &m_menu)
{
    setObjectName(QStringLiteral("logSavedFilters"));
    setToolTip(tr("Your own filters: put one back, or save the present one"));
    setAutoDefault(false);
    setMenu(&m_menu);
    m_menu.setObjectName(QStringLiteral("logSavedFiltersMenu"));
    m_menu.setToolTipsVisible(true);
    // What can be kept changes with the filter, and another console may have changed the file.
    connect(&m_menu, &QMenu::aboutToShow, this, [this] {
        m_controller.reload();
        fill();
    });
    fill();
}

void LogSavedFilters::fill()
{
    m_menu.clear();
    m_removal.clear();
    for (const domain::NamedLogFilter& named : m_controller.filters()) {
        QAction* choose = m_menu.addAction(menuText(named.name));
        choose->setData(named.name);
        connect(choose, &QAction::triggered, this, [this, filter = named.filter] { Q_EMIT chosen(filter); });
        QAction* remove = m_removal.addAction(menuText(named.name));
        connect(remove, &QAction::triggered, this, [this, name = named.name] { m_controller.removeFilter(name); });
    }
    if (m_controller.filters().empty())
        m_menu.addAction(tr("None saved yet"))->setEnabled(false);
    if (m_controller.problem()) {
        QAction* problem = m_menu.addAction(m_controller.isUnsaved() ? tr("The last change was not saved")
                                                                     : tr("The file of saved filters cannot be used"));
        problem->setToolTip(plainTip(describeWithAct(*m_controller.problem())));
        problem->setEnabled(false);
    }
    m_menu.addSeparator();
    QAction* keep = m_menu.addAction(tr("Save this filter…"));
    keep->setObjectName(QStringLiteral("logFilterSave"));
    std::optional<domain::LogFilter> present = m_present();
    if (present) {
        present->from = {};
        present->until = {};
    }
    keep->setEnabled(present && !present->acceptsEverything());
    connect(keep, &QAction::triggered, this, &LogSavedFilters::askName);
    if (!m_controller.filters().empty())
        m_menu.addMenu(&m_removal);
}

void LogSavedFilters::askName()
{
    const auto present = m_present();
    if (!present)
        return;
    auto* dialog = new LogFilterNameDialog(m_controller, *present, this);
    dialog->present();
}

} // namespace ops::ui
