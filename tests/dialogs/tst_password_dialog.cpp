#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/session/password_dialog.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonObject>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;

namespace {

const QString secret = QStringLiteral("geheim-42-Größe");

struct PasswordRig : DialogRig {
    // The keyring has answered that it holds nothing.
    bool ask()
    {
        if (!showWindow())
            return false;
        credentials.start();
        secrets.answer(QStringLiteral("titan-prod"), {});
        return getsKeyboard(dialog);
    }
    QLineEdit& field() const { return *part<QLineEdit>(dialog, "password"); }
    QCheckBox& keep() const { return *part<QCheckBox>(dialog, "passwordKeep"); }
    void provide(const QString& password = secret) const
    {
        click(field());
        type(password);
        click(*part(dialog, "passwordConnect"));
    }
    void refuse() { link.setDown(clock.now(), base::ErrorCode::AuthFailed); }
    // Anywhere in any widget's text, value, tool tip or accessible text.
    bool isShown(const QString& text) const
    {
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget* widget : widgets) {
            QStringList texts{widget->windowTitle(), widget->toolTip(), widget->accessibleName(),
                              widget->accessibleDescription()};
            if (const auto* label = qobject_cast<QLabel*>(widget))
                texts << label->text();
            if (const auto* line = qobject_cast<QLineEdit*>(widget))
                texts << line->displayText();
            if (QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget))
                texts << accessible->text(QAccessible::Value) << accessible->text(QAccessible::Name);
            if (texts.join(QLatin1Char(' ')).contains(text))
                return true;
        }
        return false;
    }

    ui::PasswordDialog dialog{with, &window};
};

} // namespace

