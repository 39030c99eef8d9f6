#include "domain/log/log_reader.h"
#include "infra/docker/docker_log_source.h"
#include "support/fake_command_host.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace ops;
using domain::LogsEnd;
using domain::OutputChannel;

namespace {

const QString idA(64, QLatin1Char('a'));
const QString idB(64, QLatin1Char('b'));
const app::LogContainer brain{QStringLiteral("titan-1"), idA, QStringLiteral("titan-brain")};
const app::LogContainer nats{QStringLiteral("titan-1"), idB, QStringLiteral("titan-nats")};

// A line as the engine prints it; `second` of one minute.
QByteArray line(int second, const QByteArray& text, int nanosecond = 0)
{
    return "2026-01-30T17:05:" + QByteArray::number(second).rightJustified(2, '0') + '.' +
           QByteArray::number(nanosecond).rightJustified(9, '0') + "Z " + text + '\n';
}

} // namespace

// The source over a host that runs nothing: which commands it asks for, and what it makes of what they print.
class TestDockerLogSource final : public test::TestCase {
    Q_OBJECT

private:
    std::unique_ptr<test::FakeCommandHost> m_host;
    std::unique_ptr<infra::DockerLogSource> m_source;
    QVector<QPair<QString, LogsEnd>> m_ends;
    QStringList m_begun;

