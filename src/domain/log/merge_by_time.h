#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <deque>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace ops::domain {

// Puts items of several sources in the order of their stamps. The order within a source never changes: an item with an
// earlier stamp than the one before it counts as of the same moment. An item is held until no open source can bring an
// earlier one, but no longer than `patience`; what comes later than that is handed on at once, and counted as late.
// Equal stamps: in the order of arrival. One thread at a time; `monoNs` is a monotonic clock.
//
// One wrong stamp from far ahead must not take all that follows it along. An item whose stamp leaps ahead of the one
// before is in doubt until the next other stamp of its source: if that is back where the one before was, the item
// counts as of the moment before the leap, as far as it is still held. Otherwise, and where nothing follows, it counts
// as what it says.
template <class Item>
class MergeByTime {
public:
    explicit MergeByTime(std::chrono::nanoseconds patience, size_t maxHeld = 1'000'000)
        : m_patienceNs(patience.count())
        , m_maxHeld(maxHeld)
    {
    }

    // Further than any two time zones are apart: a long silence, or a wrong stamp.
    static constexpr std::chrono::hours leap{26};

    enum class Wait { ForIt, Never };
    // A number for a new source; that of one which is closed and empty is given again. Wait::Never: others are handed
    // on without regard to what it may bring.
    int open(Wait wait = Wait::ForIt)
    {
        auto over = std::find_if(m_sources.begin(), m_sources.end(),
                                 [](const Source& source) { return !source.open && source.held.empty(); });
        if (over == m_sources.end())
            over = m_sources.emplace(over);
        *over = {};
        over->wait = wait;
        return static_cast<int>(std::distance(m_sources.begin(), over));
    }
    // Whether others wait for it from now on.
    void setWait(int source, Wait wait) { at(source).wait = wait; }
    // Nothing more comes from it. What it brought is still handed on in its place.
    void close(int source) { at(source).open = false; }

    // An item without a stamp is of the same moment as the one before it.
    void push(int source, std::optional<qint64> stampNs, Item item, qint64 monoNs)
    {
        Source& from = at(source);
        if (stampNs)
            reach(from, *stampNs);
        from.held.push_back({from.floorNs, m_arrivals++, monoNs, std::move(item)});
        ++m_held;
    }
    // The source has nothing more from before that moment: it was asked and had no line.
    void promise(int source, qint64 stampNs)
    {
        Source& from = at(source);
        if (stampNs >= from.floorNs)
            from.leaptFromNs.reset();
        else if (from.leaptFromNs)
            from.leaptFromNs = std::max(*from.leaptFromNs, stampNs);
        from.floorNs = std::max(from.floorNs, stampNs);
    }
    // What is in doubt of it counts as what it says: nobody can wait for more of it.
    void believe(int source) { at(source).leaptFromNs.reset(); }

    // Calls sink(Item&&) for everything whose turn it is.
    template <class Sink>
    void drain(qint64 monoNs, Sink&& sink)
    {
        while (Source* const next = earliest()) {
            const bool must = m_held > m_maxHeld || anyWaitedLongEnough(monoNs);
            if (!must && mayBePreceded(*next))
                return;
            Held& first = next->held.front();
            m_late += first.stampNs < m_lastNs ? 1 : 0;
            if (!needsMore(*next)) // what is in doubt is no measure of what comes late
                m_lastNs = std::max(m_lastNs, first.stampNs);
            sink(std::move(first.item));
            next->held.pop_front();
            --m_held;
        }
    }
    // Everything, whoever else may bring something.
    template <class Sink>
    void drainAll(Sink&& sink)
    {
        drain(std::numeric_limits<qint64>::max(), sink);
    }

    size_t held() const { return m_held; }
    size_t held(int source) const { return at(source).held.size(); }
    // Nothing of it is held, or what is held first is in doubt: others wait for what it brings next.
    bool needsMore(int source) const { return needsMore(at(source)); }
    // The latest moment that it has come to.
    qint64 reachedNs(int source) const { return at(source).floorNs; }
    qint64 late() const { return m_late; }

private:
    static constexpr qint64 never = std::numeric_limits<qint64>::min();
    struct Held {
        qint64 stampNs;
        quint64 arrival;
        qint64 arrivedNs;
        Item item;
    };
    struct Source {
        bool open = true;
        Wait wait = Wait::ForIt;
        qint64 floorNs = never; // nothing earlier comes from here
        // In doubt: the moment before the leap to floorNs. Whatever is held of that stamp came with it.
        std::optional<qint64> leaptFromNs;
        std::deque<Held> held;
    };

    Source& at(int source) { return m_sources[static_cast<size_t>(source)]; }
    const Source& at(int source) const { return m_sources[static_cast<size_t>(source)]; }

    static bool isLeap(qint64 fromNs, qint64 toNs)
    {
        constexpr quint64 leapNs = std::chrono::nanoseconds(leap).count();
        return toNs > fromNs && static_cast<quint64>(toNs) - static_cast<quint64>(fromNs) > leapNs;
    }
    // What continues an item has its stamp, and says nothing of whether that is right.
    static void reach(Source& from, qint64 stampNs)
    {
        if (from.leaptFromNs && stampNs != from.floorNs) {
            if (!isLeap(stampNs, from.floorNs))
                from.leaptFromNs.reset();
            else if (!isLeap(stampNs, *from.leaptFromNs))
                takeBack(from);
        }
        if (!from.leaptFromNs && from.floorNs != never && isLeap(from.floorNs, stampNs))
            from.leaptFromNs = from.floorNs;
        from.floorNs = std::max(from.floorNs, stampNs);
    }
    static void takeBack(Source& from)
    {
        for (auto held = from.held.rbegin(); held != from.held.rend() && held->stampNs == from.floorNs; ++held)
            held->stampNs = *from.leaptFromNs;
        from.floorNs = *from.leaptFromNs;
        from.leaptFromNs.reset();
    }
    static bool needsMore(const Source& source)
    {
        return source.held.empty() || (source.leaptFromNs && source.held.front().stampNs == source.floorNs);
    }

    Source* earliest()
    {
        Source* best = nullptr;
        for (Source& source : m_sources) {
            if (source.held.empty())
                continue;
            const Held& first = source.held.front();
            if (best == nullptr || std::pair(first.stampNs, first.arrival) <
                                       std::pair(best->held.front().stampNs, best->held.front().arrival))
                best = &source;
        }
        return best;
    }
    bool anyWaitedLongEnough(qint64 monoNs) const
    {
        for (const Source& source : m_sources)
            if (!source.held.empty() && source.held.front().arrivedNs <= monoNs - m_patienceNs)
                return true;
        return false;
    }
    bool mayBePreceded(const Source& next) const
    {
        for (const Source& source : m_sources)
            if (&source != &next && source.open && source.wait == Wait::ForIt && needsMore(source) &&
                source.leaptFromNs.value_or(source.floorNs) < next.held.front().stampNs)
                return true;
        return false;
    }

    qint64 m_patienceNs;
    size_t m_maxHeld;
    std::vector<Source> m_sources;
    quint64 m_arrivals = 0;
    size_t m_held = 0;
    qint64 m_lastNs = never;
    qint64 m_late = 0;
};

} // namespace ops::domain
