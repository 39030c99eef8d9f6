#include "ui/services/service_acts.h"

#include "ui/common/tokens.h"
#include "ui/services/act_text.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace ops::ui {

ServiceActs::ServiceActs(const WindowContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_why(wrappingLabel({}, Type::Caption, Tone::Muted, this))
    , m_last(wrappingLabel({}, Type::Body, Tone::Normal, this))
{
    m_why->setObjectName(QStringLiteral("serviceActWhy"));
    m_last->setObjectName(QStringLiteral("serviceActLast"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    for (const domain::ContainerAct act : domain::allContainerActs) {
        auto* button = new QPushButton(actShortVerb(act), this);
        button->setAccessibleName(actVerb(act));
        button->setObjectName(domain::containerActWord(act));
        button->setAutoDefault(false);
        m_buttons[static_cast<size_t>(act)] = button;
        buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, act] { Q_EMIT requested(act, m_key); });
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addLayout(buttons);
    column->addWidget(m_why);
    column->addWidget(m_last);
    connect(&m_context.serviceActs, &app::ServiceActController::changed, this, &ServiceActs::refresh);
}

void ServiceActs::setKey(const QString& key)
{
    m_key = key;
    refresh();
}

void ServiceActs::refresh()
{
    QStringList reasons;
    const domain::ServiceRow* row = m_context.services.row(m_key);
    const QString container = row != nullptr && row->container ? row->container->name : QString();
    for (const domain::ContainerAct act : domain::allContainerActs) {
        const QString why = describe(m_context.serviceActs.block(act, m_key), container);
        QPushButton* button = m_buttons[static_cast<size_t>(act)];
        button->setEnabled(why.isEmpty());
        button->setAccessibleDescription(why);
        if (!why.isEmpty() && !reasons.contains(why))
            reasons << why;
    }
    m_why->setText(reasons.join(QLatin1Char(' ')));
    m_why->setVisible(!reasons.isEmpty());
    const domain::ServiceAct* last = m_context.serviceActs.latest(m_key);
    m_last->setVisible(last != nullptr);
    if (last == nullptr)
        return;
    m_last->setText(actTitle(last->act, last->service) + QStringLiteral(" (") + last->id.shortText() +
                    QStringLiteral("): ") + describe(*last));
    m_last->setTone(actTone(last->phase));
}

} // namespace ops::ui
