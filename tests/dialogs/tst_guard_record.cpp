#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/common/repeat_filter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::GuardPhase;
using domain::SendVerdict;
using domain::TradingState;
using ui::Tone;

namespace {

// A runbook whose services do not answer commands; only a stream and their silence are there.
QString cell(const QWidget& dialog, int row, int column)
{
    const auto* table = part<QTableView>(dialog, "effectTable");
    return table->model()->index(row, column).data().toString();
}

} // namespace

// After the second act the guard is the record: what is proven, when, what to do now, and another attempt.
class TestGuardRecord final : public TestCase {
    Q_OBJECT

private:
    static bool fire(GuardRig& rig)
    {
        rig.linksUp();
        return rig.showWindow() && rig.lift() && rig.holdSpace() && rig.guard.guard().phase == GuardPhase::Fired;
    }

private Q_SLOTS:
    // rule: H6, H10
    void itFillsInAsProofComes()
    {
        GuardRig rig;
        QVERIFY(fire(rig));
        QVERIFY(!rig.hold().isVisible());
        QVERIFY(part(rig.dialog, "record.sentence")->isVisible());
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("IN FLIGHT"));
        QCOMPARE(cell(rig.dialog, 0, 0), QStringLiteral("titan-brain"));
        QCOMPARE(cell(rig.dialog, 0, 1), QStringLiteral("–"));
        QCOMPARE(cell(rig.dialog, 0, 4), QStringLiteral("nothing read back; it must obey"));

