#include "app/journal_tee.h"

namespace ops::app {

JournalTee::JournalTee(JournalPort& journal, QObject* parent)
    : JournalPort(parent)
    , m_journal(journal)
{
    connect(&m_journal, &JournalPort::appended, this, &JournalTee::appended);
    connect(&m_journal, &JournalPort::appendFailed, this, &JournalTee::appendFailed);
    connect(&m_journal, &JournalPort::loaded, this, &JournalTee::loaded);
    connect(&m_journal, &JournalPort::statusChanged, this, &JournalTee::statusChanged);
}

void JournalTee::append(const domain::JournalRecord& record, quint64 token)
{
    m_journal.append(record, token);
    Q_EMIT recorded(record);
}

} // namespace ops::app
