#include "domain/log/log_reader.h"
#include "support/test_case.h"

#include <QTest>

#include <thread>

using namespace ops;
using namespace ops::domain;

namespace {

// A line that says which one it is, long enough that half of one would be noticed.
std::string lineOf(qint64 number)
{
    const std::string digits = std::to_string(number);
    std::string line;
    for (qint64 i = 0; i < 1 + number % 7; ++i)
        line += digits + ' ';
    return line + '\n';
}

// What a reader sees is always a whole piece of the sequence: which line stands where follows from the gap.
void readUntilEnd(const LogStore& store, qint64 total, std::atomic<qint64>& wrong, std::atomic<qint64>& looked)
{
    LogReader reader(store);
    qint64 seen = 0;
    while (seen < total) {
        const LogSpan& span = reader.pin();
        seen = span.gap.rows + span.rows();
        // The newest, the oldest and some between.
        const qint64 step = std::max<qint64>(1, span.rows() / 13);
        for (qint64 i = 0; i < span.rows(); i += step) {
            const qint64 number = span.gap.rows + i;
            const LogLine line = reader.line(span.first + i);
            if (line.bytes != lineOf(number) || line.time.utcMs != number || line.service.index != number % 3)
                ++wrong;
            ++looked;
        }
        if (span.rows() > 0 && reader.bytes(span.end - 1) != lineOf(seen - 1))
            ++wrong;
        reader.unpin();
        std::this_thread::yield();
    }
}

} // namespace

class TestLogStoreThreads final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // One writer that also evicts, three readers that neither lock nor wait.
    void readersSeeWholeLinesWhileTheOldestGo()
    {
        constexpr qint64 total = 300'000;
        LogStore store({256 * 1024, {16 * 1024, 512}, 1024 * 1024});
        store.service("one");
        store.service("two");
        std::atomic<qint64> wrong{0};
        std::atomic<qint64> looked{0};
        std::vector<std::jthread> readers;
        readers.reserve(3);
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&] { readUntilEnd(store, total, wrong, looked); });
        bool kept = true;
        for (qint64 i = 0; i < total; ++i)
            kept = store.append(lineOf(i), {i}, {LogLevel::Info}, {static_cast<quint16>(i % 3)}) && kept;
        readers.clear(); // joins
        QVERIFY(kept);
        QCOMPARE(wrong.load(), 0);
        QVERIFY(looked.load() > 0);
        LogReader reader(store);
        QVERIFY(reader.pin().gap.rows > total / 2);
    }

    // Lines that are read after they were adopted, while others look at them.
    void columnsAppearWhileOthersLook()
    {
        constexpr qint64 total = 50'000;
        auto text = std::make_shared<std::string>();
        for (qint64 i = 0; i < total; ++i)
            *text += lineOf(i);
        LogStore store({64 * 1024 * 1024, {64 * 1024, 2048}, 1024 * 1024});
        std::string_view rest(*text);
        while (!rest.empty()) {
            auto segment = LogSegment::index(text, rest, store.limits());
            QVERIFY(segment.ok());
            rest.remove_prefix((*segment)->textBytes());
            store.adopt(std::move(segment).value());
        }
        std::atomic<qint64> wrong{0};
        std::vector<std::jthread> readers;
        readers.reserve(2);
        for (int i = 0; i < 2; ++i)
            readers.emplace_back([&] {
                LogReader reader(store);
                qint64 read = 0;
                while (read < total) {
                    const LogSpan& span = reader.pin();
                    read = span.readEnd - span.first;
                    for (qint64 row = std::max<qint64>(0, read - 50); row < read; ++row)
                        if (reader.time(span.first + row).utcMs != row ||
                            reader.tag(span.first + row).level != LogLevel::Warn)
                            ++wrong;
                    std::this_thread::yield();
                }
            });
        for (qint64 i = 0; i < total; ++i)
            store.read({i}, {LogLevel::Warn}, {});
        readers.clear();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(store.readEnd(), store.end());
    }
};

QTEST_GUILESS_MAIN(TestLogStoreThreads)
#include "tst_log_store_threads.moc"
