#include "ui/window/status_strip.h"

#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>

namespace ops::ui {
namespace {

QString rungDot(domain::RungPhase phase)
{
    switch (phase) {
    case domain::RungPhase::Reached:
        return QStringLiteral("●");
    case domain::RungPhase::Partly:
        return QStringLiteral("◐");
    case domain::RungPhase::Failed:
        return QStringLiteral("■");
    case domain::RungPhase::Missed:
        return QStringLiteral("▲");
    case domain::RungPhase::Waiting:
    case domain::RungPhase::NotApplicable:
        break;
    }
    return QStringLiteral("○");
}

QString rungsText(const domain::Ladder& ladder)
{
    QStringList parts;
    for (const domain::Rung rung : domain::allRungs) {
        const domain::RungPhase phase = ladder.rung(rung).phase;
        if (rung == domain::Rung::Prepared || phase == domain::RungPhase::NotApplicable)
            continue;
        parts << rungDot(phase) + QLatin1Char(' ') + rungText(ladder, rung);
    }
    return parts.join(QStringLiteral("   "));
}

} // namespace

StatusStrip::StatusStrip(const WindowContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_command(new ElidedLabel(Type::CaptionStrong, Tone::Normal, this))
    , m_rungs(new ElidedLabel(Type::Caption, Tone::Normal, this))
    , m_journal(new ElidedLabel(Type::Caption, Tone::Muted, this))
    , m_commandNews([this] { showCommand(); }, this)
{
    setObjectName(QStringLiteral("statusStrip"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_command->setObjectName(QStringLiteral("status.command"));
    m_rungs->setObjectName(QStringLiteral("status.rungs"));
    m_rungs->setElideMode(Qt::ElideRight);
    m_journal->setObjectName(QStringLiteral("status.journal"));
    m_journal->setElideMode(Qt::ElideRight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::xs + 1, space::l, space::xs + 1);
    row->setSpacing(space::m);
    row->addWidget(new Label(tr("last command"), Type::Caption, Tone::Muted, this));
    row->addWidget(m_command);
    row->addWidget(m_rungs);
    row->addStretch(1);
    row->addWidget(m_journal);
    connect(&m_context.commands, &app::CommandController::laddersChanged, &m_commandNews, &Coalescer::request);
    connect(&m_context.states, &app::TradingStateController::commandSeen, &m_commandNews, &Coalescer::request);
    connect(&m_context.journal, &app::JournalPort::statusChanged, this, &StatusStrip::showJournal);
    m_journal->setText(tr("journal: not opened yet"));
    showCommand();
}

void StatusStrip::showCommand()
{
    const auto& ladders = m_context.commands.ladders();
    const auto& seen = m_context.states.watch().lastCommand;
    const bool foreignIsNewer =
        seen && !seen->ours && (ladders.empty() || seen->at.monoNs > ladders.front().command.decidedAt.monoNs);
    if (foreignIsNewer) {
        const QString who = seen->sender.isEmpty() ? tr("somebody who gave no name") : seen->sender;
        m_command->setText(tr("%1 by %2").arg(seen->stateWord, who));
        m_command->setTone(Tone::Normal);
        // One that was only read back says when it was sent, not when this console learned of it.
        m_rungs->setText(
            seen->sentUtcMs
                ? tr("stored %1 UTC, before this session").arg(base::utcStampText(*seen->sentUtcMs).chopped(1))
                : tr("seen %1, not sent here").arg(utcText(seen->at)));
        return;
    }
    if (ladders.empty()) {
        m_command->setText(tr("none in this session"));
        m_rungs->setText({});
        return;
    }
    const domain::Ladder& ladder = ladders.front();
    const domain::Command& command = ladder.command;
    QString text = domain::commandWord(command.kind) + QLatin1Char(' ') + command.id.shortText();
    if (command.attempt > 1)
        text += QLatin1Char(' ') + tr("attempt %1").arg(command.attempt);
    m_command->setText(tr("%1 by %2: %3").arg(text, command.actor, domain::verdictWord(ladder.verdict())));
    m_command->setTone(domain::isAlarming(ladder.verdict()) ? Tone::Halt : Tone::Normal);
    m_rungs->setText(rungsText(ladder));
}

void StatusStrip::showJournal(const app::JournalStatus& status)
{
    if (status.writable && !status.error) {
        m_journal->setTone(Tone::Muted);
        m_journal->setText(tr("journal #%1").arg(status.lastSequence));
        return;
    }
    m_journal->setTone(Tone::Halt);
    const QString why = status.error ? describe(*status.error) : tr("It cannot be written.");
    m_journal->setText(status.waiting > 0
                           ? tr("▲ journal: %n record(s) waiting.", nullptr, status.waiting) + QLatin1Char(' ') + why
                           : tr("▲ journal:") + QLatin1Char(' ') + why);
}

} // namespace ops::ui
