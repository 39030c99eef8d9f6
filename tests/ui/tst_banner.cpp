#include "support/test_case.h"
#include "ui/common/environment_band.h"
#include "ui/widget_rig.h"
#include "ui/window/banner.h"

#include <QLabel>
#include <QLayout>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace ops;
using namespace std::chrono_literals;
using domain::TradingState;
using ui::BannerSegment;
using ui::MarkKind;
using ui::Tone;

class TestBanner final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        explicit Shown(const domain::Environment& environment = test::rigEnvironment())
            : rig(test::rigRunbook(), environment)
        {
            banner.resize(1440, banner.height());
            banner.show();
            banner.activateWindow();
        }
        BannerSegment* segment(const char* name) const { return test::part<BannerSegment>(banner, name); }
        ui::StateBadge* badge() const { return test::part<ui::StateBadge>(banner, "banner.state"); }
        // In a window of that width, which may be smaller than the banner would be by itself.
        void settle(int width)
        {
            banner.setMinimumWidth(1);
            banner.resize(width, banner.height());
            test::drawNews(banner);
            QCoreApplication::sendPostedEvents();
            banner.layout()->activate();
        }
        QString text(const char* name) const { return test::part<ui::ElidedLabel>(banner, name)->text(); }
        ui::HaltButton* halt() const { return test::part<ui::HaltButton>(banner, "hardHaltButton"); }
        QLabel* warning() const { return test::part<QLabel>(banner, "banner.warning"); }

        test::WidgetRig rig;
        ui::Banner banner{rig.window};
    };

