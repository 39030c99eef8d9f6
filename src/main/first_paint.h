#pragma once

#include <QObject>
#include <QWidget>

namespace ops::main {

// Says when a window has been painted for the first time: only then are links connected and the keyring asked, so that
// nothing slow stands between the operator and the window. GUI thread; deletes nothing, lives with its parent.
class FirstPaint : public QObject {
    Q_OBJECT

public:
    explicit FirstPaint(QWidget& window, QObject* parent = nullptr);

Q_SIGNALS:
    void painted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_window;
    bool m_seen = false;
};

// For the start-up benchmark: one line "FIRST_PAINT <monotonic ns> <resident KiB>" on standard output.
void printFirstPaint();

} // namespace ops::main
