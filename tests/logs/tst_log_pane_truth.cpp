#include "domain/log/log_reader.h"
#include "log_tools_rig.h"
#include "ui/logs/log_error_text.h"
#include "ui/logs/log_filter_bar.h"
#include "ui/logs/log_filter_text.h"

#include <QComboBox>
#include <QLocale>

using namespace ops;
using test::part;
using test::Tooled;

namespace {

const std::string trace = "2026-01-30T17:04:01.000Z  INFO ready\n"
                          "2026-01-30T17:04:02.000Z ERROR TypeError: x\n"
                          "    at one\n"
                          "    at two\n"
                          "2026-01-30T17:04:03.000Z  INFO done\n";

// A search whose answers a test gives.
struct Answered {
    Answered()
    {
        pane.setTools({&clock, nullptr, nullptr, nullptr});
        pane.show();
        controller.start();
        source.write("titan-brain", test::fourLines);
    }
    test::FakeClock clock;
    test::FakeLogSource source;
    test::FakeLogSearch search;
    test::FakeLogSearch places;
    app::LogViewController controller{source, search, places};
    ui::LogPane pane{controller, QStringLiteral("/var/log/titan.log")};
    ui::LogTable* table = part<ui::LogTable>(pane, "logTable");
};

} // namespace

// What the pane says of what it shows is so.
class TestLogPaneTruth final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void foldedLinesAreShownLines()
    {
        Tooled shown(trace);
        QTRY_COMPARE(shown.rows(), 3);
        const auto says = [&shown](const char* words) {
            return shown.text("logCount").startsWith(QString::fromLatin1(words));
        };
        QTRY_VERIFY2(says("5 of 5 lines shown, 2 of them folded away"), qPrintable(shown.text("logCount")));
        shown.type("logFilter", "two");
        QTRY_VERIFY2(says("3 of 5 lines shown, 2 of them folded away"), qPrintable(shown.text("logCount")));
        QVERIFY(shown.table->setOpen(0, true));
        QTRY_VERIFY2(!says("3 of 5 lines shown, "), qPrintable(shown.text("logCount")));
        QVERIFY2(says("3 of 5 lines shown"), qPrintable(shown.text("logCount")));
        QVERIFY(shown.table->setOpen(0, false));
        QTRY_VERIFY2(says("3 of 5 lines shown, 2 of them folded away"), qPrintable(shown.text("logCount")));
        // What comes later is counted, too.
        shown.click("logShowAll");
        shown.source.write("titan-brain", "2026-01-30T17:04:04.000Z ERROR TypeError: y\n    at three\n");
        QTRY_VERIFY2(says("7 of 7 lines shown, 3 of them folded away"), qPrintable(shown.text("logCount")));
    }

    // The least that a window takes, and everything in it can be reached: what is typed has a line of its own there.
    void aNarrowWindowHasTheWholeBar()
    {
        Tooled shown(trace);
        auto* bar = shown.pane.findChild<ui::LogFilterBar*>();
        bar->setStreams(true);
        bar->setServices({QStringLiteral("titan-brain"), QStringLiteral("titan-execution")});
        auto* choice = part<QComboBox>(shown.pane, "logStreams");
        const auto* typed = part<QLineEdit>(shown.pane, "logFilter");
        const auto* last = part<QPushButton>(shown.pane, "logShowAll");
        const auto isBelow = [&] {
            return typed->mapTo(&shown.pane, QPoint()).y() >
                   choice->mapTo(&shown.pane, QPoint(0, choice->height())).y();
        };
        QTRY_VERIFY(choice->isVisible());
        shown.pane.resize(1600, 700);
        QTRY_VERIFY(!isBelow());
        for (const int width : {900, shown.pane.minimumSizeHint().width()}) {
            QVERIFY(width <= 900); // 1024 without the rail of the pages
            shown.pane.resize(width, 700);
            QTRY_VERIFY(isBelow());
            QTRY_VERIFY(shown.pane.rect().contains(QRect(last->mapTo(&shown.pane, QPoint()), last->size())));
        }
        shown.pane.resize(1600, 700);
        QTRY_VERIFY(!isBelow());
    }

    void aFilterThatWasStoppedHasNotSeenAll()
    {
        Answered shown;
        shown.controller.setFilter(domain::LogFilter::panics());
        Q_EMIT shown.search.failed(shown.search.search, {base::ErrorCode::TimedOut, QStringLiteral("slow"), {}});
        const QString said = shown.table->accessibleDescription();
        QVERIFY2(said.contains(QStringLiteral("stopped before it had looked at all 4 lines")), qPrintable(said));
        QVERIFY(!said.startsWith(QStringLiteral("None of 4 lines matches")));
    }

    // What stays on the screen is not of what was typed last.
    void theFilterBeforeIsNamed()
    {
        Tooled shown;
        QTRY_VERIFY(shown.ready());
        shown.type("logFilter", "lost");
        QTRY_COMPARE(shown.rows(), 1);
        shown.click("logFilter.regex");
        shown.type("logFilter", "(");
        const QString problem = shown.text("logProblem");
        QVERIFY2(problem.contains(QStringLiteral("those of the filter before: with “lost”.")), qPrintable(problem));
        QVERIFY2(shown.text("logCount").contains(QStringLiteral("by the filter before, not by what is typed")),
                 qPrintable(shown.text("logCount")));
        QTRY_COMPARE(shown.rows(), 1);
        shown.type("logFilter", "order");
        QTRY_COMPARE(shown.rows(), 3);
        QVERIFY(!shown.text("logCount").contains(QStringLiteral("filter before")));
        // Where it shows nothing, that is not for what is typed.
        shown.type("logFilter", "nowhere");
        QTRY_COMPARE(shown.rows(), 0);
        shown.type("logFilter", "nowhere(");
        const auto empty = [&shown] { return shown.table->accessibleDescription(); };
        QTRY_VERIFY2(empty().startsWith(QStringLiteral("None of 4 lines matches the filter before: with “nowhere”.")),
                     qPrintable(empty()));
    }

    // As shown, and that is said.
    void anExportIsOfTheFilterThatShows()
    {
        Tooled shown;
        QTRY_VERIFY(shown.ready());
        shown.click("logFilter.regex");
        shown.type("logFilter", "lost");
        QTRY_COMPARE(shown.rows(), 1);
        using What = app::LogExportController::What;
        const auto exported = [&shown](What what) {
            shown.exports.start(what, domain::LogLineAs::Raw, QStringLiteral("/x/a.log"), {});
            Q_EMIT shown.exportPort.finished({QStringLiteral("/x/a.log"), 1, 60, 0});
            return shown.text("logExportText");
        };
        QVERIFY(!exported(What::Shown).contains(QStringLiteral("filter before")));
        shown.type("logFilter", "lost(");
        const QString said = exported(What::Shown);
        QCOMPARE(shown.exportPort.order.filter.include.front().text, QStringLiteral("lost"));
        QVERIFY2(said.contains(QStringLiteral("those of the filter before")), qPrintable(said));
        QVERIFY(!exported(What::Everything).contains(QStringLiteral("filter before")));
    }

    // A note about what was done goes when other lines are shown.
    void notesAreOfTheLinesShown()
    {
        Tooled shown;
        QTRY_VERIFY(shown.ready());
        shown.choose(0);
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(shown.text("logCount").contains(QStringLiteral("1 lines copied")));
        shown.type("logFilter", "lost");
        QTRY_COMPARE(shown.rows(), 1);
        QVERIFY2(!shown.text("logCount").contains(QStringLiteral("copied")), qPrintable(shown.text("logCount")));
    }

    // What text cannot have is said to be missing.
    void copiesThatAreNotExactSaySo()
    {
        Tooled shown("2026-01-30T17:04:01.000Z  INFO plain\n"
                     "2026-01-30T17:04:02.000Z  INFO ends otherwise\r\n"
                     "2026-01-30T17:04:03.000Z  INFO \xff\xfe\n"
                     "2026-01-30T17:04:04.000Z ERROR TypeError: x\n    at \xff\n");
        QTRY_VERIFY(shown.ready());
        const auto isSaid = [&shown](int row) {
            shown.choose(row);
            QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
            return shown.text("logCount").contains(QStringLiteral("without carriage returns and bytes that are no"));
        };
        QVERIFY(!isSaid(0));
        QVERIFY(isSaid(1));
        QVERIFY(isSaid(2));
        QVERIFY(isSaid(3)); // in what is folded away
        QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!shown.text("logCount").contains(QStringLiteral("carriage"))); // that never was as it came
    }

    // In the zone that was chosen, like all others.
    void theLastErrorIsInTheZone()
    {
        Tooled shown;
        QTRY_VERIFY(shown.ready());
        shown.clock.advance(std::chrono::hours(48));
        part<QComboBox>(shown.pane, "logZone")->setCurrentIndex(1);
        const QString expected = ui::logTimeText({1'769'792'643'000}, ui::LogZone::Local) + QLatin1Char(' ') +
                                 ui::logZoneName(ui::LogZone::Local);
        QTRY_VERIFY2(shown.text("logErrorRate").endsWith(QStringLiteral("last ") + expected),
                     qPrintable(shown.text("logErrorRate")));
        part<QComboBox>(shown.pane, "logZone")->setCurrentIndex(0);
        QTRY_VERIFY2(shown.text("logErrorRate").endsWith(QStringLiteral("last 2026-01-30T17:04:03.000Z")),
                     qPrintable(shown.text("logErrorRate")));
    }

    // Numbers stand as they do beside each other.
    void manyAreGrouped()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Tooled shown;
        shown.exports.start(app::LogExportController::What::Everything, domain::LogLineAs::Raw,
                            QStringLiteral("/x/a.log"), {});
        Q_EMIT shown.exportPort.finished({QStringLiteral("/x/a.log"), 300'000, 60, 12'345});
        const QString said = shown.text("logExportText");
        QVERIFY2(said.startsWith(QStringLiteral("300,000 lines")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("12,345 lines went")), qPrintable(said));
        domain::LogErrorTally tally;
        for (int i = 0; i < 1234; ++i)
            tally.add({}, domain::LogLevel::Error, {1});
        QCOMPARE(ui::logErrorText(tally, 0), QStringLiteral("1,234 errors"));
        domain::LogMarker marker{domain::LogMarkerKind::Gap, {}, {}};
        marker.gap.rows = 1234;
        QCOMPARE(ui::logMarkerText(marker), QStringLiteral("1,234 lines are missing"));
        QLocale::setDefault(before);
    }

    // A prompt that a narrow window cuts can be read all the same.
    void promptsCanBeReadInFull()
    {
        const Tooled shown;
        for (const char* name : {"logFilter", "logExclude", "logFind"}) {
            const auto* field = part<QLineEdit>(shown.pane, name);
            QVERIFY(!field->placeholderText().isEmpty());
            QCOMPARE(field->toolTip(), field->placeholderText());
        }
    }

    void filtersInShort()
    {
        domain::LogFilter filter;
        filter.services = {QString()};
        QCOMPARE(ui::logFilterText(filter), QStringLiteral("no service"));
        filter = {};
        QCOMPARE(ui::logFilterText(filter), QStringLiteral("no filter, so all lines"));
        filter.include = {{QStringLiteral("<b>%1"), domain::LogTextKind::Literal, false},
                          {QString(50, QLatin1Char('x')), domain::LogTextKind::Regex, false}};
        filter.exclude = {{QStringLiteral("y"), domain::LogTextKind::Literal, false}};
        filter.minLevel = domain::LogLevel::Warn;
        filter.channel = domain::LogChannel::Error;
        filter.services = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        filter.from = {1};
        QCOMPARE(ui::logFilterText(filter),
                 QStringLiteral("with “<b>%1”, with “%2…”, without “y”, level WARN at least, stderr, a, b, 1 more "
                                "services, a time window")
                     .arg(QStringLiteral("%1"), QString(40, QLatin1Char('x')))); // rule: G7
    }
};

QTEST_MAIN(TestLogPaneTruth)
#include "tst_log_pane_truth.moc"
