#pragma once

#include "app/ports/listener_probe_port.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <array>
#include <memory>

class QNetworkReply;
class QTimer;

namespace ops::infra {

// Asks a nats-server's monitoring port who subscribes to a subject. GUI thread, owned by main; the network stack is
// made at the first question, because it costs start-up time. No proxy, no redirects, 1 s, 4 MB a body.
class ListenerProbe final : public app::ListenerProbePort {
    Q_OBJECT

public:
    static constexpr int deadlineMs = 1000;
    static constexpr qint64 maxBodyBytes = 4 * 1024 * 1024;

    // The clock must outlive this.
    explicit ListenerProbe(const base::Clock& clock, QObject* parent = nullptr);
    ~ListenerProbe() override;

    void configure(const QString& monitoringUrl, const QStringList& ownNames) override;
    void probe(const QString& subject) override;

private:
    enum Body { Subscriptions, Connections, Routes, BodyCount };

    void get(Body body, const QString& path, const QString& query);
    void receive(Body body, QNetworkReply* reply);
    void finishBody(Body body, QNetworkReply* reply);
    void answer();
    void fail(const base::Error& error);
    void endQuestion();

    const base::Clock& m_clock;
    QString m_url;
    QStringList m_ownNames;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QTimer* m_deadline;
    std::array<QPointer<QNetworkReply>, BodyCount> m_replies;
    std::array<QByteArray, BodyCount> m_bodies;
    int m_open = 0; // bodies still to come; 0: no question under way
};

} // namespace ops::infra
