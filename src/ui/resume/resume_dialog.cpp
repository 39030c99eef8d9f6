#include "ui/resume/resume_dialog.h"

#include "ui/common/describe.h"
#include "ui/common/dialog_button.h"
#include "ui/common/environment_band.h"
#include "ui/common/halt_text.h"
#include "ui/common/tokens.h"
#include "ui/halt/command_facts.h"
#include "ui/halt/command_record.h"
#include "ui/halt/reason_picker.h"
#include "ui/resume/gate_list.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLineEdit>

#include <algorithm>
#include <chrono>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds ageTime{250};
constexpr int dialogWidth = 860;

} // namespace

ResumeDialog::ResumeDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_head(new DialogHead(context.session.environment, tr("Resume trading (OPEN)"), this))
    , m_before(new QWidget(this))
    , m_halt(wrappingLabel({}, Type::Strong, Tone::Normal, m_before))
    , m_state(wrappingLabel({}, Type::Body, Tone::Muted, m_before))
    , m_gates(new GateList(m_before))
    , m_facts(new CommandFacts(context, domain::CommandKind::Resume, m_before))
    , m_reasons(new ReasonPicker(context.session.runbook.reasonChips(domain::TradingState::Open), m_before))
    , m_typed(new QLineEdit(m_before))
    , m_refused(wrappingLabel({}, Type::Strong, Tone::Halt, m_before))
    , m_record(new CommandRecord(context, this))
    , m_hint(wrappingLabel({}, Type::Caption, Tone::Muted, this))
{
    setObjectName(QStringLiteral("resumeDialog"));
    setWindowTitle(tr("Resume trading — %1").arg(environmentText(context.session.environment)));
    m_halt->setObjectName(QStringLiteral("resumeHalt"));
    m_state->setObjectName(QStringLiteral("resumeState"));
    m_refused->setObjectName(QStringLiteral("resumeRefused"));
    m_typed->setObjectName(QStringLiteral("resumeTyped"));
    const QString& name = context.session.environment.name;
    m_typed->setAccessibleName(tr("Type the environment's name: %1").arg(name));
    m_typed->setPlaceholderText(name);
    m_typed->setFont(fixedFont());
    m_hint->setObjectName(QStringLiteral("resumeHint"));

    auto* before = new QVBoxLayout(m_before);
    before->setContentsMargins(0, 0, 0, 0);
    before->setSpacing(space::m);
    auto* why = new QVBoxLayout;
    why->setSpacing(2);
    why->addWidget(m_halt);
    why->addWidget(m_state);
    before->addLayout(why);
    before->addWidget(new Label(tr("What OPEN needs"), Type::CaptionStrong, Tone::Muted, m_before));
    before->addWidget(m_gates);
    before->addWidget(m_facts);
    before->addWidget(m_reasons);
    auto* typedLabel = new Label(tr("To confirm, type the environment's name"), Type::Caption, Tone::Muted, m_before);
    typedLabel->setBuddy(m_typed);
    before->addWidget(typedLabel);
    before->addWidget(m_typed);
    before->addWidget(m_refused);

    auto* foot = new DialogFoot(this);
    m_send = new DialogButton(tr("Send OPEN"), QStringLiteral("resumeSend"), foot);
    m_close = new DialogButton(tr("Cancel"), QStringLiteral("resumeCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    // On the right: the other end of the dialog than a halt's second act (rule R1).
    acts->addWidget(m_close);
    acts->addWidget(m_hint, 1);
    acts->addWidget(m_send);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->addWidget(m_before);
    body->addWidget(m_record);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(body, 1);
    column->addWidget(foot);

    m_ages.setInterval(ageTime);
    connect(&m_ages, &QTimer::timeout, this, &ResumeDialog::refresh);
    connect(m_typed, &QLineEdit::textChanged, this, [this] {
        m_refused->hide();
        refresh();
    });
    connect(m_reasons, &ReasonPicker::reasonChanged, m_facts, &CommandFacts::setReason);
    connect(m_record, &CommandRecord::headlineChanged, this,
            [this] { m_head->setStatus(m_record->headline(), m_record->headlineTone()); });
    connect(&m_context.commands, &app::CommandController::laddersChanged, this, &ResumeDialog::refresh);
    connect(m_send, &QPushButton::clicked, this, &ResumeDialog::send);
    connect(m_close, &QPushButton::clicked, this, &ResumeDialog::reject);
}

void ResumeDialog::open()
{
    if (!isVisible()) {
        m_typed->clear();
        m_reasons->reset();
        m_facts->setReason(m_reasons->reason());
        m_refused->hide();
        m_before->show();
        m_record->hide();
        m_send->show();
        m_close->setText(tr("Cancel"));
        m_head->setStatus(tr("Esc closes"), Tone::Muted);
        refresh();
        m_close->setFocus(Qt::OtherFocusReason);
        fit(dialogWidth);
    }
    present();
    m_ages.start(); // after it: present() may have to hide it for a moment
}

void ResumeDialog::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) // minimised is not closed
        m_ages.stop();
    OpsDialog::hideEvent(event);
}

void ResumeDialog::refresh()
{
    const base::Instant now = m_context.now();
    if (!m_before->isVisibleTo(this)) {
        m_record->refresh();
        growToFit();
        return;
    }
    const domain::StateView view = m_context.states.view();
    const auto& halt = m_context.states.watch().lastHalt;
    const QString reason = lastHaltReason(halt);
    const QString who = lastHaltText(halt, m_context.session.actor, now);
    m_halt->setText(reason.isEmpty() ? who : who + QLatin1Char('\n') + reason);
    m_state->setText(tr("Trading state now: %1. %2").arg(domain::tradingStateWord(view.shown), describe(view, now)));
    const auto gates = m_context.commands.resumeGates(m_typed->text());
    m_gates->setGates(gates, m_context.session.environment.name, now);
    m_facts->refresh();
    const auto unmet = std::count_if(gates.begin(), gates.end(),
                                     [](const domain::ResumeGate& gate) { return gate.blocking && !gate.met; });
    m_send->setEnabled(unmet == 0);
    m_hint->setText(unmet == 0 ? tr("OPEN is recorded first, then sent.")
                               : tr("%n thing(s) above stand in the way.", nullptr, static_cast<int>(unmet)));
    growToFit();
}

void ResumeDialog::send()
{
    const auto sent = m_context.commands.requestResume(m_reasons->reason(), m_typed->text());
    if (!sent) {
        m_refused->setText(tr("Not sent.") + QLatin1Char(' ') + describe(sent.error()));
        m_refused->show();
        refresh();
        return;
    }
    m_before->hide();
    m_send->hide();
    m_record->show();
    m_hint->setText({});
    m_close->setText(tr("Close"));
    m_record->setCommand(*sent);
    m_close->setFocus(Qt::OtherFocusReason);
    fit(dialogWidth);
}

} // namespace ops::ui
