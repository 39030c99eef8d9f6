#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>

struct __natsConnection;
struct __natsSubscription;

namespace ops::sim {

struct IncomingMessage {
    QString subject;
    QString reply; // empty: nobody waits for an answer
    QByteArray payload;
};

// One NATS connection of one played service. Lives on the Qt thread, owned by its Service; the library's threads copy
// bytes into a bounded mailbox and wake this object once. open() and close() may wait (this is no GUI program).
class NatsLink : public QObject {
    Q_OBJECT

public:
    struct Config {
        QStringList urls;
        QString name; // empty: none, as some real clients
        QString user;
        QByteArray password;
    };

    explicit NatsLink(QObject* parent = nullptr);
    ~NatsLink() override;

    // One attempt, at most about two seconds. AuthFailed means that trying again is no use.
    base::Result<void> open(const Config& config);
    bool isOpen() const { return m_connection != nullptr; }
    bool isConnected() const;

    base::Result<void> subscribe(const QString& subject);
    void unsubscribe(const QString& subject);
    QStringList subscriptions() const;
    // Dropped, not kept for later, while there is no connection: old telemetry is worse than none.
    void publish(const QString& subject, const QByteArray& payload, const QString& reply = {});
    void flush(int timeoutMs);

    void startDrain();     // ask for a clean end; close() afterwards
    bool isClosed() const; // drained to the end
    void close();          // at once

    // For JetStream calls of the same connection (jetstream_setup.cpp); nullptr while closed.
    __natsConnection* handle() const { return m_connection; }

Q_SIGNALS:
    void messageArrived(const ops::sim::IncomingMessage& message);
    void errorReported(const QString& text); // permission violations, slow consumers
    void connectionLost();
    void connectionRestored();

private:
    friend class Mailbox;
    void drainMailbox();

    std::shared_ptr<class Mailbox> m_mailbox;
    __natsConnection* m_connection = nullptr;
    std::map<QString, __natsSubscription*> m_subscriptions;
};

} // namespace ops::sim
