#include "infra/host/real_host_contract.h"

#include "support/processes.h"

#include <QDir>
#include <QFile>
#include <QTimer>

namespace ops::test {

using namespace std::chrono_literals;
using base::ErrorCode;
using domain::HostBegan;
using domain::HostEnd;
using domain::HostRunId;

namespace {

// Resident memory of this process, bytes.
qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

QList<qint64> RealHostContract::numbersFrom(const HostRunId& id)
{
    QList<qint64> numbers;
    if (!QTest::qWaitFor([&] { return log().of(id).output.contains('\n') || log().over(id); }, 20'000))
        return numbers;
    const QByteArray line = log().of(id).output.split('\n').first();
    for (const QByteArray& word : line.split(' '))
        numbers << word.toLongLong();
    return numbers;
}

// As rule B7 will ask: the argv arrives as it was given.
void RealHostContract::everyByteReachesTheProgram()
{
    domain::HostCommand command;
    command.argv = {"/usr/bin/printf", "%s\\0"};
    QByteArrayList words;
    QByteArray all;
    for (int byte = 1; byte < 256; ++byte) {
        all += static_cast<char>(byte);
        words << QByteArray(2, static_cast<char>(byte));
    }
    words << all << ""
          << "a b"
          << "'"
          << "\\"
          << "$(reboot)"
          << "\n\n"
          << "-n"
          << "\xf0\x9f\x98\x80";
    command.argv += words;
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    QVERIFY2(log().of(id).outcome->succeeded(), qPrintable(log().of(id).text()));
    QByteArrayList seen = log().of(id).output.split('\0');
    seen.removeLast();
    QCOMPARE(seen, words);
}

void RealHostContract::environmentIsAdded()
{
    domain::HostCommand command = RealRig::shell("printf '%s|' \"$TITAN_VERSION\" \"$EMPTY\" \"$ODD\" \"$LANG\"");
    command.environment = {{"TITAN_VERSION", "v1.2.2"}, {"EMPTY", ""}, {"ODD", "a'b c\n$x=\xff"}, {"LANG", "C"}};
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).output, QByteArray("v1.2.2||a'b c\n$x=\xff|C|"));
}

void RealHostContract::workingDirectory_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code"); // -1: good
    QVERIFY(QDir(m_directory.path()).mkpath(QStringLiteral("it's a dir")));
    QTest::newRow("good") << QStringLiteral("/usr/share") << -1;
    QTest::newRow("awkward") << m_directory.filePath(QStringLiteral("it's a dir")) << -1;
    QTest::newRow("missing") << QStringLiteral("/nonexistent/titan") << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("a file") << QStringLiteral("/etc/passwd") << static_cast<int>(ErrorCode::NotFound);
}

void RealHostContract::workingDirectory()
{
    QFETCH(QString, path);
    QFETCH(int, code);
    domain::HostCommand command;
    command.argv = {"pwd"};
    command.workingDirectory = path;
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    const domain::HostOutcome outcome = *log().of(id).outcome;
    if (code < 0) {
        QVERIFY2(outcome.succeeded(), qPrintable(log().of(id).text()));
        QCOMPARE(log().of(id).output, path.toUtf8() + '\n');
        return;
    }
    QCOMPARE(outcome.end, HostEnd::CouldNotStart);
    QVERIFY(outcome.began == HostBegan::No);
    QCOMPARE(static_cast<int>(outcome.error->code), code);
    QCOMPARE(outcome.error->subject, QStringLiteral("workingDirectory ") + path);
}

void RealHostContract::programsThatCannotRun_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<int>("code");
    QFile plain(m_directory.filePath(QStringLiteral("plain")));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    QTest::newRow("missing path") << QByteArray("/nonexistent/x") << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("directory") << QByteArray("/etc") << static_cast<int>(ErrorCode::PermissionDenied);
    QTest::newRow("not executable") << plain.fileName().toUtf8() << static_cast<int>(ErrorCode::PermissionDenied);
}

void RealHostContract::programsThatCannotRun()
{
    QFETCH(QByteArray, program);
    QFETCH(int, code);
    domain::HostCommand command;
    command.argv = {program};
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).outcome->end, HostEnd::CouldNotStart);
    QCOMPARE(static_cast<int>(log().of(id).outcome->error->code), code);
    QCOMPARE(log().of(id).events, QStringList{QStringLiteral("finished")});
}

