#include "domain/host/remote_command.h"
#include "domain/host/remote_marks.h"
#include "support/processes.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <unistd.h>

using namespace ops::domain;
using ops::test::isAlive;

namespace {

const char token[] = "0123456789abcdef0123456789abcdef";

// What sshd does with the line: the login shell in a session of its own, its input held open.
class Session {
public:
    // `mayEnd`: false where the command's processes seem to be another user's.
    Session(const QString& shell, const HostCommand& command, bool mayEnd = true)
    {
        QByteArray line = remoteCommandLine(command, token).value();
        line.replace("/bin/sh", shell.toUtf8());
        if (!mayEnd)
            line.replace("kill -0 \"$l\"", "false");
        m_process.setChildProcessModifier([] { ::setsid(); });
        m_process.start(shell, {QStringLiteral("-c"), QString::fromUtf8(line)});
        m_process.write(command.stdinBytes);
    }
    ~Session()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        const qint64 leader = m_process.processId();
        const QList<qint64> all = ops::test::descendantsOf(leader);
        for (const qint64 pid : all)
            ops::test::signalDescendant(leader, pid, SIGKILL);
        m_process.kill();
        m_process.waitForFinished();
    }

    void closeInput() { m_process.closeWriteChannel(); }
    bool isOver() { return m_process.state() == QProcess::NotRunning; }
    void read()
    {
        take(m_output, m_process.readAllStandardOutput(), output);
        take(m_errors, m_process.readAllStandardError(), errors);
    }
    QByteArrayList saw()
    {
        read();
        return marks;
    }

    QByteArray output;
    QByteArray errors;
    QByteArrayList marks; // of standard error: "exit:7"

private:
    void take(RemoteMarkReader& reader, const QByteArray& bytes, QByteArray& payload)
    {
        static const char* const words[] = {"start",  "nodir", "dirdenied", "missing",
                                            "denied", "exit",  "ended",     "killed"};
        const auto piece = reader.feed(bytes);
        payload += piece.payload;
        if (&reader != &m_errors)
            return;
        for (const RemoteMark& mark : piece.marks)
            marks << (mark.kind == RemoteMarkKind::Start
                          ? QByteArray("start")
                          : QByteArray(words[static_cast<int>(mark.kind)]) + ':' + QByteArray::number(mark.number));
    }

    QProcess m_process;
    RemoteMarkReader m_output{token};
    RemoteMarkReader m_errors{token};
};

HostCommand shellCommand(const QByteArray& script)
{
    HostCommand command;
    command.argv = {"sh", "-c", script};
    return command;
}

} // namespace

class TestRemoteCommand : public ops::test::TestCase {
    Q_OBJECT

private:
    QTemporaryDir m_directory;

    static void addShells()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("dash") << QStringLiteral("/bin/dash");
        QTest::newRow("bash") << QStringLiteral("/bin/bash");
    }

