#include "infra/journal/journal_file.h"

#include "infra/journal/journal_writer.h"

namespace ops::infra {

JournalFile::JournalFile(const QString& stateDirectory, const base::Clock& clock, QObject* parent)
    : app::JournalPort(parent)
    , m_writer(new JournalWriter(stateDirectory, clock))
{
    m_thread.setObjectName(QStringLiteral("journal"));
    m_writer->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_writer, &JournalWriter::start);
    // Direct: runs on the journal thread as its last act.
    connect(
        &m_thread, &QThread::finished, m_writer,
        [writer = m_writer] {
            writer->finish();
            delete writer;
        },
        Qt::DirectConnection);
    connect(m_writer, &JournalWriter::appended, this, &app::JournalPort::appended);
    connect(m_writer, &JournalWriter::appendFailed, this, &app::JournalPort::appendFailed);
    connect(m_writer, &JournalWriter::loaded, this, &app::JournalPort::loaded);
    connect(m_writer, &JournalWriter::statusChanged, this, &app::JournalPort::statusChanged);
    m_thread.start();
}

JournalFile::~JournalFile()
{
    m_thread.quit();
    m_thread.wait();
}

void JournalFile::append(const domain::JournalRecord& record, quint64 token)
{
    m_writer->push({record, token, {}});
}

void JournalFile::load(int limit)
{
    QMetaObject::invokeMethod(
        m_writer, [writer = m_writer, limit] { writer->load(limit); }, Qt::QueuedConnection);
}

} // namespace ops::infra
