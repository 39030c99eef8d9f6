#include "infra/search/log_search.h"
#include "infra/search/record_scanner.h"
#include "naive_filter.h"
#include "support/test_case.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <sys/resource.h>

using namespace ops;
using namespace ops::domain;
using infra::LogSearch;
using infra::ScanOutcome;
using test::NaiveLine;

Q_DECLARE_METATYPE(ops::domain::LogHits)

namespace {

const std::atomic<bool> goesOn{false};

// A store of small segments, and every line that ever went into it.
struct Twin {
    explicit Twin(qint64 capBytes = 1024 * 1024)
        : store(std::make_shared<LogStore>(LogStoreLimits{capBytes, {2048, 48}, 1024 * 1024}))
    {
    }
    void append(const NaiveLine& line)
    {
        QVERIFY(store->append(line.bytes, line.time, line.tag, store->service(line.service)));
        lines.push_back(line);
    }
    void appendRandom(QRandomGenerator& random, int count, bool onlyHeads = false)
    {
        for (; count > 0; --count) {
            NaiveLine line = test::randomServiceLine(random, clock);
            line.tag.continuation = line.tag.continuation && !onlyHeads;
            append(line);
        }
    }
    LogSeq first() const
    {
        LogReader reader(*store);
        return reader.pin().first;
    }
    // As numbers of the store, of the lines that it still has.
    std::set<qint64> shown(const LogFilter& filter) const
    {
        const auto gone = lines.size() - static_cast<size_t>(store->end() - first());
        const std::vector<NaiveLine> there(lines.begin() + static_cast<qsizetype>(gone), lines.end());
        std::set<qint64> seqs;
        for (const size_t index : test::naiveShown(filter, there))
            seqs.insert(first().value + static_cast<qint64>(index));
        return seqs;
    }

    std::shared_ptr<LogStore> store;
    std::vector<NaiveLine> lines;
    qint64 clock = 100;
};

void addHits(std::set<qint64>& seqs, const LogHits& hits)
{
    for (qint64 i = 0; hits.everyLine && i < hits.end - hits.first; ++i)
        seqs.insert(hits.first.value + i);
    for (const quint32 offset : hits.offsets)
        seqs.insert(hits.first.value + offset);
    for (const LogSeq seq : hits.earlier)
        seqs.insert(seq.value);
}

// Hears what a search says, and that its stretches follow on one another.
struct Listener {
    explicit Listener(LogSearch& search)
    {
        QObject::connect(&search, &app::LogSearchPort::found, &search,
                         [this](quint64 id, const std::vector<LogHits>& all) {
                             for (const LogHits& hits : all)
                                 take(id, hits);
                         });
        QObject::connect(&search, &app::LogSearchPort::finished, &search, [this](quint64 id, LogSeq end) {
            finishedId = id;
            finishedUntil = end;
            ++finishes;
        });
        QObject::connect(&search, &app::LogSearchPort::failed, &search, [this](quint64 id, const base::Error& why) {
            failedId = id;
            error = why;
        });
    }
    void take(quint64 id, const LogHits& hits)
    {
        if (id != current) { // another search
            current = id;
            seqs.clear();
            from = hits.first;
            until = hits.end;
        } else if (hits.end == from) {
            from = hits.first;
        } else if (hits.first == until) {
            until = hits.end;
        } else {
            gapless = false;
        }
        addHits(seqs, hits);
        rising = rising && std::is_sorted(hits.offsets.begin(), hits.offsets.end(), std::less_equal<>());
        ++deliveries;
    }

    // As views do it.
    void forgetBefore(LogSeq seq)
    {
        seqs.erase(seqs.begin(), seqs.lower_bound(seq.value));
        from = std::max(from, seq);
        until = std::max(until, seq);
    }

    quint64 current = 0;
    std::set<qint64> seqs;
    LogSeq from;
    LogSeq until;
    bool gapless = true;
    bool rising = true; // each find stands once in its stretch
    int deliveries = 0;
    quint64 finishedId = 0;
    LogSeq finishedUntil;
    int finishes = 0;
    quint64 failedId = 0;
    base::Error error;
};

LogFilter including(const char* text, LogTextKind kind = LogTextKind::Literal)
{
    LogFilter filter;
    filter.include.push_back({QString::fromLatin1(text), kind, false});
    return filter;
}

} // namespace

