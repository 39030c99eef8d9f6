#include "app/log_aids_controller.h"
#include "app/log_export_controller.h"
#include "app/log_repeats_controller.h"
#include "fake_log_ports.h"
#include "fake_log_tools.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

using namespace ops;
using app::LogExportController;
using Phase = app::LogExportController::Phase;

namespace {

domain::LogFilter errorsOf(const char* service)
{
    domain::LogFilter filter = domain::LogFilter::errors();
    filter.services = {QString::fromLatin1(service)};
    filter.from = {1'769'792'648'113};
    filter.until = {1'769'792'649'000};
    return filter;
}

const base::Error broken{base::ErrorCode::InvalidInput, QStringLiteral("found 5, expected an object"),
                         QStringLiteral("/x/log-aids.json")};

struct View {
    test::FakeLogSource source;
    test::FakeLogSearch lines;
    test::FakeLogSearch places;
    app::LogViewController controller{source, lines, places};
};

} // namespace

class TestLogToolControllers final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void exportOfWhatIsShown()
    {
        View view;
        test::FakeLogExport port;
        LogExportController exports(view.controller, port);
        view.controller.setFilter(errorsOf("titan-brain"));
        QCOMPARE(exports.phase(), Phase::Idle);
        exports.start(LogExportController::What::Shown, domain::LogLineAs::Text, QStringLiteral("/x/a.txt"), {});
        QCOMPARE(exports.phase(), Phase::Running);
        QVERIFY(port.order.filter == errorsOf("titan-brain"));
        QVERIFY(port.order.as == domain::LogLineAs::Text);
        QCOMPARE(port.store.get(), view.source.store().get());
        Q_EMIT port.progressed(40);
        QCOMPARE(exports.percent(), 40);
        Q_EMIT port.finished({QStringLiteral("/x/a.txt"), 7, 300, 0});
        QCOMPARE(exports.phase(), Phase::Done);
        QCOMPARE(exports.exported().lines, 7);
        exports.dismiss();
        QCOMPARE(exports.phase(), Phase::Idle);
    }

    // A filter that cannot be understood shows nothing, so nothing of it goes out.
    void exportOfTheFilterBefore()
    {
        View view;
        test::FakeLogExport port;
        LogExportController exports(view.controller, port);
        view.controller.setFilter(errorsOf("titan-brain"));
        domain::LogFilter none;
        none.include = {{QStringLiteral("("), domain::LogTextKind::Regex, false}};
        view.controller.setFilter(none);
        QVERIFY(view.controller.showsFilterBefore());
        exports.start(LogExportController::What::Shown, domain::LogLineAs::Text, QStringLiteral("/x/a.txt"), {});
        QVERIFY(port.order.filter == errorsOf("titan-brain"));
        QVERIFY(exports.isOfFilterBefore());
        exports.start(LogExportController::What::Everything, domain::LogLineAs::Text, QStringLiteral("/x/b.txt"), {});
        QVERIFY(!exports.isOfFilterBefore());
        view.controller.setFilter(errorsOf("other"));
        QVERIFY(!view.controller.showsFilterBefore());
        exports.start(LogExportController::What::Shown, domain::LogLineAs::Text, QStringLiteral("/x/c.txt"), {});
        QVERIFY(!exports.isOfFilterBefore());
        // One that was stopped is the one in force.
        Q_EMIT view.lines.failed(view.lines.search, {base::ErrorCode::TimedOut, QStringLiteral("slow"), {}});
        QVERIFY(view.controller.filterProblem() && !view.controller.showsFilterBefore());
    }

    void exportOfEverything()
    {
        View view;
        test::FakeLogExport port;
        LogExportController exports(view.controller, port);
        view.controller.setFilter(errorsOf("titan-brain"));
        exports.start(LogExportController::What::Everything, domain::LogLineAs::Raw, QStringLiteral("/x/a.log"), {});
        QVERIFY(port.order.filter.acceptsEverything());
        // A second one takes its place.
        exports.start(LogExportController::What::Everything, domain::LogLineAs::Raw, QStringLiteral("/x/b.log"), {});
        QCOMPARE(port.cancellations, 1);
        QCOMPARE(exports.path(), QStringLiteral("/x/b.log"));
        exports.cancel();
        QCOMPARE(port.cancellations, 2);
        QCOMPARE(exports.phase(), Phase::Idle);
        exports.cancel(); // there is none
        QCOMPARE(port.cancellations, 2);
    }

    void anExportThatFailed()
    {
        View view;
        test::FakeLogExport port;
        LogExportController exports(view.controller, port);
        exports.start(LogExportController::What::Shown, domain::LogLineAs::Raw, QStringLiteral("/x/a.log"), {});
        Q_EMIT port.failed(broken);
        QCOMPARE(exports.phase(), Phase::Failed);
        QVERIFY(exports.error() == broken);
        exports.dismiss();
        QCOMPARE(exports.phase(), Phase::Idle);
    }

    void aFilterIsKeptWithoutItsWindow()
    {
        test::FakeLogAids port;
        app::LogAidsController aids(port);
        QSignalSpy changed(&aids, &app::LogAidsController::changed);
        QVERIFY(aids.keepFilter(QStringLiteral("  brain errors "), errorsOf("titan-brain")));
        QCOMPARE(aids.filters().size(), size_t{1});
        QCOMPARE(aids.filters().front().name, QStringLiteral("brain errors"));
        QVERIFY(!aids.filters().front().filter.from.known() && !aids.filters().front().filter.until.known());
        QVERIFY(port.aids.filters == aids.filters());
        QVERIFY(aids.keepFilter(QStringLiteral("brain errors"), errorsOf("other"))); // in its place
        QCOMPARE(aids.filters().size(), size_t{1});
        QCOMPARE(aids.filters().front().filter.services, QStringList{QStringLiteral("other")});
        QVERIFY(aids.removeFilter(QStringLiteral("brain errors")));
        QVERIFY(aids.filters().empty() && port.aids.filters.empty());
        QCOMPARE(changed.size(), 3);
    }

    void highlights()
    {
        test::FakeLogAids port;
        app::LogAidsController aids(port);
        QVERIFY(aids.addHighlight({QStringLiteral("order"), domain::HighlightColour::Amber, false}));
        QVERIFY(aids.addHighlight({QStringLiteral("order"), domain::HighlightColour::Blue, true}));
        QCOMPARE(aids.highlights().size(), size_t{1});
        QVERIFY(aids.highlights().front().colour == domain::HighlightColour::Blue);
        for (int i = 1; i < domain::maxHighlights; ++i)
            QVERIFY(aids.addHighlight({QString::number(i), domain::HighlightColour::Blue, false}));
        QVERIFY(!aids.addHighlight({QStringLiteral("one too many"), domain::HighlightColour::Blue, false}));
        QVERIFY(aids.problem().has_value());
        QCOMPARE(aids.problem()->code, base::ErrorCode::TooLarge);
        QVERIFY(aids.removeHighlight(QStringLiteral("order")));
        QVERIFY(!aids.problem().has_value());
        QCOMPARE(static_cast<int>(port.aids.highlights.size()), domain::maxHighlights - 1);
    }

    // What somebody wrote by hand and misspelt is never written over.
    void aBrokenFileIsLeftAlone()
    {
        test::FakeLogAids port;
        port.loadError = broken;
        app::LogAidsController aids(port);
        QVERIFY(aids.problem() == broken);
        QVERIFY(!aids.keepFilter(QStringLiteral("x"), errorsOf("a")));
        QCOMPARE(port.saves, 0);
        // Mended meanwhile: what is in it is read before anything is added.
        port.loadError.reset();
        port.aids.filters = {{QStringLiteral("by hand"), domain::LogFilter::panics()}};
        QVERIFY(aids.keepFilter(QStringLiteral("x"), errorsOf("a")));
        QVERIFY(!aids.problem().has_value());
        QCOMPARE(aids.filters().size(), size_t{2});
        QCOMPARE(port.aids.filters.size(), size_t{2});
        // And misspelt again: what is known stays in use, and nothing is written.
        port.loadError = broken;
        QVERIFY(!aids.removeFilter(QStringLiteral("x")));
        QVERIFY(aids.problem() == broken);
        QCOMPARE(aids.filters().size(), size_t{2});
        QCOMPARE(port.saves, 1);
    }

    // Two consoles have one file: neither loses what the other one keeps.
    void whatAnotherConsoleKeepsStays()
    {
        test::FakeLogAids port;
        app::LogAidsController one(port);
        app::LogAidsController other(port);
        QVERIFY(one.keepFilter(QStringLiteral("one"), errorsOf("a")));
        QVERIFY(other.addHighlight({QStringLiteral("ORD-1"), domain::HighlightColour{}, false}));
        QVERIFY(one.keepFilter(QStringLiteral("two"), errorsOf("b")));
        QVERIFY(other.removeFilter(QStringLiteral("two")));
        QCOMPARE(port.aids.filters.size(), size_t{1});
        QCOMPARE(port.aids.highlights.size(), size_t{1});
        QSignalSpy changed(&one, &app::LogAidsController::changed);
        one.reload();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(one.filters().size(), size_t{1});
        QCOMPARE(one.highlights().size(), size_t{1});
    }

    // Two consoles at the same moment: what the other one keeps is seen, and the person may try again.
    void whileAnotherConsoleIsAtItNothingIsChanged()
    {
        test::FakeLogAids port;
        app::LogAidsController aids(port);
        QVERIFY(aids.keepFilter(QStringLiteral("mine"), errorsOf("a")));
        port.aids.filters.push_back({QStringLiteral("theirs"), domain::LogFilter::panics()});
        port.lockError = base::Error{base::ErrorCode::Busy, QStringLiteral("locked"), QStringLiteral("/x")};
        QSignalSpy changed(&aids, &app::LogAidsController::changed);
        QVERIFY(!aids.removeFilter(QStringLiteral("mine")));
        QCOMPARE(changed.count(), 1);
        QVERIFY(aids.problem() == port.lockError);
        QVERIFY(aids.isUnsaved());
        QCOMPARE(aids.filters().size(), size_t{2});
        QCOMPARE(port.saves, 1);
        port.lockError.reset();
        QVERIFY(aids.removeFilter(QStringLiteral("mine")));
        QVERIFY(!aids.problem().has_value());
        QCOMPARE(aids.filters().size(), size_t{1});
        QCOMPARE(aids.filters().front().name, QStringLiteral("theirs"));
    }

    void whatCouldNotBeSavedDoesNotHold()
    {
        test::FakeLogAids port;
        port.saveError = base::Error{base::ErrorCode::NoSpace, QStringLiteral("no space left"), QStringLiteral("/x")};
        app::LogAidsController aids(port);
        QVERIFY(!aids.keepFilter(QStringLiteral("x"), errorsOf("a")));
        QVERIFY(aids.filters().empty());
        QVERIFY(aids.problem() == port.saveError);
        aids.reload(); // it can be read: that does not take back that it was not saved
        QVERIFY(aids.problem() == port.saveError);
        QVERIFY(aids.isUnsaved());
        port.saveError.reset();
        QVERIFY(aids.keepFilter(QStringLiteral("x"), errorsOf("a")));
        QVERIFY(!aids.problem().has_value());
    }

    void repeats()
    {
        test::FakeLogSource source;
        source.write("titan-brain", "2026-01-30T18:04:11Z  INFO order 1 filled\n"
                                    "2026-01-30T18:04:12Z  INFO order 2 filled\n"
                                    "2026-01-30T18:04:13Z  INFO order 3 filled\n");
        domain::LogReader reader(*source.store());
        const domain::LogSeq first = reader.pin().first;
        reader.unpin();
        test::FakeLogSearch search;
        app::LogRepeatsController repeats(search);
        const domain::LogTextTerm message{QStringLiteral("order \\w+ filled"), domain::LogTextKind::Regex, true};
        repeats.look(source.store(), message);
        QVERIFY(repeats.repeats().counting);
        QVERIFY(search.filter.include == std::vector<domain::LogTextTerm>{message});
        QVERIFY(!search.filter.keepMarkers);
        Q_EMIT search.found(search.search + 1, {{first, first + 3, true, {}, {}}}); // of another search
        QCOMPARE(repeats.repeats().count, 0);
        Q_EMIT search.found(search.search, {{first + 2, first + 3, true, {}, {}}});
        Q_EMIT search.found(search.search, {{first, first + 2, false, {1}, {}}});
        Q_EMIT search.finished(search.search, first + 3);
        QVERIFY(repeats.repeats() ==
                (app::LogRepeatsController::Repeats{2, {1'769'796'252'000}, {1'769'796'253'000}, false, false}));
        repeats.look(source.store(), std::nullopt);
        QCOMPARE(search.cancellations, 1);
        QVERIFY(repeats.repeats() == app::LogRepeatsController::Repeats());
        repeats.look(source.store(), message);
        Q_EMIT search.failed(search.search, {base::ErrorCode::TimedOut, QStringLiteral("slow"), {}});
        QVERIFY(repeats.repeats().tooSlow && !repeats.repeats().counting);
    }
};

QTEST_GUILESS_MAIN(TestLogToolControllers)
#include "tst_log_tool_controllers.moc"
