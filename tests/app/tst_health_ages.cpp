#include "support/health_rig.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::HealthController;
using domain::HealthRecord;
using test::healthRecord;

namespace {

struct Rig : test::ConsoleRig {
    Rig()
        : ConsoleRig(test::healthRunbook(), test::healthEnvironment())
    {
        health.start();
    }
};

} // namespace

// How long a verdict counts.
class TestHealthAges final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G9
    void aVerdictAgesByItsSchedule()
    {
        Rig rig;
        rig.linksUp();
        rig.health.tick();
        test::answerAllWell(rig);
        const HealthRecord& brain = healthRecord(rig, "endpoint/titan-brain");
        rig.clock.advance(2 * HealthController::defaultInterval);
        QVERIFY(!brain.stale(rig.clock.now()));
        rig.clock.advance(6s);
        QVERIFY(brain.stale(rig.clock.now()));
        QVERIFY(!brain.good(rig.clock.now()));
    }

    // The operator has the checks made every five minutes, and nothing has been asked yet.
    // rule: G9, H6
    void aLongerIntervalMakesNoOldVerdictYoung()
    {
        Rig rig;
        rig.linksUp();
        rig.health.setInterval(0s);
        rig.health.runAll();
        test::answerAllWell(rig);
        const HealthRecord& brain = healthRecord(rig, "endpoint/titan-brain");
        rig.clock.advance(4min);
        QVERIFY(brain.stale(rig.clock.now()));
        rig.health.setInterval(300s);
        QVERIFY(brain.stale(rig.clock.now()));
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        rig.health.cancel(QStringLiteral("endpoint/titan-brain"));
        QVERIFY(brain.stale(rig.clock.now()));
        rig.clock.advance(1min);
        rig.health.tick();
        test::answerAllWell(rig);
        rig.clock.advance(10min);
        QVERIFY(brain.good(rig.clock.now()));
        rig.clock.advance(6s);
        QVERIFY(brain.stale(rig.clock.now()));
        rig.health.setInterval(5s);
        QVERIFY(brain.stale(rig.clock.now()));
    }
};

QTEST_GUILESS_MAIN(TestHealthAges)
#include "tst_health_ages.moc"
