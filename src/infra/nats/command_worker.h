#pragma once

#include "app/ports/telemetry_link_port.h"
#include "domain/command.h"
#include "infra/nats/job_box.h"
#include "infra/nats/link_keeper.h"
#include "infra/nats/mailbox.h"

#include <thread>

namespace ops::infra {

// What the worker reports; taken by the GUI thread.
using CommandNews = std::variant<domain::LinkStatus, domain::SendOutcome, domain::CommandReply>;
// What is said on the watched subject: in a box of its own, so that a flood there costs no reply its place.
using WatchedMailbox = Mailbox<app::TelemetryMessage>;

// The command link's own thread: sends, and never waits for anything but the server's answer to a PING, with a
// deadline. Public calls are thread-safe and return at once.
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
        quint64 cancelledBefore = 0; // how often starts had been cancelled when it was given
    };
    using Job = std::variant<Configure, Disconnect, Send, LinkEvent>;

    LinkPolicy policy() const;
    LinkHooks hooks();
    void run();
    void handle(Job job);
    void expireWaiting();
    void refuseWaiting(const base::Error& why);
    void deliver(const Send& send);
    void tellOwn(const domain::Command& command);
    std::optional<base::Error> refusalOfStart(const Send& send);
    void finish(const domain::Command& command, domain::SendVerdict verdict, std::optional<base::Error> error);

    const base::Clock& m_clock;
    std::shared_ptr<Mailbox<CommandNews>> m_news;
    std::shared_ptr<WatchedMailbox> m_watched;
    JobBox<Job> m_jobs;
    std::atomic<quint64> m_cancelled{0};
    std::thread m_thread;

    // The worker thread's own.
    std::unique_ptr<LinkKeeper> m_link;
    std::vector<Send> m_waiting; // stop-kind commands that wait for the one immediate connect
};

} // namespace ops::infra
