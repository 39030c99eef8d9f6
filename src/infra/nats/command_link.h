#pragma once

#include "app/ports/command_link_port.h"
#include "base/clock.h"
#include "infra/nats/command_worker.h"

#include <memory>

namespace ops::infra {

// The command link's face on the GUI thread; the work is done by CommandWorker on its own thread. Destroying it returns
// within a fraction of a second, also with a frozen server.
class CommandLink final : public app::CommandLinkPort {
    Q_OBJECT

public:
    // `clock` must outlive the program's library threads: give it static or main's lifetime.
    explicit CommandLink(const base::Clock& clock, QObject* parent = nullptr);
    ~CommandLink() override;

    void connectLink(const domain::LinkConfig& config) override;
    void disconnectLink() override;
    void send(const domain::Command& command) override;
    void cancelStarts() override;

Q_SIGNALS:
    // Somebody's message on the configuration's watchSubject, heard while the link is up; our own, once it is SENT.
    void heard(const ops::app::TelemetryMessage& message);

private:
    void drain();
    void drainWatched();

    std::shared_ptr<Mailbox<CommandNews>> m_news;
    std::shared_ptr<WatchedMailbox> m_watched;
    std::shared_ptr<CommandWorker> m_worker;
};

} // namespace ops::infra
