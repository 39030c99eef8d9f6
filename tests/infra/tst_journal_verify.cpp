#include "infra/journal_helpers.h"
#include "support/test_case.h"

#include <ctime>

using namespace ops;
using namespace ops::test;

// rule: G2 (`--verify-audit` tells what was done to the file)
class TestJournalVerify final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
        m_path = m_home->filePath(QStringLiteral("journal.jsonl"));
    }

    void anIntactJournalIsExitCode0()
    {
        write(50);
        const auto report = infra::verifyJournal(m_path);
        QCOMPARE(report.exitCode(), 0);
        QCOMPARE(report.lines().last(), QStringLiteral("verdict  INTACT"));
        QVERIFY(report.lines().join(QLatin1Char('\n')).contains(QStringLiteral("record 50")));
    }

    void aDamagedJournalIsExitCode1AndSaysWhere()
    {
        write(50);
        QByteArray text = fileText(m_path);
        text.replace("\"n\":17}", "\"n\":71}");
        putFile(m_path, text);
        const auto report = infra::verifyJournal(m_path);
        QCOMPARE(report.exitCode(), 1);
        QCOMPARE(report.chain.first->line, 17U);
        QCOMPARE(report.chain.first->sequence, 17U);
        QVERIFY(report.lines().join(QLatin1Char('\n')).contains(QStringLiteral("line 17 (record 17), edited")));
        QCOMPARE(report.lines().last(), QStringLiteral("verdict  BROKEN"));
    }

    void aTailCutIsSeenByTheHeadAndAMissingHeadIsSaid()
    {
        write(50);
        const QByteArray text = fileText(m_path);
        putFile(m_path, text.first(text.lastIndexOf("{\"actor\"")));
        QCOMPARE(infra::verifyJournal(m_path).chain.first->fault, domain::ChainFault::Cut);
        QVERIFY(QFile::remove(infra::journalHeadPath(m_path)));
        QCOMPARE(infra::verifyJournal(m_path).chain.first->fault, domain::ChainFault::HeadMissing);
        const auto copy = infra::verifyJournal(m_path, infra::HeadPolicy::Optional);
        QCOMPARE(copy.exitCode(), 0);
        QVERIFY(copy.lines().at(1).contains(QStringLiteral("cannot be seen")));
        putFile(infra::journalHeadPath(m_path), "{}");
        QCOMPARE(infra::verifyJournal(m_path).exitCode(), 1);
    }

    void whatCannotBeReadIsExitCode2()
    {
        QCOMPARE(infra::verifyJournal(m_home->filePath(QStringLiteral("absent"))).exitCode(), 2);
        const auto report = infra::verifyJournal(m_home->path());
        QCOMPARE(report.exitCode(), 2);
        QVERIFY(report.lines().last().startsWith(QStringLiteral("verdict  CANNOT READ")));
    }

    void aFileThatIsNoJournalIsBroken_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("text") << QByteArray("hello\nworld\n");
        QTest::newRow("no line end, 20 MB") << QByteArray(20 * 1024 * 1024, 'x');
        QTest::newRow("zeros") << QByteArray(5000, '\0');
        QTest::newRow("a 6 MB line") << QByteArray(QByteArray(6 * 1024 * 1024, 'x') + "\n");
    }
    void aFileThatIsNoJournalIsBroken()
    {
        QFETCH(QByteArray, text);
        putFile(m_path, text);
        QCOMPARE(infra::verifyJournal(m_path).exitCode(), 1);
    }

    void chunkBordersDoNotMatter()
    {
        write(30'000); // about 12 MB: several chunks
        const auto report = infra::verifyJournal(m_path);
        QCOMPARE(report.exitCode(), 0);
        QCOMPARE(report.chain.records, 30'000U);
    }

    // Prints the figure; OPS_BENCH_RECORDS=1000000 is the size.
    void verifyingIsFast()
    {
        const int records = qMax(20'000, qEnvironmentVariableIntValue("OPS_BENCH_RECORDS"));
        write(records);
        const std::clock_t began = std::clock(); // the processor's time: what others take of it is not ours
        const auto report = infra::verifyJournal(m_path);
        const double seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
        QCOMPARE(report.exitCode(), 0);
        qInfo("journal.verify.records_per_s %.0f 1/s (%d records, %.3f s)", records / seconds, records, seconds);
        QVERIFY(records / seconds > 20'000); // generous: sanitizers
    }

private:
    void write(int records)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QByteArray previous = domain::journalZeroHash();
        for (int n = 1; n <= records; ++n)
            file.write(domain::journalLine(journalRecord(n), static_cast<quint64>(n), previous, &previous) + '\n');
        file.close();
        putFile(infra::journalHeadPath(m_path), domain::journalHeadText({static_cast<quint64>(records), previous}));
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalVerify)
#include "tst_journal_verify.moc"
