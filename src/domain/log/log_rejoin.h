#pragma once

#include "domain/log/log_types.h"

#include <QByteArray>

#include <array>
#include <deque>
#include <optional>
#include <string>
#include <vector>

// What follower after follower of `docker logs --timestamps` prints of one container's log. Pure; any thread.
namespace ops::domain {

// "2026-01-30T18:04:11.207113123Z " as the engine puts it in front of a line, always with nine digits. Nothing where
// the line does not begin with one: then it is no line of the log but what the client says itself.
std::optional<qint64> engineStampNs(std::string_view line);
inline constexpr size_t engineStampLength = std::string_view("2026-01-30T18:04:11.207113123Z ").size();
// As `--since` and `--until` take it, to the nanosecond.
QByteArray engineStamp(qint64 utcNs);
// The engine keeps a line that is longer than this in pieces and stamps each of them with the first one's moment.
inline constexpr size_t enginePieceBytes = size_t{16} * 1024;
// Those inner stamps are no part of the line: this is the line with its first stamp only, in `buffer` where one had to
// be taken out.
std::string_view withoutInnerStamps(std::string_view line, std::string& buffer);

// Joins what one follower prints to what those before it printed: each line of the log comes through once, whatever was
// cut off where. A follower that begins again at since() prints the last lines once more; lines of one channel come in
// the log's order always, the two channels are not in order with each other. A value.
class LogRejoin {
public:
    enum class Verdict {
        Fresh,
        Seen,          // it came before
        FreshAfterGap, // fresh, and the log no longer has the line that came last before it
    };

    // A follower begins, with `--since` since() where that says something.
    void begin();
    // Nothing: no line was seen yet, and the follower is to begin with a tail, or with everything.
    std::optional<qint64> since() const;
    Verdict take(LogChannel channel, qint64 stampNs);
    // Lines of a channel that had none came by another way, with these stamps, in the log's order. The follower may
    // have the last of them under way too.
    void bring(LogChannel channel, const std::vector<qint64>& stampsNs);
    // Of the line that came last; for a row that says since when lines are missing.
    std::optional<qint64> lastNs() const;

    // The client hands both channels on as it gets them, but pipes and ssh may still hold one of them back when the
    // other is cut off. And engines before 23 print nothing from before `--since`, also where their clock was set back
    // and the line is a new one. So both channels are asked for again from so far back.
    static constexpr qint64 channelsApartNs = 10'000'000'000;

private:
    struct Channel {
        std::optional<qint64> lastNs; // of the last line
        qint64 highNs = 0;            // the latest one; not the last one's when the clock was set back
        qint64 equal = 0;             // the last lines that have the last one's stamp
        bool rejoining = false;       // what came before is printed once more
        qint64 toSkip = 0;
        bool expected = false;      // the last line must be among it
        std::deque<qint64> brought; // those that the follower may still print
    };
    Verdict judge(Channel& channel, qint64 stampNs) const;
    static void remember(Channel& channel, qint64 stampNs);
    static bool wasBrought(Channel& channel, qint64 stampNs);

    std::array<Channel, 2> m_channels;
    std::optional<qint64> m_firstNs;  // nothing before it was asked for
    std::optional<qint64> m_latestNs; // of the line that came last, of either channel
};

} // namespace ops::domain
