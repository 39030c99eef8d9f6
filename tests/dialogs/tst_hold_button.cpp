#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/common/tokens.h"
#include "ui/halt/hold_button.h"

#include <QAccessible>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using domain::HoldSource;

namespace {

// What the button reported, in order.
struct Reports {
    explicit Reports(ui::HoldButton& button)
    {
        QObject::connect(&button, &ui::HoldButton::holdBegan, &button, [this](HoldSource source) {
            words << (source == HoldSource::Mouse ? QStringLiteral("mouse down") : QStringLiteral("space down"));
        });
        QObject::connect(
            &button, &ui::HoldButton::holdEnded, &button, [this](HoldSource source, std::chrono::milliseconds held) {
                words << (source == HoldSource::Mouse ? QStringLiteral("mouse up") : QStringLiteral("space up"));
                heldByStamps = held;
            });
        QObject::connect(&button, &ui::HoldButton::holdAborted, &button, [this] { words << QStringLiteral("void"); });
    }
    QString all() const { return words.join(QStringLiteral(", ")); }

    QStringList words;
    std::chrono::milliseconds heldByStamps{-1};
};

struct Shown {
    Shown()
    {
        button.setText(QStringLiteral("HOLD 1 s TO HALT"));
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&button);
        column->addWidget(&field);
        window.resize(500, 200);
        window.show();
        window.activateWindow();
    }
    bool ready()
    {
        if (!getsKeyboard(window))
            return false;
        button.setFocus();
        return button.hasFocus();
    }

    QWidget window;
    ui::HoldButton button{&window};
    QLineEdit field{&window};
    Reports reports{button};
};

void send(QWidget& widget, QEvent::Type type, const QPointF& position, quint64 stampMs)
{
    const bool down = type == QEvent::MouseButtonPress;
    QMouseEvent event(type, position, widget.mapToGlobal(position), Qt::LeftButton,
                      down ? Qt::MouseButtons(Qt::LeftButton) : Qt::MouseButtons(Qt::NoButton), Qt::NoModifier);
    event.setTimestamp(stampMs);
    QCoreApplication::sendEvent(&widget, &event);
}

int filledPixels(ui::HoldButton& button)
{
    const QImage picture = button.grab().toImage();
    const QRgb fill = ui::tokens(button.palette()).haltFill.rgb();
    int count = 0;
    for (int x = 0; x < picture.width(); ++x)
        count += picture.pixel(x, 9) == fill ? 1 : 0; // below the outline, above the words
    return count;
}

} // namespace

