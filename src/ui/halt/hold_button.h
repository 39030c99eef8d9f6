#pragma once

#include "domain/halt_guard.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace ops::ui {

// The second act: held by the left mouse button or Space, filling from the left (rule H2). Not a button in Qt's sense:
// it has no click(), Enter does nothing, an auto-repeat is no press, and leaving it voids the hold. It only reports
// what the hand does; the guard decides.
class HoldButton final : public QWidget {
    Q_OBJECT

public:
    explicit HoldButton(QWidget* parent = nullptr);

    void setText(const QString& text);
    // 0 to 1; what part of the time has been held.
    void setFraction(double fraction);
    double fraction() const { return m_fraction; }
    // Space went up, and it is not known yet whether that was the hand or half of a repetition: time must not count.
    bool isLettingGo() const { return m_letGo.isActive(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void holdBegan(ops::domain::HoldSource source);
    // `heldByStamps`: the release's input stamp minus the press's; zero where the platform gives none. A Space that was
    // let go too early is told as aborted.
    void holdEnded(ops::domain::HoldSource source, std::chrono::milliseconds heldByStamps);
    void holdAborted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void begin(domain::HoldSource source, quint64 stampMs);
    void end(domain::HoldSource source, quint64 stampMs);
    void finishLetGo();
    void abort();
    QFont wordFont() const;

    QString m_text;
    double m_fraction = 0.0;
    std::optional<domain::HoldSource> m_held;
    quint64 m_pressStampMs = 0;
    quint64 m_releaseStampMs = 0; // of Space, the last one
    QTimer m_letGo;
};

} // namespace ops::ui
