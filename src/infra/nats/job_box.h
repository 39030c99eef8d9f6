#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace ops::infra {

// What is put before a worker thread to do, by any thread. After stop() nothing is taken and nothing given out.
template <class Job>
class JobBox {
public:
    void post(Job job)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopped)
                return;
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

    // Overtakes the jobs at the end of the queue for which `yields` is true.
    template <class Yields>
    void postBefore(Job job, Yields yields)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopped)
                return;
            auto place = m_jobs.end();
            while (place != m_jobs.begin() && yields(*std::prev(place)))
                --place;
            m_jobs.insert(place, std::move(job));
        }
        m_wake.notify_one();
    }

    // Takes out those for which `wanted` is true, in order.
    template <class Wanted>
    std::vector<Job> remove(Wanted wanted)
    {
        const std::lock_guard lock(m_mutex);
        const auto first =
            std::stable_partition(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return !wanted(job); });
        std::vector<Job> removed(std::make_move_iterator(first), std::make_move_iterator(m_jobs.end()));
        m_jobs.erase(first, m_jobs.end());
        return removed;
    }

    // Gives out the next job; false when there was none for `patience` or the box was stopped.
    bool take(Job& job, std::chrono::nanoseconds patience)
    {
        std::unique_lock lock(m_mutex);
        if (m_jobs.empty() && !m_stopped && patience.count() > 0)
            m_wake.wait_for(lock, patience, [this] { return m_stopped || !m_jobs.empty(); });
        if (m_stopped || m_jobs.empty())
            return false;
        job = std::move(m_jobs.front());
        m_jobs.pop_front();
        return true;
    }

    // What was still waiting is the caller's, to be destroyed where that may take its time.
    std::deque<Job> stop()
    {
        std::deque<Job> left;
        {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
            left.swap(m_jobs);
        }
        m_wake.notify_one();
        return left;
    }

    bool stopped() const
    {
        const std::lock_guard lock(m_mutex);
        return m_stopped;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_stopped = false;
};

} // namespace ops::infra
