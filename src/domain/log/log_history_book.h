#pragma once

#include "domain/log/log_history.h"

#include <map>
#include <vector>

namespace ops::domain {

// Knows for each channel which of its lines a store no longer has, or never had: whichever tail it began with, whatever
// the cap took and whatever was put in front again. The store's writer tells it what happens; one thread. A channel is
// a number of the caller's.
class LogHistoryBook {
public:
    // In place of a channel: rows of our own, which are missed like lines but tell nothing of where those belong; and
    // rows that nobody misses.
    static constexpr int marks = -2;
    static constexpr int nobody = -1;
    // Whose row it is and the engine's stamp of it.
    struct Origin {
        int channel = nobody;
        qint64 ns = 0;
    };
    // The first rows of a store are remembered one by one: those that older lines of others may belong between.
    static constexpr size_t firstRows = size_t{64} * 1024;

    // A channel begins; `fromTail`: lines before its first one may exist.
    void open(int channel, bool fromTail);
    // A row was appended, in the segment that begins with `segment`.
    void stored(const Origin& origin, LogSeq segment);
    // The store's oldest line is `first` now.
    void lost(LogSeq first);
    struct Front {
        std::vector<Origin> rows;     // the first ones now
        std::vector<size_t> segments; // which of them begin a segment; `unmoved` begins one too
        size_t replaced = 0;          // the first ones before, which are among them
        LogSeq unmoved;               // the line behind them
    };
    // Rows were put in front. Nothing of `channels` is missing from `sinceNs` on; nothing: nothing at all.
    void putInFront(Front front, const std::vector<int>& channels, std::optional<qint64> sinceNs);
    // Whatever is missing of the channel cannot be had.
    void giveUp(int channel);

    // Nothing: no older line is missing. `with`: the other channel of the same log, whose first line tells about where
    // a tail began that had no line of this one.
    std::optional<LogSeam> seam(int channel, int with) const;
    // Where that seam lies in what has been written: one that is known only about may reach past it.
    qint64 reachedNs(const LogSeam& seam, int channel, int with) const;
    // The store's first rows, as far as it is known whose they are.
    const std::vector<Origin>& first() const { return m_first; }
    // Lines that are missing of the channel have their place before or between those.
    bool isPlaceable(int channel, int with) const;

private:
    struct Last {
        qint64 ns = 0;
        qint64 equal = 0; // lines with that stamp until there
    };
    struct Channel {
        bool fromTail = false;
        bool givenUp = false;
        std::optional<LogSeam> seam; // once it is another one than that of the tail
        std::optional<qint64> firstNs;
        qint64 equalAtFirst = 0;
        bool stillFirst = true;
    };
    static void note(std::map<int, Last>& lasts, const Origin& origin);
    std::optional<qint64> firstOf(int channel) const;

    std::map<int, Channel> m_channels;
    std::map<LogSeq, std::map<int, Last>> m_ends; // by the line after a segment: the last line of each channel before
    std::map<int, Last> m_lasts;                  // of what was appended
    std::vector<Origin> m_first;
    LogSeq m_firstSeq;         // of the first of them
    bool m_firstAreAll = true; // there is no other row
    std::optional<LogSeq> m_segment;
};

} // namespace ops::domain
