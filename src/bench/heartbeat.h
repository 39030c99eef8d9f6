#pragma once

#include "bench/statistics.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace ops::bench {

// How long the GUI thread keeps others waiting: a thread of its own posts it an event every millisecond, one at a time,
// and each sample is how long that event lay there. How long the GUI thread really worked from one such event to the
// next tells a slow slot from a machine that was busy with others. GUI thread; stopped before it goes.
class Heartbeat final : public QObject {
    Q_OBJECT

public:
    Heartbeat() = default;
    ~Heartbeat() override;

    void start();
    void stop();
    const Samples& waitedMs() const { return m_waited; }
    const Samples& workedMs() const { return m_worked; }

protected:
    void customEvent(QEvent* event) override;

private:
    void beat();

    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_running = false;
    bool m_posted = false; // and not answered yet
    qint64 m_postedNs = 0;
    qint64 m_workedNs = 0; // the GUI thread's own time at the last answer
    Samples m_waited;
    Samples m_worked;
};

} // namespace ops::bench
