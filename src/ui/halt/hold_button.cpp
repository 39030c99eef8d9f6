#include "ui/halt/hold_button.h"

#include "ui/common/tokens.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace ops::ui {
namespace {

constexpr int fewestCharacters = 28; // wide enough to be hit without aiming
// How long the other half of a repetition is waited for; shorter than the gap that makes the guard call a hold stalled.
constexpr std::chrono::milliseconds letGoGrace{100};

} // namespace

HoldButton::HoldButton(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    m_letGo.setSingleShot(true);
    m_letGo.setTimerType(Qt::PreciseTimer);
    connect(&m_letGo, &QTimer::timeout, this, &HoldButton::finishLetGo);
}

void HoldButton::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    setAccessibleDescription(tr("Hold the mouse button or Space for one second. Letting go early does nothing."));
    updateGeometry();
    update();
}

void HoldButton::setFraction(double fraction)
{
    if (qFuzzyCompare(1.0 + m_fraction, 1.0 + fraction))
        return;
    m_fraction = fraction;
    update();
}

QFont HoldButton::wordFont() const
{
    QFont font = bodyFont();
    font.setWeight(QFont::Bold);
    font.setLetterSpacing(QFont::PercentageSpacing, 104);
    return font;
}

QSize HoldButton::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    const int words = qMax(metrics.horizontalAdvance(m_text), fewestCharacters * metrics.averageCharWidth());
    return {words + 2 * space::xl, metrics.height() + 2 * space::m};
}

void HoldButton::paintEvent(QPaintEvent*)
{
    const Tokens& t = tokens(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    const QRectF box = QRectF(rect()).adjusted(4, 4, -4, -4);
    QPainterPath outline;
    outline.addRoundedRect(box, 4, 4);
    painter.setFont(wordFont());
    painter.fillPath(outline, palette().color(QPalette::Base));
    painter.setPen(t.halt);
    painter.drawText(box, Qt::AlignCenter, m_text);
    if (m_fraction > 0.0) {
        // The filled part is drawn over the empty one with its own word colour, so that both stay readable.
        QRectF filled = box;
        filled.setWidth(box.width() * m_fraction);
        painter.save();
        painter.setClipRect(filled);
        painter.fillPath(outline, t.haltFill);
        painter.setPen(t.onHaltFill);
        painter.drawText(box, Qt::AlignCenter, m_text);
        painter.restore();
    }
    painter.setPen(QPen(t.halt, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
}

void HoldButton::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        begin(domain::HoldSource::Mouse, event->timestamp());
    else
        abort(); // a second button is not what was asked for
}

void HoldButton::mouseMoveEvent(QMouseEvent* event)
{
    if (m_held == domain::HoldSource::Mouse && !rect().contains(event->position().toPoint()))
        abort();
}

void HoldButton::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_held == domain::HoldSource::Mouse && !rect().contains(event->position().toPoint()))
        abort(); // it left, and the motion was never told
    else
        end(domain::HoldSource::Mouse, event->timestamp());
}

void HoldButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space) {
        QWidget::keyPressEvent(event);
        return;
    }
    // X11 tells a repetition as a release and a press of the same millisecond, and Qt marks it only where it got both
    // at once. A hand cannot do that.
    const bool halves = event->timestamp() != 0 && event->timestamp() == m_releaseStampMs;
    if (event->isAutoRepeat() || halves) {
        m_letGo.stop();
        return;
    }
    if (event->modifiers() == Qt::NoModifier)
        begin(domain::HoldSource::Space, event->timestamp());
}

void HoldButton::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    if (event->isAutoRepeat())
        return;
    m_releaseStampMs = event->timestamp();
    if (m_held != domain::HoldSource::Space)
        return;
    if (m_releaseStampMs == 0)
        end(domain::HoldSource::Space, 0);
    else
        m_letGo.start(letGoGrace); // nothing fires meanwhile; see isLettingGo()
}

void HoldButton::finishLetGo()
{
    m_letGo.stop();
    if (m_held != domain::HoldSource::Space)
        return;
    // By now the clock says more than the hand did: only its own stamps count.
    const bool stamped = m_pressStampMs != 0 && m_releaseStampMs > m_pressStampMs;
    const auto held = std::chrono::milliseconds(stamped ? m_releaseStampMs - m_pressStampMs : 0);
    if (held >= domain::guardHoldTime)
        end(domain::HoldSource::Space, m_releaseStampMs);
    else
        abort();
}

void HoldButton::focusOutEvent(QFocusEvent* event)
{
    abort();
    QWidget::focusOutEvent(event);
    update();
}

void HoldButton::hideEvent(QHideEvent* event)
{
    abort();
    QWidget::hideEvent(event);
}

void HoldButton::begin(domain::HoldSource source, quint64 stampMs)
{
    if (isLettingGo())
        finishLetGo();
    if (m_held)
        return;
    m_held = source;
    m_pressStampMs = stampMs;
    Q_EMIT holdBegan(source);
}

void HoldButton::end(domain::HoldSource source, quint64 stampMs)
{
    if (m_held != source)
        return;
    m_held.reset();
    const bool stamped = m_pressStampMs != 0 && stampMs > m_pressStampMs;
    Q_EMIT holdEnded(source, std::chrono::milliseconds(stamped ? stampMs - m_pressStampMs : 0));
}

void HoldButton::abort()
{
    m_letGo.stop();
    if (!m_held)
        return;
    m_held.reset();
    Q_EMIT holdAborted();
}

} // namespace ops::ui
