#include "ui/alarms/alarm_bar.h"

#include "ui/alarms/alarm_row.h"
#include "ui/common/tokens.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ops::ui {

AlarmBar::AlarmBar(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
    , m_more(new Label({}, Type::Caption, Tone::Muted, this))
    , m_news([this] { rebuild(); }, this)
{
    setObjectName(QStringLiteral("alarmBar"));
    m_more->setObjectName(QStringLiteral("alarmMore"));
    m_more->setContentsMargins(space::l, space::xs, space::l, space::xs);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_more);
    connect(&m_context.alarms, &app::AlarmController::changed, &m_news, &Coalescer::request);
    rebuild();
}

void AlarmBar::rebuild()
{
    const auto& alarms = m_context.alarms.alarms();
    const auto shown = qMin<size_t>(alarms.size(), mostRows);
    // Rows that stay are kept: a button must not vanish under a finger because another alarm came.
    QVector<AlarmRow*> rows;
    for (size_t i = 0; i < shown; ++i) {
        const app::Alarm& alarm = alarms.at(i);
        const auto known = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                        [&](const AlarmRow* row) { return row->alarmId() == alarm.id; });
        if (known != m_rows.cend()) {
            rows.append(*known);
            m_rows.erase(known);
            continue;
        }
        const bool hasCommand = !alarm.command.id.isNull();
        auto* row = new AlarmRow(alarm, hasCommand ? m_context.commands.cliLine(alarm.command) : QString(), this);
        connect(row, &AlarmRow::sendAgainRequested, this, [this, kind = alarm.command.kind] { sendAgain(kind); });
        connect(row, &AlarmRow::acknowledged, this, [this](quint64 id) {
            m_context.alarms.acknowledge(id);
            m_news.flush(); // what was acknowledged is gone before the next click
        });
        rows.append(row);
    }
    for (AlarmRow* gone : std::as_const(m_rows)) {
        gone->hide();
        gone->deleteLater(); // it may be the sender of the click that ended it
    }
    m_rows = rows;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_column->removeWidget(m_rows.at(i));
        m_column->insertWidget(static_cast<int>(i), m_rows.at(i));
    }
    const int more = static_cast<int>(alarms.size() - shown);
    m_more->setText(tr("%n more alarm(s): acknowledge these to see them.", nullptr, more));
    m_more->setVisible(more > 0);
    setVisible(!alarms.empty());
}

void AlarmBar::sendAgain(domain::CommandKind kind)
{
    // Opens the guard or the dialog; sending takes the second act (rules H2, H11).
    if (kind == domain::CommandKind::SoftHalt)
        Q_EMIT softHaltRequested();
    else
        m_context.guard.lift();
}

} // namespace ops::ui
