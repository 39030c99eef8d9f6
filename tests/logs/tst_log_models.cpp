#include "domain/log/log_ingest.h"
#include "models/log_filter_model.h"
#include "models/log_model.h"
#include "naive_filter.h"
#include "support/test_case.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace ops::domain;
using models::LogColumn;
using models::LogFilterModel;
using models::LogModel;
using models::LogTableModel;
using models::VisibleRows;
using test::NaiveLine;

namespace {

LogStoreLimits smallLimits()
{
    return {48 * 1024, {2048, 48}, 1024 * 1024};
}

LogTableModel::Texts texts()
{
    LogTableModel::Texts all;
    all.header = [](LogColumn column) { return QStringLiteral("H%1").arg(static_cast<int>(column)); };
    all.level = [](LogLevel level, bool inferred) {
        return QStringLiteral("L%1%2").arg(static_cast<int>(level)).arg(QLatin1String(inferred ? "?" : ""));
    };
    all.channel = [](LogChannel channel) {
        return channel == LogChannel::Error ? QStringLiteral("stderr") : QStringLiteral("stdout");
    };
    all.marker = [](const LogMarker& marker) {
        return QString(QStringLiteral("%1 lines").arg(marker.gap.rows) + marker.text);
    };
    return all;
}

QString cell(const LogTableModel& model, int row, LogColumn column, int role = Qt::DisplayRole)
{
    return model.index(row, static_cast<int>(column)).data(role).toString();
}

std::vector<qint64> rowsOf(const LogTableModel& model)
{
    std::vector<qint64> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.push_back(model.index(row, 0).data(LogTableModel::SeqRole).toLongLong());
    return rows;
}

// Keeps a list by the signals alone: if they tell the truth it is always what the model says.
class Mirror : public QObject {
public:
    explicit Mirror(const LogTableModel& model)
        : m_model(model)
        , m_rows(rowsOf(model))
    {
        connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
            for (int row = first; row <= last; ++row)
                m_rows.insert(m_rows.begin() + row, m_model.index(row, 0).data(LogTableModel::SeqRole).toLongLong());
        });
        connect(&model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) {
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        });
        connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_rows = rowsOf(m_model); });
    }
    bool tellsTheSame() const { return m_rows == rowsOf(m_model); }

private:
    const LogTableModel& m_model;
    std::vector<qint64> m_rows;
};

// What a search says of lines [first, end), of everything that the store still has.
LogHits hitsOf(const std::set<qint64>& shown, LogSeq first, LogSeq end)
{
    LogHits hits{first, end, false, {}, {}};
    for (auto seq = shown.lower_bound(first.value); seq != shown.lower_bound(end.value); ++seq)
        hits.offsets.push_back(static_cast<quint32>(*seq - first.value));
    hits.everyLine = !hits.offsets.empty() && hits.count() == end - first;
    if (hits.everyLine)
        hits.offsets.clear();
    return hits;
}

} // namespace

