#include "support/test_case.h"
#include "ui/widget_rig.h"
#include "ui/window/halt_shortcut.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace ops;
using namespace std::chrono_literals;
using domain::GuardPhase;
using ui::HaltShortcut;

namespace {

constexpr auto haltModifiers = Qt::ControlModifier | Qt::ShiftModifier;

} // namespace

// Ctrl+Shift+H from wherever the focus is: it opens the guard and sends nothing.
class TestHaltShortcut final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        QWidget window;
        QLineEdit* field = new QLineEdit(&window);
        QComboBox* combo = new QComboBox(&window);
        HaltShortcut shortcut{*QCoreApplication::instance()};
        Shown()
        {
            auto* column = new QVBoxLayout(&window);
            column->addWidget(field);
            column->addWidget(combo);
            combo->addItems({QStringLiteral("one"), QStringLiteral("two")});
            QObject::connect(&shortcut, &HaltShortcut::pressed, &rig.guard, &app::GuardController::lift);
            window.show();
            window.activateWindow();
            field->setFocus();
        }
        bool guardIsOpen() const { return rig.guard.guard().phase == GuardPhase::Lifted; }
    };
    // As the window system delivers it: to the window, not to a widget.
    static void press(const QWidget& widget, Qt::Key key = Qt::Key_H, Qt::KeyboardModifiers modifiers = haltModifiers)
    {
        QTest::keyClick(widget.window()->windowHandle(), key, modifiers);
    }

private Q_SLOTS:
    // rule: H1, H11
    void fromTheWindow()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        const QSignalSpy pressed(&shown.shortcut, &HaltShortcut::pressed);
        press(shown.window);
        QCOMPARE(pressed.count(), 1);
        QVERIFY(shown.guardIsOpen());
        QCOMPARE(shown.field->text(), QString()); // nothing was typed
        QVERIFY(shown.rig.link.log.isEmpty());
    }

    // rule: H1, H11
    void fromAModalDialog()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QDialog dialog(&shown.window);
        dialog.setWindowModality(Qt::ApplicationModal);
        auto* inside = new QLineEdit(&dialog);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        inside->setFocus();
        press(dialog);
        QVERIFY(shown.guardIsOpen());
        QVERIFY(dialog.isVisible()); // it is still there afterwards
        QCOMPARE(inside->text(), QString());
        QVERIFY(shown.rig.link.log.isEmpty());
    }

    // rule: H1, H11 (an export asks for its file by one that is not ours)
    void fromAFileDialog()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QFileDialog dialog(&shown.window);
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        dialog.setAcceptMode(QFileDialog::AcceptSave);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto* name = dialog.findChild<QLineEdit*>();
        name->setFocus();
        press(dialog);
        QVERIFY(shown.guardIsOpen());
        QVERIFY(dialog.isVisible());
        QCOMPARE(name->text(), QString());
        QVERIFY(shown.rig.link.log.isEmpty());
    }

    // rule: H1, H11
    void fromAnOpenMenu()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QMenu menu;
        const QAction* entry = menu.addAction(QStringLiteral("&Halt something else"));
        const QSignalSpy chosen(entry, &QAction::triggered);
        menu.popup(shown.window.mapToGlobal(QPoint(5, 5)));
        QVERIFY(QTest::qWaitForWindowExposed(&menu));
        press(shown.window); // the keyboard belongs to the menu now
        QVERIFY(shown.guardIsOpen());
        QCOMPARE(chosen.count(), 0);
        press(menu);
        QVERIFY(shown.guardIsOpen());
        QVERIFY(shown.rig.link.log.isEmpty());
        menu.close();
    }

    // rule: H1
    void fromAnOpenList()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.combo->showPopup();
        press(shown.window);
        QVERIFY(shown.guardIsOpen());
        shown.combo->hidePopup();
    }

    // rule: H1
    void noOtherShortcutTakesItAway()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QAction thief;
        thief.setShortcut(QKeySequence(haltModifiers | Qt::Key_H));
        thief.setShortcutContext(Qt::ApplicationShortcut);
        shown.window.addAction(&thief);
        const QSignalSpy stolen(&thief, &QAction::triggered);
        press(shown.window);
        QVERIFY(shown.guardIsOpen());
        QCOMPARE(stolen.count(), 0);
    }

    void otherKeysAreNotIt_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        const auto row = [](const char* what, Qt::Key key, Qt::KeyboardModifiers modifiers) {
            QTest::newRow(what) << static_cast<int>(key) << modifiers;
        };
        row("H", Qt::Key_H, Qt::NoModifier);
        row("Shift+H", Qt::Key_H, Qt::ShiftModifier);
        row("Ctrl+H", Qt::Key_H, Qt::ControlModifier);
        row("Ctrl+Alt+Shift+H", Qt::Key_H, haltModifiers | Qt::AltModifier);
        row("Ctrl+Shift+J", Qt::Key_J, haltModifiers);
        row("Ctrl+Shift", Qt::Key_Shift, haltModifiers);
    }
    void otherKeysAreNotIt()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        press(shown.window, static_cast<Qt::Key>(key), modifiers);
        QVERIFY(!shown.guardIsOpen());
    }

    // rule: H2, H11
    void heldDownItOpensOnceAndNeverFires()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        const QSignalSpy pressed(&shown.shortcut, &HaltShortcut::pressed);
        QTest::keyPress(shown.window.windowHandle(), Qt::Key_H, haltModifiers);
        for (int i = 0; i < 100; ++i) { // three seconds of the keyboard's own repetition
            QKeyEvent repeated(QEvent::KeyPress, Qt::Key_H, haltModifiers, QString(), true);
            QCoreApplication::sendEvent(shown.window.windowHandle(), &repeated);
            shown.rig.clock.advance(30ms);
            shown.rig.guard.tick();
        }
        QTest::keyRelease(shown.window.windowHandle(), Qt::Key_H, haltModifiers);
        QCOMPARE(pressed.count(), 1);
        QVERIFY(shown.guardIsOpen());
        QVERIFY(shown.rig.link.log.isEmpty());
    }

    // rule: H11
    void pressedAgainAndAgainItSendsNothing()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        for (int i = 0; i < 20; ++i) {
            press(shown.window);
            shown.rig.clock.advance(200ms);
            shown.rig.guard.tick();
        }
        QVERIFY(shown.guardIsOpen());
        QVERIFY(shown.rig.link.log.isEmpty());
    }
};

QTEST_MAIN(TestHaltShortcut)
#include "tst_halt_shortcut.moc"
