#pragma once

#include <QTimer>

#include <functional>

namespace ops::ui {

// Redraws once for news that come close together: `draw` is called 4 ms after the first request since it last was, a
// quarter of a frame at 60 Hz. While a command is on its way the GUI thread stays free for the answer, and what comes
// in a burst (SENT, replies, the command heard on its own subject) costs one redraw. For what is looked at, not for
// what is decided: controllers always know at once. GUI thread.
class Coalescer : public QObject {
    Q_OBJECT

public:
    Coalescer(std::function<void()> draw, QObject* parent);

    void request();
    void flush(); // draws now what was asked for, if anything was

private:
    std::function<void()> m_draw;
    QTimer m_timer;
};

} // namespace ops::ui
