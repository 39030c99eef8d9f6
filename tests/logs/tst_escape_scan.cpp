#include "infra/search/escape_scan.h"
#include "infra/search/record_scanner.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;
using infra::ScanOutcome;

namespace {

const std::atomic<bool> goesOn{false};
const std::string coloured = "\x1b[32mINFO\x1b[0m order \x1b[1m12\x1b[0m\n";

struct Line {
    std::string bytes;
    bool continues = false;
};

struct Log {
    explicit Log(const std::vector<Line>& lines)
    {
        for (const Line& line : lines) {
            LogTag tag{LogLevel::Info};
            tag.continuation = line.continues;
            store.append(line.bytes, {}, tag, {});
        }
        reader.pin();
    }
    LogBlock block() const { return reader.block(reader.span().first, reader.span().end); }
    // The heads that the filter shows, counted from the first line; by a first search and by one that narrows it.
    std::vector<qint64> shown(const LogFilter& filter) const
    {
        const auto compiled = infra::compileFilter(filter);
        if (!compiled)
            return {-1};
        infra::RecordScanner scanner(*compiled);
        const LogSpan& span = reader.span();
        LogHits hits;
        std::vector<LogSeq> all;
        for (LogSeq seq = span.first; seq < span.end; seq = seq + 1)
            if (!reader.tag(seq).continuation)
                all.push_back(seq);
        std::vector<LogSeq> again;
        if (scanner.look(reader, span.first, span.end, goesOn, hits) != ScanOutcome::Done ||
            scanner.lookAgain(reader, all, goesOn, again) != ScanOutcome::Done)
            return {-2};
        std::vector<qint64> seqs;
        for (qint64 i = 0; i < span.rows(); ++i)
            if (hits.everyLine || std::find(hits.offsets.begin(), hits.offsets.end(), i) != hits.offsets.end())
                seqs.push_back(i);
        std::vector<qint64> narrowed;
        narrowed.reserve(again.size());
        for (const LogSeq seq : again)
            narrowed.push_back(seq - span.first);
        return narrowed == seqs ? seqs : std::vector<qint64>{-3};
    }

    LogStore store{{std::numeric_limits<qint64>::max(), {16 * 1024 * 1024, 100'000}, 1024 * 1024}};
    LogReader reader{store};
};

LogFilter including(const QString& text, LogTextKind kind = LogTextKind::Literal, bool caseSensitive = false)
{
    LogFilter filter;
    filter.include = {{text, kind, caseSensitive}};
    return filter;
}

// Counts what it is asked, and finds nothing.
class Counting final : public infra::TermMatcher {
public:
    ScanOutcome scan(const LogBlock& block, const std::atomic<bool>&, std::vector<quint32>&) override
    {
        ++scans;
        rows += block.end - block.begin;
        return ScanOutcome::Done;
    }
    ScanOutcome matches(std::string_view, const std::atomic<bool>&, bool&) override
    {
        ++lines;
        return ScanOutcome::Done;
    }
    int scans = 0;
    quint32 rows = 0;
    int lines = 0;
};

} // namespace

class TestEscapeScan final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // Colours within or between the words hide nothing from who looks for them, whichever way the text is looked for.
    void whatIsShownIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("regex");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* text, bool regex, bool found) {
            QTest::addRow("%s %d", text, static_cast<int>(regex)) << QString::fromUtf8(text) << regex << found;
        };
        row("order 12", false, true);
        row("ORDER 12", false, true);
        row("info order", false, true);
        row("[1m12", false, true); // as it came, too
        row("order 13", false, false);
        row("12 order", false, false);
        row("^info order 12$", true, true);
        row("order (12|13)", true, true); // an alternation, as Hyperscan looks for it
        row("buy|order 12|sell", true, true);
        row("order\\s+\\d+$", true, true);
        row("\\border\\b", true, true);
        row("^order", true, false);
        row("order 12\\s", true, false); // the ending is no part of a line
    }
    void whatIsShownIsFound()
    {
        QFETCH(QString, text);
        QFETCH(bool, regex);
        QFETCH(bool, found);
        const Log log({{"before\n"}, {coloured}, {"behind\n"}});
        LogFilter filter = including(text, regex ? LogTextKind::Regex : LogTextKind::Literal);
        QCOMPARE(log.shown(filter), found ? std::vector<qint64>{1} : std::vector<qint64>{});
        filter.exclude = std::exchange(filter.include, {});
        QCOMPARE(log.shown(filter), found ? (std::vector<qint64>{0, 2}) : (std::vector<qint64>{0, 1, 2}));
    }

