#pragma once

#include "app/ports/telemetry_link_port.h"
#include "base/clock.h"
#include "infra/nats/handover_filter.h"
#include "infra/nats/telemetry_session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace ops::infra {

// The telemetry link's face on the GUI thread. Messages are handed on in batches: the first after a silence at once,
// the rest at most 20 times a second; a change of the link takes those before it along at once.
class TelemetryLink final : public app::TelemetryLinkPort {
    Q_OBJECT

public:
    // `clock` must outlive the program's library threads.
    explicit TelemetryLink(const base::Clock& clock, QObject* parent = nullptr);
    ~TelemetryLink() override;

    void connectLink(const domain::LinkConfig& config, const QStringList& subjects) override;
    void disconnectLink() override;
    void readLastStored(const QString& stream, const QString& subject) override;

    // While another connection of ours listens to `subject`, this link does not; empty: none does. What it hears is
    // handed in by takeHeard() and told like anything else; what both heard in a change of hands is told once.
    void setHeardElsewhere(const QString& subject);
    void takeHeard(const app::TelemetryMessage& message);

private:
    void wake();
    void drain();
    void endSession();

    const base::Clock& m_clock;
    QString m_sharedSubject; // the last one that changed hands
    bool m_heardElsewhere = false;
    HandoverFilter m_handover;
    std::shared_ptr<Mailbox<TelemetryNews>> m_news;
    std::shared_ptr<TelemetrySession> m_session;
    QTimer m_batchTimer;
    QElapsedTimer m_sinceBatch;
};

} // namespace ops::infra