// The one question for a password: never shown, never left behind, asked again when the server said no.
// rule: G3
class TestPasswordDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G4
    void itAsksOnlyWhenThereIsNone()
    {
        PasswordRig rig;
        QVERIFY(rig.showWindow());
        rig.credentials.start();
        QVERIFY(!rig.dialog.isVisible());
        rig.secrets.answer(QStringLiteral("titan-prod"), {});
        QVERIFY(getsKeyboard(rig.dialog));
        QVERIFY(rig.field().hasFocus());
        QVERIFY(namesEnvironment(rig.dialog, QStringLiteral("PROD titan-prod")));
        QVERIFY(!part(rig.dialog, "passwordRejected")->isVisible());
        QVERIFY(rig.link.configs.isEmpty()); // nothing is connected behind the question

        PasswordRig known;
        QVERIFY(known.showWindow());
        known.credentials.start();
        known.secrets.answer(QStringLiteral("titan-prod"), secret);
        QVERIFY(!known.dialog.isVisible());
        QCOMPARE(known.link.configs.last().password, secret);
    }

    void itIsNeitherShownNorLeftBehind_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"Connect", "Return", "Esc", "Go on without"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void itIsNeitherShownNorLeftBehind()
    {
        QFETCH(QString, how);
        PasswordRig rig;
        QVERIFY(rig.ask());
        type(secret);
        QCOMPARE(rig.field().text(), secret);
        QCOMPARE(rig.field().echoMode(), QLineEdit::Password);
        QVERIFY(!rig.isShown(secret));
        QVERIFY(!rig.isShown(secret.left(6)));
        // It cannot be taken out of the field either.
        QGuiApplication::clipboard()->setText(QStringLiteral("nothing"));
        keyClick(Qt::Key_A, Qt::ControlModifier);
        keyClick(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("nothing"));
        if (how == QLatin1String("Connect"))
            click(*part(rig.dialog, "passwordConnect"));
        else if (how == QLatin1String("Return"))
            keyClick(Qt::Key_Return);
        else if (how == QLatin1String("Esc"))
            keyClick(Qt::Key_Escape);
        else
            click(*part(rig.dialog, "passwordSkip"));
        QVERIFY(!rig.dialog.isVisible());
        QVERIFY(rig.field().text().isEmpty());
        rig.field().undo();
        QVERIFY(rig.field().text().isEmpty());
        const bool provided = how == QLatin1String("Connect") || how == QLatin1String("Return");
        QCOMPARE(rig.link.configs.last().password, provided ? secret : QString());
        rig.linksUp();
        for (const domain::JournalRecord& record : rig.journal.records)
            for (const auto& value : record.fields)
                QVERIFY(!value.toString().contains(secret));
    }

    void anEmptyFieldIsNoAnswer()
    {
        PasswordRig rig;
        QVERIFY(rig.ask());
        keyClick(Qt::Key_Return);
        click(*part(rig.dialog, "passwordConnect"));
        QVERIFY(rig.dialog.isVisible());
        QVERIFY(rig.link.configs.isEmpty());
    }

    void itIsKeptOnlyWhereThatIsChosen()
    {
        PasswordRig rig;
        QVERIFY(rig.ask());
        QVERIFY(rig.keep().isVisible() && rig.keep().isChecked());
        rig.provide();
        QCOMPARE(rig.secrets.stored, QStringList{QStringLiteral("titan-prod=") + secret});

        PasswordRig session;
        QVERIFY(session.ask());
        session.keep().setFocus();
        keyClick(Qt::Key_Space);
        QVERIFY(!session.keep().isChecked());
        session.provide();
        QVERIFY(session.secrets.stored.isEmpty());
        QCOMPARE(session.link.configs.last().password, secret);
        QVERIFY(session.credentials.sessionOnly());
    }

    void noKeyringIsSaidInAPlainSentence()
    {
        PasswordRig rig;
        QVERIFY(rig.showWindow());
        rig.credentials.start();
        rig.secrets.breakDown(QStringLiteral("titan-prod"),
                              {base::ErrorCode::Unavailable, QStringLiteral("no <b>service</b>"), {}});
        QVERIFY(getsKeyboard(rig.dialog));
        QVERIFY(!rig.keep().isVisible());
        const QString text = textOf(rig.dialog, "passwordKeyring");
        QVERIFY2(text.startsWith(QStringLiteral("There is no keyring here, so it is kept in this session's memory "
                                                "only and asked for again next time.")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("no <b>service</b>"))); // rule: G7
        QCOMPARE(part<QLabel>(rig.dialog, "passwordKeyring")->textFormat(), Qt::PlainText);
        rig.provide();
        QVERIFY(rig.secrets.stored.isEmpty());
    }

    void aRefusedOneIsAskedForAgainOnce()
    {
        PasswordRig rig;
        QVERIFY(rig.ask());
        rig.provide(QStringLiteral("wrong"));
        QVERIFY(!rig.dialog.isVisible());
        rig.refuse();
        QVERIFY(getsKeyboard(rig.dialog));
        QVERIFY(part(rig.dialog, "passwordRejected")->isVisible());
        QCOMPARE(textOf(rig.dialog, "passwordRejected"),
                 QStringLiteral("The server did not accept the last password."));
        QVERIFY(rig.field().text().isEmpty());
        keyClick(Qt::Key_Escape);
        rig.refuse(); // the link goes on trying: no question every second
        QVERIFY(!rig.dialog.isVisible());
    }

    void theRightOneEndsIt()
    {
        PasswordRig rig;
        QVERIFY(rig.ask());
        rig.provide(QStringLiteral("wrong"));
        rig.refuse();
        QVERIFY(getsKeyboard(rig.dialog));
        rig.provide();
        QCOMPARE(rig.link.configs.last().password, secret);
        rig.linksUp();
        QVERIFY(!rig.dialog.isVisible());
        QVERIFY(!rig.credentials.refused());
    }

    // rule: H1, H3
    void theGuardOpensWhileItAsks()
    {
        PasswordRig rig;
        ui::GuardDialog guard(rig.with, &rig.window);
        QVERIFY(rig.ask());
        type(QStringLiteral("half"));
        rig.guard.lift();
        QVERIFY(getsKeyboard(guard));
        keyClick(Qt::Key_Escape);
        QVERIFY(rig.dialog.isVisible());
        QCOMPARE(rig.field().text(), QStringLiteral("half"));
        QVERIFY(rig.link.log.isEmpty());
    }
};

QTEST_MAIN(TestPasswordDialog)
#include "tst_password_dialog.moc"
