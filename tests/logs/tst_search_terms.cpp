#include "infra/search/folded_literal.h"
#include "infra/search/literal_term.h"
#include "infra/search/pattern_shape.h"
#include "infra/search/pcre_pattern.h"
#include "naive_filter.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QTest>

using namespace ops;
using namespace ops::domain;
using infra::FoldedLiteral;
using infra::ScanOutcome;

namespace {

const std::atomic<bool> goesOn{false};

LogTextTerm regex(const QString& text, bool caseSensitive = false)
{
    return {text, LogTextKind::Regex, caseSensitive};
}

// One segment with these lines.
struct Text {
    explicit Text(const std::vector<std::string>& lines)
        : store({std::numeric_limits<qint64>::max(), {64 * 1024 * 1024, 1024 * 1024}, 64 * 1024 * 1024})
        , reader(store)
    {
        for (const std::string& line : lines)
            store.append(line, {}, {LogLevel::Info}, {});
        reader.pin();
    }
    LogBlock block() const { return reader.block(reader.span().first, reader.span().end); }

    LogStore store;
    LogReader reader;
};

std::vector<quint32> scan(const infra::CompiledTerm& term, const LogBlock& block)
{
    std::vector<quint32> rows;
    const ScanOutcome outcome = term.matcher()->scan(block, goesOn, rows);
    return outcome == ScanOutcome::Done ? rows : std::vector<quint32>{4'000'000'000U};
}

std::string repeated(const char* text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.size();) {
        const size_t end = text.find('\n', at) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    return lines;
}

// One line at a time.
std::vector<quint32> lineByLine(const infra::CompiledTerm& term, const LogBlock& block)
{
    std::vector<quint32> rows;
    const auto matcher = term.matcher();
    for (quint32 row = block.begin; row < block.end; ++row) {
        bool found = false;
        if (matcher->matches(withoutLineEnding(block.bytes(row)), goesOn, found) != ScanOutcome::Done)
            return {4'000'000'000U};
        if (found)
            rows.push_back(row);
    }
    return rows;
}

} // namespace

class TestSearchTerms final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void literalsAreFoundWithAnyVectors_data()
    {
        QTest::addColumn<int>("vectors");
        QTest::addColumn<bool>("fold");
        for (const bool fold : {false, true}) {
            QTest::addRow("none, fold %d", int(fold)) << int(FoldedLiteral::Vectors::None) << fold;
            QTest::addRow("SSE2, fold %d", int(fold)) << int(FoldedLiteral::Vectors::Sse2) << fold;
            QTest::addRow("AVX2, fold %d", int(fold)) << int(FoldedLiteral::Vectors::Avx2) << fold;
        }
    }
    // Against the simplest loop, with few letters so that near misses are many; at every place of a vector.
    void literalsAreFoundWithAnyVectors()
    {
        QFETCH(int, vectors);
        QFETCH(bool, fold);
        const auto wanted = static_cast<FoldedLiteral::Vectors>(vectors);
        if (wanted > FoldedLiteral::bestVectors())
            QSKIP("this processor has no such vectors");
        QRandomGenerator random(41);
        const std::string letters("aAbB@`\x80\xff\0{[", 11);
        const auto any = [&](int length) {
            std::string text;
            for (int i = 0; i < length; ++i)
                text.push_back(letters[static_cast<size_t>(random.bounded(static_cast<int>(letters.size())))]);
            return text;
        };
        const auto lower = [&](std::string text) {
            for (char& c : text)
                c = fold && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            return text;
        };
        for (int round = 0; round < 4000; ++round) {
            const std::string text = any(random.bounded(300));
            const std::string needle = any(random.bounded(7));
            FoldedLiteral literal(needle, fold, wanted);
            if (round % 2 == 0)
                literal.tune(any(random.bounded(200)));
            const auto from = static_cast<size_t>(random.bounded(10));
            const size_t expected = from > text.size() ? std::string::npos : lower(text).find(lower(needle), from);
            QCOMPARE(literal.find(text, from), expected);
        }
        std::string page(4096, 'x');
        const FoldedLiteral needle("Needle", fold, wanted);
        for (size_t at = 0; at + 6 <= page.size(); at += 7) {
            std::string text = page;
            text.replace(at, 6, "Needle");
            QCOMPARE(needle.find(text, 0), at);
            QCOMPARE(needle.find(text, at + 1), std::string::npos);
        }
    }

    void shapes_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<bool>("staysInLine");
        QTest::addColumn<bool>("bytesSuffice");
        QTest::addColumn<bool>("looksAround");
        const auto row = [](const char* pattern, bool stays, bool bytes, bool around) {
            QTest::newRow(pattern) << QByteArray(pattern) << stays << bytes << around;
        };
        row("error", true, true, false);
        row("(timeout|econnrefused|panick?ed|-2019)", true, true, false);
        row("(?:a|b)+c{2,3}", true, true, false);
        row("latency_us=8[5-9]\\d", true, true, false);
        row("\\bhalt\\b", true, true, true);
        row("^e", true, true, true);
        row("a.*b", true, true, false);
        row("a.+?b", true, true, false);
        row("a.b", true, false, false);
        row("a.{3}b", true, false, false);
        row("a.?b", true, false, false);
        row("\xc3\xbc"
            "ber",
            true, false, false);
        row("[A-Za-z_.-]", true, true, false);
        for (const char* no : {"e$",          "[^x]",  "a\\sb",   "\\W",   "\\D",    "\\n",    "\\x0a",      "\\R",
                               "(?s).",       "(?=x)", "(?<!x)y", "(?i)x", "(*LF)x", "(a)\\1", "\\Aa",       "[\\s]",
                               "[[:space:]]", "[!-~]", "[]a]",    "[a",    "a\nb",   "\\",     "(?<name>x)", "\\Qx\\E"})
            row(no, false, false, false);
    }
    void shapes()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(bool, staysInLine);
        QFETCH(bool, bytesSuffice);
        QFETCH(bool, looksAround);
        const infra::PatternShape shape = infra::shapeOf({pattern.constData(), static_cast<size_t>(pattern.size())});
        QCOMPARE(shape.staysInLine, staysInLine);
        QCOMPARE(shape.bytesSuffice, bytesSuffice);
        QCOMPARE(shape.looksAround, looksAround);
    }

    void patterns_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const char* pattern : {"error",
                                    "err(or)?",
                                    "^e",
                                    "e$",
                                    "^$",
                                    "^",
                                    "$",
                                    "",
                                    "a.b",
                                    "a.*b",
                                    "a.+b",
                                    "x.",
                                    ".x",
                                    "[^a]b",
                                    "b[^a]",
                                    "a\\sb",
                                    "\\s",
                                    "\\s$",
                                    "\\W",
                                    "(?s)a.b",
                                    "(?s)a.*b",
                                    "\\bab\\b",
                                    "\\Ba",
                                    "(?<=a)b",
                                    "(?<!a)b",
                                    "\\Aa",
                                    "a\\z",
                                    "(a|b|ab)+x",
                                    "(timeout|a|panick?ed)",
                                    "a\\r",
                                    "\\R",
                                    "a{2}",
                                    "[a-b]+x",
                                    "a|",
                                    "\\x0a",
                                    "[\\n]",
                                    "(?m)^a$",
                                    ".",
                                    "..",
                                    "a.?b",
                                    "\xc3\xbc",
                                    "\xc3\xbc.",
                                    "[\xc3\xbc\xc3\xa4]",
                                    "\\x{fc}"})
            QTest::newRow(pattern) << QString::fromUtf8(pattern);
    }
    // All lines at once, whichever engine does it, gives what one line after another gives.
    void patterns()
    {
        QFETCH(QString, pattern);
        QRandomGenerator random(43);
        static const std::vector<std::string> pieces{"a", "b",  "ab", "x",  "A",        "B",    " ",    "error",  "e",
                                                     "",  "\r", "\t", "aa", "\xc3\xbc", "\xc3", "\xff", "timeout"};
        for (const bool caseSensitive : {false, true}) {
            const LogTextTerm term = pattern.isEmpty() ? regex(QStringLiteral("(?:)")) : regex(pattern, caseSensitive);
            const auto compiled = infra::compileTerm(term);
            QVERIFY(compiled.ok());
            const auto pcre = infra::PcrePattern::compile(term);
            QVERIFY(pcre.ok());
            for (int round = 0; round < 60; ++round) {
                std::vector<std::string> lines;
                for (int i = random.bounded(60); i >= 0; --i) {
                    std::string line;
                    for (int n = random.bounded(6); n > 0; --n)
                        line += pieces[static_cast<size_t>(random.bounded(static_cast<int>(pieces.size())))];
                    // Now and then the piece of a cut line, which has no ending.
                    line += i % 11 == 7 ? "" : i % 3 == 0 ? "\r\n" : "\n";
                    lines.push_back(line.empty() ? "\n" : line);
                }
                const Text text(lines);
                const LogBlock block = text.block();
                const std::vector<quint32> expected = lineByLine(**pcre, block);
                QCOMPARE(scan(**pcre, block), expected);
                QCOMPARE(scan(**compiled, block), expected);
                QCOMPARE(lineByLine(**compiled, block), expected);
            }
        }
    }

    void literals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("caseSensitive");
        QTest::addColumn<std::vector<quint32>>("rows");
        using Rows = std::vector<quint32>;
        QTest::newRow("any case") << QStringLiteral("ERROR") << false << Rows{0, 1, 4};
        QTest::newRow("exact case") << QStringLiteral("ERROR") << true << Rows{1};
        QTest::newRow("umlaut, any case") << QStringLiteral("\u00dcber") << false << Rows{2, 3};
        QTest::newRow("umlaut, exact case") << QStringLiteral("\u00fcber") << true << Rows{2};
        QTest::newRow("in no line") << QStringLiteral("errors") << false << Rows{};
        QTest::newRow("across a line") << QStringLiteral("error\nERROR") << false << Rows{};
        QTest::newRow("into the ending") << QStringLiteral("ending\r") << false << Rows{};
        QTest::newRow("not a pattern") << QStringLiteral("a.c") << false << Rows{5};
        QTest::newRow("NUL") << QString(QChar(0)) << false << Rows{6};
    }
    void literals()
    {
        QFETCH(QString, text);
        QFETCH(bool, caseSensitive);
        QFETCH(std::vector<quint32>, rows);
        const Text lines({"an error\n", "ERROR ending\r\n", "\303\274ber\n", "\303\234BER\n", "\377eRRor", "a.c abc\n",
                          std::string("a\0b\n", 4)});
        const auto compiled = infra::compileTerm({text, LogTextKind::Literal, caseSensitive});
        QVERIFY(compiled.ok());
        QCOMPARE(scan(**compiled, lines.block()), rows);
        QCOMPARE(lineByLine(**compiled, lines.block()), rows);
    }

    // What the table shows is found, though the record spells it otherwise.
    void literalsAreFoundAsJsonSpellsThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("caseSensitive");
        QTest::addColumn<std::vector<quint32>>("rows");
        using Rows = std::vector<quint32>;
        QTest::newRow("quotes") << QStringLiteral("say \"No\"") << false << Rows{0, 1};
        QTest::newRow("quotes, exact case") << QStringLiteral("say \"No\"") << true << Rows{1};
        QTest::newRow("a member") << QStringLiteral("\"level\":\"warn\"") << false << Rows{2};
        QTest::newRow("a path") << QStringLiteral("C:\\temp") << false << Rows{3, 4};
        QTest::newRow("a tab") << QStringLiteral("a\tb") << false << Rows{5, 6};
        QTest::newRow("a letter") << QStringLiteral("caf\u00e9") << false << Rows{7, 8, 9};
        QTest::newRow("a letter, exact case") << QStringLiteral("caf\u00e9") << true << Rows{7, 8};
        QTest::newRow("beyond the first plane") << QStringLiteral("\U0001f600") << false << Rows{10, 11};
        QTest::newRow("no pattern") << QStringLiteral("(\"a.c\")") << false << Rows{12};
        QTest::newRow("too much for one pattern") << QString(4000, QChar(0xe9)) << false << Rows{};
    }
    void literalsAreFoundAsJsonSpellsThem()
    {
        QFETCH(QString, text);
        QFETCH(bool, caseSensitive);
        QFETCH(std::vector<quint32>, rows);
        const Text lines({"{\"msg\":\"say \\\"no\\\"\"}\n", "say \"No\"\n", "{\"level\":\"warn\",\"msg\":\"x\"}\n",
                          "{\"msg\":\"in C:\\\\temp\"}\n", "in c:\\TEMP\n", "a\tb\n", "{\"msg\":\"a\\tb\"}\n",
                          "caf\303\251\n", "{\"msg\":\"caf\\u00E9\"}\n", "{\"msg\":\"CAF\\u00c9\"}\n",
                          "\360\237\230\200\n", "{\"msg\":\"\\ud83d\\uDE00\"}\n", "{\"msg\":\"(\\\"a.c\\\")\"}\n",
                          "{\"msg\":\"(\\\"abc\\\")\"}\n"});
        const auto compiled = infra::compileTerm({text, LogTextKind::Literal, caseSensitive});
        QVERIFY(compiled.ok());
        QCOMPARE(scan(**compiled, lines.block()), rows);
        QCOMPARE(lineByLine(**compiled, lines.block()), rows);
    }

    void whatCannotBeUnderstoodIsPlaced_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("where");
        QTest::newRow("open group") << QStringLiteral("a(b") << QStringLiteral(" at character 4");
        QTest::newRow("after an umlaut") << QStringLiteral("\u00fc)") << QStringLiteral(" at character 2");
        QTest::newRow("nothing to repeat") << QStringLiteral("*") << QStringLiteral(" at character 1");
    }
    void whatCannotBeUnderstoodIsPlaced()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, where);
        const auto refused = infra::compileTerm(regex(pattern));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::InvalidInput);
        QVERIFY2(refused.error().detail.endsWith(where), qPrintable(refused.error().detail));
        QCOMPARE(refused.error().subject, pattern);
    }
    void emptyAndEndlessTermsAreRefused()
    {
        QCOMPARE(infra::compileTerm({}).error().code, base::ErrorCode::InvalidInput);
        QCOMPARE(infra::compileTerm({QString(5000, QLatin1Char('x')), LogTextKind::Literal, false}).error().code,
                 base::ErrorCode::TooLarge);
    }

    void slowPatternsAreGivenUp_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<std::string>("line");
        QTest::newRow("nested repetition") << QStringLiteral("(a+)+\\s$") << std::string(60, 'a') + "b";
        QTest::newRow("alternatives") << QStringLiteral("(a|aa)+\\s$") << std::string(200, 'a') + "b";
        QTest::newRow("three of everything") << QStringLiteral("(.*)(.*)(.*)xy") << std::string(5000, 'a') + "yx";
        QTest::newRow("every beginning reads the whole line")
            << QStringLiteral("(?=a)a.*=[^a=]") << repeated("a=", 400'000);
        QTest::newRow("a little slow, again and again")
            << QStringLiteral("[a=]{4,60000}[0-9]") << repeated((repeated("a=", 8000) + '\n').c_str(), 60);
    }
    // Each is given up by itself in bearable time, whatever it would take.
    void slowPatternsAreGivenUp()
    {
        QFETCH(QString, pattern);
        QFETCH(std::string, line);
        const auto compiled = infra::PcrePattern::compile(regex(pattern));
        QVERIFY(compiled.ok());
        const Text text(linesOf("harmless\n" + line + '\n'));
        std::vector<quint32> rows;
        const auto matcher = (*compiled)->matcher();
        QCOMPARE(matcher->scan(text.block(), goesOn, rows), ScanOutcome::TooSlow);
    }

    // A long line is not slow by itself.
    void longLinesAreNotSlow_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("found");
        QTest::newRow("at the end") << QStringLiteral("e[^x]d") << true;
        QTest::newRow("nowhere") << QStringLiteral("zebra[^x]") << false;
        QTest::newRow("over all of it") << QStringLiteral("^begin.*end\\s*$") << true;
        QTest::newRow("not over all of it") << QStringLiteral("begin.*emd") << false;
        QTest::newRow("characters") << QStringLiteral("\u00fc.\u00fc") << true;
    }
    void longLinesAreNotSlow()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, found);
        const Text text({"begin" + std::string(5 * 1024 * 1024, '-') + "\xc3\xbc\xc3\xa9\xc3\xbc end\n"});
        const auto compiled = infra::PcrePattern::compile(regex(pattern));
        QVERIFY(compiled.ok());
        QCOMPARE(scan(**compiled, text.block()), found ? std::vector<quint32>{0} : std::vector<quint32>{});
    }

    void cancelledScansEnd()
    {
        const std::atomic<bool> stop{true};
        const Text text(std::vector<std::string>(1000, "an error\n"));
        for (const LogTextTerm& term :
             {regex(QStringLiteral("err(or)?")), regex(QStringLiteral("\\serror")), LogFilter::errors().include[0]}) {
            const auto compiled = infra::compileTerm(term);
            QVERIFY(compiled.ok());
            std::vector<quint32> rows;
            QCOMPARE((*compiled)->matcher()->scan(text.block(), stop, rows), ScanOutcome::Cancelled);
        }
    }
};

QTEST_GUILESS_MAIN(TestSearchTerms)
#include "tst_search_terms.moc"
