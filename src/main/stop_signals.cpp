#include "main/stop_signals.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ops::main {
namespace {

constexpr std::array watched{SIGTERM, SIGINT, SIGHUP};
std::atomic<int> writeEnd{-1}; // what a handler may touch

void wakeUp(int)
{
    const int saved = errno;
    const char byte = 0;
    (void)!::write(writeEnd, &byte, 1);
    errno = saved;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int number : watched)
        ::sigaction(number, &action, nullptr);
}

} // namespace

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &StopSignals::drain);
    setHandler(wakeUp);
}

StopSignals::~StopSignals()
{
    if (!m_notifier)
        return;
    setHandler(SIG_DFL);
    const int readEnd = static_cast<int>(m_notifier->socket());
    m_notifier.reset();
    ::close(readEnd);
    ::close(writeEnd.exchange(-1));
}

void StopSignals::drain()
{
    std::array<char, 16> bytes{};
    while (::read(static_cast<int>(m_notifier->socket()), bytes.data(), bytes.size()) > 0) {
    }
    Q_EMIT stopRequested();
}

} // namespace ops::main