private Q_SLOTS:
    void endsAreMarked_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<HostCommand>("command");
        QTest::addColumn<QByteArrayList>("marks");
        QTest::addColumn<QByteArray>("output");
        QFile noProgram(m_directory.filePath(QStringLiteral("no program")));
        QVERIFY(noProgram.open(QIODevice::WriteOnly));
        for (const char* shell : {"/bin/dash", "/bin/bash"}) {
            const auto row = [shell](const char* name, const HostCommand& command, const QByteArrayList& marks,
                                     const QByteArray& output) {
                QTest::addRow("%s, %s", name, shell + 5) << QString::fromLatin1(shell) << command << marks << output;
            };
            for (const int code : {0, 1, 7, 126, 127, 255})
                row(qPrintable(QStringLiteral("exit %1").arg(code)), shellCommand("exit " + QByteArray::number(code)),
                    {"start", "exit:" + QByteArray::number(code)}, "");
            row("signal", shellCommand("kill -9 $$"), {"start", "exit:137"}, "");
            row(
                "words",
                [] {
                    HostCommand command;
                    command.argv = {"printf", "<%s>", "a b", "$HOME", "it's", "", "\\", "*"};
                    return command;
                }(),
                {"start", "exit:0"}, "<a b><$HOME><it's><><\\><*>");
            HostCommand command = shellCommand("cat; cat");
            command.stdinBytes = "first\nsecond";
            row("input", command, {"start", "exit:0"}, "first\nsecond");
            command = shellCommand("exit 3");
            command.stdinBytes = QByteArray(maxHostInputBytes, 'x');
            row("input that nobody reads", command, {"start", "exit:3"}, "");
            command = shellCommand("cat");
            row("no input", command, {"start", "exit:0"}, "");
            command = shellCommand("pwd");
            command.workingDirectory = QStringLiteral("/usr/share");
            row("directory", command, {"start", "exit:0"}, "/usr/share\n");
            command.workingDirectory = QStringLiteral("/nonexistent/titan");
            row("no directory", command, {"nodir:0"}, "");
            command.workingDirectory = QStringLiteral("/etc/passwd");
            row("a file for a directory", command, {"nodir:0"}, "");
            command = shellCommand("printf %s \"$TITAN_VERSION:$EMPTY:$ODD\"");
            command.environment = {{"TITAN_VERSION", "v1.2.2"}, {"EMPTY", ""}, {"ODD", "a'b\n=c $(id)"}};
            row("environment", command, {"start", "exit:0"}, "v1.2.2::a'b\n=c $(id)");
            command = HostCommand();
            command.argv = {"cat"};
            command.environment = {{"PATH", "/nonexistent"}};
            row("own PATH", command, {"start", "exit:127"}, "");
            command = HostCommand();
            command.argv = {"no-such-program-here", "x"};
            row("no program", command, {"missing:0"}, "");
            command.argv = {"/nonexistent/program"};
            row("no program, path", command, {"missing:0"}, "");
            command.argv = {"/etc"};
            row("a directory for a program", command, {"denied:0"}, "");
            command.argv = {m_directory.filePath(QStringLiteral("no program")).toUtf8()};
            row("no right to run", command, {"denied:0"}, "");
            command.argv = {"cd", "/"};
            row("a built-in is no program", command, {"start", "exit:127"}, "");
            // Nothing is ignored that the command would not ignore when run by hand.
            row("signals", shellCommand("sed -n 's/^SigIgn:[^0-9]*//p' /proc/self/status"), {"start", "exit:0"},
                "0000000000000000\n");
        }
    }
    void endsAreMarked()
    {
        QFETCH(QString, shell);
        QFETCH(HostCommand, command);
        QFETCH(QByteArrayList, marks);
        QFETCH(QByteArray, output);
        Session session(shell, command);
        QTRY_VERIFY_WITH_TIMEOUT(session.isOver(), 30'000);
        QCOMPARE(session.saw(), marks);
        QCOMPARE(session.output, output);
    }

    void streamsStayApart_data() { addShells(); }
    void streamsStayApart()
    {
        QFETCH(QString, shell);
        Session session(shell, shellCommand("printf out; printf err >&2; printf more; exit 4"));
        QTRY_VERIFY_WITH_TIMEOUT(session.isOver(), 30'000);
        QCOMPARE(session.saw(), QByteArrayList({"start", "exit:4"}));
        QCOMPARE(session.output, QByteArray("outmore"));
        QCOMPARE(session.errors, QByteArray("err"));
    }

    void theEndOfTheSessionsInputEndsTheWholeGroup_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArrayList>("marks");
        QTest::addColumn<QByteArray>("stdinBytes");
        for (const char* shell : {"/bin/dash", "/bin/bash"}) {
            const auto row = [shell](const char* name, const QByteArray& script, const QByteArrayList& marks,
                                     const QByteArray& bytes = {}) {
                QTest::addRow("%s, %s", name, shell + 5) << QString::fromLatin1(shell) << script << marks << bytes;
            };
            row("obedient", "sleep 97 & echo $! $$; wait", {"start", "exit:143", "ended:0"});
            row("obedient, with input unread", "sleep 97 & echo $! $$; wait", {"start", "exit:143", "ended:0"},
                QByteArray(maxHostInputBytes, 'x'));
            row("says a code of its own", "trap 'exit 5' TERM; sleep 97 & echo $! $$; wait",
                {"start", "exit:5", "ended:0"});
            row("frozen", "sleep 97 & echo $! $$; kill -STOP $$", {"start", "exit:143", "ended:0"});
            row("deaf", "trap '' TERM; sleep 97 & echo $! $$; wait", {"start", "killed:0"});
            row("deaf child", "(trap '' TERM; exec sleep 97) & echo $! $$; wait", {"start", "exit:143", "killed:0"});
        }
    }
    void theEndOfTheSessionsInputEndsTheWholeGroup()
    {
        QFETCH(QString, shell);
        QFETCH(QByteArray, script);
        QFETCH(QByteArrayList, marks);
        QFETCH(QByteArray, stdinBytes);
        HostCommand command = shellCommand(script);
        command.stdinBytes = stdinBytes;
        Session session(shell, command);
        QTRY_VERIFY((session.read(), session.output.endsWith('\n')));
        const QByteArrayList pids = session.output.trimmed().split(' ');
        QCOMPARE(pids.size(), 2);
        QVERIFY(isAlive(pids.first().toLongLong()) && isAlive(pids.last().toLongLong()));
        session.closeInput();
        QTRY_VERIFY_WITH_TIMEOUT(session.isOver(), 30'000);
        QCOMPARE(session.saw(), marks);
        QTRY_VERIFY(!isAlive(pids.first().toLongLong()));
        QVERIFY(!isAlive(pids.last().toLongLong()));
    }

    // rule: H6
    void whomNoSignalReachesIsNotSaidToBeGone_data() { addShells(); }
    void whomNoSignalReachesIsNotSaidToBeGone()
    {
        QFETCH(QString, shell);
        Session session(shell, shellCommand("(trap '' TERM; exec sleep 97) & echo $!; wait"), false);
        QTRY_VERIFY((session.read(), session.output.endsWith('\n')));
        session.closeInput();
        QTRY_VERIFY_WITH_TIMEOUT(session.isOver(), 30'000);
        QCOMPARE(session.saw(), QByteArrayList({"start", "exit:143"}));
        QTRY_VERIFY(!isAlive(session.output.trimmed().toLongLong()));
    }

    // What others print after the end can be told from what the command printed.
    void theEndIsSaidInBothStreams_data() { addShells(); }
    void theEndIsSaidInBothStreams()
    {
        QFETCH(QString, shell);
        QProcess process;
        QByteArray line = remoteCommandLine(shellCommand("echo early; exit 7"), token).value();
        process.start(shell, {QStringLiteral("-c"), QString::fromUtf8(line.replace("/bin/sh", shell.toUtf8()))});
        QVERIFY(process.waitForFinished(30'000));
        const QByteArray mark = QByteArray("ops:") + token + ":exit:7\n";
        const QByteArray printed = process.readAllStandardOutput();
        const QByteArray expected = "early\n" + mark;
        QVERIFY2(printed.endsWith(expected), printed.constData());
        QVERIFY(process.readAllStandardError().endsWith(mark));
    }

    void whatACommandLeavesBehindOnPurposeStays_data() { addShells(); }
    void whatACommandLeavesBehindOnPurposeStays()
    {
        QFETCH(QString, shell);
        Session session(shell, shellCommand("sleep 97 </dev/null >/dev/null 2>&1 & echo $!"));
        QTRY_VERIFY_WITH_TIMEOUT(session.isOver(), 30'000);
        QCOMPARE(session.saw(), QByteArrayList({"start", "exit:0"}));
        const qint64 left = session.output.trimmed().toLongLong();
        session.closeInput();
        QVERIFY(isAlive(left));
        QVERIFY(ops::test::endOrphan(left, "sleep"));
        QTRY_VERIFY(!isAlive(left));
    }

    void aNulByteNeverBecomesALine()
    {
        HostCommand command;
        command.argv = {"echo", QByteArray("\0", 1)};
        QVERIFY(!remoteCommandLine(command, token));
    }

    void theGreetingProvesTheShell_data() { addShells(); }
    void theGreetingProvesTheShell()
    {
        QFETCH(QString, shell);
        QProcess process;
        process.start(shell, {QStringLiteral("-c"), QString::fromUtf8(remoteGreetingLine(token))});
        QByteArray printed = "Welcome to titan-1\n";
        QTRY_VERIFY(
            (printed += process.readAllStandardOutput(), findGreeting(printed, token) != RemoteGreeting::NotYet));
        QVERIFY(findGreeting(printed, token) == RemoteGreeting::Right);
        QVERIFY(findGreeting(printed.chopped(1), token) == RemoteGreeting::NotYet);
        QByteArray mangled = printed;
        QVERIFY(findGreeting(mangled.replace("\\\\", "\\"), token) == RemoteGreeting::Wrong);
        QVERIFY(findGreeting(printed, QByteArray(32, 'f')) == RemoteGreeting::NotYet);
        QCOMPARE(process.state(), QProcess::Running);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void marksAreFoundInAnyPieces()
    {
        QRandomGenerator random(3);
        const QByteArray prefix = QByteArray("ops:") + token + ':';
        const QByteArrayList noise{"ops:",
                                   "o",
                                   "\n",
                                   "exot:7\n",
                                   prefix.chopped(1),
                                   "ops:ffff:exit:0\n",
                                   "text",
                                   ":",
                                   prefix + "unknown:1\n",
                                   prefix + "exit:x\n",
                                   prefix + "exit:256\n",
                                   prefix + QByteArray(60, 'z') + '\n',
                                   prefix,
                                   QByteArray("\0\xff", 2)};
        for (int round = 0; round < 2000; ++round) {
            QByteArray stream = "motd\n" + prefix + "start:42\n";
            QByteArray payload;
            for (int piece = random.bounded(12); piece > 0; --piece)
                payload += noise.at(random.bounded(int(noise.size())));
            payload += '.'; // a prefix that ends the text would swallow the mark's own
            stream += payload + prefix + "exit:7\n" + "after";
            RemoteMarkReader reader(token);
            QByteArray seen;
            std::vector<RemoteMark> marks;
            const auto take = [&](const RemoteMarkReader::Piece& piece) {
                seen += piece.payload;
                marks.insert(marks.end(), piece.marks.begin(), piece.marks.end());
            };
            for (qsizetype from = 0; from < stream.size();) {
                const qsizetype length = random.bounded(1, 40);
                take(reader.feed(stream.mid(from, length)));
                from += length;
            }
            take(reader.finish());
            QCOMPARE(seen, payload + "after");
            QCOMPARE(reader.chatter(), QByteArray("motd\n"));
            QCOMPARE(marks, (std::vector<RemoteMark>{{RemoteMarkKind::Start, 42}, {RemoteMarkKind::Exit, 7}}));
        }
    }

    void chatterIsBounded()
    {
        RemoteMarkReader reader(token);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(reader.feed(QByteArray(1000, 'x')).payload.isEmpty());
        QVERIFY(reader.chatter().size() <= 8192);
    }
};

QTEST_GUILESS_MAIN(TestRemoteCommand)
#include "tst_remote_command.moc"