private Q_SLOTS:
    // rule: G4
    void itSaysWhereWeAre_data()
    {
        QTest::addColumn<domain::EnvironmentKind>("kind");
        QTest::newRow("PROD") << domain::EnvironmentKind::Prod;
        QTest::newRow("STAGING") << domain::EnvironmentKind::Staging;
        QTest::newRow("DRILL") << domain::EnvironmentKind::Drill;
    }
    void itSaysWhereWeAre()
    {
        QFETCH(domain::EnvironmentKind, kind);
        domain::Environment environment = test::rigEnvironment();
        environment.kind = kind;
        Shown shown(environment);
        auto* band = test::part<ui::EnvironmentBand>(shown.banner, "environmentBand");
        QVERIFY(band->isVisible());
        QCOMPARE(band->accessibleName(),
                 QStringLiteral("Environment: %1 titan-prod").arg(QLatin1String(QTest::currentDataTag())));
        QVERIFY(band->width() >= band->sizeHint().width());
        QVERIFY(shown.banner.findChildren<ui::StateBadge*>().size() == 1);
    }

    // rule: G4, G5
    void everyKindLooksDifferent()
    {
        QList<QImage> pictures;
        for (const auto kind :
             {domain::EnvironmentKind::Prod, domain::EnvironmentKind::Staging, domain::EnvironmentKind::Drill}) {
            domain::Environment environment = test::rigEnvironment();
            environment.kind = kind;
            ui::EnvironmentBand band(environment);
            band.resize(200, 56);
            pictures << band.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
        }
        QVERIFY(pictures.at(0) != pictures.at(1));
        QVERIFY(pictures.at(1) != pictures.at(2));
        QVERIFY(pictures.at(0) != pictures.at(2));
    }

    void theStateWithItsProofAndAge()
    {
        Shown shown;
        QCOMPARE(shown.badge()->state(), TradingState::Unknown);
        QCOMPARE(shown.text("banner.proof"), QStringLiteral("no service heard"));
        QCOMPARE(shown.text("banner.proofAge"), QStringLiteral("no proof yet"));
        shown.rig.bothSay(TradingState::HardHalt);
        QCOMPARE(shown.badge()->state(), TradingState::HardHalt);
        QVERIFY(!shown.badge()->isStale());
        QCOMPARE(shown.text("banner.proof"), QStringLiteral("proven by titan-brain, titan-execution"));
        QCOMPARE(shown.text("banner.proofAge"), QStringLiteral("now"));
    }

    // rule: H7, G9
    void aHaltOutlivesItsProofAndLooksOld()
    {
        Shown shown;
        shown.rig.bothSay(TradingState::HardHalt);
        shown.rig.clock.advance(42s);
        shown.banner.refresh();
        QCOMPARE(shown.badge()->state(), TradingState::HardHalt);
        QVERIFY(shown.badge()->isStale());
        QCOMPARE(shown.text("banner.proofAge"), QStringLiteral("last known 42 s ago"));
    }

    // rule: H1
    void aDeadPathIsSaidBesideTheControlBeforeItIsUsed()
    {
        Shown shown;
        QVERIFY(shown.warning()->isVisible());
        QCOMPARE(shown.warning()->text(), QStringLiteral("The path is\nnot proven yet"));
        shown.rig.link.setUp(shown.rig.clock.now());
        QVERIFY(!shown.warning()->isVisible());
        QCOMPARE(shown.segment("banner.path")->mark(), MarkKind::Ok);
        QCOMPARE(shown.segment("banner.path")->value(), QStringLiteral("proven now · 0.4 ms"));
        QCOMPARE(shown.segment("banner.path")->caption(), QStringLiteral("command path · 127.0.0.1:4222"));
        QCOMPARE(shown.segment("banner.path")->tone(), Tone::Normal); // grey is normal
        shown.rig.link.setDown(shown.rig.clock.now());
        QVERIFY(shown.warning()->isVisible());
        QCOMPARE(shown.warning()->text(), QStringLiteral("The path is down:\nuse the command line"));
        QCOMPARE(shown.halt()->accessibleDescription(), QStringLiteral("The path is down: use the command line"));
        QCOMPARE(shown.segment("banner.path")->mark(), MarkKind::Failed);
        QCOMPARE(shown.segment("banner.path")->tone(), Tone::Halt);
        QVERIFY(shown.segment("banner.path")->value().startsWith(QStringLiteral("down: The connection was refused.")));
        QVERIFY(shown.halt()->isEnabled());
        QVERIFY(shown.halt()->isVisible());
    }

    // The near end of a forward would tell nobody where the link leads.
    void itNamesTheHostThatTheLinksGoThrough()
    {
        domain::Environment environment = test::rigEnvironment();
        environment.natsThrough = QStringLiteral("titan-1");
        Shown shown(environment);
        QCOMPARE(shown.segment("banner.path")->caption(), QStringLiteral("command path"));
        shown.rig.linksUp();
        QCOMPARE(shown.segment("banner.path")->caption(), QStringLiteral("command path · through titan-1"));
        QCOMPARE(shown.segment("banner.telemetry")->caption(), QStringLiteral("telemetry · through titan-1"));
    }

    // rule: H1, H11
    void theControlOpensTheGuardAndSendsNothing_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"click", "space", "enter", "return", "a long press"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void theControlOpensTheGuardAndSendsNothing()
    {
        QFETCH(QString, how);
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.banner));
        shown.halt()->setFocus();
        if (how == QLatin1String("click"))
            QTest::mouseClick(shown.halt(), Qt::LeftButton);
        else if (how == QLatin1String("space"))
            QTest::keyClick(shown.halt(), Qt::Key_Space);
        else if (how == QLatin1String("enter"))
            QTest::keyClick(shown.halt(), Qt::Key_Enter);
        else if (how == QLatin1String("return"))
            QTest::keyClick(shown.halt(), Qt::Key_Return);
        else {
            QTest::mousePress(shown.halt(), Qt::LeftButton);
            shown.rig.pass(5s);
            QTest::mouseRelease(shown.halt(), Qt::LeftButton);
        }
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Lifted);
        QVERIFY(shown.halt()->isGuardOpen());
        QVERIFY(shown.rig.link.log.isEmpty());
        shown.rig.guard.cancel();
        QVERIFY(!shown.halt()->isGuardOpen());
    }

    // rule: H2
    void aKeyThatRepeatsItselfCountsOnce()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.banner));
        shown.halt()->setFocus();
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, {}, QStringLiteral("\r"), true);
        QCoreApplication::sendEvent(shown.halt(), &repeated);
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Closed);
    }

    // rule: H1
    void nothingDisablesTheControl()
    {
        Shown shown;
        shown.rig.link.setDown(shown.rig.clock.now(), base::ErrorCode::AuthFailed);
        shown.rig.listen({});
        shown.rig.bothSay(TradingState::HardHalt);
        shown.rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
        shown.rig.commands.requestStop(domain::CommandKind::HardHalt, {});
        QVERIFY(shown.halt()->isEnabled());
        QTest::mouseClick(shown.halt(), Qt::LeftButton);
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Lifted);
    }

    void whoListens()
    {
        Shown shown;
        BannerSegment* listeners = shown.segment("banner.listeners");
        QCOMPARE(listeners->value(), QStringLiteral("unknown"));
        QCOMPARE(listeners->mark(), MarkKind::Unknown);
        shown.rig.probe.fail({base::ErrorCode::Refused, {}, {}});
        QCOMPARE(listeners->value(), QStringLiteral("unknown: The connection was refused."));
        shown.rig.listen({QStringLiteral("titan-execution"), QStringLiteral("titan-brain")});
        QCOMPARE(listeners->value(), QStringLiteral("titan-brain, titan-execution"));
        QCOMPARE(listeners->tone(), Tone::Normal);
        shown.rig.clock.advance(6s);
        shown.banner.refresh();
        QCOMPARE(listeners->value(), QStringLiteral("last known 6 s ago: titan-brain, titan-execution")); // rule: G9
        QCOMPARE(listeners->tone(), Tone::Muted);
        shown.rig.listen({});
        QCOMPARE(listeners->value(), QStringLiteral("NOBODY, now"));
        QCOMPARE(listeners->mark(), MarkKind::Alarm);
        QCOMPARE(listeners->tone(), Tone::Halt);
        QCOMPARE(listeners->accessibleName(), QStringLiteral("listening to halt: NOBODY, now"));
    }

    void telemetryAndClock()
    {
        Shown shown;
        QCOMPARE(shown.segment("banner.telemetry")->value(), QStringLiteral("not connected"));
        shown.rig.telemetry.setUp(shown.rig.clock.now());
        QCOMPARE(shown.segment("banner.telemetry")->value(), QStringLiteral("proven now"));
        QCOMPARE(shown.segment("banner.telemetry")->caption(), QStringLiteral("telemetry · 127.0.0.1:4222"));
        domain::LinkStatus down;
        down.phase = domain::LinkPhase::Down;
        down.error = base::Error{base::ErrorCode::TimedOut, {}, {}};
        shown.rig.telemetry.setStatus(down);
        QCOMPARE(shown.segment("banner.telemetry")->value(), QStringLiteral("down: There was no answer in time."));
        QCOMPARE(shown.segment("banner.telemetry")->mark(), MarkKind::Failed); // rule: G5
        shown.rig.clock.advance(6s);
        shown.banner.refresh();
        const auto* clock = test::part<ui::ElidedLabel>(shown.banner, "banner.clock");
        QCOMPARE(clock->text(), QStringLiteral("17:04:14 UTC")); // rule: G8
        QVERIFY(!clock->isCut());
    }

    // A name that is cut to its ends says nothing: what stands behind it, and what is long, give way before.
    void aSegmentSaysWhatItIs_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1440, 1280, 1024, 792})
            QTest::addRow("%d", width) << width;
    }
    void aSegmentSaysWhatItIs()
    {
        QFETCH(int, width);
        Shown shown;
        shown.rig.link.setDown(shown.rig.clock.now());
        domain::LinkStatus down;
        down.phase = domain::LinkPhase::Down;
        down.server = QStringLiteral("nats://127.0.0.1:4222");
        down.error = base::Error{base::ErrorCode::Refused, {}, {}};
        shown.rig.telemetry.setStatus(down);
        shown.rig.probe.fail({base::ErrorCode::Refused, {}, QStringLiteral("http://127.0.0.1:8222/subsz?subs=1")});
        for (const auto& [segment, name] :
             {std::pair("banner.path", "command path"), std::pair("banner.telemetry", "telemetry"),
              std::pair("banner.listeners", "listening to halt")}) {
            const BannerSegment* part = shown.segment(segment);
            shown.settle(width);
            QVERIFY2(width < 1440 || part->isVisible(), segment);
            const auto labels = part->findChildren<ui::ElidedLabel*>();
            const auto caption = std::find_if(labels.begin(), labels.end(), [part](const ui::ElidedLabel* label) {
                return label->text() == part->caption();
            });
            QVERIFY(caption != labels.end());
            const QString drawn =
                (*caption)->fontMetrics().elidedText((*caption)->text(), Qt::ElideRight, (*caption)->width());
            QVERIFY2(!part->isVisible() || drawn.startsWith(QLatin1String(name)), qPrintable(drawn));
        }
        // The long sentence about the listeners gives way before the short ones about the links.
        QVERIFY(width < 1440 ||
                shown.segment("banner.path")->width() >= shown.segment("banner.path")->sizeHint().width());
    }

    // Where not all has room, parts are not there at all, and nothing that is there is pushed out.
    // rule: H1
    void whatHasNoRoomIsNotThere()
    {
        Shown shown;
        const auto* clock = test::part<ui::ElidedLabel>(shown.banner, "banner.clock");
        for (const int width : {1440, 1024, 792, 640}) {
            shown.settle(width);
            QCOMPARE(shown.banner.width(), width);
            QVERIFY(shown.banner.rect().contains(shown.halt()->geometry()));
            QCOMPARE(shown.halt()->size(), shown.halt()->sizeHint());
            QVERIFY(shown.badge()->width() >= shown.badge()->sizeHint().width());
            QVERIFY(!clock->isVisible() || !clock->isCut());
        }
        QVERIFY(!clock->isVisible());
        shown.settle(1440);
        QVERIFY(clock->isVisible() && shown.segment("banner.listeners")->isVisible());
    }
};

QTEST_MAIN(TestBanner)
#include "tst_banner.moc"
