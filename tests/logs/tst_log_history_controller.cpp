#include "app/log_history_controller.h"
#include "fake_log_follow.h"
#include "fake_log_history.h"
#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using app::LogHistoryController;
using app::LogHistoryEnd;
using Phase = LogHistoryController::Phase;
using test::runningContainer;

namespace {

struct Rig : test::ConsoleRig {
    Rig()
    {
        follow.start();
        engine.show({runningContainer(QStringLiteral("titan-brain"))}, clock.now());
    }
    test::FakeEngine engine;
    app::ServicesController services{context, {&engine}, {}, states};
    test::FakeLogFollow followers;
    app::LogFollowController follow{clock, services, followers};
    test::FakeLogHistory port;
    LogHistoryController controller{follow, port};
    QSignalSpy changes{&controller, &LogHistoryController::changed};
};

const base::Error slow{base::ErrorCode::TimedOut, QStringLiteral("60 s"), QStringLiteral("titan-brain@titan-1")};

} // namespace

class TestLogHistoryController final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G6
    void nothingIsLoadedByItself()
    {
        Rig rig;
        QCOMPARE(rig.port.loads, 0);
        QCOMPARE(rig.controller.phase(), Phase::Ready);
        rig.controller.load();
        QCOMPARE(rig.port.loads, 1);
        QCOMPARE(rig.port.asked.size(), 1);
        QCOMPARE(rig.port.asked.first().service, QStringLiteral("titan-brain"));
        rig.controller.load(); // one is under way
        QCOMPARE(rig.port.loads, 1);
    }

    void progressIsKnown()
    {
        Rig rig;
        rig.port.find(3, {7}); // nobody asked
        QCOMPARE(rig.controller.rows(), qint64{0});
        rig.controller.load();
        rig.port.find(12, {1000});
        QCOMPARE(rig.controller.rows(), qint64{12});
        QCOMPARE(rig.controller.earliest().utcMs, qint64{1000});
        QVERIFY(rig.changes.count() >= 2);
    }

    void howItEnds_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<bool>("anyLeft");
        QTest::addColumn<bool>("problem");
        QTest::addColumn<bool>("failure");
        QTest::addColumn<Phase>("phase");
        QTest::newRow("lines") << qint64{9} << true << false << false << Phase::Ready;
        QTest::newRow("the last lines") << qint64{9} << false << false << false << Phase::Beginning;
        QTest::newRow("no line before") << qint64{0} << false << false << false << Phase::Beginning;
        QTest::newRow("one log left out") << qint64{9} << true << true << false << Phase::Ready;
        QTest::newRow("all left out") << qint64{0} << true << true << false << Phase::Failed;
        QTest::newRow("no memory") << qint64{0} << true << false << true << Phase::Failed;
    }
    void howItEnds()
    {
        QFETCH(const qint64, rows);
        QFETCH(const bool, anyLeft);
        QFETCH(const bool, problem);
        QFETCH(const bool, failure);
        QFETCH(const Phase, phase);
        Rig rig;
        rig.controller.load();
        LogHistoryEnd end;
        end.rows = rows;
        end.anyLeft = anyLeft;
        if (problem)
            end.problems.push_back(slow);
        if (failure)
            end.failure = slow;
        rig.port.end(end);
        QCOMPARE(rig.controller.phase(), phase);
        QCOMPARE(rig.controller.rows(), rows);
        QCOMPARE(rig.controller.problems().size(), size_t{problem ? 1U : 0U});
        QCOMPARE(rig.controller.failure().has_value(), failure);
        rig.controller.load(); // whatever it was, it can be tried again
        QCOMPARE(rig.port.loads, 2);
        QVERIFY(rig.controller.problems().empty() && !rig.controller.failure());
    }

    // One load after another, until nothing is missing from that moment on.
    void loadsSinceAMoment()
    {
        Rig rig;
        const auto end = [](qint64 rows, qint64 fromMs, bool anyLeft) {
            LogHistoryEnd how;
            how.rows = rows;
            how.earliest = {fromMs + 5};
            how.from = {fromMs};
            how.anyLeft = anyLeft;
            return how;
        };
        rig.controller.loadSince({5000});
        rig.port.end(end(500, 9000, true));
        QCOMPARE(rig.controller.phase(), Phase::Loading);
        QCOMPARE(rig.port.loads, 2);
        rig.port.find(20, {8000});
        QCOMPARE(rig.controller.rows(), qint64{520});
        rig.port.end(end(0, 7000, true)); // a quiet time
        QCOMPARE(rig.port.loads, 3);
        rig.port.end(end(700, 5000, true));
        QCOMPARE(rig.controller.phase(), Phase::Ready);
        QCOMPARE(rig.controller.rows(), qint64{1200});
        QCOMPARE(rig.port.loads, 3);
        // As far back as the engine has it.
        rig.controller.loadSince({0});
        rig.port.end(end(500, 4000, true));
        LogHistoryEnd last;
        last.rows = 3;
        rig.port.end(last);
        QCOMPARE(rig.port.loads, 5);
        QCOMPARE(rig.controller.phase(), Phase::Beginning);
        // Neither a log that cannot be read nor a lack of room goes on for ever.
        rig.controller.loadSince({0});
        LogHistoryEnd none = end(0, 3000, true);
        none.problems.push_back(slow);
        rig.port.end(none);
        QCOMPARE(rig.controller.phase(), Phase::Failed);
        rig.controller.loadSince({0});
        rig.port.end(end(500, 3000, true));
        LogHistoryEnd full;
        full.anyLeft = true;
        full.failure = slow;
        rig.port.end(full);
        QCOMPARE(rig.controller.phase(), Phase::Failed);
        QCOMPARE(rig.port.loads, 8);
        rig.controller.load(); // and one load is one again
        rig.port.end(end(500, 3000, true));
        QCOMPARE(rig.port.loads, 9);
    }

    void aLoadCanBeGivenUp()
    {
        Rig rig;
        rig.controller.cancel();
        QCOMPARE(rig.port.cancels, 0);
        rig.controller.load();
        rig.controller.cancel();
        QCOMPARE(rig.port.cancels, 1);
        QCOMPARE(rig.controller.phase(), Phase::Ready);
        rig.port.end(4, true); // too late
        QCOMPARE(rig.controller.rows(), qint64{0});
    }

    // What is above the cap stays for as long as it is read.
    void followingAgainLetsOlderLinesGo()
    {
        Rig rig;
        rig.controller.letGo();
        QCOMPARE(rig.port.letsGo, 0); // there are none
        rig.controller.load();
        rig.port.end(4, true);
        rig.controller.letGo();
        rig.controller.letGo();
        QCOMPARE(rig.port.letsGo, 1);
        // Given up when the lines were in the table already.
        rig.controller.load();
        rig.port.putInFront();
        rig.controller.cancel();
        rig.port.end(0, true);
        rig.controller.letGo();
        QCOMPARE(rig.port.letsGo, 2);
    }
};

QTEST_GUILESS_MAIN(TestLogHistoryController)
#include "tst_log_history_controller.moc"
