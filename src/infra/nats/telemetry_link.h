#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/clock.h"
#include "infra/nats/telemetry_session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace ops::infra {

// The telemetry link's face on the GUI thread. Messages are handed on in batches: the first after a silence at once,
// the rest at most 20 times a second.
class TelemetryLink final : public app::TelemetryLinkPort {
    Q_OBJECT

public:
    // `clock` must outlive the program's library threads.
    explicit TelemetryLink(const base::Clock& clock, QObject* parent = nullptr);
    ~TelemetryLink() override;

    void connectLink(const domain::LinkConfig& config, const QStringList& subjects) override;
    void disconnectLink() override;
    void readLastStored(const QString& stream, const QString& subject) override;

private:
    void wake();
    void drain();
    void endSession();

    const base::Clock& m_clock;
    std::shared_ptr<Mailbox<TelemetryNews>> m_news;
    std::shared_ptr<TelemetrySession> m_session;
    QTimer m_batchTimer;
    QElapsedTimer m_sinceBatch;
};

} // namespace ops::infra
