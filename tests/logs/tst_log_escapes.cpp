#include "domain/log/log_escapes.h"
#include "domain/log/log_parser.h"
#include "domain/log/log_reader.h"
#include "domain/log/log_text.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

std::string plain(std::string_view line, bool continues = false)
{
    std::string text;
    return addWithoutEscapes(line, continues, text) ? text : std::string(line);
}

// What the table shows of text that has none any more: an ESC that is left must not begin one with what is behind it
// now.
QString shownPlain(std::string text)
{
    for (size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b', at))
        text.replace(at, 1, "\u241b");
    return shownLogText(text);
}

QString shownMessage(std::string_view line)
{
    const std::string message = messageText(parseLogLine(line));
    return shownLogText(message, message.size());
}

} // namespace

class TestLogEscapes final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("without");
        const auto row = [](const char* name, const QByteArray& line, const QByteArray& without) {
            QTest::newRow(name) << line << without;
        };
        row("none", "order 12", "order 12");
        row("empty", "", "");
        row("between words", "\x1b[32mINFO\x1b[0m order \x1b[1m12\x1b[0m", "INFO order 12");
        row("within a word", "or\x1b[4md\x1b[0mer", "order");
        row("nothing but one", "\x1b[0m", "");
        row("a link", "see \x1b]8;;http://x/\x1b\\here\x1b]8;;\x1b\\.", "see here.");
        row("a title", "\x1b]0;title\x07ready", "ready");
        row("two letters", "\x1bMup", "up");
        row("one that does not end", "\x1b[12", "\x1b[12");
        row("a title that does not end", "\x1b]0;x \x1b[1my\x1b[0m", "\x1b]0;x y");
        row("a title that is too long", QByteArray("\x1b]") + QByteArray(2046, 'x') + '\a',
            QByteArray("\x1b]") + QByteArray(2046, 'x') + '\a');
        row("the longest title", QByteArray("\x1b]") + QByteArray(2045, 'x') + "\a.", ".");
        row("the longest link", QByteArray("\x1b]") + QByteArray(2044, 'x') + "\x1b\\.", ".");
        row("an ESC at the end", "x\x1b", "x\x1b");
        row("JSON", "{\"level\":\"info\",\"msg\":\"\\u001b[32morder\\u001B[0m \\\"12\\\"\"}",
            "{\"level\":\"info\",\"msg\":\"order \\\"12\\\"\"}");
        row("a link in JSON", "{\"msg\":\"\\u001b]8;;http:\\/\\/x\\u001b\\\\here\\u001b]8;;\\u0007\"}",
            "{\"msg\":\"here\"}");
        row("JSON with an ESC as it is", "{\"msg\":\"\x1b[1morder\x1b[0m 12\"}", "{\"msg\":\"order 12\"}");
        row("logfmt", "level=info msg=\"\\u001b[1morder\\u001b[0m 12\"", "level=info msg=\"order 12\"");
        row("an escaped backslash", "{\"msg\":\"\\\\u001b[1morder\"}", "{\"msg\":\"\\\\u001b[1morder\"}");
        row("JSON without a message is shown as it came", "{\"x\":\"\\u001b[1morder\"}", "{\"x\":\"\\u001b[1morder\"}");
        row("no JSON", "wrote \\u001b[1morder", "wrote \\u001b[1morder");
        row("JSON that ends in it", "{\"msg\":\"x\\u001b", "{\"msg\":\"x\x1b");
        row("one that does not end in JSON", "{\"msg\":\"x\\u001b[31\\ny\"}", "{\"msg\":\"x\x1b[31\\ny\"}");
        const QByteArray ended = "\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}";
        row("docker's file", "{\"log\":\"\\u001b[32morder\\u001b[0m \\\"12\\\"" + ended, "order \"12\"");
        row("docker's file and JSON", "{\"log\":\"{\\\"msg\\\":\\\"\\\\u001b[32morder\\\\u001b[0m 12\\\"}" + ended,
            "{\"msg\":\"order 12\"}");
        row("docker's file with none", "{\"log\":\"order \\\\\\\\u001b" + ended,
            "{\"log\":\"order \\\\\\\\u001b" + ended);
        row("half of one", "{\"msg\":\"x\\u00", "{\"msg\":\"x\\u00");
        row("a backslash at the end", "{\"msg\":\"x\\", "{\"msg\":\"x\\");
    }
    void lines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, without);
        const std::string bytes = line.toStdString();
        QCOMPARE(QByteArray::fromStdString(plain(bytes)), without);
        if (line != without)
            QVERIFY(mayHoldEscapes(bytes));
        std::string text = "before ";
        if (addWithoutEscapes(bytes, false, text))
            QCOMPARE(QByteArray::fromStdString(text), "before " + without);
        else
            QCOMPARE(QByteArray::fromStdString(text), QByteArray("before "));
    }

    // The table shows a line that continues another as it came, JSON or not.
    void aLineThatContinuesAnother()
    {
        const std::string line = "  {\"msg\":\"\\u001b[1morder\"}";
        QCOMPARE(plain(line, true), line);
        QCOMPARE(plain("  at \x1b[1morder\x1b[0m", true), "  at order");
    }

    // What is looked in is what the table shows, whatever a line is made of.
    void itIsWhatTheTableShows()
    {
        QRandomGenerator random(5);
        const std::vector<std::string> parts{"\x1b",     "[",       "]",  "1;2",     "m",       "\a",   "\\",
                                             "\x1b[31m", "\x1b]0;", "x ", "é",       "\"",      "{",    "}",
                                             "\t",       "0",       "u",  "\\u001b", "\x1b[0m", "order"};
        for (int round = 0; round < 20'000; ++round) {
            std::string line;
            for (int i = random.bounded(12); i > 0; --i)
                line += parts[static_cast<size_t>(random.bounded(static_cast<int>(parts.size())))];
            QCOMPARE(shownPlain(plain(line, true)), shownLogText(line));
            std::string bytes = test::randomBytes(random, random.bounded(20));
            for (char& byte : bytes)
                byte = static_cast<char>(byte & 0x7f); // halves of a character would become a whole one
            QCOMPARE(shownPlain(plain(bytes, true)), shownLogText(bytes));
        }
    }
    void itIsTheMessageThatTheTableShows()
    {
        QRandomGenerator random(6);
        const std::vector<std::string> parts{
            "\\u001b", "\\u001B[31m", "\\u001b[0m", "\\u001b]0;t\\u0007",     "\\\\", "\\\"", "order ",
            "12",      "\\n",         "[1m",        "\\u001b]8;;x\\u001b\\\\"};
        for (int round = 0; round < 20'000; ++round) {
            std::string line = "{\"level\":\"info\",\"msg\":\"x";
            for (int i = random.bounded(8); i > 0; --i)
                line += parts[static_cast<size_t>(random.bounded(static_cast<int>(parts.size())))];
            line += "\"}";
            QCOMPARE(shownPlain(messageText(parseLogLine(plain(line)))), shownMessage(line));
        }
    }

    // Nobody makes the window slow by what he logs.
    void timeGrowsWithTheLine()
    {
        constexpr size_t bytes = size_t{4} * 1024 * 1024;
        for (const char* const part : {"\x1b]", "\x1b[1;", "\x1b", "\x1b]x\x1b[", "\\u001b]", "\\"}) {
            std::string line = "{\"msg\":\"";
            while (line.size() < bytes)
                line += part;
            QElapsedTimer timer;
            timer.start();
            std::string text;
            addWithoutEscapes(line, false, text);
            addWithoutEscapes(line, true, text);
            QVERIFY2(timer.elapsed() < 20'000, part); // by the square of it: hours
        }
    }

    // A store knows which parts of it need a second look; the others cost a search nothing.
    void aStoreKnowsWhereTheyAre()
    {
        LogStore store({std::numeric_limits<qint64>::max(), {1024 * 1024, 6400}, 1024});
        for (int i = 0; i < 6400; ++i)
            QVERIFY(store.append(i == 1234 ? "\x1b[1mx\x1b[0m\n" : "{\"msg\":\"a \\\"b\\\"\"}\n", {}, {LogLevel::Info},
                                 {}));
        QVERIFY(store.append("the next segment has none\n", {}, {LogLevel::Info}, {}));
        LogReader reader(store);
        const LogSpan span = reader.pin();
        const LogBlock block = reader.block(span.first, span.end);
        QVERIFY(block.end - block.begin == 6400);
        int parts = 0;
        for (quint32 row = block.begin; row < block.end; row = block.nextEscapePart(row)) {
            QCOMPARE(block.mayHoldEscapes(row), row <= 1234 && 1234 < block.nextEscapePart(row));
            QVERIFY(block.nextEscapePart(row) > row);
            ++parts;
        }
        QVERIFY2(parts > 32 && parts <= 64, qPrintable(QString::number(parts)));
        QVERIFY(reader.mayHoldEscapes(span.first + 1234));
        QVERIFY(!reader.mayHoldEscapes(span.first + 4321));
        QVERIFY(reader.block(span.first + 6400, span.end).escapesSeen == 0);
    }
};

QTEST_GUILESS_MAIN(TestLogEscapes)
#include "tst_log_escapes.moc"
