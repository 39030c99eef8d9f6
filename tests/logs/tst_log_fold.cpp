#include "domain/log/log_line_reader.h"
#include "domain/log/log_line_text.h"
#include "domain/log/log_reader.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

struct Expected {
    std::string line;
    LogLevel level;
    bool continuation;
};
using Story = std::vector<Expected>;
constexpr bool head = false;
constexpr bool folds = true;

} // namespace

Q_DECLARE_METATYPE(Story)

class TestLogFold final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void stories_data()
    {
        QTest::addColumn<Story>("story");
        QTest::newRow("Node") << Story{
            {"Error: connect ECONNREFUSED {", LogLevel::Error, head},
            {"    at TCPConnectWrap.afterConnect (node:net:1)", LogLevel::Error, folds},
            {"  errno: -111,", LogLevel::Error, folds},
            {"}", LogLevel::Error, folds},
            {"[Lab] ready", LogLevel::None, head},
        };
        QTest::newRow("Node in colour") << Story{
            {"\x1b[31mError: boom\x1b[39m", LogLevel::Error, head},
            {"    at write (db.js:1)", LogLevel::Error, folds},
            {"\x1b[90m    at node:internal/main/run_main_module:23:47\x1b[39m", LogLevel::Error, folds},
            {"\x1b[2K    drawn over the line", LogLevel::None, head},
            {"\x1b[0m", LogLevel::None, head},
        };
        QTest::newRow("Rust, message on the next line") << Story{
            {"thread 'main' panicked at src/x.rs:10:5:", LogLevel::Fatal, head},
            {"index out of bounds", LogLevel::Fatal, folds},
            {"note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace", LogLevel::Fatal, folds},
            {"Restarting", LogLevel::None, head},
        };
        QTest::newRow("Rust, with a backtrace") << Story{
            {"thread 'main' panicked at 'boom', src/x.rs:10:5", LogLevel::Fatal, head},
            {"stack backtrace:", LogLevel::Fatal, folds},
            {"   0: rust_begin_unwind", LogLevel::Fatal, folds},
            {"boom again", LogLevel::None, head},
        };
        QTest::newRow("Rust, cut off by a structured line") << Story{
            {"thread 'main' panicked at src/x.rs:10:5:", LogLevel::Fatal, head},
            {"{\"level\":30,\"msg\":\"in\"}", LogLevel::Info, head},
            {"next", LogLevel::None, head},
        };
        QTest::newRow("Python") << Story{
            {"Traceback (most recent call last):", LogLevel::Error, head},
            {"  File \"/app/main.py\", line 10, in <module>", LogLevel::Error, folds},
            {"RuntimeError: crash", LogLevel::Error, folds},
            {"RuntimeError: another", LogLevel::Error, head},
        };
        QTest::newRow("Go") << Story{
            {"panic: runtime error: index out of range", LogLevel::Fatal, head},
            {"", LogLevel::Fatal, folds},
            {"goroutine 1 [running]:", LogLevel::Fatal, folds},
            {"main.main()", LogLevel::Fatal, folds},
            {"\t/app/main.go:10 +0x1d", LogLevel::Fatal, folds},
            {"exit status 2", LogLevel::Fatal, folds},
            {"started", LogLevel::None, head},
        };
        QTest::newRow("Postgres") << Story{
            {"2026-01-30 18:04:11.100 UTC [33] ERROR:  duplicate key", LogLevel::Error, head},
            {"2026-01-30 18:04:11.100 UTC [33] DETAIL:  Key (id)=(1)", LogLevel::Error, folds},
            {"\tmore of the statement", LogLevel::Error, folds},
            {"2026-01-30 18:04:12.100 UTC [33] LOG:  checkpoint", LogLevel::Info, head},
        };
        QTest::newRow("nothing to continue") << Story{
            {"    at the very beginning", LogLevel::None, head},
            {"    at the second line", LogLevel::None, folds},
        };
        QTest::newRow("a bracket on its own") << Story{
            {"all done", LogLevel::None, head},
            {"}", LogLevel::None, head},
        };
        QTest::newRow("a blank line ends it") << Story{
            {"TypeError: x", LogLevel::Error, head},
            {"    at y", LogLevel::Error, folds},
            {"", LogLevel::None, head},
            {"    indented", LogLevel::None, folds},
        };
    }
    void stories()
    {
        QFETCH(Story, story);
        LogStore store;
        LogLineReader reader;
        for (const Expected& expected : story) {
            const LogLineReader::Read read = reader.read(expected.line + '\n', store);
            QCOMPARE(read.tag.continuation, expected.continuation);
            QCOMPARE(read.tag.level, expected.level);
            QVERIFY(!read.tag.continuation || read.tag.inferred || read.tag.level == LogLevel::None);
        }
    }

    void aContinuationIsOfTheServiceAndMomentOfItsHead()
    {
        LogStore store;
        LogLineReader reader;
        const auto first =
            reader.read("{\"level\":50,\"time\":1769796251207,\"service\":\"titan-brain\",\"msg\":\"m\"}\n", store);
        const auto second = reader.read("    at handle (x.js:1)\n", store);
        QCOMPARE(store.serviceName(second.service), std::string_view("titan-brain"));
        QCOMPARE(second.service, first.service);
        QCOMPARE(second.orderNs, first.orderNs);
        QCOMPARE(second.time.utcMs, 1'769'796'251'207);
        QVERIFY(second.tag.inheritedTime);
        QVERIFY(!first.tag.inheritedTime);
        const auto third = reader.read("plain\n", store);
        QVERIFY(!third.tag.continuation);
        QCOMPARE(third.service.index, 0);
        QVERIFY(third.tag.inheritedTime);
    }

    void dockersStampIsTakenOffAndCounts()
    {
        LogStore store;
        LogLineReader reader({"titan-brain", LogChannel::Error, true});
        const auto read = reader.read("2026-01-30T18:04:12.000000001Z "
                                      "{\"level\":50,\"time\":1769796251207,\"service\":\"other\",\"msg\":\"m\"}\r\n",
                                      store);
        QCOMPARE(read.bytes,
                 std::string_view("{\"level\":50,\"time\":1769796251207,\"service\":\"other\",\"msg\":\"m\"}\r\n"));
        QCOMPARE(read.time.utcMs, 1'769'796'252'000);
        QCOMPARE(read.orderNs, std::optional<qint64>(1'769'796'252'000'000'001));
        QCOMPARE(store.serviceName(read.service), std::string_view("titan-brain"));
        QCOMPARE(read.tag.channel, LogChannel::Error);
        const auto frame = reader.read("2026-01-30T18:04:12.000000002Z     at x\n", store);
        QVERIFY(frame.tag.continuation);
        QCOMPARE(frame.bytes, std::string_view("    at x\n"));
        // A line that has no such stamp stays as it is.
        QCOMPARE(reader.read("no stamp\n", store).bytes, std::string_view("no stamp\n"));
    }

    void containersOfOneFileAreToldApart()
    {
        LogStore store;
        LogLineReader reader;
        const std::vector<std::string> lines{
            "titan-brain-1  | TypeError: x",
            "nats-1         | [1] 2026/01/30 18:04:11.100200 [INF] Server is ready",
            "titan-brain-1  |     at y",
            "nats-1         |     banner",
        };
        std::vector<LogLineReader::Read> read;
        read.reserve(lines.size());
        for (const std::string& line : lines)
            read.push_back(reader.read(line + '\n', store));
        QCOMPARE(store.serviceName(read[0].service), std::string_view("titan-brain-1"));
        QVERIFY(read[2].tag.continuation);
        QCOMPARE(read[2].tag.level, LogLevel::Error);
        QCOMPARE(read[2].service, read[0].service);
        QCOMPARE(read[3].tag.level, LogLevel::Info);
        QCOMPARE(read[3].service, read[1].service);
    }

    // Each channel of a container's file has its own order.
    void dockersFile()
    {
        const auto wrapped = [](const char* inside, const char* stream, int second) {
            return std::string("{\"log\":\"") + inside + "\",\"stream\":\"" + stream +
                   "\",\"time\":\"2026-01-30T18:04:1" + std::to_string(second) + "Z\"}\n";
        };
        LogStore store;
        LogLineReader source;
        for (const std::string& line : {wrapped("TypeError: \\\"x\\\"\\n", "stderr", 1),
                                        wrapped("{\\\"level\\\":30,\\\"msg\\\":\\\"fine\\\"}\\n", "stdout", 2),
                                        wrapped("    at \\\"y\\\"\\r\\n", "stderr", 3), wrapped("one ha", "stdout", 4),
                                        wrapped("lf\\n", "stdout", 5), wrapped("next\\n", "stdout", 6)}) {
            const auto read = source.read(line, store);
            QVERIFY(store.append(read.bytes, read.time, read.tag, read.service));
        }
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.tag(first).channel, LogChannel::Error);
        QCOMPARE(reader.tag(first + 1).channel, LogChannel::Output);
        QCOMPARE(reader.tag(first + 1).level, LogLevel::Info);
        QCOMPARE(reader.time(first + 1).utcMs, 1'769'796'252'000);
        using Seqs = std::vector<LogSeq>;
        QCOMPARE(reader.continuationsOf(first), (Seqs{first + 2}));
        QCOMPARE(reader.continuationsOf(first + 3), (Seqs{first + 4}));
        QVERIFY(!reader.tag(first + 5).continuation);
        QCOMPARE(logLineFor(reader, first + 2, LogLineAs::Text, {}),
                 QByteArray("2026-01-30T18:04:13.000Z     at \"y\"\n"));
        QCOMPARE(logLineFor(reader, first + 1, LogLineAs::Text, {}),
                 QByteArray("2026-01-30T18:04:12.000Z INFO fine\n"));
    }

    // What the console itself has stamped keeps what is inside.
    void dockersFileIsNotCut()
    {
        LogStore store;
        LogLineReader reader({"titan-brain", LogChannel::Output, true});
        const std::string line = "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}"
                                 "\n";
        QCOMPARE(reader.read(line, store).bytes, std::string_view(line));
        QCOMPARE(reader.read("2026-01-30T18:04:12.000000001Z " + line, store).bytes.size(), line.size());
    }

    void theRestOfALongLineContinuesIt()
    {
        LogStore store;
        LogLineReader reader;
        QVERIFY(!reader.read("{\"level\":50,\"msg\":\"half of", store).tag.continuation);
        const auto rest = reader.read(" it\"}\n", store);
        QVERIFY(rest.tag.continuation);
        QCOMPARE(rest.tag.level, LogLevel::Error);
        QVERIFY(!reader.read("next\n", store).tag.continuation);
    }

    void headsAreFoundAcrossOtherServices()
    {
        LogStore store;
        const LogTag plain{LogLevel::Error};
        LogTag continues = plain;
        continues.continuation = true;
        const LogService a = store.service("a");
        const LogService b = store.service("b");
        QVERIFY(store.append("orphan\n", {1}, continues, b));
        QVERIFY(store.append("head\n", {2}, plain, a));
        QVERIFY(store.append("other\n", {3}, plain, b));
        QVERIFY(store.append("frame 1\n", {4}, continues, a));
        QVERIFY(store.append("other frame\n", {5}, continues, b));
        QVERIFY(store.append("frame 2\n", {6}, continues, a));
        QVERIFY(store.append("head 2\n", {7}, plain, a));
        QVERIFY(store.append("frame of 2\n", {8}, continues, a));
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        const std::vector<int> heads{0, 1, 2, 1, 2, 1, 6, 6};
        for (int row = 0; row < 8; ++row)
            QCOMPARE(reader.headOf(first + row) - first, heads[static_cast<size_t>(row)]);
        using Seqs = std::vector<LogSeq>;
        QCOMPARE(reader.continuationsOf(first + 1), (Seqs{first + 3, first + 5}));
        QCOMPARE(reader.continuationsOf(first + 2), (Seqs{first + 4}));
        QCOMPARE(reader.continuationsOf(first + 6), (Seqs{first + 7}));
        QCOMPARE(reader.continuationsOf(first), Seqs{});
        QCOMPARE(reader.continuationsOf(first + 3), Seqs{});
    }
};

QTEST_GUILESS_MAIN(TestLogFold)
#include "tst_log_fold.moc"
