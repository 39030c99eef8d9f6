#include "app/log_follow_controller.h"
#include "domain/log/log_reader.h"
#include "infra/docker/docker_engine.h"
#include "infra/docker/docker_log_source.h"
#include "stack/stack_host.h"
#include "support/console_rig.h"
#include "support/test_case.h"

#include <QTest>

#include <memory>

using namespace ops;
using domain::LogChannel;
using domain::LogFollowPhase;

namespace {

const QString brain = QStringLiteral("titan-brain");
constexpr int patienceMs = 90'000;

// What the store has of one service and channel, byte for byte; rows of our own are left out.
QByteArray stored(const domain::LogStore& store, const QString& service, LogChannel channel)
{
    QByteArray bytes;
    domain::LogReader reader(store);
    const domain::LogSpan& span = reader.pin();
    for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
        const domain::LogLine line = reader.line(seq);
        const std::string_view name = store.serviceName(line.service);
        if (!line.tag.marker && line.tag.channel == channel &&
            QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) == service)
            bytes.append(line.bytes.data(), static_cast<qsizetype>(line.bytes.size()));
    }
    return bytes;
}

// Not counted: that a container of an earlier test was removed while it ran, which may have cost its last lines.
qint64 gaps(const domain::LogStore& store, const QString& service)
{
    qint64 count = 0;
    domain::LogReader reader(store);
    const domain::LogSpan& span = reader.pin();
    for (domain::LogSeq seq = span.first; seq < span.end; seq = seq + 1) {
        if (!reader.tag(seq).marker)
            continue;
        const auto marker = domain::parseLogMarker(reader.bytes(seq));
        const bool isAnothersEnd = marker && marker->text == domain::logGapRemoved &&
                                   store.serviceName(reader.line(seq).service) != service.toStdString();
        count += isAnothersEnd ? 0 : 1;
    }
    return count;
}

// Where two texts part, for a failed test's message.
QByteArray difference(const QByteArray& ours, const QByteArray& theirs)
{
    qsizetype at = 0;
    while (at < ours.size() && at < theirs.size() && ours.at(at) == theirs.at(at))
        ++at;
    return "ours " + QByteArray::number(ours.size()) + " bytes, docker's " + QByteArray::number(theirs.size()) +
           ", they part at " + QByteArray::number(at) + ": \"" + ours.mid(at, 120) + "\" / \"" + theirs.mid(at, 120) +
           '"';
}

} // namespace

// The differential test: what the console has of real containers' logs is what `docker logs` prints of them, byte for
// byte, whatever happens to container, engine and connection meanwhile. Two follow at once, one of them over ssh.
class TestStackLogs : public test::TestCase {
    Q_OBJECT

private:
    struct Rig {
        Rig(const test::StackFixture& stack, bool overSsh, const domain::LogStoreLimits& limits = {})
            : host(test::stackHost(stack, overSsh, clock))
        {
            engine = std::make_unique<infra::DockerEngine>(QStringLiteral("titan-1"), *host, clock);
            services = std::make_unique<app::ServicesController>(
                rig.context, std::vector<app::EnginePort*>{engine.get()}, QHash<QString, QString>(), rig.states);
            source = std::make_unique<infra::DockerLogSource>(
                QHash<QString, app::CommandHostPort*>{{QStringLiteral("titan-1"), host.get()}}, limits);
            logs = std::make_unique<app::LogFollowController>(clock, *services, *source);
            services->start();
            logs->start();
        }
        bool phaseIs(const QString& service, LogFollowPhase phase) const
        {
            const auto all = logs->followed();
            return std::any_of(all.begin(), all.end(), [&](const auto& each) {
                return each.container.service == service && each.follow.phase == phase;
            });
        }

        base::SystemClock clock;
        test::ConsoleRig rig;
        std::unique_ptr<app::CommandHostPort> host;
        std::unique_ptr<infra::DockerEngine> engine;
        std::unique_ptr<app::ServicesController> services;
        std::unique_ptr<infra::DockerLogSource> source;
        std::unique_ptr<app::LogFollowController> logs;
    };

    test::StackFixture m_stack;
    std::unique_ptr<Rig> m_local;
    std::unique_ptr<Rig> m_overSsh;
    QString m_service = QStringLiteral("titan-writer");

