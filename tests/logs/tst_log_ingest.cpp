#include "domain/log/log_ingest.h"
#include "domain/log/log_line_text.h"
#include "domain/log/log_reader.h"
#include "naive_log.h"
#include "store_contents.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;
using test::contents;

namespace {

constexpr qint64 msNs = 1'000'000;

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

    void whoeverIsNotAwaitedHoldsUpNobody()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, true});
        const int pipe = ingest.open({"pipe", LogChannel::Output, true});
        ingest.feed(brain, stamped(10, "b1"), 0);
        QCOMPARE(contents(store), "");
        QVERIFY(ingest.heldBytes(brain) > 2);
        ingest.setAwaited(pipe, false);
        ingest.advance(0);
        QCOMPARE(contents(store), "b1\n");
        QCOMPARE(ingest.heldBytes(brain), size_t{0});
        // What it does bring has its place, and it goes on with its half line.
        ingest.feed(pipe, stamped(30, "p2") + stamped(15, "p1").substr(0, 5), 0);
        QCOMPARE(contents(store), "b1\n");
        QVERIFY(ingest.reachedNs(pipe) > ingest.reachedNs(brain));
        ingest.feed(brain, stamped(20, "b2") + stamped(40, "b3"), 0);
        QCOMPARE(contents(store), "b1\nb2\np2\nb3\n");
        QVERIFY(ingest.unended(pipe) > 0);
        ingest.setAwaited(pipe, true);
        ingest.feed(brain, stamped(50, "b4"), 0);
        QCOMPARE(contents(store), "b1\nb2\np2\nb3\n");
    }

    // Lines that say nothing of the time behind one that leapt ahead: the others wait for so many of them only.
    void doubtHoldsALimitedAmount()
    {
        LogStore store;
        LogIngest ingest(store);
        const int brain = ingest.open({"brain", LogChannel::Output, false});
        const int nats = ingest.open({"nats", LogChannel::Output, false});
        ingest.feed(brain, "2026-01-30T18:04:11Z INFO b\n2036-01-30T18:04:11Z INFO wrong\n", 0);
        ingest.feed(nats, "2026-01-30T18:04:11Z INFO n\n2026-01-30T18:04:12Z INFO n\n", 0);
        const std::string unstamped = std::string(size_t{256} * 1024, 'x') + '\n';
        while (ingest.held(nats) > 0 && ingest.heldBytes(brain) < 2 * LogIngest::mostHeldBytes)
            ingest.feed(brain, unstamped, 0);
        QCOMPARE(ingest.held(nats), size_t{0});
        QVERIFY(ingest.heldBytes(brain) > LogIngest::mostHeldBytes);
        QVERIFY(ingest.heldBytes(brain) < LogIngest::mostHeldBytes + 2 * unstamped.size());
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
        // And so they are exported: the service once, the container's own words whole.
        QCOMPARE(logLineFor(reader, first + 1, LogLineAs::Text, {}), QByteArray("titan-nats ready\n"));
        QCOMPARE(logLineFor(reader, first + 6, LogLineAs::Text, {}),
                 QByteArray("titan-execution titan-brain  | posing\n"));
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

    // What stands in a file that says so is no reason to tell of lost lines.
    void aCommandHasNoGap()
    {
        const auto marker = parseLogMarker(R"({"consoleMarker":"command","text":"HARD_HALT","rows":5,"from":1})");
        QVERIFY(marker.ok());
        QCOMPARE(*marker, (LogMarker{LogMarkerKind::Command, QStringLiteral("HARD_HALT"), {}}));
    }

    void whatIsNoMarkerIsRefused()
    {
        for (const char* line : {"", "{}", "{\"consoleMarker\":\"x\"}", "plain", "[1]"})
            QCOMPARE(parseLogMarker(line).error().code, base::ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestLogIngest)
#include "tst_log_ingest.moc"
