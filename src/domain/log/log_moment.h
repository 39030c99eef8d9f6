#pragma once

#include "domain/log/log_types.h"

#include <QString>

// A moment as a person types it, or copies it from a table. Pure but for Local, which is this machine's zone; any
// thread.
namespace ops::domain {

enum class LogMomentZone : quint8 { Utc, Local };

// Of a window of time, as LogFilter has it: `from` is inclusive, `until` exclusive.
enum class LogMomentEnd : quint8 { From, Until };

enum class LogMomentFault : quint8 {
    None,
    Unreadable, // it has none of the forms
    NoSuchTime, // 30 February, 25:00
    NoDay,      // a time alone, and nobody knows of which day
    Skipped,    // the clocks of the zone never showed it: they were put forward over it
    Twice,      // they showed it twice: they were put back over it
};

struct LogMoment {
    LogTime time; // unknown where there is a fault
    LogMomentFault fault = LogMomentFault::None;
};

// Reads "17:04", "17:04:08" and "17:04:08.113", a day alone ("2026-01-30"), and a day and a time with 'T' or blanks
// between them; a comma will do for the dot. "Z", "UTC", "GMT", "+01:00" or "+0100" at the end say the zone, else it is
// `zone`. Letters of either case; blanks around it count for nothing; years 1 to 9999.
//
// A time alone is of the day of `reference` in the zone that it is read in. A day alone is its first moment, which is
// not midnight where the clocks skipped that. A time that they skipped or showed twice is a fault, never a guess. Parts
// of a millisecond are cut off a `From` and completed for an `Until`: a line is never hidden for them.
LogMoment readLogMoment(const QString& text, LogTime reference, LogMomentZone zone, LogMomentEnd end);

// "+02:00", how far this machine's clocks are ahead of UTC at a moment whose day and time of day they show twice: that
// alone tells the two apart. Empty where they show it once, and for an unknown time.
QString offsetWhereTwice(LogTime time);

} // namespace ops::domain
