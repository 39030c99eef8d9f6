#include "domain/log/log_history_front.h"
#include "domain/log/log_ingest.h"
#include "domain/log/log_rejoin.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

using Held = LogSeam::Held;

// A container's log as the engine keeps it, one channel after another in what docker prints.
struct EngineLine {
    qint64 ns;
    bool toStderr;
    std::string text;
};
struct EngineLog {
    std::vector<EngineLine> lines;

    // What `docker logs --since --until` prints of one channel: both stamps are inclusive, and the engine stops reading
    // at the first line that is later.
    std::vector<EngineLine> between(bool toStderr, std::optional<qint64> sinceNs, qint64 untilNs) const
    {
        std::vector<EngineLine> found;
        for (const EngineLine& line : lines) {
            if (line.ns > untilNs)
                break;
            if (line.toStderr == toStderr && (!sinceNs || line.ns >= *sinceNs))
                found.push_back(line);
        }
        return found;
    }
};

std::string printed(const EngineLine& line)
{
    return engineStamp(line.ns).toStdString() + ' ' + line.text + '\n';
}

// The store of some followed containers, fed and asked for older lines as the adapter does it.
class Console {
public:
    Console(std::vector<EngineLog>& logs, const LogStoreLimits& limits)
        : store(limits)
        , m_logs(logs)
        , m_ingest(store, std::chrono::nanoseconds::zero())
    {
        m_ingest.setStored([this](int source, qint64 ns) {
            book.stored({source < 0 ? LogHistoryBook::nobody : m_channels.at(static_cast<size_t>(source)), ns},
                        store.newestSegment());
        });
    }

