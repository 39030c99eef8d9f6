#include "ui/common/dialog_head.h"

#include "ui/common/environment_band.h"
#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QPainter>

namespace ops::ui {

DialogHead::DialogHead(const domain::Environment& environment, const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(new Label(title, Type::Title, Tone::Normal, this))
    , m_status(new Label({}, Type::Strong, Tone::Muted, this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_status->setObjectName(QStringLiteral("dialogStatus"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::m, space::l, space::m);
    row->setSpacing(space::m);
    row->addWidget(new EnvironmentBand(environment, EnvironmentBand::Layout::OneLine, this));
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_status);
}

void DialogHead::setTitle(const QString& title)
{
    m_title->setText(title);
}

void DialogHead::setStatus(const QString& text, Tone tone)
{
    if (m_status->text() != text)
        m_status->setText(text);
    m_status->setTone(tone);
}

void DialogHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens(palette()).border);
}

DialogFoot::DialogFoot(QWidget* parent)
    : QFrame(parent)
    , m_acts(new QHBoxLayout(this))
{
    m_acts->setContentsMargins(space::l, space::m, space::l, space::m);
    m_acts->setSpacing(space::m);
}

void DialogFoot::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::AlternateBase));
    painter.fillRect(QRect(0, 0, width(), 1), t.border);
}

} // namespace ops::ui
