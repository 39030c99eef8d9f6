#pragma once

#include "bench/statistics.h"
#include "infra/host/descriptor.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace ops::bench {

// How long the GUI thread keeps others waiting: a thread of its own posts it an event every millisecond, one at a time,
// and each sample is how long that event lay there. What of it the GUI thread had no processor, because the machine had
// other work for all of them, is known from the kernel: the rest is its own doing. GUI thread; stopped before it goes.
class Heartbeat final : public QObject {
    Q_OBJECT

public:
    // BeforeOthers: of a beat that is itself late for want of a processor the GUI thread is innocent. AsOthers: where
    // what is measured is what many threads make of the processors they share.
    enum class Urgency { BeforeOthers, AsOthers };
    explicit Heartbeat(Urgency urgency = Urgency::BeforeOthers)
        : m_urgency(urgency)
    {
    }
    ~Heartbeat() override;

    void start();
    void stop();
    const Samples& waitedMs() const { return m_waited; }
    const Samples& ownMs() const { return m_own; }

protected:
    void customEvent(QEvent* event) override;

private:
    void beat();
    qint64 queuedNs() const;

    Urgency m_urgency;
    infra::Descriptor m_schedule; // the kernel's account of the GUI thread
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_running = false;
    bool m_posted = false; // and not answered yet
    qint64 m_postedNs = 0;
    qint64 m_queuedNs = 0; // the GUI thread without a processor so far, at the last answer
    Samples m_waited;
    Samples m_own;
};

} // namespace ops::bench