    void caseIsMindedThereToo()
    {
        const Log log({{coloured}});
        QCOMPARE(log.shown(including(QStringLiteral("INFO order"), LogTextKind::Literal, true)),
                 std::vector<qint64>{0});
        QVERIFY(log.shown(including(QStringLiteral("info order"), LogTextKind::Literal, true)).empty());
    }

    // Beyond ASCII a literal is looked for as a regular expression.
    void asJsonSpellsIt()
    {
        const Log log({{"{\"level\":\"info\",\"msg\":\"\\u001b[1morder\\u001b[0m \\\"12\\\" \\u00fcber\"}\n"},
                       {"{\"level\":\"info\",\"msg\":\"\\u001b[1mor\\u001b[0mder 13\"}\n"}});
        QCOMPARE(log.shown(including(QStringLiteral("order \"12\""))), std::vector<qint64>{0});
        QCOMPARE(log.shown(including(QStringLiteral("\"12\" \u00dcBER"))), std::vector<qint64>{0});
        QCOMPARE(log.shown(including(QStringLiteral("order "))), (std::vector<qint64>{0, 1}));
        QCOMPARE(log.shown(including(QStringLiteral("order 13"))), std::vector<qint64>{1});
    }

    // What docker's json-file wraps is spelled once more, and signs that JSON itself leaves alone are spelled there.
    void asDockersFileSpellsIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("line");
        const auto row = [](const char* text, int line) { QTest::newRow(text) << QString::fromUtf8(text) << line; };
        row("a -> b", 0);
        row("B & C", 0);
        row("tab\there", 0);
        row("a->b", -1);
        row("red order", 1);
        row("say \"hi\"", 2);
        row("C:\\dir", 2);
        row("\303\274ber \360\237\233\221", 2);
        row("blue order", 3);
        row("x < y", 4);
        row("green order", 5);
        row("u003C", 4); // as it came, too
    }
    void asDockersFileSpellsIt()
    {
        QFETCH(QString, text);
        QFETCH(int, line);
        const auto wrapped = [](const std::string& inside) {
            return "{\"log\":\"" + inside + "\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}" + '\n';
        };
        const Log log(
            {{wrapped("a -\\u003e b \\u0026 c tab\\u0009here")},
             {wrapped("\\u001b[31mred\\u001b[0m order")},
             {wrapped("{\\\"msg\\\":\\\"say \\\\\\\"hi\\\\\\\" C:\\\\\\\\dir \\\\u00fcber \\\\ud83d\\\\uded1\\\"}")},
             {wrapped("{\\\"msg\\\":\\\"\\\\u001b[34mblue\\\\u001b[0m order\\\"}")},
             {"{\"msg\":\"x \\u003C y\"}\n"},
             {wrapped("    at \\u001b[32mgreen\\u001b[0m order"), true}});
        const std::vector<qint64> found = log.shown(including(text));
        QCOMPARE(found, line < 0 ? std::vector<qint64>{} : std::vector<qint64>{std::min(line, 4)});
        QCOMPARE(log.shown(including(text, LogTextKind::Literal, true)).empty(), line < 0 || text.startsWith(u"B"));
    }

    // Each text may be in another line of the record.
    void inLinesThatContinueAnother()
    {
        const Log log({{"\x1b[31mTypeError\x1b[0m: x\n"},
                       {"    at \x1b[36mwr\x1b[0mite (db.js)\n", true},
                       {"    at flush\n", true},
                       {"another\n"}});
        QCOMPARE(log.shown(including(QStringLiteral("at write"))), std::vector<qint64>{0});
        LogFilter both = including(QStringLiteral("at write"));
        both.include.push_back({QStringLiteral("typeerror: x"), LogTextKind::Literal, false});
        QCOMPARE(log.shown(both), std::vector<qint64>{0});
        both.include.push_back({QStringLiteral("at flush\\b"), LogTextKind::Regex, false});
        QCOMPARE(log.shown(both), std::vector<qint64>{0});
        both.include.push_back({QStringLiteral("at wrote"), LogTextKind::Literal, false});
        QVERIFY(log.shown(both).empty());
    }

    // What was found among the bytes is not there twice, and all stands in order.
    void manyLines()
    {
        std::vector<Line> lines;
        std::vector<qint64> expected;
        for (int i = 0; i < 60'000; ++i) {
            const bool has = i % 7 == 0;
            const bool split = i % 2 == 0;
            lines.push_back({(i % 3 == 0 ? "\x1b[33m" + std::to_string(i) + "\x1b[0m " : std::string()) +
                             (has ? (split ? "or\x1b[1mder\x1b[0m 12" : "order 12") : "tick") + "\n"});
            if (has)
                expected.push_back(i);
        }
        const Log log(lines);
        QCOMPARE(log.shown(including(QStringLiteral("order 12"))), expected);
        QCOMPARE(log.shown(including(QStringLiteral("order (12|13)"), LogTextKind::Regex)), expected);
        const auto compiled = infra::compileTerm({QStringLiteral("order 12"), LogTextKind::Literal, false});
        QVERIFY(compiled.ok());
        const auto matcher = (*compiled)->matcher();
        std::vector<quint32> rows;
        QCOMPARE(matcher->scan(log.block(), goesOn, rows), ScanOutcome::Done);
        const size_t unsplit = rows.size();
        infra::EscapeScan escapes;
        QCOMPARE(escapes.scan(*matcher, log.block(), goesOn, rows), ScanOutcome::Done);
        QVERIFY(unsplit < rows.size());
        QVERIFY(std::is_sorted(rows.begin(), rows.end()));
        QVERIFY(std::adjacent_find(rows.begin(), rows.end()) == rows.end());
        QCOMPARE(rows.size(), expected.size());
    }

    // A line without an ending, and pieces of a long one: nothing is found across their borders.
    void linesWithoutAnEnding()
    {
        const Log log({{"\x1b[1mor\x1b[0mder\n"}, {"\x1b[1m12\x1b[0m ta"}, {"\x1b[1mil\x1b[0m"}});
        QCOMPARE(log.shown(including(QStringLiteral("order"))), std::vector<qint64>{0});
        QVERIFY(log.shown(including(QStringLiteral("order\\s*12"), LogTextKind::Regex)).empty());
        QVERIFY(log.shown(including(QStringLiteral("tail"))).empty());
        QCOMPARE(log.shown(including(QStringLiteral("^il$"), LogTextKind::Regex)), std::vector<qint64>{2});
    }

    // Lines without one are not looked at again, and those in which the text was found need no second look.
    void whatHasNoneCostsNothing()
    {
        Counting counting;
        infra::EscapeScan escapes;
        std::vector<quint32> rows;
        const Log without(std::vector<Line>(20'000, {"{\"msg\":\"order \\\"12\\\"\"}\n"}));
        QCOMPARE(escapes.scan(counting, without.block(), goesOn, rows), ScanOutcome::Done);
        QCOMPARE(counting.scans, 0);
        std::vector<Line> lines(20'000, {"order 12\n"});
        lines[7000] = {coloured};
        lines[7001] = {coloured};
        const Log two(lines);
        rows = {3, 7001, 19'000};
        QCOMPARE(escapes.scan(counting, two.block(), goesOn, rows), ScanOutcome::Done);
        QCOMPARE(counting.scans, 1);
        QCOMPARE(counting.rows, 1U);
        QCOMPARE(rows, (std::vector<quint32>{3, 7001, 19'000}));
        bool found = false;
        QCOMPARE(escapes.matches(counting, "order 12", false, goesOn, found), ScanOutcome::Done);
        QCOMPARE(counting.lines, 0);
        QCOMPARE(escapes.matches(counting, coloured, false, goesOn, found), ScanOutcome::Done);
        QCOMPARE(counting.lines, 1);
    }

    void aSlowExpressionIsGivenUpThereToo()
    {
        const std::string as = "a\x1b[0m" + std::string(40, 'a') + "\x1b[0m" + std::string(30'000, 'a') + "!\n";
        const Log log({{as}});
        QCOMPARE(log.shown(including(QStringLiteral("(a+)+$"), LogTextKind::Regex)), std::vector<qint64>{-2});
        const std::atomic<bool> cancelled{true};
        const auto compiled = infra::compileTerm({QStringLiteral("order 13"), LogTextKind::Literal, false});
        QVERIFY(compiled.ok());
        const Log two({{"order 13 \x1b[0m\n"}, {"or\x1b[0mder 13\n"}, {"or\x1b[0mder 13\n"}});
        infra::EscapeScan escapes;
        std::vector<quint32> rows;
        QCOMPARE(escapes.scan(*(*compiled)->matcher(), two.block(), cancelled, rows), ScanOutcome::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestEscapeScan)
#include "tst_escape_scan.moc"
