#include "dialogs/dialog_rig.h"
#include "support/test_case.h"

#include <QAccessible>
#include <QLineEdit>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::GuardPhase;

namespace {

// The bytes as the runbook has them, written out here and not taken from the code under test.
QByteArray message(const char* state, const QByteArray& reasonInJson, qint64 seconds)
{
    return QByteArray("{\"state\":\"") + state + "\",\"reason\":\"" + reasonInJson +
           "\",\"timestamp\":" + QByteArray::number(seconds) + "}";
}

void doEverythingAccessible(const QWidget& dialog)
{
    const QList<QWidget*> widgets = dialog.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        QAccessibleActionInterface* actions = accessible != nullptr ? accessible->actionInterface() : nullptr;
        if (actions == nullptr)
            continue;
        for (const QString& action : actions->actionNames() + QStringList{QAccessibleActionInterface::pressAction()})
            actions->doAction(action);
    }
}

} // namespace

// The second act by real keys and mouse: one second of holding sends once, nothing else sends at all.
// rule: H2
class TestGuardHold final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H3
    void aSecondOfHoldingSendsOnce_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("mouse") << true;
        QTest::newRow("Tab and Space") << false;
    }
    void aSecondOfHoldingSendsOnce()
    {
        QFETCH(bool, byMouse);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        const base::Instant began = rig.clock.now();
        QVERIFY(rig.lift());
        QVERIFY(rig.serve(500ms));
        if (!byMouse)
            keyClick(Qt::Key_Tab);
        byMouse ? press(rig.hold()) : keyDown(Qt::Key_Space);
        QVERIFY(rig.isHolding());
        QVERIFY(rig.serve(500ms));
        QCOMPARE(rig.guard.holdFraction(), 0.5); // half of the button is filled
        QVERIFY(rig.link.sent.isEmpty());
        QVERIFY(rig.serve(400ms));
        QVERIFY(rig.link.sent.isEmpty());
        QVERIFY(rig.serve(100ms));
        QCOMPARE(rig.link.sent.size(), 1);
        QVERIFY(base::elapsed(began, rig.link.sent.last().decidedAt) < 3s);
        QCOMPARE(rig.link.sent.last().subject, QStringLiteral("titan.cmd.sys.halt"));
        QCOMPARE(rig.link.sent.last().payload, message("HARD_HALT", "Emergency stop by operator", 1769792649));
        QVERIFY(part(rig.dialog, "guardCancel")->hasFocus());
        QVERIFY(rig.serve(2s)); // the hand is still down
        byMouse ? release(part<QWidget>(rig.dialog, "guardCancel")[0]) : keyUp(Qt::Key_Space);
        QVERIFY(rig.serve(2s));
        QCOMPARE(rig.link.sent.size(), 1);
        QVERIFY(rig.dialog.isVisible()); // neither did the release close the record
    }

    void lessThanASecondIsNothing_data() { aSecondOfHoldingSendsOnce_data(); }
    void lessThanASecondIsNothing()
    {
        QFETCH(bool, byMouse);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        for (int i = 0; i < 3; ++i) { // halves do not add up to a whole
            rig.hold().setFocus();
            byMouse ? press(rig.hold()) : keyDown(Qt::Key_Space);
            QVERIFY(rig.serve(900ms));
            QVERIFY(rig.isHolding());
            byMouse ? release(rig.hold()) : keyUp(Qt::Key_Space);
            QTRY_VERIFY(!rig.isHolding());
        }
        QVERIFY(rig.serve(3s));
        QVERIFY(rig.link.log.isEmpty());
    }

    void noClickFires_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"click", "double click", "ten clicks", "press of Space", "accessible actions"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void noClickFires()
    {
        QFETCH(QString, how);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        if (how == QLatin1String("click"))
            click(rig.hold());
        else if (how == QLatin1String("double click"))
            clickTwice(rig.hold());
        else if (how == QLatin1String("ten clicks"))
            for (int i = 0; i < 10; ++i)
                click(rig.hold());
        else if (how == QLatin1String("accessible actions"))
            doEverythingAccessible(rig.dialog);
        else {
            rig.hold().setFocus();
            keyClick(Qt::Key_Space);
        }
        rig.guard.lift(); // where Cancel was among what was done
        QVERIFY(rig.serve(3s));
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.guard.firedCommand().isNull());
    }

    void enterDoesNothingAnywhere()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const QList<QWidget*> fields = focusChain(rig.dialog);
        QVERIFY(fields.contains(&rig.hold()));
        for (QWidget* field : fields) {
            rig.guard.touch();
            field->setFocus();
            for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
                keyClick(key);
                keyDown(key); // and held
                keyRepeat(key, 40);
                QVERIFY(rig.serve(1100ms));
                keyUp(key);
            }
            QVERIFY2(rig.dialog.isVisible(), qPrintable(field->objectName()));
            QVERIFY2(rig.link.log.isEmpty(), qPrintable(field->objectName()));
        }
    }

    void aKeyThatRepeatsItselfCountsOnce()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        // Held since before the focus came: no press of this button, for as long as it lasts.
        rig.hold().setFocus();
        for (int i = 0; i < 15; ++i) {
            keyRepeat(Qt::Key_Space, 3);
            QVERIFY(rig.serve(100ms));
        }
        keyUp(Qt::Key_Space);
        QVERIFY(rig.link.log.isEmpty());
        // A press of its own, repeating: one hold.
        rig.guard.touch();
        QVERIFY(rig.serve(100ms));
        keyDown(Qt::Key_Space);
        for (int i = 0; i < 15; ++i) {
            keyRepeat(Qt::Key_Space, 3);
            QVERIFY(rig.serve(100ms));
        }
        keyUp(Qt::Key_Space);
        QCOMPARE(rig.link.sent.size(), 1);
    }

    // As X11 on a busy machine: the halves of each repetition come apart, unmarked, with frames in between.
    void aRepetitionThatComesApartIsOneHoldToo()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        rig.hold().setFocus();
        quint64 stamp = 70'000;
        stampedKey(QEvent::KeyPress, Qt::Key_Space, stamp);
        for (int i = 0; i < 9; ++i) {
            QVERIFY(rig.serve(100ms));
            stamp += 100;
            stampedKey(QEvent::KeyRelease, Qt::Key_Space, stamp);
            QCoreApplication::processEvents();
            stampedKey(QEvent::KeyPress, Qt::Key_Space, stamp);
            QVERIFY(rig.isHolding());
        }
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.serve(100ms));
        QCOMPARE(rig.link.sent.size(), 1);
    }

    // While it is not known whether that was the hand, time does not count: let go just before the second is over, it
    // never fires.
    void lettingGoAtTheLastMomentNeverFires()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        rig.hold().setFocus();
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 70'000);
        QVERIFY(rig.serve(980ms));
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 70'980);
        rig.clock.advance(60ms); // more than the rest of the second
        QTRY_VERIFY(!rig.isHolding());
        QVERIFY(rig.serve(2s));
        QVERIFY(rig.link.log.isEmpty());
    }

    void whatVoidsAHold_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::addColumn<QString>("what");
        for (const char* what : {"pointer leaves", "second button", "focus moves", "another window is activated",
                                 "dialog is hidden", "dialog is minimised"}) {
            QTest::addRow("mouse, %s", what) << true << QString::fromLatin1(what);
            if (what != QByteArray("pointer leaves"))
                QTest::addRow("Space, %s", what) << false << QString::fromLatin1(what);
        }
    }
    void whatVoidsAHold()
    {
        QFETCH(bool, byMouse);
        QFETCH(QString, what);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        rig.hold().setFocus();
        byMouse ? press(rig.hold()) : keyDown(Qt::Key_Space);
        QVERIFY(rig.serve(900ms));
        QVERIFY(rig.isHolding());
        if (what == QLatin1String("pointer leaves"))
            moveTo(rig.hold(), QPoint(-40, 4));
        else if (what == QLatin1String("second button"))
            press(rig.hold(), Qt::RightButton);
        else if (what == QLatin1String("focus moves"))
            keyClick(Qt::Key_Tab);
        else if (what == QLatin1String("another window is activated"))
            rig.window.activateWindow();
        else if (what == QLatin1String("dialog is hidden"))
            rig.dialog.hide();
        else
            rig.dialog.showMinimized();
        QTRY_VERIFY(!rig.isHolding());
        QCOMPARE(rig.guard.holdFraction(), 0.0);
        QVERIFY(rig.serve(2s));
        if (rig.dialog.isVisible() && byMouse) {
            moveTo(rig.hold(), QPoint(20, 4)); // coming back with the button still down is no new hold
            QVERIFY(rig.serve(1500ms));
            release(rig.hold(), Qt::RightButton);
            release(rig.hold());
        }
        QVERIFY(rig.link.log.isEmpty());
    }

    void escInTheMiddleOfAHoldLeaves()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        press(rig.hold());
        QVERIFY(rig.serve(900ms));
        keyClick(Qt::Key_Escape);
        QVERIFY(!rig.dialog.isVisible());
        rig.clock.advance(5s);
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Closed);
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.lift());
        QVERIFY(!rig.isHolding()); // the button is still down from before
        release(rig.hold());
        QVERIFY(rig.link.log.isEmpty());
    }

    // The ten seconds do not cut a hold short, and a hold that is given up starts them anew.
    void theTimeOutNeverFires()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QVERIFY(rig.serve(9600ms));
        press(rig.hold());
        QVERIFY(rig.serve(900ms));
        QVERIFY(rig.isHolding());
        release(rig.hold());
        QVERIFY(rig.serve(9900ms));
        QVERIFY(rig.dialog.isVisible());
        QVERIFY(rig.serve(200ms));
        QVERIFY(!rig.dialog.isVisible());
        QVERIFY(rig.link.log.isEmpty());
    }

    // A window that was not served cannot know whether the hand let go meanwhile.
    void aStalledWindowDoesNotFire()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        press(rig.hold());
        rig.clock.advance(3s); // and no event was served
        release(rig.hold());   // a moment after the press by the input's own stamps
        QVERIFY(rig.serve(1s));
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H1, H11
    void liftingAgainInTheMiddleChangesNothing()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        press(rig.hold());
        QVERIFY(rig.serve(500ms));
        rig.guard.lift();
        QVERIFY(rig.isHolding());
        QVERIFY(rig.serve(400ms));
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.serve(100ms));
        QCOMPARE(rig.link.sent.size(), 1);
        release(rig.dialog);
    }

    // What stands in the dialog is what goes out, but for the second in which it does.
    void anyReasonGoesOutAsItIsShown_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* what, const char* how, const QString& reason, const QByteArray& json) {
            QTest::newRow(what) << QString::fromLatin1(how) << reason << json;
        };
        row("preset", "", {}, "Emergency stop by operator");
        row("a chip", "reason.3", {}, "Unexpected losses");
        row("typed", "type", QStringLiteral("Brain runs wild"), "Brain runs wild");
        row("quotes", "type", QStringLiteral("he said \"stop\" it's"), "he said \\\"stop\\\" it's");
        row("backslash", "type", QStringLiteral("C:\\titan\\n"), "C:\\\\titan\\\\n");
        row("umlauts", "type", QStringLiteral("Größe überschritten"),
            "Gr\xc3\xb6\xc3\x9f\x65 \xc3\xbc"
            "berschritten");
        row("markup and placeholders", "type", QStringLiteral("<b>%1</b> &amp; {payload}"),
            "<b>%1</b> &amp; {payload}"); // rule: G7
        row("pasted newline", "paste", QStringLiteral("first\nsecond\r\nthird\tend"),
            "first\\nsecond\\r\\nthird\\tend");
        row("pasted non-BMP", "paste", QStringLiteral("fire \U0001F525 in \U0001F3E6"),
            "fire \xf0\x9f\x94\xa5 in \xf0\x9f\x8f\xa6");
        row("pasted JSON", "paste", QStringLiteral("\",\"state\":\"OPEN"), "\\\",\\\"state\\\":\\\"OPEN");
        row("pasted, too long", "paste", QString(700, QLatin1Char('x')), QByteArray(500, 'x'));
    }
    void anyReasonGoesOutAsItIsShown()
    {
        QFETCH(QString, how);
        QFETCH(QString, reason);
        QFETCH(QByteArray, json);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        if (how.startsWith(QLatin1String("reason."))) {
            click(*part(rig.dialog, how.toLatin1().constData()));
        } else if (!how.isEmpty()) {
            click(*part(rig.dialog, "reason.own"));
            how == QLatin1String("type") ? type(reason) : paste(reason);
        }
        QCOMPARE(textOf(rig.dialog, "facts.bytes").toUtf8(), message("HARD_HALT", json, 1769792648));
        QCOMPARE(part<QLabel>(rig.dialog, "facts.bytes")->textFormat(), Qt::PlainText);
        QVERIFY(rig.dialog.width() <= rig.dialog.screen()->availableGeometry().width());
        rig.hold().setFocus();
        keyDown(Qt::Key_Space);
        QVERIFY(rig.serve(1s));
        keyUp(Qt::Key_Space);
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(rig.link.sent.last().payload, message("HARD_HALT", json, 1769792649));
    }

    // A word in the field that contains spaces is typing, not holding.
    void spaceInTheReasonIsASpace()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        auto* own = part<QLineEdit>(rig.dialog, "reason.own");
        own->setFocus();
        keyDown(Qt::Key_Space);
        keyRepeat(Qt::Key_Space, 5);
        QVERIFY(rig.serve(2s));
        keyUp(Qt::Key_Space);
        QCOMPARE(own->text(), QString(6, QLatin1Char(' ')));
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H3, H9
    void nothingThatIsBrokenStandsBeforeIt_data()
    {
        QTest::addColumn<QString>("broken");
        for (const char* what :
             {"links never came up", "path down", "journal failing", "password not answered", "nobody listens"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void nothingThatIsBrokenStandsBeforeIt()
    {
        QFETCH(QString, broken);
        GuardRig rig;
        if (broken != QLatin1String("links never came up"))
            rig.linksUp();
        const base::Error full{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        if (broken == QLatin1String("path down"))
            rig.link.setDown(rig.clock.now());
        if (broken == QLatin1String("journal failing")) {
            rig.journal.failing = full;
            rig.journal.setStatus(false, full);
        }
        if (broken == QLatin1String("password not answered"))
            rig.credentials.start();
        if (broken == QLatin1String("nobody listens"))
            rig.listen({});
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QVERIFY(rig.holdSpace());
        QCOMPARE(rig.link.sent.size(), 1);
    }
};

QTEST_MAIN(TestGuardHold)
#include "tst_guard_hold.moc"
