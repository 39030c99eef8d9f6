#include "domain/log/log_rejoin.h"
#include "support/test_case.h"

#include <QTest>

#include <random>
#include <vector>

using namespace ops;
using domain::LogChannel;
using domain::LogRejoin;
using Verdict = LogRejoin::Verdict;

namespace {

constexpr qint64 second = 1'000'000'000;

// A line of a log as the engine has it; `number` says which one it is.
struct Line {
    LogChannel channel = LogChannel::Output;
    qint64 stampNs = 0;
    int number = 0;
};

std::vector<int> numbers(const std::vector<Line>& lines, LogChannel channel)
{
    std::vector<int> out;
    for (const Line& line : lines)
        if (line.channel == channel)
            out.push_back(line.number);
    return out;
}

} // namespace

class TestLogRejoin final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void stampsAreReadAndWritten_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("usual") << QByteArray("2026-01-30T18:04:11.207113123Z hello") << true;
        QTest::newRow("an empty line") << QByteArray("2026-01-30T18:04:11.000000000Z \n") << true;
        QTest::newRow("no blank") << QByteArray("2026-01-30T18:04:11.207113123Z") << false;
        QTest::newRow("six digits") << QByteArray("2026-01-30T18:04:11.207113Z hello hello") << false;
        QTest::newRow("another zone") << QByteArray("2026-01-30T18:04:11.2071131+01:00 hello") << false;
        QTest::newRow("what the client says")
            << QByteArray("Error response from daemon: No such container: x") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void stampsAreReadAndWritten()
    {
        QFETCH(const QByteArray, line);
        const auto stamp = domain::engineStampNs({line.constData(), static_cast<size_t>(line.size())});
        QTEST(stamp.has_value(), "isOne");
        if (stamp)
            QCOMPARE(domain::engineStamp(*stamp) + ' ', line.left(domain::engineStampLength));
    }

    void innerStampsAreTakenOut()
    {
        const std::string stamp = "2026-01-30T18:04:11.207113123Z ";
        const std::string other = "2026-01-30T18:04:11.207113124Z ";
        const std::string piece(16384, 'x');
        const std::string stampLast = "rest " + stamp + "\n";
        std::string buffer;
        for (const std::string& whole : {std::string("short\n"), piece + "\n", piece + piece + "\n",
                                         piece + piece + "rest\n", piece + other + "rest\n", piece + stampLast}) {
            std::string printed;
            for (size_t from = 0; from < whole.size(); from += piece.size())
                printed += stamp + whole.substr(from, piece.size());
            QVERIFY(domain::withoutInnerStamps(printed, buffer) == stamp + whole);
        }
        // The engine was killed in the middle of a line, and the next one follows on what there was of it.
        const std::string broken = stamp + piece + other + "next\n";
        QVERIFY(domain::withoutInnerStamps(broken, buffer) == broken);
    }

    void nothingSeenNothingToRejoin()
    {
        LogRejoin rejoin;
        rejoin.begin();
        QVERIFY(!rejoin.since());
        QCOMPARE(rejoin.take(LogChannel::Output, 5 * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(5 * second - LogRejoin::channelsApartNs));
        // Perhaps the other channel was cut off before it could show its part of the tail; but not all of its past.
        rejoin.begin();
        QCOMPARE(rejoin.take(LogChannel::Error, 5 * second - LogRejoin::channelsApartNs - 1), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Error, 4 * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(4 * second - LogRejoin::channelsApartNs));
    }

    void equalStampsAreCounted()
    {
        LogRejoin rejoin;
        rejoin.begin();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(rejoin.take(LogChannel::Output, 5 * second), Verdict::Fresh);
        for (int again = 0; again < 2; ++again) { // cut twice before anything new comes
            rejoin.begin();
            for (int i = 0; i < 3; ++i)
                QCOMPARE(rejoin.take(LogChannel::Output, 5 * second), Verdict::Seen);
        }
        QCOMPARE(rejoin.take(LogChannel::Output, 5 * second), Verdict::Fresh); // a fourth of the same moment
        QCOMPARE(rejoin.take(LogChannel::Output, 6 * second), Verdict::Fresh);
    }

    // Older lines were put in front of a channel that had none, and its follower prints some of them yet.
    void whatCameByAnotherWayIsSeen()
    {
        LogRejoin rejoin;
        rejoin.begin();
        QCOMPARE(rejoin.take(LogChannel::Output, 100), Verdict::Fresh);
        rejoin.bring(LogChannel::Error, {91, 92, 95, 95});
        rejoin.bring(LogChannel::Output, {99}); // it has lines of its own
        for (const qint64 known : {90, 92, 95, 95})
            QCOMPARE(rejoin.take(LogChannel::Error, known), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Error, 95), Verdict::Fresh);
        QCOMPARE(rejoin.take(LogChannel::Output, 99), Verdict::Fresh);
        // None of them was under way.
        LogRejoin other;
        other.begin();
        QCOMPARE(other.take(LogChannel::Output, 100), Verdict::Fresh);
        other.bring(LogChannel::Error, {95, 95});
        QCOMPARE(other.take(LogChannel::Error, 96), Verdict::Fresh);
        QCOMPARE(other.take(LogChannel::Error, 96), Verdict::Fresh);
    }

    // The engine's clock was set back just after them: what it stamps then is none of them.
    void whatCameByAnotherWayIsKnownByItself_data()
    {
        QTest::addColumn<bool>("someUnderWay");
        QTest::newRow("none of them is under way") << false;
        QTest::newRow("the last of them is") << true;
    }
    void whatCameByAnotherWayIsKnownByItself()
    {
        QFETCH(const bool, someUnderWay);
        LogRejoin rejoin;
        rejoin.begin();
        QCOMPARE(rejoin.take(LogChannel::Output, 100 * second), Verdict::Fresh);
        rejoin.bring(LogChannel::Error, {95 * second, 98 * second, 105 * second});
        if (someUnderWay)
            QCOMPARE(rejoin.take(LogChannel::Error, 105 * second), Verdict::Seen);
        for (const qint64 at : {96, 97, 98, 105})
            QCOMPARE(rejoin.take(LogChannel::Error, at * second + 1), Verdict::Fresh);
        rejoin.begin();
        QCOMPARE(rejoin.since(), std::optional(105 * second + 1 - LogRejoin::channelsApartNs));
        for (const qint64 at : {96, 97, 98})
            QCOMPARE(rejoin.take(LogChannel::Error, at * second + 1), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Error, 105 * second + 1), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Error, 105 * second + 2), Verdict::Fresh);
    }

    // The line that came last is not there any more: the log was rotated, and nobody knows what went with it.
    void aGapIsNoticed()
    {
        LogRejoin rejoin;
        rejoin.begin();
        rejoin.take(LogChannel::Output, 5 * second);
        rejoin.take(LogChannel::Output, 5 * second);
        rejoin.begin();
        QCOMPARE(rejoin.take(LogChannel::Output, 5 * second), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Output, 9 * second), Verdict::FreshAfterGap);
        QCOMPARE(rejoin.take(LogChannel::Output, 9 * second), Verdict::Fresh);
    }

    // A channel that has been silent for hours is not read again from there; its last line is not expected either.
    void theQuietChannelIsAskedForSomeSecondsBack()
    {
        LogRejoin rejoin;
        rejoin.begin();
        rejoin.take(LogChannel::Error, 100 * second);
        rejoin.take(LogChannel::Output, 9000 * second);
        QCOMPARE(rejoin.since(), std::optional(9000 * second - LogRejoin::channelsApartNs));
        rejoin.begin();
        QCOMPARE(rejoin.take(LogChannel::Error, 8995 * second), Verdict::Fresh);
        QCOMPARE(rejoin.take(LogChannel::Output, 8995 * second), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Output, 9000 * second), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Output, 9001 * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(9001 * second - LogRejoin::channelsApartNs));
    }

    // The clock of the engine's host was set back: the log's order is what counts.
    void aClockThatWasSetBackRepeatsNothing()
    {
        LogRejoin rejoin;
        rejoin.begin();
        rejoin.take(LogChannel::Error, 8 * second);
        for (const qint64 at : {10, 11, 12, 7, 8})
            QCOMPARE(rejoin.take(LogChannel::Output, at * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(8 * second - LogRejoin::channelsApartNs));
        rejoin.begin();
        for (const qint64 at : {10, 11, 12, 8})
            QCOMPARE(rejoin.take(LogChannel::Output, at * second), Verdict::Seen);
        QCOMPARE(rejoin.take(LogChannel::Output, 9 * second), Verdict::Fresh);
    }

    // An engine before 23 prints no line from before `--since`, be it new: while both channels have lines, too, the
    // clock may have been set back by some seconds.
    void aNewLineMayHaveAnEarlierStamp()
    {
        LogRejoin rejoin;
        rejoin.begin();
        rejoin.take(LogChannel::Output, 100 * second);
        rejoin.take(LogChannel::Error, 100 * second);
        QVERIFY(*rejoin.since() <= 96 * second);
        rejoin.begin();
        for (const LogChannel channel : {LogChannel::Output, LogChannel::Error})
            QCOMPARE(rejoin.take(channel, 100 * second), Verdict::Seen);
        // Cut off while known lines are printed once more, it does not begin further back each time.
        QCOMPARE(rejoin.since(), std::optional(90 * second));
        QCOMPARE(rejoin.take(LogChannel::Output, 96 * second), Verdict::Fresh);
        QCOMPARE(rejoin.take(LogChannel::Error, 97 * second), Verdict::Fresh);
        // By much: the other channel's last line from before that is no measure.
        QCOMPARE(rejoin.take(LogChannel::Output, 30 * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(20 * second));
        // One that is quiet since is asked for from its last line on.
        QCOMPARE(rejoin.take(LogChannel::Error, 60 * second), Verdict::Fresh);
        QCOMPARE(rejoin.since(), std::optional(30 * second));
    }

    // Followers that end anywhere, each channel somewhere else, against the log itself.
    void everyLineComesOnce()
    {
        for (unsigned seed = 0; seed < 300; ++seed) {
            std::mt19937 random(seed);
            const auto dice = [&random](int most) {
                return static_cast<int>(random() % static_cast<unsigned>(most + 1));
            };
            std::vector<Line> log;
            std::vector<Line> came;
            LogRejoin rejoin;
            qint64 now = 1'769'000'000 * second;
            std::array<size_t, 2> delivered{}; // how far each channel has got, in lines of `log`
            for (int round = 0; round < 12; ++round) {
                for (int i = dice(30); i > 0; --i) {
                    now += dice(3) == 0 ? dice(4) * second / 2 : 0; // many lines have one moment
                    log.push_back(
                        {dice(2) == 0 ? LogChannel::Error : LogChannel::Output, now, static_cast<int>(log.size())});
                }
                const bool lastRound = round == 11;
                const auto since = rejoin.since();
                rejoin.begin();
                // The two channels are cut off in different places, but not a pipe's worth of seconds apart.
                const size_t base = std::max(delivered[0], delivered[1]);
                const size_t cutAt =
                    lastRound ? log.size() : base + static_cast<size_t>(dice(static_cast<int>(log.size() - base)));
                for (const LogChannel channel : {LogChannel::Output, LogChannel::Error}) {
                    size_t end = cutAt;
                    for (int back = lastRound ? 0 : dice(4);
                         back > 0 && end > 0 && cutAt > 0 &&
                         log[cutAt - 1].stampNs - log[end - 1].stampNs < LogRejoin::channelsApartNs;
                         --back)
                        --end;
                    for (size_t i = 0; i < end; ++i) {
                        const Line& line = log[i];
                        if (line.channel != channel || (since && line.stampNs < *since))
                            continue;
                        const Verdict verdict = rejoin.take(channel, line.stampNs);
                        QVERIFY(verdict != Verdict::FreshAfterGap);
                        if (verdict == Verdict::Fresh)
                            came.push_back(line);
                    }
                    delivered.at(channel == LogChannel::Error ? 1 : 0) = end;
                }
            }
            for (const LogChannel channel : {LogChannel::Output, LogChannel::Error}) {
                if (numbers(came, channel) != numbers(log, channel))
                    qWarning("seed %u", seed);
                QVERIFY(numbers(came, channel) == numbers(log, channel));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLogRejoin)
#include "tst_log_rejoin.moc"
