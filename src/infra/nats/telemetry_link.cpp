#include "infra/nats/telemetry_link.h"

namespace ops::infra {
namespace {

constexpr size_t newsCapacity = 64 * 1024 * 1024; // bytes that the GUI thread has not taken yet
constexpr int batchIntervalMs = 50;

} // namespace

TelemetryLink::TelemetryLink(const base::Clock& clock, QObject* parent)
    : TelemetryLinkPort(parent)
    , m_clock(clock)
{
    m_batchTimer.setSingleShot(true);
    m_batchTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_batchTimer, &QTimer::timeout, this, &TelemetryLink::drain);
}

TelemetryLink::~TelemetryLink()
{
    endSession();
}

void TelemetryLink::connectLink(const domain::LinkConfig& config, const QStringList& subjects)
{
    endSession();
    m_news = std::make_shared<Mailbox<TelemetryNews>>(newsCapacity, [this](bool urgent) {
        QMetaObject::invokeMethod(this, urgent ? &TelemetryLink::drain : &TelemetryLink::wake, Qt::QueuedConnection);
    });
    m_session = std::make_shared<TelemetrySession>(m_clock, m_news, config, subjects);
    m_session->setHeardElsewhere(m_heardElsewhere ? m_sharedSubject : QString());
    m_session->start();
}

void TelemetryLink::disconnectLink()
{
    endSession();
    Q_EMIT linkChanged({});
}

void TelemetryLink::readLastStored(const QString& stream, const QString& subject)
{
    if (m_session)
        m_session->readLastStored(stream, subject);
    else
        Q_EMIT storedMessageMissing({base::ErrorCode::LinkDown, {}, stream});
}

void TelemetryLink::setHeardElsewhere(const QString& subject)
{
    m_heardElsewhere = !subject.isEmpty();
    if (m_heardElsewhere)
        m_sharedSubject = subject;
    if (m_session)
        m_session->setHeardElsewhere(subject);
}

void TelemetryLink::takeHeard(const app::TelemetryMessage& message)
{
    if (m_news)
        m_news->push(HeardElsewhere{message}, telemetryWeight(message));
}

void TelemetryLink::wake()
{
    if (m_batchTimer.isActive())
        return;
    const qint64 since = m_sinceBatch.isValid() ? m_sinceBatch.elapsed() : batchIntervalMs;
    if (since >= batchIntervalMs)
        drain();
    else
        m_batchTimer.start(static_cast<int>(batchIntervalMs - since));
}

void TelemetryLink::drain()
{
    m_batchTimer.stop();
    if (!m_news)
        return;
    m_sinceBatch.start();
    // News keep their order: what was heard before the link went down is told before it is said to be down.
    QVector<app::TelemetryMessage> batch;
    const auto flushBatch = [&] {
        if (!batch.isEmpty())
            Q_EMIT received(std::exchange(batch, {}));
    };
    for (TelemetryNews& news : m_news->takeAll()) {
        if (auto* message = std::get_if<app::TelemetryMessage>(&news)) {
            const bool shared = !m_sharedSubject.isEmpty() && message->subject == m_sharedSubject;
            if (!shared || m_handover.isNew(*message, HandoverFilter::Source::Own))
                batch.append(std::move(*message));
            continue;
        }
        if (auto* heard = std::get_if<HeardElsewhere>(&news)) {
            if (m_handover.isNew(heard->message, HandoverFilter::Source::Elsewhere))
                batch.append(std::move(heard->message));
            continue;
        }
        flushBatch();
        if (const auto* status = std::get_if<domain::LinkStatus>(&news))
            Q_EMIT linkChanged(*status);
        else if (const auto* stored = std::get_if<app::StoredMessage>(&news))
            Q_EMIT storedMessageRead(*stored);
        else
            Q_EMIT storedMessageMissing(std::get<StoredMissing>(news).why);
    }
    flushBatch();
}

void TelemetryLink::endSession()
{
    m_batchTimer.stop();
    if (m_news)
        m_news->close();
    if (m_session)
        m_session->stop();
    m_session.reset();
    m_news.reset();
}

} // namespace ops::infra
