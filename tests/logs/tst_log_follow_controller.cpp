#include "app/log_follow_controller.h"
#include "fake_log_follow.h"
#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::EnginePhase;
using domain::LogFollowPhase;
using test::runningContainer;

namespace {

const base::Error cut{base::ErrorCode::LinkDown, QStringLiteral("unexpected EOF"), QStringLiteral("docker")};

struct Rig : test::ConsoleRig {
    test::FakeEngine engine;
    app::ServicesController services{context, {&engine}, {}, states};
    test::FakeLogFollow port;
    app::LogFollowController controller{clock, services, port};
    QSignalSpy changes{&controller, &app::LogFollowController::changed};

    static domain::Container brain() { return runningContainer(QStringLiteral("titan-brain")); }
    static domain::Container execution() { return runningContainer(QStringLiteral("titan-execution")); }
    static domain::Container stopped(domain::Container container)
    {
        container.run = domain::ContainerRun::Exited;
        container.exitCode = 0;
        return container;
    }
    void follow()
    {
        controller.start();
        engine.show({brain(), execution()}, clock.now());
        for (const app::LogContainer& container : std::as_const(port.containers))
            port.begin(container.id);
    }
    LogFollowPhase phase(const char* service) const
    {
        const auto all = controller.followed();
        for (const auto& each : all)
            if (each.container.service == QLatin1String(service))
                return each.follow.phase;
        return LogFollowPhase::Over;
    }
};

} // namespace

