#include "domain/services/level_history.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

// "O" ok, "D" degraded, "F" failed, "u" unknown, "." nothing: the last `count` slots.
QString lastSlots(const LevelHistory& history, const ops::base::Instant& now, int count)
{
    QString text;
    const auto strip = history.strip(now);
    for (size_t i = strip.size() - static_cast<size_t>(count); i < strip.size(); ++i)
        text += QStringLiteral("u.ODF").at(static_cast<int>(strip[i]));
    return text;
}

} // namespace

class TestLevelHistory final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aSlotKeepsTheWorst()
    {
        ops::test::FakeClock clock;
        LevelHistory history;
        for (const LevelGrade grade : {LevelGrade::Ok, LevelGrade::Failed, LevelGrade::Degraded, LevelGrade::Ok})
            history.note(grade, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), 2), QStringLiteral(".F"));
    }

    void timeMovesTheStrip()
    {
        ops::test::FakeClock clock;
        LevelHistory history;
        history.note(LevelGrade::Ok, clock.now());
        clock.advance(LevelHistory::slotLength);
        history.note(LevelGrade::Degraded, clock.now());
        clock.advance(LevelHistory::slotLength);
        history.note(LevelGrade::Failed, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), 4), QStringLiteral(".ODF"));
    }

    // rule: G9
    void aGapStaysAGap()
    {
        ops::test::FakeClock clock;
        LevelHistory history;
        history.note(LevelGrade::Ok, clock.now());
        clock.advance(3 * LevelHistory::slotLength);
        QCOMPARE(lastSlots(history, clock.now(), 4), QStringLiteral("O..."));
        history.note(LevelGrade::Unknown, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), 4), QStringLiteral("O..u"));
    }

    // rule: G9
    void theMachinesSleepIsAGap()
    {
        ops::test::FakeClock clock;
        LevelHistory history;
        history.note(LevelGrade::Failed, clock.now());
        clock.sleep(2 * LevelHistory::slotLength);
        QCOMPARE(lastSlots(history, clock.now(), 4), QStringLiteral(".F.."));
        history.note(LevelGrade::Ok, clock.now());
        clock.advance(LevelHistory::slotLength);
        history.note(LevelGrade::Ok, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), 5), QStringLiteral(".F.OO"));
        clock.sleep(8h);
        QCOMPARE(lastSlots(history, clock.now(), LevelHistory::slots).count(QLatin1Char('.')), LevelHistory::slots);
        history.note(LevelGrade::Degraded, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), LevelHistory::slots).count(QLatin1Char('.')), LevelHistory::slots - 1);
    }

    void anHourLaterNothingIsLeft()
    {
        ops::test::FakeClock clock;
        LevelHistory history;
        history.note(LevelGrade::Failed, clock.now());
        clock.advance(59min);
        QVERIFY(lastSlots(history, clock.now(), LevelHistory::slots).contains(QLatin1Char('F')));
        clock.advance(2min);
        QVERIFY(!lastSlots(history, clock.now(), LevelHistory::slots).contains(QLatin1Char('F')));
        history.note(LevelGrade::Ok, clock.now());
        QCOMPARE(lastSlots(history, clock.now(), LevelHistory::slots).count(QLatin1Char('.')), LevelHistory::slots - 1);
    }

    void aNoteFromThePastChangesNothing()
    {
        ops::test::FakeClock clock;
        const ops::base::Instant before = clock.now();
        LevelHistory history;
        clock.advance(2min);
        history.note(LevelGrade::Ok, clock.now());
        const LevelHistory known = history;
        history.note(LevelGrade::Failed, before);
        QCOMPARE(history, known);
    }

    // rule: H6
    void worseNewsWin()
    {
        const LevelGrade ordered[] = {LevelGrade::NotApplicable, LevelGrade::Ok, LevelGrade::Unknown,
                                      LevelGrade::Degraded, LevelGrade::Failed};
        for (size_t a = 0; a < std::size(ordered); ++a)
            for (size_t b = 0; b < std::size(ordered); ++b)
                QCOMPARE(worseGrade(ordered[a], ordered[b]), ordered[std::max(a, b)]);
    }
};

QTEST_GUILESS_MAIN(TestLevelHistory)
#include "tst_level_history.moc"
