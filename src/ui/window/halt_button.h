#pragma once

#include <QAbstractButton>

namespace ops::ui {

// The first act: opens the guard, sends nothing. The one saturated thing on a normal screen, and only its outline is;
// filled while the guard is open. Nothing disables it (rule H1).
class HaltButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit HaltButton(QWidget* parent = nullptr);

    void setGuardOpen(bool open);
    bool isGuardOpen() const { return m_open; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QFont wordFont() const;

    bool m_open = false;
};

} // namespace ops::ui
