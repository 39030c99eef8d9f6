#pragma once

#include "app/ports/telemetry_link_port.h"
#include "infra/nats/job_box.h"
#include "infra/nats/link_keeper.h"
#include "infra/nats/mailbox.h"

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
// What a message takes in the mailbox, in bytes.
size_t telemetryWeight(const app::TelemetryMessage& message);

// One configuration of the telemetry link: listens, and finds a server again for ever, on a thread of its own. Public
// calls are thread-safe and return at once.
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
    struct Question {
        QString stream;
        QString subject;
    };
    struct Handover {}; // m_wanted has changed
    using Job = std::variant<Question, Handover, LinkEvent>;

    // Which subjects are to be heard; looked at by the helper threads that connect, too.
    class Wanted {
    public:
        explicit Wanted(QStringList subjects);
        void setHeardElsewhere(const QString& subject);
        // Subscribes what is missing, and gives up what another connection of ours listens to meanwhile.
        base::Result<void> bringUp(NatsConnection& connection, const NatsConnection::MessageHandler& handler) const;

    private:
        const QStringList m_subjects;
        mutable std::mutex m_mutex;
        QString m_heardElsewhere; // under m_mutex
    };

    LinkPolicy policy() const;
    LinkHooks hooks();
    NatsConnection::MessageHandler messageHandler() const;
    void run();
    void handle(Job job);
    void bringUp();
    void ask(const Question& question);

    const base::Clock& m_clock;
    std::shared_ptr<Mailbox<TelemetryNews>> m_news;
    const domain::LinkConfig m_config;
    const std::shared_ptr<Wanted> m_wanted;
    JobBox<Job> m_jobs;

    // The session thread's own.
    std::unique_ptr<LinkKeeper> m_link;
    std::vector<Question> m_questions; // asked while the first connect is under way
};

} // namespace ops::infra