void RealHostContract::outputComesWhileItRuns()
{
    const HostRunId id = port().run(RealRig::shell("echo one; read x; echo two"));
    domain::HostCommand command = RealRig::shell("echo first; exec sleep 97");
    command.deadline.reset();
    const HostRunId follower = port().run(command);
    WAIT_FOR_END(log(), id); // its input is empty, so it goes on by itself
    QCOMPARE(log().of(id).output, QByteArray("one\ntwo\n"));
    QTRY_COMPARE_WITH_TIMEOUT(log().of(follower).output, QByteArray("first\n"), 20'000);
    QVERIFY(!log().over(follower));
    QCOMPARE(log().of(follower).events, QStringList({QStringLiteral("started"), QStringLiteral("output")}));
}

void RealHostContract::outputComesAtMostTwentyTimesASecond()
{
    domain::HostCommand command;
    command.argv = {"sh", "-c", "i=0; while [ $i -lt 150 ]; do echo $i; sleep 0.01; i=$((i + 1)); done"};
    command.deadline = 60s;
    const HostRunId id = port().run(command);
    WAIT_FOR_END(log(), id);
    QVERIFY(log().of(id).output.endsWith("149\n"));
    const QVector<qint64> arrivals = log().of(id).arrivals;
    QVERIFY(arrivals.size() > 5);
    // In any window of a second: 20 and the last one, which does not wait for its turn.
    for (qsizetype from = 0; from < arrivals.size(); ++from) {
        const auto end = std::upper_bound(arrivals.begin(), arrivals.end(), arrivals.at(from) + 999);
        QVERIFY(end - arrivals.begin() - from <= 22);
    }
}

void RealHostContract::aHundredMegabytesAreBounded()
{
    log().keepOutput = false;
    const qint64 before = residentBytes();
    const HostRunId id = port().run(RealRig::shell("head -c 104857600 /dev/zero"));
    qint64 most = before;
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] { most = std::max(most, residentBytes()); });
    watch.start(10);
    QTRY_VERIFY2_WITH_TIMEOUT(log().over(id), qPrintable(log().of(id).text()), 60'000);
    QCOMPARE(log().totalBytes, 104857600);
    QVERIFY(log().of(id).outcome->succeeded());
    QVERIFY2(most - before < 48 * 1024 * 1024, qPrintable(QString::number((most - before) / 1024)));
    QVERIFY(log().of(id).largest <= 4 * 1024 * 1024 + 64 * 1024);
}

void RealHostContract::asMuchInputAsAllowed()
{
    QByteArray input(domain::maxHostInputBytes, '\0');
    for (qsizetype i = 0; i < input.size(); ++i)
        input[i] = static_cast<char>(i * 7);
    const HostRunId id = port().run(rig().echoes(input));
    WAIT_FOR_END(log(), id);
    QVERIFY(log().of(id).output == input);
}

void RealHostContract::inputThatNobodyReads()
{
    domain::HostCommand command = rig().hangs();
    command.stdinBytes = QByteArray(domain::maxHostInputBytes, 'x');
    const HostRunId id = port().run(command);
    QTRY_VERIFY_WITH_TIMEOUT(!log().of(id).events.isEmpty(), 20'000);
    port().cancel(id);
    WAIT_FOR_END(log(), id);
    QVERIFY2(log().of(id).outcome->gone, qPrintable(log().of(id).text()));
    command = rig().exits(3);
    command.stdinBytes = QByteArray(domain::maxHostInputBytes, 'x');
    const HostRunId other = port().run(command);
    WAIT_FOR_END(log(), other);
    QCOMPARE(log().of(other).outcome->exitCode.value_or(-1), 3);
}

void RealHostContract::cancelEndsGrandchildren_data()
{
    QTest::addColumn<QByteArray>("script"); // prints its own pid and a grandchild's
    QTest::addColumn<bool>("obeys");
    QTest::newRow("obedient") << QByteArray("sleep 97 & echo $$ $!; wait") << true;
    QTest::newRow("deaf") << QByteArray("trap '' TERM; sleep 97 & echo $$ $!; wait") << false;
    QTest::newRow("deaf grandchild") << QByteArray("(trap '' TERM; exec sleep 97) & echo $$ $!; wait") << false;
    QTest::newRow("frozen") << QByteArray("sleep 97 & echo $$ $!; kill -STOP $$") << true;
}

void RealHostContract::cancelEndsGrandchildren()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, obeys);
    const HostRunId id = port().run(RealRig::shell(script));
    const QList<qint64> pids = numbersFrom(id);
    QCOMPARE(pids.size(), 2);
    QVERIFY(isAlive(pids.first()) && isAlive(pids.last()));
    QElapsedTimer timer;
    timer.start();
    port().cancel(id);
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).outcome->end, HostEnd::Cancelled);
    QVERIFY2(log().of(id).outcome->gone, qPrintable(log().of(id).text()));
    QTRY_VERIFY(!isAlive(pids.first()) && !isAlive(pids.last()));
    QVERIFY2(obeys || timer.elapsed() >= 1900, qPrintable(QString::number(timer.elapsed())));
}

