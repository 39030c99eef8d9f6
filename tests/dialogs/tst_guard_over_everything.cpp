#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/help/help_dialog.h"
#include "ui/resume/resume_dialog.h"
#include "ui/session/password_dialog.h"
#include "ui/window/halt_shortcut.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::GuardPhase;

namespace {

// The guard as main wires it: Ctrl+Shift+H from anywhere lifts it.
struct Session : GuardRig {
    Session()
    {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&field);
        column->addWidget(&combo);
        combo.addItems({QStringLiteral("one"), QStringLiteral("two")});
        QObject::connect(&shortcut, &ui::HaltShortcut::pressed, &guard, &app::GuardController::lift);
        linksUp();
    }
    // Opens what the test names; true when it is on the screen.
    bool open(const QString& what)
    {
        if (what == QLatin1String("menu")) {
            menu.addAction(QStringLiteral("&Halt something else"));
            menu.popup(window.mapToGlobal(QPoint(5, 5)));
            return QTest::qWaitForWindowExposed(&menu);
        }
        if (what == QLatin1String("menu of a modal dialog")) {
            openModal(Qt::ApplicationModal);
            menu.addAction(QStringLiteral("x"));
            menu.popup(modal.mapToGlobal(QPoint(5, 5)));
            return QTest::qWaitForWindowExposed(&menu);
        }
        if (what == QLatin1String("list of a combo box")) {
            combo.showPopup();
            return QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; });
        }
        if (what == QLatin1String("two modal dialogs")) {
            openModal(Qt::ApplicationModal);
            box.setWindowModality(Qt::ApplicationModal);
            box.show();
            return getsKeyboard(box);
        }
        if (what == QLatin1String("message box")) {
            box.setWindowModality(Qt::ApplicationModal);
            box.show();
            return getsKeyboard(box);
        }
        if (what == QLatin1String("window-modal dialog"))
            return openModal(Qt::WindowModal);
        if (what == QLatin1String("application-modal dialog"))
            return openModal(Qt::ApplicationModal);
        if (what == QLatin1String("password dialog")) {
            password.ask(true);
            return getsKeyboard(password);
        }
        if (what == QLatin1String("resume dialog")) {
            resume.open();
            return getsKeyboard(resume);
        }
        help.present();
        return getsKeyboard(help);
    }
    bool openModal(Qt::WindowModality modality)
    {
        modal.setWindowModality(modality);
        modal.show();
        return getsKeyboard(modal);
    }
    bool liftByKey()
    {
        keyClick(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        return getsKeyboard(dialog);
    }

    QLineEdit field;
    QComboBox combo;
    ui::HaltShortcut shortcut{*QCoreApplication::instance()};
    QMenu menu;
    QDialog modal{&window};
    QLineEdit modalField{&modal};
    QMessageBox box{QMessageBox::Critical, QStringLiteral("Title"), QStringLiteral("Text"), QMessageBox::Close,
                    &window};
    ui::PasswordDialog password{with, &window};
    ui::ResumeDialog resume{with, &window};
    ui::HelpDialog help{rigEnvironment(), &window};
};

} // namespace

