#include "support/test_case.h"
#include "ui/alarms/alarm_bar.h"
#include "ui/alarms/alarm_row.h"
#include "ui/widget_rig.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ops;
using namespace std::chrono_literals;
using app::AlarmKind;
using domain::CommandKind;
using domain::SendVerdict;

class TestAlarmBar final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig;
        QWidget window;
        QLineEdit* field = new QLineEdit(&window);
        ui::AlarmBar* bar = new ui::AlarmBar(rig.window, &window);
        Shown()
        {
            auto* column = new QVBoxLayout(&window);
            column->addWidget(field);
            column->addWidget(bar);
            column->addStretch(1);
            window.resize(1000, 500);
            window.show();
            window.activateWindow();
            field->setFocus();
        }
        // From the top.
        QList<ui::AlarmRow*> rows() const
        {
            test::drawNews(*bar);
            QCoreApplication::sendPostedEvents(); // a layout shows what it was given when it is next asked
            QList<ui::AlarmRow*> list;
            for (ui::AlarmRow* row : bar->findChildren<ui::AlarmRow*>())
                if (row->isVisible())
                    list.append(row);
            window.layout()->activate();
            bar->layout()->activate();
            std::sort(list.begin(), list.end(), [](const QWidget* a, const QWidget* b) { return a->y() < b->y(); });
            return list;
        }
        void command(CommandKind kind, SendVerdict verdict, base::ErrorCode code)
        {
            rig.clock.advance(1s);
            rig.commands.requestStop(kind, QStringLiteral("why"));
            rig.link.finish(verdict, rig.clock.now(), base::Error{code, QStringLiteral("evidence"), {}});
        }
        void foreign(const char* sender)
        {
            app::Alarm alarm;
            alarm.kind = AlarmKind::ForeignResume;
            alarm.at = rig.clock.now();
            alarm.detail = QString::fromLatin1(sender);
            rig.alarms.raise(alarm);
        }
    };
    static void click(const ui::AlarmRow* row, const char* button)
    {
        QTest::mouseClick(test::part<QPushButton>(*row, button), Qt::LeftButton);
    }

