#pragma once

#include "base/error.h"

#include <QObject>

namespace ops::app {

// What is to be reached on a host as if it were here.
struct HostForward {
    QString name; // unique on that host: "docker", "nats"
    // Of the far side: the absolute path of a Unix socket, or host:port as that host sees it. The near side of a socket
    // is a socket, of a port a port on loopback.
    // An IPv6 address stands in brackets.
    QString target;

    bool operator==(const HostForward&) const = default;
};

// Makes a host's own sockets and ports reachable here, through the same ssh as its commands; on this machine they are
// where they are. GUI thread. A forward that was opened is kept: after a cut it comes back by itself, at the same
// address, with a growing pause between attempts (1 s to 15 s).
class HostForwardPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // One of that name and another target is closed first. One that is wanted already is tried again at once, where it
    // is not ready.
    virtual void open(const HostForward& forward) = 0;
    virtual void close(const QString& name) = 0;

Q_SIGNALS:
    // `address`: the path of a Unix socket, or 127.0.0.1:port. Only the near side is proven; whether anything listens
    // on the far side shows when it is used.
    void forwardReady(const QString& name, const QString& address);
    void forwardLost(const QString& name, const ops::base::Error& why);
};

} // namespace ops::app
