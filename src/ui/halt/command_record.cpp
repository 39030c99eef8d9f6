#include "ui/halt/command_record.h"

#include "ui/common/age_text.h"
#include "ui/common/cell_delegate.h"
#include "ui/common/describe.h"
#include "ui/common/stays_open.h"
#include "ui/common/tokens.h"
#include "ui/halt/command_record_rows.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace ops::ui {
namespace {

constexpr int mostRows = 6;

MarkKind verdictMark(domain::LadderVerdict verdict)
{
    switch (verdict) {
    case domain::LadderVerdict::Applied:
    case domain::LadderVerdict::Quiet:
        return MarkKind::Ok;
    case domain::LadderVerdict::Pending:
        return MarkKind::Waiting;
    case domain::LadderVerdict::Cancelled:
        return MarkKind::None;
    default:
        return MarkKind::Alarm;
    }
}

} // namespace

CommandRecord::CommandRecord(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_mark(new Mark(MarkKind::None, this))
    , m_sentence(wrappingLabel({}, Type::Strong, Tone::Normal, this))
    , m_services({tr("Service"), tr("Received UTC"), tr("Applied UTC"), tr("State"), tr("Proof")})
    , m_table(new DataTable(QStringLiteral("effectTable"), tr("Effect by service"), this))
    , m_staysOpen(wrappingLabel({}, Type::Body, Tone::Normal, this))
    , m_ladder(new LadderView(this))
    , m_act(wrappingLabel({}, Type::Strong, Tone::Normal, this))
    , m_commandLine(new CopyField(tr("Command line"), this))
{
    m_sentence->setObjectName(QStringLiteral("record.sentence"));
    m_staysOpen->setObjectName(QStringLiteral("record.staysOpen"));
    m_act->setObjectName(QStringLiteral("record.act"));
    m_commandLine->nameParts(QStringLiteral("record.commandLine"));
    m_table->setModel(&m_services);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setColumnCharacters({22, 17, 17, 16, 0});
    m_table->setEmptyText(tr("No service has answered, and the runbook names none that must."));
    m_table->setFocusPolicy(Qt::NoFocus); // nothing in it can be acted on; Tab goes to the acts

    auto* head = new QHBoxLayout;
    head->setSpacing(space::s);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_sentence, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addLayout(head);
    column->addWidget(m_ladder);
    column->addWidget(m_table);
    column->addWidget(m_staysOpen);
    column->addWidget(m_act);
    column->addWidget(m_commandLine);

    connect(&m_context.commands, &app::CommandController::ladderChanged, this, [this](const base::CommandId& id) {
        if (id == m_id)
            refresh();
    });
}

void CommandRecord::setCommand(const base::CommandId& id)
{
    m_id = id;
    refresh();
}

QString CommandRecord::headline() const
{
    const domain::Ladder* ladder = m_context.commands.ladder(m_id);
    if (ladder == nullptr)
        return {};
    const QString word = domain::verdictWord(ladder->verdict());
    return ladder->command.attempt > 1 ? tr("%1, attempt %2").arg(word).arg(ladder->command.attempt) : word;
}

Tone CommandRecord::headlineTone() const
{
    const domain::Ladder* ladder = m_context.commands.ladder(m_id);
    return ladder != nullptr && domain::isAlarming(ladder->verdict()) ? Tone::Halt : Tone::Normal;
}

void CommandRecord::refresh()
{
    if (const domain::Ladder* ladder = m_context.commands.ladder(m_id))
        showLadder(*ladder);
}

void CommandRecord::showLadder(const domain::Ladder& ladder)
{
    const domain::LadderVerdict verdict = ladder.verdict();
    const domain::Command& command = ladder.command;
    m_mark->setKind(verdictMark(verdict));
    m_sentence->setTone(domain::isAlarming(verdict) ? Tone::Halt : Tone::Normal);
    QString sentence = describe(verdict, command.kind);
    if (ladder.sendError)
        sentence += QLatin1Char(' ') + describe(*ladder.sendError);
    if (ladder.unreadableReplies > 0)
        sentence +=
            QLatin1Char(' ') +
            tr("%n answer(s) could not be read: %1.", nullptr, ladder.unreadableReplies).arg(ladder.lastUnreadable);
    m_sentence->setText(sentence);
    m_services.setRows(effectRows(ladder));
    m_table->setFixedRows(qBound(1, m_services.rowCount(), mostRows));
    const bool stop = domain::isStopKind(command.kind);
    m_staysOpen->setVisible(stop);
    if (stop) {
        QString stays =
            staysOpenText(m_context.session.runbook.halt.doesNot, m_context.states.exposure(), m_context.now());
        if (ladder.activitySince > 0 && ladder.lastActivityAt)
            stays += QLatin1Char(' ') +
                     tr("%n order(s) or fill(s) seen since SENT, the last %1.", nullptr, ladder.activitySince)
                         .arg(utcText(*ladder.lastActivityAt));
        m_staysOpen->setText(stays);
    }
    m_ladder->setLadder(ladder);
    const QString act = nextAct(verdict, command.kind);
    m_act->setVisible(!act.isEmpty());
    m_act->setText(act.isEmpty() ? QString() : tr("Now: %1").arg(act));
    m_commandLine->setText(m_context.commands.cliLine(command));
    Q_EMIT headlineChanged();
}

} // namespace ops::ui
