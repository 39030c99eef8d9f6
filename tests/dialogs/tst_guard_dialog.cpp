#include "dialogs/dialog_rig.h"
#include "support/test_case.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QTest>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::GuardPhase;
using ui::Tone;

namespace {

domain::Environment named(const char* name, domain::EnvironmentKind kind)
{
    domain::Environment environment = rigEnvironment();
    environment.name = QString::fromLatin1(name);
    environment.kind = kind;
    return environment;
}

void listenAs(ConsoleRig& rig, const QStringList& names, const QStringList& streams, bool incomplete)
{
    domain::ListenerSnapshot snapshot;
    quint64 cid = 7;
    for (const QString& name : names) {
        domain::Listener listener;
        listener.name = name;
        listener.cid = cid++;
        snapshot.listeners.push_back(listener);
    }
    snapshot.streams = streams;
    snapshot.incomplete = incomplete;
    snapshot.at = rig.clock.now();
    rig.probe.answer(snapshot);
}

} // namespace

// The guard before the second act: what it says, and every way it goes away without sending.
class TestGuardDialog final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: H1, H2, H11
    void itOpensOnCancelAndSendsNothing()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(!rig.dialog.isVisible());
        QVERIFY(rig.lift());
        QVERIFY(part(rig.dialog, "guardCancel")->hasFocus());
        QVERIFY(!hasDefaultButton(rig.dialog));
        QVERIFY(!rig.dialog.isModal()); // it blocks nothing
        QVERIFY(part(rig.dialog, "guardHold")->isVisible());
        QVERIFY(!part(rig.dialog, "guardAgain")->isVisible());
        QCOMPARE(rig.probe.asked.last(), QStringLiteral("titan.cmd.sys.halt"));
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H2
    void oneTabReachesTheSecondAct()
    {
        GuardRig rig;
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        keyClick(Qt::Key_Tab);
        QVERIFY(rig.hold().hasFocus());
        keyClick(Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(part(rig.dialog, "guardCancel")->hasFocus());
        for (const QWidget* widget : focusChain(rig.dialog)) // all of it can be named by a screen reader
            QVERIFY2(!widget->accessibleName().isEmpty() || qobject_cast<const QAbstractButton*>(widget) != nullptr,
                     qPrintable(widget->objectName()));
    }

    // rule: G4, G5
    void itNamesTheEnvironment_data()
    {
        QTest::addColumn<domain::EnvironmentKind>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("prod") << domain::EnvironmentKind::Prod << QStringLiteral("PROD titan-1");
        QTest::newRow("staging") << domain::EnvironmentKind::Staging << QStringLiteral("STAGING titan-1");
        QTest::newRow("drill") << domain::EnvironmentKind::Drill << QStringLiteral("DRILL titan-1");
    }
    void itNamesTheEnvironment()
    {
        QFETCH(domain::EnvironmentKind, kind);
        QFETCH(QString, words);
        GuardRig rig(rigRunbook(), named("titan-1", kind));
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QVERIFY(namesEnvironment(rig.dialog, words));
    }

    // rule: H6, G9
    void whoHearsItNow_data()
    {
        QTest::addColumn<QString>("situation");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Tone>("tone");
        const auto row = [](const char* what, const char* text, Tone tone) {
            QTest::newRow(what) << QString::fromLatin1(what) << QString::fromUtf8(text) << tone;
        };
        row("never answered", "Unknown: the server has not answered.", Tone::Unknown);
        row("monitoring port dead", "Unknown. The connection was refused. http://127.0.0.1:8222: closed port",
            Tone::Unknown);
        row("nobody", "NOBODY (now)", Tone::Halt);
        row("nobody, but a stream", "NOBODY (now, a stream stores it, which proves nothing)", Tone::Halt);
        row("two", "titan-brain (cid 7), titan-execution (cid 8) — 2 listener(s), now", Tone::Normal);
        row("one twice", "titan-brain (cid 7, 8) — 1 listener(s), now", Tone::Normal);
        row("more than are named", "titan-brain (cid 7) — 1 listener(s), now, the server names no more than these",
            Tone::Normal);
        row("stale", "titan-brain (cid 7) — 1 listener(s), last known 7 s ago", Tone::Muted);
        row("stale and failing", "titan-brain (cid 7) — 1 listener(s), last known 7 s ago", Tone::Muted);
        row("nobody, stale", "NOBODY (last known 7 s ago)", Tone::Halt);
        row("markup", "<b>titan</b>&amp;%1%n (cid 7) — 1 listener(s), now", Tone::Normal); // rule: G7
    }
    void whoHearsItNow()
    {
        QFETCH(QString, situation);
        QFETCH(QString, text);
        QFETCH(Tone, tone);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const base::Error refused{base::ErrorCode::Refused, QStringLiteral("closed port"),
                                  QStringLiteral("http://127.0.0.1:8222")};
        const QString brain = QStringLiteral("titan-brain");
        if (situation == QLatin1String("monitoring port dead"))
            rig.probe.fail(refused);
        else if (situation == QLatin1String("nobody, but a stream"))
            listenAs(rig, {}, {QStringLiteral("titan.cmd.>")}, false);
        else if (situation.startsWith(QLatin1String("nobody")))
            listenAs(rig, {}, {}, false);
        else if (situation == QLatin1String("two"))
            listenAs(rig, {brain, QStringLiteral("titan-execution")}, {}, false);
        else if (situation == QLatin1String("one twice"))
            listenAs(rig, {brain, brain}, {}, false);
        else if (situation == QLatin1String("more than are named"))
            listenAs(rig, {brain}, {}, true);
        else if (situation == QLatin1String("markup"))
            listenAs(rig, {QStringLiteral("<b>titan</b>&amp;%1%n")}, {}, false);
        else if (situation != QLatin1String("never answered"))
            listenAs(rig, {brain}, {}, false);
        if (situation.contains(QLatin1String("stale")))
            QVERIFY(rig.serve(7s));
        if (situation.contains(QLatin1String("failing")))
            rig.probe.fail(refused);
        QTRY_COMPARE(textOf(rig.dialog, "facts.listeners"), text);
        QCOMPARE(toneOf(rig.dialog, "facts.listeners"), tone);
        QCOMPARE(part<QLabel>(rig.dialog, "facts.listeners")->textFormat(), Qt::PlainText);
    }

    // rule: H8, G9
    void whatItDoesNotDo()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const QString doesNot = QStringLiteral("A halt does not close positions or cancel working orders. ");
        QCOMPARE(textOf(rig.dialog, "facts.staysOpen"),
                 doesNot + QStringLiteral("Open positions and working orders: unknown, nothing here reports them."));
        const auto say = [&](const QByteArray& payload) {
            rig.telemetry.hear(QStringLiteral("titan.data.dashboard.update.v1"), payload, rig.clock.now());
        };
        say(R"({"positionsSummary":{"count":3},"ordersSummary":{"count":17}})");
        QTRY_COMPARE(textOf(rig.dialog, "facts.staysOpen"),
                     doesNot + QStringLiteral("Open now: 3 position(s), 17 working order(s) (now)."));
        say(R"({"positionsSummary":{"count":4}})");
        QTRY_VERIFY(textOf(rig.dialog, "facts.staysOpen")
                        .contains(QStringLiteral("4 position(s), an unknown number of working orders")));
        keyClick(Qt::Key_Escape);
        rig.clock.advance(31s);
        QVERIFY(rig.lift());
        QVERIFY(textOf(rig.dialog, "facts.staysOpen").contains(QStringLiteral("last known 31 s ago")));
    }

    // rule: H1
    void aDeadPathIsSaidBeforeUseWithTheLineToUse()
    {
        GuardRig rig;
        rig.linksUp();
        rig.link.setDown(rig.clock.now());
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const auto* path = part<QLabel>(rig.dialog, "facts.path");
        QVERIFY(path->isVisible());
        QVERIFY(
            path->text().startsWith(QStringLiteral("The command path is not up (down: The connection was refused.")));
        QCOMPARE(toneOf(rig.dialog, "facts.path"), Tone::Halt);
        QVERIFY(rig.hold().isVisible() && rig.hold().isEnabled()); // never disabled
        const QString line = QStringLiteral("docker exec titan-nats nats pub titan.cmd.sys.halt "
                                            "'{\"state\":\"HARD_HALT\",\"reason\":\"Emergency stop by operator\","
                                            "\"timestamp\":1769792648}'");
        QCOMPARE(part<QLineEdit>(rig.dialog, "facts.commandLine.text")->text(), line);
        click(*part(rig.dialog, "facts.commandLine.copy"));
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
        rig.link.setUp(rig.clock.now());
        QVERIFY(!path->isVisible());
        QVERIFY(rig.link.log.isEmpty());
    }

    // rule: H1, H6
    void withoutAWayToTheServersItPromisesNoAttempt()
    {
        GuardRig rig;
        rig.linksUp();
        rig.links.closeWay(
            base::Error{base::ErrorCode::LinkDown, QStringLiteral("Broken pipe"), QStringLiteral("ssh to titan-1")});
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QCOMPARE(textOf(rig.dialog, "facts.path"),
                 QStringLiteral("The command path is not up (down: There is no connection to a server. ssh to titan-1: "
                                "Broken pipe). It cannot be sent now. From the host:"));
        QVERIFY(part(rig.dialog, "facts.commandLine.text")->isVisible());
        QVERIFY(rig.hold().isVisible() && rig.hold().isEnabled()); // never disabled
    }

    void connectingIsNotUpEither()
    {
        GuardRig rig;
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QVERIFY(part(rig.dialog, "facts.path")->isVisible());
        QVERIFY(textOf(rig.dialog, "facts.path").contains(QStringLiteral("not connected")));
    }

    // rule: H2
    void itClosesByItselfAndSendsNothing()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        QVERIFY(textOf(rig.dialog, "guardHint").contains(QStringLiteral("closes by itself in 10 s and sends nothing")));
        QVERIFY(rig.serve(7s));
        QTRY_VERIFY(textOf(rig.dialog, "guardHint").contains(QStringLiteral("in 3 s")));
        click(*part(rig.dialog, "reason.1")); // a choice makes it wait again
        QTRY_VERIFY(textOf(rig.dialog, "guardHint").contains(QStringLiteral("in 10 s")));
        QVERIFY(rig.serve(9900ms));
        QVERIFY(rig.dialog.isVisible());
        QVERIFY(rig.serve(200ms));
        QVERIFY(!rig.dialog.isVisible());
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Closed);
        rig.clock.advance(1h);
        QCoreApplication::processEvents();
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(rig.journal.records.isEmpty() || !rig.journal.words().contains(QStringLiteral("command-prepared")));
    }

    // rule: H2, H11
    void leavingSendsNothing_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : {"Esc", "Cancel by mouse", "Cancel by Space", "the window's own close button"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void leavingSendsNothing()
    {
        QFETCH(QString, how);
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        if (how == QLatin1String("Esc"))
            keyClick(Qt::Key_Escape);
        else if (how == QLatin1String("Cancel by mouse"))
            click(*part(rig.dialog, "guardCancel"));
        else if (how == QLatin1String("Cancel by Space"))
            keyClick(Qt::Key_Space);
        else
            rig.dialog.close();
        QVERIFY(!rig.dialog.isVisible());
        QCOMPARE(rig.guard.guard().phase, GuardPhase::Closed);
        QVERIFY(rig.link.log.isEmpty());
        QVERIFY(getsKeyboard(rig.window)); // the keyboard goes back
    }

    void escLeavesFromEveryField()
    {
        GuardRig rig;
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        const auto fields = focusChain(rig.dialog);
        QVERIFY(fields.size() > 6);
        for (QWidget* field : fields) {
            QVERIFY(rig.lift());
            field->setFocus();
            keyClick(Qt::Key_Escape);
            QVERIFY2(!rig.dialog.isVisible(), qPrintable(field->objectName()));
        }
    }

    // rule: H3
    void everyOpeningBeginsWithThePreset()
    {
        GuardRig rig;
        rig.linksUp();
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        auto* own = part<QLineEdit>(rig.dialog, "reason.own");
        const auto* preset = part<QAbstractButton>(rig.dialog, "reason.0");
        QVERIFY(preset->isChecked());
        click(*part(rig.dialog, "reason.2"));
        own->setFocus();
        type(QStringLiteral("left over"));
        QVERIFY(textOf(rig.dialog, "facts.bytes").contains(QStringLiteral("left over")));
        keyClick(Qt::Key_Escape);
        QVERIFY(rig.lift());
        QVERIFY(preset->isChecked());
        QVERIFY(own->text().isEmpty());
        QCOMPARE(textOf(rig.dialog, "facts.bytes").toUtf8(),
                 QByteArray(R"({"state":"HARD_HALT","reason":"Emergency stop by operator","timestamp":1769792648})"));
    }

    // rule: H3
    void ownWordsAreTakenBackByAChipOrByEmptyingThem()
    {
        GuardRig rig;
        QVERIFY(rig.showWindow());
        QVERIFY(rig.lift());
        auto* own = part<QLineEdit>(rig.dialog, "reason.own");
        const auto says = [&](const char* reason) {
            return textOf(rig.dialog, "facts.bytes").contains(QLatin1String(reason)) &&
                   rig.guard.preview().contains(reason);
        };
        own->setFocus();
        type(QStringLiteral("x"));
        QVERIFY(says("\"x\""));
        keyClick(Qt::Key_Backspace);
        QVERIFY(says("\"Emergency stop by operator\""));
        type(QStringLiteral("y"));
        click(*part(rig.dialog, "reason.1"));
        QVERIFY(says("\"Security breach\""));
        QVERIFY(own->text().isEmpty());
    }
};

QTEST_MAIN(TestGuardDialog)
#include "tst_guard_dialog.moc"