    // Begins with the last `tail` lines of each log, merged.
    void follow(size_t tail)
    {
        for (size_t log = 0; log < m_logs.size(); ++log) {
            for (const bool toStderr : {false, true}) {
                const int source = m_ingest.open(
                    {"svc" + std::to_string(log), toStderr ? LogChannel::Error : LogChannel::Output, true});
                m_channels.resize(std::max(m_channels.size(), static_cast<size_t>(source) + 1));
                m_channels[static_cast<size_t>(source)] = channel(log, toStderr);
                m_sources[channel(log, toStderr)] = source;
                book.open(channel(log, toStderr), true);
            }
            const size_t count = m_logs[log].lines.size();
            m_read.push_back(count - std::min(tail, count));
        }
        catchUp();
    }
    void catchUp()
    {
        // As they are merged: by stamp, each log in its order.
        for (;;) {
            std::optional<size_t> next;
            for (size_t log = 0; log < m_logs.size(); ++log)
                if (m_read[log] < m_logs[log].lines.size() &&
                    (!next || m_logs[log].lines[m_read[log]].ns < m_logs[*next].lines[m_read[*next]].ns))
                    next = log;
            if (!next)
                break;
            const EngineLine& line = m_logs[*next].lines[m_read[*next]++];
            m_ingest.feed(m_sources[channel(*next, line.toStderr)], printed(line), 0);
            m_ingest.advance(std::numeric_limits<qint64>::max());
        }
        noteLost();
    }
    void noteLost()
    {
        if (std::exchange(m_oldest, store.oldest()) < store.oldest())
            book.lost(store.oldest());
    }
    // A row of our own, now.
    void mark(int number, qint64 ns)
    {
        m_ingest.mark({LogMarkerKind::Command, QStringLiteral("HARD_HALT %1").arg(number), {}}, {}, ns, 0);
        m_ingest.advance(std::numeric_limits<qint64>::max());
        m_marked.push_back(logMarkerLine({LogMarkerKind::Command, QStringLiteral("HARD_HALT %1").arg(number), {}})
                               .trimmed()
                               .toStdString());
        noteLost();
    }
    // False: nothing older is left anywhere.
    bool loadOlder(std::optional<qint64> reachNs, qint64 maxBytes)
    {
        std::optional<qint64> newest;
        for (size_t log = 0; log < m_logs.size(); ++log)
            for (const bool toStderr : {false, true})
                if (const auto seam = book.seam(channel(log, toStderr), channel(log, !toStderr))) {
                    const qint64 reached = book.reachedNs(*seam, channel(log, toStderr), channel(log, !toStderr));
                    newest = std::max(newest.value_or(reached), reached);
                }
        if (!newest && !book.seam(LogHistoryBook::marks, LogHistoryBook::marks))
            return false;
        std::optional<qint64> sinceNs;
        if (reachNs && newest)
            sinceNs = *newest - *reachNs;
        std::map<int, LogOlderLines> asked;
        std::optional<qint64> fromNs = sinceNs;
        for (size_t log = 0; log < m_logs.size(); ++log)
            for (const bool toStderr : {false, true}) {
                const auto seam = book.seam(channel(log, toStderr), channel(log, !toStderr));
                if (!seam || (sinceNs && seam->untilNs < *sinceNs))
                    continue;
                LogOlderLines& older =
                    asked.try_emplace(channel(log, toStderr), LogOlderLines(*seam, maxBytes)).first->second;
                for (const EngineLine& line : m_logs[log].between(toStderr, sinceNs, seam->untilNs + engineDisorderNs))
                    older.take(printed(line), line.ns);
                older.finish();
                fromNs = std::max(fromNs, older.floorNs());
            }
        LogHistoryFront front(store.limits());
        std::vector<int> channels;
        const auto marks = book.seam(LogHistoryBook::marks, LogHistoryBook::marks);
        if (marks && (!fromNs || marks->untilNs >= *fromNs)) {
            channels.push_back(LogHistoryBook::marks);
            front.addMarks(m_ingest.marks().before(*marks, fromNs));
        }
        for (auto& [number, older] : asked) {
            if (fromNs && older.seam().untilNs < *fromNs)
                continue;
            if (fromNs)
                older.dropBefore(*fromNs);
            channels.push_back(number);
            front.addOlder(
                number,
                {"svc" + std::to_string(number / 2), number % 2 == 1 ? LogChannel::Error : LogChannel::Output, true},
                older);
        }
        const auto put = putInFront(store, book, front, channels, fromNs);
        fits = put.ok();
        m_oldest = store.oldest();
        return true;
    }
    // What the store has of one channel.
    std::vector<std::string> held(size_t log, bool toStderr) const
    {
        std::vector<std::string> all;
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        for (LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
            const LogLine line = reader.line(seq);
            if (!line.tag.marker && (line.tag.channel == LogChannel::Error) == toStderr &&
                store.serviceName(line.service) == "svc" + std::to_string(log))
                all.emplace_back(withoutLineEnding(line.bytes));
        }
        return all;
    }
    std::vector<std::string> heldMarks() const
    {
        std::vector<std::string> all;
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        for (LogSeq seq = span.first; seq < span.end; seq = seq + 1)
            if (reader.line(seq).tag.marker)
                all.emplace_back(withoutLineEnding(reader.line(seq).bytes));
        return all;
    }
    // Each channel's lines are the last ones of its log, each once and in order; and so are our own marks.
    bool isSuffix(bool whole) const
    {
        const std::vector<std::string> marks = heldMarks();
        if (marks.size() > m_marked.size() || (whole && marks.size() != m_marked.size()) ||
            !std::equal(marks.rbegin(), marks.rend(), m_marked.rbegin()))
            return false;
        for (size_t log = 0; log < m_logs.size(); ++log)
            for (const bool toStderr : {false, true}) {
                std::vector<std::string> all;
                for (const EngineLine& line : m_logs[log].lines)
                    if (line.toStderr == toStderr)
                        all.push_back(line.text);
                const std::vector<std::string> ours = held(log, toStderr);
                if (ours.size() > all.size() || (whole && ours.size() != all.size()) ||
                    !std::equal(ours.rbegin(), ours.rend(), all.rbegin()))
                    return false;
            }
        return true;
    }
    bool inOrder() const
    {
        LogReader reader(store);
        const LogSpan& span = reader.pin();
        for (LogSeq seq = span.first + 1; seq < span.end; seq = seq + 1)
            if (reader.time(seq) < reader.time(seq - 1))
                return false;
        return true;
    }
    static int channel(size_t log, bool toStderr) { return static_cast<int>(log) * 2 + (toStderr ? 1 : 0); }

