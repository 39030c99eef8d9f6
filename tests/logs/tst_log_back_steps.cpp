#include "domain/log/log_back_steps.h"
#include "support/test_case.h"

#include <QTest>

#include <vector>

using namespace ops;
using domain::LogBackSteps;
using domain::LogTime;

namespace {

constexpr qint64 noon = 1'769'774'400'000; // 2026-01-30T12:00Z
constexpr qint64 second = 1000;
constexpr qint64 hour = 3600 * second;

struct Expected {
    qint64 count = 0;
    qint64 farthestMs = 0;
};

} // namespace

Q_DECLARE_METATYPE(Expected)

class TestLogBackSteps final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void steps_data()
    {
        QTest::addColumn<std::vector<qint64>>("times");
        QTest::addColumn<Expected>("expected");
        const auto row = [](const char* name, const std::vector<qint64>& times, qint64 count, qint64 farthestMs) {
            QTest::newRow(name) << times << Expected{count, farthestMs};
        };
        constexpr qint64 unknown = LogTime::unknown;
        constexpr qint64 latest = std::numeric_limits<qint64>::max();
        row("no line", {}, 0, 0);
        row("in order", {noon, noon, noon + second, noon + hour}, 0, 0);
        row("threads overtake one another", {noon, noon - 2 * second, noon - 9 * second, noon + second}, 0, 0);
        row("a clock was set back", {noon, noon + hour, noon, noon + second, noon + 2 * hour}, 1, hour);
        row("three logs behind one another", {noon, noon + hour, noon, noon + 2 * hour, noon, noon + hour}, 2,
            2 * hour);
        // Each step from the one before; how far it goes back in all from the latest.
        row("the newest first", {noon, noon - hour, noon - 2 * hour, noon - 3 * hour}, 3, 3 * hour);
        row("slowly back", {noon, noon - 6 * second, noon - 12 * second, noon - 18 * second}, 1, 12 * second);
        row("lines without a time", {unknown, noon, unknown, noon - hour, unknown, noon}, 1, hour);
        row("any stamp", {latest, unknown + 1, latest, 0}, 2, latest);
    }
    void steps()
    {
        QFETCH(std::vector<qint64>, times);
        QFETCH(Expected, expected);
        LogBackSteps steps;
        for (const qint64 time : times)
            steps.add({time});
        QCOMPARE(steps.count(), expected.count);
        QCOMPARE(steps.farthestMs(), expected.farthestMs);
    }
};

QTEST_GUILESS_MAIN(TestLogBackSteps)
#include "tst_log_back_steps.moc"
