#include "support/health_rig.h"
#include "support/test_case.h"
#include "ui/common/data_table.h"
#include "ui/common/describe_health.h"
#include "ui/common/label.h"
#include "ui/health/health_page.h"
#include "ui/health/health_text.h"
#include "ui/widget_rig.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::HealthFinding;
using models::HealthColumn;

namespace {

const QString brainUrl = QStringLiteral("http://localhost:3100/health");
const QString consoleUrl = QStringLiteral("http://localhost:3000/api/health");

domain::HealthRecord recordWith(domain::HealthGrade grade)
{
    domain::HealthRecord record;
    record.verdict.grade = grade;
    record.at = base::Instant{};
    return record;
}

} // namespace

// The page over the real controller with fakes: what a row says, what the buttons do.
class TestHealthPage final : public test::TestCase {
    Q_OBJECT

private:
    struct Shown {
        test::WidgetRig rig{test::healthRunbook(), test::healthEnvironment()};
        ui::HealthPage page{rig.window};
        ui::DataTable* table = test::part<ui::DataTable>(page, "healthTable");
        QPushButton* runAll = test::part<QPushButton>(page, "healthRunAll");
        QPushButton* runOne = test::part<QPushButton>(page, "healthRunOne");
        QPushButton* cancel = test::part<QPushButton>(page, "healthCancel");
        Shown()
        {
            rig.linksUp();
            rig.health.start();
            page.resize(1176, 700);
            page.show();
            page.activateWindow();
        }
        QString cell(int row, HealthColumn column) const
        {
            return table->model()->index(row, static_cast<int>(column)).data().toString();
        }
        QString text(const char* name) const { return test::part<ui::Label>(page, name)->text(); }
        void choose(int row) const
        {
            QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                              table->visualRect(table->model()->index(row, 1)).center());
        }
    };

