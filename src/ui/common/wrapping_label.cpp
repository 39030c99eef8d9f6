#include "ui/common/wrapping_label.h"

#include <QPainter>

namespace ops::ui {
namespace {

constexpr int narrowest = 24; // characters
constexpr int unlimited = 1 << 20;
constexpr auto anywhere = static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWrapAnywhere;

} // namespace

WrappingLabel::WrappingLabel(const QString& text, Type type, Tone tone, QWidget* parent)
    : Label(text, type, tone, parent)
{
    setWordWrap(true);
}

QSize WrappingLabel::minimumSizeHint() const
{
    const QSize words = Label::minimumSizeHint();
    return {qMin(words.width(), narrowest * fontMetrics().averageCharWidth()), words.height()};
}

bool WrappingLabel::hasTooLongWord(int width) const
{
    return Label::minimumSizeHint().width() > width;
}

int WrappingLabel::heightForWidth(int width) const
{
    if (!hasTooLongWord(width))
        return Label::heightForWidth(width);
    return fontMetrics().boundingRect(QRect(0, 0, width, unlimited), anywhere, text()).height();
}

void WrappingLabel::paintEvent(QPaintEvent* event)
{
    if (!hasTooLongWord(contentsRect().width())) {
        Label::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), anywhere, text());
}

} // namespace ops::ui
