#pragma once

#include "domain/services/container.h"
#include "domain/services/engine_status.h"
#include "domain/services/service_act.h"

#include <QObject>
#include <QVector>

#include <optional>

namespace ops::app {

// What can be asked of one container; each names exactly one.
using ContainerAct = domain::ContainerAct;

// The whole truth about a host's containers at one moment; what is not in it is gone.
struct EngineSnapshot {
    QString host;
    std::vector<domain::Container> containers;
    base::Instant at;                               // when the engine was asked
    std::optional<double> latencyMs = std::nullopt; // until it had told everything
};

// The container engine of one command host: looked at once, then followed by its events, and looked at anew every few
// seconds, after every gap and after its return (no ghosts). Lives on the GUI thread, its calls return at once; runs
// `docker` through the command host and never waits for it. Everything has a deadline: a frozen engine freezes nobody.
class EnginePort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QString host() const = 0;
    // Begins to follow; goes on until unfollow(), through the engine's death and return.
    virtual void follow() = 0;
    virtual void unfollow() = 0;
    // CPU and memory every few seconds; off when nobody looks (it costs the engine two seconds each time).
    virtual void setLoadWanted(bool wanted) = 0;
    // The last `lines` lines of one container, both channels in order; answered by tailRead with the same `token`.
    virtual void readTail(const QString& containerId, int lines, quint64 token) = 0;
    // `id` comes back in actFinished. The caller has guarded and journalled it; here it is only carried out.
    virtual void act(ContainerAct act, const QString& containerId, quint64 id) = 0;

Q_SIGNALS:
    void statusChanged(const ops::domain::EngineStatus& status);
    void snapshotTaken(const ops::app::EngineSnapshot& snapshot);
    // One container as it is after an event; `event` says what happened.
    void containerChanged(const ops::domain::Container& container, const ops::domain::EngineEvent& event,
                          const ops::base::Instant& at);
    void containerGone(const QString& containerId, const ops::base::Instant& at);
    void loadTaken(const QVector<ops::domain::ContainerLoad>& loads, const ops::base::Instant& at);
    void tailRead(quint64 token, const QByteArray& text);
    void tailFailed(quint64 token, const ops::base::Error& error);
    // Done is the engine's word, which is not yet the effect: the events show that.
    void actFinished(quint64 id, const ops::domain::ActReply& reply);
};

} // namespace ops::app
