#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/clock.h"
#include "base/result.h"
#include "domain/command.h"
#include "domain/link.h"
#include "infra/nats/nats_handles.h"

#include <functional>
#include <memory>
#include <vector>

namespace ops::infra {

// What one command connection tells its owner, from library threads. Copies the bytes before it returns.
struct CommandConnectionEvents {
    std::function<void(domain::CommandReply)> onReply;
    std::function<void(app::TelemetryMessage)> onHeard; // on the watched subject, by anybody else
    std::function<void(base::Error)> onComplaint;       // the server refused something, asynchronously
    std::function<void(base::Error)> onClosed;          // the connection is gone; it never comes back
};

// The options of every command connection of one configuration. Error: a URL that cnats cannot use.
base::Result<std::shared_ptr<natsOptions>> makeCommandOptions(const domain::LinkConfig& config);

// One NATS connection for commands: connected once, never reconnected, replaced when it is gone. connect() and flush()
// block and belong on a worker thread; publish() may run while another thread flushes.
class CommandConnection {
public:
    CommandConnection(const base::Clock& clock, CommandConnectionEvents events);
    ~CommandConnection(); // may block for as long as cnats takes to close; see CommandWorker::retire
    CommandConnection(const CommandConnection&) = delete;
    CommandConnection& operator=(const CommandConnection&) = delete;

    // Tries the servers in order, under cnats' own time-outs (it can hang all the same: the caller keeps a deadline).
    // `options` is from makeCommandOptions() and used by one connect() at a time; sharing it over all connections of a
    // configuration makes TLS connect ten times faster. `watchSubject` may be empty.
    base::Result<void> connect(natsOptions* options, const QString& where, const QString& watchSubject);

    // Publishes with a reply subject that carries id and attempt. An error means that nothing was written.
    base::Result<void> publish(const domain::Command& command);
    // A PING that the server answers within the deadline. Errors: TimedOut, LinkDown.
    base::Result<void> flush(std::chrono::milliseconds deadline);
    // The server refused a publish to `subject` on this connection.
    std::optional<base::Error> denial(const QString& subject) const;

    QString server() const;

private:
    struct Context;

    std::shared_ptr<Context> m_context;
    natsConnection* m_connection = nullptr;
    std::vector<natsSubscription*> m_subscriptions;
    QByteArray m_inbox;

    base::Result<void> subscribe(const QByteArray& subject, natsMsgHandler handler, const QString& where);

    static void handleReply(natsConnection*, natsSubscription*, natsMsg* message, void* closure);
    static void handleWatched(natsConnection*, natsSubscription*, natsMsg* message, void* closure);
    static void handleDone(void* closure);
    static void handleError(natsConnection*, natsSubscription*, natsStatus status, void* closure);
    static void handleClosed(natsConnection* connection, void* closure);
};

} // namespace ops::infra
