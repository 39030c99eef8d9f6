#include "domain/log/log_history.h"
#include "domain/log/log_reader.h"
#include "infra/docker/docker_log_source.h"
#include "infra/docker/log_history_worker.h"
#include "support/fake_command_host.h"
#include "support/test_case.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace ops;
using app::LogHistoryEnd;

namespace {

const QString idA(64, QLatin1Char('a'));
const QString idB(64, QLatin1Char('b'));
const app::LogContainer brain{QStringLiteral("titan-1"), idA, QStringLiteral("titan-brain")};
const app::LogContainer nats{QStringLiteral("titan-1"), idB, QStringLiteral("titan-nats")};

// A line as the engine prints it; `second` of one hour.
QByteArray line(int second, const QByteArray& text)
{
    return "2026-01-30T17:" + QByteArray::number(second / 60).rightJustified(2, '0') + ':' +
           QByteArray::number(second % 60).rightJustified(2, '0') + ".000000000Z " + text + '\n';
}

} // namespace

// Older lines over a host that runs nothing: which commands are asked for, and what is made of what they print.
class TestDockerLogHistory final : public test::TestCase {
    Q_OBJECT

private:
    std::unique_ptr<test::FakeCommandHost> m_host;
    std::unique_ptr<infra::DockerLogSource> m_source;
    std::optional<LogHistoryEnd> m_end;
    QByteArrayList m_log; // of a container that goes on printing: all that its engine has

    void open(const domain::LogStoreLimits& limits)
    {
        m_source.reset();
        m_end.reset();
        m_log.clear();
        m_host = std::make_unique<test::FakeCommandHost>();
        m_source = std::make_unique<infra::DockerLogSource>(
            QHash<QString, app::CommandHostPort*>{{QStringLiteral("titan-1"), m_host.get()}}, limits);
        connect(&m_source->history(), &app::LogHistoryPort::ended, this,
                [this](const LogHistoryEnd& end) { m_end = end; });
    }
    static domain::LogStoreLimits small()
    {
        domain::LogStoreLimits limits;
        limits.capBytes = 8 * 1024;
        limits.segment = {1024, 32};
        limits.olderBytes = 1024 * 1024;
        return limits;
    }
    // A line each second.
    void logLines(int count)
    {
        for (int i = 0; i < count; ++i)
            m_log << line(static_cast<int>(m_log.size()), "line " + QByteArray::number(m_log.size()));
    }
    // Of the log, as the engine does it: both ends inclusive.
    QByteArray asked(const QByteArrayList& argv) const
    {
        QByteArray printed;
        const auto sinceAt = argv.indexOf("--since");
        const QByteArray since = sinceAt < 0 ? QByteArray() : argv.at(sinceAt + 1);
        const QByteArray& until = argv.at(argv.indexOf("--until") + 1);
        for (const QByteArray& one : m_log) {
            const QByteArray stamp = one.left(one.indexOf(' '));
            if (stamp >= since && stamp <= until)
                printed += one;
        }
        return printed;
    }
    // A store that holds little, and a log whose last hundred lines are in it.
    domain::HostRunId followSmall()
    {
        open(small());
        logLines(1000);
        follow(brain, m_log.mid(900).join());
        const domain::HostRunId follower = m_host->last().id;
        [&] { QTRY_COMPARE(rows().size(), 100); }();
        return follower;
    }
    // Each line of the log once, in order, from some line on to the last one.
    void holdsTheEndOfTheLog() const
    {
        const QStringList held = rows();
        const auto first = m_log.size() - held.size();
        for (qsizetype i = 0; i < held.size(); ++i)
            QCOMPARE(held.at(i), QStringLiteral("titan-brain: line %1").arg(first + i));
    }
    // The follower prints so many more that the cap takes older ones.
    void pushOut(const domain::HostRunId& follower)
    {
        const QString oldest = rows().constFirst();
        const auto from = m_log.size();
        logLines(400);
        m_host->print(follower, m_log.mid(from).join());
        QTRY_VERIFY(rows().constFirst() != oldest);
        QTRY_COMPARE(rows().constLast(), QStringLiteral("titan-brain: line %1").arg(m_log.size() - 1));
    }