    bool docker(const QStringList& words)
    {
        const auto outcome = m_stack.docker(words);
        if (!outcome.ok())
            qInfo().noquote() << words.join(QLatin1Char(' ')) << outcome.said();
        return outcome.ok();
    }
    template <typename Condition>
    bool both(Condition condition) const
    {
        return condition(*m_local) && condition(*m_overSsh);
    }
    // A container that writes what `script` says; it is new, so all of its log is shown.
    bool write(const QString& script)
    {
        return docker({QStringLiteral("run"), QStringLiteral("--detach"), QStringLiteral("--name"), m_service,
                       QStringLiteral("--label"), QStringLiteral("com.docker.compose.project=titan"),
                       QStringLiteral("--label"), QStringLiteral("com.docker.compose.service=") + m_service,
                       QStringLiteral("--entrypoint"), QStringLiteral("sh"),
                       QStringLiteral("127.0.0.1:5000/titan-brain:v1.2.3"), QStringLiteral("-c"), script});
    }
    // Waits until what both have stored is what docker prints, once that has stopped growing.
    bool sameAsDocker()
    {
        QByteArray last;
        for (QElapsedTimer timer = started(); timer.elapsed() < patienceMs;) {
            const auto theirs = m_stack.docker({QStringLiteral("logs"), m_service});
            const bool grows = last.isEmpty() || theirs.out + theirs.err != last;
            const bool tell = theirs.ok() && timer.elapsed() > patienceMs - 2000;
            const auto same = [&](const Rig& rig) {
                const QByteArray out = ours(rig, LogChannel::Output);
                const QByteArray errors = ours(rig, LogChannel::Error);
                const bool are = out == theirs.out && errors == theirs.err;
                if (tell && !are)
                    qInfo().noquote() << difference(out, theirs.out) << difference(errors, theirs.err);
                return are;
            };
            if (theirs.ok() && both(same) && !grows)
                return true;
            last = theirs.out + theirs.err;
            QTest::qWait(300);
        }
        return false;
    }
    QByteArray ours(const Rig& rig, LogChannel channel, const QString& service = {}) const
    {
        return stored(*rig.source->store(), service.isEmpty() ? m_service : service, channel);
    }
    bool withoutGaps() const
    {
        return both([this](const Rig& rig) { return gaps(*rig.source->store(), m_service) == 0; });
    }
    static QElapsedTimer started()
    {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }
    bool settles(LogFollowPhase phase)
    {
        const auto are = [&](const Rig& rig) { return rig.phaseIs(m_service, phase); };
        return QTest::qWaitFor([&] { return both(are); }, patienceMs);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_stack.start(), qPrintable(m_stack.log()));
        m_local = std::make_unique<Rig>(m_stack, false);
        m_overSsh = std::make_unique<Rig>(m_stack, true);
        const auto follows = [](const Rig& rig) { return rig.phaseIs(brain, LogFollowPhase::Following); };
        QVERIFY(QTest::qWaitFor([&] { return both(follows); }, patienceMs));
    }
    void cleanupTestCase()
    {
        m_local.reset();
        m_overSsh.reset();
        QVERIFY2(m_stack.stop(), qPrintable(m_stack.log()));
    }
    void cleanup()
    {
        m_stack.docker({QStringLiteral("rm"), QStringLiteral("--force"), m_service});
        m_service += QLatin1Char('x'); // the next one's lines are another's
    }

    void everyServiceIsFollowed()
    {
        const auto all = [](const Rig& rig) {
            const auto followed = rig.logs->followed();
            return followed.size() >= 11 && std::all_of(followed.begin(), followed.end(), [](const auto& each) {
                       return each.follow.phase == LogFollowPhase::Following;
                   });
        };
        QVERIFY(QTest::qWaitFor([&] { return both(all); }, patienceMs));
        QTRY_VERIFY_WITH_TIMEOUT(
            both([this](const Rig& rig) { return !ours(rig, LogChannel::Output, brain).isEmpty(); }), patienceMs);
    }

    void whateverIsWritten()
    {
        // Both channels, empty lines, a carriage return, a line that begins like a stamp and one like Compose's prefix,
        // bytes that are no UTF-8, a NUL, colours, a line of 40 KiB, and a last one without an end.
        QVERIFY(write(QStringLiteral(
            "i=0; while [ $i -lt 200 ]; do echo \"line $i\"; echo \"error $i\" >&2; i=$((i+1)); done; "
            "echo; echo; printf 'crlf\\r\\n'; echo '2026-01-30T18:04:11.207113123Z fake'; echo 'name  | text'; "
            "printf 'bad \\377\\376 bytes\\n'; printf 'nul \\000 byte\\n'; printf '\\033[31mred\\033[0m\\n'; "
            "head -c 40000 /dev/zero | tr '\\000' x; echo; head -c 16384 /dev/zero | tr '\\000' y; echo; "
            "printf 'no end'")));
        QVERIFY(settles(LogFollowPhase::Waiting)); // it has ended
        QVERIFY(sameAsDocker());
        QVERIFY(both([this](const Rig& rig) { return ours(rig, LogChannel::Output).endsWith("no end"); }));
        // Again: its first line goes on where the last one of the first run stopped.
        QVERIFY(docker({QStringLiteral("start"), m_service}));
        QTRY_VERIFY_WITH_TIMEOUT(
            both([this](const Rig& rig) { return ours(rig, LogChannel::Output).contains("no endline 0\n"); }),
            patienceMs);
        QVERIFY(settles(LogFollowPhase::Waiting));
        QVERIFY(sameAsDocker());
    }

    void aRestart()
    {
        QVERIFY(write(QStringLiteral("echo begins; trap 'echo ends; echo ends >&2; exit 0' TERM; i=0; while :; do "
                                     "echo \"line $i\"; i=$((i+1)); sleep 0.02; done")));
        QVERIFY(settles(LogFollowPhase::Following));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(docker({QStringLiteral("restart"), m_service}));
            QTest::qWait(500); // it writes
        }
        QVERIFY(docker({QStringLiteral("kill"), m_service}));
        QVERIFY(settles(LogFollowPhase::Waiting));
        QVERIFY(sameAsDocker());
        QVERIFY(docker({QStringLiteral("start"), m_service}));
        QVERIFY(settles(LogFollowPhase::Following));
        QVERIFY(docker({QStringLiteral("stop"), QStringLiteral("--time"), QStringLiteral("2"), m_service}));
        QVERIFY(settles(LogFollowPhase::Waiting));
        QVERIFY(sameAsDocker());
        QVERIFY(withoutGaps());
    }

    void anEngineThatIsKilled()
    {
        QVERIFY(write(QStringLiteral("i=0; while [ $i -lt 800 ]; do echo \"line $i\"; [ $((i%7)) -gt 0 ] || echo "
                                     "\"error $i\" >&2; i=$((i+1)); sleep 0.005; done; sleep 1000")));
        QVERIFY(settles(LogFollowPhase::Following));
        QTest::qWait(300);
        QVERIFY(m_stack.kill9Engine());
        QVERIFY(settles(LogFollowPhase::Retrying));
        QVERIFY(m_stack.restartEngine());
        QVERIFY(settles(LogFollowPhase::Following));
        QVERIFY(sameAsDocker());
        QVERIFY(withoutGaps());
    }

    void aBurst()
    {
        QVERIFY(write(
            QStringLiteral("seq 1 200000 | sed 's/$/ is a line of a burst, long enough to be one of a log/'; seq 1 "
                           "1000 >&2")));
        QVERIFY(settles(LogFollowPhase::Waiting));
        QVERIFY(sameAsDocker());
        QVERIFY(both([this](const Rig& rig) { return ours(rig, LogChannel::Output).count('\n') == 200'000; }));
    }

    void sshThatIsCut()
    {
        QVERIFY(write(QStringLiteral("i=0; while [ $i -lt 800 ]; do echo \"line $i\"; [ $((i%7)) -gt 0 ] || echo "
                                     "\"error $i\" >&2; i=$((i+1)); sleep 0.005; done; sleep 1000")));
        QVERIFY(settles(LogFollowPhase::Following));
        QTest::qWait(300);
        QVERIFY(m_stack.stopSsh());
        QVERIFY(QTest::qWaitFor([&] { return m_overSsh->phaseIs(m_service, LogFollowPhase::Retrying); }, patienceMs));
        QVERIFY(m_local->phaseIs(m_service, LogFollowPhase::Following));
        QVERIFY(m_stack.startSsh());
        QVERIFY(settles(LogFollowPhase::Following));
        QVERIFY(sameAsDocker());
        QVERIFY(withoutGaps());
    }

    // What was written before the tail, in several looks, above what is shown, byte for byte as docker has it.
    void olderLines()
    {
        const QString early = m_service;
        QVERIFY(write(
            QStringLiteral("i=0; while [ $i -lt 3000 ]; do echo \"line $i\"; [ $((i%5)) -gt 0 ] || echo \"error "
                           "$i\" >&2; i=$((i+1)); done; head -c 40000 /dev/zero | tr '\\000' x; echo; echo last")));
        QVERIFY(settles(LogFollowPhase::Waiting));
        // Consoles that begin now see the last hundred lines of each container.
        Rig local(m_stack, false);
        Rig overSsh(m_stack, true);
        for (const Rig* rig : {&local, &overSsh}) {
            QTRY_VERIFY_WITH_TIMEOUT(rig->phaseIs(early, LogFollowPhase::Waiting), patienceMs);
            QTRY_VERIFY_WITH_TIMEOUT(ours(*rig, LogChannel::Output, early).endsWith("last\n"), patienceMs);
            QVERIFY(ours(*rig, LogChannel::Output, early).count('\n') <= 100);
            app::LogHistoryPort& history = rig->source->history();
            std::optional<app::LogHistoryEnd> end;
            QObject::connect(&history, &app::LogHistoryPort::ended, rig->source.get(),
                             [&end](const app::LogHistoryEnd& how) { end = how; });
            qint64 rows = 0;
            for (int load = 0; load < 20; ++load) {
                end.reset();
                history.load(rig->logs->containers());
                QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
                QVERIFY2(end->problems.empty() && !end->failure,
                         qPrintable(end->problems.empty() ? QString() : base::toLogLine(end->problems.front())));
                rows += end->rows;
                if (!end->anyLeft)
                    break;
            }
            QVERIFY(!end->anyLeft);
            QVERIFY(rows > 2000);
            const auto theirs = m_stack.docker({QStringLiteral("logs"), early});
            QVERIFY2(ours(*rig, LogChannel::Output, early) == theirs.out,
                     difference(ours(*rig, LogChannel::Output, early), theirs.out).constData());
            QVERIFY2(ours(*rig, LogChannel::Error, early) == theirs.err,
                     difference(ours(*rig, LogChannel::Error, early), theirs.err).constData());
            // Those that go on writing: all that docker had a moment ago is here, from the first line on.
            const auto before = m_stack.docker({QStringLiteral("logs"), brain});
            QTRY_VERIFY_WITH_TIMEOUT(ours(*rig, LogChannel::Output, brain).startsWith(before.out), patienceMs);
            QVERIFY(gaps(*rig->source->store(), m_service) == 0);
        }
    }

    // The engine keeps a long line in pieces, and its tail counts those: it begins inside the line.
    void aTailThatBeginsInsideALine()
    {
        QVERIFY(write(QStringLiteral("echo first; head -c 3000000 /dev/zero | tr '\\000' x; echo; echo last")));
        QVERIFY(settles(LogFollowPhase::Waiting));
        const QByteArray theirs = m_stack.docker({QStringLiteral("logs"), m_service}).out;
        QCOMPARE(theirs.size(), 3'000'012);
        Rig local(m_stack, false);
        Rig overSsh(m_stack, true);
        for (const Rig* rig : {&local, &overSsh}) {
            QTRY_VERIFY_WITH_TIMEOUT(ours(*rig, LogChannel::Output).endsWith("x\nlast\n"), patienceMs);
            QVERIFY(ours(*rig, LogChannel::Output).size() < theirs.size() - 1'000'000);
            std::optional<app::LogHistoryEnd> end;
            QObject::connect(&rig->source->history(), &app::LogHistoryPort::ended, rig->source.get(),
                             [&end](const app::LogHistoryEnd& how) { end = how; });
            for (int load = 0; load < 20 && (!end || end->anyLeft); ++load) {
                end.reset();
                rig->source->history().load(rig->logs->containers());
                QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
                QVERIFY(end->problems.empty() && !end->failure);
            }
            QVERIFY2(ours(*rig, LogChannel::Output) == theirs,
                     difference(ours(*rig, LogChannel::Output), theirs).constData());
        }
    }

    // A log that is longer than what may be held of it: whatever went comes back, while newer lines push others out and
    // once that is over, byte for byte.
    void whatTheCapTookComesBack()
    {
        domain::LogStoreLimits small;
        small.capBytes = qint64{256} * 1024;
        small.segment = {32 * 1024, 512};
        small.olderBytes = qint64{16} * 1024 * 1024;
        Rig local(m_stack, false, small);
        Rig overSsh(m_stack, true, small);
        QVERIFY(write(QStringLiteral("i=0; while [ $i -lt 40000 ]; do echo \"line $i of more than is held\"; "
                                     "[ $((i%9)) -gt 0 ] || echo \"error $i\" >&2; i=$((i+1)); "
                                     "[ $((i%1000)) -gt 0 ] || sleep 0.1; done; echo over; sleep 1000")));
        for (const Rig* rig : {&local, &overSsh}) {
            const auto hasLost = [&] { return domain::LogReader(*rig->source->store()).pin().gap.rows > 0; };
            QTRY_VERIFY_WITH_TIMEOUT(hasLost(), patienceMs);
            std::optional<app::LogHistoryEnd> end;
            QObject::connect(&rig->source->history(), &app::LogHistoryPort::ended, rig->source.get(),
                             [&end](const app::LogHistoryEnd& how) { end = how; });
            const auto isOver = [&] { return ours(*rig, LogChannel::Output).endsWith("over\n"); };
            bool anyLeft = true;
            for (QElapsedTimer timer = started(); timer.elapsed() < 2 * patienceMs && (anyLeft || !isOver());) {
                end.reset();
                rig->source->history().load(rig->logs->containers());
                QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
                // Newer lines may be quicker for a while; that is said, and nothing else may go wrong.
                QVERIFY2(!end->failure || end->failure->code == base::ErrorCode::Busy,
                         qPrintable(end->failure ? base::toLogLine(*end->failure) : QString()));
                QVERIFY(end->problems.empty());
                anyLeft = end->anyLeft;
            }
            QVERIFY(isOver() && !anyLeft);
            const auto theirs = m_stack.docker({QStringLiteral("logs"), m_service});
            // The two channels are not in order with each other: the last error may come after "over".
            QTRY_VERIFY2_WITH_TIMEOUT(ours(*rig, LogChannel::Output) == theirs.out,
                                      difference(ours(*rig, LogChannel::Output), theirs.out).constData(), patienceMs);
            QTRY_VERIFY2_WITH_TIMEOUT(ours(*rig, LogChannel::Error) == theirs.err,
                                      difference(ours(*rig, LogChannel::Error), theirs.err).constData(), patienceMs);
            QVERIFY(theirs.out.size() > 4 * small.capBytes);
            QVERIFY(!hasLost());
        }
    }

    void olderLinesOfAnEngineThatIsGone()
    {
        QVERIFY(write(QStringLiteral("seq 1 300; sleep 1000")));
        QVERIFY(settles(LogFollowPhase::Following));
        Rig local(m_stack, false);
        QTRY_VERIFY_WITH_TIMEOUT(local.phaseIs(m_service, LogFollowPhase::Following), patienceMs);
        // All of the tail, which comes in pieces: what is held then stays as it is.
        QTRY_VERIFY_WITH_TIMEOUT(ours(local, LogChannel::Output).endsWith("300\n"), patienceMs);
        std::optional<app::LogHistoryEnd> end;
        QObject::connect(&local.source->history(), &app::LogHistoryPort::ended, local.source.get(),
                         [&end](const app::LogHistoryEnd& how) { end = how; });
        const QByteArray held = ours(local, LogChannel::Output);
        QVERIFY(m_stack.kill9Engine());
        local.source->history().load(local.logs->containers());
        QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
        QVERIFY(end->anyLeft);
        QCOMPARE(end->rows, qint64{0});
        QVERIFY(!end->problems.empty());
        QCOMPARE(ours(local, LogChannel::Output), held);
        QVERIFY(m_stack.restartEngine());
        for (int load = 0; load < 20; ++load) {
            end.reset();
            local.source->history().load(local.logs->containers());
            QTRY_VERIFY_WITH_TIMEOUT(end.has_value(), patienceMs);
            if (end->problems.empty() && !end->anyLeft)
                break;
        }
        QTRY_COMPARE_WITH_TIMEOUT(ours(local, LogChannel::Output),
                                  m_stack.docker({QStringLiteral("logs"), m_service}).out, patienceMs);
    }

    void aContainerThatIsRemoved()
    {
        QVERIFY(write(QStringLiteral("echo one; sleep 1000")));
        const auto hasIt = [this](const Rig& rig) { return ours(rig, LogChannel::Output) == "one\n"; };
        QVERIFY(QTest::qWaitFor([&] { return both(hasIt); }, patienceMs));
        QVERIFY(docker({QStringLiteral("rm"), QStringLiteral("--force"), m_service}));
        const auto isLeft = [this](const Rig& rig) { return !rig.phaseIs(m_service, LogFollowPhase::Following); };
        QVERIFY(QTest::qWaitFor([&] { return both(isLeft); }, patienceMs));
        QVERIFY(both(hasIt));
    }
};

QTEST_GUILESS_MAIN(TestStackLogs)
#include "tst_stack_logs.moc"
