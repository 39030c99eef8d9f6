#include "support/test_case.h"
#include "ui/widget_rig.h"
#include "ui/window/status_strip.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::CommandKind;
using domain::SendVerdict;

class TestStatusStrip final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        ui::StatusStrip strip{rig.window};
        Shown()
        {
            strip.resize(1440, strip.sizeHint().height());
            strip.show();
        }
        QString text(const char* name) const { return test::part<ui::ElidedLabel>(strip, name)->text(); }
        QImage picture(const char* name) const
        {
            auto* label = test::part<ui::ElidedLabel>(strip, name);
            label->resize(label->sizeHint());
            return label->grab().toImage();
        }
        QString halt()
        {
            rig.clock.advance(1ms);
            return rig.commands.requestStop(CommandKind::HardHalt, QStringLiteral("why")).shortText();
        }
    };
    // Grey is normal; anything saturated is not.
    static bool isColoured(const QImage& image)
    {
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).hslSaturation() > 100 && image.pixelColor(x, y).lightness() < 200)
                    return true;
        return false;
    }

private Q_SLOTS:
    void nothingWasSent()
    {
        Shown shown;
        QCOMPARE(shown.text("status.command"), QStringLiteral("none in this session"));
        QCOMPARE(shown.text("status.rungs"), QString());
    }

    // rule: H6
    void ourCommandWithWhatIsProvenOfIt()
    {
        Shown shown;
        shown.rig.linksUp();
        const QString id = shown.halt();
        QCOMPARE(shown.text("status.command"), QStringLiteral("HARD_HALT %1 by desk-1@fra: IN FLIGHT").arg(id));
        QCOMPARE(
            shown.text("status.rungs"),
            QStringLiteral("○ SENT waiting ○ STORED waiting ○ RECEIVED waiting ○ APPLIED waiting ○ QUIET waiting"));
        shown.rig.link.finish(SendVerdict::Sent, shown.rig.clock.now());
        shown.rig.link.reply(R"({"service":"titan-brain","state":"HARD_HALT"})", shown.rig.clock.now());
        QVERIFY(shown.text("status.rungs")
                    .startsWith(QStringLiteral("● SENT 17:04:08.114 ○ STORED waiting ◐ RECEIVED "
                                               "1 of 2 ◐ APPLIED 1 of 2")));
        shown.rig.link.reply(R"({"service":"titan-execution","state":"HARD_HALT"})", shown.rig.clock.now());
        QCOMPARE(shown.text("status.command"), QStringLiteral("HARD_HALT %1 by desk-1@fra: APPLIED").arg(id));
        QVERIFY(shown.text("status.rungs").contains(QStringLiteral("● APPLIED 2 of 2")));
        QVERIFY(!isColoured(shown.picture("status.command")));
        shown.rig.pass(2s);
        QVERIFY(shown.text("status.rungs").contains(QStringLiteral("▲ STORED not seen in time")));
    }

    // rule: G5
    void aBadOutcomeIsAWordAndAColour()
    {
        Shown shown;
        shown.rig.linksUp();
        shown.halt();
        shown.rig.link.finish(SendVerdict::Denied, shown.rig.clock.now());
        QVERIFY(shown.text("status.command").endsWith(QStringLiteral(": DENIED")));
        QVERIFY(shown.text("status.rungs").startsWith(QStringLiteral("■ SENT failed")));
        QVERIFY(isColoured(shown.picture("status.command")));
        shown.halt();
        QVERIFY(shown.text("status.command").contains(QStringLiteral(" attempt 2 by ")));
        QVERIFY(!isColoured(shown.picture("status.command"))); // in flight: nothing is wrong yet
    }

    void somebodyElsesNewerCommand()
    {
        Shown shown;
        shown.rig.linksUp();
        shown.halt();
        shown.rig.link.finish(SendVerdict::Denied, shown.rig.clock.now());
        shown.rig.clock.advance(1s);
        const QString subject = QStringLiteral("titan.cmd.sys.halt");
        shown.rig.telemetry.hear(subject, R"({"state":"SOFT_HALT","operator":"ana"})", shown.rig.clock.now());
        QCOMPARE(shown.text("status.command"), QStringLiteral("SOFT_HALT by ana"));
        QCOMPARE(shown.text("status.rungs"), QStringLiteral("seen 17:04:09.114 UTC, not sent here"));
        QVERIFY(!isColoured(shown.picture("status.command"))); // our own failure's colour is not hers
        shown.rig.telemetry.hear(subject, R"({"state":"OPEN"})", shown.rig.clock.now());
        QCOMPARE(shown.text("status.command"), QStringLiteral("OPEN by somebody who gave no name"));
        shown.halt();
        QVERIFY(shown.text("status.command").startsWith(QStringLiteral("HARD_HALT ")));
    }

    // rule: G7
    void theSendersNameIsPlainText()
    {
        Shown shown;
        shown.rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"),
                                 R"({"state":"%2 <b>x</b>","operator":"<i>%1</i>\nana"})", shown.rig.clock.now());
        QCOMPARE(shown.text("status.command"), QStringLiteral("%2 <b>x</b> by <i>%1</i> ana"));
    }

    void aStoredCommandSaysWhenItWasSent()
    {
        Shown shown;
        shown.rig.telemetry.answerStored(
            {QStringLiteral("titan.cmd.sys.halt"), R"({"state":"HARD_HALT","operator":"ana"})", 7, 1'769'700'000'000});
        QCOMPARE(shown.text("status.command"), QStringLiteral("HARD_HALT by ana"));
        QCOMPARE(shown.text("status.rungs"), QStringLiteral("stored 2026-01-29T15:20:00.000 UTC, before this session"));
    }

    // rule: H9
    void theJournalsHealth()
    {
        Shown shown;
        app::JournalStatus status;
        status.writable = true;
        status.lastSequence = 41;
        Q_EMIT shown.rig.journal.statusChanged(status);
        QCOMPARE(shown.text("status.journal"), QStringLiteral("journal #41"));
        QVERIFY(!isColoured(shown.picture("status.journal")));
        shown.rig.journal.setStatus(false);
        QCOMPARE(shown.text("status.journal"), QStringLiteral("▲ journal: It cannot be written."));
        QVERIFY(isColoured(shown.picture("status.journal")));
        status.writable = false;
        status.waiting = 3;
        status.error = base::Error{base::ErrorCode::NoSpace, {}, {}};
        Q_EMIT shown.rig.journal.statusChanged(status);
        QVERIFY(shown.text("status.journal").contains(QStringLiteral("3 record")));
        QVERIFY(shown.text("status.journal").endsWith(QStringLiteral("The disk is full.")));
    }
};

QTEST_MAIN(TestStatusStrip)
#include "tst_status_strip.moc"
