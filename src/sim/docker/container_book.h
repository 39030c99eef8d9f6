#pragma once

#include <QByteArray>
#include <QString>

#include <deque>
#include <vector>

// What `docker` would say of the practice stack: its services as if each were a container. Values only; no container
// runs anywhere, and everything that shows these says so.
namespace ops::sim {

// A service as it is at this moment.
struct PlayedService {
    QString container; // its container's name
    QString compose;   // its name in the compose file
    QString image;
    bool up = false;
    qint64 startedMs = 0;
    bool unhealthy = false; // what the image's healthcheck would say
    quint16 port = 0;       // published on loopback; 0: none
    quint16 insidePort = 0; // what it would be in the container
};

struct SimContainer {
    PlayedService service;
    QString id; // 64 hex digits, from the name: the same in every drill
    qint64 finishedMs = 0;
    int exitCode = 0;
    int restarts = 0;
    bool stopped = false; // by hand: no restart policy brings it back

    QString stateWord() const { return service.up ? QStringLiteral("running") : QStringLiteral("exited"); }
    QString healthWord() const;
};

struct SimEvent {
    QString action; // "start", "die", "health_status: healthy", …
    QString container;
    int exitCode = -1; // for "die"
    qint64 atNs = 0;
};

struct SimLogLine {
    bool toStderr = false;
    qint64 atNs = 0;
    QByteArray text; // without the newline
};

// Follows the services from look to look and tells what happened between, as an engine would. Not thread-safe.
class ContainerBook {
public:
    static constexpr size_t mostEvents = 512;
    static constexpr size_t mostLines = 1000;

    // The first look finds the containers; what comes, goes and happens from the second on are events.
    std::vector<SimEvent> look(const std::vector<PlayedService>& services, qint64 nowMs);
    // It is ended or begun by hand: that is no crash, and no restart by policy.
    void noteByHand(const QString& container, bool stop);
    // What was added, with the stamps that it has from then on.
    std::vector<SimLogLine> addLog(const QString& container, bool toStderr, const QByteArray& lines, qint64 nowMs);

    const std::vector<SimContainer>& containers() const { return m_containers; }
    // By name, whole id, or the beginning of an id of at least 4 digits; nullptr: there is none.
    const SimContainer* find(const QString& nameOrId) const;
    // By name, also one that has been taken away: whom an event is about.
    const SimContainer* known(const QString& container) const;
    const std::deque<SimEvent>& events() const { return m_events; }
    std::deque<SimLogLine> log(const QString& container) const;

private:
    struct Lines {
        QString container;
        std::deque<SimLogLine> lines;
    };

    SimContainer* named(const QString& container);

    std::vector<SimContainer> m_containers;
    std::vector<SimContainer> m_gone;
    bool m_looked = false;
    std::deque<SimEvent> m_events;
    std::vector<Lines> m_logs;
};

} // namespace ops::sim
