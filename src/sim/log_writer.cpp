#include "sim/log_writer.h"

#include <QString>

#include <cerrno>
#include <climits>
#include <poll.h>
#include <unistd.h>

namespace ops::sim {
namespace {

constexpr qsizetype maxBytes = qsizetype{8} * 1024 * 1024;
constexpr int pollMs = 50;
constexpr std::chrono::milliseconds endGrace{500};

} // namespace

LogWriter::LogWriter()
    : m_thread([this] { run(); })
{
}

LogWriter::~LogWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_deadline = std::chrono::steady_clock::now() + endGrace;
    }
    m_wake.notify_one();
    m_thread.join();
}

void LogWriter::write(bool toStderr, QByteArray lines)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_bytes + lines.size() > maxBytes) {
            ++m_dropped;
            return;
        }
        if (m_dropped > 0) {
            const QByteArray gap =
                QByteArray("[sim] ") + QByteArray::number(m_dropped) + " log writes dropped, nobody was reading\n";
            m_dropped = 0;
            m_bytes += gap.size();
            m_chunks.push_back({STDOUT_FILENO, gap});
        }
        m_bytes += lines.size();
        m_chunks.push_back({toStderr ? STDERR_FILENO : STDOUT_FILENO, std::move(lines)});
    }
    m_wake.notify_one();
}

void LogWriter::writeAlways(QByteArray line)
{
    {
        const std::lock_guard lock(m_mutex);
        m_bytes += line.size();
        m_chunks.push_back({STDOUT_FILENO, std::move(line)});
    }
    m_wake.notify_one();
}

bool LogWriter::isBusy() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes > maxBytes / 2;
}

void LogWriter::run()
{
    bool closed[3] = {false, false, false};
    for (;;) {
        Chunk chunk;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_chunks.empty(); });
            if (m_chunks.empty())
                return;
            chunk = std::move(m_chunks.front());
            m_chunks.pop_front();
        }
        if (!closed[chunk.fd] && !writeOut(chunk))
            closed[chunk.fd] = true; // the reader has gone; Titan goes on
        const std::lock_guard lock(m_mutex);
        m_bytes -= chunk.bytes.size();
    }
}

bool LogWriter::writeOut(const Chunk& chunk)
{
    qsizetype done = 0;
    while (done < chunk.bytes.size()) {
        pollfd ready{chunk.fd, POLLOUT, 0};
        const int polled = ::poll(&ready, 1, pollMs);
        if (polled == 0 || (polled < 0 && errno == EINTR)) {
            if (expired())
                return false;
            continue;
        }
        // A pipe that polls writable takes PIPE_BUF bytes without blocking.
        const size_t part = static_cast<size_t>(qMin<qsizetype>(chunk.bytes.size() - done, PIPE_BUF));
        const ssize_t written = ::write(chunk.fd, chunk.bytes.constData() + done, part);
        if (written < 0 && errno != EINTR && errno != EAGAIN)
            return false;
        if (written > 0)
            done += written;
    }
    return true;
}

bool LogWriter::expired()
{
    const std::lock_guard lock(m_mutex);
    return m_stopping && std::chrono::steady_clock::now() > m_deadline;
}

} // namespace ops::sim
