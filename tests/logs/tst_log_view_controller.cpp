#include "app/log_view_controller.h"
#include "fake_log_ports.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using app::LogViewController;
using domain::LogFilter;
using domain::LogHits;
using domain::LogTextTerm;

namespace {

LogFilter filterFor(const char* text)
{
    LogFilter filter;
    filter.include.push_back({QString::fromLatin1(text)});
    return filter;
}

struct Rig {
    test::FakeLogSource source;
    test::FakeLogSearch lines;
    test::FakeLogSearch places;
    LogViewController controller{source, lines, places};
    QSignalSpy restarted{&controller, &LogViewController::filterRestarted};
    QSignalSpy found{&controller, &LogViewController::linesFound};
    QSignalSpy placesFound{&controller, &LogViewController::placesFound};
};

const std::vector<LogHits> someHits{{{1}, {3}, true, {}, {}}};
const base::Error slow{base::ErrorCode::TimedOut, QStringLiteral("slow"), {}};

} // namespace

class TestLogViewController final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void startingShowsEverything()
    {
        Rig rig;
        rig.controller.start();
        QCOMPARE(rig.source.starts, 1);
        QCOMPARE(rig.lines.starts, 1);
        QVERIFY(rig.lines.filter.acceptsEverything());
        QVERIFY(rig.controller.searching());
        QVERIFY(!rig.controller.ended());
        Q_EMIT rig.lines.found(rig.lines.search, someHits);
        QCOMPARE(rig.found.count(), 1);
        Q_EMIT rig.lines.finished(rig.lines.search, {3});
        QVERIFY(!rig.controller.searching());
    }

    void newLinesAreSearchedToo()
    {
        Rig rig;
        rig.controller.start();
        rig.source.write("titan-brain", "one\n");
        QCOMPARE(rig.lines.extensions, 1);
        QCOMPARE(rig.places.extensions, 0); // nobody looks for anything
        rig.controller.setFind(LogTextTerm{QStringLiteral("x")});
        rig.source.write("titan-brain", "two\n");
        QCOMPARE(rig.places.extensions, 1);
        QCOMPARE(rig.lines.starts, 1);
    }

    // What is put in front is searched and counted, and views are told from where on they know better.
    void aChangedFrontIsSearched()
    {
        Rig rig;
        QSignalSpy changed(&rig.controller, &LogViewController::frontChanged);
        rig.controller.start();
        rig.source.write("titan-brain", "one\n");
        Q_EMIT rig.lines.finished(rig.lines.search, rig.source.store()->readEnd());
        const domain::LogSeq unmoved = rig.source.store()->readEnd();
        rig.controller.takeFront(unmoved);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rig.lines.olderExtensions, std::vector<domain::LogSeq>{unmoved});
        QVERIFY(rig.places.olderExtensions.empty()); // nobody looks for anything
        QVERIFY(rig.controller.searching());
        Q_EMIT rig.lines.finished(rig.lines.search, unmoved);
        QVERIFY(!rig.controller.searching());
        rig.controller.setFind(LogTextTerm{QStringLiteral("x")});
        rig.controller.takeFront(unmoved);
        QCOMPARE(rig.places.olderExtensions.size(), size_t{1});
        // A filter that was stopped answers nothing any more.
        Q_EMIT rig.lines.failed(rig.lines.search, slow);
        rig.controller.takeFront(unmoved);
        QVERIFY(!rig.controller.searching());
    }

    // Lines that came while the last ones were searched are not among those that do not match.
    void whatHasNotBeenSearchedIsKnown()
    {
        Rig rig;
        rig.controller.start();
        QVERIFY(!rig.controller.searchedAll());
        Q_EMIT rig.lines.finished(rig.lines.search, rig.source.store()->readEnd());
        QVERIFY(rig.controller.searchedAll());
        rig.source.write("titan-brain", "one\n");
        QVERIFY(!rig.controller.searching());
        QVERIFY(!rig.controller.searchedAll());
        Q_EMIT rig.lines.finished(rig.lines.search, rig.source.store()->readEnd());
        QVERIFY(rig.controller.searchedAll());
        rig.controller.setFilter(filterFor("error"));
        QVERIFY(!rig.controller.searchedAll());
    }

    void anotherFilterStartsAgain()
    {
        Rig rig;
        rig.controller.start();
        const quint64 before = rig.lines.search;
        rig.controller.setFilter(filterFor("error"));
        QCOMPARE(rig.lines.starts, 2);
        QCOMPARE(rig.restarted.count(), 2);
        QVERIFY(rig.lines.search != before);
        // An answer to the earlier question is no answer to this one.
        Q_EMIT rig.lines.found(before, someHits);
        Q_EMIT rig.lines.finished(before, {3});
        Q_EMIT rig.lines.failed(before, slow);
        QCOMPARE(rig.found.count(), 0);
        QVERIFY(rig.controller.searching());
        QVERIFY(!rig.controller.filterProblem());
        rig.controller.setFilter(filterFor("error"));
        QCOMPARE(rig.lines.starts, 2);
    }

    void aFilterThatIsNoneChangesNothingButSaysSo()
    {
        Rig rig;
        rig.controller.start();
        rig.controller.setFilter(filterFor("error"));
        rig.controller.setFilter(filterFor("("));
        QCOMPARE(rig.controller.filter(), filterFor("error"));
        QCOMPARE(rig.lines.starts, 2);
        QVERIFY(rig.controller.filterProblem().has_value());
        QCOMPARE(rig.controller.filterProblem()->code, base::ErrorCode::InvalidInput);
        rig.controller.setFilter(filterFor("error"));
        QVERIFY(!rig.controller.filterProblem());
    }

    void aFilterThatIsTooSlowSaysSoAndCanBeTriedAgain()
    {
        Rig rig;
        rig.controller.start();
        rig.controller.setFilter(filterFor("slow"));
        Q_EMIT rig.lines.failed(rig.lines.search, slow);
        QCOMPARE(rig.controller.filterProblem(), std::optional(slow));
        QVERIFY(!rig.controller.searching());
        rig.controller.setFilter(filterFor("slow"));
        QCOMPARE(rig.lines.starts, 3);
        QVERIFY(!rig.controller.filterProblem());
    }

    // A service that nobody knew when its name was asked for.
    void aServiceThatAppearsIsFilteredFor()
    {
        Rig rig;
        rig.controller.start();
        LogFilter filter;
        filter.services = QStringList{QStringLiteral("titan-execution")};
        rig.controller.setFilter(filter);
        QCOMPARE(rig.lines.starts, 2);
        rig.source.write("titan-execution", "one\n");
        QCOMPARE(rig.lines.starts, 3);
        rig.source.write("titan-execution", "two\n");
        QCOMPARE(rig.lines.starts, 3);
    }

    void whatIsLookedForIsAmongTheShown()
    {
        Rig rig;
        rig.controller.start();
        rig.controller.setFilter(filterFor("error"));
        const LogTextTerm term{QStringLiteral("db"), domain::LogTextKind::Regex, true};
        rig.controller.setFind(term);
        QVERIFY(rig.controller.finding());
        QCOMPARE(rig.places.filter.include, (std::vector<LogTextTerm>{{QStringLiteral("error")}, term}));
        QVERIFY(!rig.places.filter.keepMarkers);
        Q_EMIT rig.places.found(rig.places.search, someHits);
        QCOMPARE(rig.placesFound.count(), 1);
        Q_EMIT rig.places.finished(rig.places.search, {3});
        QVERIFY(!rig.controller.finding());
        // The places follow the filter.
        rig.controller.setFilter(filterFor("warn"));
        QCOMPARE(rig.places.starts, 2);
        QCOMPARE(rig.places.filter.include.front().text, QStringLiteral("warn"));
        rig.controller.setFind(std::nullopt);
        QCOMPARE(rig.places.cancellations, 1);
        QVERIFY(!rig.controller.finding());
    }

    void whatCannotBeLookedForSaysSo()
    {
        Rig rig;
        rig.controller.start();
        rig.controller.setFind(LogTextTerm{QStringLiteral("(")});
        QVERIFY(rig.controller.findProblem().has_value());
        QVERIFY(!rig.controller.finding());
        QCOMPARE(rig.places.starts, 0);
        rig.controller.setFind(LogTextTerm{QStringLiteral("x")});
        QVERIFY(!rig.controller.findProblem());
        Q_EMIT rig.places.failed(rig.places.search, slow);
        QCOMPARE(rig.controller.findProblem(), std::optional(slow));
    }

    void problemsOfTheSourceAreKept()
    {
        Rig rig;
        rig.controller.start();
        const base::Error error{base::ErrorCode::NotFound, QStringLiteral("no such file"), QStringLiteral("/x")};
        Q_EMIT rig.source.failed(error);
        Q_EMIT rig.source.ended();
        QVERIFY(rig.controller.ended());
        QCOMPARE(rig.controller.sourceProblems(), std::vector<base::Error>{error});
    }

    void theHistogramFollows()
    {
        Rig rig;
        rig.controller.start();
        rig.source.write("titan-brain", "2026-01-30T18:04:11.000Z ERROR lost\n2026-01-30T18:04:12.000Z INFO fine\n");
        QTRY_COMPARE(rig.controller.histogram().highest(), 1U);
        const auto& histogram = rig.controller.histogram();
        QCOMPARE(histogram.at(histogram.first()).errors, 1U);
        QCOMPARE(histogram.at(histogram.last()).other, 1U);
        rig.source.write("titan-brain", "2026-01-30T18:04:12.000Z INFO fine\n");
        QTRY_COMPARE(histogram.at(histogram.last()).other, 2U);
    }

    // Lines stand as they came; that their times go back is counted, for whoever wants to say so.
    void timesThatGoBackAreCounted()
    {
        Rig rig;
        rig.controller.start();
        rig.source.write("titan-brain", "2026-01-30T18:04:11.000Z INFO one\n2026-01-30T18:05:11.000Z INFO two\n"
                                        "2026-01-30T17:05:11.000Z INFO set back\n    at (db.js:1)\n"
                                        "2026-01-30T17:06:11.000Z INFO four\n");
        QTRY_COMPARE(rig.controller.backSteps().count(), 1);
        QCOMPARE(rig.controller.backSteps().farthestMs(), 3'600'000);
        // All are counted anew when older ones come in front.
        rig.controller.takeFront(rig.source.store()->readEnd());
        QTRY_COMPARE(rig.controller.backSteps().count(), 1);
        rig.source.write("titan-brain", "2026-01-30T17:05:11.000Z INFO five\n");
        QTRY_COMPARE(rig.controller.backSteps().count(), 2);
    }

    // A log that is there when somebody begins to look may not grow any more.
    void theHistogramIsOfWhatIsThereAlready()
    {
        Rig rig;
        rig.source.write("titan-brain", "2026-01-30T18:04:11.000Z ERROR lost\n");
        LogViewController late(rig.source, rig.lines, rig.places);
        QVERIFY(late.histogram().empty());
        late.start();
        QTRY_COMPARE(late.histogram().highest(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestLogViewController)
#include "tst_log_view_controller.moc"
