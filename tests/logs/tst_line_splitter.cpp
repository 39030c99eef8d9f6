#include "domain/log/line_splitter.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::LineSplitter;

namespace {

std::vector<std::string> split(const std::vector<std::string>& pieces, size_t maxLineBytes = 64 * 1024 * 1024)
{
    LineSplitter splitter(maxLineBytes);
    std::vector<std::string> lines;
    const auto take = [&](std::string_view line) { lines.emplace_back(line); };
    for (const std::string& piece : pieces)
        splitter.feed(piece, take);
    splitter.finish(take);
    return lines;
}

// Byte after byte.
std::vector<std::string> naive(const std::string& bytes, size_t maxLineBytes)
{
    std::vector<std::string> lines;
    std::string line;
    for (const char c : bytes) {
        line.push_back(c);
        if (c == '\n' || line.size() == maxLineBytes)
            lines.push_back(std::exchange(line, {}));
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

} // namespace

class TestLineSplitter final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryByte_data()
    {
        QTest::addColumn<std::vector<std::string>>("pieces");
        QTest::addColumn<std::vector<std::string>>("lines");
        using Texts = std::vector<std::string>;
        QTest::newRow("nothing") << Texts{} << Texts{};
        QTest::newRow("empty piece") << Texts{""} << Texts{};
        QTest::newRow("one line") << Texts{"a\n"} << Texts{"a\n"};
        QTest::newRow("no ending") << Texts{"a\nb"} << Texts{"a\n", "b"};
        QTest::newRow("empty lines") << Texts{"\n\n"} << Texts{"\n", "\n"};
        QTest::newRow("CRLF") << Texts{"a\r\nb\r\n"} << Texts{"a\r\n", "b\r\n"};
        QTest::newRow("CRLF in two writes") << Texts{"a\r", "\nb"} << Texts{"a\r\n", "b"};
        QTest::newRow("lone CR") << Texts{"10%\r20%\n"} << Texts{"10%\r20%\n"};
        QTest::newRow("split word") << Texts{"HA", "LT", "ED\nnext"} << Texts{"HALTED\n", "next"};
        QTest::newRow("split character") << Texts{"\xc3", "\xbc\n"} << Texts{"\xc3\xbc\n"};
        QTest::newRow("NUL") << Texts{std::string("a\0b\n", 4)} << Texts{std::string("a\0b\n", 4)};
        QTest::newRow("not UTF-8") << Texts{"\xff\xfe\x80\n"} << Texts{"\xff\xfe\x80\n"};
        QTest::newRow("ANSI") << Texts{"\x1b[31mred\x1b[0m\n"} << Texts{"\x1b[31mred\x1b[0m\n"};
    }
    void keepsEveryByte()
    {
        QFETCH(std::vector<std::string>, pieces);
        QFETCH(std::vector<std::string>, lines);
        QCOMPARE(split(pieces), lines);
    }

    void fiveMegabytesInSmallWrites()
    {
        const std::string line = std::string(5 * 1024 * 1024, 'x') + '\n';
        std::vector<std::string> pieces;
        for (size_t at = 0; at < line.size(); at += 65'536)
            pieces.push_back(line.substr(at, 65'536));
        QCOMPARE(split(pieces), std::vector<std::string>{line});
    }

    void anyPiecesGiveTheSameLines_data()
    {
        QTest::addColumn<int>("maxLineBytes");
        QTest::newRow("no limit") << 1'000'000;
        QTest::newRow("limit 7") << 7;
        QTest::newRow("limit 1") << 1;
    }
    void anyPiecesGiveTheSameLines()
    {
        QFETCH(int, maxLineBytes);
        QRandomGenerator random(17);
        for (int round = 0; round < 200; ++round) {
            std::string bytes;
            for (int i = random.bounded(30); i > 0; --i)
                bytes += test::randomBytes(random, random.bounded(20)) + (random.bounded(3) == 0 ? "\r\n" : "\n");
            bytes += test::randomBytes(random, random.bounded(10));
            std::vector<std::string> pieces;
            for (size_t at = 0; at < bytes.size();) {
                const auto length = static_cast<size_t>(random.bounded(1, 15));
                pieces.push_back(bytes.substr(at, length));
                at += length;
            }
            QCOMPARE(split(pieces, static_cast<size_t>(maxLineBytes)), naive(bytes, static_cast<size_t>(maxLineBytes)));
        }
    }

    void saysWhatIsWaiting()
    {
        LineSplitter splitter;
        splitter.feed("half a li", [](std::string_view) {});
        QCOMPARE(splitter.waiting(), size_t{9});
        splitter.feed("ne\n", [](std::string_view) {});
        QCOMPARE(splitter.waiting(), size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestLineSplitter)
#include "tst_line_splitter.moc"
