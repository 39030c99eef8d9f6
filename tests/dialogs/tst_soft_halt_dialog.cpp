#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/halt/soft_halt_dialog.h"

#include <QDialog>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::CommandKind;
using domain::SendVerdict;
using domain::TradingState;

namespace {

struct SoftRig : DialogRig {
    bool open()
    {
        linksUp();
        if (!showWindow())
            return false;
        dialog.open();
        return getsKeyboard(dialog);
    }
    QWidget& sendButton() const { return *part(dialog, "softHaltSend"); }

    ui::SoftHaltDialog dialog{with, &window};
};

} // namespace

// SOFT_HALT takes its one confirming act, a click or Space on the one button that is nobody's default.
class TestSoftHaltDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H11, G4
    void itOpensOnCancelAndSendsNothing()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        QVERIFY(part(rig.dialog, "softHaltCancel")->hasFocus());
        QVERIFY(!hasDefaultButton(rig.dialog));
        QVERIFY(!rig.dialog.isModal());
        QVERIFY(namesEnvironment(rig.dialog, QStringLiteral("PROD titan-prod")));
        QVERIFY(!part(rig.dialog, "softHaltAgain")->isVisible());
        keyClick(Qt::Key_Tab);
        QVERIFY(rig.sendButton().hasFocus());
        QVERIFY(rig.link.log.isEmpty());
    }

    void theActSendsTheRunbooksBytesOnce_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"click", "double click", "Space", "Space that repeats itself"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void theActSendsTheRunbooksBytesOnce()
    {
        QFETCH(QString, how);
        SoftRig rig;
        QVERIFY(rig.open());
        const QByteArray bytes = R"({"state":"SOFT_HALT","reason":"Scheduled maintenance","timestamp":1769792648})";
        QCOMPARE(textOf(rig.dialog, "facts.bytes").toUtf8(), bytes);
        if (how == QLatin1String("click")) {
            click(rig.sendButton());
        } else if (how == QLatin1String("double click")) {
            clickTwice(rig.sendButton());
        } else {
            keyClick(Qt::Key_Tab);
            keyDown(Qt::Key_Space);
            QVERIFY(rig.link.sent.isEmpty());
            if (how.contains(QLatin1String("repeats")))
                keyRepeat(Qt::Key_Space, 20);
            keyUp(Qt::Key_Space);
        }
        QCOMPARE(rig.link.sent.size(), 1);
        QCOMPARE(rig.link.sent.last().kind, CommandKind::SoftHalt);
        QCOMPARE(rig.link.sent.last().payload, bytes);
        QCOMPARE(rig.link.sent.last().subject, QStringLiteral("titan.cmd.sys.halt"));
        QVERIFY(part(rig.dialog, "softHaltCancel")->hasFocus());
        QVERIFY(part(rig.dialog, "record.sentence")->isVisible());
    }

    void enterDoesNothingAnywhere()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        const QList<QWidget*> fields = focusChain(rig.dialog);
        QVERIFY(fields.contains(&rig.sendButton()));
        for (QWidget* field : fields) {
            field->setFocus();
            for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
                keyClick(key);
                keyDown(key);
                keyRepeat(key, 20);
                keyUp(key);
            }
            QVERIFY2(rig.dialog.isVisible(), qPrintable(field->objectName()));
            QVERIFY2(rig.link.log.isEmpty(), qPrintable(field->objectName()));
        }
    }

    void leavingSendsNothing_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"Esc", "Cancel", "the window's own close button", "an hour"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void leavingSendsNothing()
    {
        QFETCH(QString, how);
        SoftRig rig;
        QVERIFY(rig.open());
        if (how == QLatin1String("Esc"))
            keyClick(Qt::Key_Escape);
        else if (how == QLatin1String("Cancel"))
            click(*part(rig.dialog, "softHaltCancel"));
        else if (how == QLatin1String("an hour"))
            rig.pass(60min);
        else
            rig.dialog.close();
        QCOMPARE(rig.dialog.isVisible(), how == QLatin1String("an hour"));
        QVERIFY(rig.link.log.isEmpty());
    }

    void chosenAndTypedReasonsGoOutAsShown()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        click(*part(rig.dialog, "reason.1"));
        QVERIFY(textOf(rig.dialog, "facts.bytes").contains(QStringLiteral("\"Market volatility\"")));
        click(*part(rig.dialog, "reason.own"));
        paste(QStringLiteral("\"calm\" \U0001F9D8\nnow"));
        const QByteArray bytes =
            "{\"state\":\"SOFT_HALT\",\"reason\":\"\\\"calm\\\" \xf0\x9f\xa7\x98\\nnow\",\"timestamp\":1769792648}";
        QCOMPARE(textOf(rig.dialog, "facts.bytes").toUtf8(), bytes);
        click(rig.sendButton());
        QCOMPARE(rig.link.sent.last().payload, bytes);
    }

    // rule: H4, H6, H10
    void theRecordFillsInAndMayBeSentAgain()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        click(rig.sendButton());
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("IN FLIGHT"));
        rig.bothReply(TradingState::SoftHalt);
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("APPLIED"));
        QVERIFY(part(rig.dialog, "ladder")
                    ->accessibleName()
                    .contains(QStringLiteral("PREPARED 17:04:08.113, SENT 17:04:08.113")));
        click(*part(rig.dialog, "softHaltAgain"));
        QCOMPARE(rig.link.sent.size(), 1); // armed, not sent
        QVERIFY(part(rig.dialog, "softHaltCancel")->hasFocus());
        click(rig.sendButton());
        QCOMPARE(rig.link.sent.size(), 2);
        QCOMPARE(rig.link.sent.at(1).id, rig.link.sent.at(0).id);
        QCOMPARE(rig.link.sent.at(1).attempt, 2);
        QCOMPARE(textOf(rig.dialog, "dialogStatus"), QStringLiteral("IN FLIGHT, attempt 2"));
    }

    // rule: H8
    void itSaysWhatItDoesNotDo()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        QVERIFY(textOf(rig.dialog, "facts.staysOpen").contains(QStringLiteral("does not close positions")));
        QVERIFY(textOf(rig.dialog, "facts.staysOpen").contains(QStringLiteral("unknown")));
    }

    // rule: H9
    void aFailingJournalDoesNotHoldItUp()
    {
        SoftRig rig;
        rig.journal.failing = base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        QVERIFY(rig.open());
        rig.journal.setStatus(false, rig.journal.failing);
        click(rig.sendButton());
        QCOMPARE(rig.link.sent.size(), 1);
    }

    void openedOverSomethingModalItCanBeUsed()
    {
        SoftRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QDialog modal(&rig.window);
        modal.setWindowModality(Qt::ApplicationModal);
        modal.show();
        QVERIFY(getsKeyboard(modal));
        rig.dialog.open();
        QVERIFY(getsKeyboard(rig.dialog));
        click(rig.sendButton());
        QCOMPARE(rig.link.sent.size(), 1);
    }

    void everyOpeningIsFresh()
    {
        SoftRig rig;
        QVERIFY(rig.open());
        click(*part(rig.dialog, "reason.1"));
        click(rig.sendButton());
        keyClick(Qt::Key_Escape);
        rig.dialog.open();
        QVERIFY(getsKeyboard(rig.dialog));
        QVERIFY(part(rig.dialog, "facts.bytes")->isVisible());
        QVERIFY(textOf(rig.dialog, "facts.bytes").contains(QStringLiteral("Scheduled maintenance")));
        QVERIFY(!part(rig.dialog, "record.sentence")->isVisible());
        // Opened while it is open it stays as it is.
        click(*part(rig.dialog, "reason.1"));
        rig.dialog.open();
        QVERIFY(textOf(rig.dialog, "facts.bytes").contains(QStringLiteral("Market volatility")));
        QCOMPARE(rig.link.sent.size(), 1);
    }
};

QTEST_MAIN(TestSoftHaltDialog)
#include "tst_soft_halt_dialog.moc"
