#include "support/health_rig.h"
#include "support/test_case.h"
#include "ui/common/describe_health.h"
#include "ui/health/health_page.h"
#include "ui/health/health_text.h"
#include "ui/widget_rig.h"

#include <QPlainTextEdit>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::HealthFinding;
using models::HealthColumn;

// The words of the health page: of a verdict, of its age, and what came from outside.
class TestHealthText final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // What would turn the direction of the rest makes "ok" of "ko".
    // rule: G7
    void theOutputShowsWhatWouldTurnIt()
    {
        domain::HealthRecord record;
        record.verdict.output = QStringLiteral("Brain: \u202eko\r\n\u2066ko\u2069\n\tlast");
        const QString shown = QStringLiteral("Brain: [U+202e]ko\n[U+2066]ko[U+2069]\n    last");
        QCOMPARE(ui::healthOutputText(record), shown);
        record.verdict.output.clear();
        record.verdict.actual = QStringLiteral("nothing else");
        QCOMPARE(ui::healthOutputText(record), record.verdict.actual);
    }

    // rule: G7
    void thePageShowsItSo()
    {
        test::WidgetRig rig{test::healthRunbook(), test::healthEnvironment()};
        const ui::HealthPage page(rig.window);
        rig.health.start();
        rig.health.run(QStringLiteral("endpoint/titan-brain"));
        QVERIFY(rig.endpoints.answer(QStringLiteral("http://localhost:3100/health"), 200,
                                     "{\"status\":\"\xe2\x80\xaeko\"}"));
        QCOMPARE(page.findChild<QPlainTextEdit*>(QStringLiteral("healthDetailOutput"))->toPlainText(),
                 QStringLiteral("{\"status\":\"[U+202e]ko\"}"));
    }

    // Nothing renews what a script found, and its OK is no promise: it says how old it is, and soon goes grey.
    // rule: G9
    void aScriptsVerdictAgesSoon()
    {
        test::WidgetRig rig{test::healthRunbook(), test::healthEnvironment()};
        rig.health.start();
        rig.health.run(QStringLiteral("script/Check all services"));
        rig.host.answer(rig.host.last().id, "OK\n");
        const auto& script = test::healthRecord(rig, "script/Check all services");
        const auto age = [&] { return ui::healthSecondLine(script, HealthColumn::State, rig.clock.now()); };
        rig.clock.advance(2min);
        QCOMPARE(ui::healthMark(script, rig.clock.now()), ui::MarkKind::Ok);
        QCOMPARE(age(), QStringLiteral("2 min 00 s ago"));
        rig.clock.advance(1s);
        QCOMPARE(ui::healthMark(script, rig.clock.now()), ui::MarkKind::Unknown);
        QCOMPARE(age(), QStringLiteral("last known 2 min 01 s ago"));
    }

    // What stands in the row's second line names what was found.
    // rule: H6
    void whatTheFindingIsAboutIsNamed_data()
    {
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("next");
        const auto row = [](HealthFinding finding, const char* who, const char* said, const char* next) {
            QTest::newRow(said) << finding << QString::fromLatin1(who) << QString::fromLatin1(said)
                                << QString::fromLatin1(next);
        };
        row(HealthFinding::OtherWord, "\"ok \"", "Works, but differs from the runbook: \"ok \" instead of \"ok\".",
            "runbook variant");
        row(HealthFinding::Contradicts, "db: down", "It says that it is well, and contradicts itself: db: down.",
            "log");
        row(HealthFinding::RepeatedKey, "$.status",
            "Its JSON has $.status twice: which of the two is meant is not known.", "once");
        row(HealthFinding::Redirected, "/login",
            "It sends on to /login, which the console does not follow: a proxy or a login may stand before it.",
            "healthUrls");
        row(HealthFinding::ToolMissing, "jq", "jq is not there, or the directory that it is looked for in is not.",
            "Install it");
        row(HealthFinding::ToolMissing, "",
            "./ops/check.sh is not there, or the directory that it is looked for in is not.", "Install it");
        row(HealthFinding::MayNotRun, "", "./ops/check.sh is there, and this user may not run it.",
            "chmod +x ./ops/check.sh");
        row(HealthFinding::CannotRun, "",
            "./ops/check.sh is there and cannot be started: its first line names no program that is there.",
            "sed -i 's/\\r$//' ./ops/check.sh");
    }
    void whatTheFindingIsAboutIsNamed()
    {
        domain::HealthCheck check;
        check.expectedText = QStringLiteral("ok");
        check.argv = QStringList{QStringLiteral("./ops/check.sh")};
        domain::HealthVerdict verdict;
        QFETCH(HealthFinding, finding);
        verdict.finding = finding;
        QFETCH(QString, who);
        verdict.who = who;
        QTEST(ui::describe(check, verdict), "said");
        QFETCH(QString, next);
        const QString act = ui::nextAct(check, verdict);
        QVERIFY2(act.contains(next), qPrintable(act));
    }
};

QTEST_MAIN(TestHealthText)
#include "tst_health_text.moc"
