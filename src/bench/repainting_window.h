#pragma once

#include "ui/common/window_context.h"
#include "ui/window/main_window.h"

#include <QElapsedTimer>
#include <QTimer>

namespace ops::bench {

// The real main window, all of it painted again 60 times a second while run(true). GUI thread.
class RepaintingWindow final : public QObject {
    Q_OBJECT

public:
    explicit RepaintingWindow(const ui::WindowContext& context);

    bool show(); // false when it was not painted
    void run(bool on);
    int painted() const { return m_painted; } // frames while running, so far
    double framesPerSecond() const;           // while running

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ui::MainWindow m_window;
    QTimer m_frame;
    QElapsedTimer m_since;
    qint64 m_ranNs = 0;
    int m_painted = 0;
    bool m_seen = false;
};

} // namespace ops::bench