private Q_SLOTS:
    void nothingIsShownWhenNothingIsWrong()
    {
        const Shown shown;
        QVERIFY(!shown.bar->isVisible());
        QVERIFY(shown.rows().isEmpty());
    }

    void anAlarmSaysWordAboutCauseAndAct()
    {
        Shown shown;
        shown.command(CommandKind::HardHalt, SendVerdict::Denied, base::ErrorCode::Denied);
        QCOMPARE(shown.rows().size(), 1);
        QVERIFY(shown.bar->isVisible());
        const ui::AlarmRow* row = shown.rows().constFirst();
        QVERIFY(row->accessibleName().startsWith(QStringLiteral("DENIED. HARD_HALT ")));
        QVERIFY(row->accessibleName().contains(QStringLiteral(" UTC. "))); // rule: G8
        QCOMPARE(test::part<QLabel>(*row, "alarmCause")->text(),
                 QStringLiteral("The server refused it: this user may not send it. The server does not allow this "
                                "user to do that. evidence"));
        QVERIFY(test::part<QLabel>(*row, "alarmAct")->text().startsWith(QStringLiteral("Now: ")));
    }

    // rule: G7
    void whatComesFromOutsideIsPlainText()
    {
        Shown shown;
        shown.foreign("<h1>%1</h1>");
        const auto* cause = test::part<QLabel>(*shown.rows().constFirst(), "alarmCause");
        QCOMPARE(cause->textFormat(), Qt::PlainText);
        QVERIFY(cause->text().contains(QStringLiteral("<h1>%1</h1>")));
    }

    void itStaysUntilItIsAcknowledged()
    {
        Shown shown;
        shown.command(CommandKind::HardHalt, SendVerdict::Unknown, base::ErrorCode::TimedOut);
        shown.rig.clock.advance(1h);
        shown.rig.pass(1s);
        QCOMPARE(shown.rows().size(), 1);
        click(shown.rows().constFirst(), "alarmAcknowledge");
        QVERIFY(shown.rows().isEmpty());
        QVERIFY(!shown.bar->isVisible());
        QVERIFY(shown.rig.alarms.alarms().empty());
        QVERIFY(shown.rig.journal.words().contains(QStringLiteral("alarm-acknowledged")));
    }

    void lateProofTakesItAway()
    {
        Shown shown;
        shown.rig.linksUp();
        shown.command(CommandKind::HardHalt, SendVerdict::Unknown, base::ErrorCode::TimedOut);
        QCOMPARE(shown.rows().size(), 1);
        QVERIFY(shown.bar->isVisible());
        shown.rig.bothSay(domain::TradingState::HardHalt);
        QVERIFY(shown.rows().isEmpty());
        QVERIFY(!shown.bar->isVisible());
    }

    // rule: H2, H11
    void sendAgainOpensTheGuardAndSendsNothing()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.command(CommandKind::HardHalt, SendVerdict::Refused, base::ErrorCode::LinkDown);
        const auto sent = shown.rig.link.sent.size();
        click(shown.rows().constFirst(), "alarmSendAgain");
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Lifted);
        shown.rig.guard.cancel();
        auto* button = test::part<QPushButton>(*shown.rows().constFirst(), "alarmSendAgain");
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return); // Enter does nothing
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Closed);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Lifted);
        QCOMPARE(shown.rig.link.sent.size(), sent);
    }

    // rule: H11
    void aSoftHaltIsSentAgainFromItsOwnDialog()
    {
        Shown shown;
        shown.command(CommandKind::SoftHalt, SendVerdict::Refused, base::ErrorCode::LinkDown);
        const QSignalSpy wanted(shown.bar, &ui::AlarmBar::softHaltRequested);
        const auto sent = shown.rig.link.sent.size();
        click(shown.rows().constFirst(), "alarmSendAgain");
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Closed);
        QCOMPARE(shown.rig.link.sent.size(), sent);
    }

    void theCommandLineIsCopiedExactly()
    {
        Shown shown;
        shown.command(CommandKind::HardHalt, SendVerdict::Denied, base::ErrorCode::Denied);
        click(shown.rows().constFirst(), "alarmCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), shown.rig.commands.cliLine(shown.rig.link.sent.last()));
        QCOMPARE(test::part<QPushButton>(*shown.rows().constFirst(), "alarmCopy")->text(), QStringLiteral("Copied"));
    }

    // rule: R4
    void aFailedResumeOffersNoSecondTry()
    {
        Shown shown;
        shown.rig.linksUp();
        QVERIFY(shown.rig.commands.requestResume(QStringLiteral("why"), QStringLiteral("titan-prod")).ok());
        shown.rig.link.finish(SendVerdict::Denied, shown.rig.clock.now(), base::Error{base::ErrorCode::Denied, {}, {}});
        const ui::AlarmRow* row = shown.rows().constFirst();
        QCOMPARE(row->findChild<QPushButton*>(QStringLiteral("alarmSendAgain")), nullptr);
    }

    void whatAButtonIsThereFor()
    {
        Shown shown;
        shown.rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
        const ui::AlarmRow* journal = shown.rows().constFirst();
        QCOMPARE(journal->findChild<QPushButton*>(QStringLiteral("alarmSendAgain")), nullptr);
        QCOMPARE(journal->findChild<QPushButton*>(QStringLiteral("alarmCopy")), nullptr);
        shown.foreign("mallory");
        const ui::AlarmRow* foreign = shown.rows().constFirst();
        QCOMPARE(test::part<QPushButton>(*foreign, "alarmSendAgain")->text(), QStringLiteral("Halt again…"));
        click(foreign, "alarmSendAgain");
        QCOMPARE(shown.rig.guard.guard().phase, domain::GuardPhase::Lifted);
        QVERIFY(shown.rig.link.sent.isEmpty());
    }

    void theNewestThreeAreShownTheOthersCounted()
    {
        Shown shown;
        shown.rig.journal.setStatus(false, base::Error{base::ErrorCode::NoSpace, {}, {}});
        shown.foreign("mallory");
        for (const CommandKind kind : {CommandKind::HardHalt, CommandKind::SoftHalt, CommandKind::HardHalt})
            shown.command(kind, SendVerdict::Refused, base::ErrorCode::LinkDown);
        QCOMPARE(shown.rig.alarms.alarms().size(), 5U);
        QCOMPARE(shown.rows().size(), 3);
        const auto* more = test::part<QLabel>(*shown.bar, "alarmMore");
        QVERIFY(more->isVisible());
        QVERIFY2(more->text().startsWith(QLatin1Char('2')), qPrintable(more->text()));
        for (int left = 4; left >= 0; --left) {
            click(shown.rows().constFirst(), "alarmAcknowledge");
            QCOMPARE(shown.rows().size(), qMin(left, 3));
            QCOMPARE(more->isVisible(), left > 3);
        }
    }

    // A button must not vanish under a finger, and the focus stays where the operator is working.
    void rowsStayWhereTheyAreAndTakeNoFocus()
    {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.command(CommandKind::HardHalt, SendVerdict::Denied, base::ErrorCode::Denied);
        ui::AlarmRow* first = shown.rows().constFirst();
        shown.foreign("mallory");
        QCOMPARE(shown.rows().size(), 2);
        QCOMPARE(shown.rows().at(1), first); // the newest stands above it
        QVERIFY(shown.field->hasFocus());
        QTest::keyClicks(shown.field, QStringLiteral("typing on"));
        QCOMPARE(shown.field->text(), QStringLiteral("typing on"));
    }
};

QTEST_MAIN(TestAlarmBar)
#include "tst_alarm_bar.moc"
