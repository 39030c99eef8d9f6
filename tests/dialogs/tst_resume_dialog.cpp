#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/halt/soft_halt_dialog.h"
#include "ui/resume/resume_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QWindow>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::CommandKind;
using domain::SendVerdict;
using domain::TradingState;

namespace {

const QByteArray openBytes = R"({"state":"OPEN","reason":"Resuming operations","timestamp":1769792651})";

struct ResumeRig : GuardRig {
    using GuardRig::GuardRig;

    // A halt of ours, proven by both services, its outcome settled; 17:04:11.
    void haltProven()
    {
        linksUp();
        commands.requestStop(CommandKind::HardHalt, QStringLiteral("Unexpected losses"));
        link.finish(SendVerdict::Sent, clock.now());
        bothReply(TradingState::HardHalt);
        pass(3s);
    }
    bool open()
    {
        if (!showWindow())
            return false;
        resume.open();
        return getsKeyboard(resume);
    }
    void typeName(const QString& name = QStringLiteral("titan-prod")) const
    {
        click(*part(resume, "resumeTyped"));
        type(name);
    }
    QWidget& sendButton() const { return *part(resume, "resumeSend"); }
    int opensSent() const
    {
        return static_cast<int>(std::count_if(link.sent.begin(), link.sent.end(), [](const domain::Command& command) {
            return command.kind == CommandKind::Resume;
        }));
    }

    ui::ResumeDialog resume{with, &window};
};

} // namespace

