#include "ui/halt/chip.h"

#include "ui/common/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace ops::ui {
namespace {

constexpr int shortestShown = 8; // characters

} // namespace

Chip::Chip(const QString& text, QWidget* parent)
    : QAbstractButton(parent)
{
    // Text from outside: an ampersand is an ampersand, not a mnemonic (rule G7).
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QFont Chip::wordFont(bool chosen) const
{
    QFont font = bodyFont();
    font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
    return font;
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(wordFont(true)); // so that choosing does not move the others
    return {metrics.horizontalAdvance(text().simplified()) + 2 * space::m, metrics.height() + 2 * space::xs + 2};
}

QSize Chip::minimumSizeHint() const
{
    const QFontMetrics metrics(wordFont(true));
    return {qMin(sizeHint().width(), shortestShown * metrics.averageCharWidth()), sizeHint().height()};
}

void Chip::keyPressEvent(QKeyEvent* event)
{
    // Enter does nothing in a guard, whatever has the focus (rule H2).
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->ignore();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Chip::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    const double line = chosen || hasFocus() ? 2.0 : 1.0;
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(chosen || hasFocus() ? t.focus : t.border, line));
    if (chosen)
        painter.setBrush(t.selection);
    else
        painter.setBrush(underMouse() ? t.header : palette().color(QPalette::Base));
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    if (chosen && hasFocus()) {
        painter.setPen(QPen(t.focus, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), box.height() / 2 - 3, box.height() / 2 - 3);
    }
    painter.setFont(wordFont(chosen));
    painter.setPen(palette().color(QPalette::Text));
    const QFontMetrics metrics = painter.fontMetrics();
    painter.drawText(rect(), static_cast<int>(Qt::AlignCenter) | Qt::TextSingleLine,
                     metrics.elidedText(text().simplified(), Qt::ElideMiddle, width() - 2 * space::s));
}

} // namespace ops::ui