class TestLogSearch final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anyFilterEqualsTheNaiveOne_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 20; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // Every stretch of every block, whole stores and narrower filters, against one line after another.
    void anyFilterEqualsTheNaiveOne()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        Twin twin;
        twin.appendRandom(random, 400);
        LogReader reader(*twin.store);
        const LogSpan span = reader.pin();
        for (int round = 0; round < 25; ++round) {
            const LogFilter filter = test::randomFilter(random);
            const auto compiled = infra::compileFilter(filter);
            QVERIFY(compiled.ok());
            infra::RecordScanner scanner(*compiled);
            std::set<qint64> found;
            for (LogSeq at = span.first; at < span.end;) {
                const LogBlock block = reader.block(at, at + random.bounded(1, 60));
                LogHits hits;
                const LogSeq to = std::min(block.first + block.end, span.end);
                QCOMPARE(scanner.look(reader, at, to, goesOn, hits), ScanOutcome::Done);
                QVERIFY(std::is_sorted(hits.offsets.begin(), hits.offsets.end()));
                addHits(found, hits);
                at = to;
            }
            QCOMPARE(found, twin.shown(filter));

            std::vector<LogSeq> heads;
            LogFilter wider = filter;
            if (!wider.include.empty())
                wider.include.pop_back();
            for (const qint64 seq : twin.shown(wider))
                heads.push_back({seq});
            std::vector<LogSeq> again;
            QCOMPARE(scanner.lookAgain(reader, heads, goesOn, again), ScanOutcome::Done);
            std::set<qint64> narrowed;
            for (const LogSeq seq : again)
                narrowed.insert(seq.value);
            QCOMPARE(narrowed, twin.shown(filter));
        }
    }

    void slicesCoverEverything()
    {
        QRandomGenerator random(2);
        LogStore store({std::numeric_limits<qint64>::max(), {8 * 1024 * 1024, 200'000}, 1024 * 1024});
        for (int i = 0; i < 300'000; ++i)
            QVERIFY(store.append(std::string(static_cast<size_t>(random.bounded(200)), 'x') + '\n', {},
                                 {LogLevel::Info}, {}));
        QVERIFY(store.append(std::string(9 * 1024 * 1024, 'y') + '\n', {}, {LogLevel::Info}, {}));
        LogReader reader(store);
        const LogSpan span = reader.pin();
        for (const auto order : {infra::SliceOrder::NewestFirst, infra::SliceOrder::OldestFirst}) {
            auto slices = infra::cutIntoSlices(reader, span.first + 3, span.end, order);
            QVERIFY(slices.size() > 8);
            if (order == infra::SliceOrder::NewestFirst)
                std::reverse(slices.begin(), slices.end());
            LogSeq at = span.first + 3;
            for (const infra::SearchSlice& slice : slices) {
                QCOMPARE(slice.first, at);
                QVERIFY(slice.end > slice.first);
                const LogBlock block = reader.block(slice.first, slice.end);
                QCOMPARE(block.first + block.end, slice.end); // in one segment
                QVERIFY(block.bytes().size() <= 4 * 1024 * 1024 + 200 || slice.end - slice.first == 1);
                at = slice.end;
            }
            QCOMPARE(at, span.end);
        }
        QVERIFY(infra::cutIntoSlices(reader, span.end, span.end, infra::SliceOrder::NewestFirst).empty());
    }

    void aSearchFollowsTheStore_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 10; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // Start, growth, extension, eviction, another filter; after each the result is that of the naive filter. A record
    // that gets its last line later counts as a whole.
    void aSearchFollowsTheStore()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        Twin twin;
        twin.appendRandom(random, 600);
        LogSearch search;
        Listener heard(search);
        quint64 id = 0;
        for (int round = 0; round < 6; ++round) {
            LogFilter filter = test::randomFilter(random);
            search.start(++id, twin.store, filter);
            QTRY_COMPARE(heard.finishedId, id);
            QCOMPARE(heard.finishedUntil, twin.store->end());
            QCOMPARE(heard.current, id);
            QCOMPARE(heard.seqs, twin.shown(filter));
            for (int more = 0; more < 5; ++more) {
                twin.appendRandom(random, random.bounded(1, 80));
                search.extend();
                QTRY_COMPARE(heard.finishedUntil, twin.store->end());
                QCOMPARE(heard.seqs, twin.shown(filter));
            }
            // Grows by a word: only what was found is looked at again, and what came since.
            twin.appendRandom(random, 30);
            filter.include.push_back({QStringLiteral("e"), LogTextKind::Literal, false});
            search.start(++id, twin.store, filter);
            QTRY_VERIFY(heard.finishedId == id && heard.finishedUntil == twin.store->end());
            QCOMPARE(heard.seqs, twin.shown(filter));
            QVERIFY(heard.gapless);
        }
        QCOMPARE(heard.failedId, 0U);
    }

    void olderLinesAreSearchedToo_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 10; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // Lines put in front, some of the first ones among them again, while a search is under way and afterwards: what is
    // found and not taken back is what the naive filter finds. A record lies on one side of the seam.
    void olderLinesAreSearchedToo()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        for (quint64 id = 1; id <= 8; ++id) {
            Twin twin;
            twin.appendRandom(random, random.bounded(1, 300), true);
            LogSearch search;
            Listener heard(search);
            const LogFilter filter = test::randomFilter(random);
            search.start(id, twin.store, filter);
            if (random.bounded(2) == 0)
                QTRY_COMPARE(heard.finishedId, id);
            for (int round = 0; round < 3; ++round) {
                const qint64 moved = twin.store->rowsOfWholeSegments(
                    random.bounded(3) == 0 ? random.bounded(static_cast<int>(twin.lines.size())) : 0);
                Twin older;
                older.clock = -1000;
                older.appendRandom(random, random.bounded(1, 200), true);
                const auto kept = twin.lines.begin() + moved;
                for (auto line = twin.lines.begin(); line != kept; ++line)
                    older.append(*line);
                const LogSeq unmoved = twin.first() + moved;
                base::Result<void> put = base::Error{base::ErrorCode::Busy, {}, {}};
                QTRY_VERIFY((put = twin.store->prepend(std::move(*older.store), {}, moved)).ok());
                older.lines.insert(older.lines.end(), kept, twin.lines.end());
                twin.lines = older.lines;
                heard.forgetBefore(unmoved);
                search.extendOlder(unmoved);
                if (random.bounded(2) == 0) {
                    twin.appendRandom(random, 20, true);
                    search.extend();
                }
            }
            QTRY_VERIFY(heard.from <= twin.first() && heard.until == twin.store->end());
            QTRY_COMPARE(heard.finishedUntil, twin.store->end());
            QVERIFY(heard.gapless);
            QCOMPARE(heard.seqs, twin.shown(filter));
        }
    }

    void onlyTheOldFindsAreLookedAtWhenTheNeedleGrows()
    {
        Twin twin;
        for (int i = 0; i < 5000; ++i)
            twin.append({i % 1000 == 7   ? "an error of kind x\n"
                         : i % 1000 == 8 ? "an error\n"
                                         : "a tick\n",
                         {i},
                         {LogLevel::Info},
                         {}});
        LogSearch search;
        Listener heard(search);
        search.start(1, twin.store, including("error"));
        QTRY_COMPARE(heard.finishedId, 1U);
        QCOMPARE(heard.seqs.size(), size_t{10});
        const int before = heard.deliveries;
        search.start(2, twin.store, including("error of"));
        QTRY_COMPARE(heard.finishedId, 2U);
        QCOMPARE(heard.deliveries, before + 1); // one stretch instead of one a segment
        QCOMPARE(heard.seqs, twin.shown(including("error of")));
        search.start(3, twin.store, including("err"));
        QTRY_COMPARE(heard.finishedId, 3U);
        QVERIFY(heard.deliveries > before + 10);
        QCOMPARE(heard.seqs.size(), size_t{10});
    }

    // A line that came later and continues it finds a head once more; it is one row all the same.
    void aHeadThatIsFoundTwiceIsOneFind()
    {
        Twin twin;
        for (int i = 0; i < 1000; ++i)
            twin.append({"a tick\n", {i}, {LogLevel::Info}, {}});
        twin.append({"an error of kind x\n", {1000}, {LogLevel::Info}, {}});
        LogSearch search;
        Listener heard(search);
        search.start(1, twin.store, including("error"));
        QTRY_COMPARE(heard.finishedId, 1U);
        LogTag continues{LogLevel::Info};
        continues.continuation = true;
        twin.append({"  caused by an error\n", {1001}, continues, {}});
        search.extend();
        QTRY_COMPARE(heard.finishedUntil, twin.store->end());
        search.start(2, twin.store, including("error of"));
        QTRY_COMPARE(heard.finishedId, 2U);
        QCOMPARE(heard.seqs, twin.shown(including("error of")));
        QVERIFY(heard.rising);
    }

    void whatWentMeanwhileIsNotFound()
    {
        QRandomGenerator random(7);
        Twin twin(256 * 1024);
        twin.appendRandom(random, 12'000);
        QVERIFY(twin.store->end() - twin.first() < 12'000);
        LogSearch search;
        Listener heard(search);
        search.start(1, twin.store, including("error"));
        twin.appendRandom(random, 6'000);
        search.extend();
        QTRY_COMPARE(heard.finishedUntil, twin.store->end());
        const std::set<qint64> shown = twin.shown(including("error"));
        const std::set<qint64> still(heard.seqs.lower_bound(twin.first().value), heard.seqs.end());
        // Lines whose head went with the oldest segment became heads of their own after they had been looked at.
        std::set<qint64> differ;
        std::set_symmetric_difference(shown.begin(), shown.end(), still.begin(), still.end(),
                                      std::inserter(differ, differ.end()));
        for (const qint64 seq : differ)
            QVERIFY(seq < twin.first().value + LogReader::farthest);
    }

    void answersOfTheSearchBeforeStop()
    {
        QRandomGenerator random(7);
        Twin twin;
        twin.appendRandom(random, 3000);
        LogSearch search;
        QSignalSpy found(&search, &app::LogSearchPort::found);
        QSignalSpy finished(&search, &app::LogSearchPort::finished);
        search.start(1, twin.store, including("error"));
        search.start(2, twin.store, including("halt"));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().toULongLong(), 2ULL);
        for (const QList<QVariant>& call : found)
            QCOMPARE(call.first().toULongLong(), 2ULL);
        search.start(3, twin.store, including("error"));
        search.cancel();
        search.start(4, twin.store, including("tick"));
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(finished.last().first().toULongLong(), 4ULL);
    }

    void anEmptyStoreIsFinishedAtOnce()
    {
        LogSearch search;
        Listener heard(search);
        const auto store = std::make_shared<LogStore>();
        search.start(1, store, including("error"));
        QTRY_COMPARE(heard.finishedId, 1U);
        QVERIFY(store->append("an error\n", {}, {LogLevel::Info}, {}));
        search.extend();
        QTRY_COMPARE(heard.seqs.size(), size_t{1});
    }

    void everythingIsOneStretchWithoutAList()
    {
        auto store = std::make_shared<LogStore>();
        for (int i = 0; i < 100; ++i)
            QVERIFY(store->append("line\n", {}, {LogLevel::Info}, {}));
        LogSearch search;
        std::vector<LogHits> all;
        connect(&search, &app::LogSearchPort::found, this,
                [&](quint64, const std::vector<LogHits>& hits) { all.insert(all.end(), hits.begin(), hits.end()); });
        QSignalSpy finished(&search, &app::LogSearchPort::finished);
        search.start(1, store, {});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(all.size(), size_t{1});
        QVERIFY(all[0].everyLine);
        QCOMPARE(all[0].count(), 100);
    }

    void aFilterThatIsTooSlowSaysSo()
    {
        Twin twin;
        twin.append({"harmless\n", {1}, {LogLevel::Info}, {}});
        twin.append({std::string(60, 'a') + "b\n", {2}, {LogLevel::Info}, {}});
        LogSearch search;
        Listener heard(search);
        search.start(1, twin.store, including("(a+)+\\s$", LogTextKind::Regex));
        QTRY_COMPARE(heard.failedId, 1U);
        QCOMPARE(heard.error.code, base::ErrorCode::TimedOut);
        QCOMPARE(heard.finishes, 0);
        search.extend(); // nothing goes on after a failure
        search.start(2, twin.store, including("harmless"));
        QTRY_COMPARE(heard.finishedId, 2U);
        QCOMPARE(heard.seqs.size(), size_t{1});
    }

    void aFilterThatCannotBeUnderstoodSaysWhere()
    {
        LogSearch search;
        Listener heard(search);
        const LogFilter filter = including("a(b", LogTextKind::Regex);
        QCOMPARE(search.check(filter).error().code, base::ErrorCode::InvalidInput);
        QVERIFY(search.check(including("ab")).ok());
        search.start(5, std::make_shared<LogStore>(), filter);
        QTRY_COMPARE(heard.failedId, 5U);
        QCOMPARE(heard.error.subject, QStringLiteral("a(b"));
    }

    // Whoever pulls a halt does not wait for a search.
    void aSearchStepsBackForOthers()
    {
        const auto niceness = [] {
            QList<int> all;
            const QDir tasks(QStringLiteral("/proc/self/task"));
            const QStringList names = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            for (const QString& name : names)
                all << getpriority(PRIO_PROCESS, name.toUInt());
            return all;
        };
        const int before = getpriority(PRIO_PROCESS, 0);
        Twin twin;
        twin.append({"an error\n", {1}, {LogLevel::Info}, {}});
        LogSearch search(nullptr, 1);
        Listener heard(search);
        search.start(1, twin.store, including("error"));
        QTRY_COMPARE(heard.finishedId, 1U);
        QCOMPARE(getpriority(PRIO_PROCESS, 0), before);
        // The one thread that searched; where the whole test runs with less already, all of them.
        // Threads of the tests before may still be ending.
        QTRY_COMPARE(niceness().count(std::max(before, 10)), before < 10 ? 1 : niceness().size());
    }

    void aSearchThatIsUnderWayMayBeDeleted()
    {
        QRandomGenerator random(7);
        Twin twin;
        twin.appendRandom(random, 5000);
        for (int i = 0; i < 20; ++i) {
            LogSearch search;
            search.start(1, twin.store, including("e[^x]*r", LogTextKind::Regex));
        }
        QCOMPARE(twin.store.use_count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLogSearch)
#include "tst_log_search.moc"
