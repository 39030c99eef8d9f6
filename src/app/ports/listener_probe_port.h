#pragma once

#include "domain/listeners.h"

#include <QObject>

namespace ops::app {

// Asks the monitoring port who would hear a subject. GUI thread; asynchronous; one question at a time (a second call
// while one is under way is answered by the same answer). Deadline 1 s.
class ListenerProbePort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    // An empty URL means that this environment has no monitoring port; answered with Unavailable.
    virtual void configure(const QString& monitoringUrl, const QStringList& ownNames) = 0;
    virtual void probe(const QString& subject) = 0;

Q_SIGNALS:
    void probed(const ops::domain::ListenerSnapshot& snapshot);
    void probeFailed(const ops::base::Error& error);
};

} // namespace ops::app