    LogStore store;
    LogHistoryBook book;
    bool fits = true;

private:
    std::vector<EngineLog>& m_logs;
    std::vector<std::string> m_marked;
    LogIngest m_ingest;
    std::vector<int> m_channels{LogHistoryBook::marks}; // by source
    std::map<int, int> m_sources;
    std::vector<size_t> m_read;
    LogSeq m_oldest = store.oldest();
};

// A stream that was held up between its stamp and the log: the newest line of the other one stands before its lines,
// but not before what was `written` earlier and may have been read.
void holdUp(EngineLog& log, size_t written, int most)
{
    std::vector<EngineLine>& lines = log.lines;
    const qint64 earliestNs = lines.back().ns - engineDisorderNs / 2;
    for (size_t at = lines.size() - 1; at > written && most > 0; --at, --most) {
        if (lines[at - 1].toStderr == lines[at].toStderr || lines[at - 1].ns < earliestNs)
            break;
        std::swap(lines[at - 1], lines[at]);
    }
}

// Some lines at the end of each log; equal stamps happen within and between logs.
void write(std::vector<EngineLog>& logs, QRandomGenerator& random, qint64& clockNs, int lines, int& number,
           bool holdsUp = false)
{
    std::vector<size_t> written;
    written.reserve(logs.size());
    for (const EngineLog& log : logs)
        written.push_back(log.lines.size());
    for (int i = 0; i < lines; ++i) {
        clockNs += random.bounded(3) == 0 ? 0 : random.bounded(40) * 1'000'000;
        // The first one is chatty, the others are quieter and quieter.
        const size_t log =
            random.bounded(2) == 0 ? 0 : static_cast<size_t>(random.bounded(static_cast<int>(logs.size())));
        logs[log].lines.push_back({clockNs, random.bounded(4) == 0,
                                   "line " + std::to_string(++number) + std::string(random.bounded(60), '.')});
        if (holdsUp && random.bounded(3) == 0)
            holdUp(logs[log], written[log], random.bounded(20));
    }
}

} // namespace

