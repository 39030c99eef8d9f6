#pragma once

#include <QAbstractButton>

namespace ops::ui {

// A rounded choice among a few; the chosen one has the focus colour and a heavier line (never colour alone: rule G5).
class Chip final : public QAbstractButton {
    Q_OBJECT

public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QFont wordFont(bool chosen) const;
};

} // namespace ops::ui
