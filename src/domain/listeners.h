#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace ops::domain {

// One subscription that would receive a subject.
struct Listener {
    QString name;        // client name, or "lang version" in its absence, or "cid N"; data from outside
    quint64 cid = 0;     // connection id on its server
    QString subject;     // the subscription's own pattern
    QString queue;       // queue group; empty: none
    bool isOurs = false; // one of this program's own connections

    bool operator==(const Listener&) const = default;
};

// Who would hear the halt subject, as the server's monitoring port says it. A stream's own subscription (its pattern,
// on an internal client) is no listener and is counted apart.
struct ListenerSnapshot {
    std::vector<Listener> listeners; // services and tools, without this program's own connections
    QStringList streams;             // patterns of streams that store the subject
    bool incomplete = false;         // the server had more subscriptions than it tells in one answer
    base::Instant at;

    QStringList names() const; // distinct, sorted
};

// Joins the monitoring port's /subsz?subs=1&test=SUBJECT and /connz?subs=1 bodies. `ownNames` are this program's own
// client names; `routez` (optional) is what /routez says, to tell subscribers on other servers of a cluster from
// streams. Errors: either body is not the JSON that NATS answers there. Source: nats-server 2.9 monitoring API.
base::Result<ListenerSnapshot> joinListeners(const QByteArray& subsz, const QByteArray& connz,
                                             const QStringList& ownNames, const base::Instant& at,
                                             const QByteArray& routez = {});

} // namespace ops::domain
