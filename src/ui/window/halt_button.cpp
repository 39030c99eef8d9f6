#include "ui/window/halt_button.h"

#include "ui/common/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace ops::ui {

HaltButton::HaltButton(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("hardHaltButton"));
    setText(tr("HARD HALT…"));
    setAccessibleName(tr("Hard halt: open the guard"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void HaltButton::setGuardOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    update();
}

QFont HaltButton::wordFont() const
{
    QFont font = bodyFont();
    font.setWeight(QFont::Bold);
    font.setLetterSpacing(QFont::PercentageSpacing, 104);
    return font;
}

QSize HaltButton::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    return {metrics.horizontalAdvance(text()) + 2 * space::l + space::s, metrics.height() + 2 * space::m - space::xs};
}

void HaltButton::keyPressEvent(QKeyEvent* event)
{
    // A button that is not in a dialog ignores Enter; this one is too important to depend on which key it was.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !event->isAutoRepeat()) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void HaltButton::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF box = QRectF(rect()).adjusted(3, 3, -3, -3);
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    const bool filled = m_open || isDown();
    const bool hover = underMouse();
    painter.setPen(QPen(filled ? t.haltFill : t.halt, 2));
    if (filled)
        painter.setBrush(t.haltFill);
    else
        painter.setBrush(hover ? t.haltBack : palette().color(QPalette::Base));
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4);
    painter.setFont(wordFont());
    painter.setPen(filled ? t.onHaltFill : t.halt);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace ops::ui