    QStringList rows() const
    {
        QStringList all;
        domain::LogReader reader(*m_source->store());
        const domain::LogSpan& span = reader.pin();
        for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
            const domain::LogLine row = reader.line(seq);
            all << QString::fromStdString(std::string(m_source->store()->serviceName(row.service)) +
                                          (row.tag.channel == domain::LogChannel::Error ? "! " : ": ") +
                                          std::string(domain::withoutLineEnding(row.bytes)));
        }
        return all;
    }
    void follow(const app::LogContainer& container, const QByteArray& printed)
    {
        const int before = rows().size();
        m_source->attach(container, 100);
        m_host->print(m_host->last().id, printed);
        QTRY_VERIFY(rows().size() > before);
    }
    // The next command, once it was asked for, where the load has not ended.
    test::FakeCommandHost::Run next(int index)
    {
        for (int i = 0; i < 2000 && !m_end && m_host->runs.size() <= index; ++i)
            QTest::qWait(10);
        return m_host->runs.value(index);
    }
    LogHistoryEnd ending()
    {
        for (int i = 0; i < 2000 && !m_end; ++i)
            QTest::qWait(10);
        return m_end.value_or(LogHistoryEnd());
    }
    // Each further look answered with nothing, but the first.
    void answerLooks(int index, const QByteArray& first, const QByteArray& last)
    {
        for (int step = 0; !m_end && step < domain::logHistorySteps; ++step) {
            const test::FakeCommandHost::Run run = next(index + step);
            const bool all = !run.command.argv.contains("--since");
            m_host->answer(run.id, all ? last + first : first);
            if (all)
                break;
        }
    }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        open({});
    }
    void cleanup()
    {
        m_source.reset();
        m_host.reset();
    }

    void itLooksFurtherAndFurtherBack()
    {
        follow(brain, line(1800, "one") + line(1800, "two") + line(1801, "three"));
        m_source->history().load({brain});
        const auto run = next(1);
        // Standard error has no line yet: about when the tail began is where its older ones end. Two seconds more are
        // asked for, because the engine's stamps are not in order.
        QCOMPARE(run.command.argv,
                 (QByteArrayList{"docker", "logs", "--timestamps", "--since", "2026-01-30T17:28:01.000000000Z",
                                 "--until", "2026-01-30T17:30:14.000000000Z", idA.toLatin1()}));
        QVERIFY(run.command.deadline.has_value());
        m_host->answer(run.id, line(1750, "before") + line(1800, "zero") + line(1800, "one") + line(1800, "two"));
        const auto further = next(2);
        QCOMPARE(further.command.argv.at(4), QByteArray("2026-01-30T17:14:01.000000000Z"));
        answerLooks(2, line(1750, "before") + line(1800, "zero") + line(1800, "one") + line(1800, "two"),
                    line(1, "first"));
        QCOMPARE(ending().rows, qint64{3});
        QVERIFY(!ending().anyLeft);
        QVERIFY(ending().problems.empty());
        QCOMPARE(rows(), (QStringList{QStringLiteral("titan-brain: first"), QStringLiteral("titan-brain: before"),
                                      QStringLiteral("titan-brain: zero"), QStringLiteral("titan-brain: one"),
                                      QStringLiteral("titan-brain: two"), QStringLiteral("titan-brain: three")}));
        m_end.reset();
        const auto runs = m_host->runs.size();
        m_source->history().load({brain}); // there is nothing to ask for
        QVERIFY(!ending().anyLeft);
        QCOMPARE(m_host->runs.size(), runs);
    }

    // The tail began inside a line of three pieces, each with the stamp of the first.
    void aTailThatBeginsInsideALineIsMadeWhole()
    {
        const QByteArray stamp = line(1800, {}).chopped(1);
        const QByteArray first = stamp + QByteArray(16 * 1024, 'x');
        const QByteArray rest = stamp + QByteArray(16 * 1024, 'y') + stamp + "end\n";
        follow(brain, rest + line(1801, "last"));
        m_source->history().load({brain});
        answerLooks(1, first + rest + line(1801, "last"), line(1, "before"));
        QCOMPARE(ending().rows, qint64{2});
        const QString name = QStringLiteral("titan-brain: ");
        QCOMPARE(rows(), (QStringList{name + QStringLiteral("before"), name + QString(16 * 1024, QLatin1Char('x')),
                                      name + QString(16 * 1024, QLatin1Char('y')) + QStringLiteral("end"),
                                      name + QStringLiteral("last")}));
    }

    // Enough lines in the first look are not followed by a further one.
    void manyLinesAreEnough()
    {
        follow(brain, line(1800, "one"));
        m_source->history().load({brain});
        QByteArray lines;
        for (int i = 0; i < 600; ++i)
            lines += line(1700 + i / 10, "line " + QByteArray::number(i));
        m_host->answer(next(1).id, lines);
        QCOMPARE(ending().rows, qint64{600});
        QVERIFY(ending().anyLeft);
        QCOMPARE(m_host->runs.size(), 2);
        m_end.reset();
        m_source->history().load({brain});
        const auto run = next(2);
        QCOMPARE(run.command.argv.at(6), QByteArray("2026-01-30T17:28:01.999999999Z"));
    }

    void aQuietServicesLinesComeBetween()
    {
        QSignalSpy changed(&m_source->history(), &app::LogHistoryPort::frontChanged);
        follow(nats, line(100, "long ago"));
        follow(brain, line(1800, "one"));
        domain::LogReader reader(*m_source->store());
        const domain::LogSeq one = reader.pin().end - 1;
        reader.unpin();
        m_source->history().load({brain, nats});
        for (int asked = 2; !m_end && asked < 20; ++asked) {
            const auto run = next(asked);
            if (m_end || run.id.isNull())
                break;
            const bool all = !run.command.argv.contains("--since");
            const bool isBrain = run.command.argv.last() == idA.toLatin1();
            m_host->answer(run.id, isBrain ? (all ? line(50, "oldest") : QByteArray()) + line(1700, "older")
                                           : line(100, "long ago"));
        }
        QCOMPARE(ending().rows, qint64{2});
        QCOMPARE(rows(), (QStringList{QStringLiteral("titan-brain: oldest"), QStringLiteral("titan-nats: long ago"),
                                      QStringLiteral("titan-brain: older"), QStringLiteral("titan-brain: one")}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().value<domain::LogSeq>(), one);
    }

    void whoCannotBeReadIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::addColumn<bool>("left");
        QTest::newRow("engine away") << QByteArray("Cannot connect to the Docker daemon at unix:///x\n")
                                     << base::ErrorCode::Refused << true;
        QTest::newRow("container gone") << QByteArray("Error response from daemon: No such container: x\n")
                                        << base::ErrorCode::NotFound << false;
    }
    void whoCannotBeReadIsLeftOut()
    {
        QFETCH(const QByteArray, said);
        QFETCH(const base::ErrorCode, code);
        QFETCH(const bool, left);
        follow(brain, line(1800, "one"));
        m_source->history().load({brain});
        m_host->answer(next(1).id, {}, 1, said);
        QCOMPARE(ending().problems.size(), size_t{1});
        QCOMPARE(ending().problems.front().code, code);
        QCOMPARE(ending().problems.front().subject, QStringLiteral("titan-brain@titan-1"));
        QCOMPARE(ending().anyLeft, left);
        QCOMPARE(ending().rows, qint64{0});
        QCOMPARE(rows(), QStringList{QStringLiteral("titan-brain: one")});
    }

    void aWarningOfTheClientLeavesNobodyOut()
    {
        follow(brain, line(1800, "one"));
        m_source->history().load({brain});
        for (int asked = 1; !m_end && asked < 20; ++asked) {
            const auto run = next(asked);
            if (m_end || run.id.isNull())
                break;
            m_host->answer(run.id, line(1799, "older"), 0,
                           "WARNING: Error loading config file: open /x/config.json: permission denied\n");
        }
        QVERIFY(ending().problems.empty());
        QCOMPARE(ending().rows, qint64{1});
        QCOMPARE(rows(), QStringList({QStringLiteral("titan-brain: older"), QStringLiteral("titan-brain: one")}));
    }

    // What the cap takes while older lines are loaded is asked for too: what is put in front joins what is held.
    void newerLinesMayPushOutTheSeam()
    {
        const domain::HostRunId follower = followSmall();
        m_source->history().load({brain});
        auto run = next(1);
        QCOMPARE(run.command.argv.at(6), QByteArray("2026-01-30T17:15:14.000000000Z")); // m_log.at(900) and about
        pushOut(follower);
        m_host->answer(run.id, asked(run.command.argv));
        for (int index = 2; !m_end && index < 12; ++index) {
            run = next(index);
            if (m_end)
                break;
            QVERIFY(run.command.argv.at(run.command.argv.indexOf("--until") + 1) > m_log.at(900).left(30));
            m_host->answer(run.id, asked(run.command.argv));
        }
        QVERIFY(!ending().failure.has_value());
        QVERIFY(ending().rows > 100);
        holdsTheEndOfTheLog();
    }

    // What was done to Titan stands among its lines again.
    void ourOwnMarksComeBack()
    {
        const domain::HostRunId follower = followSmall();
        const domain::LogMarker halt{domain::LogMarkerKind::Command, QStringLiteral("HARD_HALT 7f3a SENT"), {}};
        const QDateTime moment(QDate(2026, 1, 30), QTime(17, 16, 39, 500), Qt::UTC); // between lines 999 and 1000
        m_source->mark(halt, {}, moment.toMSecsSinceEpoch());
        QTRY_COMPARE(rows().size(), 101);
        pushOut(follower);
        const auto isMark = [](const QString& row) { return row.contains(QStringLiteral("7f3a")); };
        QStringList held = rows();
        QVERIFY(std::none_of(held.begin(), held.end(), isMark));
        m_source->history().load({brain});
        for (int index = 1; !m_end && index < 12; ++index) {
            const auto run = next(index);
            if (!m_end)
                m_host->answer(run.id, asked(run.command.argv));
        }
        held = rows();
        QCOMPARE(std::count_if(held.begin(), held.end(), isMark), 1);
        const auto at = std::find_if(held.begin(), held.end(), isMark) - held.begin();
        QCOMPARE(held.at(at - 1), QStringLiteral("titan-brain: line 999"));
        QCOMPARE(held.at(at + 1), QStringLiteral("titan-brain: line 1000"));
    }

    // Where newer lines are always quicker, that is said, and nothing is put in front.
    void whatIsPushedOutAgainAndAgainIsGivenUp()
    {
        const domain::HostRunId follower = followSmall();
        m_source->history().load({brain});
        int index = 1;
        for (; !m_end && index < 30; ++index) {
            const auto run = next(index);
            if (m_end)
                break;
            pushOut(follower);
            m_host->answer(run.id, asked(run.command.argv));
        }
        // A first look, a further one, and each of those anew.
        QCOMPARE(m_host->runs.size(), 1 + 2 + infra::LogHistoryWorker::maxAnew);
        QVERIFY(ending().failure.has_value());
        QCOMPARE(ending().failure->code, base::ErrorCode::Busy);
        QVERIFY(ending().failure->subject.isEmpty());
        QVERIFY(ending().anyLeft);
        QVERIFY(rows().size() < 500); // what the cap leaves
        m_end.reset();
        index = static_cast<int>(m_host->runs.size());
        m_source->history().load({brain}); // and once more in calmer times
        for (; !m_end && index < 50; ++index) {
            const auto run = next(index);
            if (!m_end)
                m_host->answer(run.id, asked(run.command.argv));
        }
        QVERIFY(!ending().failure.has_value());
        holdsTheEndOfTheLog();
    }

    void itCanBeGivenUp()
    {
        follow(brain, line(1800, "one"));
        m_source->history().load({brain});
        const auto run = next(1);
        m_source->history().cancel();
        QVERIFY(m_host->runs.at(1).cancelled);
        m_host->answer(run.id, line(1700, "late"));
        QTest::qWait(100);
        QVERIFY(!m_end);
        QCOMPARE(rows(), QStringList{QStringLiteral("titan-brain: one")});
        m_source->history().load({brain}); // and begun again
        answerLooks(2, line(1700, "older"), {});
        QCOMPARE(ending().rows, qint64{1});
    }

    void nothingRunsOnAfterItsEnd()
    {
        follow(brain, line(1800, "one"));
        m_source->history().load({brain});
        next(1);
        m_source.reset();
        QVERIFY(m_host->runs.at(1).cancelled);
    }
};

QTEST_GUILESS_MAIN(TestDockerLogHistory)
#include "tst_docker_log_history.moc"
