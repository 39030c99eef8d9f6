#pragma once

#include "app/ports/endpoint_probe_port.h"
#include "base/clock.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <memory>
#include <unordered_map>

class QNetworkReply;
class QTimer;

namespace ops::infra {

// HTTP health questions over QNetworkAccessManager; the network stack is made at the first one, because it costs
// start-up time. Every question asks for a connection of its own: one that is kept open would answer for a service
// that takes no new ones. GUI thread; owned by main.
class EndpointProbe final : public app::EndpointProbePort {
    Q_OBJECT

public:
    // The clock must outlive this.
    explicit EndpointProbe(const base::Clock& clock, QObject* parent = nullptr);
    ~EndpointProbe() override;

    quint64 ask(const QString& url, std::chrono::milliseconds deadline) override;
    void cancel(quint64 question) override;

private:
    struct Question {
        QPointer<QNetworkReply> reply;
        std::unique_ptr<QTimer> deadline;
        base::Instant asked;
        domain::HttpReach reach = domain::HttpReach::Unknown;
        QByteArray body;
    };

    void note(quint64 question, domain::HttpReach reach);
    void giveUp(quint64 question, const QString& url, std::chrono::milliseconds deadline);
    void receive(quint64 question);
    void finish(quint64 question);
    void end(quint64 question, const domain::HttpAnswer& answer);

    const base::Clock& m_clock;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unordered_map<quint64, Question> m_questions;
    quint64 m_last = 0;
};

} // namespace ops::infra
