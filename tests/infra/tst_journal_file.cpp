#include "infra/journal_helpers.h"
#include "support/memory_folder.h"
#include "support/test_case.h"

#include <QCoreApplication>
#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ops;
using namespace ops::test;

class TestJournalFile final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>(memoryFolder());
        m_state = m_home->filePath(QStringLiteral("state/titan"));
        m_path = m_state + QStringLiteral("/journal.jsonl");
    }

    // rule: G2
    void recordsAreWrittenFlushedAndAnsweredInOrder()
    {
        {
            JournalUnderTest j(m_state);
            for (int n = 1; n <= 100; ++n)
                j.journal.append(journalRecord(n), static_cast<quint64>(n));
            QTRY_COMPARE(j.tokens.size(), 100);
            for (int n = 1; n <= 100; ++n) {
                QCOMPARE(j.tokens.at(n - 1), static_cast<quint64>(n));
                QCOMPARE(j.entries.at(n - 1).sequence, static_cast<quint64>(n));
            }
            QTRY_COMPARE(j.status->lastSequence, 100U);
            QVERIFY(j.status->writable);
            QVERIFY(!j.status->error);
            QCOMPARE(j.status->path, m_path);
        }
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
        QCOMPARE(report.chain.records, 100U);
        QCOMPARE(report.head->sequence, 100U);
    }

    void nobodyElseMayReadIt()
    {
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1));
        QTRY_COMPARE(j.entries.size(), 1);
        struct stat status {};
        QCOMPARE(::stat(qPrintable(m_state), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        for (const QString& path : {m_path, infra::journalHeadPath(m_path)}) {
            QCOMPARE(::stat(qPrintable(path), &status), 0);
            QCOMPARE(status.st_mode & 0777U, 0600U);
        }
    }

    void recordsHandedOverJustBeforeTheEndAreNotLost()
    {
        {
            JournalUnderTest j(m_state);
            for (int n = 1; n <= 50; ++n)
                j.journal.append(journalRecord(n));
        }
        QCOMPARE(infra::verifyJournal(m_path).chain.records, 50U);
    }

    void itGoesOnWhereItStoppedAndLoadsTheNewest()
    {
        for (int round = 0; round < 3; ++round) {
            JournalUnderTest j(m_state);
            for (int n = 1; n <= 1000; ++n)
                j.journal.append(journalRecord(round * 1000 + n));
            j.journal.load(10);
            QTRY_VERIFY(j.loaded.has_value());
            QCOMPARE(j.loaded->size(), 10);
            QCOMPARE(j.loaded->last().sequence, static_cast<quint64>(round + 1) * 1000);
            QCOMPARE(j.loaded->first().sequence, static_cast<quint64>(round + 1) * 1000 - 9);
            QCOMPARE(j.loaded->last().record.fields.value(QStringLiteral("n")).toInt(), (round + 1) * 1000);
        }
        QCOMPARE(infra::verifyJournal(m_path).exitCode(), 0);
        JournalUnderTest j(m_state);
        j.journal.load(100000);
        QTRY_VERIFY(j.loaded.has_value());
        QCOMPARE(j.loaded->size(), 3000);
        QCOMPARE(j.loaded->first().sequence, 1U);
    }

    // Two faces in one process lock each other out like two processes do.
    void twoConsolesShareOneChainAndSeeEachOther()
    {
        JournalUnderTest a(m_state);
        JournalUnderTest b(m_state);
        QTRY_VERIFY(a.status.has_value() && b.status.has_value()); // both are open
        for (int n = 1; n <= 200; ++n) {
            a.journal.append(journalRecord(n, QStringLiteral("a@x")), 1);
            b.journal.append(journalRecord(n, QStringLiteral("b@y")), 2);
        }
        QTRY_COMPARE(a.tokens.count(1), 200);
        QTRY_COMPARE(b.tokens.count(2), 200);
        QTRY_COMPARE(a.entries.size(), 400); // within a second each has read the other's
        QTRY_COMPARE(b.entries.size(), 400);
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
        QCOMPARE(report.chain.records, 400U);
        QVERIFY(a.failed.isEmpty());
        QVERIFY(!a.status->error);
    }

    void aSecondProcessAppendingMeanwhileKeepsTheChainWhole()
    {
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OPS_TEST_APPEND_TO"), m_state);
        other.setProcessEnvironment(environment);
        other.start(QCoreApplication::applicationFilePath(), QStringList());
        QSignalSpy ended(&other, &QProcess::finished);
        JournalUnderTest j(m_state);
        for (int n = 1; n <= 80; ++n) {
            j.journal.append(journalRecord(n), static_cast<quint64>(n));
            QTRY_VERIFY(j.tokens.contains(static_cast<quint64>(n)));
        }
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20000);
        QCOMPARE(other.exitCode(), 0);
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
        QCOMPARE(report.chain.records, 160U);
    }

    // rule: G2
    void aSecondProcessKilledWhileItWritesKeepsTheChainWhole()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OPS_TEST_APPEND_TO"), m_state);
        JournalUnderTest j(m_state);
        quint64 own = 0;
        const auto append = [&] {
            ++own;
            j.journal.append(journalRecord(static_cast<int>(own)), own);
        };
        const auto othersRecords = [&] {
            return std::count_if(j.entries.begin(), j.entries.end(), [](const domain::JournalEntry& entry) {
                return entry.record.actor == QLatin1String("other@desk2");
            });
        };
        for (int round = 1; round <= 5; ++round) {
            QProcess other;
            other.setProcessEnvironment(environment);
            other.start(QCoreApplication::applicationFilePath(), QStringList());
            const auto before = othersRecords();
            QTRY_VERIFY_WITH_TIMEOUT((append(), othersRecords() > before + 3), 20000);
            other.kill();
            // It may have come to its own end first; then there is nothing to wait for.
            QVERIFY(other.state() == QProcess::NotRunning || other.waitForFinished(10000));
        }
        append();
        QTRY_VERIFY(j.tokens.contains(own));
        QVERIFY(j.failed.isEmpty());
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
    }

    void aLineTornByACrashIsClosedAndAccountedFor()
    {
        QByteArray torn;
        {
            JournalUnderTest j(m_state);
            j.journal.append(journalRecord(1));
            j.journal.append(journalRecord(2));
            QTRY_COMPARE(j.entries.size(), 2);
            torn = domain::journalLine(journalRecord(3), 3, j.entries.last().hash, nullptr).first(70);
        }
        putFile(m_path, fileText(m_path) + torn);
        QCOMPARE(infra::verifyJournal(m_path).chain.first->fault, domain::ChainFault::Torn);
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(4), 9);
        QTRY_COMPARE(j.tokens.count(9), 1);
        QCOMPARE(j.words(), QStringList({QStringLiteral("journal-repaired"), QStringLiteral("command-sent")}));
        QVERIFY(j.status->writable);
        QVERIFY(!j.status->error);
        QVERIFY(fileText(m_path).contains(torn)); // evidence stays
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
        QCOMPARE(report.chain.repaired, 1U);
        QCOMPARE(report.chain.records, 4U);
    }

    void aLineThatLacksOnlyItsEndCounts()
    {
        {
            JournalUnderTest j(m_state);
            j.journal.append(journalRecord(1));
            j.journal.append(journalRecord(2));
        }
        putFile(m_path, fileText(m_path).chopped(1));
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(3), 9);
        QTRY_COMPARE(j.tokens.count(9), 1);
        const auto report = infra::verifyJournal(m_path);
        QVERIFY2(report.exitCode() == 0, qPrintable(report.lines().join(QLatin1Char('\n'))));
        QCOMPARE(report.chain.records, 4U);
    }

    // rule: G2
    void aBrokenChainIsKeptMarkedAndReported_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("edited") << QStringLiteral("edited");
        QTest::newRow("cut") << QStringLiteral("cut");
        QTest::newRow("removed") << QStringLiteral("removed");
        QTest::newRow("inserted") << QStringLiteral("inserted");
        QTest::newRow("head-missing") << QStringLiteral("head-missing");
    }
    void aBrokenChainIsKeptMarkedAndReported()
    {
        QFETCH(QString, how);
        {
            JournalUnderTest j(m_state);
            for (int n = 1; n <= 10; ++n)
                j.journal.append(journalRecord(n));
        }
        const QByteArray before = fileText(m_path);
        QByteArrayList lines = before.split('\n');
        if (how == QLatin1String("edited"))
            lines[4].replace("ana@desk1", "bob@desk1");
        else if (how == QLatin1String("cut"))
            lines.remove(8, 2);
        else if (how == QLatin1String("removed"))
            lines.removeAt(4);
        else if (how == QLatin1String("inserted"))
            lines.insert(4, "{\"actor\":\"me\"}");
        else
            QVERIFY(QFile::remove(infra::journalHeadPath(m_path)));
        putFile(m_path, lines.join('\n'));
        const QByteArray tampered = fileText(m_path);

        for (int round = 0; round < 2; ++round) {
            JournalUnderTest j(m_state);
            QTRY_VERIFY(j.status.has_value());
            if (round == 1 && how == QLatin1String("head-missing"))
                continue; // the record says it; there is nothing left to see
            QVERIFY(j.status->error.has_value());
            QCOMPARE(j.status->error->code, base::ErrorCode::Corrupt);
            QVERIFY(round == 1 || j.status->error->detail.contains(how));
            QVERIFY(j.status->writable); // a stop is still recorded
            j.journal.append(journalRecord(11), 9);
            QTRY_COMPARE(j.tokens.count(9), 1);
            QCOMPARE(j.words().first(), QStringLiteral("journal-gap"));
            QCOMPARE(j.entries.first().record.fields.value(QStringLiteral("fault")).toString().isEmpty(), false);
            QCOMPARE(j.status->error->code, base::ErrorCode::Corrupt);
            QVERIFY(fileText(m_path).startsWith(tampered)); // nothing is overwritten
        }
        const auto report = infra::verifyJournal(m_path);
        if (how != QLatin1String("head-missing"))
            QCOMPARE(report.exitCode(), 1);
        QVERIFY(fileText(m_path).contains("the chain of this journal is broken"));
    }

    void aFileTakenAwayWhileRunningIsNoticed_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("deleted") << QStringLiteral("deleted");
        QTest::newRow("replaced") << QStringLiteral("replaced");
        QTest::newRow("shrunk") << QStringLiteral("shrunk");
    }
    void aFileTakenAwayWhileRunningIsNoticed()
    {
        QFETCH(QString, how);
        JournalUnderTest j(m_state);
        for (int n = 1; n <= 5; ++n)
            j.journal.append(journalRecord(n));
        QTRY_COMPARE(j.entries.size(), 5);
        if (how == QLatin1String("shrunk")) {
            QCOMPARE(::truncate(qPrintable(m_path), 10), 0);
        } else {
            QVERIFY(QFile::rename(m_path, m_path + QStringLiteral(".away")));
            if (how == QLatin1String("replaced"))
                putFile(m_path, "");
        }
        QTRY_VERIFY(j.status->error.has_value()); // without anything being written
        QVERIFY(!QFile::exists(m_path) || how != QLatin1String("deleted"));
        j.journal.append(journalRecord(6), 9);
        QTRY_COMPARE(j.tokens.count(9), 1);
        QTRY_COMPARE(j.status->lastSequence, j.entries.last().sequence);
        QCOMPARE(j.status->error->code, base::ErrorCode::Corrupt);
        QCOMPARE(j.entries.last().sequence, 5U + static_cast<quint64>(j.entries.size() - 5));
        const auto report = infra::verifyJournal(m_path);
        QCOMPARE(report.exitCode(), 1);
        QVERIFY(fileText(m_path).contains("while the console ran"));
    }

    void aBusyLockIsAnErrorInTime()
    {
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1));
        QTRY_COMPARE(j.entries.size(), 1);
        auto other = infra::openFile(m_path, O_RDWR);
        QVERIFY(other.ok());
        QCOMPARE(::flock(other->get(), LOCK_EX), 0);
        QElapsedTimer timer;
        timer.start();
        j.journal.append(journalRecord(2), 7);
        QTRY_COMPARE(j.failed.size(), 1);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(j.failed.first().first, 7U);
        QCOMPARE(j.failed.first().second.code, base::ErrorCode::Busy);
        QCOMPARE(j.status->waiting, 1);
        QCOMPARE(::flock(other->get(), LOCK_UN), 0);
        QTRY_COMPARE(j.entries.size(), 3); // by itself, within a second or so
        QCOMPARE(j.words().mid(1), QStringList({QStringLiteral("journal-gap"), QStringLiteral("command-sent")}));
        QCOMPARE(j.tokens.count(7), 0);
        QVERIFY(j.status->writable);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_state;
    QString m_path;
};

// The test program itself is the second console.
static int appendAsSecondConsole(QCoreApplication& app, const QString& directory)
{
    JournalUnderTest j(directory);
    int next = 0;
    const auto appendNext = [&] {
        if (next == 80)
            QCoreApplication::quit();
        else
            j.journal.append(journalRecord(++next, QStringLiteral("other@desk2")), 1);
    };
    QObject::connect(&j.journal, &app::JournalPort::appended, &app, [&](quint64 token) {
        if (token == 1)
            appendNext();
    });
    QObject::connect(&j.journal, &app::JournalPort::appendFailed, &app, [&] { QCoreApplication::exit(3); });
    appendNext();
    return QCoreApplication::exec();
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QString directory = qEnvironmentVariable("OPS_TEST_APPEND_TO");
    if (!directory.isEmpty())
        return appendAsSecondConsole(app, directory);
    TestJournalFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_journal_file.moc"
