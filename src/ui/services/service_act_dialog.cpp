#include "ui/services/service_act_dialog.h"

#include "ui/common/copy_field.h"
#include "ui/common/dialog_button.h"
#include "ui/common/environment_band.h"
#include "ui/common/label.h"
#include "ui/common/mark.h"
#include "ui/common/tokens.h"
#include "ui/services/act_text.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QLineEdit>

#include <algorithm>
#include <chrono>

namespace ops::ui {
namespace {

constexpr std::chrono::milliseconds ageTime{250};
constexpr int dialogWidth = 720;

bool isGrave(domain::ActConsequence consequence)
{
    return consequence == domain::ActConsequence::CutsHaltPath ||
           consequence == domain::ActConsequence::CannotHearHalt ||
           consequence == domain::ActConsequence::MayForgetHalt ||
           consequence == domain::ActConsequence::MayCarryHalts ||
           consequence == domain::ActConsequence::MayBeMissing ||
           consequence == domain::ActConsequence::SecondContainer || consequence == domain::ActConsequence::TwoOfOne;
}

// One cost: a mark and the sentence.
QWidget* costLine(const QString& sentence, bool grave, QWidget* parent)
{
    auto* line = new QWidget(parent);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::m);
    row->addWidget(new Mark(grave ? MarkKind::Alarm : MarkKind::Warning, line), 0, Qt::AlignTop);
    row->addWidget(wrappingLabel(sentence, grave ? Type::Strong : Type::Body, grave ? Tone::Halt : Tone::Normal, line),
                   1);
    return line;
}

} // namespace

QString ServiceActDialog::typeRequest(const domain::ActCost& cost)
{
    if (!cost.foreignProject.isEmpty())
        return tr("It touches another compose project. To confirm, type the service's name: %1");
    const auto& all = cost.consequences;
    return std::find(all.begin(), all.end(), domain::ActConsequence::TwoOfOne) != all.end()
               ? tr("Two containers are meant by that name. To confirm, type the service's name: %1")
               : tr("It touches the halt path. To confirm, type the service's name: %1");
}

ServiceActDialog::ServiceActDialog(const WindowContext& context, QWidget* parent)
    : OpsDialog(parent)
    , m_context(context)
    , m_head(new DialogHead(context.session.environment, tr("Start, stop or restart a service"), this))
    , m_before(new QWidget(this))
    , m_costs(new QVBoxLayout)
    , m_line(new CopyField(tr("By hand"), m_before))
    , m_typedLabel(new Label({}, Type::Caption, Tone::Muted, m_before))
    , m_typed(new QLineEdit(m_before))
    , m_refused(wrappingLabel({}, Type::Strong, Tone::Halt, m_before))
    , m_record(wrappingLabel({}, Type::Strong, Tone::Normal, this))
{
    setObjectName(QStringLiteral("serviceActDialog"));
    m_line->nameParts(QStringLiteral("serviceActLine"));
    m_typed->setObjectName(QStringLiteral("serviceActTyped"));
    m_typed->setFont(fixedFont());
    m_typedLabel->setBuddy(m_typed);
    m_refused->setObjectName(QStringLiteral("serviceActRefused"));
    m_record->setObjectName(QStringLiteral("serviceActRecord"));
    m_costs->setSpacing(space::m);
    auto* before = new QVBoxLayout(m_before);
    before->setContentsMargins(0, 0, 0, 0);
    before->setSpacing(space::m);
    before->addLayout(m_costs);
    before->addWidget(new Label(tr("What it does, by hand"), Type::Caption, Tone::Muted, m_before));
    before->addWidget(m_line);
    before->addWidget(m_typedLabel);
    before->addWidget(m_typed);
    before->addWidget(m_refused);

    auto* foot = new DialogFoot(this);
    m_send = new DialogButton({}, QStringLiteral("serviceActSend"), foot);
    m_close = new DialogButton(tr("Cancel"), QStringLiteral("serviceActCancel"), foot);
    QHBoxLayout* acts = foot->acts();
    acts->addWidget(m_send);
    acts->addStretch(1);
    acts->addWidget(m_close);

    auto* body = new QVBoxLayout;
    body->setContentsMargins(space::xl, space::l, space::xl, space::l);
    body->addWidget(m_before);
    body->addWidget(m_record);
    body->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1); // the dialog's own line
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(body, 1);
    column->addWidget(foot);
    setTabOrder(m_close, m_typed);
    setTabOrder(m_typed, m_send);

    m_ages.setInterval(ageTime);
    connect(&m_ages, &QTimer::timeout, this, &ServiceActDialog::refresh);
    connect(m_typed, &QLineEdit::textChanged, this, &ServiceActDialog::refresh);
    connect(&m_context.serviceActs, &app::ServiceActController::changed, this, &ServiceActDialog::refresh);
    connect(m_send, &QPushButton::clicked, this, &ServiceActDialog::send);
    connect(m_close, &QPushButton::clicked, this, &ServiceActDialog::reject);
}

