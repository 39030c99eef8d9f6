#include "domain/host/host_command.h"
#include "domain/host/host_outcome.h"
#include "domain/host/shell_quote.h"
#include "support/test_case.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

// What rule B7 will ask of a rollback, asked of every command: an argv, and nothing that a shell could misread.
class TestHostCommand : public ops::test::TestCase {
    Q_OBJECT

private:
    QTemporaryDir m_directory;

    // What the shell makes of the line: its words, each as the program gets it.
    QByteArrayList wordsSeenBy(const QString& shell, const QByteArrayList& words)
    {
        const auto line = shellQuote(QByteArrayList{"/usr/bin/printf", "%s\\0"} + words);
        QFile script(m_directory.filePath(QStringLiteral("script")));
        if (!line || !script.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {"(no script)"};
        script.write(*line + '\n');
        script.close();
        QProcess process;
        process.setStandardErrorFile(m_directory.filePath(QStringLiteral("errors")));
        process.start(shell, {script.fileName()});
        if (!process.waitForFinished(20'000) || process.exitCode() != 0)
            return {"(shell failed)"};
        QByteArrayList seen = process.readAllStandardOutput().split('\0');
        seen.removeLast();
        return seen;
    }

    static HostCommand good()
    {
        HostCommand command;
        command.host = QStringLiteral("titan-1");
        command.argv = {"docker", "ps"};
        return command;
    }

private Q_SLOTS:
    void theLineIsReadable_data()
    {
        QTest::addColumn<QByteArrayList>("words");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("bare") << QByteArrayList{"docker", "compose", "-f", "/opt/titan/a.yml", "stop", "titan-brain"}
                              << QByteArray("docker compose -f /opt/titan/a.yml stop titan-brain");
        QTest::newRow("empty word") << QByteArrayList{"a", "", "b"} << QByteArray("a '' b");
        QTest::newRow("no word") << QByteArrayList{} << QByteArray();
        QTest::newRow("blank") << QByteArrayList{"a b"} << QByteArray("'a b'");
        QTest::newRow("quote") << QByteArrayList{"it's"} << QByteArray("'it'\\''s'");
        QTest::newRow("assignment") << QByteArrayList{"A=b"} << QByteArray("'A=b'");
        QTest::newRow("reserved word") << QByteArrayList{"if", "time"} << QByteArray("'if' 'time'");
        QTest::newRow("job") << QByteArrayList{"%1"} << QByteArray("'%1'");
        QTest::newRow("home") << QByteArrayList{"~root"} << QByteArray("'~root'");
        QTest::newRow("not ASCII") << QByteArrayList{"é"} << QByteArray("'é'");
        QTest::newRow("a second command") << QByteArrayList{"v1.2.3; reboot"} << QByteArray("'v1.2.3; reboot'");
    }
    void theLineIsReadable()
    {
        QFETCH(QByteArrayList, words);
        QFETCH(QByteArray, line);
        QCOMPARE(shellQuote(words).value(), line);
    }

    void aNulByteIsRefused()
    {
        const auto line = shellQuote({"echo", QByteArray("a\0b", 3)});
        QVERIFY(!line);
        QCOMPARE(line.error().code, ops::base::ErrorCode::InvalidInput);
        QCOMPARE(line.error().subject, QStringLiteral("echo"));
    }

    void everyShellReadsEveryByteBack_data()
    {
        QTest::addColumn<QString>("shell");
        for (const char* shell : {"/bin/sh", "/bin/dash", "/bin/bash"})
            QTest::newRow(shell) << QString::fromLatin1(shell);
    }
    void everyShellReadsEveryByteBack()
    {
        QFETCH(QString, shell);
        QByteArrayList words;
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte) {
            const auto c = static_cast<char>(byte);
            all += c;
            words << QByteArray(1, c) << QByteArray(3, c) << QByteArray("x") + c << c + QByteArray("x");
        }
        words << all << all + all << ""
              << "'"
              << "''"
              << "'\\''"
              << "\\"
              << "\n"
              << "$(reboot)"
              << "`reboot`"
              << "!!";
        QCOMPARE(wordsSeenBy(shell, words), words);

        QRandomGenerator random(20260130);
        const QByteArray spice("'\"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-");
        for (int round = 0; round < 20; ++round) {
            words.clear();
            for (int word = 0; word < 200; ++word) {
                QByteArray bytes;
                for (int length = random.bounded(24); length > 0; --length)
                    bytes += random.bounded(2) == 0 ? spice.at(random.bounded(int(spice.size())))
                                                    : static_cast<char>(random.bounded(1, 256));
                words << bytes;
            }
            QCOMPARE(wordsSeenBy(shell, words), words);
        }
    }

    void aCommandIsCheckedBeforeItGoesAnywhere_data()
    {
        QTest::addColumn<HostCommand>("command");
        QTest::addColumn<int>("code"); // -1: good
        const auto row = [](const char* name, const HostCommand& command, int code) {
            QTest::newRow(name) << command << code;
        };
        const int invalid = static_cast<int>(ops::base::ErrorCode::InvalidInput);
        HostCommand command = good();
        row("plain", command, -1);
        command.workingDirectory = QStringLiteral("/opt/titan");
        command.environment = {{"TITAN_VERSION", "v1.2.2"}, {"_x9", QByteArray("\xff\x01", 2)}, {"EMPTY", ""}};
        command.stdinBytes = QByteArray("a\0b", 3);
        command.deadline = 600s;
        row("everything", command, -1);
        command.deadline.reset();
        row("a follower", command, -1);

        command = good();
        command.argv = {"/opt/titan/run me", QByteArray("\xff\xfe\n", 3), ""};
        row("any bytes", command, -1);
        command.argv = {};
        row("nothing", command, invalid);
        command.argv = {"", "x"};
        row("nameless", command, invalid);
        command.argv = {"-c"};
        row("an option", command, invalid);
        command.argv = {"A=b"};
        row("an assignment", command, invalid);
        command.argv = {"echo", QByteArray("\0", 1)};
        row("NUL in the argv", command, invalid);
        command.argv = {"echo", QByteArray(97 * 1024, 'x')};
        row("too long", command, static_cast<int>(ops::base::ErrorCode::TooLarge));
        command.argv = {"echo", QByteArray(95 * 1024, 'x')};
        row("just short enough", command, -1);
        command.argv = {"echo", QByteArray(30 * 1024, '\'')};
        row("too long with its quotes", command, static_cast<int>(ops::base::ErrorCode::TooLarge));

        command = good();
        command.workingDirectory = QStringLiteral("titan");
        row("relative directory", command, invalid);
        command.workingDirectory = QStringLiteral("/opt/\0x").append(QChar(u'\0'));
        row("NUL in the directory", command, invalid);
        command = good();
        command.deadline = 0ms;
        row("no time", command, invalid);
        for (const char* name : {"", "1A", "A-B", "A B", "A=B", "\xc3\xa9"}) {
            command = good();
            command.environment = {{name, "x"}};
            row(qPrintable(QStringLiteral("variable <%1>").arg(QString::fromUtf8(name))), command, invalid);
        }
        command = good();
        command.environment = {{"A", QByteArray("\0", 1)}};
        row("NUL in the environment", command, invalid);
        command = good();
        command.stdinBytes = QByteArray(48 * 1024, 'x');
        row("as much input as a pipe holds", command, -1);
        command.stdinBytes += 'x';
        row("too much input", command, static_cast<int>(ops::base::ErrorCode::TooLarge));
    }
    void aCommandIsCheckedBeforeItGoesAnywhere()
    {
        QFETCH(HostCommand, command);
        QFETCH(int, code);
        const auto checked = checkHostCommand(command);
        QCOMPARE(checked ? -1 : static_cast<int>(checked.error().code), code);
        QVERIFY(checked || !checked.error().detail.isEmpty());
    }

    // rule: H6
    void anOutcomeSaysNoMoreThanWasSeen()
    {
        HostOutcome outcome;
        QVERIFY(!outcome.succeeded());
        outcome.end = HostEnd::Exited;
        QVERIFY(!outcome.succeeded());
        outcome.exitCode = 0;
        QVERIFY(outcome.succeeded());
        QCOMPARE(hostOutcomeWord(outcome), QStringLiteral("exited 0"));
        QCOMPARE(outcome.possibleSignal(), 0);
        outcome.exitCode = 137;
        QVERIFY(!outcome.succeeded());
        QCOMPARE(outcome.possibleSignal(), 9);
        outcome.exitCode = 255;
        QCOMPARE(outcome.possibleSignal(), 0);
        for (const HostEnd end : {HostEnd::Signalled, HostEnd::TimedOut, HostEnd::Cancelled, HostEnd::CouldNotStart,
                                  HostEnd::TransportFailed}) {
            outcome.end = end;
            outcome.exitCode = 0;
            QVERIFY(!outcome.succeeded());
            QCOMPARE(outcome.possibleSignal(), 0);
            QVERIFY(!hostOutcomeWord(outcome).startsWith(QLatin1String("exited")));
        }
    }
};

QTEST_GUILESS_MAIN(TestHostCommand)
#include "tst_host_command.moc"
