#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/clock.h"
#include "infra/nats/mailbox.h"
#include "infra/nats/nats_handles.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>

namespace ops::infra {

struct StoredMissing {
    base::Error why;
};
// What another connection of ours heard in this link's place.
struct HeardElsewhere {
    app::TelemetryMessage message;
};
using TelemetryNews =
    std::variant<domain::LinkStatus, app::TelemetryMessage, HeardElsewhere, app::StoredMessage, StoredMissing>;

// One configuration of the telemetry link: connects, listens, reconnects for ever, and measures the round trip, on a
// thread of its own beside cnats'. Public calls are thread-safe and return at once.
class TelemetrySession : public std::enable_shared_from_this<TelemetrySession> {
public:
    TelemetrySession(const base::Clock& clock, std::shared_ptr<Mailbox<TelemetryNews>> news, domain::LinkConfig config,
                     QStringList subjects);
    ~TelemetrySession();

    void start();
    void stop(); // returns at once; the thread ends by itself, closing what it holds
    // One subject that another connection of ours listens to for the time being; empty: none.
    void setHeardElsewhere(const QString& subject);
    void readLastStored(const QString& stream, const QString& subject);

private:
    struct Callbacks;
    struct Question {
        QString stream;
        QString subject;
    };

    void run();
    bool openConnection();
    void closeConnection();
    bool subscribeWanted();
    bool subscribe(const QString& subject);
    void measure();
    void noteState(domain::LinkPhase phase, std::optional<base::Error> error);
    void poke();

    static void handleMessage(natsConnection*, natsSubscription*, natsMsg* message, void* closure);
    static void handleDone(void* closure);
    static void handleError(natsConnection* connection, natsSubscription*, natsStatus status, void* closure);
    static void handleConnected(natsConnection*, void* closure);
    static void handleDisconnected(natsConnection*, void* closure);
    static void handleClosed(natsConnection*, void* closure);

    const base::Clock& m_clock;
    std::shared_ptr<Mailbox<TelemetryNews>> m_news;
    const domain::LinkConfig m_config;
    const QStringList m_subjects;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    bool m_poked = false;
    std::vector<Question> m_questions;
    domain::LinkStatus m_status; // under m_mutex: callbacks change it too
    QString m_heardElsewhere;    // under m_mutex

    natsConnection* m_connection = nullptr;               // the session thread's
    std::map<QString, natsSubscription*> m_subscriptions; // by subject
    std::shared_ptr<std::atomic<bool>> m_closed;          // the present connection's: cnats gave it up
};

} // namespace ops::infra