class TestLogFollowController final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G6
    void nothingIsFollowedBeforeTheStart()
    {
        Rig rig;
        rig.engine.show({Rig::brain()}, rig.clock.now());
        QVERIFY(rig.port.attaches.isEmpty());
        rig.controller.start();
        QCOMPARE(rig.port.attaches, QStringList{QStringLiteral("titan-brain-id tail 100")});
    }

    void everyServiceIsFollowed()
    {
        Rig rig;
        rig.follow();
        QCOMPARE(rig.port.attaches, (QStringList{QStringLiteral("titan-brain-id tail 100"),
                                                 QStringLiteral("titan-execution-id tail 100")}));
        QCOMPARE(rig.port.containers.first().service, QStringLiteral("titan-brain"));
        QCOMPARE(rig.port.containers.first().host, rig.engine.host());
        QCOMPARE(rig.phase("titan-brain"), LogFollowPhase::Following);
        rig.engine.show({Rig::brain(), Rig::execution()}, rig.clock.now()); // known already
        QCOMPARE(rig.port.attaches.size(), 2);
    }

    // One that is made while we look is shown from its first line on; its first follower may well fail.
    void aNewContainerIsReadFromItsBeginning()
    {
        Rig rig;
        rig.follow();
        domain::Container next = Rig::brain();
        next.id = QStringLiteral("another-id");
        rig.engine.remove(Rig::brain().id, rig.clock.now());
        rig.engine.change(next, "start", rig.clock.now());
        QCOMPARE(rig.port.attaches.last(), QStringLiteral("another-id all"));
        rig.port.end(QStringLiteral("titan-brain-id"), {});
        QCOMPARE(rig.port.closed, QStringList{QStringLiteral("titan-brain-id")});
        QVERIFY(rig.port.marks.isEmpty()); // its log was read to its end
        QCOMPARE(rig.phase("titan-brain"), LogFollowPhase::Attaching);
    }

    void theFirstFollowerOfAnOldOneKeepsItsTail()
    {
        Rig rig;
        rig.follow();
        rig.port.end(QStringLiteral("titan-brain-id"), {cut, 0, {}});
        rig.clock.advance(250ms);
        rig.controller.tick();
        QCOMPARE(rig.port.attaches.last(), QStringLiteral("titan-brain-id tail 100"));
    }

    void aStoppedOneWaitsAndIsTakenUpAgain()
    {
        Rig rig;
        rig.follow();
        rig.engine.change(Rig::stopped(Rig::brain()), "die", rig.clock.now(), 0);
        rig.port.end(QStringLiteral("titan-brain-id"), {{}, 5, {}});
        QCOMPARE(rig.port.attaches.size(), 3); // for what it wrote last
        rig.port.end(QStringLiteral("titan-brain-id"), {});
        QCOMPARE(rig.phase("titan-brain"), LogFollowPhase::Waiting);
        rig.engine.change(Rig::brain(), "start", rig.clock.now());
        QCOMPARE(rig.port.attaches.size(), 4);
        QCOMPARE(rig.phase("titan-brain"), LogFollowPhase::Attaching);
    }

    void aDeadEngineIsWaitedFor()
    {
        Rig rig;
        rig.follow();
        rig.engine.setPhase(EnginePhase::Gone, rig.clock.now(), cut);
        rig.port.end(QStringLiteral("titan-brain-id"), {cut, 0, {}});
        rig.clock.advance(1min);
        rig.controller.tick();
        QCOMPARE(rig.port.attaches.size(), 2);
        QCOMPARE(rig.phase("titan-brain"), LogFollowPhase::Retrying);
        QCOMPARE(rig.controller.engines().front().phase, EnginePhase::Gone);
        rig.engine.show({Rig::brain(), Rig::execution()}, rig.clock.now());
        QCOMPARE(rig.port.attaches.size(), 3);
    }

    void whatIsLostWithItsContainerIsSaid()
    {
        Rig rig;
        rig.follow();
        const domain::LogTime last{rig.clock.now().utcMs - 1000};
        rig.port.end(QStringLiteral("titan-brain-id"), {cut, 0, last});
        rig.engine.remove(QStringLiteral("titan-brain-id"), rig.clock.now());
        QCOMPARE(rig.port.marks.size(), 1);
        const auto& mark = rig.port.marks.first();
        QCOMPARE(mark.service, QStringLiteral("titan-brain"));
        QVERIFY(mark.marker.kind == domain::LogMarkerKind::Gap);
        QCOMPARE(mark.marker.text, QString(domain::logGapRemoved));
        QCOMPARE(mark.marker.gap.rows, qint64{-1});
        QVERIFY(mark.marker.gap.from == last);
        QCOMPARE(mark.utcMs, rig.clock.now().utcMs);
        QCOMPARE(rig.port.closed, QStringList{QStringLiteral("titan-brain-id")});
    }

    // What was done before anybody looked at the logs belongs among their lines as well.
    void whatWasDoneStandsAmongTheLines()
    {
        Rig rig;
        domain::JournalRecord record;
        record.event = domain::JournalEvent::CommandSent;
        record.at = rig.clock.now();
        record.fields = {{QStringLiteral("kind"), QStringLiteral("HARD_HALT")},
                         {QStringLiteral("result"), QStringLiteral("SENT")}};
        rig.controller.note(record);
        QVERIFY(rig.port.marks.isEmpty());
        rig.follow();
        QCOMPARE(rig.port.marks.size(), 1);
        rig.clock.advance(5s);
        record.at = rig.clock.now();
        rig.controller.note(record);
        QCOMPARE(rig.port.marks.size(), 2);
        QCOMPARE(rig.port.marks.last().marker.text, QStringLiteral("HARD_HALT SENT"));
        QCOMPARE(rig.port.marks.last().utcMs - rig.port.marks.first().utcMs, qint64{5000});
        record.event = domain::JournalEvent::AlarmRaised; // changes nothing at Titan
        rig.controller.note(record);
        QCOMPARE(rig.port.marks.size(), 2);
    }

    // After a restart of the console the halt of before still stands among the lines.
    void whatEarlierSessionsDidStandsAmongTheLines()
    {
        const auto entry = [](const char* kind, domain::JournalEvent event, qint64 utcMs) {
            domain::JournalEntry made;
            made.record.event = event;
            made.record.at.utcMs = utcMs;
            made.record.fields = {{QStringLiteral("kind"), QString::fromLatin1(kind)},
                                  {QStringLiteral("result"), QStringLiteral("SENT")},
                                  {QStringLiteral("from"), QStringLiteral("OPEN")},
                                  {QStringLiteral("to"), QStringLiteral("UNKNOWN")}};
            return made;
        };
        using domain::JournalEvent;
        constexpr qint64 hour = 3'600'000;
        Rig rig;
        const qint64 now = rig.clock.now().utcMs;
        domain::JournalRecord own;
        own.event = JournalEvent::CommandSent;
        own.at.utcMs = now + 10;
        own.fields = {{QStringLiteral("kind"), QStringLiteral("RESUME")},
                      {QStringLiteral("result"), QStringLiteral("SENT")}};
        rig.controller.note(own);
        rig.controller.notePast({entry("SOFT_HALT", JournalEvent::CommandSent, now - 40 * hour),
                                 entry("HARD_HALT", JournalEvent::CommandSent, now - 30 * hour),
                                 entry("RESUME", JournalEvent::CommandSent, now - 29 * hour),
                                 entry("RESUME", JournalEvent::CommandSent, now - hour),
                                 entry("x", JournalEvent::StateChanged, now - hour),
                                 entry("RESUME", JournalEvent::CommandSent, now + 10)},
                                now);
        rig.follow();
        QStringList marks;
        for (const auto& mark : std::as_const(rig.port.marks))
            marks << QStringLiteral("%1 %2").arg(mark.marker.text).arg((mark.utcMs - now) / hour);
        QCOMPARE(marks, (QStringList{QStringLiteral("HARD_HALT SENT -30"), QStringLiteral("RESUME SENT -1"),
                                     QStringLiteral("RESUME SENT 0")}));
    }

    // Many acts before the logs are looked at push out the oldest, but never the last halt.
    void theLastHaltIsNeverPushedOut()
    {
        Rig rig;
        domain::JournalRecord record;
        record.event = domain::JournalEvent::CommandSent;
        for (int i = 0; i < 700; ++i) {
            record.at = rig.clock.now();
            record.fields = {{QStringLiteral("kind"), i == 3 ? QStringLiteral("HARD_HALT") : QStringLiteral("RESUME")},
                             {QStringLiteral("result"), QStringLiteral("SENT")}};
            rig.controller.note(record);
            rig.clock.advance(1s);
        }
        rig.follow();
        QCOMPARE(rig.port.marks.size(), 500);
        QCOMPARE(rig.port.marks.first().marker.text, QStringLiteral("HARD_HALT SENT"));
    }

    void whoListensHearsOfChanges()
    {
        Rig rig;
        rig.follow();
        rig.changes.clear();
        rig.port.end(QStringLiteral("titan-brain-id"), {cut, 0, {}});
        QCOMPARE(rig.changes.count(), 1);
        QVERIFY(rig.controller.followed().first().follow.error == cut);
    }
};

QTEST_GUILESS_MAIN(TestLogFollowController)
#include "tst_log_follow_controller.moc"
