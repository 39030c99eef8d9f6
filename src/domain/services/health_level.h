#pragma once

#include "base/lateness.h"
#include "domain/trading_state.h"

#include <QString>

#include <array>
#include <chrono>
#include <optional>

namespace ops::domain {

// The four ways to ask how a service is. Never merged into one green.
enum class LevelKind {
    Container,    // the engine: does its process run
    Healthcheck,  // the image's own check
    Endpoint,     // the runbook's URL and expected JSON
    TradingState, // what the service itself says of trading
};
inline constexpr std::array allLevelKinds{LevelKind::Container, LevelKind::Healthcheck, LevelKind::Endpoint,
                                          LevelKind::TradingState};

enum class LevelGrade {
    Unknown,       // asked or not, nothing usable is known
    NotApplicable, // nobody could say: no healthcheck in the image, no URL in the runbook
    Ok,            // what the runbook expects
    Degraded,      // works otherwise than the runbook says ("healthy" for "ok"), starting, paused
    Failed,
};

// Why a level has no value although it was to be asked; ui has a word for each.
enum class LevelGap { None, NobodyToAsk, NoAnswer };

// What a level's latency is, or why it has none.
enum class LatencyBasis {
    Question, // from the question to its answer; none: nobody asked, or none has come
    OwnStamp, // told without a question: from its sender's own stamp to its arrival, at most
    NoStamp,  // told without a question and without a stamp
    NoClock,  // stamped by a clock that nobody has compared with this machine's
    BadStamp, // stamped with what is no moment of a while ago on that clock
};

// One level's newest value with what it rests on.
struct HealthLevel {
    LevelGrade grade = LevelGrade::Unknown;
    LevelGap gap = LevelGap::None;
    QString value;  // as observed: "running", "healthy", "{\"status\":\"ok\"}", "HARD_HALT"; data from outside
    QString source; // "docker inspect", a URL, a telemetry subject
    QString note;   // why it is not Ok, in the observer's words; data
    // Of the question, of the healthcheck's own run, or of what was told by itself, as `latencyBasis` says.
    std::optional<double> latencyMs;
    LatencyBasis latencyBasis = LatencyBasis::Question;
    std::optional<base::Instant> at;         // when observed; nullopt: never
    std::chrono::milliseconds maxAge{15000}; // older is stale (rule G9)

    bool stale(const base::Instant& now) const { return at && base::tookLonger(*at, now, maxAge); }
    bool operator==(const HealthLevel&) const = default;
};

} // namespace ops::domain
