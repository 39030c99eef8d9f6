#include "domain/log/log_ingest.h"
#include "domain/log/log_landmarks.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using domain::LogChannel;

namespace {

constexpr qint64 nsPerMs = 1'000'000;

struct Log {
    // Small segments, so that there are several.
    domain::LogStore store{{.capBytes = 4096, .segment = {.textBytes = 512, .rows = 8}}};
    domain::LogIngest ingest{store};
    domain::LogReader reader{store};
    domain::LogLandmarks landmarks;

    void write(LogChannel channel, const char* line, int times = 1, const char* service = "titan-brain")
    {
        const int source = ingest.open({service, channel, false});
        for (int i = 0; i < times; ++i)
            ingest.feed(source, line, 0);
        ingest.end(source, 0);
        ingest.advance(std::numeric_limits<qint64>::max());
    }
    void mark(const char* text, qint64 utcMs)
    {
        ingest.mark({domain::LogMarkerKind::Command, QString::fromLatin1(text), {}}, {}, utcMs * nsPerMs, 0);
        ingest.advance(std::numeric_limits<qint64>::max());
    }
    void look() { landmarks.look(reader); }
};

} // namespace

class TestLogLandmarks final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void nothingInNothing()
    {
        Log log;
        log.look();
        QVERIFY(!log.landmarks.anyOnErrorChannel());
        QVERIFY(!log.landmarks.anyWithoutService());
        QVERIFY(!log.landmarks.lastHalt().known());
    }

    void errorsAreNoticedWhereverTheyAre()
    {
        Log log;
        log.write(LogChannel::Output, "fine\n", 20);
        log.look();
        QVERIFY(!log.landmarks.anyOnErrorChannel());
        log.write(LogChannel::Error, "not fine\n");
        log.write(LogChannel::Output, "fine\n", 20);
        log.look();
        QVERIFY(log.landmarks.anyOnErrorChannel());
    }

    // Rows of our own are no lines of anybody.
    void linesWithoutAServiceAreNoticed()
    {
        Log log;
        log.write(LogChannel::Output, "fine\n", 20);
        log.mark("HARD_HALT 11aa SENT", 1000);
        log.mark("HARD_HALT 11aa APPLIED 2/2", 1100);
        log.write(LogChannel::Output, "fine\n", 20);
        log.look();
        QVERIFY(!log.landmarks.anyWithoutService());
        log.write(LogChannel::Output, "whose is this?\n", 1, "");
        log.write(LogChannel::Output, "fine\n", 20);
        log.look();
        QVERIFY(log.landmarks.anyWithoutService());
    }

    void theLastHaltIsKnown()
    {
        Log log;
        log.write(LogChannel::Output, "one\n", 10);
        log.mark("HARD_HALT 11aa SENT", 1000);
        log.look();
        QCOMPARE(log.landmarks.lastHalt().utcMs, qint64{1000});
        log.write(LogChannel::Output, "HARD_HALT 22bb SENT\n"); // a service's words are no halt
        log.mark("HARD_HALT 11aa APPLIED 2/2", 1100);
        log.look();
        QCOMPARE(log.landmarks.lastHalt().utcMs, qint64{1000});
        log.mark("SOFT_HALT 33cc SENT", 2000);
        log.write(LogChannel::Output, "three\n", 10);
        log.look();
        QCOMPARE(log.landmarks.lastHalt().utcMs, qint64{2000});
    }

    // It was, though its row had to go.
    void aHaltOutlivesItsRow()
    {
        Log log;
        log.mark("HARD_HALT 11aa SENT", 1000);
        log.look();
        log.write(LogChannel::Output, "a line that takes some room in a small store\n", 500);
        QVERIFY(log.reader.pin().gap.rows > 0);
        log.reader.unpin();
        log.look();
        QCOMPARE(log.landmarks.lastHalt().utcMs, qint64{1000});
    }
};

QTEST_GUILESS_MAIN(TestLogLandmarks)
#include "tst_log_landmarks.moc"
