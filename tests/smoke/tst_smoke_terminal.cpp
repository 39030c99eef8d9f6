#include "infra/journal_helpers.h"
#include "smoke/smoke_rig.h"
#include "support/test_case.h"

#include <QFile>
#include <QTest>

using namespace ops;
using namespace ops::test;

namespace {

// A journal of five records, with its head, in `directory`.
void writeJournal(const QString& directory)
{
    JournalUnderTest journal(directory);
    for (int n = 1; n <= 5; ++n)
        journal.journal.append(journalRecord(n));
    QTRY_COMPARE(journal.entries.size(), 5);
}

} // namespace

// What the built program answers on the terminal, where there is no display and no session.
class TestSmokeTerminal final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void itSaysItsVersion()
    {
        ConsoleProcess console;
        QVERIFY(console.start({QStringLiteral("--version")}));
        QCOMPARE(console.waitForExit(), 0);
        QCOMPARE(console.standardOutput(), QByteArray("titan-ops-console " OPS_VERSION "\n"));
        QCOMPARE(console.standardError(), QByteArray());
    }

    // rule: H11
    void itSaysItsOptions_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("--help") << QStringLiteral("--help");
        QTest::newRow("-h") << QStringLiteral("-h");
    }
    void itSaysItsOptions()
    {
        QFETCH(QString, option);
        ConsoleProcess console;
        QVERIFY(console.start({option}));
        QCOMPARE(console.waitForExit(), 0);
        const QByteArray help = console.standardOutput();
        for (const char* word : {"--environment NAME", "--drill", "--behaviour", "--tour DIR", "--logs FILE",
                                 "--verify-audit [FILE]", "--version", "--help", "--language", "--theme"})
            QVERIFY2(help.contains(word), word);
        QVERIFY(help.contains("No option sends a command"));
        for (const QByteArray& line : help.split('\n'))
            QVERIFY2(line.size() <= 120, line.constData());
        QCOMPARE(console.standardError(), QByteArray());
    }

    // rule: H11
    void wrongArgumentsAreSaidAndNothingStarts_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* arguments, const char* said) {
            QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' ')) << QByteArray(said);
        };
        row("--halt", "--halt: not an option of this program; --help lists them");
        row("--hard-halt now", "--hard-halt: not an option of this program; --help lists them");
        row("prod", "prod: not an option of this program; --help lists them");
        row("--environment", "--environment: needs a value");
        row("--environment=", "--environment: needs a value");
        row("--theme pink", "--theme: \"pink\" is not one of: light, dark");
        row("--language xx", "--language: \"xx\" is not one of: en, de");
        row("--drill --behaviour mar31", "--behaviour: \"mar31\" is not one of: runbook, jan30, feb16");
        row("--behaviour runbook", "--behaviour: only with --drill or --tour");
        row("--version --version", "--version: given twice");
        row("--version=1", "--version: takes no value");
        row("--drill --environment prod", "--environment: a drill has an environment of its own; leave one of the two "
                                          "out");
        row("--tour", "--tour: needs a value");
    }
    void wrongArgumentsAreSaidAndNothingStarts()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        ConsoleProcess console;
        QVERIFY(console.start(arguments));
        QCOMPARE(console.waitForExit(), 2);
        QCOMPARE(console.standardError(), "titan-ops-console: " + said + "\n");
        QCOMPARE(console.standardOutput(), QByteArray());
        QVERIFY(!QFile::exists(console.journalPath()));
    }

    // rule: G2
    void aJournalIsVerified_data()
    {
        QTest::addColumn<QString>("done");
        QTest::addColumn<bool>("own"); // the user's own journal; else a copy that is named
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        for (const bool own : {true, false}) {
            const char* whose = own ? "own" : "named";
            QTest::addRow("%s, untouched", whose)
                << QStringLiteral("nothing") << own << 0 << QByteArray("verdict  INTACT");
            QTest::addRow("%s, a word changed", whose)
                << QStringLiteral("change") << own << 1 << QByteArray("verdict  BROKEN");
            QTest::addRow("%s, a line cut out", whose)
                << QStringLiteral("cut") << own << 1 << QByteArray("verdict  BROKEN");
            QTest::addRow("%s, none", whose)
                << QStringLiteral("remove") << own << 2 << QByteArray("verdict  CANNOT READ: not-found");
        }
        QTest::newRow("own, the end cut off") << QStringLiteral("end") << true << 1 << QByteArray("verdict  BROKEN");
    }
    void aJournalIsVerified()
    {
        QFETCH(QString, done);
        QFETCH(bool, own);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, said);
        ConsoleProcess console;
        const QString directory = console.homePath(QStringLiteral("state/titan-ops-console"));
        writeJournal(directory);
        const QString path = console.journalPath();
        QByteArray text = fileText(path);
        QList<QByteArray> lines = text.split('\n');
        if (done == QLatin1String("change"))
            text.replace("ana@desk1", "eve@desk1");
        if (done == QLatin1String("cut"))
            lines.removeAt(2);
        if (done == QLatin1String("end"))
            lines.removeAt(4);
        if (done == QLatin1String("cut") || done == QLatin1String("end"))
            text = lines.join('\n');
        putFile(path, text);
        if (done == QLatin1String("remove"))
            QVERIFY(QFile::remove(path));
        QStringList arguments{QStringLiteral("--verify-audit")};
        if (!own)
            arguments << path;
        QVERIFY(console.start(arguments));
        QCOMPARE(console.waitForExit(), exitCode);
        const QByteArray out = console.standardOutput();
        QVERIFY2(out.contains(said), out.constData());
        QVERIFY(out.startsWith(QByteArray("journal  " + path.toUtf8() + "\n")));
        if (exitCode == 1)
            QVERIFY2(out.contains("first    line "), out.constData()); // where it is
        if (exitCode == 0)
            QVERIFY(out.contains("5 good records"));
        QCOMPARE(console.standardError(), QByteArray());
        if (done != QLatin1String("remove"))
            QCOMPARE(fileText(path), text); // looking changes nothing
    }
};

QTEST_GUILESS_MAIN(TestSmokeTerminal)
#include "tst_smoke_terminal.moc"
