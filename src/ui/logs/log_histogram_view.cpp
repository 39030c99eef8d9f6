#include "ui/logs/log_histogram_view.h"

#include "ui/common/tokens.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ops::ui {

using domain::LogHistogram;
using domain::LogTime;

LogHistogramView::LogHistogramView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("logHistogram"));
    setAccessibleName(tr("Lines over time"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LogHistogramView::sizeHint() const
{
    return {320, 48 + QFontMetrics(captionFont()).height() + 2 * space::xs};
}

void LogHistogramView::setHistogram(const LogHistogram& histogram)
{
    // What somebody has hold of stays where it is in time, though buckets grow wider.
    for (int* bucket : {&m_pressed, &m_dragged, &m_cursor, &m_anchor})
        *bucket = bucketIn(histogram, *bucket);
    m_histogram = histogram;
    quint64 warnings = 0;
    quint64 errors = 0;
    for (int bucket = 0; bucket < LogHistogram::bucketCount; ++bucket) {
        warnings += m_histogram.at(bucket).warnings;
        errors += m_histogram.at(bucket).errors;
    }
    setAccessibleDescription(m_histogram.empty() ? tr("No line with a time yet")
                                                 : tr("%1 errors and %2 warnings between %3 and %4 %5")
                                                       .arg(locale().toString(errors), locale().toString(warnings),
                                                            logTimeText(m_histogram.start(m_histogram.first()), m_zone),
                                                            logTimeText(m_histogram.start(m_histogram.last()), m_zone),
                                                            logZoneName(m_zone)));
    update();
}

int LogHistogramView::bucketIn(const LogHistogram& other, int bucket) const
{
    return bucket < 0 || m_histogram.empty() || other.empty() ? -1 : other.bucketOf(m_histogram.start(bucket));
}

void LogHistogramView::setWindow(LogTime from, LogTime until)
{
    m_from = from;
    m_until = until;
    update();
}

void LogHistogramView::setZone(LogZone zone)
{
    m_zone = zone;
    setHistogram(m_histogram);
}

QRect LogHistogramView::barsBox() const
{
    return rect().adjusted(space::s, space::xs, -space::s, -(QFontMetrics(captionFont()).height() + space::xs));
}

int LogHistogramView::bucketAt(int x) const
{
    if (m_histogram.empty())
        return -1;
    const QRect box = barsBox();
    const int shown = m_histogram.last() - m_histogram.first() + 1;
    const int at = (x - box.left()) * shown / std::max(1, box.width());
    return m_histogram.first() + std::clamp(at, 0, shown - 1);
}

QRect LogHistogramView::barOf(int bucket) const
{
    const QRect box = barsBox();
    const int shown = m_histogram.last() - m_histogram.first() + 1;
    const int left = box.left() + (bucket - m_histogram.first()) * box.width() / shown;
    const int right = box.left() + (bucket - m_histogram.first() + 1) * box.width() / shown;
    return {left, box.top(), std::max(1, right - left - (right - left > 3 ? 1 : 0)), box.height()};
}

QString LogHistogramView::bucketText(int bucket) const
{
    const LogHistogram::Bucket& counts = m_histogram.at(bucket);
    return tr("%1 %2: %3 lines, %4 warnings, %5 errors")
        .arg(logTimeText(m_histogram.start(bucket), m_zone), logZoneName(m_zone), locale().toString(counts.all()),
             locale().toString(counts.warnings), locale().toString(counts.errors));
}

void LogHistogramView::paintEvent(QPaintEvent*)
{
    const Tokens& look = tokens(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(QPen(hasFocus() ? look.focus : look.border, hasFocus() ? 2 : 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setFont(captionFont());
    painter.setPen(look.muted);
    const QRect words = rect().adjusted(space::s, 0, -space::s, -space::xs);
    if (m_histogram.empty()) {
        painter.drawText(words, Qt::AlignCenter, tr("No line with a time yet"));
        return;
    }
    if (m_from.known() && m_until.known()) {
        const int left = barOf(m_histogram.bucketOf(m_from)).left();
        const int right = barOf(m_histogram.bucketOf({m_until.utcMs - 1})).right();
        painter.fillRect(QRect(left, barsBox().top(), right - left + 1, barsBox().height()), look.selection);
        painter.setPen(look.focus);
        painter.drawLine(left, barsBox().top(), left, barsBox().bottom());
        painter.drawLine(right, barsBox().top(), right, barsBox().bottom());
    }
    if (m_pressed >= 0 && m_dragged != m_pressed) {
        const QRect dragged = barOf(m_pressed) | barOf(m_dragged);
        painter.fillRect(dragged, look.selection);
    }
    const quint32 highest = m_histogram.highest();
    for (int bucket = m_histogram.first(); bucket <= m_histogram.last(); ++bucket)
        paintBar(painter, bucket, highest);
    if (hasFocus() && m_cursor >= 0) {
        painter.setPen(QPen(look.focus, 2));
        painter.drawLine(barOf(m_cursor).center().x(), barsBox().top(), barOf(m_cursor).center().x(),
                         barsBox().bottom());
    }
    painter.setPen(look.muted);
    painter.drawText(words, static_cast<int>(Qt::AlignLeft | Qt::AlignBottom),
                     logTimeText(m_histogram.start(m_histogram.first()), m_zone));
    painter.drawText(words, static_cast<int>(Qt::AlignRight | Qt::AlignBottom),
                     logTimeText(m_histogram.start(m_histogram.last()), m_zone) + QLatin1Char(' ') +
                         logZoneName(m_zone));
}

void LogHistogramView::paintBar(QPainter& painter, int bucket, quint32 highest) const
{
    const LogHistogram::Bucket& counts = m_histogram.at(bucket);
    if (counts.all() == 0)
        return;
    const Tokens& look = tokens(palette());
    const QRect bar = barOf(bucket);
    // Anything at all is seen, however much there is elsewhere.
    const auto height = [&](quint32 count) {
        return count == 0 ? 0 : std::max(2, static_cast<int>(qint64{count} * bar.height() / std::max(1U, highest)));
    };
    int bottom = bar.bottom() + 1;
    const std::pair<quint32, QColor> parts[] = {
        {counts.errors, look.halt}, {counts.warnings, look.soft}, {counts.other, look.border}};
    for (const auto& [count, color] : parts) {
        const int high = std::min(height(count), bottom - bar.top());
        painter.fillRect(QRect(bar.left(), bottom - high, bar.width(), high), color);
        bottom -= high;
    }
}

void LogHistogramView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_histogram.empty())
        return;
    m_pressed = bucketAt(event->pos().x());
    m_dragged = m_pressed;
}

void LogHistogramView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressed < 0)
        return;
    m_dragged = bucketAt(event->pos().x());
    update();
}

void LogHistogramView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_pressed < 0 || event->button() != Qt::LeftButton)
        return;
    const int from = std::exchange(m_pressed, -1);
    const int to = bucketAt(event->pos().x());
    m_cursor = to;
    if (from == to)
        Q_EMIT jumped(m_histogram.start(from));
    else
        choose(from, to);
    update();
}

void LogHistogramView::choose(int from, int to)
{
    Q_EMIT windowChosen(m_histogram.start(std::min(from, to)), m_histogram.start(std::max(from, to) + 1));
}

void LogHistogramView::keyPressEvent(QKeyEvent* event)
{
    if (m_histogram.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int at = m_cursor < 0 ? m_histogram.last() : std::clamp(m_cursor, m_histogram.first(), m_histogram.last());
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        m_cursor = std::clamp(at + step, m_histogram.first(), m_histogram.last());
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            m_anchor = m_anchor < 0 ? at : m_anchor;
            choose(m_anchor, m_cursor);
        } else {
            m_anchor = -1;
        }
        setAccessibleDescription(bucketText(m_cursor));
        update();
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT jumped(m_histogram.start(at));
        return;
    case Qt::Key_Escape:
        Q_EMIT windowGivenUp();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool LogHistogramView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !m_histogram.empty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), bucketText(bucketAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ops::ui
