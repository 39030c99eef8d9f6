#pragma once

#include "domain/link.h"

#include <QByteArray>
#include <QObject>
#include <QVector>

namespace ops::app {

struct TelemetryMessage {
    QString subject;
    QByteArray payload; // at most maxTelemetryBytes; longer ones are cut
    qsizetype size = 0; // as received
    base::Instant at;   // when it came off the wire, on the library's thread
};
inline constexpr qsizetype maxTelemetryBytes = qsizetype{256} * 1024;

// The last message a stream holds on a subject, read with a direct get; never a consumer.
struct StoredMessage {
    QString subject;
    QByteArray payload;
    quint64 sequence = 0;
    qint64 storedUtcMs = 0; // the server's stamp
};

// The NATS connection that listens: read only, reconnects for ever. Lives on library threads; this face of it lives on
// the GUI thread. Messages arrive in batches, at most 20 a second.
class TelemetryLinkPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void connectLink(const domain::LinkConfig& config, const QStringList& subjects) = 0;
    virtual void disconnectLink() = 0;
    // Asks `stream` for its last message on `subject`; answered by storedMessageRead or storedMessageMissing.
    virtual void readLastStored(const QString& stream, const QString& subject) = 0;

Q_SIGNALS:
    void linkChanged(const ops::domain::LinkStatus& status);
    void received(const QVector<ops::app::TelemetryMessage>& batch);
    void storedMessageRead(const ops::app::StoredMessage& message);
    void storedMessageMissing(const ops::base::Error& why);
};

} // namespace ops::app
