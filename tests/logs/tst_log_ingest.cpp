#include "domain/log/log_ingest.h"
#include "domain/log/log_reader.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QTest>

#include <algorithm>

using namespace ops;
using namespace ops::domain;

namespace {

constexpr qint64 msNs = 1'000'000;

struct Item {
    int source;
    int number;
    std::optional<qint64> stampNs;
};

// What the merge is meant to be: each source's stamps made to never go back, then one stable sort.
std::vector<std::pair<int, int>> naiveMerge(const std::vector<Item>& items)
{
    std::map<int, qint64> floor;
    std::vector<std::pair<qint64, std::pair<int, int>>> keyed;
    for (const Item& item : items) {
        qint64& at = floor.try_emplace(item.source, std::numeric_limits<qint64>::min()).first->second;
        at = std::max(at, item.stampNs.value_or(at));
        keyed.emplace_back(at, std::pair(item.source, item.number));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::pair<int, int>> order;
    order.reserve(keyed.size());
    for (const auto& [stamp, item] : keyed)
        order.push_back(item);
    return order;
}

std::string contents(const LogStore& store)
{
    LogReader reader(store);
    const LogSpan& span = reader.pin();
    std::string all;
    for (LogSeq seq = span.first; seq < span.end; seq = seq + 1)
        all += reader.bytes(seq);
    return all;
}

// "2026-01-30T18:04:11.000000005Z text\n"
std::string stamped(qint64 ns, const std::string& text)
{
    const std::string digits = std::to_string(ns);
    return "2026-01-30T18:04:11." + std::string(9 - digits.size(), '0') + digits + "Z " + text + '\n';
}

} // namespace

class TestLogIngest final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void mergeEqualsOneStableSort_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 20; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // With patience for all, in any order of pushing, draining and closing.
    void mergeEqualsOneStableSort()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        MergeByTime<std::pair<int, int>> merge(std::chrono::hours(1));
        const int sources = random.bounded(1, 6);
        std::vector<qint64> clocks(static_cast<size_t>(sources), 0);
        std::vector<bool> open(static_cast<size_t>(sources), true);
        for (int i = 0; i < sources; ++i)
            QCOMPARE(merge.open(), i);
        std::vector<Item> items;
        std::vector<std::pair<int, int>> order;
        const auto take = [&](std::pair<int, int>&& item) { order.push_back(item); };
        for (int i = 0; i < 2000; ++i) {
            const int source = random.bounded(sources);
            const auto index = static_cast<size_t>(source);
            if (!open[index])
                continue;
            clocks[index] += random.bounded(20) - (random.bounded(10) == 0 ? 30 : 0);
            const std::optional<qint64> stamp = random.bounded(8) == 0 ? std::nullopt : std::optional(clocks[index]);
            items.push_back({source, i, stamp});
            merge.push(source, stamp, {source, i}, i);
            if (random.bounded(5) == 0)
                merge.drain(i, take);
            if (random.bounded(1500) == 0) {
                merge.close(source);
                open[index] = false;
            }
        }
        for (int source = 0; source < sources; ++source)
            merge.close(source);
        merge.drain(2000, take);
        QCOMPARE(order, naiveMerge(items));
        QCOMPARE(merge.late(), 0);
        QCOMPARE(merge.held(), size_t{0});
    }

    void nobodyIsWaitedForLongerThanPatience()
    {
        MergeByTime<int> merge(std::chrono::milliseconds(250));
        const int a = merge.open();
        const int b = merge.open();
        std::vector<int> order;
        const auto take = [&](int&& item) { order.push_back(item); };
        merge.push(a, 1000, 1, 0);
        merge.push(a, 3000, 3, 100 * msNs);
        merge.drain(249 * msNs, take);
        QCOMPARE(order, std::vector<int>{});
        merge.drain(250 * msNs, take);
        QCOMPARE(order, std::vector<int>{1});
        merge.push(b, 2000, 2, 260 * msNs); // in time: 3 still waits
        merge.drain(260 * msNs, take);
        QCOMPARE(order, (std::vector<int>{1, 2}));
        merge.drain(400 * msNs, take);
        QCOMPARE(order, (std::vector<int>{1, 2, 3}));
        QCOMPARE(merge.late(), 0);
        merge.push(b, 2500, 4, 500 * msNs);
        merge.promise(a, 9000);
        merge.drain(500 * msNs, take);
        QCOMPARE(order, (std::vector<int>{1, 2, 3, 4}));
        QCOMPARE(merge.late(), 1);
    }

    void oneThatWaitedTakesTheEarlierOnesAlong()
    {
        MergeByTime<int> merge(std::chrono::milliseconds(250));
        const int a = merge.open();
        const int b = merge.open();
        merge.open(); // says nothing
        std::vector<int> order;
        merge.push(a, 5000, 5, 0);
        merge.push(b, 4000, 4, 249 * msNs);
        merge.drain(250 * msNs, [&](int&& item) { order.push_back(item); });
        QCOMPARE(order, (std::vector<int>{4, 5}));
    }

    void heldIsBounded()
    {
        MergeByTime<int> merge(std::chrono::hours(1), 10);
        const int a = merge.open();
        merge.open();
        int count = 0;
        for (int i = 0; i < 100; ++i) {
            merge.push(a, i, int{i}, 0);
            merge.drain(0, [&](int&&) { ++count; });
            QVERIFY(merge.held() <= 10);
        }
        QCOMPARE(count, 90);
        merge.drainAll([&](int&&) { ++count; });
        QCOMPARE(count, 100);
    }

    void numbersAreGivenAgain()
    {
        MergeByTime<int> merge(std::chrono::milliseconds(1));
        const int a = merge.open();
        const int b = merge.open();
        merge.push(a, 1, 1, 0);
        merge.close(a);
        QCOMPARE(merge.open(), b + 1); // a has something yet
        merge.drainAll([](int&&) {});
        QCOMPARE(merge.open(), a);
    }

    void oneSourceIsHandedOnAtOnce()
    {
        LogStore store;
        LogIngest ingest(store);
        const int source = ingest.open({});
        ingest.feed(source, "first\nse", 0);
        QCOMPARE(contents(store), "first\n");
        ingest.feed(source, "cond\r\nlast", 0);
        QCOMPARE(contents(store), "first\nsecond\r\n");
        ingest.end(source, 0);
        QCOMPARE(contents(store), "first\nsecond\r\nlast");
        QCOMPARE(ingest.held(), size_t{0});
    }

    // Any bytes in any pieces come out as they went in.
    void bytesStayBytes()
    {
        QRandomGenerator random(23);
        for (int round = 0; round < 50; ++round) {
            LogStore store({1024 * 1024, {4096, 64}, 300});
            LogIngest ingest(store);
            const int source = ingest.open({});
            std::string all;
            for (int i = random.bounded(40); i > 0; --i) {
                std::string piece = test::randomBytes(random, random.bounded(200));
                if (random.bounded(2) == 0)
                    piece += '\n';
                all += piece;
                ingest.feed(source, piece, i);
            }
            ingest.end(source, 0);
            QCOMPARE(contents(store), all);
        }
    }

    void servicesAreMergedByDockersStamp()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, true});
        const int nats = ingest.open({"nats", LogChannel::Error, true});
        ingest.feed(brain, stamped(10, "TypeError: b1") + stamped(30, "    at b2") + stamped(40, "b3"), 0);
        QCOMPARE(contents(store), "");
        ingest.feed(nats, stamped(20, "n1") + stamped(50, "n2"), msNs);
        // b2 belongs to b1 and stays with it; n2 must wait for what brain may bring.
        QCOMPARE(contents(store), "TypeError: b1\n    at b2\nn1\nb3\n");
        QCOMPARE(ingest.held(), size_t{1});
        ingest.end(brain, 2 * msNs);
        QCOMPARE(contents(store), "TypeError: b1\n    at b2\nn1\nb3\nn2\n");
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        QCOMPARE(store.serviceName(reader.line(first + 2).service), std::string_view("nats"));
        QCOMPARE(reader.tag(first + 2).channel, LogChannel::Error);
        QCOMPARE(reader.headOf(first + 1), first);
        QCOMPARE(ingest.late(), 0);
    }

    void aSilentServiceDelaysTheOthersByPatienceOnly()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, true});
        const int silent = ingest.open({"silent", LogChannel::Output, true});
        ingest.feed(brain, stamped(10, "b"), 0);
        ingest.advance(249 * msNs);
        QCOMPARE(contents(store), "");
        ingest.advance(250 * msNs);
        QCOMPARE(contents(store), "b\n");
        ingest.feed(brain, stamped(20, "c"), 251 * msNs);
        ingest.promise(silent, 1'769'796'251'000'000'500, 252 * msNs);
        QCOMPARE(contents(store), "b\nc\n");
    }

    // A file that was read to its end keeps nobody waiting, and goes on where it was once there is more of it.
    void whatRestsKeepsNobodyWaiting()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, true});
        const int nats = ingest.open({"nats", LogChannel::Output, true});
        const std::string half = stamped(30, "ha").substr(0, stamped(30, "ha").size() - 1);
        ingest.feed(brain, stamped(10, "b1") + half, 0);
        ingest.feed(nats, stamped(20, "n1"), 0);
        QCOMPARE(contents(store), "b1\n");
        QCOMPARE(ingest.unended(brain), half.size());
        ingest.rest(brain, 0);
        QCOMPARE(contents(store), "b1\nn1\n");
        QCOMPARE(ingest.unended(brain), size_t{0});
        ingest.rest(nats, 0);
        QCOMPARE(contents(store), "b1\nn1\nha");
        // The rest of a line that was handed on without its ending belongs to it.
        ingest.wake(brain);
        ingest.feed(brain, "lf\n" + stamped(40, "b2"), 0);
        QCOMPARE(contents(store), "b1\nn1\nhalf\nb2\n");
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.headOf(first + 3), first + 2);
        QCOMPARE(reader.headOf(first + 4), first + 4);
        // Both bring something: they wait for one another again.
        ingest.wake(nats);
        ingest.feed(nats, stamped(60, "n2"), 0);
        ingest.feed(brain, stamped(50, "b3"), 0);
        QCOMPARE(contents(store), "b1\nn1\nhalf\nb2\nb3\n");
        ingest.end(brain, 0);
        QCOMPARE(contents(store), "b1\nn1\nhalf\nb2\nb3\nn2\n");
    }

    // What docker compose put in front of a line of a file says whose it is; in a container's log it is its own words.
    void aComposePrefixNamesItsLine()
    {
        LogStore store;
        LogIngest ingest(store);
        const int file = ingest.open({"night", LogChannel::Output, false, true});
        ingest.feed(file,
                    "titan-brain  | TypeError: x\n"
                    "titan-nats   | ready\n"
                    "titan-brain  |     at y\n"
                    "no prefix\n"
                    "titan-nats   | ha",
                    0);
        ingest.rest(file, 0);
        ingest.wake(file);
        ingest.feed(file, "lf\n", 0);
        ingest.end(file, 0);
        const int container = ingest.open({"titan-execution", LogChannel::Output, false});
        ingest.feed(container, "titan-brain  | posing\n", 0);
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.span().rows(), 7);
        QStringList names;
        for (int i = 0; i < 7; ++i) {
            const std::string_view name = store.serviceName(reader.line(first + i).service);
            names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("titan-brain titan-nats titan-brain night titan-nats "
                                                              "titan-nats titan-execution"));
        QCOMPARE(reader.headOf(first + 2), first);
        QCOMPARE(reader.headOf(first + 5), first + 4);
    }

    void markersStandAtTheirMoment()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, true});
        ingest.open({"nats", LogChannel::Output, true});
        const LogMarker halt{LogMarkerKind::Command, QStringLiteral("HARD_HALT 7f3a SENT"), {}};
        constexpr qint64 second = 1'769'796'251'000'000'000;
        ingest.feed(brain, stamped(10, "last order") + stamped(30, "silence"), 0);
        ingest.mark(halt, "brain", second + 20, msNs);
        ingest.advance(251 * msNs);
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        QCOMPARE(span.rows(), 3);
        const LogLine row = reader.line(span.first + 1);
        QVERIFY(row.tag.marker);
        QCOMPARE(store.serviceName(row.service), std::string_view("brain"));
        QCOMPARE(row.time.utcMs, second / msNs);
        const auto marker = parseLogMarker(row.bytes);
        QVERIFY(marker.ok());
        QCOMPARE(*marker, halt);
    }

    void markersAreReadBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("engine stopped");
        QTest::newRow("quotes and lines") << QStringLiteral("\"a\"\nb\\");
        QTest::newRow("empty") << QString();
    }
    void markersAreReadBack()
    {
        QFETCH(QString, text);
        const LogMarker gap{LogMarkerKind::Gap, text, {-1, 0, {1'769'796'251'207}, {}}};
        const QByteArray line = logMarkerLine(gap);
        QCOMPARE(line.count('\n'), 1);
        const auto back = parseLogMarker({line.constData(), static_cast<size_t>(line.size())});
        QVERIFY(back.ok());
        QCOMPARE(*back, gap);
    }

    void whatIsNoMarkerIsRefused()
    {
        for (const char* line : {"", "{}", "{\"consoleMarker\":\"x\"}", "plain", "[1]"})
            QCOMPARE(parseLogMarker(line).error().code, base::ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestLogIngest)
#include "tst_log_ingest.moc"
