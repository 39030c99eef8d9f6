#include "ui/common/environment_band.h"

#include "ui/common/tokens.h"

#include <QPainter>

namespace ops::ui {
namespace {

constexpr int widestName = 180; // an environment's name has up to 63 characters
constexpr int stripe = 7;

void drawStripes(QPainter& painter, const QRect& rect, const QColor& color)
{
    painter.save();
    painter.setClipRect(rect);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, stripe));
    for (int x = rect.left() - rect.height(); x < rect.right() + rect.height(); x += 3 * stripe)
        painter.drawLine(x, rect.bottom() + stripe, x + rect.height() + 2 * stripe, rect.top() - stripe);
    painter.restore();
}

} // namespace

QString environmentText(const domain::Environment& environment)
{
    return domain::environmentKindWord(environment.kind) + QLatin1Char(' ') + environment.name;
}

QString serversText(const domain::Environment& environment)
{
    QString servers = environment.natsUrls.join(QStringLiteral(", "));
    if (environment.natsThrough.isEmpty())
        return servers;
    return EnvironmentBand::tr("%1 (as seen from %2, reached through its ssh)").arg(servers, environment.natsThrough);
}

EnvironmentBand::EnvironmentBand(const domain::Environment& environment, Layout layout, QWidget* parent)
    : QWidget(parent)
    , m_kind(environment.kind)
    , m_word(domain::environmentKindWord(environment.kind))
    , m_name(environment.name)
    , m_layout(layout)
{
    setObjectName(QStringLiteral("environmentBand"));
    setAccessibleName(tr("Environment: %1").arg(environmentText(environment)));
    setSizePolicy(QSizePolicy::Fixed, layout == Layout::TwoLines ? QSizePolicy::Expanding : QSizePolicy::Fixed);
}

QFont EnvironmentBand::wordFont() const
{
    QFont font = bodyFont();
    font.setBold(true);
    font.setLetterSpacing(QFont::PercentageSpacing, 110);
    return font;
}

QFont EnvironmentBand::nameFont() const
{
    return captionFont();
}

QString EnvironmentBand::shownName() const
{
    return QFontMetrics(nameFont()).elidedText(m_name, Qt::ElideMiddle, widestName);
}

QSize EnvironmentBand::sizeHint() const
{
    const QFontMetrics word(wordFont());
    const QFontMetrics name(nameFont());
    const int wordWidth = word.horizontalAdvance(m_word);
    const int nameWidth = name.horizontalAdvance(shownName());
    if (m_layout == Layout::OneLine)
        return {wordWidth + space::s + nameWidth + 2 * space::m, word.height() + 2 * space::xs};
    return {qMax(wordWidth, nameWidth) + 2 * space::l + space::s, word.height() + name.height() + 2 * space::s};
}

void EnvironmentBand::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    QColor back = t.bandProd;
    QColor front = t.onBandProd;
    if (m_kind == domain::EnvironmentKind::Staging) {
        back = t.bandStaging;
        front = t.onBandStaging;
    } else if (m_kind == domain::EnvironmentKind::Drill) {
        back = t.surface;
        front = t.text;
    }
    painter.fillRect(rect(), back);

    const QFontMetrics word(wordFont());
    const QFontMetrics name(nameFont());
    const int gap = m_layout == Layout::OneLine ? space::s : 0;
    const int wordWidth = word.horizontalAdvance(m_word);
    const int nameWidth = name.horizontalAdvance(shownName());
    QRect wordRect;
    QRect nameRect;
    if (m_layout == Layout::OneLine) {
        wordRect = QRect(space::m, 0, wordWidth, height());
        nameRect = QRect(space::m + wordWidth + gap, 0, nameWidth, height());
    } else {
        const int top = (height() - word.height() - name.height()) / 2;
        wordRect = QRect(space::l, top, wordWidth, word.height());
        nameRect = QRect(space::l, top + word.height(), nameWidth, name.height());
    }
    if (m_kind == domain::EnvironmentKind::Drill) {
        drawStripes(painter, rect(), t.bandStripe);
        painter.fillRect(wordRect.united(nameRect).adjusted(-space::xs, 0, space::xs, 0), t.surface);
    }
    painter.setPen(front);
    painter.setFont(wordFont());
    painter.drawText(wordRect, Qt::AlignLeft | Qt::AlignVCenter, m_word);
    painter.setFont(nameFont());
    painter.drawText(nameRect, Qt::AlignLeft | Qt::AlignVCenter, shownName());
}

} // namespace ops::ui
