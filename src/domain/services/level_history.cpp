#include "domain/services/level_history.h"

#include <algorithm>

namespace ops::domain {
namespace {

int badness(LevelGrade grade)
{
    switch (grade) {
    case LevelGrade::NotApplicable:
        return 0;
    case LevelGrade::Ok:
        return 1;
    case LevelGrade::Unknown:
        return 2;
    case LevelGrade::Degraded:
        return 3;
    case LevelGrade::Failed:
        break;
    }
    return 4;
}

size_t place(qint64 slot)
{
    return static_cast<size_t>(slot % LevelHistory::slots);
}

} // namespace

LevelGrade worseGrade(LevelGrade a, LevelGrade b)
{
    return badness(a) >= badness(b) ? a : b;
}

qint64 LevelHistory::slotOf(const base::Instant& at) const
{
    const std::chrono::nanoseconds slept = m_slept + (m_last ? base::slept(*m_last, at) : std::chrono::nanoseconds(0));
    return std::max<qint64>(0, at.monoNs + slept.count()) / std::chrono::nanoseconds(slotLength).count();
}

void LevelHistory::note(LevelGrade grade, const base::Instant& now)
{
    const qint64 slot = slotOf(now);
    if (slot < m_newest)
        return;
    if (m_last)
        m_slept += base::slept(*m_last, now);
    m_last = now;
    for (qint64 skipped = std::max(m_newest + 1, slot - slots + 1); skipped <= slot; ++skipped)
        m_grades[place(skipped)] = LevelGrade::NotApplicable;
    m_newest = slot;
    LevelGrade& worst = m_grades[place(slot)];
    worst = worseGrade(worst, grade);
}

std::array<LevelGrade, LevelHistory::slots> LevelHistory::strip(const base::Instant& now) const
{
    std::array<LevelGrade, slots> strip{};
    strip.fill(LevelGrade::NotApplicable);
    const qint64 last = slotOf(now);
    for (int i = 0; i < slots; ++i) {
        const qint64 slot = last - (slots - 1) + i;
        if (slot >= 0 && slot <= m_newest && slot > m_newest - slots)
            strip[static_cast<size_t>(i)] = m_grades[place(slot)];
    }
    return strip;
}

} // namespace ops::domain
