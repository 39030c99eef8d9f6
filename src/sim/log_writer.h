#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace ops::sim {

// Writes lines to stdout and stderr on its own thread, so that a reader who does not read cannot stop Titan. Bounded:
// what does not fit is dropped and counted in a line of its own. Owned by main; write() from any thread.
class LogWriter {
public:
    LogWriter();
    ~LogWriter(); // writes out what is left, for at most half a second

    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

    void write(bool toStderr, QByteArray lines);
    // Never dropped: READY and the answers to faults.
    void writeAlways(QByteArray line);
    // Half of the room is used: a log storm waits.
    bool isBusy() const;

private:
    struct Chunk {
        int fd = 1;
        QByteArray bytes;
    };

    void run();
    bool writeOut(const Chunk& chunk);
    bool expired();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Chunk> m_chunks;
    qsizetype m_bytes = 0;
    qint64 m_dropped = 0;
    bool m_stopping = false;
    std::chrono::steady_clock::time_point m_deadline;
    std::thread m_thread;
};

} // namespace ops::sim
