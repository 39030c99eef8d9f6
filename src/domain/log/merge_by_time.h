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
template <class Item>
class MergeByTime {
public:
    explicit MergeByTime(std::chrono::nanoseconds patience, size_t maxHeld = 1'000'000)
        : m_patienceNs(patience.count())
        , m_maxHeld(maxHeld)
    {
    }

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
        from.floorNs = std::max(from.floorNs, stampNs.value_or(from.floorNs));
        from.held.push_back({from.floorNs, m_arrivals++, monoNs, std::move(item)});
        ++m_held;
    }
    // The source has nothing more from before that moment: it was asked and had no line.
    void promise(int source, qint64 stampNs) { at(source).floorNs = std::max(at(source).floorNs, stampNs); }

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
    size_t held(int source) const { return m_sources[static_cast<size_t>(source)].held.size(); }
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
        std::deque<Held> held;
    };

    Source& at(int source) { return m_sources[static_cast<size_t>(source)]; }

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
            if (&source != &next && source.open && source.wait == Wait::ForIt && source.held.empty() &&
                source.floorNs < next.held.front().stampNs)
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
