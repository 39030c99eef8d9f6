#include "naive_log.h"
#include "support/test_case.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace ops;
using namespace ops::domain;
using test::NaiveLine;

namespace {

LogStoreLimits smallLimits()
{
    return {64 * 1024, {4096, 64}, 1024 * 1024};
}

// One store and what should be in it.
struct Twin {
    explicit Twin(LogStoreLimits limits = smallLimits())
        : store(limits)
    {
    }

    void append(const NaiveLine& line)
    {
        QVERIFY(store.append(line.bytes, line.time, line.tag, store.service(line.service)));
        all.push_back(line);
    }
    // Adopts some lines, unread; columns are given later by readSome().
    void adopt(const std::vector<NaiveLine>& lines)
    {
        auto text = std::make_shared<std::string>();
        for (const NaiveLine& line : lines)
            *text += line.bytes;
        std::string_view rest(*text);
        while (!rest.empty()) {
            auto segment = LogSegment::index(text, rest, store.limits());
            QVERIFY(segment.ok());
            rest.remove_prefix((*segment)->textBytes());
            store.adopt(std::move(segment).value());
        }
        all.insert(all.end(), lines.begin(), lines.end());
    }
    void readSome(qint64 rows)
    {
        for (; rows > 0 && store.readEnd() < store.end(); --rows) {
            const qint64 fromEnd = store.end() - store.readEnd();
            const NaiveLine& line = all[all.size() - static_cast<size_t>(fromEnd)];
            QCOMPARE(store.bytesAtReadEnd(), std::string_view(line.bytes));
            store.read(line.time, line.tag, store.service(line.service));
        }
    }

    LogStore store;
    std::vector<NaiveLine> all;
};

NaiveLine randomLine(QRandomGenerator& random, qint64& clock)
{
    const int length = random.bounded(50) == 0 ? 5000 : random.bounded(120);
    std::string service;
    if (random.bounded(4) != 0)
        service = "svc" + std::to_string(random.bounded(5));
    return {test::randomBytes(random, length) + '\n', test::randomTime(random, clock), test::randomTag(random),
            service};
}

} // namespace

