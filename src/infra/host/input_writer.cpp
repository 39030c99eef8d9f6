#include "infra/host/input_writer.h"

#include <QSocketNotifier>

#include <cerrno>
#include <utility>

namespace ops::infra {

InputWriter::InputWriter(Descriptor target, QByteArray bytes, bool keepOpen, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_bytes(std::move(bytes))
    , m_keepOpen(keepOpen)
    , m_notifier(new QSocketNotifier(m_target.get(), QSocketNotifier::Write, this))
{
    connect(m_notifier, &QSocketNotifier::activated, this, &InputWriter::write);
    write();
}

void InputWriter::close()
{
    m_notifier->setEnabled(false);
    m_target.reset();
    m_bytes.clear();
}

void InputWriter::write()
{
    while (m_target.isOpen() && m_written < m_bytes.size()) {
        const ssize_t length =
            ::write(m_target.get(), m_bytes.constData() + m_written, static_cast<size_t>(m_bytes.size() - m_written));
        if (length > 0)
            m_written += length;
        else if (length < 0 && errno == EAGAIN)
            return;
        else if (length < 0 && errno != EINTR)
            return close(); // it reads no more; that is its own affair
    }
    m_notifier->setEnabled(false);
    m_bytes.clear();
    m_written = 0;
    if (!m_keepOpen)
        m_target.reset();
}

} // namespace ops::infra