void RealHostContract::aFrozenCommandFreezesNobody()
{
    domain::HostCommand command = RealRig::shell("echo $$; kill -STOP $$");
    command.deadline = 5s; // long enough for it to say its number before, on a busy machine
    int beats = 0;
    QTimer heart;
    connect(&heart, &QTimer::timeout, this, [&] { ++beats; });
    heart.start(20);
    const HostRunId id = port().run(command);
    const QList<qint64> pids = numbersFrom(id);
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).outcome->end, HostEnd::TimedOut);
    QVERIFY(log().of(id).outcome->gone);
    QVERIFY(!isAlive(pids.value(0)));
    QVERIFY(beats > 10);
}

void RealHostContract::whatIsLeftBehindHoldsNothingUp()
{
    const HostRunId id = port().run(RealRig::shell("sleep 97 & echo $!; exit 4"));
    WAIT_FOR_END(log(), id);
    const QList<qint64> left = numbersFrom(id);
    QCOMPARE(left.size(), 1);
    QCOMPARE(log().of(id).outcome->exitCode.value_or(-1), 4);
    QVERIFY(isAlive(left.first())); // it was left there on purpose
    QVERIFY(endOrphan(left.first(), "sleep"));
    QTRY_VERIFY(!isAlive(left.first()));
}

void RealHostContract::whatIsLeftBehindMayGoOnPrinting()
{
    const HostRunId id =
        port().run(RealRig::shell("(while echo x; do sleep 0.2; done) & echo $!; head -c 300000 /dev/zero; exit 4"));
    WAIT_FOR_END(log(), id);
    QCOMPARE(log().of(id).outcome->end, HostEnd::Exited);
    QCOMPARE(log().of(id).outcome->exitCode.value_or(-1), 4);
    QCOMPARE(log().of(id).output.count('\0'), 300000); // all that the command itself printed
    const QByteArrayList lines = log().of(id).output.split('\n');
    const auto left =
        std::find_if(lines.begin(), lines.end(), [](const QByteArray& each) { return each.toLongLong() > 1; });
    QVERIFY(left != lines.end());
    const qint64 pid = left->toLongLong();
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 20'000); // nobody reads it any more
}

// Not even a zombie of it stays, however it ended.
void RealHostContract::whatIsOverIsCollected()
{
    for (const QByteArray& script : {QByteArray("echo $$"), QByteArray("echo $$; kill -9 $$")}) {
        const HostRunId id = port().run(RealRig::shell(script));
        WAIT_FOR_END(log(), id);
        const qint64 pid = numbersFrom(id).value(0);
        QVERIFY2(pid > 1, qPrintable(log().of(id).text()));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)), 20'000);
    }
    const HostRunId cancelled = port().run(RealRig::shell("echo $$; exec sleep 97"));
    const qint64 pid = numbersFrom(cancelled).value(0);
    QVERIFY2(pid > 1, qPrintable(log().of(cancelled).text()));
    port().cancel(cancelled);
    WAIT_FOR_END(log(), cancelled);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(QStringLiteral("/proc/%1").arg(pid)), 20'000);
}

void RealHostContract::theEndOfTheHostEndsItsCommands()
{
    const HostRunId id = port().run(RealRig::shell("sleep 97 & echo $$ $!; wait"));
    const QList<qint64> pids = numbersFrom(id);
    QCOMPARE(pids.size(), 2);
    rig().destroyPort();
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pids.first()) && !isAlive(pids.last()), 20'000);
    QVERIFY(!log().over(id));
}

void RealHostContract::nothingElseIsInherited()
{
    QFile secret(m_directory.filePath(QStringLiteral("secret")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    QVERIFY(::dup(secret.handle()) >= 0); // as a library opens its sockets: not closed by exec
    const HostRunId id =
        port().run(RealRig::shell("ls -l /proc/$$/fd; sed -n 's/^Sig\\(Ign\\|Blk\\):.//p' /proc/self/status"));
    WAIT_FOR_END(log(), id);
    const QByteArray output = log().of(id).output;
    QVERIFY2(!output.contains("secret"), output.constData());
    QVERIFY2(output.endsWith("0000000000000000\n0000000000000000\n"), output.constData());
}

} // namespace ops::test