class TestLogStore final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyStoreHasAnEmptySpan()
    {
        const LogStore store;
        LogReader reader(store);
        QCOMPARE(reader.pin().rows(), 0);
        QCOMPARE(reader.span().gap, LogGap());
        QCOMPARE(store.heldBytes(), 0);
    }

    void whatWasAppendedIsRead()
    {
        Twin twin;
        const LogTag tag{LogLevel::Warn, true, LogChannel::Error, false, false, true};
        twin.append({std::string("a\0b\r\n", 5), {1'769'792'648'113}, tag, "titan-brain"});
        twin.append({"", {}, {LogLevel::None}, ""});
        twin.append({"no ending", {-5}, {LogLevel::Info}, "titan-brain"});
        LogReader reader(twin.store);
        QCOMPARE(reader.pin().rows(), 3);
        QCOMPARE(test::differs(reader, twin.all), nullptr);
        QCOMPARE(twin.store.serviceCount(), 2);
    }

    void tagsFitOneByte()
    {
        for (int byte = 0; byte < 256; ++byte)
            QCOMPARE(int{LogTag::unpacked(static_cast<quint8>(byte)).packed()}, byte);
    }

    // Random appends, adoptions, reading and pinning, against a vector of everything.
    void anyHistoryEqualsTheNaiveOne_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 12; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void anyHistoryEqualsTheNaiveOne()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        Twin twin;
        qint64 clock = 1'769'792'648'113;
        LogReader reader(twin.store);
        for (int step = 0; step < 300; ++step) {
            if (random.bounded(10) == 0) {
                std::vector<NaiveLine> lines;
                for (int i = random.bounded(200); i > 0; --i)
                    lines.push_back(randomLine(random, clock));
                twin.adopt(lines);
            } else {
                for (int i = random.bounded(40); i > 0; --i)
                    twin.append(randomLine(random, clock));
            }
            twin.readSome(random.bounded(120));
            reader.pin();
            QCOMPARE(test::differs(reader, twin.all), nullptr);
            QVERIFY(twin.store.heldBytes() <= twin.store.limits().capBytes + 2 * 5100);
        }
        QVERIFY(reader.span().gap.rows > 0);
        twin.readSome(std::numeric_limits<qint64>::max());
        QCOMPARE(reader.pin().readEnd, reader.span().end);
        QCOMPARE(test::differs(reader, twin.all), nullptr);
    }

    void whatIsPinnedStays()
    {
        Twin twin;
        qint64 clock = 0;
        QRandomGenerator random(3);
        for (int i = 0; i < 400; ++i)
            twin.append(randomLine(random, clock));
        LogReader pinned(twin.store);
        pinned.pin();
        const std::vector<NaiveLine> then = twin.all;
        for (int i = 0; i < 4000; ++i)
            twin.append(randomLine(random, clock));
        QVERIFY(twin.store.retiredSegments() > 0);
        QCOMPARE(test::differs(pinned, then), nullptr);
        pinned.unpin();
        twin.store.reclaim();
        QCOMPARE(twin.store.retiredSegments(), 0);
        QCOMPARE(pinned.span().rows(), 0);
        QCOMPARE(pinned.pin().end, twin.store.end());
        QCOMPARE(test::differs(pinned, twin.all), nullptr);
    }

    void theGapTellsItsTime()
    {
        Twin twin;
        for (int i = 0; i < 20'000; ++i)
            twin.append({"line\n", {1000 + i}, {LogLevel::Info}, {}});
        LogReader reader(twin.store);
        const LogSpan& span = reader.pin();
        QVERIFY(span.gap.rows > 0);
        QCOMPARE(span.gap.from.utcMs, 1000);
        QCOMPARE(span.gap.to.utcMs, 1000 + span.gap.rows - 1);
        QCOMPARE(reader.time(span.first).utcMs, 1000 + span.gap.rows);
        QCOMPARE(span.gap.rows % 64, 0); // whole segments
    }

    void olderLinesGoInFront()
    {
        Twin twin;
        qint64 clock = 0;
        QRandomGenerator random(9);
        const auto shortLine = [&](const char* service) {
            return NaiveLine{test::randomBytes(random, 30) + '\n', test::randomTime(random, clock),
                             test::randomTag(random), service};
        };
        twin.append(shortLine("titan-brain"));
        twin.append(shortLine("nats"));
        LogReader reader(twin.store);
        const LogSeq before = reader.pin().first;

        Twin older;
        for (int i = 0; i < 200; ++i)
            older.append(shortLine(i % 2 == 0 ? "nats" : "titan-opsd"));
        const LogGap remaining{7, 70, {1}, {2}};
        QVERIFY(twin.store.prepend(std::move(older.store), remaining).ok());
        const LogSpan& span = reader.pin();
        QCOMPARE(span.first, before - 200); // what was there keeps its number
        QCOMPARE(span.gap, remaining);
        std::vector<NaiveLine> all(7, NaiveLine{std::string(10, 'x'), {}, {}, {}}); // what is still missing
        all.insert(all.end(), older.all.begin(), older.all.end());
        all.insert(all.end(), twin.all.begin(), twin.all.end());
        QCOMPARE(test::differs(reader, all), nullptr);

        // It goes on at the other end, and what is oldest now goes first.
        for (int i = 0; i < 3000; ++i) {
            all.push_back(shortLine("nats"));
            twin.append(all.back());
        }
        reader.pin();
        QCOMPARE(test::differs(reader, all), nullptr);
        QCOMPARE(reader.span().gap.from.utcMs, 1);
    }

    void olderLinesIntoAnEmptyStore()
    {
        Twin older;
        older.append({"a\n", {1}, {LogLevel::Info}, "x"});
        LogStore store(smallLimits());
        QVERIFY(store.prepend(std::move(older.store), {}).ok());
        QVERIFY(store.append("b\n", {2}, {LogLevel::Info}, store.service("y")));
        older.all.push_back({"b\n", {2}, {LogLevel::Info}, "y"});
        LogReader reader(store);
        reader.pin();
        QCOMPARE(test::differs(reader, older.all), nullptr);
    }

    void olderLinesThatDoNotFitAreRefused()
    {
        Twin twin;
        Twin older({1024 * 1024, {4096, 64}, 1024 * 1024});
        for (int i = 0; i < 700; ++i)
            older.append({std::string(100, 'x') + '\n', {i}, {LogLevel::Info}, {}});
        twin.append({"newest\n", {5}, {LogLevel::Info}, {}});
        const auto refused = twin.store.prepend(std::move(older.store), {});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::TooLarge);
        Twin unread;
        unread.adopt({{"line\n", {}, {}, {}}});
        const auto unreadRefused = twin.store.prepend(std::move(unread.store), {});
        QVERIFY(!unreadRefused.ok());
        QCOMPARE(unreadRefused.error().code, base::ErrorCode::InvalidInput);
        LogReader reader(twin.store);
        reader.pin();
        QCOMPARE(test::differs(reader, twin.all), nullptr);
    }

    // Lines that stand between the oldest ones: those are replaced by a store that has them too.
    void olderLinesGoBetween()
    {
        Twin twin;
        for (int i = 0; i < 100; ++i)
            twin.append({"new " + std::to_string(i) + '\n', {i}, {LogLevel::Info}, "x"});
        QCOMPARE(twin.store.rowsOfWholeSegments(0), 0);
        const qint64 whole = twin.store.rowsOfWholeSegments(10);
        QVERIFY(whole >= 10 && whole < 100);
        LogReader reader(twin.store);
        const LogSeq unmoved = reader.pin().first + 10;
        const auto front = [&] {
            Twin made;
            for (int i = 0; i < 10; ++i) {
                made.append({"old " + std::to_string(i) + '\n', {i}, {LogLevel::Info}, "y"});
                made.append(twin.all[static_cast<size_t>(i)]);
            }
            for (qint64 i = 10; i < whole; ++i)
                made.append(twin.all[static_cast<size_t>(i)]);
            return made.all;
        };
        const std::vector<NaiveLine> lines = front();
        const auto put = [&] {
            Twin made;
            for (const NaiveLine& line : lines)
                made.append(line);
            return twin.store.prepend(std::move(made.store), {}, whole);
        };
        // Somebody still looks at what would go.
        const auto refused = put();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::Busy);
        QCOMPARE(test::differs(reader, twin.all), nullptr);
        reader.unpin();
        QVERIFY(put().ok());
        std::vector<NaiveLine> all = lines;
        all.insert(all.end(), twin.all.begin() + whole, twin.all.end());
        reader.pin();
        QCOMPARE(test::differs(reader, all), nullptr);
        QCOMPARE(reader.bytes(unmoved), std::string_view("new 10\n"));
        reader.unpin();
        // All of it, the segment that is being written among it; it goes on in one of its own.
        Twin made;
        made.append({"oldest\n", {0}, {LogLevel::Info}, "z"});
        for (const NaiveLine& line : all)
            made.append(line);
        QVERIFY(twin.store.prepend(std::move(made.store), {}, static_cast<qint64>(all.size())).ok());
        QVERIFY(twin.store.append("newest\n", {1000}, {LogLevel::Info}, twin.store.service("x")));
        made.all.push_back({"newest\n", {1000}, {LogLevel::Info}, "x"});
        reader.pin();
        QCOMPARE(test::differs(reader, made.all), nullptr);
    }

    // Whoever reads while the first lines are replaced sees all lines from the old first one or from the new one on,
    // never those in between without what comes before them.
    void aReaderSeesOneFrontOrTheOther()
    {
        Twin twin;
        for (int i = 0; i < 400; ++i)
            twin.append({std::to_string(i) + '\n', {i}, {LogLevel::Info}, "x"});
        std::atomic<bool> over{false};
        std::atomic<qint64> wrong{0};
        std::atomic<qint64> looks{0};
        std::thread looking([&] {
            LogReader reader(twin.store);
            while (!over.load()) {
                // The first line is always number 0 of its round, and the last one stays.
                const LogSpan& span = reader.pin();
                const bool fine = reader.bytes(span.first) == "0\n" && reader.bytes(span.end - 1) == "399\n";
                wrong += fine ? 0 : 1;
                ++looks;
                reader.unpin();
            }
        });
        QTRY_VERIFY(looks.load() > 0);
        int put = 0;
        for (int tries = 0; put < 300 && tries < 1'000'000; ++tries) {
            const qint64 replaced = twin.store.rowsOfWholeSegments(30);
            Twin made;
            for (qint64 i = 0; i < replaced; ++i)
                made.append({std::to_string(i) + '\n', {i}, {LogLevel::Info}, "x"});
            put += twin.store.prepend(std::move(made.store), {}, replaced).ok() ? 1 : 0;
        }
        over = true;
        looking.join();
        QCOMPARE(put, 300);
        QCOMPARE(wrong.load(), qint64{0});
    }

    // Whoever is refused for a moment tries the same again, and its lines keep their services.
    void whatIsTriedAgainIsTheSame()
    {
        Twin twin;
        for (int i = 0; i < 100; ++i)
            twin.append({std::to_string(i) + '\n', {i}, {LogLevel::Info}, i % 2 == 0 ? "a" : "b"});
        const qint64 replaced = twin.store.rowsOfWholeSegments(10);
        Twin older;
        older.append({"oldest\n", {-1}, {LogLevel::Info}, "c"});
        for (qint64 i = 0; i < replaced; ++i)
            older.append(twin.all[static_cast<size_t>(i)]);
        LogReader reader(twin.store);
        reader.pin();
        for (int i = 0; i < 3; ++i) {
            const auto refused = twin.store.prepend(std::move(older.store), {}, replaced);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, base::ErrorCode::Busy);
        }
        reader.unpin();
        QVERIFY(twin.store.prepend(std::move(older.store), {}, replaced).ok());
        std::vector<NaiveLine> all = older.all;
        all.insert(all.end(), twin.all.begin() + replaced, twin.all.end());
        reader.pin();
        QCOMPARE(test::differs(reader, all), nullptr);
    }

    // Older lines may stand above the cap for as long as somebody wants them to.
    void olderLinesMayStandAboveTheCap()
    {
        LogStoreLimits limits = smallLimits();
        limits.olderBytes = 16 * 1024;
        Twin twin(limits);
        const auto line = [](int i) { return NaiveLine{std::string(99, 'x') + '\n', {i}, {LogLevel::Info}, {}}; };
        for (int i = 0; i < 5000; ++i)
            twin.append(line(i));
        const qint64 before = twin.store.gap().rows;
        QVERIFY(before > 0);
        Twin older(limits);
        for (int i = 0; i < 100; ++i)
            older.append(line(i));
        LogGap remaining = twin.store.gap();
        remaining.rows -= 100;
        QVERIFY(twin.store.prepend(std::move(older.store), remaining).ok());
        QVERIFY(twin.store.heldBytes() > limits.capBytes);
        QCOMPARE(twin.store.gap().rows, before - 100);
        twin.store.letOlderGo();
        QVERIFY(twin.store.heldBytes() <= limits.capBytes);
        QVERIFY(twin.store.gap().rows > before - 100); // counted again
        const qint64 held = twin.store.heldBytes();
        twin.store.letOlderGo();
        QCOMPARE(twin.store.heldBytes(), held);
        LogReader reader(twin.store);
        QCOMPARE(reader.pin().gap.rows + reader.span().rows(), 5000);
    }

    void aLongLineIsCutIntoRowsWhereItIsAdopted()
    {
        LogStore store({64 * 1024, {4096, 64}, 1000});
        auto text = std::make_shared<std::string>(std::string(2500, 'x') + "\nnext\n");
        auto segment = LogSegment::index(text, *text, store.limits());
        QVERIFY(segment.ok());
        QCOMPARE(size_t{(*segment)->textBytes()}, text->size());
        store.adopt(std::move(segment).value());
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        QCOMPARE(span.rows(), 4);
        QCOMPARE(reader.bytes(span.first), std::string_view(*text).substr(0, 1000));
        QCOMPARE(reader.bytes(span.first + 2), std::string_view(*text).substr(2000, 501));
        QCOMPARE(reader.bytes(span.first + 3), std::string_view("next\n"));
    }

    void whatIsAdoptedLivesAsLongAsItIsShown()
    {
        auto text = std::make_shared<std::string>("a line\n");
        const std::weak_ptr<std::string> watch = text;
        {
            LogStore store(smallLimits());
            auto segment = LogSegment::index(text, *text, store.limits());
            text.reset();
            store.adopt(std::move(segment).value());
            QVERIFY(!watch.expired());
        }
        QVERIFY(watch.expired());
    }

    void blocksCoverTheSpan()
    {
        Twin twin;
        qint64 clock = 0;
        QRandomGenerator random(5);
        for (int i = 0; i < 900; ++i)
            twin.append(randomLine(random, clock));
        LogReader reader(twin.store);
        const LogSpan span = reader.pin();
        std::string all;
        int blocks = 0;
        for (LogSeq at = span.first; at < span.end; ++blocks) {
            const LogBlock block = reader.block(at, span.end);
            QCOMPARE(block.first + block.begin, at);
            std::string rows;
            for (quint32 row = block.begin; row < block.end; ++row) {
                QCOMPARE(block.bytes(row), reader.bytes(block.first + row));
                QCOMPARE(LogTag::unpacked(block.tags[row]), reader.tag(block.first + row));
                rows += block.bytes(row);
            }
            QCOMPARE(block.bytes(), std::string_view(rows));
            all += rows;
            at = block.first + block.end;
        }
        QVERIFY(blocks > 5);
        std::string expected;
        for (size_t i = twin.all.size() - static_cast<size_t>(span.rows()); i < twin.all.size(); ++i)
            expected += twin.all[i].bytes;
        QCOMPARE(all, expected);
        const LogBlock part = reader.block(span.first + 3, span.first + 5);
        QCOMPARE(part.end - part.begin, 2U);
    }

    void namesAreFewAndStay()
    {
        LogStore store;
        QCOMPARE(store.service("").index, 0);
        for (int i = 1; i <= maxLogServices; ++i)
            QCOMPARE(int{store.service(std::to_string(i)).index}, i);
        QVERIFY(!store.moreServices());
        QCOMPARE(store.service("one too many").index, 0);
        QVERIFY(store.moreServices());
        QCOMPARE(store.service("7").index, 7);
        QCOMPARE(store.serviceName({255}), std::string_view("255"));
        QCOMPARE(store.serviceName({maxLogServices}), std::string_view(std::to_string(maxLogServices)));
        QCOMPARE(store.serviceName({0}), std::string_view());
    }

    // A number of one byte would do for 255 of them.
    void aThousandServices()
    {
        LogStore older;
        for (int i = 999; i >= 0; --i)
            QVERIFY(older.append("old\n", {i}, {LogLevel::Info}, older.service(std::to_string(i))));
        LogStore store({qint64{64} * 1024 * 1024, {4096, 64}, 1024, &AddressSpace::heap(), 1024 * 1024});
        for (int i = 0; i < 1000; ++i)
            QVERIFY(store.append("new\n", {i}, {LogLevel::Info}, store.service(std::to_string(i))));
        QVERIFY(store.prepend(std::move(older), {}).ok());
        LogReader reader(store);
        const LogSpan span = reader.pin();
        for (LogSeq at = span.first; at < span.end; at = at + 1) {
            const LogLine line = reader.line(at);
            QCOMPARE(store.serviceName(line.service), std::string_view(std::to_string(line.time.utcMs)));
        }
        store.noteSkew(store.service("700"), 5);
        QCOMPARE(store.skewMs(store.service("700")), 5);
    }

    // The figure of the store's goal: 11 bytes a line besides its text.
    void elevenBytesALine()
    {
        LogStore store;
        const std::string line = std::string(123, 'x') + '\n';
        for (int i = 0; i < 1000; ++i)
            QVERIFY(store.append(line, {i}, {LogLevel::Info}, {}));
        QCOMPARE(store.heldBytes(), qint64{1000} * (124 + 11));
    }
};

QTEST_GUILESS_MAIN(TestLogStore)
#include "tst_log_store.moc"
