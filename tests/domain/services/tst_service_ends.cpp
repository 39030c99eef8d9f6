#include "domain/services/service_table.h"
#include "support/fake_clock.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

namespace {

const QString hostName = QStringLiteral("titan-host-1");
const QString brainId = QStringLiteral("id-titan-brain");
constexpr qint64 finishedUtcMs = 1'769'792'700'000;

Container running()
{
    Container container;
    container.id = brainId;
    container.name = container.service = QStringLiteral("titan-brain");
    container.project = QStringLiteral("titan");
    container.run = ContainerRun::Running;
    container.startedUtcMs = 1'769'792'000'000;
    return container;
}

Container ended(int code, bool oom = false)
{
    Container container = running();
    container.run = ContainerRun::Exited;
    container.exitCode = code;
    container.oomKilled = oom;
    container.finishedUtcMs = finishedUtcMs;
    return container;
}

EngineEvent happened(const char* action, std::optional<int> code = {})
{
    EngineEvent heard;
    heard.action = QString::fromLatin1(action);
    heard.id = brainId;
    heard.exitCode = code;
    if (code)
        heard.timeNs = (finishedUtcMs + 40) * 1'000'000;
    return heard;
}

} // namespace

// How a service ended, and whether anybody had asked it to.
class TestServiceEnds final : public ops::test::TestCase {
    Q_OBJECT

private:
    ops::test::FakeClock m_clock;
    ServiceTable m_table;

    void hear(const EngineEvent& event, const Container& container)
    {
        m_table = onContainerChanged(m_table, hostName, container, event, m_clock.now());
    }
    void look(const Container& container) { m_table = onLook(m_table, hostName, {container}, m_clock.now()); }
    ServiceRow row() const { return serviceRows(m_table, m_clock.now()).front(); }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        RunbookService brain;
        brain.name = brain.composeName = brain.container = QStringLiteral("titan-brain");
        m_table = startServiceTable({{brain, hostName, false}}, {hostName});
        EngineStatus status;
        status.host = hostName;
        status.phase = EnginePhase::Following;
        m_table = onEngineStatus(m_table, status);
    }

    void endsAreNamed_data()
    {
        QTest::addColumn<QList<EngineEvent>>("events");
        QTest::addColumn<Container>("container");
        QTest::addColumn<QList<ServiceTrouble>>("troubles");
        using enum ServiceTrouble;
        const auto row = [](const char* name, const QList<EngineEvent>& events, const Container& container,
                            const QList<ServiceTrouble>& troubles) {
            QTest::newRow(name) << events << container << troubles;
        };
        const EngineEvent die = happened("die", 1);
        row("asked to stop, ended well", {happened("kill"), happened("die", 0)}, ended(0), {});
        row("asked to stop, had to be killed", {happened("kill"), happened("die", 137)}, ended(137), {});
        row("asked to stop, ended badly", {happened("kill"), happened("die", 1)}, ended(1), {});
        row("killed by nobody we know", {happened("die", 137)}, ended(137), {Crashed});
        row("ended before we looked", {happened("rename")}, ended(137), {});
        row("failed before we looked", {happened("rename")}, ended(2), {Crashed});
        row("out of memory", {happened("oom"), happened("die", 137)}, ended(137, true), {OutOfMemory, Crashed});
        row("came back", {die, happened("start")}, running(), {CrashedLately});
        row("loops", {die, die, die}, running(), {RestartLoop});
        // on-failure:2: it will not be started again, and loops no more.
        row("was given up", {die, die, die}, ended(1), {Crashed});
        row("was given up, out of memory", {happened("oom"), die, die, die}, ended(137, true), {OutOfMemory, Crashed});
        Container between = ended(1);
        between.ahead = true; // whether a start follows is not known yet
        row("between two starts", {die, die, die}, between, {RestartLoop});
        Container paused = running();
        paused.run = ContainerRun::Paused;
        row("paused", {happened("pause")}, paused, {Paused});
        Container complained = ended(127);
        complained.error = QStringLiteral("no such network");
        row("would not start", {happened("create")}, complained, {Crashed, StartFailed});
    }
    void endsAreNamed()
    {
        QFETCH(QList<EngineEvent>, events);
        QFETCH(Container, container);
        QFETCH(QList<ServiceTrouble>, troubles);
        look(running());
        for (const EngineEvent& event : events)
            hear(event, container);
        const auto found = row().troubles;
        QCOMPARE(QList<ServiceTrouble>(found.begin(), found.end()), troubles);
    }

    // What it was does not change as it grows old, though the crashes of the last ten minutes do.
    void aCrashThatLooksLikeAStopStaysOne()
    {
        look(running());
        hear(happened("die", 137), ended(137));
        m_clock.advance(1h);
        look(ended(137));
        QVERIFY(row().has(ServiceTrouble::Crashed));
        QCOMPARE(row().restarts.crashes, 0);
    }

    void aStopSoonAfterACrashIsNoCrash()
    {
        look(running());
        hear(happened("die", 1), ended(1));
        hear(happened("start"), running());
        m_clock.advance(5min);
        hear(happened("kill"), running());
        hear(happened("die", 137), ended(137));
        look(ended(137));
        QCOMPARE(row().restarts.crashes, 1);
        QVERIFY(!row().has(ServiceTrouble::Crashed));
    }

    // Of an end that nobody heard nothing but its code tells, whatever is known of an earlier one.
    void anEndThatNobodyHeardIsJudgedByItsCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<std::optional<int>>("stopSignal");
        QTest::addColumn<bool>("crashed");
        using Signal = std::optional<int>;
        QTest::newRow("killed") << 137 << Signal() << false;
        QTest::newRow("failed") << 1 << Signal() << true;
        QTest::newRow("by the signal that stops it") << 131 << Signal(3) << false;
        QTest::newRow("by a signal that stops others") << 131 << Signal(15) << true;
        QTest::newRow("by a signal") << 134 << Signal() << true;
    }
    void anEndThatNobodyHeardIsJudgedByItsCode()
    {
        QFETCH(int, code);
        QFETCH(std::optional<int>, stopSignal);
        look(running());
        hear(happened("die", 137), ended(137));
        QVERIFY(row().has(ServiceTrouble::Crashed));
        Container later = ended(code); // started, and ended again, while nobody listened
        later.finishedUtcMs = finishedUtcMs + 60'000;
        later.stopSignal = stopSignal;
        look(later);
        QTEST(row().has(ServiceTrouble::Crashed), "crashed");
    }
};

QTEST_GUILESS_MAIN(TestServiceEnds)
#include "tst_service_ends.moc"
