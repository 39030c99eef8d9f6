#pragma once

#include "domain/health/judge_endpoint.h"

#include <QObject>

#include <chrono>

namespace ops::app {

// Asks HTTP URLs how they are: GET, no redirects followed, no proxy, no cookies. Lives on the GUI thread; its calls
// return at once, any number of questions at the same time.
class EndpointProbePort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Never answers before it returns. No whole answer within the deadline comes back as TimedOut, with how far the
    // question came.
    virtual quint64 ask(const QString& url, std::chrono::milliseconds deadline) = 0;
    // Nothing comes for this question any more.
    virtual void cancel(quint64 question) = 0;

Q_SIGNALS:
    // `latencyMs`: from the question to the whole answer, or to the failure.
    void answered(quint64 question, const ops::domain::HttpAnswer& answer, double latencyMs);
};

} // namespace ops::app
