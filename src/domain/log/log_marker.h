#pragma once

#include "base/result.h"
#include "domain/log/log_types.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace ops::domain {

// A row that no service wrote: what the console itself knows and puts at its moment in the stream. Its bytes in the
// store are one line of JSON, so that an export carries it as well.
enum class LogMarkerKind { Gap, Command };

// Why lines are missing, as the text of a gap; ui has a sentence for each, and shows others as they are.
inline constexpr QLatin1String logGapNoMemory("no memory");
inline constexpr QLatin1String logGapRotated("no longer in the engine's log");
inline constexpr QLatin1String logGapRemoved("container removed");

struct LogMarker {
    LogMarkerKind kind = LogMarkerKind::Gap;
    // Gap: why lines are missing. Command: what was done, such as "HARD_HALT 7f3a SENT".
    QString text;
    // Gap only: what is missing; -1 rows: nobody knows how many.
    LogGap gap;

    bool operator==(const LogMarker&) const = default;
};

QByteArray logMarkerLine(const LogMarker& marker); // with its line ending
// Errors: InvalidInput.
base::Result<LogMarker> parseLogMarker(std::string_view line);

} // namespace ops::domain
