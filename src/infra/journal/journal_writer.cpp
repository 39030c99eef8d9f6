#include "infra/journal/journal_writer.h"

#include "base/time_text.h"

#include <QJsonObject>
#include <QMutexLocker>

namespace ops::infra {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::chrono::milliseconds gatherTime{1};

} // namespace

JournalWriter::JournalWriter(const QString& directory, const base::Clock& clock)
    : m_file(directory)
    , m_clock(clock)
{
}

void JournalWriter::push(JournalRequest request)
{
    bool wake = false;
    {
        const QMutexLocker locked(&m_mutex);
        m_inbox.push_back(std::move(request));
        wake = !std::exchange(m_wakePosted, true);
    }
    if (wake)
        QMetaObject::invokeMethod(this, &JournalWriter::wake, Qt::QueuedConnection);
}

void JournalWriter::start()
{
    m_timer = new QTimer(this);
    m_timer->setInterval(1000);
    connect(m_timer, &QTimer::timeout, this, &JournalWriter::look);
    m_timer->start();
    m_gather = new QTimer(this);
    m_gather->setSingleShot(true);
    m_gather->setTimerType(Qt::PreciseTimer);
    m_gather->setInterval(gatherTime);
    connect(m_gather, &QTimer::timeout, this, &JournalWriter::drain);
    const auto opened = m_file.open();
    report(opened ? std::nullopt : std::optional(opened.error()));
}

void JournalWriter::load(int limit)
{
    drain(); // what was handed over before is among the newest
    const auto entries = m_file.newest(limit);
    if (!entries)
        report(entries.error());
    Q_EMIT loaded(entries ? *entries : QVector<domain::JournalEntry>());
}

void JournalWriter::finish()
{
    drain();
    if (!m_waiting.empty())
        writeWaiting(0);
    delete m_timer;
    delete m_gather;
}

void JournalWriter::wake()
{
    if (!m_gather->isActive())
        m_gather->start();
}

void JournalWriter::drain()
{
    std::vector<JournalRequest> fresh;
    {
        const QMutexLocker locked(&m_mutex);
        fresh.swap(m_inbox);
        m_wakePosted = false;
    }
    if (fresh.empty())
        return;
    const size_t count = fresh.size();
    m_waiting.insert(m_waiting.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    writeWaiting(count);
}

// The newest `fresh` of the waiting ones have not been tried yet.
void JournalWriter::writeWaiting(size_t fresh)
{
    std::vector<domain::JournalRecord> records;
    records.reserve(m_waiting.size() + 1);
    const bool gap = m_forgotten > 0 || m_waiting.size() > fresh;
    if (gap)
        records.push_back(gapRecord());
    for (const JournalRequest& request : m_waiting)
        records.push_back(request.record);

    auto written = m_file.append(records);
    if (!written) {
        keepWaiting(fresh, written.error());
        report(written.error());
        return;
    }
    // Records about the file itself come before ours.
    const auto extra = written->own.size() - static_cast<qsizetype>(m_waiting.size());
    std::vector<JournalRequest> done;
    done.swap(m_waiting);
    m_forgotten = 0;
    report(written->headError);
    for (const domain::JournalEntry& entry : std::as_const(written->others))
        Q_EMIT appended(0, entry);
    for (qsizetype i = 0; i < written->own.size(); ++i) {
        // A record that was late has had its appendFailed: nobody must take it for good news now.
        const JournalRequest* request = i < extra ? nullptr : &done[static_cast<size_t>(i - extra)];
        const bool late = request == nullptr || request->failedAt.monoNs != 0;
        Q_EMIT appended(late ? 0 : request->token, written->own.at(i));
    }
}

void JournalWriter::keepWaiting(size_t fresh, const Error& error)
{
    const base::Instant now = m_clock.now();
    for (size_t i = m_waiting.size() - fresh; i < m_waiting.size(); ++i) {
        m_waiting[i].failedAt = now;
        if (m_waiting[i].token != 0)
            Q_EMIT appendFailed(m_waiting[i].token, error);
    }
    if (m_waiting.size() > maxWaiting) {
        // The first ones tell how it began; the newest are given up, and counted.
        m_forgotten += m_waiting.size() - maxWaiting;
        m_waiting.resize(maxWaiting);
    }
    m_lastError = error;
}

domain::JournalRecord JournalWriter::gapRecord() const
{
    const JournalRequest& first = m_waiting.front();
    domain::JournalRecord record;
    record.event = domain::JournalEvent::JournalGap;
    record.at = m_clock.now();
    record.environment = first.record.environment;
    record.actor = first.record.actor;
    qint64 late = 0;
    for (const JournalRequest& request : m_waiting)
        late += request.failedAt.monoNs != 0 ? 1 : 0;
    record.fields = QJsonObject{
        {QStringLiteral("what"), QStringLiteral("records that could not be written when they happened follow")},
        {QStringLiteral("late"), late},
        {QStringLiteral("lost"), static_cast<qint64>(m_forgotten)},
        {QStringLiteral("since"), base::utcStampText(first.failedAt.utcMs)},
        {QStringLiteral("why"), m_lastError ? base::toLogLine(*m_lastError) : QString()},
    };
    return record;
}

void JournalWriter::look()
{
    if (!m_waiting.empty()) {
        writeWaiting(0);
        return;
    }
    const auto others = m_file.look();
    if (others)
        for (const domain::JournalEntry& entry : *others)
            Q_EMIT appended(0, entry);
    report(others ? std::nullopt : std::optional(others.error()));
}

void JournalWriter::report(const std::optional<Error>& error)
{
    app::JournalStatus status;
    status.path = m_file.path();
    status.lastSequence = m_file.lastSequence();
    status.waiting = static_cast<int>(m_waiting.size());
    status.error = error;
    status.writable = !error;
    if (!error && m_file.broken()) {
        const domain::ChainBreak& broken = *m_file.broken();
        status.error = Error{ErrorCode::Corrupt,
                             QStringLiteral("the chain is broken at line %1 (%2): %3")
                                 .arg(broken.line)
                                 .arg(domain::chainFaultWord(broken.fault), broken.detail),
                             m_file.path()};
    }
    const bool same = m_everReported && status.writable == m_reported.writable && status.error == m_reported.error &&
                      status.waiting == m_reported.waiting && status.lastSequence == m_reported.lastSequence;
    if (same)
        return;
    m_everReported = true;
    m_reported = status;
    Q_EMIT statusChanged(status);
}

} // namespace ops::infra
