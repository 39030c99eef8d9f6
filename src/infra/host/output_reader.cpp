#include "infra/host/output_reader.h"

#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <cerrno>
#include <sys/ioctl.h>
#include <utility>

namespace ops::infra {
namespace {

constexpr int flushIntervalMs = 50;
constexpr qsizetype oneRead = 64 * 1024;         // what a pipe holds
constexpr qsizetype oneActivation = 4 * oneRead; // then the event loop has its turn

} // namespace

OutputReader::OutputReader(Descriptor source, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_notifier(new QSocketNotifier(m_source.get(), QSocketNotifier::Read, this))
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer, &QTimer::timeout, this, &OutputReader::flush);
    connect(m_notifier, &QSocketNotifier::activated, this, &OutputReader::onReadable);
}

bool OutputReader::read(qsizetype limit)
{
    while (limit > 0) {
        const qsizetype before = m_pending.size();
        const qsizetype wanted = std::min(limit, oneRead);
        m_pending.resize(before + wanted);
        const ssize_t length = ::read(m_source.get(), m_pending.data() + before, static_cast<size_t>(wanted));
        const int error = errno;
        m_pending.resize(before + std::max<ssize_t>(0, length));
        if (length > 0) {
            limit -= length;
            continue;
        }
        if (length < 0 && error == EINTR)
            continue;
        if (length == 0 || error != EAGAIN) { // nobody can write any more
            m_notifier->setEnabled(false);
            m_source.reset();
        }
        return false;
    }
    return true;
}

void OutputReader::onReadable()
{
    read(std::min(oneActivation, maxPending - m_pending.size()));
    if (m_pending.size() >= maxPending)
        m_notifier->setEnabled(false);
    if (m_pending.isEmpty() || m_timer->isActive())
        return;
    const qint64 passed = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : flushIntervalMs;
    if (passed >= flushIntervalMs)
        flush();
    else
        m_timer->start(static_cast<int>(flushIntervalMs - passed));
}

void OutputReader::flush()
{
    m_sinceFlush.start();
    if (m_source.isOpen())
        m_notifier->setEnabled(true);
    if (!m_pending.isEmpty())
        Q_EMIT arrived(std::exchange(m_pending, {}));
}

void OutputReader::drain()
{
    m_timer->stop();
    m_notifier->setEnabled(false);
    int left = 0;
    if (m_source.isOpen() && ::ioctl(m_source.get(), FIONREAD, &left) == 0)
        read(left);
    m_source.reset();
    flush();
}

} // namespace ops::infra
