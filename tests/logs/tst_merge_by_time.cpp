#include "domain/log/merge_by_time.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace ops;
using namespace ops::domain;

namespace {

constexpr qint64 msNs = 1'000'000;
constexpr qint64 hourNs = 3600 * 1000 * msNs;

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

} // namespace

class TestMergeByTime final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void mergeEqualsOneStableSort_data()
    {
        QTest::addColumn<uint>("seed");
        QTest::addColumn<bool>("silences");
        for (uint seed = 1; seed <= 20; ++seed) {
            QTest::addRow("%u", seed) << seed << false;
            QTest::addRow("%u, with silences", seed) << seed << true;
        }
    }
    // With patience for all, in any order of pushing, draining and closing. A long silence is no wrong stamp.
    void mergeEqualsOneStableSort()
    {
        QFETCH(uint, seed);
        QFETCH(bool, silences);
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
            if (silences && random.bounded(15) == 0)
                clocks[index] += random.bounded(1, 500) * hourNs;
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

    void aWrongStampCountsAsTheOneBefore_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 20; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void aWrongStampCountsAsTheOneBefore()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        MergeByTime<std::pair<int, int>> merge(std::chrono::hours(1));
        const int sources = random.bounded(1, 6);
        std::vector<qint64> clocks(static_cast<size_t>(sources), 0);
        std::vector<bool> wrong(static_cast<size_t>(sources), true); // not the first one of a source
        for (int i = 0; i < sources; ++i)
            merge.open();
        std::vector<Item> right;
        std::vector<std::pair<int, int>> order;
        const auto take = [&](std::pair<int, int>&& item) { order.push_back(item); };
        const auto push = [&](int source, int number, bool last) {
            qint64& clock = clocks[static_cast<size_t>(source)];
            clock += random.bounded(20);
            // No two are equal: those of one moment come in the order of their arrival, wrong or not.
            const qint64 stamp = clock * sources + source;
            if (!last && random.bounded(8) == 0) {
                right.push_back({source, number, std::nullopt});
                merge.push(source, std::nullopt, {source, number}, 0);
            } else if (!last && !wrong[static_cast<size_t>(source)] && random.bounded(20) == 0) {
                wrong[static_cast<size_t>(source)] = true;
                right.push_back({source, number, std::nullopt});
                merge.push(source, stamp + random.bounded(27, 100'000) * hourNs, {source, number}, 0);
            } else {
                wrong[static_cast<size_t>(source)] = false;
                right.push_back({source, number, stamp});
                merge.push(source, stamp, {source, number}, 0);
            }
        };
        for (int i = 0; i < 2000; ++i) {
            push(random.bounded(sources), i, false);
            if (random.bounded(3) == 0)
                merge.drain(0, take);
        }
        for (int source = 0; source < sources; ++source)
            push(source, 2000 + source, true);
        for (int source = 0; source < sources; ++source)
            merge.close(source);
        merge.drain(0, take);
        QCOMPARE(order, naiveMerge(right));
        QCOMPARE(merge.late(), 0);
    }

    // Whatever the stamps: nothing is lost, and the order within a source stays.
    void anyStampsKeepTheOrderOfTheirSource()
    {
        constexpr int sources = 4;
        constexpr size_t most = 50;
        QRandomGenerator random(5);
        MergeByTime<std::pair<int, int>> merge(std::chrono::nanoseconds(100), most);
        for (int i = 0; i < sources; ++i)
            merge.open();
        std::vector<int> next(sources, 0);
        std::vector<int> last(sources, -1);
        bool inOrder = true;
        const auto take = [&](std::pair<int, int>&& item) {
            int& before = last[static_cast<size_t>(item.first)];
            inOrder = inOrder && item.second == before + 1;
            before = item.second;
        };
        qint64 clock = 0;
        for (int i = 0; i < 20'000; ++i) {
            const int source = random.bounded(sources);
            clock += random.bounded(100) == 0 ? random.bounded(100) * hourNs : random.bounded(20);
            std::optional<qint64> stamp = clock;
            if (random.bounded(10) == 0)
                stamp = random.bounded(2) == 0 ? std::nullopt : std::optional(static_cast<qint64>(random.generate64()));
            merge.push(source, stamp, {source, next[static_cast<size_t>(source)]++}, i);
            if (random.bounded(50) == 0)
                merge.promise(source, clock);
            merge.drain(i, take);
            QVERIFY(merge.held() <= most);
        }
        merge.drainAll(take);
        QVERIFY(inOrder);
        for (size_t i = 0; i < sources; ++i)
            QCOMPARE(last[i], next[i] - 1);
    }

    void whatIsInDoubtIsWaitedForNoLongerThanPatience()
    {
        MergeByTime<int> merge(std::chrono::milliseconds(250));
        const int a = merge.open();
        const int b = merge.open();
        std::vector<int> order;
        const auto take = [&](int&& item) { order.push_back(item); };
        merge.push(a, 1000, 1, 0);
        merge.push(b, 1000, 2, 0);
        merge.push(a, 1000 * hourNs, 3, 0);
        merge.push(b, 3000, 4, 0);
        merge.drain(0, take);
        QCOMPARE(order, (std::vector<int>{1, 2})); // the next one of a may be of 2000
        QVERIFY(merge.needsMore(a));
        QVERIFY(!merge.needsMore(b));
        merge.drain(250 * msNs, take);
        QCOMPARE(order, (std::vector<int>{1, 2, 4, 3}));
        // It was wrong, and has gone: those that follow do not wait for its moment.
        merge.push(a, 4000, 5, 300 * msNs);
        merge.push(b, 5000, 6, 300 * msNs);
        merge.drain(300 * msNs, take);
        QCOMPARE(order, (std::vector<int>{1, 2, 4, 3, 5}));
    }

    void aLeapIsBelieved_data()
    {
        QTest::addColumn<int>("by");
        QTest::newRow("the next stamp") << 0;
        QTest::newRow("a promise") << 1;
        QTest::newRow("whoever cannot wait") << 2;
        QTest::newRow("the end") << 3;
    }
    void aLeapIsBelieved()
    {
        QFETCH(int, by);
        MergeByTime<int> merge(std::chrono::hours(1));
        const int a = merge.open();
        const int b = merge.open();
        std::vector<int> order;
        const auto take = [&](int&& item) { order.push_back(item); };
        merge.push(a, 1000, 1, 0);
        merge.push(a, 1000 * hourNs, 3, 0);
        merge.push(a, 1000 * hourNs, 4, 0); // what continues a line says nothing
        merge.push(b, 2000, 2, 0);
        merge.drain(0, take);
        QCOMPARE(order, std::vector<int>{1});
        if (by == 0)
            merge.push(a, 1000 * hourNs + 1, 5, 0);
        if (by == 1)
            merge.promise(a, 1000 * hourNs);
        if (by == 2)
            merge.believe(a);
        if (by == 3)
            merge.close(a);
        merge.drain(0, take);
        QCOMPARE(order, (std::vector<int>{1, 2}));
        merge.close(b);
        merge.drain(0, take);
        QCOMPARE(order.size(), by == 0 ? size_t{5} : size_t{4});
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
};

QTEST_GUILESS_MAIN(TestMergeByTime)
#include "tst_merge_by_time.moc"
