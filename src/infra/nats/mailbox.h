#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace ops::infra {

// What library threads hand to the GUI thread: a queue, bounded by weight, that wakes its receiver once per emptying.
// After close() nothing is taken any more and nobody is woken; whoever still holds it may go on pushing. Thread-safe.
template <class T>
class Mailbox {
public:
    // Whether there is something that must not wait for the rest.
    using Wake = std::function<void(bool urgent)>;

    Mailbox(size_t capacity, Wake wake)
        : m_capacity(capacity)
        , m_wake(std::move(wake))
    {
    }

    // False when the box was full and `item` is lost (counted). An item heavier than the whole box finds room in an
    // empty one.
    bool push(T item, size_t weight = 1)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_wake)
            return false;
        if (m_weight > 0 && m_weight + weight > m_capacity) {
            ++m_dropped;
            return false;
        }
        m_weight += weight;
        put(std::move(item), false);
        return true;
    }

    // For what may never be lost, is rare, and must be seen soon: the state of a link, the answer to a command. Takes
    // no room, so that a flood of the rest cannot push it out.
    void pushUrgent(T item)
    {
        const std::lock_guard lock(m_mutex);
        if (m_wake)
            put(std::move(item), true);
    }

    std::vector<T> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        m_woken = Woken::No;
        m_weight = 0;
        return std::exchange(m_items, {});
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_wake = nullptr;
        m_items.clear();
    }

    size_t dropped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_dropped;
    }

private:
    enum class Woken { No, Yes, Urgently };

    void put(T item, bool urgent)
    {
        m_items.push_back(std::move(item));
        const Woken wanted = urgent ? Woken::Urgently : Woken::Yes;
        if (m_woken >= wanted)
            return;
        m_woken = wanted;
        m_wake(urgent); // under the lock, so that close() means closed
    }

    mutable std::mutex m_mutex;
    const size_t m_capacity;
    Wake m_wake;
    std::vector<T> m_items;
    size_t m_weight = 0;
    size_t m_dropped = 0;
    Woken m_woken = Woken::No;
};

} // namespace ops::infra
