#include "ui/halt/guard_dialog.h"

#include "ui/common/dialog_button.h"
#include "ui/common/environment_band.h"
#include "ui/common/tokens.h"
#include "ui/halt/command_facts.h"
#include "ui/halt/command_record.h"
#include "ui/halt/hold_button.h"
#include "ui/halt/reason_picker.h"

#include <QEvent>
#include <QHBoxLayout>

#include <chrono>

namespace ops::ui {
namespace {

using domain::GuardPhase;
using namespace std::chrono_literals;

constexpr auto frameTime = 16ms;
constexpr auto ageTime = 250ms;
constexpr int dialogWidth = 860;

} // namespace

GuardDialog::GuardDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_head(new DialogHead(context.session.environment, tr("HARD HALT"), this))
    , m_facts(new CommandFacts(context, domain::CommandKind::HardHalt, this))
    , m_reasons(new ReasonPicker(context.session.runbook.reasonChips(domain::TradingState::HardHalt), this))
    , m_record(new CommandRecord(context, this))
    , m_hold(new HoldButton(this))
    , m_hint(wrappingLabel({}, Type::Caption, Tone::Muted, this))
{
    setObjectName(QStringLiteral("guardDialog"));
    setWindowTitle(tr("HARD HALT — %1").arg(environmentText(context.session.environment)));
    m_hold->setObjectName(QStringLiteral("guardHold"));
    m_hold->setText(tr("HOLD 1 s TO HALT"));
    m_hint->setObjectName(QStringLiteral("guardHint"));

    auto* foot = new DialogFoot(this);
    m_again = new DialogButton(tr("Send again…"), QStringLiteral("guardAgain"), foot);
    m_close = new DialogButton(tr("Cancel"), QStringLiteral("guardCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_hold);
    acts->addWidget(m_hint, 1);
    acts->addWidget(m_again); // not where the second act was: a late finger must not arm it anew
    acts->addWidget(m_close);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->setSpacing(space::l);
    body->addWidget(m_facts);
    body->addWidget(m_reasons);
    body->addWidget(m_record);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(body, 1);
    column->addWidget(foot);

    // From Cancel, where the focus starts, one Tab reaches the second act (rule H2).
    setTabOrder(m_close, m_hold);
    setTabOrder(m_hold, m_again);
    setTabOrder(m_again, m_reasons);

    m_frame.setInterval(frameTime);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_ages.setInterval(ageTime);
    connect(&m_frame, &QTimer::timeout, this, &GuardDialog::step);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_facts->refresh();
        m_record->refresh();
        growToFit();
    });
    auto& guard = m_context.guard;
    connect(&guard, &app::GuardController::lifted, this, &GuardDialog::showLifted);
    connect(&guard, &app::GuardController::closed, this, [this] {
        m_ages.stop();
        hide();
    });
    connect(&guard, &app::GuardController::changed, this, &GuardDialog::showPhase);
    connect(&guard, &app::GuardController::fired, this, [this](const base::CommandId& id) {
        m_record->setCommand(id);
        showPhase();
    });
    connect(m_record, &CommandRecord::headlineChanged, this, &GuardDialog::showStatus);
    connect(m_hold, &HoldButton::holdBegan, &guard, &app::GuardController::beginHold);
    connect(m_hold, &HoldButton::holdEnded, &guard, &app::GuardController::endHold);
    connect(m_hold, &HoldButton::holdAborted, &guard, &app::GuardController::abortHold);
    connect(m_reasons, &ReasonPicker::reasonChanged, this, [this](const QString& reason) {
        m_context.guard.setReason(reason);
        m_facts->setReason(reason);
    });
    connect(m_again, &QPushButton::clicked, &guard, &app::GuardController::lift);
    connect(m_close, &QPushButton::clicked, this, &GuardDialog::reject);
}

void GuardDialog::showLifted()
{
    const bool fresh = !isVisible();
    if (fresh) {
        m_reasons->reset();
        m_facts->setReason(m_context.guard.reason());
    }
    showPhase();
    m_ages.start();
    present();
    if (m_context.guard.guard().phase == GuardPhase::Lifted && !m_hold->hasFocus())
        m_close->setFocus(Qt::OtherFocusReason);
}

void GuardDialog::reject()
{
    m_context.guard.cancel();
}

void GuardDialog::changeEvent(QEvent* event)
{
    OpsDialog::changeEvent(event);
    // A hold whose window went away is not a hold (rule H2).
    if (event->type() == QEvent::ActivationChange && !isActiveWindow())
        m_context.guard.abortHold();
}

void GuardDialog::step()
{
    if (!m_hold->isLettingGo())
        m_context.guard.tick();
    showTime();
}

void GuardDialog::showPhase()
{
    const GuardPhase phase = m_context.guard.guard().phase;
    const bool armed = phase == GuardPhase::Lifted || phase == GuardPhase::Holding;
    // An armed guard's time goes on whether it is seen or not: one that is minimised closes by itself all the same.
    if (!armed)
        m_frame.stop();
    else if (!m_frame.isActive())
        m_frame.start();
    const bool hasRecord = !m_context.guard.firedCommand().isNull();
    m_hold->setVisible(armed);
    m_facts->setVisible(armed);
    m_reasons->setVisible(armed && !hasRecord);
    m_record->setVisible(hasRecord && !armed);
    m_again->setVisible(phase == GuardPhase::Fired);
    m_close->setText(phase == GuardPhase::Fired ? tr("Close") : tr("Cancel"));
    if (phase == GuardPhase::Fired)
        m_close->setFocus(Qt::OtherFocusReason);
    showTime();
    showStatus();
    fit(dialogWidth);
}

void GuardDialog::showTime()
{
    m_hold->setFraction(m_context.guard.holdFraction());
    const auto& guard = m_context.guard.guard();
    QString hint;
    if (guard.phase == GuardPhase::Holding) {
        hint = tr("Letting go early does nothing.");
    } else if (guard.phase == GuardPhase::Lifted) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(m_context.guard.closesIn());
        hint = tr("Mouse, or Tab and Space. The guard closes by itself in %1 s and sends nothing.").arg(left.count());
    } else if (guard.phase == GuardPhase::Fired) {
        hint = tr("Sending again keeps the command's id and counts the attempt.");
    }
    if (m_hint->text() != hint)
        m_hint->setText(hint);
}

void GuardDialog::showStatus()
{
    const auto& guard = m_context.guard.guard();
    if (guard.phase == GuardPhase::Fired)
        m_head->setStatus(m_record->headline(), m_record->headlineTone());
    else
        m_head->setStatus(tr("Esc closes"), Tone::Muted);
}

} // namespace ops::ui
