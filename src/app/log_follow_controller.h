#pragma once

#include "app/ports/log_follow_port.h"
#include "app/services_controller.h"
#include "domain/log/command_marker.h"

#include <QMap>
#include <QSet>
#include <QTimer>

namespace ops::app {

// Keeps the logs of all services followed that the engines know of, whatever happens to their containers. GUI thread;
// owned by main; everything it is given outlives it.
class LogFollowController final : public QObject {
    Q_OBJECT

public:
    // What `docker logs --tail 100` of the runbook shows of a container that ran before.
    static constexpr int presetTail = 100;

    struct Followed {
        LogContainer container;
        QString containerName;
        std::optional<int> tail; // what its first follower begins with; nothing: all lines
        domain::LogFollow follow;
    };

    LogFollowController(const base::Clock& clock, ServicesController& services, LogFollowPort& port,
                        const domain::LogFollowTimes& times = {}, QObject* parent = nullptr);

    // How many lines of a container that ran before are shown at first; before the start.
    void setTail(int lines) { m_tail = lines; }
    // Begins to follow, and goes on until the end; a second call does nothing.
    void start();
    bool started() const { return m_started; }
    // By service, then by container; those whose container is no more are left out.
    QVector<Followed> followed() const;
    // All whose lines there are, also those that are no more.
    QVector<LogContainer> containers() const;
    std::vector<domain::EngineStatus> engines() const { return m_services.engines(); }
    // What is due now; by itself when it is.
    void tick();
    // What was done to Titan stands among the lines at its moment; what was done before the start comes with it.
    void note(const domain::JournalRecord& record);
    // What earlier sessions recorded: commands and acts of the last day, and the last halt however long ago. Of changes
    // of state nothing: what was seen then is in the journal. Before the start; entries from `sessionUtcMs` on were
    // noted already.
    void notePast(const QVector<domain::JournalEntry>& entries, qint64 sessionUtcMs);

Q_SIGNALS:
    void changed();

private:
    using Step = domain::LogFollowStep;
    void takeRows();
    void see(const domain::ServiceRow& row);
    void take(const QString& containerId, Step step);
    void armTimer();
    void keepUntilStart(const domain::CommandMarker& made);

    const base::Clock& m_clock;
    ServicesController& m_services;
    LogFollowPort& m_port;
    domain::LogFollowTimes m_times;
    QMap<QString, Followed> m_followed;    // by container
    QMap<QString, domain::LogTime> m_last; // the last line, by container
    QSet<QString> m_lookedAt;              // hosts whose containers were seen: what comes to them later is new
    std::vector<domain::CommandMarker> m_notedBefore; // the start; the newest ones
    QTimer m_timer;
    int m_tail = presetTail;
    bool m_started = false;
};

} // namespace ops::app
