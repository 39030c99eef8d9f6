#include "ui/window/banner_segment.h"

#include "ui/common/tokens.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace ops::ui {

BannerSegment::BannerSegment(const QString& objectName, QWidget* parent)
    : QWidget(parent)
    , m_caption(new ElidedLabel(Type::Caption, Tone::Muted, this))
    , m_value(new ElidedLabel(Type::Caption, Tone::Normal, this))
    , m_mark(new Mark(MarkKind::None, this))
{
    setObjectName(objectName);
    m_caption->setElideMode(Qt::ElideRight);
    m_value->setElideMode(Qt::ElideRight);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::xs);
    line->addWidget(m_mark);
    line->addWidget(m_value, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, 0, space::l, 0);
    column->setSpacing(2);
    column->addStretch(1);
    column->addWidget(m_caption);
    column->addLayout(line);
    column->addStretch(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void BannerSegment::setCaption(const QString& name, const QString& detail)
{
    m_caption->setText(detail.isEmpty() ? name : name + QStringLiteral(" · ") + detail);
    m_caption->setLeast(name + QStringLiteral("…")); // with the dots of a detail that is cut
}

void BannerSegment::setValueGivesWay()
{
    m_value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void BannerSegment::setValue(MarkKind mark, const QString& value, Tone tone)
{
    m_tone = tone;
    m_mark->setKind(mark);
    m_value->setText(value);
    m_value->setTone(tone);
    setAccessibleName(m_caption->text() + QStringLiteral(": ") + value);
}

void BannerSegment::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, 1, height()), tokens(palette()).border);
}

} // namespace ops::ui
