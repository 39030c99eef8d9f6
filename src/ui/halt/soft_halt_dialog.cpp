#include "ui/halt/soft_halt_dialog.h"

#include "ui/common/dialog_button.h"
#include "ui/common/environment_band.h"
#include "ui/common/tokens.h"
#include "ui/halt/command_facts.h"
#include "ui/halt/command_record.h"
#include "ui/halt/reason_picker.h"

#include <QHBoxLayout>
#include <QHideEvent>

#include <chrono>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds ageTime{250};
constexpr int dialogWidth = 860;

} // namespace

SoftHaltDialog::SoftHaltDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_head(new DialogHead(context.session.environment, tr("SOFT HALT"), this))
    , m_facts(new CommandFacts(context, domain::CommandKind::SoftHalt, this))
    , m_reasons(new ReasonPicker(context.session.runbook.reasonChips(domain::TradingState::SoftHalt), this))
    , m_record(new CommandRecord(context, this))
{
    setObjectName(QStringLiteral("softHaltDialog"));
    setWindowTitle(tr("SOFT HALT — %1").arg(environmentText(context.session.environment)));
    auto* foot = new DialogFoot(this);
    m_send = new DialogButton(tr("Send SOFT_HALT"), QStringLiteral("softHaltSend"), foot);
    m_again = new DialogButton(tr("Send again…"), QStringLiteral("softHaltAgain"), foot);
    m_close = new DialogButton(tr("Cancel"), QStringLiteral("softHaltCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_send);
    acts->addStretch(1);
    acts->addWidget(m_again); // not where Send was: a double click must not arm it anew
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
    setTabOrder(m_close, m_send);
    setTabOrder(m_send, m_reasons);

    m_ages.setInterval(ageTime);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_facts->refresh();
        m_record->refresh();
        growToFit();
    });
    connect(m_reasons, &ReasonPicker::reasonChanged, m_facts, &CommandFacts::setReason);
    connect(m_record, &CommandRecord::headlineChanged, this,
            [this] { m_head->setStatus(m_record->headline(), m_record->headlineTone()); });
    connect(m_send, &QPushButton::clicked, this, &SoftHaltDialog::send);
    connect(m_again, &QPushButton::clicked, this, &SoftHaltDialog::arm);
    connect(m_close, &QPushButton::clicked, this, &SoftHaltDialog::reject);
}

void SoftHaltDialog::open()
{
    if (!isVisible()) {
        m_reasons->reset();
        arm();
    }
    present();
    m_ages.start(); // after it: present() may have to hide it for a moment
}

void SoftHaltDialog::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) // minimised is not closed
        m_ages.stop();
    OpsDialog::hideEvent(event);
}

void SoftHaltDialog::arm()
{
    m_facts->setReason(m_reasons->reason());
    m_facts->show();
    m_reasons->show();
    m_send->show();
    m_record->hide();
    m_again->hide();
    m_close->setText(tr("Cancel"));
    m_head->setStatus(tr("Esc closes"), Tone::Muted);
    m_close->setFocus(Qt::OtherFocusReason);
    fit(dialogWidth);
}

void SoftHaltDialog::send()
{
    const base::CommandId id = m_context.commands.requestStop(domain::CommandKind::SoftHalt, m_reasons->reason());
    m_facts->hide();
    m_reasons->hide();
    m_send->hide();
    m_record->show();
    m_again->show();
    m_close->setText(tr("Close"));
    m_record->setCommand(id);
    m_close->setFocus(Qt::OtherFocusReason);
    fit(dialogWidth);
}

} // namespace ops::ui
