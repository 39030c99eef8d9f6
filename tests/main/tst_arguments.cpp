#include "main/arguments.h"
#include "support/test_case.h"

#include <QTest>

using ops::main::Arguments;
using ops::main::parseArguments;

// rule: H11
class TestArguments : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void modes_data()
    {
        QTest::addColumn<QStringList>("line");
        QTest::addColumn<int>("mode");
        const auto row = [](const char* line, Arguments::Mode mode) {
            QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                << static_cast<int>(mode);
        };
        row("", Arguments::Mode::Console);
        row("--environment titan-prod", Arguments::Mode::Console);
        row("--environment=titan-prod", Arguments::Mode::Console);
        row("--drill", Arguments::Mode::Drill);
        row("--drill --behaviour jan30 --theme dark", Arguments::Mode::Drill);
        row("--tour /tmp/x --language de", Arguments::Mode::Tour);
        row("--drill --", Arguments::Mode::Drill);
        row("--version", Arguments::Mode::Version);
        row("--drill --help", Arguments::Mode::Help);
        row("-h", Arguments::Mode::Help);
        row("--logs /tmp/a.log", Arguments::Mode::Logs);
        row("--logs -", Arguments::Mode::Logs);
        row("--verify-audit", Arguments::Mode::VerifyAudit);
        row("--verify-audit /tmp/journal.jsonl", Arguments::Mode::VerifyAudit);
    }
    void modes()
    {
        QFETCH(QStringList, line);
        QFETCH(int, mode);
        const auto parsed = parseArguments(line);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(ops::base::toLogLine(parsed.error())));
        QCOMPARE(static_cast<int>(parsed->mode), mode);
    }

    void values()
    {
        const auto parsed = parseArguments({QStringLiteral("--verify-audit"), QStringLiteral("/tmp/j")});
        QCOMPARE(parsed->auditFile, QStringLiteral("/tmp/j"));
        QCOMPARE(parseArguments({QStringLiteral("--environment=a=b")})->environment, QStringLiteral("a=b"));
        const auto logs = parseArguments({QStringLiteral("--logs"), QStringLiteral("a"), QStringLiteral("-"),
                                          QStringLiteral("b c"), QStringLiteral("--theme"), QStringLiteral("dark")});
        QCOMPARE(logs->logFiles, (QStringList{QStringLiteral("a"), QStringLiteral("-"), QStringLiteral("b c")}));
        QCOMPARE(logs->theme, QStringLiteral("dark"));
        QCOMPARE(parseArguments({QStringLiteral("--drill")})->behaviour, QStringLiteral("runbook"));
    }

    // A list goes on where it is given again.
    void filesOfLogs_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("files");
        const auto row = [](const char* line, const char* files) {
            QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(files);
        };
        row("--logs a --logs b", "a b");
        row("--logs=a b --theme dark --logs c", "a b c");
        row("--logs a --logs=b", "a b");
        row("--logs -- --strange.log -x", "--strange.log -x");
        row("--logs a -- --strange.log --", "a --strange.log --");
        row("--logs a --", "a");
        row("--logs a --theme dark -- b", "a b");
    }
    void filesOfLogs()
    {
        QFETCH(QString, line);
        QFETCH(QString, files);
        const auto parsed = parseArguments(line.split(QLatin1Char(' ')));
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(ops::base::toLogLine(parsed.error())));
        QCOMPARE(parsed->mode, Arguments::Mode::Logs);
        QCOMPARE(parsed->logFiles, files.split(QLatin1Char(' ')));
    }

    void badLines_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("subject");
        QTest::newRow("unknown") << QStringLiteral("--frobnicate") << QStringLiteral("--frobnicate");
        QTest::newRow("positional") << QStringLiteral("titan-prod") << QStringLiteral("titan-prod");
        QTest::newRow("no value") << QStringLiteral("--environment") << QStringLiteral("--environment");
        QTest::newRow("option as value") << QStringLiteral("--environment --drill") << QStringLiteral("--environment");
        QTest::newRow("empty value") << QStringLiteral("--tour=") << QStringLiteral("--tour");
        QTest::newRow("twice") << QStringLiteral("--drill --drill") << QStringLiteral("--drill");
        QTest::newRow("value for a flag") << QStringLiteral("--drill=yes") << QStringLiteral("--drill");
        QTest::newRow("drill of prod") << QStringLiteral("--drill --environment prod")
                                       << QStringLiteral("--environment");
        QTest::newRow("tour of prod") << QStringLiteral("--tour d --environment prod")
                                      << QStringLiteral("--environment");
        QTest::newRow("no log") << QStringLiteral("--logs --theme dark") << QStringLiteral("--logs");
        QTest::newRow("no log a second time") << QStringLiteral("--logs a --logs") << QStringLiteral("--logs");
        QTest::newRow("no log after the end") << QStringLiteral("--logs --") << QStringLiteral("--logs");
        QTest::newRow("an empty log") << QStringLiteral("--logs= -- a") << QStringLiteral("--logs");
        QTest::newRow("a file for nobody") << QStringLiteral("--drill -- a") << QStringLiteral("a");
        QTest::newRow("an option after the end") << QStringLiteral("-- --drill") << QStringLiteral("--drill");
        QTest::newRow("no environment after the end")
            << QStringLiteral("--environment -- prod") << QStringLiteral("--environment");
        QTest::newRow("logs and a drill") << QStringLiteral("--logs a --drill") << QStringLiteral("--logs");
        QTest::newRow("logs of an environment")
            << QStringLiteral("--environment prod --logs a") << QStringLiteral("--logs");
        QTest::newRow("bad theme") << QStringLiteral("--theme pink") << QStringLiteral("--theme");
        QTest::newRow("behaviour alone") << QStringLiteral("--behaviour jan30") << QStringLiteral("--behaviour");
        QTest::newRow("no switch halts") << QStringLiteral("--halt") << QStringLiteral("--halt");
        QTest::newRow("no switch sends") << QStringLiteral("--send HARD_HALT") << QStringLiteral("--send");
    }
    void badLines()
    {
        QFETCH(QString, line);
        QFETCH(QString, subject);
        const auto parsed = parseArguments(line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ops::base::ErrorCode::InvalidInput);
        QCOMPARE(parsed.error().subject, subject);
        QVERIFY(!parsed.error().detail.isEmpty());
    }

    void helpNamesEveryOption()
    {
        for (const char* option : {"--environment", "--drill", "--behaviour", "--tour", "--logs", "--verify-audit",
                                   "--version", "--help", "--language", "--theme"})
            QVERIFY2(ops::main::helpText().contains(QString::fromLatin1(option)), option);
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
