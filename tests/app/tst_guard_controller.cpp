#include "support/console_rig.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::GuardController;
using domain::GuardPhase;
using domain::HoldSource;

namespace {

constexpr QLatin1String preset("Emergency stop by operator");

} // namespace

// The guard over HARD HALT: what opens it, what fires it, and that nothing else does.
class TestGuardController final : public test::TestCase {
    Q_OBJECT

private:
    // As the dialog does: a tick every 16 ms.
    static void tick(test::ConsoleRig& rig, std::chrono::milliseconds length)
    {
        for (auto done = 0ms; done < length; done += 16ms) {
            rig.clock.advance(16ms);
            rig.guard.tick();
        }
    }
    static void liftAndHold(test::ConsoleRig& rig, HoldSource source = HoldSource::Space)
    {
        rig.guard.lift();
        tick(rig, 200ms);
        rig.guard.beginHold(source);
        tick(rig, 1000ms);
    }

private Q_SLOTS:
    // rule: H1, H11
    void liftingOpensAsksAndSendsNothing()
    {
        test::ConsoleRig rig;
        const QSignalSpy lifted(&rig.guard, &GuardController::lifted);
        for (int i = 1; i <= 3; ++i) {
            rig.guard.lift();
            QCOMPARE(lifted.count(), i); // the dialog comes to the front each time
            QCOMPARE(rig.probe.asked.size(), i);
            QCOMPARE(rig.probe.asked.last(), QStringLiteral("titan.cmd.sys.halt"));
        }
        tick(rig, 9s);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Lifted);
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.journal.records.isEmpty());
        QVERIFY(rig.guard.firedCommand().isNull());
    }

    // rule: H1, H3
    void itOpensAndFiresWhateverIsBroken_data()
    {
        QTest::addColumn<QString>("broken");
        for (const char* what : {"nothing is up", "command link down", "password not answered", "no keyring",
                                 "disk full", "nobody listens", "monitoring port dead"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void itOpensAndFiresWhateverIsBroken()
    {
        QFETCH(QString, broken);
        test::ConsoleRig rig;
        if (broken != QLatin1String("nothing is up"))
            rig.linksUp();
        if (broken == QLatin1String("command link down"))
            rig.link.setDown(rig.clock.now());
        if (broken == QLatin1String("password not answered") || broken == QLatin1String("no keyring"))
            rig.credentials.start();
        if (broken == QLatin1String("no keyring"))
            rig.secrets.breakDown(QStringLiteral("titan-prod"), {base::ErrorCode::Unavailable, {}, {}});
        if (broken == QLatin1String("disk full"))
            rig.journal.failing = base::Error{base::ErrorCode::NoSpace, {}, {}};
        if (broken == QLatin1String("nobody listens"))
            rig.listen({});
        if (broken == QLatin1String("monitoring port dead"))
            rig.probe.fail({base::ErrorCode::Refused, {}, {}});
        const base::Instant began = rig.clock.now();
        liftAndHold(rig);
        QCOMPARE(rig.link.sent.size(), 1);
        QVERIFY(base::elapsed(began, rig.link.sent.last().decidedAt) < 3s); // rule: H2
    }

    // rule: H2
    void holdingForASecondFiresOnce_data()
    {
        QTest::addColumn<HoldSource>("source");
        QTest::newRow("mouse") << HoldSource::Mouse;
        QTest::newRow("space") << HoldSource::Space;
    }
    void holdingForASecondFiresOnce()
    {
        QFETCH(HoldSource, source);
        test::ConsoleRig rig;
        const QSignalSpy fired(&rig.guard, &GuardController::fired);
        rig.guard.lift();
        rig.guard.beginHold(source);
        QCOMPARE(rig.guard.holdFraction(), 0.0);
        tick(rig, 496ms);
        QCOMPARE(rig.guard.holdFraction(), 0.496);
        QVERIFY(rig.link.sent.isEmpty());
        tick(rig, 496ms);
        QVERIFY(rig.link.sent.isEmpty());
        tick(rig, 16ms);
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Fired);
        tick(rig, 5s); // still held down
        rig.guard.endHold(source, 6s);
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(fired.count(), 1);
        QCOMPARE(rig.guard.firedCommand(), rig.link.sent.last().id);
    }

    // rule: H2
    void lessThanASecondIsNothing()
    {
        test::ConsoleRig rig;
        rig.guard.lift();
        rig.guard.beginHold(HoldSource::Mouse);
        tick(rig, 976ms);
        rig.guard.endHold(HoldSource::Mouse, 976ms);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Lifted);
        rig.guard.beginHold(HoldSource::Mouse); // two halves do not make a whole
        tick(rig, 976ms);
        rig.guard.abortHold();
        tick(rig, 2s);
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H2
    void itClosesByItselfAndThatNeverFires()
    {
        test::ConsoleRig rig;
        const QSignalSpy closed(&rig.guard, &GuardController::closed);
        rig.guard.lift();
        tick(rig, 5s);
        rig.guard.setReason(QStringLiteral("x")); // the ten seconds count anew
        QVERIFY(rig.guard.closesIn() > 9900ms);
        tick(rig, 9984ms);
        QCOMPARE(closed.count(), 0);
        tick(rig, 32ms);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Closed);
        QVERIFY(rig.link.log.isEmpty());
        // Closed is closed: a hold that comes now does nothing.
        rig.guard.beginHold(HoldSource::Space);
        tick(rig, 2s);
        QVERIFY(rig.link.log.isEmpty());
    }

    void cancelCloses()
    {
        test::ConsoleRig rig;
        const QSignalSpy closed(&rig.guard, &GuardController::closed);
        rig.guard.lift();
        rig.guard.beginHold(HoldSource::Mouse);
        tick(rig, 500ms);
        rig.guard.cancel(); // in the middle of a hold
        tick(rig, 2s);
        QCOMPARE(closed.count(), 1);
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H3
    void aReasonIsThereWithoutBeingAskedFor()
    {
        test::ConsoleRig rig;
        rig.guard.lift();
        QCOMPARE(rig.guard.reason(), preset);
        rig.guard.setReason(QStringLiteral("Security breach"));
        QVERIFY(rig.guard.preview().contains("Security breach"));
        rig.guard.setReason(QStringLiteral("  ")); // emptied by hand: the preset goes out, not nothing
        QVERIFY(rig.guard.preview().contains(preset.data()));
        rig.guard.cancel();
        rig.guard.setReason(QStringLiteral("left over"));
        rig.guard.lift(); // the next time begins afresh
        QCOMPARE(rig.guard.reason(), preset);
    }

    void whatIsShownIsWhatIsSent()
    {
        test::ConsoleRig rig;
        rig.guard.lift();
        rig.guard.setReason(QStringLiteral("„Bug“ \"42\"\n\U0001F525"));
        rig.guard.beginHold(HoldSource::Mouse);
        tick(rig, 1000ms);
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(rig.link.sent.last().payload,
                 rig.commands.previewPayload(domain::CommandKind::HardHalt, rig.guard.reason()));
        QCOMPARE(rig.link.sent.last().reason, rig.guard.reason());
    }

    // rule: H9
    void itIsOutBeforeAnythingIsDrawn()
    {
        test::ConsoleRig rig;
        qsizetype sentWhenTold = -1;
        QObject::connect(&rig.guard, &GuardController::fired, &rig.guard, [&] { sentWhenTold = rig.link.sent.size(); });
        qsizetype sentWhenDrawn = -1;
        QObject::connect(&rig.commands, &app::CommandController::laddersChanged, &rig.guard, [&] {
            if (sentWhenDrawn < 0)
                sentWhenDrawn = rig.link.sent.size();
        });
        liftAndHold(rig);
        QCOMPARE(sentWhenTold, 1);
        QCOMPARE(sentWhenDrawn, 1);
    }

    // rule: H4
    void liftingAgainArmsAnotherAttempt()
    {
        test::ConsoleRig rig;
        rig.linksUp();
        liftAndHold(rig);
        rig.guard.setReason(QStringLiteral("Unexpected losses"));
        liftAndHold(rig);
        QCOMPARE(rig.link.sent.size(), 2);
        QCOMPARE(rig.link.sent.at(1).id, rig.link.sent.at(0).id);
        QCOMPARE(rig.link.sent.at(1).attempt, 2);
        QCOMPARE(rig.link.sent.at(1).reason, QStringLiteral("Unexpected losses"));
    }

    // rule: H2
    void aStalledWindowDoesNotFireByItself()
    {
        test::ConsoleRig rig;
        rig.guard.lift();
        rig.guard.beginHold(HoldSource::Mouse);
        rig.clock.advance(3s); // the window was not served; the release waits in the queue
        rig.guard.tick();
        QVERIFY(rig.link.log.isEmpty());
        rig.guard.endHold(HoldSource::Mouse, 300ms);
        QVERIFY(rig.link.log.isEmpty());
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Lifted);
    }
};

QTEST_GUILESS_MAIN(TestGuardController)
#include "tst_guard_controller.moc"