void ServiceActDialog::openFor(domain::ContainerAct act, const QString& rowKey)
{
    const domain::ServiceRow* row = m_context.services.row(rowKey);
    if (row == nullptr)
        return;
    m_act = act;
    m_key = rowKey;
    m_service = row->name;
    m_id = {};
    m_blocked = false;
    const QString title = actTitle(act, m_service);
    setWindowTitle(QStringLiteral("%1 — %2").arg(title, environmentText(m_context.session.environment)));
    m_head->setTitle(title);
    m_head->setStatus(tr("Esc closes"), Tone::Muted);
    m_line->setText(row->container ? domain::actCommandLine(act, row->container->name) : QString());
    m_refused->hide();
    m_record->hide();
    m_before->show();
    m_send->setText(actVerb(act));
    m_send->show();
    m_close->setText(tr("Cancel"));
    showCost();
    m_close->setFocus(Qt::OtherFocusReason);
    fit(dialogWidth);
    present();
    m_ages.start();
}

void ServiceActDialog::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) // minimised is not closed
        m_ages.stop();
    OpsDialog::hideEvent(event);
}

void ServiceActDialog::showCost()
{
    m_shown = m_context.serviceActs.cost(m_act, m_key);
    while (QLayoutItem* item = m_costs->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    const bool isForeign = !m_shown.foreignProject.isEmpty();
    if (isForeign)
        m_costs->addWidget(costLine(foreignProjectText(m_service, m_shown.foreignProject), true, m_before));
    for (const domain::ActConsequence consequence : m_shown.consequences)
        m_costs->addWidget(costLine(describe(consequence, m_service), isGrave(consequence), m_before));
    if (m_shown.consequences.empty() && !isForeign)
        m_costs->addWidget(
            wrappingLabel(tr("Nothing that the runbook knows of depends on it."), Type::Body, Tone::Normal, m_before));
    m_typed->clear();
    m_typed->setVisible(m_shown.breaksHaltPath);
    m_typedLabel->setVisible(m_shown.breaksHaltPath);
    m_typedLabel->setText(typeRequest(m_shown).arg(m_service));
    m_typed->setPlaceholderText(m_service);
    m_typed->setAccessibleName(m_typedLabel->text());
    refresh();
}

void ServiceActDialog::refresh()
{
    if (!isVisible() && !m_id.isNull())
        return;
    if (!m_id.isNull()) {
        showRecord();
        return;
    }
    // What is shown is what is agreed to: news are shown before they can be.
    if (!(m_context.serviceActs.cost(m_act, m_key) == m_shown)) {
        showCost();
        m_refused->setText(tr("What it costs has changed just now: read it again."));
        m_refused->show();
        growToFit();
        return;
    }
    const domain::ActBlock block = m_context.serviceActs.block(m_act, m_key);
    if (block != domain::ActBlock::None) {
        const domain::ServiceRow* row = m_context.services.row(m_key);
        m_refused->setText(describe(block, row != nullptr && row->container ? row->container->name : QString()));
        m_refused->show();
    } else if (m_blocked) {
        m_refused->hide(); // what stood in its way is over
    }
    m_blocked = block != domain::ActBlock::None;
    const bool typed = !m_shown.breaksHaltPath || m_typed->text() == m_service;
    m_send->setEnabled(block == domain::ActBlock::None && typed);
    growToFit();
}

void ServiceActDialog::send()
{
    const auto asked = m_context.serviceActs.request(m_act, m_key, m_shown, m_typed->text());
    if (!asked) {
        m_refused->setText(tr("Nothing was asked: the service has changed just now. Read it again."));
        m_refused->show();
        refresh();
        return;
    }
    m_id = *asked;
    m_before->hide();
    m_send->hide();
    m_close->setText(tr("Close"));
    m_close->setFocus(Qt::OtherFocusReason);
    m_record->show();
    showRecord();
    fit(dialogWidth);
}

void ServiceActDialog::showRecord()
{
    const auto& acts = m_context.serviceActs.acts();
    const auto act =
        std::find_if(acts.begin(), acts.end(), [this](const domain::ServiceAct& one) { return one.id == m_id; });
    if (act == acts.end())
        return;
    m_record->setText(describe(*act));
    m_record->setTone(actTone(act->phase));
    m_head->setStatus(m_id.shortText(), Tone::Muted);
    growToFit();
}

} // namespace ops::ui
