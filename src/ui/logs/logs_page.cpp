#include "ui/logs/logs_page.h"

#include "ui/common/tokens.h"
#include "ui/logs/log_follow_text.h"
#include "ui/logs/log_history_row.h"
#include "ui/logs/log_more_button.h"
#include "ui/logs/log_pane.h"
#include "ui/logs/log_table.h"
#include "ui/services/engine_bar.h"

#include <QScrollBar>
#include <QShowEvent>
#include <QVBoxLayout>

namespace ops::ui {

LogsPage::LogsPage(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_engines(new EngineBar(this))
    , m_pane(new LogPane(*context.logView, {}, this))
{
    setObjectName(QStringLiteral("page.logs"));
    m_pane->setTools(context.logTools);
    m_engines->setContentsMargins(space::xl, space::l, space::xl, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_engines);
    column->addWidget(m_pane, 1);
    if (m_context.logHistory != nullptr) {
        new LogHistoryRow(m_pane->table(), m_pane->lines(), *m_context.logHistory);
        m_pane->more().offerOlder();
        connect(&m_pane->more(), &LogMoreButton::olderRequested, this, &LogsPage::loadOlder);
    }
    connect(m_context.logFollow, &app::LogFollowController::changed, this, &LogsPage::showFollowed);
    showFollowed();
}

void LogsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (event->spontaneous())
        return;
    if (!m_context.logFollow->started()) {
        m_context.logView->start();
        m_context.logFollow->start();
    }
    refresh();
}

void LogsPage::loadOlder(std::optional<std::chrono::minutes> back)
{
    constexpr domain::LogTime beginning{0};
    const auto since = [&] {
        return domain::LogTime{m_context.now().utcMs - std::chrono::milliseconds(*back).count()};
    };
    m_pane->table().setFollowing(false);
    m_pane->table().verticalScrollBar()->setValue(0); // where they come, and where it is said how far they are
    m_context.logHistory->loadSince(back ? since() : beginning);
}

void LogsPage::refresh()
{
    std::vector<EngineNotice> notices;
    const auto engines = m_context.logFollow->engines();
    for (const domain::EngineStatus& engine : engines)
        if (const EngineNotice notice = engineNotice(engine, m_context.now()); !notice.text.isEmpty())
            notices.push_back(notice);
    if (const EngineNotice notice = simulatedNotice(engines); !notice.text.isEmpty())
        notices.push_back(notice);
    if (engines.empty())
        notices.push_back({domain::LevelGrade::Degraded,
                           tr("This environment names no command host: its containers' logs cannot be reached."),
                           tr("Add \"hosts\" to its file (see the help). A saved log opens with "
                              "titan-ops-console --logs FILE.")});
    m_engines->setNotices(notices);
}

void LogsPage::showFollowed()
{
    const auto followed = m_context.logFollow->followed();
    m_pane->setWhat(logFollowText(followed));
    m_pane->setEmptyReason(noLinesText(followed, m_context.logFollow->engines()));
    refresh();
}

} // namespace ops::ui
