#include "infra/nats/command_link.h"

namespace ops::infra {
namespace {

constexpr size_t newsCapacity = 64 * 1024 * 1024; // bytes of messages that the GUI thread has not taken yet

} // namespace

CommandLink::CommandLink(const base::Clock& clock, QObject* parent)
    : CommandLinkPort(parent)
    , m_news(std::make_shared<Mailbox<CommandNews>>(
          newsCapacity, [this](bool) { QMetaObject::invokeMethod(this, &CommandLink::drain, Qt::QueuedConnection); }))
    , m_watched(std::make_shared<WatchedMailbox>(
          newsCapacity,
          [this](bool) { QMetaObject::invokeMethod(this, &CommandLink::drainWatched, Qt::QueuedConnection); }))
    , m_worker(std::make_shared<CommandWorker>(clock, m_news, m_watched))
{
    m_worker->start();
}

CommandLink::~CommandLink()
{
    m_news->close();
    m_watched->close();
    m_worker->stop();
}

void CommandLink::connectLink(const domain::LinkConfig& config)
{
    m_worker->configure(config);
}

void CommandLink::disconnectLink()
{
    m_worker->disconnectLink();
}

void CommandLink::send(const domain::Command& command)
{
    m_worker->send(command);
}

void CommandLink::cancelStarts()
{
    m_worker->cancelStarts();
}

void CommandLink::drain()
{
    for (const CommandNews& news : m_news->takeAll()) {
        if (const auto* status = std::get_if<domain::LinkStatus>(&news))
            Q_EMIT linkChanged(*status);
        else if (const auto* outcome = std::get_if<domain::SendOutcome>(&news))
            Q_EMIT sendFinished(*outcome);
        else
            Q_EMIT replyReceived(std::get<domain::CommandReply>(news));
    }
}

void CommandLink::drainWatched()
{
    for (const app::TelemetryMessage& message : m_watched->takeAll())
        Q_EMIT heard(message);
}

} // namespace ops::infra
