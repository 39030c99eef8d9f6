#pragma once

#include "domain/log/log_histogram.h"
#include "ui/logs/log_words.h"

#include <QWidget>

namespace ops::ui {

// Lines over time, by level: errors stand at the bottom of each bar, warnings above them, and their number is in the
// tool tip and the description (rule G5). A click jumps there, a drag chooses a window of time. With the keyboard:
// arrows move a cursor, with Shift they choose, Enter jumps, Esc gives the window up. GUI thread.
class LogHistogramView final : public QWidget {
    Q_OBJECT

public:
    explicit LogHistogramView(QWidget* parent = nullptr);

    void setHistogram(const domain::LogHistogram& histogram);
    // Unknown: no window.
    void setWindow(domain::LogTime from, domain::LogTime until);
    void setZone(LogZone zone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void jumped(ops::domain::LogTime time);
    void windowChosen(ops::domain::LogTime from, ops::domain::LogTime until); // until: exclusive
    void windowGivenUp();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect barsBox() const;
    int bucketAt(int x) const;
    int bucketIn(const domain::LogHistogram& other, int bucket) const;
    QRect barOf(int bucket) const;
    QString bucketText(int bucket) const;
    void choose(int from, int to);
    void paintBar(QPainter& painter, int bucket, quint32 highest) const;

    domain::LogHistogram m_histogram;
    domain::LogTime m_from;
    domain::LogTime m_until;
    LogZone m_zone = LogZone::Utc;
    int m_pressed = -1;
    int m_dragged = -1;
    int m_cursor = -1;
    int m_anchor = -1; // where choosing by keyboard began
};

} // namespace ops::ui
