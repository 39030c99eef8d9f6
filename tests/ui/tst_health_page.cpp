#include "support/health_rig.h"
#include "support/test_case.h"
#include "ui/common/data_table.h"
#include "ui/common/describe_health.h"
#include "ui/common/label.h"
#include "ui/health/health_delegate.h"
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

    void whatThereIsRoomForIsWhole()
    {
        Shown shown;
        shown.page.resize(1496, 800); // a window of 1600 pixels
        QCoreApplication::sendPostedEvents();
        const auto width = [&shown](HealthColumn column) { return shown.table->columnWidth(static_cast<int>(column)); };
        for (const domain::HealthRecord& record : shown.rig.health.records())
            for (const HealthColumn column : {HealthColumn::Check, HealthColumn::Expected})
                QVERIFY2(width(column) >= ui::HealthDelegate::wholeWidth(record, column, shown.rig.clock.now()),
                         qPrintable(record.check.title));
        // A verdict is whole in every window, whoever drags at it.
        shown.page.resize(872, 500);
        shown.table->setColumnWidth(static_cast<int>(HealthColumn::State), 30);
        const QFontMetrics metrics(ui::typeFont(ui::Type::Strong));
        QVERIFY(width(HealthColumn::State) >= ui::HealthDelegate::stateWidth());
        QVERIFY(ui::HealthDelegate::stateWidth() > metrics.horizontalAdvance(QStringLiteral("NOT RUN")));
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

    // What stands there then is of the time before, and the keys stay on this page.
    void aCancelledCheckSaysSo()
    {
        Shown shown;
        const auto below = [&shown] {
            return ui::healthSecondLine(test::healthRecord(shown.rig, "endpoint/titan-brain"), HealthColumn::State,
                                        shown.rig.clock.now());
        };
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.cancel->setFocus();
        QTest::keyClick(shown.cancel, Qt::Key_Space);
        QCOMPARE(below(), QStringLiteral("cancelled"));
        QCOMPARE(shown.text("healthProgress"), QStringLiteral("cancelled"));
        QCOMPARE(shown.page.focusWidget(), static_cast<QWidget*>(shown.table));
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})");
        QCOMPARE(below(), QStringLiteral("now"));
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.clock.advance(3s);
        shown.cancel->setFocus();
        QTest::keyClick(shown.cancel, Qt::Key_Space);
        QCOMPARE(below(), QStringLiteral("3 s ago — cancelled; the result before stands"));
        QCOMPARE(shown.text("healthProgress"), QStringLiteral("cancelled; what was known before stands"));
        QCOMPARE(shown.cell(0, HealthColumn::State), QStringLiteral("OK"));
        shown.rig.clock.advance(31s);
        shown.page.refresh();
        QCOMPARE(below(), QStringLiteral("34 s ago"));
        QVERIFY(shown.text("healthProgress").isEmpty());
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

    // rule: G9
    void whatIsKnownKeepsItsAgeWhileItIsAskedAgain()
    {
        Shown shown;
        const auto below = [&shown] {
            return ui::healthSecondLine(test::healthRecord(shown.rig, "endpoint/titan-brain"), HealthColumn::State,
                                        shown.rig.clock.now());
        };
        const auto mark = [&shown] {
            return ui::healthMark(test::healthRecord(shown.rig, "endpoint/titan-brain"), shown.rig.clock.now());
        };
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.clock.advance(2s);
        QCOMPARE(below(), QStringLiteral("asking, 2 s")); // nothing is known, so nothing is old
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})");
        shown.rig.clock.advance(20s);
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.clock.advance(3s);
        QCOMPARE(below(), QStringLiteral("23 s ago — asking, 3 s"));
        QCOMPARE(mark(), ui::MarkKind::Ok);
        shown.rig.clock.advance(80s);
        QCOMPARE(below(), QStringLiteral("last known 1 min 43 s ago — asking, 1 min 23 s"));
        QCOMPARE(mark(), ui::MarkKind::Unknown);
    }

    // What is only painted grey is nothing to a screen reader.
    // rule: G9, G5
    void aStaleVerdictIsSaidToBeOne()
    {
        Shown shown;
        const auto state = shown.table->model()->index(0, static_cast<int>(HealthColumn::State));
        const auto found = shown.table->model()->index(0, static_cast<int>(HealthColumn::Actual));
        const auto spoken = [](const QModelIndex& cell) { return cell.data(Qt::AccessibleTextRole).toString(); };
        const auto below = [](const QModelIndex& cell) { return cell.data(Qt::AccessibleDescriptionRole).toString(); };
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"healthy"})");
        shown.rig.clock.advance(3s);
        shown.page.refresh();
        QCOMPARE(spoken(state), QStringLiteral("State: DIFFERS"));
        QCOMPARE(below(state), QStringLiteral("3 s ago"));
        QVERIFY(below(found).startsWith(QStringLiteral("Works, but differs from the runbook")));
        shown.rig.clock.advance(12min);
        shown.page.refresh();
        QCOMPARE(spoken(state), QStringLiteral("State: DIFFERS, last known 12 min 03 s ago"));
        QCOMPARE(spoken(found),
                 QStringLiteral("Found, and what to do: {\"status\":\"healthy\"}, last known 12 min 03 s ago"));
        QCOMPARE(below(state), QStringLiteral("last known 12 min 03 s ago"));
        // It is asked again: what is known is no newer for that.
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        QCOMPARE(spoken(state), QStringLiteral("State: DIFFERS, last known 12 min 03 s ago"));
        QCOMPARE(below(state), QStringLiteral("last known 12 min 03 s ago — asking, now"));
        const auto check = shown.table->model()->index(0, static_cast<int>(HealthColumn::Check));
        QCOMPARE(spoken(check), QStringLiteral("Check: titan-brain")); // the runbook's own
    }

    // rule: G9
    void theDetailAgesAndGoesGrey()
    {
        Shown shown;
        auto* found = test::part<ui::Label>(shown.page, "healthDetailFound");
        auto* output = test::part<QPlainTextEdit>(shown.page, "healthDetailOutput");
        auto* age = test::part<ui::Label>(shown.page, "healthDetailAge");
        const QColor muted = ui::toneColor(ui::Tone::Muted, shown.page.palette());
        QVERIFY(!age->isVisible()); // nothing is known, so nothing is old
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})");
        QCOMPARE(found->text(), QStringLiteral("As the runbook says."));
        QCOMPARE(age->text(), QStringLiteral("now"));
        output->setFocus();
        output->selectAll();
        shown.rig.clock.advance(3s);
        shown.page.refresh();
        QCOMPARE(age->text(), QStringLiteral("3 s ago"));
        QCOMPARE(found->tone(), ui::Tone::Normal);
        QVERIFY(output->palette().color(QPalette::Text) != muted);
        QVERIFY(output->accessibleDescription().isEmpty());
        shown.rig.clock.advance(12min);
        shown.page.refresh();
        QVERIFY(age->isVisible());
        QCOMPARE(age->text(), QStringLiteral("last known 12 min 03 s ago"));
        QCOMPARE(found->tone(), ui::Tone::Muted);
        QCOMPARE(output->palette().color(QPalette::Text), muted);
        const QString from = QStringLiteral("last known, from 17:04:08.113 UTC");
        QCOMPARE(output->accessibleDescription(), from);
        shown.rig.clock.advance(1s);
        shown.page.refresh();
        QCOMPARE(output->accessibleDescription(), from); // a change would be read out, each second
        // Whoever was reading there still is.
        QCOMPARE(shown.page.focusWidget(), static_cast<QWidget*>(output));
        QCOMPARE(output->textCursor().selectedText(), QStringLiteral(R"({"status":"ok"})"));
        QCOMPARE(shown.table->currentIndex().row(), 0);
        shown.choose(1);
        QVERIFY(!age->isVisible());
        QCOMPARE(found->tone(), ui::Tone::Normal);
        shown.choose(0);
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 200, R"({"status":"ok"})");
        QCOMPARE(found->tone(), ui::Tone::Normal);
        QVERIFY(output->palette().color(QPalette::Text) != muted);
    }

    void aGoProgramIsNotCalledByOneName()
    {
        Shown shown;
        shown.rig.health.run(QStringLiteral("endpoint/titan-brain"));
        shown.rig.endpoints.answer(brainUrl, 404, "404 page not found\n");
        QCOMPARE(shown.text("healthDetailFound"),
                 QStringLiteral("The HTTP status is not 200; a Go program answers (Traefik, Loki or another)."));
    }

    // UNKNOWN is what is known; that something hangs is said all the same.
    // rule: H6
    void anEngineOrAServiceThatHangsIsAnAlarm()
    {
        domain::HealthCheck check;
        check.deadline = 10s;
        domain::HealthVerdict verdict;
        verdict.finding = HealthFinding::EngineOrServiceHangs;
        QCOMPARE(ui::describe(check, verdict),
                 QStringLiteral("No answer within 10 s, neither from the Docker engine nor from the service."));
        QVERIFY(ui::nextAct(check, verdict).contains(QStringLiteral("P1")));
    }

    // Nobody saw it hang: what is said is the deadline, how far the question came, and what to do.
    // rule: H6
    void noAnswerIsToldAsWhatItIs_data()
    {
        using domain::HealthCheckKind;
        QTest::addColumn<HealthCheckKind>("kind");
        QTest::addColumn<QString>("url");
        QTest::addColumn<HealthFinding>("finding");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("next");
        const auto row = [](const char* name, HealthCheckKind kind, const char* url, HealthFinding finding,
                            const char* said, const char* next) {
            QTest::newRow(name) << kind << QString::fromLatin1(url) << finding << QString::fromLatin1(said)
                                << QString::fromLatin1(next);
        };
        row("nobody took it", HealthCheckKind::Endpoint, "http://a/health", HealthFinding::NotTaken,
            "Nobody took the connection within 5 s: TCP had no answer.", "firewall");
        row("nobody took it, or its TLS", HealthCheckKind::Endpoint, "https://a/health", HealthFinding::NotTaken,
            "No secure connection within 5 s: TCP or TLS had no answer.", "firewall");
        row("taken", HealthCheckKind::Endpoint, "http://a/health", HealthFinding::TakenNoAnswer,
            "The connection was taken, and no answer came within 5 s.", "Read its log");
        row("begun", HealthCheckKind::Endpoint, "http://a/health", HealthFinding::AnswerUnfinished,
            "An answer began and did not end within 5 s.", "Read its log");
        row("not known", HealthCheckKind::Endpoint, "http://a/health", HealthFinding::NoAnswer, "No answer within 5 s.",
            "Read its log");
        row("a command", HealthCheckKind::Command, "", HealthFinding::NoAnswer, "No answer within 5 s.",
            "Read its log");
        row("a script", HealthCheckKind::Script, "", HealthFinding::NoAnswer,
            "It had not ended after 5 s and was stopped.", "run it on the host itself");
    }
    void noAnswerIsToldAsWhatItIs()
    {
        QFETCH(QString, next);
        domain::HealthCheck check;
        QFETCH(domain::HealthCheckKind, kind);
        check.kind = kind;
        QFETCH(QString, url);
        check.url = url;
        domain::HealthVerdict verdict;
        QFETCH(HealthFinding, finding);
        verdict.finding = finding;
        QTEST(ui::describe(check, verdict), "said");
        const QString act = ui::nextAct(check, verdict);
        QVERIFY2(act.contains(next), qPrintable(act));
        QVERIFY(!act.contains(QLatin1String("hang")));
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