private Q_SLOTS:
    void aRowIsExpectedAgainstFound()
    {
        const Shown shown;
        QCOMPARE(shown.table->model()->rowCount(), 6);
        QCOMPARE(shown.cell(0, HealthColumn::Check), QStringLiteral("titan-brain"));
        QCOMPARE(shown.cell(0, HealthColumn::State), QStringLiteral("NOT RUN"));
        QCOMPARE(shown.cell(0, HealthColumn::Expected), QStringLiteral(R"({"status":"ok"})"));
        QCOMPARE(shown.cell(0, HealthColumn::LastGood), QStringLiteral("never seen"));
        QCOMPARE(shown.text("healthSummary"), QStringLiteral("6 unknown"));
    }

    // rule: H6
    void theTrapsAreTold()
    {
        Shown shown;
        QTest::mouseClick(shown.runAll, Qt::LeftButton);
        QVERIFY(shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"healthy"})"));
        QVERIFY(shown.rig.endpoints.answer(consoleUrl, 200, R"({"commit":"c","database":"ok","version":"11"})"));
        shown.rig.host.answer(test::healthRun(shown.rig, "redis-cli"), "NOAUTH Authentication required.\n");
        QCOMPARE(shown.cell(0, HealthColumn::State), QStringLiteral("DIFFERS"));
        QCOMPARE(shown.cell(0, HealthColumn::Actual), QStringLiteral(R"({"status":"healthy"})"));
        QCOMPARE(shown.cell(1, HealthColumn::State), QStringLiteral("FAILED"));
        QCOMPARE(shown.cell(3, HealthColumn::State), QStringLiteral("FAILED"));
        shown.choose(1);
        QCOMPARE(shown.text("healthDetailFound"), QStringLiteral("Grafana answers on this port, not titan-console."));
        QVERIFY(!shown.text("healthDetailNext").isEmpty());
        QCOMPARE(test::part<QPlainTextEdit>(shown.page, "healthDetailOutput")->toPlainText(),
                 QStringLiteral(R"({"commit":"c","database":"ok","version":"11"})"));
        shown.choose(3);
        QVERIFY(shown.text("healthDetailFound").contains(QStringLiteral("password")));
    }

    void allWellSaysSo()
    {
        Shown shown;
        QTest::mouseClick(shown.runAll, Qt::LeftButton);
        QVERIFY(!shown.runAll->isEnabled());
        QVERIFY(shown.cancel->isEnabled());
        QCOMPARE(shown.text("healthProgress"), QStringLiteral("0 of 6 done"));
        shown.rig.clock.advance(96ms);
        test::answerAllWell(shown.rig);
        QCOMPARE(shown.text("healthSummary"), QStringLiteral("6 as the runbook says"));
        QCOMPARE(shown.text("healthProgress"), QStringLiteral("all run in 96.0 ms"));
        QVERIFY(shown.runAll->isEnabled());
        QVERIFY(!shown.cancel->isEnabled());
        QVERIFY(!test::part<ui::Label>(shown.page, "healthDetailNext")->isVisible());
    }

    void cancelEndsWhatIsUnderWay()
    {
        Shown shown;
        QTest::mouseClick(shown.runAll, Qt::LeftButton);
        QTest::mouseClick(shown.cancel, Qt::LeftButton);
        domain::HostOutcome cancelled;
        cancelled.end = domain::HostEnd::Cancelled;
        const auto runs = shown.rig.host.runs;
        for (const auto& run : runs)
            shown.rig.host.finish(run.id, cancelled);
        QCOMPARE(shown.text("healthProgress"), QStringLiteral("cancelled"));
        QCOMPARE(shown.cell(0, HealthColumn::State), QStringLiteral("NOT RUN"));
        QVERIFY(shown.runAll->isEnabled());
    }

    void oneCheckRunsByKeyboard()
    {
        Shown shown;
        shown.table->setFocus();
        QTest::keyClick(shown.table, Qt::Key_Down);
        QTest::keyClick(shown.table, Qt::Key_Down);
        QTest::keyClick(shown.table, Qt::Key_Down);
        QTest::keyClick(shown.table, Qt::Key_Return);
        QVERIFY(!test::healthRun(shown.rig, "redis-cli").isNull());
        QVERIFY(!shown.runOne->isEnabled()); // it is under way
        shown.rig.host.answer(test::healthRun(shown.rig, "redis-cli"), "PONG\n");
        QVERIFY(shown.runOne->isEnabled());
        QTest::keyClick(shown.runOne, Qt::Key_Space);
        QVERIFY(!test::healthRun(shown.rig, "redis-cli").isNull());
        QCOMPARE(test::part<QLineEdit>(shown.page, "healthDetailCommand.text")->text(),
                 QStringLiteral("docker exec titan-redis redis-cli ping"));
    }

    void theIntervalIsChosenHere()
    {
        Shown shown;
        auto* interval = test::part<QComboBox>(shown.page, "healthInterval");
        QCOMPARE(interval->currentText(), QStringLiteral("Every 15 s"));
        interval->setFocus();
        QTest::keyClick(interval, Qt::Key_End);
        QCOMPARE(interval->currentText(), QStringLiteral("Only when asked"));
        QCOMPARE(shown.rig.health.interval(), 0s);
    }

    // rule: G9
    void ageGrowsAndAnOldVerdictIsLastKnown()
    {
        Shown shown;
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})");
        shown.rig.clock.advance(3s);
        shown.page.refresh();
        QCOMPARE(shown.cell(0, HealthColumn::LastGood), QStringLiteral("3 s ago"));
        QCOMPARE(shown.text("healthSummary"), QStringLiteral("1 as the runbook says · 5 unknown"));
        shown.rig.clock.advance(60s);
        shown.page.refresh();
        QCOMPARE(shown.text("healthSummary"), QStringLiteral("6 unknown"));
        const auto& record = test::healthRecord(shown.rig, "endpoint/titan-brain");
        QVERIFY(ui::healthSecondLine(record, HealthColumn::State, shown.rig.clock.now())
                    .startsWith(QStringLiteral("last known")));
        QVERIFY(ui::healthMark(record, shown.rig.clock.now()) != ui::MarkKind::Ok);
    }

    // rule: G5
    void everyGradeHasAWordAndAShapeOfItsOwn()
    {
        QSet<QString> words;
        QSet<int> marks;
        for (const auto grade : {domain::HealthGrade::Ok, domain::HealthGrade::Differs, domain::HealthGrade::Failed,
                                 domain::HealthGrade::Unknown}) {
            words.insert(ui::healthGradeText(grade));
            marks.insert(static_cast<int>(ui::healthMark(recordWith(grade), {})));
        }
        QCOMPARE(words.size(), 4);
        QCOMPARE(marks.size(), 4);
    }

    void everyFindingSaysWhatItIsAndWhatToDo()
    {
        QSet<QString> texts;
        domain::HealthCheck check;
        check.title = QStringLiteral("titan-brain");
        for (const HealthFinding finding : domain::allHealthFindings) {
            domain::HealthVerdict verdict;
            verdict.finding = finding;
            verdict.who = QStringLiteral("Grafana");
            const QString text = ui::describe(check, verdict);
            QVERIFY(!text.isEmpty());
            texts.insert(text);
            QCOMPARE(ui::nextAct(check, verdict).isEmpty(), finding == HealthFinding::AsExpected);
        }
        QCOMPARE(texts.size(), static_cast<qsizetype>(std::size(domain::allHealthFindings)));
    }

    // rule: G7
    void textFromOutsideIsPlain()
    {
        Shown shown;
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        domain::HttpAnswer answer;
        answer.status = 200;
        answer.contentType = QStringLiteral("text/html");
        answer.body = "<html><title><b>bold</b> %1</title>";
        shown.rig.endpoints.answer(brainUrl, answer);
        QCOMPARE(shown.text("healthDetailFound"),
                 QStringLiteral("<b>bold</b> %1 answers on this port, not titan-brain."));
        QCOMPARE(test::part<ui::Label>(shown.page, "healthDetailFound")->textFormat(), Qt::PlainText);
    }

    // rule: G4
    void aSimulatedHostIsMarked()
    {
        Shown shown;
        QVERIFY(!test::part<ui::Label>(shown.page, "healthSimulated")->isVisible());
        const auto asked = test::healthRun(shown.rig, "version");
        QVERIFY(!asked.isNull()); // the page looks for the tools when it is made
        shown.rig.host.onRun = [&](const domain::HostRunId& id, const domain::HostCommand&) {
            shown.rig.host.answer(id, "Docker Compose version v2.26.1\n");
        };
        shown.rig.host.answer(asked, R"({"Client":{"Version":"28.0.0-simulated"},)"
                                     R"("Server":{"Version":"28.0.0-simulated"}})");
        QTRY_VERIFY(test::part<ui::Label>(shown.page, "healthSimulated")->isVisible());
        QVERIFY(shown.text("healthSimulated").startsWith(QStringLiteral("SIMULATED")));
    }
};

QTEST_MAIN(TestHealthPage)
#include "tst_health_page.moc"