// Older lines on demand: what is held is always the end of every log, each line once, whatever the tails, the cap and
// the loads before have left.
class TestLogHistory final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // The tail of a quiet service reaches further back than that of a chatty one: the chatty one's older lines belong
    // between them.
    void olderLinesStandInTheirPlace()
    {
        std::vector<EngineLog> logs(2);
        for (int i = 0; i < 50; ++i)
            logs[0].lines.push_back({i * 1'000'000'000LL, false, "chatty " + std::to_string(i)});
        logs[1].lines.push_back({5'500'000'000LL, false, "quiet"});
        Console console(logs, {});
        console.follow(10);
        LogReader reader(console.store);
        const LogSeq newest = reader.pin().end - 1;
        reader.unpin();
        QVERIFY(console.loadOlder(29'000'000'000LL, 1 << 20));
        QVERIFY(console.isSuffix(false));
        QCOMPARE(console.held(0, false).size(), size_t{30});
        QVERIFY(console.loadOlder(std::nullopt, 1 << 20));
        QVERIFY(console.isSuffix(true));
        QVERIFY(console.inOrder());
        reader.pin();
        QCOMPARE(reader.bytes(newest), std::string_view("chatty 49\n")); // it kept its number
        reader.unpin();
        QVERIFY(!console.loadOlder(std::nullopt, 1 << 20));
    }

    void aReaderIsWaitedFor()
    {
        std::vector<EngineLog> logs(1);
        for (int i = 0; i < 50; ++i)
            logs[0].lines.push_back({i * 1'000'000LL, false, "line " + std::to_string(i)});
        logs.push_back({{{0, false, "quiet"}}});
        Console console(logs, {});
        console.follow(10);
        LogReader reader(console.store);
        reader.pin();
        console.loadOlder(std::nullopt, 1 << 20);
        QVERIFY(!console.fits);
        QCOMPARE(reader.line(reader.span().first).bytes, std::string_view("quiet\n"));
        reader.unpin();
        console.loadOlder(std::nullopt, 1 << 20);
        QVERIFY(console.fits);
        QVERIFY(console.isSuffix(true));
    }

    // Random logs, tails, appends, loads and evictions, against the logs themselves.
    void anyHistoryIsTheEndOfTheLogs_data()
    {
        QTest::addColumn<uint>("seed");
        for (uint seed = 1; seed <= 60; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void anyHistoryIsTheEndOfTheLogs()
    {
        QFETCH(const uint, seed);
        QRandomGenerator random(seed);
        const bool capped = seed % 2 == 0;
        const bool holdsUp = seed % 3 == 0;
        LogStoreLimits limits;
        limits.segment = {4096, 64};
        limits.capBytes = capped ? 16 * 1024 : 64 * 1024 * 1024;
        limits.olderBytes = 64 * 1024 * 1024;
        std::vector<EngineLog> logs(1 + random.bounded(4));
        qint64 clockNs = 1'769'792'648'000'000'000;
        int number = 0;
        write(logs, random, clockNs, random.bounded(600), number, holdsUp);
        Console console(logs, limits);
        console.follow(static_cast<size_t>(random.bounded(100)));
        QVERIFY(console.isSuffix(false));
        for (int round = 0; round < 12; ++round) {
            if (random.bounded(3) > 0) {
                write(logs, random, clockNs, random.bounded(200), number, holdsUp);
                console.catchUp();
            }
            for (int marks = random.bounded(3); marks > 0; --marks)
                console.mark(++number, clockNs);
            if (random.bounded(4) == 0) {
                console.store.letOlderGo();
                console.noteLost();
            }
            // Further back than a stream is held up.
            console.loadOlder(qint64{random.bounded(1001, 4000)} * 1'000'000, random.bounded(500, 20'000));
            QVERIFY(console.fits);
            QVERIFY(console.isSuffix(false));
        }
        for (int i = 0; i < 1000 && console.loadOlder(std::nullopt, 4000); ++i)
            QVERIFY(console.fits);
        // A tail without any line tells nothing of where it began: those logs were empty, or the tail was.
        QVERIFY(console.isSuffix(false));
        for (size_t log = 0; log < logs.size(); ++log)
            if (!console.held(log, false).empty() || !console.held(log, true).empty())
                QVERIFY(!console.book.seam(Console::channel(log, false), Console::channel(log, true)));
        QVERIFY(!console.book.seam(LogHistoryBook::marks, LogHistoryBook::marks));
        LogReader reader(console.store);
        QCOMPARE(reader.pin().gap.rows, 0);
        if (!capped && !holdsUp)
            QVERIFY(console.inOrder());
    }

    // What says that lines are missing stands before the line behind them, also when both come back.
    void aMarkComesBackBeforeTheLineOfItsMoment()
    {
        LogStoreLimits limits;
        LogHistoryFront front(limits);
        LogMarks marks;
        marks.add({LogMarkerKind::Gap, logGapRotated, {}}, "svc", 2'000'000'000);
        front.addMarks(marks.before({3'000'000'000, Held::None, 0}, std::nullopt));
        LogOlderLines older({3'000'000'000, Held::None, 0}, 1000);
        for (const qint64 second : {1, 2})
            older.take(engineStamp(second * 1'000'000'000).toStdString() + " at " + std::to_string(second) + '\n',
                       second * 1'000'000'000);
        front.addOlder(1, {"svc", LogChannel::Output, true}, older);
        LogStore store(limits);
        LogHistoryBook book;
        QVERIFY(putInFront(store, book, front, {1, LogHistoryBook::marks}, std::nullopt).ok());
        LogReader reader(store);
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.span().end - first, 3);
        QCOMPARE(reader.line(first).bytes, std::string_view("at 1\n"));
        QVERIFY(reader.line(first + 1).tag.marker);
        QCOMPARE(reader.line(first + 2).bytes, std::string_view("at 2\n"));
    }
};

QTEST_GUILESS_MAIN(TestLogHistory)
#include "tst_log_history.moc"
