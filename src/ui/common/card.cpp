#include "ui/common/card.h"

#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QPainter>
#include <QVBoxLayout>

namespace ops::ui {

Card::Card(const QString& heading, QWidget* parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(space::l, space::m, space::l, space::m);
    m_body->setSpacing(space::s);
    if (!heading.isEmpty())
        m_body->addWidget(new Label(heading, Type::CaptionStrong, Tone::Muted, this));
    setAccessibleName(heading);
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens(palette()).border);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

} // namespace ops::ui
