#include "ui/halt/ladder_view.h"

#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QPainter>

#include <algorithm>

namespace ops::ui {
namespace {

using domain::RungPhase;

constexpr double dot = 7.0; // half the size of a rung's sign
constexpr int textLines = 4;

// "2 of 2" for the rungs that several services reach.
QString countText(const domain::Ladder& ladder, domain::Rung rung)
{
    if (rung != domain::Rung::Received && rung != domain::Rung::Applied)
        return {};
    const int count = rung == domain::Rung::Received ? ladder.receivedCount() : ladder.appliedCount();
    const auto expected = ladder.rules.expectedServices.size();
    return expected == 0 ? QString() : LadderView::tr("%1 of %2").arg(count).arg(expected);
}

QStringList rungLines(const domain::Ladder& ladder, domain::Rung rung)
{
    const domain::RungState& state = ladder.rung(rung);
    QStringList lines;
    const QString count = countText(ladder, rung);
    const bool some = state.phase == RungPhase::Reached || state.phase == RungPhase::Partly;
    if (!count.isEmpty() && some)
        lines << count;
    if (some && state.at) {
        lines << base::utcTimeText(state.at->utcMs);
        if (rung != domain::Rung::Prepared)
            lines << afterText(ladder.command.decidedAt, *state.at);
    } else {
        lines << rungPhaseText(state.phase);
    }
    return lines;
}

bool isNumeric(RungPhase phase)
{
    return phase == RungPhase::Reached || phase == RungPhase::Partly;
}

void drawRung(QPainter& painter, const QPointF& at, RungPhase phase, const QPalette& palette)
{
    const Tokens& t = tokens(palette);
    const QColor text = palette.color(QPalette::Text);
    const QColor back = palette.color(QPalette::Base);
    const QRectF box(at.x() - dot, at.y() - dot, 2 * dot, 2 * dot);
    painter.setPen(QPen(text, 2));
    painter.setBrush(back);
    switch (phase) {
    case RungPhase::Reached:
        painter.setBrush(text);
        painter.drawEllipse(box);
        break;
    case RungPhase::Partly:
        painter.drawEllipse(box);
        painter.setBrush(text);
        painter.drawPie(box, 90 * 16, 180 * 16);
        break;
    case RungPhase::Failed:
        painter.setPen(QPen(t.halt, 2));
        painter.setBrush(t.halt);
        painter.drawRect(box);
        painter.setPen(QPen(back, 2));
        painter.drawLine(box.topLeft() + QPointF(4, 4), box.bottomRight() - QPointF(4, 4));
        painter.drawLine(box.topRight() + QPointF(-4, 4), box.bottomLeft() + QPointF(4, -4));
        break;
    case RungPhase::Missed: {
        painter.setPen(QPen(t.soft, 2));
        const QPointF triangle[] = {{at.x(), box.top()}, box.bottomRight(), box.bottomLeft()};
        painter.drawPolygon(triangle, 3);
        break;
    }
    case RungPhase::NotApplicable:
        painter.setPen(QPen(t.muted, 1.5, Qt::DotLine));
        painter.drawEllipse(box);
        break;
    case RungPhase::Waiting:
        painter.setPen(QPen(t.border, 2));
        painter.drawEllipse(box);
        break;
    }
}

QFont smallFixedFont()
{
    QFont small = fixedFont();
    small.setPointSizeF(captionFont().pointSizeF());
    return small;
}

// Of words and of figures: a fixed font may be the higher one of two of the same size.
int lineHeight()
{
    return std::max(QFontMetrics(captionFont()).height(), QFontMetrics(smallFixedFont()).lineSpacing());
}

} // namespace

LadderView::LadderView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("ladder"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LadderView::setLadder(const domain::Ladder& ladder)
{
    m_ladder = ladder;
    QStringList words;
    for (const domain::Rung rung : domain::allRungs)
        words << rungText(ladder, rung);
    setAccessibleName(tr("Effect ladder: %1").arg(words.join(QStringLiteral(", "))));
    update();
}

QSize LadderView::sizeHint() const
{
    return {96 * static_cast<int>(domain::allRungs.size()),
            static_cast<int>(2 * dot) + space::s + textLines * lineHeight() + space::xs};
}

void LadderView::paintEvent(QPaintEvent*)
{
    if (!m_ladder)
        return;
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto count = static_cast<int>(domain::allRungs.size());
    const double step = width() / static_cast<double>(count);
    const double y = dot + 2;

    double lastReached = step / 2;
    for (int i = 0; i < count; ++i)
        if (isNumeric(m_ladder->rung(domain::allRungs[static_cast<size_t>(i)]).phase))
            lastReached = step * (i + 0.5);
    painter.setPen(QPen(t.border, 2));
    painter.drawLine(QPointF(step / 2, y), QPointF(step * (count - 0.5), y));
    painter.setPen(QPen(palette().color(QPalette::Text), 2));
    painter.drawLine(QPointF(step / 2, y), QPointF(lastReached, y));

    for (int i = 0; i < count; ++i) {
        const domain::Rung rung = domain::allRungs[static_cast<size_t>(i)];
        const RungPhase phase = m_ladder->rung(rung).phase;
        drawRung(painter, {step * (i + 0.5), y}, phase, palette());
        QRectF line(step * i + 2, y + dot + space::xs, step - 4, lineHeight());
        painter.setFont(typeFont(Type::CaptionStrong));
        const bool failed = phase == RungPhase::Failed;
        const bool quiet = phase == RungPhase::Waiting || phase == RungPhase::NotApplicable;
        painter.setPen(failed ? t.halt : quiet ? t.muted : palette().color(QPalette::Text));
        painter.drawText(line, Qt::AlignCenter, domain::rungWord(rung));
        painter.setFont(isNumeric(phase) ? smallFixedFont() : captionFont());
        painter.setPen(failed ? t.halt : phase == RungPhase::Missed ? t.soft : t.muted);
        const QStringList lines = rungLines(*m_ladder, rung);
        line.translate(0, lineHeight());
        line.setHeight(lineHeight() * (textLines - 1));
        painter.drawText(line, static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap,
                         lines.join(QLatin1Char('\n')));
    }
}

} // namespace ops::ui
