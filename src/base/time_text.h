#pragma once

#include "base/clock.h"

#include <QString>

namespace ops::base {

// "17:04:08.113" in UTC; the caller adds the zone where the column does not carry it (rule G8).
QString utcTimeText(qint64 utcMs);
// "2026-01-30T17:04:08.113Z", for records.
QString utcStampText(qint64 utcMs);
// Inverse of utcStampText; nullopt for anything else.
std::optional<qint64> parseUtcStamp(const QString& text);
// "now", "3 s", "2 min 05 s", "4 h 10 min", "6 d 04 h": a length of time for people, not translated (units only).
QString durationText(std::chrono::nanoseconds length);
// "0.4 ms", "12.3 ms", "1240.0 ms": a latency with one decimal.
QString latencyText(double milliseconds);

} // namespace ops::base
