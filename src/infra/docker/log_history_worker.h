#pragma once

#include "app/ports/log_history_port.h"
#include "domain/host/host_command.h"
#include "domain/log/line_splitter.h"
#include "domain/log/log_history.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <array>

namespace ops::infra {

class LogWorker;

// One question to a docker client: a container's log between two stamps.
struct LogHistoryAsk {
    app::LogContainer container;
    QByteArray since; // empty: from its beginning
    QByteArray until;
};

// The part of a load of older lines that is done on the store's thread: decides what is asked for, keeps what comes in
// bounded memory, merges it and puts it in front. Each load has a number; what comes for another one is nobody's. Lives
// on the thread of DockerLogSource.
class LogHistoryWorker final : public QObject {
    Q_OBJECT

public:
    // The newest bytes of each channel that one load keeps.
    static constexpr qint64 maxChannelBytes = qint64{2} * 1024 * 1024;
    // How often one load asks anew because newer lines pushed out what it was to be joined to.
    static constexpr int maxAnew = 3;

    // The worker outlives this.
    explicit LogHistoryWorker(LogWorker& logs);

    // Answered by planned(), or by done() where nothing is to be asked.
    void begin(quint64 load, const QVector<app::LogContainer>& containers);
    void take(quint64 load, const QString& containerId, domain::OutputChannel channel, const QByteArray& bytes);
    // Its client ended. Answered by read().
    void end(quint64 load, const QString& containerId);
    // Those whose client failed are left out. Answered by planned(), to look further back, or by done().
    void finish(quint64 load, const QSet<QString>& failed, const QSet<QString>& gone);
    void drop(quint64 load);
    void letGo();

Q_SIGNALS:
    void planned(quint64 load, const QVector<ops::infra::LogHistoryAsk>& asks);
    // `said`: what the client said besides log lines.
    void read(quint64 load, const QString& containerId, const QByteArray& said);
    void progressed(quint64 load, qint64 rows, ops::domain::LogTime earliest);
    void frontChanged(ops::domain::LogSeq unmoved);
    // Without problems of clients, which whoever ran them knows.
    void done(quint64 load, const ops::app::LogHistoryEnd& end);

private:
    struct Channel {
        int number = 0; // of the book
        domain::LineSplitter splitter;
        std::optional<domain::LogOlderLines> older;
    };
    struct Log {
        app::LogContainer container;
        std::array<Channel, 2> channels;
        QByteArray said;
    };
    using Seams = std::array<std::optional<domain::LogSeam>, 2>; // of standard output and standard error
    Seams seamsOf(const QString& containerId) const;
    std::optional<domain::LogSeam> marksSeam() const;
    void plan();
    void takeLine(Log& log, Channel& channel, std::string_view line);
    void sayProgress();
    bool lookFurther() const;
    bool seamsMoved() const;
    std::optional<qint64> floorNs() const;
    void putInFront();
    bool planAnew();
    void bringAll(const std::vector<int>& channels);
    void finishWith(app::LogHistoryEnd end);

    LogWorker& m_logs;
    quint64 m_load = 0; // 0: none
    int m_step = 0;     // the reach that was enough the last time is the first one of the next
    std::optional<qint64> m_sinceNs;
    QVector<app::LogContainer> m_containers;
    QHash<QString, Log> m_asked;
    QHash<QString, Seams> m_seams; // of each container, when it was planned
    int m_anew = 0;
    bool m_onlyMarks = false; // nothing is missing of any log
    QSet<QString> m_failed;   // left out for the rest of this load
    std::vector<base::Error> m_problems;
    qint64 m_rows = 0;
    domain::LogTime m_earliest;
    std::string m_buffer;
    QElapsedTimer m_saidProgress;
};

} // namespace ops::infra
