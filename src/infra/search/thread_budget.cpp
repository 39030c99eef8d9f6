#include "infra/search/thread_budget.h"

#include <ctime>

namespace ops::infra {

ThreadBudget::ThreadBudget(std::chrono::milliseconds allowed)
    : m_allowed(allowed)
    , m_start(WallClock::now())
    , m_markedAt(m_start)
    , m_mark(threadTime())
{
}

void ThreadBudget::restart()
{
    m_start = WallClock::now();
    if (m_start - m_markedAt > precision) {
        m_markedAt = m_start;
        m_mark = threadTime();
    }
}

bool ThreadBudget::spent() const
{
    return WallClock::now() - m_start > m_allowed && threadTime() - m_mark > m_allowed;
}

std::chrono::nanoseconds ThreadBudget::threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace ops::infra
