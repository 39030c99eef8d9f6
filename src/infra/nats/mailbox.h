#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace ops::infra {

// What library threads hand to the GUI thread: a bounded queue that wakes its receiver once per emptying. After close()
// nothing is taken any more and nobody is woken; whoever still holds it may go on pushing. Thread-safe.
template <class T>
class Mailbox {
public:
    Mailbox(size_t capacity, std::function<void()> wake)
        : m_capacity(capacity)
        , m_wake(std::move(wake))
    {
    }

    // False when the box was full and `item` is lost (counted).
    bool push(T item)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_wake)
            return false;
        if (m_items.size() >= m_capacity) {
            ++m_dropped;
            return false;
        }
        m_items.push_back(std::move(item));
        if (!m_woken) {
            m_woken = true;
            m_wake(); // under the lock, so that close() means closed
        }
        return true;
    }

    std::vector<T> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        m_woken = false;
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
    mutable std::mutex m_mutex;
    const size_t m_capacity;
    std::function<void()> m_wake;
    std::vector<T> m_items;
    size_t m_dropped = 0;
    bool m_woken = false;
};

} // namespace ops::infra
