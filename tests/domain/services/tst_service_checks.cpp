#include "domain/services/service_table.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

#include <functional>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

const QString hostName = QStringLiteral("titan-host-1");
constexpr auto lookTime = 10s;

Container checked(qint64 endUtcMs)
{
    Container container;
    container.id = QStringLiteral("id");
    container.name = QStringLiteral("titan-brain");
    container.run = ContainerRun::Running;
    container.health = ImageHealth::Healthy;
    container.checkedUtcMs = endUtcMs;
    container.startedUtcMs = 1'769'000'000'000;
    return container;
}

} // namespace

// An engine says for ever what an image's check said last, also when it makes none any more (20.10 with live-restore,
// after its own restart). How old the check is, is told by our own clock.
class TestServiceChecks final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    ServiceTable m_table;

    void follow(EnginePhase phase, std::optional<std::chrono::milliseconds> clockAhead = std::nullopt)
    {
        EngineStatus status;
        status.host = hostName;
        status.phase = phase;
        status.clockAhead = clockAhead;
        m_table = onEngineStatus(m_table, status);
    }
    qint64 agoUtcMs(std::chrono::milliseconds time) const { return m_clock.now().utcMs - time.count(); }
    void look(const Container& container) { m_table = onLook(m_table, hostName, {container}, m_clock.now()); }
    // Looks at it every ten seconds, as the engine's follower does.
    void lookFor(std::chrono::seconds time, const Container& container)
    {
        for (auto passed = 0s; passed < time; passed += lookTime) {
            m_clock.advance(lookTime);
            look(container);
        }
    }
    void hear(const Container& container, const char* action)
    {
        EngineEvent event;
        event.action = QString::fromLatin1(action);
        event.id = container.id;
        m_table = onContainerChanged(m_table, hostName, container, event, m_clock.now());
    }
    ServiceRow row() const { return serviceRows(m_table, m_clock.now()).front(); }
    const HealthLevel& level(const ServiceRow& of) const { return of.level(LevelKind::Healthcheck); }
    bool isOld() const { return isStale(row(), LevelKind::Healthcheck, m_clock.now()); }
    bool hasStopped() const { return hasStoppedChecking(row(), m_clock.now()); }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        RunbookService brain;
        brain.name = brain.composeName = brain.container = QStringLiteral("titan-brain");
        m_table = startServiceTable({{brain, hostName, false}}, {hostName});
        follow(EnginePhase::Following);
    }

    // rule: G9, H6
    void aCheckThatIsNotMadeAnyMoreGoesStale()
    {
        look(checked(1));
        const ops::base::Instant first = m_clock.now();
        lookFor(140s, checked(1));                       // 3 x 30 s + 30 s + 25 s
        QCOMPARE(level(row()).at, std::optional(first)); // of the check, not of the looks
        QVERIFY(!isOld());
        QVERIFY(!hasStopped());
        lookFor(10s, checked(1));
        QVERIFY(isOld());
        QVERIFY(hasStopped());
        QVERIFY(!isStale(row(), LevelKind::Container, m_clock.now()));
        QCOMPARE(level(row()).value, QStringLiteral("healthy"));
        m_clock.advance(1s);
        look(checked(2)); // it is made again
        QVERIFY(!isOld());
        QVERIFY(!hasStopped());
        QCOMPARE(level(row()).at, std::optional(m_clock.now()));
    }

    // rule: G9
    void checksThatGoOnStayFresh()
    {
        for (qint64 end = 1; end <= 100; ++end) {
            lookFor(30s, checked(end));
            QVERIFY(!isOld());
        }
    }

    // The engine's clock may be wrong, and may be set right: only that it says another time than before is news.
    void theEnginesClockIsNotTrusted()
    {
        look(checked(m_clock.now().utcMs + 3'600'000));
        QVERIFY(!isOld());
        lookFor(150s, checked(m_clock.now().utcMs + 3'600'000));
        QVERIFY(isOld());
        look(checked(5));
        QVERIFY(!isOld());
    }

    // The console starts, and the engine stopped checking days ago: its stamp is all that tells, once it is known how
    // that clock stands against ours.
    // rule: G9, H6
    void howOldACheckIsAtTheFirstLook_data()
    {
        QTest::addColumn<std::optional<std::chrono::milliseconds>>("clockAhead");
        QTest::addColumn<std::optional<std::chrono::milliseconds>>("checkedAgo"); // by the engine's stamp, our clock
        QTest::addColumn<std::chrono::milliseconds>("startedAgo");
        QTest::addColumn<std::chrono::milliseconds>("age");
        using Ms = std::chrono::milliseconds;
        const auto row = [](const char* name, std::optional<Ms> clockAhead, std::optional<Ms> checkedAgo, Ms startedAgo,
                            Ms age) { QTest::newRow(name) << clockAhead << checkedAgo << startedAgo << age; };
        row("made just now", 0ms, 4s, 72h, 4s);
        row("made three days ago", 0ms, 72h, 73h, 72h);
        row("made three days ago, and started since", 0ms, 72h, 20s, 20s);
        row("the clock is an hour behind", Ms(-1h), 1h + 4s, 72h, 4s);
        row("the clock is an hour ahead", Ms(1h), -1h + 4s, 72h, 4s);
        row("the clock is ahead, and the check old", Ms(1h), 71h, 80h, 72h);
        row("a moment after the look", 0ms, -3s, 72h, 0ms);
        row("the clock is not known", std::nullopt, 72h, 73h, 0ms);
        row("none was made yet", 0ms, std::nullopt, 73h, 0ms);
        row("a clock that is out of all bounds", Ms(24h * 365 * 3000), 72h, 73h, Ms(24h * 365 * 100));
    }
    void howOldACheckIsAtTheFirstLook()
    {
        QFETCH(std::optional<std::chrono::milliseconds>, clockAhead);
        QFETCH(std::optional<std::chrono::milliseconds>, checkedAgo);
        QFETCH(std::chrono::milliseconds, startedAgo);
        QFETCH(std::chrono::milliseconds, age);
        follow(EnginePhase::Following, clockAhead);
        Container container = checked(1);
        container.checkedUtcMs.reset();
        if (checkedAgo)
            container.checkedUtcMs = agoUtcMs(*checkedAgo);
        container.startedUtcMs = agoUtcMs(startedAgo);
        look(container);
        QCOMPARE(ops::base::age(*level(row()).at, m_clock.now()), std::chrono::nanoseconds(age));
        QCOMPARE(hasStopped(), age > 145s);
        m_clock.advance(1s);
        container.checkedUtcMs = container.checkedUtcMs.value_or(0) + 1; // from now on it is seen being made
        look(container);
        QVERIFY(!hasStopped());
        QCOMPARE(level(row()).at, std::optional(m_clock.now()));
    }

    // Nobody saw what changed while its events were not followed either.
    // rule: G9, H6
    void howOldACheckIsAfterAGap()
    {
        follow(EnginePhase::Following, 0ms);
        look(checked(agoUtcMs(4s)));
        follow(EnginePhase::Gone, 0ms);
        const qint64 last = m_clock.now().utcMs;
        m_clock.advance(72h);
        follow(EnginePhase::Attaching, 0ms);
        look(checked(last));
        follow(EnginePhase::Following, 0ms);
        QVERIFY(hasStopped());
        QCOMPARE(level(row()).at->utcMs, last);
    }

    void itsOwnIntervalCounts_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("interval");
        QTest::addColumn<std::chrono::milliseconds>("timeout");
        QTest::addColumn<std::chrono::milliseconds>("maxAge");
        const auto row = [](const char* name, std::chrono::milliseconds interval, std::chrono::milliseconds timeout,
                            std::chrono::milliseconds maxAge) { QTest::newRow(name) << interval << timeout << maxAge; };
        row("the engine's default", 30s, 30s, 145s);
        row("a second", 1s, 5s, 33s);
        row("an hour", 1h, 30s, 3h + 55s);
        row("a year", 8760h, 8760h, 4 * 8760h + 25s);
    }
    void itsOwnIntervalCounts()
    {
        QFETCH(std::chrono::milliseconds, interval);
        QFETCH(std::chrono::milliseconds, timeout);
        QFETCH(std::chrono::milliseconds, maxAge);
        Container container = checked(1);
        container.checkInterval = interval;
        container.checkTimeout = timeout;
        look(container);
        QCOMPARE(level(row()).maxAge, maxAge);
        m_clock.advance(maxAge);
        look(container);
        QVERIFY(!hasStopped());
        m_clock.advance(1ms);
        look(container);
        QVERIFY(hasStopped());
    }

    // rule: G9
    void aSeldomCheckIsNoYoungerThanTheLook()
    {
        Container container = checked(1);
        container.checkInterval = 1h;
        look(container);
        m_clock.advance(26s);
        QVERIFY(isOld());
        QVERIFY(!hasStopped()); // it is the look that is old
        look(container);
        QVERIFY(!isOld());
        follow(EnginePhase::Gone);
        QVERIFY(isOld());
        QVERIFY(!hasStopped());
    }

    // What shows that the check is made, or begins: each gives it its whole time.
    void signsOfACheck_data()
    {
        QTest::addColumn<Container>("container");
        QTest::addColumn<QByteArray>("action");
        const auto row = [](const char* name, const char* action, const std::function<void(Container&)>& change) {
            Container container = checked(1);
            change(container);
            QTest::newRow(name) << container << QByteArray(action);
        };
        row("a run of it", "", [](Container& c) { c.checkedUtcMs = 2; });
        row("another word", "health_status: unhealthy", [](Container& c) { c.health = ImageHealth::Unhealthy; });
        row("a start", "start", [](Container& c) { c.startedUtcMs = 1'769'000'000'001; });
        row("another container", "create", [](Container& c) { c.id = QStringLiteral("made-anew"); });
    }
    void signsOfACheck()
    {
        QFETCH(Container, container);
        QFETCH(QByteArray, action);
        look(checked(1));
        lookFor(150s, checked(1));
        QVERIFY(hasStopped());
        if (container.id != checked(1).id)
            m_table = onContainerGone(m_table, hostName, checked(1).id);
        hear(container, action.constData());
        QVERIFY(!hasStopped());
        m_clock.advance(1s);
        look(container);
        QVERIFY(!hasStopped());
        lookFor(150s, container);
        QVERIFY(hasStopped());
    }

    // While it is paused none is made, and none is missed.
    void afterAPauseItHasItsTime()
    {
        look(checked(1));
        Container paused = checked(1);
        paused.run = ContainerRun::Paused;
        hear(paused, "pause");
        lookFor(600s, paused);
        QCOMPARE(level(row()).grade, LevelGrade::Unknown);
        QVERIFY(!isOld());
        hear(checked(1), "unpause");
        QCOMPARE(level(row()).grade, LevelGrade::Ok);
        QVERIFY(!isOld());
    }

    // An engine that dies before a container's first check never makes one.
    void aFirstCheckThatNeverComes()
    {
        Container starting = checked(1);
        starting.checkedUtcMs.reset();
        starting.health = ImageHealth::Starting;
        look(starting);
        lookFor(140s, starting);
        QCOMPARE(level(row()).grade, LevelGrade::Degraded);
        QVERIFY(!hasStopped());
        lookFor(10s, starting);
        QVERIFY(hasStopped());
    }

    void whatIsNotCheckedIsAsOldAsTheLook_data()
    {
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<ImageHealth>("health");
        QTest::addColumn<LevelGrade>("grade");
        QTest::newRow("no check") << ContainerRun::Running << ImageHealth::None << LevelGrade::NotApplicable;
        QTest::newRow("ended") << ContainerRun::Exited << ImageHealth::Healthy << LevelGrade::Unknown;
    }
    void whatIsNotCheckedIsAsOldAsTheLook()
    {
        QFETCH(ContainerRun, run);
        QFETCH(ImageHealth, health);
        Container container = checked(1);
        container.run = run;
        container.health = health;
        look(container);
        lookFor(600s, container);
        QTEST(level(row()).grade, "grade");
        QCOMPARE(level(row()).at, std::optional(m_clock.now()));
        QVERIFY(!isOld());
        QVERIFY(!hasStopped());
    }

    // Nobody can say now that it is well.
    // rule: G9
    void whatIsNotKnownNowNeedsAttention()
    {
        const auto needed = [this] { return needsAttention(row(), m_clock.now()); };
        look(checked(1));
        m_clock.advance(25s);
        QVERIFY(!needed());
        m_clock.advance(1s);
        QVERIFY(needed()); // the last look is too old
        look(checked(1));
        QVERIFY(!needed());
        Container odd = checked(1); // in a state of a later engine
        odd.run = ContainerRun::Unknown;
        look(odd);
        QVERIFY(needed());
        odd = checked(1); // and of its check
        odd.health = ImageHealth::Unknown;
        look(odd);
        QVERIFY(needed());
        look(checked(1));
        QVERIFY(!needed());
        follow(EnginePhase::Gone);
        QVERIFY(needed());
        follow(EnginePhase::Following);
        lookFor(150s, checked(1));
        QVERIFY(needed()); // the image is not checked any more
        look(checked(2));
        QVERIFY(!needed());
        HealthLevel unasked; // its endpoint, which nobody has asked yet
        m_table = onEndpointLevel(m_table, QStringLiteral("titan-brain"), unasked);
        QVERIFY(!needed());
        unasked.at = m_clock.now(); // it could not be asked
        m_table = onEndpointLevel(m_table, QStringLiteral("titan-brain"), unasked);
        QVERIFY(needed());
    }

    // rule: G9
    void theHourKnowsNothingOfIt()
    {
        look(checked(1));
        m_table = noteHistories(m_table, {row()}, m_clock.now());
        lookFor(150s, checked(1));
        m_table = noteHistories(m_table, {row()}, m_clock.now());
        const auto strip =
            (*m_table.histories.constFind(row().key))[static_cast<size_t>(LevelKind::Healthcheck)].strip(m_clock.now());
        QCOMPARE(strip.back(), LevelGrade::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestServiceChecks)
#include "tst_service_checks.moc"
