#include "ui/halt/reason_picker.h"

#include "ui/common/flow_layout.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"
#include "ui/halt/chip.h"

#include <QButtonGroup>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ops::ui {
namespace {

constexpr int longestReason = 500; // what a reader of the halt subject keeps of it

} // namespace

ReasonPicker::ReasonPicker(const QStringList& reasons, QWidget* parent)
    : QWidget(parent)
    , m_reasons(reasons)
    , m_chips(new QButtonGroup(this))
    , m_own(new QLineEdit(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    auto* heading =
        new Label(tr("Reason (preset; your own words are possible, not needed)"), Type::Caption, Tone::Muted, this);
    column->addWidget(heading);
    auto* flow = new FlowLayout(space::s);
    for (qsizetype i = 0; i < m_reasons.size(); ++i) {
        auto* chip = new Chip(m_reasons.at(i), this);
        chip->setObjectName(QStringLiteral("reason.%1").arg(i));
        m_chips->addButton(chip, static_cast<int>(i));
        flow->addWidget(chip);
    }
    column->addLayout(flow);
    m_own->setObjectName(QStringLiteral("reason.own"));
    m_own->setMaxLength(longestReason);
    m_own->setPlaceholderText(tr("In your own words"));
    m_own->setAccessibleName(tr("Reason in your own words"));
    column->addWidget(m_own);
    connect(m_chips, &QButtonGroup::idClicked, this, [this] {
        m_own->clear(); // the newest choice counts
        Q_EMIT reasonChanged(reason());
    });
    connect(m_own, &QLineEdit::textEdited, this, [this] { Q_EMIT reasonChanged(reason()); });
    reset();
}

void ReasonPicker::reset()
{
    m_own->clear();
    if (QAbstractButton* preset = m_chips->button(0))
        preset->setChecked(true);
}

QString ReasonPicker::reason() const
{
    const QString own = m_own->text();
    return own.trimmed().isEmpty() ? m_reasons.value(m_chips->checkedId()) : own;
}

QWidget* ReasonPicker::lastField() const
{
    return m_own;
}

} // namespace ops::ui
