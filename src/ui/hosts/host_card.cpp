#include "ui/hosts/host_card.h"

#include "ui/common/age_text.h"
#include "ui/common/card.h"
#include "ui/common/mark.h"
#include "ui/common/tokens.h"
#include "ui/hosts/host_text.h"
#include "ui/hosts/tool_list.h"

#include <QHBoxLayout>

namespace ops::ui {

HostCard::HostCard(const domain::HostConfig& host, QWidget* parent)
    : QWidget(parent)
    , m_host(host)
    , m_kind(wrappingLabel({}, Type::Body, Tone::Muted, this))
    , m_mark(new Mark(MarkKind::None, this))
    , m_status(wrappingLabel({}, Type::Body, Tone::Normal, this))
    , m_looked(new Label({}, Type::Caption, Tone::Muted, this))
    , m_tools(new ToolList(this))
{
    setObjectName(QStringLiteral("host.%1").arg(host.name));
    m_kind->setObjectName(QStringLiteral("hostKind"));
    m_status->setObjectName(QStringLiteral("hostStatus"));
    m_looked->setObjectName(QStringLiteral("hostLooked"));
    auto* card = new Card({}, this);
    card->setAccessibleName(tr("Command host %1").arg(host.name));
    auto* name = new QHBoxLayout;
    name->setSpacing(space::m);
    name->addWidget(new Label(host.name, Type::Strong, Tone::Normal, card));
    name->addWidget(m_kind, 1);
    name->addWidget(m_looked);
    auto* status = new QHBoxLayout;
    status->setSpacing(space::s);
    status->addWidget(m_mark, 0, Qt::AlignTop);
    status->addWidget(m_status, 1);
    card->body()->addLayout(name);
    card->body()->addLayout(status);
    card->body()->addWidget(m_tools);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
}

void HostCard::setFacts(const Facts& facts, const base::Instant& now)
{
    const bool down = facts.status.down();
    m_kind->setText(isPlayed(facts.tools) ? tr("SIMULATED: titan-sim plays its commands, none runs for real.")
                                          : hostKindText(m_host));
    m_kind->setTone(isPlayed(facts.tools) ? Tone::Soft : Tone::Muted);
    m_mark->setKind(hostMark(facts.status));
    m_status->setText(hostStatusText(m_host, facts.status, now));
    m_status->setTone(down ? Tone::Halt : Tone::Normal);
    if (facts.looking)
        m_looked->setText(tr("Looking for its tools…"));
    else if (facts.foundAt)
        m_looked->setText(tr("Looked for: %1").arg(ageText(*facts.foundAt, now, down)));
    else
        m_looked->setText(tr("Not looked for its tools yet"));
    m_tools->setTools(m_host, facts.tools);
    m_tools->setVisible(!facts.tools.empty());
}

} // namespace ops::ui