class TestLogModels final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void visibleRowsEqualASet_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 15; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void visibleRowsEqualASet()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        VisibleRows rows;
        std::set<qint64> naive;
        qint64 first = 1000;
        qint64 end = 1000;
        const auto stretch = [&](qint64 from, qint64 to) {
            std::set<qint64> shown;
            const int density = random.bounded(4);
            for (qint64 seq = from; seq < to; ++seq)
                if (density == 3 || random.bounded(4) < density)
                    shown.insert(seq);
            naive.insert(shown.begin(), shown.end());
            return hitsOf(shown, {from}, {to});
        };
        for (int step = 0; step < 400; ++step) {
            const qint64 length = random.bounded(1, 40);
            switch (random.bounded(6)) {
            case 0:
                rows.addOlder(stretch(first - length, first));
                first -= length;
                break;
            case 1:
            case 2:
                rows.addNewer(stretch(end, end + length));
                end += length;
                break;
            case 3: {
                const qint64 seq = random.bounded(static_cast<int>(first), static_cast<int>(end) + 1);
                if (seq < end && naive.insert(seq).second)
                    rows.insert({seq});
                break;
            }
            case 4:
                if (!naive.empty()) {
                    const qint64 seq = *std::next(naive.begin(), random.bounded(static_cast<int>(naive.size())));
                    naive.erase(seq);
                    rows.remove({seq});
                }
                break;
            default:
                if (random.bounded(8) == 0) {
                    const qint64 seq = random.bounded(static_cast<int>(first), static_cast<int>(end) + 1);
                    const auto until = naive.lower_bound(seq);
                    QCOMPARE(rows.removeBefore({seq}), static_cast<qint64>(std::distance(naive.begin(), until)));
                    naive.erase(naive.begin(), until);
                    first = seq;
                }
            }
            QCOMPARE(rows.count(), static_cast<qint64>(naive.size()));
            qint64 row = 0;
            for (const qint64 seq : naive)
                QCOMPARE(rows.at(row++).value, seq);
            for (qint64 seq = first - 2; seq < end + 2; seq += 3) {
                const auto found = naive.lower_bound(seq);
                QCOMPARE(rows.lowerBound({seq}), static_cast<qint64>(std::distance(naive.begin(), found)));
                QCOMPARE(rows.contains({seq}), naive.contains(seq));
            }
        }
    }

    void cells()
    {
        auto store = std::make_shared<LogStore>();
        LogIngest ingest(*store);
        const int brain = ingest.open({"titan-brain", LogChannel::Error, false});
        ingest.feed(brain,
                    "{\"level\":50,\"time\":1769796251207,\"msg\":\"say \\\"stop\\\" <b>\\u202e</b>\"}\r\n"
                    "    at x\n"
                    "BTCUSDT   | TypeError: y\n",
                    0);
        ingest.mark({LogMarkerKind::Command, QStringLiteral("HARD_HALT 7f3a SENT"), {}}, {}, 1'769'796'252'000'000'000,
                    0);
        ingest.advance(std::numeric_limits<qint64>::max());
        LogModel model(store, texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(cell(model, 0, LogColumn::TimeUtc), QStringLiteral("2026-01-30T18:04:11.207Z"));
        QCOMPARE(cell(model, 0, LogColumn::Level), QStringLiteral("L6"));
        QCOMPARE(cell(model, 0, LogColumn::Service), QStringLiteral("titan-brain"));
        QCOMPARE(cell(model, 0, LogColumn::Channel), QStringLiteral("stderr"));
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("say \"stop\" <b>[U+202e]</b>"));
        QCOMPARE(cell(model, 0, LogColumn::Level, Qt::AccessibleTextRole), QStringLiteral("H1: L6"));
        QCOMPARE(model.index(0, 0).data(LogTableModel::RawRole).toByteArray(),
                 QByteArray("{\"level\":50,\"time\":1769796251207,\"msg\":\"say \\\"stop\\\" <b>\\u202e</b>\"}\r\n"));
        QCOMPARE(cell(model, 1, LogColumn::TimeUtc), QString());
        QCOMPARE(model.index(1, 0).data(LogTableModel::TimeRole).toLongLong(), 1'769'796'251'207);
        QVERIFY(model.index(1, 0).data(LogTableModel::TimeInheritedRole).toBool());
        QVERIFY(model.index(1, 0).data(LogTableModel::ContinuesRole).toBool());
        QCOMPARE(cell(model, 1, LogColumn::Message), QStringLiteral("    at x"));
        QCOMPARE(cell(model, 2, LogColumn::Level), QStringLiteral("L6?"));
        QCOMPARE(cell(model, 2, LogColumn::Message), QStringLiteral("BTCUSDT   | TypeError: y"));
        QCOMPARE(cell(model, 3, LogColumn::Message), QStringLiteral("0 linesHARD_HALT 7f3a SENT"));
        QCOMPARE(cell(model, 3, LogColumn::Level), QString());
        QCOMPARE(model.index(3, 0).data(LogTableModel::RowKindRole).toInt(), int(LogTableModel::RowKind::Command));
        QCOMPARE(model.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("H4"));
        QCOMPARE(model.rowOf(*model.seqAt(2)), 2);
        QCOMPARE(model.rowOf(*model.seqAt(3) + 1), -1);
    }

    void aRowThatHasGoneSinceIsEmpty()
    {
        auto store = std::make_shared<LogStore>(smallLimits());
        QVERIFY(store->append("first\n", {1}, {LogLevel::Info}, {}));
        const LogModel model(store, texts());
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("first"));
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(store->append("another\n", {1}, {LogLevel::Info}, {}));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, LogColumn::Message), QString());
    }

    void theGapRowCounts()
    {
        auto store = std::make_shared<LogStore>(smallLimits());
        LogModel model(store, texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const Mirror mirror(model);
        for (int i = 0; i < 5000; ++i) {
            QVERIFY(store->append("line\n", {1000 + i}, {LogLevel::Info}, {}));
            if (i % 100 == 0)
                model.sync();
        }
        model.sync();
        LogReader reader(*store);
        const LogGap gap = reader.pin().gap;
        QVERIFY(gap.rows > 0);
        QVERIFY(!model.seqAt(0));
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("%1 lines").arg(gap.rows));
        QCOMPARE(cell(model, 0, LogColumn::TimeUtc), QStringLiteral("1970-01-01T00:00:01.000Z"));
        QCOMPARE(model.index(0, 0).data(LogTableModel::RowKindRole).toInt(), int(LogTableModel::RowKind::Gap));
        QCOMPARE(model.rowCount(), 5000 - static_cast<int>(gap.rows) + 1);
        QVERIFY(mirror.tellsTheSame());
    }

    void anyHistoryIsFollowed_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 8; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    // Appended, evicted, read late, put in front: all lines and a filter's lines, against sets, under the model tester.
    void anyHistoryIsFollowed()
    {
        QFETCH(uint, seed);
        QRandomGenerator random(seed);
        auto store = std::make_shared<LogStore>(smallLimits());
        std::vector<NaiveLine> lines;
        qint64 clock = 1;
        LogModel all(store, texts());
        LogFilterModel filtered(store, texts());
        const QAbstractItemModelTester allTester(&all, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester filteredTester(&filtered, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const Mirror allMirror(all);
        const Mirror filteredMirror(filtered);
        LogSeq searchedFirst;
        LogSeq searchedEnd;
        bool searched = false;
        std::set<qint64> expected;
        LogFilter filter = test::randomFilter(random);
        LogReader reader(*store);
        for (int step = 0; step < 120; ++step) {
            for (int i = random.bounded(50); i > 0; --i) {
                const NaiveLine line = test::randomServiceLine(random, clock);
                QVERIFY(store->append(line.bytes, line.time, line.tag, store->service(line.service)));
                lines.push_back(line);
            }
            if (random.bounded(3) == 0) {
                all.sync();
                QVERIFY(allMirror.tellsTheSame());
            }
            const LogSpan span = reader.pin();
            reader.unpin();
            const auto gone = lines.size() - static_cast<size_t>(span.rows());
            const std::vector<NaiveLine> there(lines.begin() + static_cast<qsizetype>(gone), lines.end());
            std::set<qint64> shown;
            for (const size_t index : test::naiveShown(filter, there))
                shown.insert(span.first.value + static_cast<qint64>(index));
            if (random.bounded(12) == 0) { // another filter
                filter = test::randomFilter(random);
                filtered.restart();
                expected.clear();
                searched = false;
                continue;
            }
            // A search from somewhere in the middle, which goes on at both ends.
            if (!searched) {
                searchedFirst = span.first + span.rows() / 2;
                searchedEnd = searchedFirst;
                searched = true;
            }
            std::vector<LogHits> hits;
            const auto add = [&](LogSeq from, LogSeq to) {
                hits.push_back(hitsOf(shown, from, to));
                for (auto seq = shown.lower_bound(from.value); seq != shown.lower_bound(to.value); ++seq)
                    expected.insert(*seq);
            };
            for (int i = random.bounded(3); i > 0 && searchedFirst > span.first; --i) {
                const LogSeq from = std::max(span.first, searchedFirst - random.bounded(1, 200));
                add(from, searchedFirst);
                searchedFirst = from;
            }
            for (int i = random.bounded(3); i > 0 && searchedEnd < span.end; --i) {
                const LogSeq from = std::max(searchedEnd, span.first);
                const LogSeq to = std::min(span.end, from + random.bounded(1, 200));
                add(from, to);
                searchedEnd = to;
            }
            filtered.addHits(hits);
            filtered.sync();
            expected.erase(expected.begin(), expected.lower_bound(span.first.value));
            std::vector<qint64> rows(expected.begin(), expected.end());
            if (span.gap.rows > 0)
                rows.insert(rows.begin(), -1);
            QCOMPARE(rowsOf(filtered), rows);
            QVERIFY(filteredMirror.tellsTheSame());
        }
        all.sync();
        const LogSpan span = reader.pin();
        QVERIFY(span.gap.rows > 0);
        std::vector<qint64> rows{-1};
        for (LogSeq seq = span.first; seq < span.end; seq = seq + 1)
            rows.push_back(seq.value);
        QCOMPARE(rowsOf(all), rows);
        QVERIFY(allMirror.tellsTheSame());
    }

    void linesThatAreReadLaterChange()
    {
        auto text = std::make_shared<std::string>();
        for (int i = 0; i < 100; ++i)
            *text += "{\"level\":50,\"time\":1769796251207,\"msg\":\"m\"}\n";
        auto store = std::make_shared<LogStore>();
        LogModel model(store, texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        auto segment = LogSegment::index(text, *text, store->limits());
        QVERIFY(segment.ok());
        store->adopt(std::move(segment).value());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.sync();
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(cell(model, 0, LogColumn::Level), QStringLiteral("L0"));
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("m")); // the words are there at once
        QCOMPARE(changed.size(), 0);
        LogLineReader reader;
        QCOMPARE(readAdopted(*store, reader, 30), 30);
        model.sync();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.first().at(1).toModelIndex().row(), 29);
        QCOMPARE(cell(model, 0, LogColumn::Level), QStringLiteral("L6"));
        QCOMPARE(cell(model, 30, LogColumn::Level), QStringLiteral("L0"));
    }

    void olderLinesComeAbove()
    {
        auto store = std::make_shared<LogStore>();
        QVERIFY(store->append("newer\n", {2}, {LogLevel::Info}, {}));
        LogModel model(store, texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const Mirror mirror(model);
        LogStore older;
        QVERIFY(older.append("older 1\n", {1}, {LogLevel::Info}, {}));
        QVERIFY(older.append("older 2\n", {1}, {LogLevel::Info}, {}));
        QVERIFY(store->prepend(std::move(older), {5, 50, {0}, {0}}).ok());
        model.sync();
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("5 lines"));
        QCOMPARE(cell(model, 1, LogColumn::Message), QStringLiteral("older 1"));
        QCOMPARE(cell(model, 3, LogColumn::Message), QStringLiteral("newer"));
        QVERIFY(mirror.tellsTheSame());
    }

    void headsOpenAndClose()
    {
        auto store = std::make_shared<LogStore>();
        LogIngest ingest(*store);
        const int source = ingest.open({});
        ingest.feed(source, "TypeError: a\n    at 1\n    at 2\nother\nTypeError: b\n    at 3\n", 0);
        LogReader reader(*store);
        const LogSeq first = reader.pin().first;
        LogFilterModel model(store, texts());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const Mirror mirror(model);
        model.addHits({{first, first + 6, false, {0, 4}, {}}});
        const auto shown = [&] {
            std::vector<qint64> rows;
            for (const qint64 seq : rowsOf(model))
                rows.push_back(seq - first.value);
            return rows;
        };
        using Rows = std::vector<qint64>;
        QCOMPARE(shown(), (Rows{0, 4}));
        QCOMPARE(model.continuationCount(first), 2);
        model.setOpen(first, true);
        QCOMPARE(shown(), (Rows{0, 1, 2, 4}));
        model.setOpen(first, true);
        QCOMPARE(shown(), (Rows{0, 1, 2, 4}));
        model.setOpen(first + 4, true);
        QCOMPARE(shown(), (Rows{0, 1, 2, 4, 5}));
        model.setOpen(first, false);
        QCOMPARE(shown(), (Rows{0, 4, 5}));
        // What continues an open head later comes when it has been searched.
        ingest.feed(source, "    at 4\n", 0);
        model.sync();
        QCOMPARE(shown(), (Rows{0, 4, 5}));
        model.addHits({{first + 6, first + 7, false, {}, {}}});
        QCOMPARE(shown(), (Rows{0, 4, 5, 6}));
        // A head that a later line made a hit.
        ingest.feed(source, "plain\n", 0);
        model.addHits({{first + 7, first + 8, false, {}, {first + 3}}});
        QCOMPARE(shown(), (Rows{0, 3, 4, 5, 6}));
        QVERIFY(mirror.tellsTheSame());
        // Open heads stay open in another filter that shows them.
        model.restart();
        model.addHits({{first, first + 8, false, {4, 7}, {}}});
        QCOMPARE(shown(), (Rows{4, 5, 6, 7}));
    }

    // Older lines come in front, and some of the first ones elsewhere: those are found anew.
    void aChangedFrontIsFoundAgain()
    {
        auto store = std::make_shared<LogStore>();
        for (int i = 0; i < 100; ++i)
            QVERIFY(store->append("line\n", {i}, {LogLevel::Info}, {}));
        LogFilterModel model(store, texts());
        const Mirror mirror(model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        LogReader reader(*store);
        const LogSeq first = reader.pin().first;
        reader.unpin();
        model.addHits({{first, first + 100, true, {}, {}}});
        LogStore older;
        for (int i = 0; i < 150; ++i)
            QVERIFY(older.append("older\n", {i}, {LogLevel::Info}, {}));
        QVERIFY(store->prepend(std::move(older), {}).ok());
        model.forgetBefore(first + 40);
        QCOMPARE(model.rowCount(), 60);
        model.addHits({{first + 10, first + 40, false, {1, 2}, {}}});
        model.addHits({{first - 150, first + 10, true, {}, {}}, {first + 100, first + 101, true, {}, {}}});
        QCOMPARE(model.rowCount(), 60 + 2 + 160 + 1);
        QCOMPARE(model.seqAt(0), std::optional(first - 150));
        QVERIFY(mirror.tellsTheSame());
    }

    void theRowAboveAllLinesSaysWhatItIsTold()
    {
        auto store = std::make_shared<LogStore>(LogStoreLimits{4096, {1024, 16}, 1024});
        LogFilterModel model(store, texts());
        const Mirror mirror(model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QVERIFY(store->append("line\n", {}, {LogLevel::Info}, {}));
        LogReader reader(*store);
        const LogSeq first = reader.pin().first;
        reader.unpin();
        model.addHits({{first, first + 1, true, {}, {}}});
        QCOMPARE(model.gapRows(), 0);
        model.setFrontText(QStringLiteral("older lines"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("older lines"));
        QCOMPARE(model.index(0, 0).data(LogTableModel::RowKindRole).toInt(),
                 static_cast<int>(LogTableModel::RowKind::Front));
        QCOMPARE(model.rowOf(first), 1);
        for (int i = 0; i < 500; ++i)
            QVERIFY(store->append("line\n", {}, {LogLevel::Info}, {}));
        model.sync();
        QCOMPARE(model.index(0, 0).data(LogTableModel::RowKindRole).toInt(),
                 static_cast<int>(LogTableModel::RowKind::Gap));
        QCOMPARE(cell(model, 0, LogColumn::Message), QStringLiteral("older lines"));
        model.setFrontText({});
        QVERIFY(cell(model, 0, LogColumn::Message).endsWith(QStringLiteral(" lines"))); // what is missing
        QVERIFY(mirror.tellsTheSame());
    }

    void stretchesOfAnySizeAreOneSignal()
    {
        auto store = std::make_shared<LogStore>();
        for (int i = 0; i < 1000; ++i)
            QVERIFY(store->append("line\n", {}, {LogLevel::Info}, {}));
        LogReader reader(*store);
        const LogSeq first = reader.pin().first;
        LogFilterModel model(store, texts());
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        std::vector<LogHits> hits;
        for (int slice = 9; slice >= 0; --slice)
            hits.push_back({first + slice * 100, first + (slice + 1) * 100, true, {}, {}});
        model.addHits(hits);
        QCOMPARE(inserted.size(), 2); // the newest stretch, and all those before it
        QCOMPARE(model.rowCount(), 1000);
        QCOMPARE(model.rowAtOrAfter(first + 500), 500);
    }
};

QTEST_GUILESS_MAIN(TestLogModels)
#include "tst_log_models.moc"