// The second act as the hand does it. The button only reports; that the guard decides is tst_guard_hold.
// rule: H2
class TestHoldButton final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void spaceIsHeldFromPressToRelease()
    {
        Shown shown;
        QVERIFY(shown.ready());
        keyDown(Qt::Key_Space);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down"));
        keyUp(Qt::Key_Space);
        QVERIFY(shown.button.isLettingGo());
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, void"));
        QVERIFY(!shown.button.isLettingGo());
    }

    void letGoAfterASecondByItsStampsItIsAWholeHold()
    {
        Shown shown;
        QVERIFY(shown.ready());
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'000);
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 6'010);
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, space up"));
        QCOMPARE(shown.reports.heldByStamps.count(), 1010);
    }

    void theMouseIsHeldFromPressToRelease()
    {
        Shown shown;
        QVERIFY(shown.ready());
        press(shown.button);
        moveTo(shown.button, QPoint(20, 20)); // a hand trembles
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down"));
        release(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, mouse up"));
    }

    void nothingElseIsAHold_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        const auto row = [](const char* what, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::newRow(what) << static_cast<int>(key) << modifiers;
        };
        row("Return", Qt::Key_Return);
        row("Enter", Qt::Key_Enter, Qt::KeypadModifier);
        row("Select", Qt::Key_Select);
        row("H", Qt::Key_H);
        row("Ctrl+Space", Qt::Key_Space, Qt::ControlModifier);
        row("Shift+Space", Qt::Key_Space, Qt::ShiftModifier);
        row("Alt+Space", Qt::Key_Space, Qt::AltModifier);
        row("Ctrl+Shift+H", Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    }
    void nothingElseIsAHold()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Shown shown;
        QVERIFY(shown.ready());
        keyClick(static_cast<Qt::Key>(key), modifiers);
        QCOMPARE(shown.reports.all(), QString());
    }

    void anotherMouseButtonIsNoHold_data()
    {
        QTest::addColumn<Qt::MouseButton>("mouseButton");
        QTest::newRow("right") << Qt::RightButton;
        QTest::newRow("middle") << Qt::MiddleButton;
        QTest::newRow("back") << Qt::BackButton;
    }
    void anotherMouseButtonIsNoHold()
    {
        QFETCH(Qt::MouseButton, mouseButton);
        Shown shown;
        QVERIFY(shown.ready());
        press(shown.button, mouseButton);
        release(shown.button, mouseButton);
        QCOMPARE(shown.reports.all(), QString());
        // And during a hold it voids it; the left one's release is then no end.
        press(shown.button);
        press(shown.button, mouseButton);
        release(shown.button, mouseButton);
        release(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, void"));
    }

    void aKeyThatRepeatsItselfIsOnePress()
    {
        Shown shown;
        QVERIFY(shown.ready());
        keyDown(Qt::Key_Space);
        keyRepeat(Qt::Key_Space, 40);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down"));
        keyUp(Qt::Key_Space);
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, void"));
    }

    // On X11 the halves of a repetition may come apart, and then neither is marked.
    void aRepetitionThatComesApartIsStillOne()
    {
        Shown shown;
        QVERIFY(shown.ready());
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'000);
        for (quint64 stamp = 5'600; stamp < 6'600; stamp += 40) {
            stampedKey(QEvent::KeyRelease, Qt::Key_Space, stamp);
            QVERIFY(shown.button.isLettingGo()); // until the other half is here
            stampedKey(QEvent::KeyPress, Qt::Key_Space, stamp);
            QVERIFY(!shown.button.isLettingGo());
        }
        QCOMPARE(shown.reports.all(), QStringLiteral("space down"));
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 6'600);
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, space up"));
        QCOMPARE(shown.reports.heldByStamps.count(), 1600);
    }

    // Its second half comes too late: void, and the rest of the repetition begins nothing.
    void aRepetitionThatComesTooFarApartIsVoid()
    {
        Shown shown;
        QVERIFY(shown.ready());
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'000);
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 5'600);
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, void"));
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'600);
        keyRepeatApart(Qt::Key_Space, 5'640);
        keyRepeatApart(Qt::Key_Space, 5'680);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down, void"));
    }

    void aPressOfItsOwnAfterALetGoIsAnotherHold()
    {
        Shown shown;
        QVERIFY(shown.ready());
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'000);
        stampedKey(QEvent::KeyRelease, Qt::Key_Space, 5'400);
        stampedKey(QEvent::KeyPress, Qt::Key_Space, 5'430);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down, void, space down"));
    }

    // The key went down elsewhere and the focus came here: no press of this button.
    void aRepetitionAloneIsNoPress()
    {
        Shown shown;
        QVERIFY(shown.ready());
        keyRepeat(Qt::Key_Space, 40);
        keyRepeatApart(Qt::Key_Space, 5'000);
        keyRepeatApart(Qt::Key_Space, 5'040);
        keyUp(Qt::Key_Space);
        QCOMPARE(shown.reports.all(), QString());
    }

    void aSecondSourceNeitherRestartsNorEndsIt()
    {
        Shown shown;
        QVERIFY(shown.ready());
        keyDown(Qt::Key_Space);
        press(shown.button);
        release(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down"));
        keyUp(Qt::Key_Space);
        press(shown.button); // ends the other one, without waiting for more
        keyDown(Qt::Key_Space);
        keyUp(Qt::Key_Space);
        release(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("space down, void, mouse down, mouse up"));
    }

    void leavingItIsVoid()
    {
        Shown shown;
        QVERIFY(shown.ready());
        press(shown.button);
        moveTo(shown.button, QPoint(-5, 5));
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, void"));
        moveTo(shown.button, QPoint(20, 20)); // coming back does not begin it anew
        release(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, void"));
    }

    void lettingGoElsewhereIsVoid()
    {
        Shown shown;
        QVERIFY(shown.ready());
        press(shown.button);
        release(shown.field); // the motion in between was never told
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, void"));
    }

    void losingTheFocusIsVoid_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("held by mouse") << true;
        QTest::newRow("held by Space") << false;
    }
    void losingTheFocusIsVoid()
    {
        QFETCH(bool, byMouse);
        Shown shown;
        QVERIFY(shown.ready());
        byMouse ? press(shown.button) : keyDown(Qt::Key_Space);
        keyClick(Qt::Key_Tab);
        QVERIFY(shown.field.hasFocus());
        QCOMPARE(shown.reports.words.last(), QStringLiteral("void"));
        byMouse ? release(shown.button) : keyUp(Qt::Key_Space);
        QCOMPARE(shown.reports.words.size(), 2);
    }

    void aWindowThatGoesAwayIsVoid_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"another window", "hidden button", "hidden window", "minimised"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void aWindowThatGoesAwayIsVoid()
    {
        QFETCH(QString, how);
        Shown shown;
        QVERIFY(shown.ready());
        keyDown(Qt::Key_Space);
        QWidget other;
        if (how == QLatin1String("another window")) {
            other.show();
            other.activateWindow();
            QVERIFY(getsKeyboard(other));
        } else if (how == QLatin1String("hidden button")) {
            shown.button.hide();
        } else if (how == QLatin1String("hidden window")) {
            shown.window.hide();
        } else {
            shown.window.showMinimized();
        }
        QTRY_COMPARE(shown.reports.all(), QStringLiteral("space down, void"));
    }

    void aDoubleClickIsTwoShortHolds()
    {
        Shown shown;
        QVERIFY(shown.ready());
        clickTwice(shown.button);
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, mouse up, mouse down, mouse up"));
    }

    void itCannotBeClicked()
    {
        Shown shown;
        QVERIFY(shown.ready());
        QCOMPARE(shown.button.metaObject()->indexOfMethod("click()"), -1);
        QCOMPARE(shown.button.metaObject()->indexOfMethod("animateClick()"), -1);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&shown.button);
        QVERIFY(accessible != nullptr);
        QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("HOLD 1 s TO HALT"));
        QVERIFY(accessible->text(QAccessible::Description).contains(QStringLiteral("Space for one second")));
        if (QAccessibleActionInterface* actions = accessible->actionInterface()) {
            const QStringList names = actions->actionNames();
            QVERIFY(!names.contains(QAccessibleActionInterface::pressAction()));
            for (const QString& action : names + QStringList{QAccessibleActionInterface::pressAction()})
                actions->doAction(action);
        }
        QCOMPARE(shown.reports.all(), QString());
    }

    // For the stalled window: the guard asks how long the hand itself says it was.
    void theInputStampsAreHandedOn_data()
    {
        QTest::addColumn<quint64>("pressed");
        QTest::addColumn<quint64>("released");
        QTest::addColumn<int>("held");
        QTest::newRow("a second and a bit") << quint64(5'000) << quint64(6'020) << 1020;
        QTest::newRow("short") << quint64(5'000) << quint64(5'300) << 300;
        QTest::newRow("no stamps") << quint64(0) << quint64(0) << 0;
        QTest::newRow("no stamp at the press") << quint64(0) << quint64(9'000) << 0;
        QTest::newRow("no stamp at the release") << quint64(5'000) << quint64(0) << 0;
        QTest::newRow("going backwards") << quint64(5'000) << quint64(4'000) << 0;
    }
    void theInputStampsAreHandedOn()
    {
        QFETCH(quint64, pressed);
        QFETCH(quint64, released);
        QFETCH(int, held);
        Shown shown;
        QVERIFY(shown.ready());
        send(shown.button, QEvent::MouseButtonPress, {20, 20}, pressed);
        send(shown.button, QEvent::MouseButtonRelease, {20, 20}, released);
        QCOMPARE(shown.reports.all(), QStringLiteral("mouse down, mouse up"));
        QCOMPARE(shown.reports.heldByStamps.count(), held);
    }

    void itFillsFromTheLeft()
    {
        Shown shown;
        QVERIFY(shown.ready());
        const int outline = filledPixels(shown.button);
        const auto filled = [&](double fraction) {
            shown.button.setFraction(fraction);
            return filledPixels(shown.button) - outline;
        };
        const int quarter = filled(0.25);
        const int half = filled(0.5);
        const int whole = filled(1.0);
        QVERIFY(whole > shown.button.width() * 8 / 10);
        QVERIFY(qAbs(half - whole / 2) < 8);
        QVERIFY(qAbs(quarter - whole / 4) < 8);
        QCOMPARE(filled(0.0), 0);
    }
};

QTEST_MAIN(TestHoldButton)
#include "tst_hold_button.moc"
