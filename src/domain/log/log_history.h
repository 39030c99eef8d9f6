#pragma once

#include "domain/log/log_types.h"

#include <chrono>
#include <deque>
#include <optional>
#include <string>

// Older lines of containers' logs, which `docker logs --timestamps --since … --until …` prints on demand. Pure values;
// one thread at a time. Stamps are the engine's, in nanoseconds since the epoch.
namespace ops::domain {

// The engine stamps a line a moment before it writes it down, and one stream may be held up in between: in its log the
// stamps are in order for each channel, not for both. It stops reading at the first one that is later than `--until`:
// so much more is asked for, and then left out here.
inline constexpr qint64 engineDisorderNs = 2'000'000'000;

// Up to where lines of one channel are missing. `--until` is inclusive, and several lines may have the same stamp: this
// says which of those with the last missing stamp are held.
struct LogSeam {
    enum class Held {
        None, // all lines up to untilNs are missing
        Last, // but the last `count` with exactly that stamp: a tail began among them
        Rest, // of those with that stamp only the first `count` are missing: the cap cut among them
    };
    qint64 untilNs = 0;
    Held held = Held::None;
    qint64 count = 0;

    bool operator==(const LogSeam&) const = default;
};

// The line that a follower's tail began with. A tail counts the pieces that the engine keeps a long line in: it may be
// the rest of a line, and what is missing of that is older too.
struct LogTailStart {
    qint64 ns = 0;
    qint64 bytes = 0; // with its ending, without the engine's stamp
};

// What one channel of one container had before its seam, the newest of it in bounded memory.
class LogOlderLines {
public:
    struct Line {
        qint64 ns;
        std::string bytes; // with the engine's stamp in front
    };

    LogOlderLines(const LogSeam& seam, qint64 maxBytes, std::optional<LogTailStart> tail = {})
        : m_seam(seam)
        , m_maxBytes(maxBytes)
        , m_tail(tail)
    {
    }

    // A line as docker prints it, but for inner stamps, in the log's order. That of which a tail had the rest only
    // becomes two.
    void take(std::string_view line, qint64 stampNs);
    // All have come: those that are held anyway are taken off.
    void finish();
    // Lets go of what is older.
    void dropBefore(qint64 stampNs);

    const LogSeam& seam() const { return m_seam; }
    const std::deque<Line>& lines() const { return m_lines; }
    // Older lines than this came and were too many; nothing: all that came are here.
    std::optional<qint64> floorNs() const { return m_floorNs; }

private:
    void takeOne(std::string_view line, qint64 stampNs);
    void dropFront();

    LogSeam m_seam;
    qint64 m_maxBytes;
    std::optional<LogTailStart> m_tail;
    std::deque<Line> m_lines;
    qint64 m_bytes = 0;
    qint64 m_takenAtUntil = 0;
    qint64 m_behindUntil = 0; // lines behind the last one of that stamp
    std::optional<qint64> m_floorNs;
};

// How far back is looked, in steps: each one further, the last one to the beginning (nothing), which costs an engine
// the reading of whole logs.
inline constexpr int logHistorySteps = 6;
std::optional<std::chrono::seconds> logHistoryReach(int step);
// A step that brought so many lines is enough.
inline constexpr qint64 logHistoryEnough = 500;

} // namespace ops::domain
