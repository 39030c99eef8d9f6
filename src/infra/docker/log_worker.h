#pragma once

#include "base/result.h"
#include "domain/host/host_command.h"
#include "domain/log/log_follow.h"
#include "domain/log/log_history_front.h"
#include "domain/log/log_ingest.h"
#include "domain/log/log_rejoin.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

namespace ops::infra {

// The writer of a log store that followers of containers fill: cuts what they print into lines, lets each line of a log
// through once, and merges. Lives on the thread of DockerLogSource; only the store and the signals leave it.
class LogWorker final : public QObject {
    Q_OBJECT

public:
    explicit LogWorker(std::shared_ptr<domain::LogStore> store);

    // A follower of this container begins; `fromTail`: not with the log's first line.
    void begin(const QString& containerId, const QString& service, bool fromTail);
    void began(const QString& containerId); // the client runs
    void take(const QString& containerId, domain::OutputChannel channel, const QByteArray& bytes);
    // Answered by ended(). `clean`: the client ended by itself, and what it printed is all that there was.
    void end(const QString& containerId, bool clean);
    void close(const QString& containerId);
    void mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs);

    // For LogHistoryWorker, on the same thread.
    const domain::LogStoreLimits& limits() const { return m_store->limits(); }
    domain::LogHistoryBook& book() { return m_book; }
    const domain::LogMarks& marks() const { return m_ingest.marks(); }
    // Of standard output and standard error, also when it was closed; nothing: it was never begun.
    std::optional<std::array<int, 2>> historyChannels(const QString& containerId) const;
    // What the tail of a channel began with; nothing: it was no tail, or there is no line yet.
    std::optional<domain::LogTailStart> tailStart(const QString& containerId, size_t channel) const;
    // The line from which on nothing changed, if anything did. Of `channels` nothing is missing from `fromNs` on.
    // Errors: Busy, for a moment; TooLarge; NoSpace.
    base::Result<std::optional<domain::LogSeq>>
    putInFront(domain::LogHistoryFront& front, const std::vector<int>& channels, std::optional<qint64> fromNs);
    // What was put in front of a channel: its follower may have some of it under way.
    void bring(const QString& containerId, size_t channel, const domain::LogOlderLines& older);
    void letOlderGo();
    // Has the book know what the cap took.
    void noteLost();

Q_SIGNALS:
    void grew();
    // `said`: what the client said besides log lines. `since`: where the next follower is to begin.
    void ended(const QString& containerId, const ops::domain::LogsEnd& end, const QByteArray& said,
               const QByteArray& since);

private:
    struct Channel {
        domain::LineSplitter splitter;
        int source = 0;         // of the ingest
        bool hasBegun = false;  // a line of it came
        std::string unfinished; // the last line, where it has no end: what comes next is printed on the same one
    };
    struct Log {
        QString containerId;
        QByteArray service;
        bool fromTail = false;
        std::array<Channel, 2> channels;
        domain::LogRejoin rejoin;
        QByteArray said;
        qint64 fresh = 0;
        qint64 catchingUpUntilNs = 0; // 0: it has caught up
    };
    void takeLine(Log& log, size_t channel, std::string_view line, qint64 monoNs);
    void takeRest(Log& log, size_t channel, std::string_view rest, bool clean, qint64 monoNs);
    void sayGap(const Log& log, std::optional<qint64> fromNs, qint64 toNs, qint64 monoNs);
    qint64 ingestNs();
    void look();

    std::shared_ptr<domain::LogStore> m_store;
    domain::LogIngest m_ingest;
    QHash<QString, std::shared_ptr<Log>> m_logs;
    std::string m_buffer;
    QTimer* m_look;
    domain::LogSeq m_saidEnd;
    domain::LogHistoryBook m_book;
    std::vector<int> m_channelOfSource;                   // by the ingest's numbers, which are given again
    QHash<QString, std::array<int, 2>> m_historyChannels; // by container
    QHash<QString, std::array<std::optional<domain::LogTailStart>, 2>> m_tailStarts;
    int m_lastChannel = 0;
    domain::LogSeq m_oldest;  // of the store, when that was looked at
    qint64 m_heldAtNs = 0;    // the ingest's clock stands still while followers catch up
    qint64 m_heldSinceNs = 0; // 0: it does not
};

} // namespace ops::infra
