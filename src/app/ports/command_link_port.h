#pragma once

#include "domain/command.h"
#include "domain/link.h"

#include <QObject>

namespace ops::app {

// The NATS connection that commands go by: never reconnects by itself, never buffers, never delivers late (rule G6).
// Lives on its own thread; this face of it lives on the GUI thread, its calls return at once and its signals arrive
// there. A link that went down is replaced by a new one; nothing waits for that.
class CommandLinkPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Connects, and keeps a link: a dead one is replaced every second or so until disconnectLink(). Calling it again
    // replaces the configuration.
    virtual void connectLink(const domain::LinkConfig& config) = 0;
    virtual void disconnectLink() = 0;

    // Publishes command.payload to command.subject with an inbox of its own, flushes with a deadline of 250 ms, and
    // reports one sendFinished; replies follow as they come. A stop-kind command that finds no live link gets
    // one immediate attempt to connect (deadline 1 s); a resume is refused at once, and is preceded by a PING of its
    // own so that it is never written to a server that has stopped reading.
    virtual void send(const domain::Command& command) = 0;
    // A start-kind command that has not been written yet is dropped (rule H5); sendFinished says Refused/Cancelled.
    virtual void cancelStarts() = 0;

Q_SIGNALS:
    void linkChanged(const ops::domain::LinkStatus& status);
    void sendFinished(const ops::domain::SendOutcome& outcome);
    void replyReceived(const ops::domain::CommandReply& reply);
};

} // namespace ops::app