        rig.clock.advance(2ms);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        const auto* ladder = part(rig.dialog, "ladder");
        QVERIFY2(ladder->accessibleName().contains(QStringLiteral("PREPARED 17:04:09.113, SENT 17:04:09.115")),
                 qPrintable(ladder->accessibleName()));
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("IN FLIGHT")); // SENT is not the end of it

        rig.bothReply(TradingState::HardHalt);
        QCOMPARE(cell(rig.dialog, 0, 1), QStringLiteral("17:04:09.116"));
        QCOMPARE(cell(rig.dialog, 0, 2), QStringLiteral("17:04:09.116"));
        QCOMPARE(cell(rig.dialog, 1, 0), QStringLiteral("titan-execution"));
        QCOMPARE(cell(rig.dialog, 1, 2), QStringLiteral("17:04:09.117"));
        QCOMPARE(cell(rig.dialog, 1, 3), QStringLiteral("HARD_HALT"));
        QCOMPARE(cell(rig.dialog, 1, 4), QStringLiteral("reply"));
        QVERIFY(ladder->accessibleName().contains(QStringLiteral("APPLIED 2 of 2")));
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("APPLIED"));
        QCOMPARE(textOf(rig.dialog, "record.sentence"), QStringLiteral("Every service that matters shows HARD_HALT."));
        QVERIFY(!part(rig.dialog, "record.act")->isVisible());
        QCOMPARE(toneOf(rig.dialog, "dialogStatus"), Tone::Normal);
    }

    // rule: H6, G1
    void everyOtherOutcomeIsAnAlarmWithItsNextAct_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("act");
        const auto row = [](const char* what, const char* word, const char* act) {
            QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(word) << QString::fromLatin1(act);
        };
        row("nobody", "NOBODY LISTENING", "Check whether the services run");
        row("denied", "DENIED", "Use the command line with a user that may");
        row("not sent", "NOT SENT", "Use the command line on the host");
        row("unknown", "UNKNOWN", "Send it again: a second stop does no harm.");
        row("silence", "SENT", "Send it again. If no proof comes");
        row("stream only", "STORED", "Send it again. If no proof comes");
        row("one of two", "PARTLY APPLIED", "Send it again. If a service still does not obey");
        row("contrary", "NOT OBEYED", "Send it again. If a service still does not obey");
    }
    void everyOtherOutcomeIsAnAlarmWithItsNextAct()
    {
        QFETCH(QString, what);
        QFETCH(QString, word);
        QFETCH(QString, act);
        GuardRig rig;
        QVERIFY(fire(rig));
        const base::Instant now = rig.clock.now();
        const base::Error error{base::ErrorCode::TimedOut, QStringLiteral("no PONG"), {}};
        if (what == QLatin1String("denied"))
            rig.link.finish(SendVerdict::Denied, now, base::Error{base::ErrorCode::Denied, {}, {}});
        else if (what == QLatin1String("not sent"))
            rig.link.finish(SendVerdict::Refused, now, base::Error{base::ErrorCode::LinkDown, {}, {}});
        else if (what == QLatin1String("unknown"))
            rig.link.finish(SendVerdict::Unknown, now, error);
        else
            rig.link.finish(SendVerdict::Sent, now);
        if (what == QLatin1String("nobody"))
            rig.link.reply({}, now, true);
        if (what == QLatin1String("stream only"))
            rig.link.reply(R"({"stream":"TITAN_CMD","seq":41})", now);
        if (what == QLatin1String("one of two"))
            rig.link.reply(R"({"service":"titan-brain","state":"HARD_HALT"})", now);
        if (what == QLatin1String("contrary"))
            rig.bothReply(TradingState::Open);
        rig.pass(3s);
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), word);
        QCOMPARE(toneOf(rig.dialog, "dialogStatus"), Tone::Halt);
        QVERIFY2(textOf(rig.dialog, "record.act").startsWith(QStringLiteral("Now: ") + act),
                 qPrintable(textOf(rig.dialog, "record.act")));
        QVERIFY(part(rig.dialog, "record.act")->isVisible());
        QVERIFY(!part(rig.dialog, "ladder")->accessibleName().contains(QStringLiteral("APPLIED 2 of 2")));
        QVERIFY(!textOf(rig.dialog, "record.sentence").contains(QStringLiteral("Every service")));
        // The exact line to copy, with the bytes that were sent.
        const QString line = part<QLineEdit>(rig.dialog, "record.commandLine.text")->text();
        QVERIFY(line.contains(QString::fromUtf8(rig.link.sent.last().payload)));
        click(*part(rig.dialog, "record.commandLine.copy"));
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
        QCOMPARE(rig.alarms.alarms().size(), 1U);
    }

    // rule: H4
    void sendingAgainKeepsTheIdAndCounts()
    {
        GuardRig rig;
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt); // already halted: it may be said again
        for (int attempt = 2; attempt <= 3; ++attempt) {
            const qsizetype before = rig.link.sent.size();
            click(*part(rig.dialog, "guardAgain"));
            QCOMPARE(rig.guard.guard().phase, GuardPhase::Lifted);
            QVERIFY(part(rig.dialog, "guardCancel")->hasFocus());
            QVERIFY(rig.hold().isVisible());
            QVERIFY(rig.serve(200ms));
            QCOMPARE(rig.link.sent.size(), before); // arming is not sending
            QVERIFY(rig.holdSpace());
            QCOMPARE(rig.link.sent.size(), before + 1);
            QCOMPARE(rig.link.sent.last().id, rig.link.sent.first().id);
            QCOMPARE(rig.link.sent.last().attempt, attempt);
            QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("IN FLIGHT, attempt %1").arg(attempt));
        }
    }

    // A finger that comes late must not land on what arms it anew, and the guard's two acts are in two places.
    // rule: H2
    void sendAgainIsNotWhereTheSecondActWas()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const QRect hold(rig.hold().mapToGlobal(QPoint()), rig.hold().size());
        press(rig.hold());
        QVERIFY(rig.serve(1s));
        release(rig.dialog);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Fired);
        for (const char* name : {"guardAgain", "guardCancel"}) {
            const QWidget* button = part(rig.dialog, name);
            QVERIFY2(!hold.intersects(QRect(button->mapToGlobal(QPoint()), button->size())), name);
        }
    }

    // The finger is still on Space when the focus moves to Close.
    void aKeyThatIsStillDownDoesNotCloseIt()
    {
        const ui::RepeatFilter repeats(*QCoreApplication::instance());
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        rig.hold().setFocus();
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 70'000);
        QVERIFY(rig.serve(1s));
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Fired);
        QVERIFY(part(rig.dialog, "guardCancel")->hasFocus());
        for (quint64 stamp = 71'000; stamp < 72'000; stamp += 40)
            keyRepeatApart(Qt::Key_Space, stamp);
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 72'000);
        QVERIFY(rig.dialog.isVisible());
        // A press of its own does close it.
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 73'000);
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 73'080);
        QVERIFY(!rig.dialog.isVisible());
        QCOMPARE(rig.link.sent.size(), 1);
    }

    // rule: H8
    void itSaysWhatStaysOpenAndThatTradingGoesOn()
    {
        GuardRig rig;
        rig.linksUp();
        rig.fill();
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        QVERIFY(textOf(rig.dialog, "record.staysOpen").startsWith(QStringLiteral("A halt does not close positions")));
        rig.fill();
        QVERIFY2(textOf(rig.dialog, "record.staysOpen")
                     .contains(QStringLiteral("1 order(s) or fill(s) seen since SENT, the last 17:04:09.")),
                 qPrintable(textOf(rig.dialog, "record.staysOpen")));
    }

    // rule: G7
    void whatServicesSayIsShownAsItIs()
    {
        GuardRig rig;
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.link.reply("<b>no JSON</b> %1 %n", rig.clock.now());
        rig.link.reply(R"({"service":"<i>evil</i>%2","state":"HARD_HALT"})", rig.clock.now());
        const QString sentence = textOf(rig.dialog, "record.sentence");
        QVERIFY2(sentence.contains(QStringLiteral("1 answer(s) could not be read: ")), qPrintable(sentence));
        QCOMPARE(part<QLabel>(rig.dialog, "record.sentence")->textFormat(), Qt::PlainText);
        QCOMPARE(cell(rig.dialog, 2, 0), QStringLiteral("<i>evil</i>%2"));
    }

    // rule: H9
    void aJournalThatFailsAfterwardsChangesNothingHere()
    {
        GuardRig rig;
        rig.journal.failing = base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::HardHalt);
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("APPLIED"));
    }

    // rule: H2, H11
    void theRecordStaysUntilItIsClosedAndNeverSends()
    {
        GuardRig rig;
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        QVERIFY(rig.serve(12s));
        QVERIFY(rig.dialog.isVisible());
        QCOMPARE(part<QPushButton>(rig.dialog, "guardCancel")->text(), QStringLiteral("Close"));
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) // none of the keys that were used for it
            for (QWidget* field : focusChain(rig.dialog)) {
                field->setFocus();
                keyClick(key);
            }
        QCOMPARE(rig.link.sent.size(), 1);
        QVERIFY(rig.dialog.isVisible());
        keyClick(Qt::Key_Escape);
        QVERIFY(!rig.dialog.isVisible());
        QCOMPARE(rig.link.sent.size(), 1);
        // The next time begins afresh.
        QVERIFY(rig.lift());
        QVERIFY(rig.hold().isVisible());
        QVERIFY(!part(rig.dialog, "record.sentence")->isVisible());
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("Esc closes"));
        QCOMPARE(rig.link.sent.size(), 1);
    }

    void itFitsTheScreen()
    {
        GuardRig rig;
        QVERIFY(fire(rig));
        rig.link.finish(SendVerdict::Refused, rig.clock.now(),
                        base::Error{base::ErrorCode::LinkDown, QString(900, QLatin1Char('w')), {}});
        // A word that is wider than the screen is wrapped inside, not cut off.
        const auto* sentence = part<QLabel>(rig.dialog, "record.sentence");
        QTRY_VERIFY(sentence->height() > 8 * sentence->fontMetrics().height());
        const QRect room = rig.dialog.screen()->availableGeometry();
        QVERIFY(rig.dialog.width() <= room.width());
        QVERIFY(rig.dialog.height() <= room.height());
        QVERIFY(part(rig.dialog, "guardCancel")->isVisible());
    }
};

QTEST_MAIN(TestGuardRecord)
#include "tst_guard_record.moc"