// One gesture reaches the guard from wherever the operator is, and there it can be used.
// rule: H1
class TestGuardOverEverything final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void itOpensAndWorksOver_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"menu", "menu of a modal dialog", "list of a combo box", "message box", "two modal dialogs",
              "window-modal dialog", "application-modal dialog", "password dialog", "resume dialog", "help"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void itOpensAndWorksOver()
    {
        QFETCH(QString, what);
        Session session;
        QVERIFY(session.showWindow());
        QVERIFY(session.open(what));
        QVERIFY(session.liftByKey());
        QVERIFY(QApplication::activePopupWidget() == nullptr);
        QVERIFY(part(session.dialog, "guardCancel")->hasFocus());
        QVERIFY(session.link.log.isEmpty());
        // By the keyboard…
        QVERIFY(session.holdSpace());
        QCOMPARE(session.link.sent.size(), 1);
        // … and by the mouse.
        click(*part(session.dialog, "guardAgain"));
        press(session.hold());
        QVERIFY(session.serve(1s));
        release(session.dialog);
        QCOMPARE(session.link.sent.size(), 2);
        keyClick(Qt::Key_Escape);
        QVERIFY(!session.dialog.isVisible());
    }

    void whatItStoodOverGoesOnAfterwards()
    {
        Session session;
        QVERIFY(session.showWindow());
        QVERIFY(session.openModal(Qt::ApplicationModal));
        session.modalField.setFocus();
        type(QStringLiteral("half a "));
        QVERIFY(session.liftByKey());
        type(QStringLiteral("x")); // goes to the guard, where it does nothing
        keyClick(Qt::Key_Escape);
        QVERIFY(session.modal.isVisible());
        session.modal.activateWindow();
        QVERIFY(getsKeyboard(session.modal));
        type(QStringLiteral("sentence"));
        QCOMPARE(session.modalField.text(), QStringLiteral("half a sentence"));
    }

    // Something modal comes up over the open guard: one more gesture and it is usable again, all of it.
    void whatComesUpLaterDoesNotKeepIt_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"menu", "message box", "application-modal dialog", "two modal dialogs", "help",
                                 "a modal dialog over a guard that stands over one"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void whatComesUpLaterDoesNotKeepIt()
    {
        QFETCH(QString, what);
        Session session;
        QVERIFY(session.showWindow());
        const bool overOne = what.startsWith(QLatin1String("a modal dialog over"));
        if (overOne)
            QVERIFY(session.openModal(Qt::ApplicationModal));
        QVERIFY(session.liftByKey());
        QVERIFY(session.open(overOne ? QStringLiteral("message box") : what));
        QVERIFY(session.liftByKey());
        QVERIFY(session.serve(300ms));
        QVERIFY(session.hold().isVisible());
        press(session.hold());
        QVERIFY(session.isHolding());
        QVERIFY(session.serve(500ms)); // its clock runs: the fill is seen
        QCOMPARE(session.guard.holdFraction(), 0.5);
        QVERIFY(session.serve(500ms));
        release(session.dialog);
        QCOMPARE(session.link.sent.size(), 1);
    }

    // rule: H2
    void andItStillClosesByItself()
    {
        Session session;
        QVERIFY(session.showWindow());
        QVERIFY(session.liftByKey());
        QVERIFY(session.openModal(Qt::ApplicationModal));
        QVERIFY(session.liftByKey());
        QVERIFY(session.serve(10s));
        QVERIFY(!session.dialog.isVisible());
        QVERIFY(session.modal.isVisible());
        QVERIFY(session.link.log.isEmpty());
    }

    void minimisedItComesBackAndItsTimeGoesOn()
    {
        Session session;
        QVERIFY(session.showWindow());
        QVERIFY(session.liftByKey());
        session.dialog.showMinimized();
        QVERIFY(session.serve(4s));
        session.window.activateWindow();
        QVERIFY(getsKeyboard(session.window));
        QVERIFY(session.liftByKey());
        QVERIFY(!session.dialog.isMinimized());
        QVERIFY(session.serve(300ms));
        session.dialog.showMinimized();
        QVERIFY(session.serve(10s)); // rule: H2
        QCOMPARE(session.guard.guard().phase, GuardPhase::Closed);
        QVERIFY(session.link.log.isEmpty());
    }

    // While it is open it keeps nobody from the rest of the window.
    void itBlocksNothingByItself()
    {
        Session session;
        QVERIFY(session.showWindow());
        QVERIFY(session.liftByKey());
        session.window.activateWindow();
        QVERIFY(getsKeyboard(session.window));
        click(session.field);
        type(QStringLiteral("note"));
        QCOMPARE(session.field.text(), QStringLiteral("note"));
    }
};

QTEST_MAIN(TestGuardOverEverything)
#include "tst_guard_over_everything.moc"
