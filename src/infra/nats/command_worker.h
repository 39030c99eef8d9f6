#pragma once

#include "infra/nats/command_connection.h"
#include "infra/nats/mailbox.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

namespace ops::infra {

// What the worker reports; taken by the GUI thread.
using CommandNews = std::variant<domain::LinkStatus, domain::SendOutcome, domain::CommandReply>;
// What is said on the watched subject: in a box of its own, so that a flood there never displaces a verdict.
using WatchedMailbox = Mailbox<app::TelemetryMessage>;

// The command link's own thread: decides when to connect, sends, and never waits for anything but the server's answer
// to a PING, with a deadline. Connecting and closing run on helper threads, because cnats can hang in both. Public
// calls are thread-safe and return at once.
class CommandWorker : public std::enable_shared_from_this<CommandWorker> {
public:
    CommandWorker(const base::Clock& clock, std::shared_ptr<Mailbox<CommandNews>> news,
                  std::shared_ptr<WatchedMailbox> watched);
    ~CommandWorker();

    void start();
    void stop(); // joins the worker; hung helper threads are left behind with what they hold
    void configure(const domain::LinkConfig& config);
    void disconnectLink();
    void send(const domain::Command& command);
    void cancelStarts();

private:
    struct Configure {
        domain::LinkConfig config;
    };
    struct Disconnect {};
    struct Send {
        domain::Command command;
    };
    struct Connected {
        quint64 generation = 0;
        std::shared_ptr<CommandConnection> connection; // null: failed
        std::optional<base::Error> error;
        double rttMs = 0;
    };
    struct Closed {
        quint64 generation = 0;
        base::Error error;
    };
    struct Complaint {
        quint64 generation = 0;
        base::Error error;
    };
    struct Pulse {
        quint64 generation = 0;
        double rttMs = 0;
        std::optional<base::Error> error; // instead of a round trip
    };
    using Job = std::variant<Configure, Disconnect, Send, Connected, Closed, Complaint, Pulse>;

    void run();
    void post(Job job);
    void handle(Job job);
    void onTimer();
    base::Instant nextWake() const;

    void beginConnect();
    void take(Connected connected);
    void deliver(const domain::Command& command);
    void finish(const domain::Command& command, domain::SendVerdict verdict, std::optional<base::Error> error);
    void dropLink(const base::Error& why);
    void retire(std::shared_ptr<CommandConnection> connection, std::chrono::milliseconds after);
    void startPulse();
    void report();

    const base::Clock& m_clock;
    std::shared_ptr<Mailbox<CommandNews>> m_news;
    std::shared_ptr<WatchedMailbox> m_watched;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopping = false;
    std::thread m_thread;

    // The worker thread's own.
    domain::LinkConfig m_config;
    std::shared_ptr<natsOptions> m_options;
    std::shared_ptr<CommandConnection> m_connection;
    domain::LinkStatus m_status;
    quint64 m_generation = 0; // of the newest connect; answers of older ones are thrown away
    bool m_connecting = false;
    base::Instant m_connectDeadline;
    base::Instant m_retryAt;
    base::Instant m_pulseAt;
    bool m_pulseOut = false;
    std::vector<domain::Command> m_waiting; // stop-kind commands that wait for the one immediate connect
    std::shared_ptr<std::atomic<int>> m_helpers = std::make_shared<std::atomic<int>>(0);
};

} // namespace ops::infra
