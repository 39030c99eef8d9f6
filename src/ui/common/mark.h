#pragma once

#include <QPalette>
#include <QRectF>
#include <QWidget>

class QPainter;

namespace ops::ui {

// Small drawn signs that mean the same everywhere; each has a shape of its own (rule G5).
enum class MarkKind {
    None,
    Ok,      // a check mark
    Failed,  // a cross
    Alarm,   // a filled square with an exclamation mark
    Warning, // a triangle with an exclamation mark
    Waiting, // three dots
    Unknown, // a question mark in a dashed ring
};

void drawMark(QPainter& painter, const QRectF& box, MarkKind kind, const QPalette& palette);
QColor markColor(MarkKind kind, const QPalette& palette);

class Mark final : public QWidget {
    Q_OBJECT

public:
    explicit Mark(MarkKind kind = MarkKind::None, QWidget* parent = nullptr);
    void setKind(MarkKind kind);
    MarkKind kind() const { return m_kind; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MarkKind m_kind;
};

} // namespace ops::ui
