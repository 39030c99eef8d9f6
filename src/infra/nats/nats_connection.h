#pragma once

#include "base/result.h"
#include "infra/nats/nats_handles.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ops::infra {

// A subject of its own, unique, to get answers on.
QByteArray newInbox();

// What one connection tells its owner, from library threads.
struct ConnectionEvents {
    std::function<void()> onComplaint;         // the server refused something; see complaints()
    std::function<void(base::Error)> onClosed; // the connection is gone; it never comes back
};

// One NATS connection: connected once, never reconnected, replaced when it is gone. connect(), subscribe() and flush()
// block and belong on a worker thread; publish() may run while another thread flushes. Shared by its owner and the
// helper threads that connect, measure and close it; subscriptions are made and given up by one of them at a time.
class NatsConnection {
public:
    // Called on a library thread; must return quickly.
    using MessageHandler = std::function<void(natsMsg* message)>;

    explicit NatsConnection(ConnectionEvents events);
    ~NatsConnection(); // may block for as long as cnats takes to close
    NatsConnection(const NatsConnection&) = delete;
    NatsConnection& operator=(const NatsConnection&) = delete;

    // Under cnats' own time-outs (it can hang all the same: the caller keeps a deadline). `options` is from
    // makeNatsOptions(); `where` is the server without credentials.
    base::Result<void> connect(natsOptions* options, const QString& where);
    base::Result<void> subscribe(const QString& subject, MessageHandler handler, int maxMessages, int maxBytes);
    // Messages that are here already are still handed on; waits for that, up to a second.
    void unsubscribe(const QString& subject);
    bool isSubscribed(const QString& subject) const { return m_subscriptions.count(subject) != 0; }
    // An error means that nothing was written.
    base::Result<void> publish(const QString& subject, const QByteArray& reply, const QByteArray& payload);
    // A PING that the server answers within the deadline. Errors: TimedOut, LinkDown.
    base::Result<void> flush(std::chrono::milliseconds deadline);

    // The server refused a publish to `subject` on this connection; complete after a flush.
    std::optional<base::Error> publishDenial(const QString& subject) const;
    // What the server complained of, asynchronously, oldest first; the newest ones are kept.
    std::vector<base::Error> complaints() const;
    // Messages that cnats dropped because our handlers were too slow.
    qint64 dropped() const;
    bool isClosed() const;

    const QString& server() const { return m_server; }  // where connect() led to, without credentials
    const QByteArray& inbox() const { return m_inbox; } // of its own, to get answers below
    natsConnection* handle() const { return m_connection; }

private:
    struct Context;

    std::shared_ptr<Context> m_context;
    natsConnection* m_connection = nullptr;
    std::map<QString, natsSubscription*> m_subscriptions; // by subject
    qint64 m_droppedBefore = 0;                           // by those that were given up
    QString m_server;
    const QByteArray m_inbox = newInbox();

    static void handleMessage(natsConnection*, natsSubscription*, natsMsg* message, void* closure);
    static void handleDone(void* closure);
    static void handleError(natsConnection*, natsSubscription*, natsStatus status, void* closure);
    static void handleClosed(natsConnection* connection, void* closure);
};

} // namespace ops::infra