    domain::HostRunId follower(const QString& container) const
    {
        for (auto run = m_host->runs.crbegin(); run != m_host->runs.crend(); ++run)
            if (run->command.argv.last() == container.toLatin1() && !run->over && !run->cancelled)
                return run->id;
        return {};
    }
    QByteArrayList argv(const QString& container) const
    {
        return m_host->runs.at(static_cast<int>(follower(container).value) - 1).command.argv;
    }
    void print(const QString& container, const QByteArray& bytes, OutputChannel channel = OutputChannel::Output)
    {
        m_host->print(follower(container), bytes, channel);
    }
    LogsEnd endOf(const domain::HostRunId& run, const domain::HostOutcome& outcome)
    {
        const auto before = m_ends.size();
        m_host->finish(run, outcome);
        for (int i = 0; i < 2000 && m_ends.size() == before; ++i)
            QTest::qWait(10);
        return m_ends.size() == before ? LogsEnd() : m_ends.last().second;
    }
    LogsEnd exits(const QString& container, int code = 0)
    {
        return endOf(follower(container), domain::exitedWith(code));
    }
    // What is in the store: service and text; marks of our own in brackets.
    QStringList rows() const
    {
        QStringList all;
        domain::LogReader reader(*m_source->store());
        const domain::LogSpan& span = reader.pin();
        for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
            const domain::LogLine row = reader.line(seq);
            const auto service = m_source->store()->serviceName(row.service);
            const auto marker = domain::parseLogMarker(row.bytes);
            const std::string text = std::string(service) +
                                     (row.tag.channel == domain::LogChannel::Error ? "! " : ": ") +
                                     std::string(domain::withoutLineEnding(row.bytes));
            all << (row.tag.marker && marker ? QStringLiteral("[%1]").arg(marker->text) : QString::fromStdString(text));
        }
        return all;
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_ends.clear();
        m_begun.clear();
        m_host = std::make_unique<test::FakeCommandHost>();
        m_source = std::make_unique<infra::DockerLogSource>(
            QHash<QString, app::CommandHostPort*>{{QStringLiteral("titan-1"), m_host.get()}});
        connect(m_source.get(), &app::LogFollowPort::attached, this, [this](const QString& id) { m_begun << id; });
        connect(m_source.get(), &app::LogFollowPort::attachEnded, this, [this](const QString& id, const LogsEnd& end) {
            m_ends.append({id, end});
        });
        m_source->start();
    }
    void cleanup()
    {
        m_source.reset();
        m_host.reset();
    }

    void theFirstFollowerBeginsWithATail()
    {
        m_source->attach(brain, 100);
        QCOMPARE(argv(idA),
                 (QByteArrayList{"docker", "logs", "--timestamps", "--follow", "--tail", "100", idA.toLatin1()}));
        QVERIFY(!m_host->last().command.deadline); // it goes on for days
        m_source->attach(nats, std::nullopt);
        QCOMPARE(argv(idB), (QByteArrayList{"docker", "logs", "--timestamps", "--follow", idB.toLatin1()}));
        m_source->attach(nats, std::nullopt); // it has one
        QCOMPARE(m_host->runs.size(), 2);
        m_host->begin(follower(idB));
        QCOMPARE(m_begun, QStringList{idB});
    }

    void bothChannelsByTime()
    {
        m_source->attach(brain, 100);
        m_source->attach(nats, 100);
        print(idA, line(1, "one") + line(3, "three"));
        print(idA, line(2, "two"), OutputChannel::Errors);
        print(idB, line(2, "between", 5));
        QTRY_COMPARE(rows().size(), 4);
        QCOMPARE(rows(), (QStringList{QStringLiteral("titan-brain: one"), QStringLiteral("titan-brain! two"),
                                      QStringLiteral("titan-nats: between"), QStringLiteral("titan-brain: three")}));
    }

    // The past of a service whose follower is slow to begin comes in its place, not below the others' present.
    void theSlowFollowerIsWaitedFor()
    {
        QSignalSpy grew(m_source.get(), &app::LogSourcePort::grew);
        m_source->attach(brain, 100);
        m_source->attach(nats, 100);
        m_host->begin(follower(idA));
        print(idA, line(30, "now"));
        QTest::qWait(500); // longer than a line is held for others that say nothing
        QCOMPARE(grew.count(), 0);
        m_host->begin(follower(idB));
        print(idB, line(2, "long ago"));
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("titan-nats: long ago"), QStringLiteral("titan-brain: now")}));
        QTRY_VERIFY(grew.count() >= 1);
    }

    void theNextOneGoesOnWhereTheLastOneEnded()
    {
        m_source->attach(brain, 100);
        print(idA, line(1, "one") + line(2, "two") + line(2, "two") + "2026-01-30T17:05:03.00");
        const LogsEnd end = exits(idA);
        QVERIFY(!end.error);
        QCOMPARE(end.fresh, qint64{3});
        QCOMPARE(end.last.utcMs % 60'000, qint64{2000});
        m_source->attach(brain, 100);
        // The other channel has shown nothing yet, and may have been cut off before it could.
        QCOMPARE(argv(idA), (QByteArrayList{"docker", "logs", "--timestamps", "--follow", "--since",
                                            "2026-01-30T17:04:52.000000000Z", idA.toLatin1()}));
        print(idA, line(1, "one") + line(2, "two") + line(2, "two") + line(2, "two"));
        print(idA, line(3, "three"));
        QCOMPARE(exits(idA).fresh, qint64{2});
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("titan-brain: one"), QStringLiteral("titan-brain: two"),
                                          QStringLiteral("titan-brain: two"), QStringLiteral("titan-brain: two"),
                                          QStringLiteral("titan-brain: three")}));
    }

    // What a container writes after it has ended in the middle of a line is printed on that line, with its own stamp.
    void aLastLineMayHaveNoEnd()
    {
        const QByteArray open = line(2, "no end").chopped(1);
        m_source->attach(brain, 100);
        print(idA, line(1, "one") + open);
        QCOMPARE(exits(idA).fresh, qint64{2});
        QTRY_COMPARE(rows().size(), 2);
        m_source->attach(brain, 100); // it is still as it was
        print(idA, line(1, "one") + open);
        QCOMPARE(exits(idA).fresh, qint64{0});
        m_source->attach(brain, 100);
        print(idA, line(1, "one") + open + line(3, "three"));
        print(idA, line(4, "four"));
        QCOMPARE(exits(idA).fresh, qint64{2});
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("titan-brain: one"), QStringLiteral("titan-brain: no end"),
                                          QStringLiteral("titan-brain: three"), QStringLiteral("titan-brain: four")}));
        // Cut off in the middle of a line, on the other hand, is half a line.
        m_source->attach(brain, 100);
        print(idA, line(4, "four") + line(5, "five").chopped(3));
        QCOMPARE(exits(idA, 1).fresh, qint64{0});
    }

    void aGapIsARow()
    {
        m_source->attach(brain, 100);
        print(idA, line(1, "one"));
        exits(idA);
        m_source->attach(brain, 100);
        print(idA, line(9, "nine"));
        exits(idA);
        QTRY_COMPARE(rows().size(), 3);
        QCOMPARE(rows().at(1), QStringLiteral("[no longer in the engine's log]"));
    }

    void whatTheClientSaysIsNoLine_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<base::ErrorCode>("error");
        QTest::newRow("engine died") << 1 << QByteArray("unexpected EOF\n") << base::ErrorCode::LinkDown;
        QTest::newRow("without an end") << 1 << QByteArray("unexpected EOF") << base::ErrorCode::LinkDown;
        QTest::newRow("no container") << 1 << QByteArray("Error response from daemon: No such container: x\n")
                                      << base::ErrorCode::NotFound;
        QTest::newRow("said 0 all the same")
            << 0 << QByteArray("error from daemon in stream: connection reset\n") << base::ErrorCode::LinkDown;
        QTest::newRow("nothing said") << 1 << QByteArray() << base::ErrorCode::Internal;
    }
    void whatTheClientSaysIsNoLine()
    {
        QFETCH(const int, code);
        QFETCH(const QByteArray, said);
        m_source->attach(brain, 100);
        print(idA, line(1, "one"), OutputChannel::Errors);
        print(idA, said, OutputChannel::Errors);
        const LogsEnd end = exits(idA, code);
        QVERIFY(end.error.has_value());
        QTEST(end.error->code, "error");
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("titan-brain! one")});
    }

    void aWarningOfTheClientIsNoError()
    {
        m_source->attach(brain, 100);
        print(idA, "WARNING: Error loading config file: open /x/config.json: permission denied\n",
              OutputChannel::Errors);
        print(idA, line(1, "one"));
        print(idA, line(2, "two").chopped(1)); // a last line without an end
        QVERIFY(!exits(idA, 0).error);
        QTRY_COMPARE(rows(), QStringList({QStringLiteral("titan-brain: one"), QStringLiteral("titan-brain: two")}));
        m_source->attach(brain, 100);
        print(idA, "WARNING: Error loading config file: permission denied\nunexpected EOF\n", OutputChannel::Errors);
        const LogsEnd end = exits(idA, 1);
        QVERIFY(end.error && end.error->code == base::ErrorCode::LinkDown);
        QCOMPARE(end.error->detail, QStringLiteral("unexpected EOF"));
    }

    void sshThatWasCutIsAnError()
    {
        m_source->attach(brain, 100);
        domain::HostOutcome outcome;
        outcome.end = domain::HostEnd::TransportFailed;
        outcome.error = base::Error{base::ErrorCode::LinkDown, QStringLiteral("closed"), QStringLiteral("titan-1")};
        QVERIFY(endOf(follower(idA), outcome).error == outcome.error);
    }

    void anUnknownHostIsAnError()
    {
        m_source->attach({QStringLiteral("elsewhere"), idA, QStringLiteral("titan-brain")}, 100);
        QVERIFY(m_ends.isEmpty()); // never before attach() has returned
        QTRY_COMPARE(m_ends.size(), 1);
        QCOMPARE(m_ends.first().second.error->code, base::ErrorCode::Unavailable);
    }

    void longLinesAreWhole()
    {
        const QByteArray piece(16384, 'x');
        m_source->attach(brain, 100);
        const QByteArray stamp = line(1, {}).chopped(1);
        print(idA, stamp + piece + stamp + piece + stamp + "end\n");
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("titan-brain: ") + QString::fromLatin1(piece + piece + "end")});
    }

    void whatIsClosedIsNotHeardOfAgain()
    {
        m_source->attach(brain, 100);
        print(idA, line(1, "one"));
        const domain::HostRunId run = follower(idA);
        m_source->close(idA);
        QVERIFY(m_host->runs.first().cancelled);
        m_host->print(run, line(2, "two"));
        m_host->exit(run, 1);
        QTRY_COMPARE(rows(), QStringList{QStringLiteral("titan-brain: one")});
        QVERIFY(m_ends.isEmpty());
        m_source->attach(brain, 100); // as one that was never seen
        QVERIFY(argv(idA).contains("--tail"));
    }

    void marksStandAtTheirMoment()
    {
        m_source->attach(brain, 100);
        print(idA, line(1, "one") + line(3, "three"));
        const auto at = QDateTime::fromString(QStringLiteral("2026-01-30T17:05:02Z"), Qt::ISODate).toMSecsSinceEpoch();
        m_source->mark({domain::LogMarkerKind::Command, QStringLiteral("HARD_HALT"), {}}, {}, at);
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("titan-brain: one"), QStringLiteral("[HARD_HALT]"),
                                          QStringLiteral("titan-brain: three")}));
    }

    void nothingRunsOnAfterItsEnd()
    {
        m_source->attach(brain, 100);
        m_source->attach(nats, 100);
        m_source.reset();
        QVERIFY(m_host->runs.at(0).cancelled && m_host->runs.at(1).cancelled);
    }
};

QTEST_GUILESS_MAIN(TestDockerLogSource)
#include "tst_docker_log_source.moc"
