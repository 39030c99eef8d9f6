#pragma once

#include "app/ports/telemetry_link_port.h"

#include <deque>

namespace ops::infra {

// Two connections hear the same subject while one takes it over from the other: what both heard is one message. The
// same bytes twice from one of them are two. Value type, one thread.
class HandoverFilter {
public:
    enum class Source { Own, Elsewhere };

    // False when the other source told of the same bytes within the last three seconds; each telling pairs off once.
    bool isNew(const app::TelemetryMessage& message, Source source);

private:
    struct Told {
        QByteArray payload;
        Source source = Source::Own;
        base::Instant at;
    };
    std::deque<Told> m_told; // not paired off yet, oldest first
};

} // namespace ops::infra
