#include "domain/log/log_history.h"
#include "domain/log/log_reader.h"
#include "infra/docker/docker_log_source.h"
#include "support/fake_command_host.h"
#include "support/test_case.h"

#include <QSignalSpy>
#include <QTest>

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
    // The next command, once it was asked for.
    test::FakeCommandHost::Run next(int index)
    {
        for (int i = 0; i < 500 && m_host->runs.size() <= index; ++i)
            QTest::qWait(10);
        return m_host->runs.value(index);
    }
    LogHistoryEnd ending()
    {
        for (int i = 0; i < 500 && !m_end; ++i)
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
        m_end.reset();
        m_host = std::make_unique<test::FakeCommandHost>();
        m_source = std::make_unique<infra::DockerLogSource>(
            QHash<QString, app::CommandHostPort*>{{QStringLiteral("titan-1"), m_host.get()}});
        connect(&m_source->history(), &app::LogHistoryPort::ended, this,
                [this](const LogHistoryEnd& end) { m_end = end; });
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
        QCOMPARE(run.command.argv,
                 (QByteArrayList{"docker", "logs", "--timestamps", "--since", "2026-01-30T17:28:00.000000000Z",
                                 "--until", "2026-01-30T17:30:00.000000000Z", idA.toLatin1()}));
        QVERIFY(run.command.deadline.has_value());
        m_host->answer(run.id, line(1750, "before") + line(1800, "zero") + line(1800, "one") + line(1800, "two"));
        const auto further = next(2);
        QCOMPARE(further.command.argv.at(4), QByteArray("2026-01-30T17:14:00.000000000Z"));
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
        QCOMPARE(run.command.argv.at(6), QByteArray("2026-01-30T17:27:59.999999999Z"));
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
