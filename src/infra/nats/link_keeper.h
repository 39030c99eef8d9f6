#pragma once

#include "base/clock.h"
#include "domain/link.h"
#include "infra/nats/nats_connection.h"
#include "infra/nats/server_round.h"

#include <atomic>
#include <variant>

namespace ops::infra {

// What happened to a connection, on a helper or library thread. The keeper's owner carries it to the worker thread and
// hands it to LinkKeeper::handle().
struct LinkDialed {
    quint64 configuration = 0;
    quint64 dial = 0;
    int server = 0;
    std::shared_ptr<NatsConnection> connection; // null: failed
    std::optional<base::Error> error;
    double rttMs = 0;
};
struct LinkClosed {
    quint64 dial = 0;
    base::Error error;
};
struct LinkComplaint {
    quint64 dial = 0;
};
struct LinkPulse {
    quint64 dial = 0;
    double rttMs = 0;
    std::optional<base::Error> error; // the server did not answer
};
using LinkEvent = std::variant<LinkDialed, LinkClosed, LinkComplaint, LinkPulse>;

struct LinkPolicy {
    // On a helper thread after each connect: what has to be subscribed before the link counts as up.
    std::function<base::Result<void>(NatsConnection&, const QString& watchSubject)> prepare;
    std::chrono::milliseconds retryPause{1000};   // between a failed search and the next one
    std::chrono::milliseconds refusedPause{1000}; // the same where the port is closed
    std::chrono::milliseconds lostPause{0};       // between the loss of a link and the search for the next one
    std::chrono::milliseconds jitter{0};          // up to so much more, at random
    std::chrono::milliseconds replyGrace{0};      // a dropped connection is kept so long for what may still come
};

struct LinkHooks {
    std::function<void(LinkEvent)> post;            // from any thread, at any time, also when the owner is gone
    std::function<void(domain::LinkStatus)> report; // these on the worker thread
    std::function<void()> cameUp;
    std::function<void(const base::Error&)> notFound; // a search has ended without a server
};

// Keeps one live connection to one of several servers: finds it, watches it with a PING each second, replaces it when
// it is gone. Lives on its owner's worker thread and never blocks there: connecting, measuring and closing run on
// helper threads, because cnats can hang in all three. Hung ones are left behind with what they hold.
class LinkKeeper {
public:
    static constexpr std::chrono::milliseconds searchDeadline{2000};
    static constexpr std::chrono::milliseconds pulseInterval = domain::linkPingInterval;
    static constexpr std::chrono::milliseconds pulseDeadline{1400}; // a frozen server is noticed within 2.4 s

    LinkKeeper(const base::Clock& clock, LinkPolicy policy, LinkHooks hooks);
    ~LinkKeeper();
    LinkKeeper(const LinkKeeper&) = delete;
    LinkKeeper& operator=(const LinkKeeper&) = delete;

    void configure(const domain::LinkConfig& config);
    void disconnect();
    bool configured() const { return !m_servers.empty(); }

    void handle(LinkEvent event);
    void onTimer();
    base::Instant nextWake() const;

    // Searches at once instead of after the pause, also when many helpers hang already.
    void searchNow();
    // The owner has found that the present connection is of no use.
    void drop(const base::Error& why);

    const std::shared_ptr<NatsConnection>& connection() const { return m_connection; }
    const QString& watchSubject() const { return m_config.watchSubject; }
    const domain::LinkStatus& status() const { return m_status; }
    // The server answered `owner` just now.
    void noteProven();

private:
    struct Server {
        QString url;
        QString where; // without credentials
        std::shared_ptr<natsOptions> options;
        quint64 dialing = 0; // the dial that has not ended yet
    };

    void beginSearch();
    void continueSearch();
    void giveUp();
    std::chrono::nanoseconds pauseAfter(const base::Error& why);
    void dial(int server);
    void startPulse();
    void retire(std::shared_ptr<NatsConnection> connection, std::chrono::milliseconds grace);
    void take(LinkDialed dialed);
    void noteComplaints();
    void lose(const base::Error& why, std::chrono::milliseconds grace);
    void report();

    const base::Clock& m_clock;
    const LinkPolicy m_policy;
    const LinkHooks m_hooks;

    domain::LinkConfig m_config;
    std::vector<Server> m_servers;
    quint64 m_configuration = 0; // what belongs to an older one is thrown away
    quint64 m_dials = 0;
    ServerRound m_search;
    base::Instant m_searchDeadline;
    base::Instant m_retryAt;

    std::shared_ptr<NatsConnection> m_connection;
    quint64 m_live = 0; // the dial that the present connection came from
    base::Instant m_pulseAt;
    bool m_pulseOut = false;
    bool m_wasUp = false;
    int m_shut = 0;             // how often in a row we were let in and thrown out again
    qint64 m_droppedBefore = 0; // by the connections before this one
    domain::LinkStatus m_status;
    std::shared_ptr<std::atomic<int>> m_helpers = std::make_shared<std::atomic<int>>(0);
};

} // namespace ops::infra