// OPEN: the expensive side. In a place of its own, shut until everything is in order, and never by itself.
class TestResumeDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: R1, R4, G4
    void itOpensShutOnCancelAndSendsNothing()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        QVERIFY(part(rig.resume, "resumeCancel")->hasFocus());
        QVERIFY(!hasDefaultButton(rig.resume));
        QVERIFY(!rig.sendButton().isEnabled());
        QVERIFY(namesEnvironment(rig.resume, QStringLiteral("PROD titan-prod")));
        click(rig.sendButton()); // shut
        QCOMPARE(rig.opensSent(), 0);
    }

    // rule: R1
    void itsActIsOnTheOtherSide()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        const auto middle = [](const QWidget& dialog, const char* name) {
            const QWidget* widget = part(dialog, name);
            return widget->mapTo(&dialog, widget->rect().center()).x() * 100 / dialog.width();
        };
        QVERIFY(middle(rig.resume, "resumeSend") > 75);
        QVERIFY(middle(rig.resume, "resumeCancel") < 25);
        QVERIFY(rig.lift());
        QVERIFY(middle(rig.dialog, "guardHold") < 35);
        ui::SoftHaltDialog soft(rig.with, &rig.window);
        soft.open();
        QVERIFY(middle(soft, "softHaltSend") < 25);
        for (const QWidget* dialog : {static_cast<QWidget*>(&rig.dialog), static_cast<QWidget*>(&soft)})
            for (const QPushButton* button : dialog->findChildren<QPushButton*>())
                QVERIFY(!button->text().contains(QStringLiteral("OPEN")));
    }

    // rule: R5
    void onlyTheExactNameOpensIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("enough");
        QTest::newRow("exact") << QStringLiteral("titan-prod") << true;
        for (const char* wrong : {"", "titan", "titan-pro", "titan-prods", "Titan-prod", "TITAN-PROD", " titan-prod",
                                  "titan-prod ", "titan_prod", "PROD titan-prod", "titan-staging"})
            QTest::addRow("\"%s\"", wrong) << QString::fromLatin1(wrong) << false;
    }
    void onlyTheExactNameOpensIt()
    {
        QFETCH(QString, typed);
        QFETCH(bool, enough);
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName(typed);
        QCOMPARE(rig.sendButton().isEnabled(), enough);
        click(rig.sendButton());
        QCOMPARE(rig.opensSent(), enough ? 1 : 0);
    }

    void takenBackItIsShutAgain()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        QVERIFY(rig.sendButton().isEnabled());
        QCOMPARE(textOf(rig.resume, "resumeHint"), QStringLiteral("OPEN is recorded first, then sent."));
        keyClick(Qt::Key_Backspace);
        QVERIFY(!rig.sendButton().isEnabled());
        QCOMPARE(textOf(rig.resume, "resumeHint"), QStringLiteral("1 thing(s) above stand in the way."));
    }

    // rule: R3
    void whatStandsInTheWayIsSaid_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("gate");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<bool>("blocks");
        const auto row = [](const char* what, const char* gate, const char* sentence, bool blocks) {
            QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(gate)
                                << QString::fromLatin1(sentence) << blocks;
        };
        row("journal failing", "gate.journal", "The journal cannot be written; a resume is recorded before it is sent.",
            true);
        row("path down", "gate.command-link", "The command path is down. Wait until it is proven again.", true);
        row("stop in flight", "gate.stop-in-flight", "A stop is still waiting for its outcome.", true);
        row("resume in flight", "gate.pending-resume", "Another resume is under way.", true);
        row("nothing proven", "gate.halt-last-proven", "No halt is proven: it is not known what would be resumed.",
            false);
    }
    void whatStandsInTheWayIsSaid()
    {
        QFETCH(QString, what);
        QFETCH(QString, gate);
        QFETCH(QString, sentence);
        QFETCH(bool, blocks);
        ResumeRig rig;
        if (what == QLatin1String("nothing proven"))
            rig.linksUp();
        else
            rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        if (what == QLatin1String("journal failing"))
            rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}});
        if (what == QLatin1String("path down"))
            rig.link.setDown(rig.clock.now());
        if (what == QLatin1String("stop in flight"))
            rig.commands.requestStop(CommandKind::SoftHalt, QStringLiteral("x"));
        if (what == QLatin1String("resume in flight")) {
            rig.journal.answersAtOnce = false;
            QVERIFY(rig.commands.requestResume(QStringLiteral("x"), QStringLiteral("titan-prod")).ok());
        }
        QTRY_COMPARE(textOf(rig.resume, qPrintable(gate)), sentence);
        QCOMPARE(toneOf(rig.resume, qPrintable(gate)), blocks ? ui::Tone::Halt : ui::Tone::Soft);
        QCOMPARE(rig.sendButton().isEnabled(), !blocks);
        QCOMPARE(rig.opensSent(), 0);
    }

    // rule: R4, G2
    void pressingItRecordsFirstAndThenSends()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        QCOMPARE(textOf(rig.resume, "facts.bytes").toUtf8(), openBytes);
        rig.journal.answersAtOnce = false;
        click(rig.sendButton());
        QCOMPARE(rig.opensSent(), 0);
        QCOMPARE(rig.journal.records.last().fields.value(QStringLiteral("payload")).toString().toUtf8(), openBytes);
        QVERIFY(part(rig.resume, "record.sentence")->isVisible());
        QVERIFY(!rig.sendButton().isVisible());
        rig.journal.confirm(rig.journal.records.size() - 1);
        QCOMPARE(rig.opensSent(), 1);
        QCOMPARE(rig.link.sent.last().payload, openBytes);
        rig.link.finish(SendVerdict::Sent, rig.clock.now());
        rig.bothReply(TradingState::Open);
        QCOMPARE(textOf(rig.resume, "dialogStatus"), QStringLiteral("APPLIED"));
        QVERIFY(!part(rig.resume, "record.staysOpen")->isVisible()); // that is about halts
    }

    // rule: R4, G6
    void aRecordThatComesTooLateOrNotAtAllLetsNothingOut_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("late") << false;
        QTest::newRow("not at all") << true;
    }
    void aRecordThatComesTooLateOrNotAtAllLetsNothingOut()
    {
        QFETCH(bool, fails);
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        rig.journal.answersAtOnce = false;
        if (fails)
            rig.journal.failing = base::Error{base::ErrorCode::NoSpace, QStringLiteral("disk full"), {}};
        click(rig.sendButton());
        rig.pass(2100ms);
        if (!fails)
            rig.journal.confirm(rig.journal.records.size() - 2); // the cancellation is the last one
        QCOMPARE(rig.opensSent(), 0);
        QCOMPARE(textOf(rig.resume, "dialogStatus"), QStringLiteral("NOT SENT"));
        QCOMPARE(toneOf(rig.resume, "dialogStatus"), ui::Tone::Halt);
        rig.pass(60s);
        rig.link.setUp(rig.clock.now());
        QCOMPARE(rig.opensSent(), 0);
    }

    // Between the last look and the press something changed: it is judged again, and said.
    void whatChangedAtTheLastMomentRefusesIt()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        rig.link.setDown(rig.clock.now());
        QVERIFY(rig.sendButton().isEnabled()); // not looked at anew yet
        click(rig.sendButton());
        QCOMPARE(rig.opensSent(), 0);
        QVERIFY(part(rig.resume, "resumeRefused")->isVisible());
        QVERIFY(textOf(rig.resume, "resumeRefused").startsWith(QStringLiteral("Not sent.")));
        QVERIFY(!rig.sendButton().isEnabled());
    }

    // rule: H5
    void aHaltCancelsWhatIsNotOut()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        rig.journal.answersAtOnce = false;
        click(rig.sendButton());
        const auto record = rig.journal.records.size() - 1;
        QVERIFY(rig.lift()); // rule: H1
        QVERIFY(rig.holdSpace());
        rig.journal.confirm(record);
        QCOMPARE(rig.opensSent(), 0);
        QCOMPARE(rig.link.sent.last().kind, CommandKind::HardHalt);
        QCOMPARE(textOf(rig.resume, "dialogStatus"), QStringLiteral("CANCELLED"));
    }

    // rule: R5, G7, G8
    void whoHaltedWhenAndWhy()
    {
        ResumeRig rig;
        QVERIFY(rig.open());
        QCOMPARE(textOf(rig.resume, "resumeHalt"),
                 QStringLiteral("No halt has been seen since this console started, and no stream remembers one."));
        rig.resume.close();
        rig.haltProven();
        rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"), rig.link.sent.last().payload, rig.clock.now());
        QVERIFY(rig.open());
        QCOMPARE(textOf(rig.resume, "resumeHalt"),
                 QStringLiteral("HARD_HALT by desk-1@fra\n17:04:11.115 UTC, now\n“Unexpected losses”"));
        QVERIFY(textOf(rig.resume, "resumeState").startsWith(QStringLiteral("Trading state now: HARD_HALT.")));
        rig.clock.advance(1s);
        rig.telemetry.hear(QStringLiteral("titan.cmd.sys.halt"),
                           R"({"state":"SOFT_HALT","reason":"<b>why</b> %1","operator":"<i>eve</i>"})",
                           rig.clock.now());
        QTRY_COMPARE(textOf(rig.resume, "resumeHalt"),
                     QStringLiteral("SOFT_HALT by <i>eve</i>, as claimed\n17:04:12.115 UTC, now\n“<b>why</b> %1”"));
        QCOMPARE(part<QLabel>(rig.resume, "resumeHalt")->textFormat(), Qt::PlainText);
    }

    // rule: H7, G9
    void aHaltThatIsNoLongerHeardOfStaysAHalt()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.pass(60s);
        QTRY_VERIFY2(textOf(rig.resume, "resumeState").contains(QStringLiteral("Last proven by")),
                     qPrintable(textOf(rig.resume, "resumeState")));
        QVERIFY(textOf(rig.resume, "resumeState").startsWith(QStringLiteral("Trading state now: HARD_HALT.")));
    }

    void enterDoesNothingAnywhere()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        const QList<QWidget*> fields = focusChain(rig.resume);
        QVERIFY(fields.contains(&rig.sendButton()));
        for (QWidget* field : fields) {
            field->setFocus();
            for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
                keyClick(key);
                keyRepeat(key, 20);
            }
            QVERIFY2(rig.resume.isVisible(), qPrintable(field->objectName()));
            QCOMPARE(rig.opensSent(), 0);
        }
    }

    // rule: R4
    void noTimeAndNoLeavingSendsIt()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        rig.pass(10min);
        keyClick(Qt::Key_Escape);
        QVERIFY(!rig.resume.isVisible());
        rig.link.setDown(rig.clock.now());
        rig.link.setUp(rig.clock.now());
        rig.pass(1min);
        QCOMPARE(rig.opensSent(), 0);
        // And the name has to be typed anew.
        rig.resume.open();
        QVERIFY(getsKeyboard(rig.resume));
        QVERIFY(part<QLineEdit>(rig.resume, "resumeTyped")->text().isEmpty());
        QVERIFY(!rig.sendButton().isEnabled());
    }

    void aDoubleClickSendsOnce()
    {
        ResumeRig rig;
        rig.haltProven();
        QVERIFY(rig.open());
        rig.typeName();
        clickTwice(rig.sendButton());
        QCOMPARE(rig.opensSent(), 1);
    }
};

QTEST_MAIN(TestResumeDialog)
#include "tst_resume_dialog.moc"
