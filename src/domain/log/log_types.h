#pragma once

#include <QtGlobal>

#include <limits>
#include <string_view>

// The words of the log core. Values, any thread.
namespace ops::domain {

// Which line, for the whole life of a store: stays the same when older lines go or come. Lines in sequence have
// consecutive numbers.
struct LogSeq {
    qint64 value = 0;

    bool operator==(const LogSeq&) const = default;
};
constexpr bool operator<(LogSeq a, LogSeq b)
{
    return a.value < b.value;
}
constexpr bool operator>(LogSeq a, LogSeq b)
{
    return b < a;
}
constexpr bool operator<=(LogSeq a, LogSeq b)
{
    return !(b < a);
}
constexpr bool operator>=(LogSeq a, LogSeq b)
{
    return !(a < b);
}
constexpr LogSeq operator+(LogSeq seq, qint64 rows)
{
    return {seq.value + rows};
}
constexpr LogSeq operator-(LogSeq seq, qint64 rows)
{
    return {seq.value - rows};
}
constexpr qint64 operator-(LogSeq later, LogSeq earlier)
{
    return later.value - earlier.value;
}

// Which row of what is shown at the moment; changes whenever rows above it go or come. 0 is the top.
struct LogRow {
    int value = 0;

    bool operator==(const LogRow&) const = default;
};

// UTC milliseconds since the epoch, or unknown.
struct LogTime {
    static constexpr qint64 unknown = std::numeric_limits<qint64>::min();
    qint64 utcMs = unknown;

    bool known() const { return utcMs != unknown; }
    bool operator==(const LogTime&) const = default;
};
// An unknown time is before every other.
constexpr bool operator<(LogTime a, LogTime b)
{
    return a.utcMs < b.utcMs;
}
constexpr bool operator>=(LogTime a, LogTime b)
{
    return !(a < b);
}
constexpr bool operator<=(LogTime a, LogTime b)
{
    return !(b < a);
}

// Unread: nobody has looked at the line yet. None: it has no level and its words suggest none.
enum class LogLevel : quint8 { Unread, None, Trace, Debug, Info, Warn, Error, Fatal };

enum class LogChannel : quint8 { Output, Error };

// Index into the store's service names. 0: no service is known.
struct LogService {
    quint16 index = 0;

    bool operator==(const LogService&) const = default;
};
// Not as many as fit the number: whoever lists them, counts their errors or remembers their lines does it for each one,
// and a hostile log has a new name in every line.
inline constexpr int maxLogServices = 4095;

// What is known of a line besides its bytes and its time; fits one byte.
struct LogTag {
    LogLevel level = LogLevel::Unread;
    bool inferred = false; // the level was guessed from words, or taken from the line it belongs to
    LogChannel channel = LogChannel::Output;
    bool continuation = false;  // belongs to an earlier line of the same service and channel
    bool marker = false;        // not a line of a service: LogMarker has what it says
    bool inheritedTime = false; // the line has no stamp; this is the one before it

    bool operator==(const LogTag&) const = default;
    constexpr quint8 packed() const
    {
        return static_cast<quint8>(static_cast<unsigned>(level) | (inferred ? inferredBit : 0U) |
                                   (channel == LogChannel::Error ? channelBit : 0U) |
                                   (continuation ? continuationBit : 0U) | (marker ? markerBit : 0U) |
                                   (inheritedTime ? inheritedTimeBit : 0U));
    }
    static constexpr LogTag unpacked(quint8 byte)
    {
        return {static_cast<LogLevel>(byte & levelBits),
                (byte & inferredBit) != 0,
                (byte & channelBit) != 0 ? LogChannel::Error : LogChannel::Output,
                (byte & continuationBit) != 0,
                (byte & markerBit) != 0,
                (byte & inheritedTimeBit) != 0};
    }

    static constexpr unsigned levelBits = 0x07;
    static constexpr unsigned inferredBit = 0x08;
    static constexpr unsigned channelBit = 0x10;
    static constexpr unsigned continuationBit = 0x20;
    static constexpr unsigned markerBit = 0x40;
    static constexpr unsigned inheritedTimeBit = 0x80;
};

// One line as the store has it. `bytes` is exactly what came, with its line ending where it had one; valid while the
// reader that gave it stays pinned.
struct LogLine {
    LogSeq seq;
    std::string_view bytes;
    LogTime time;
    LogTag tag;
    LogService service;
};

// Lines that are not there any more, or never were: how many, and of what time as far as that is known.
struct LogGap {
    qint64 rows = 0;
    qint64 bytes = 0;
    LogTime from;
    LogTime to;

    bool operator==(const LogGap&) const = default;
};

// The line without its ending ("\n" or "\r\n").
constexpr std::string_view withoutLineEnding(std::string_view bytes)
{
    if (!bytes.empty() && bytes.back() == '\n') {
        bytes.remove_suffix(1);
        if (!bytes.empty() && bytes.back() == '\r')
            bytes.remove_suffix(1);
    }
    return bytes;
}

} // namespace ops::domain
