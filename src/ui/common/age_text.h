#pragma once

#include "base/clock.h"

#include <QString>

namespace ops::ui {

// "3 s ago"; "now" under a second and for a clock that ran backwards.
QString ageText(const base::Instant& at, const base::Instant& now);
// "last known 42 s ago" for values past their limit (rule G9), else "3 s ago".
QString ageText(const base::Instant& at, const base::Instant& now, bool stale);
// "17:04:08.113 UTC" (rule G8).
QString utcText(const base::Instant& at);
// The same, with its date where that is not today's: "2026-01-30 17:04:08.113 UTC".
QString utcText(const base::Instant& at, const base::Instant& now);
// "+41 ms" for how long after the second act something happened.
QString afterText(const base::Instant& from, const base::Instant& to);

} // namespace ops::ui
