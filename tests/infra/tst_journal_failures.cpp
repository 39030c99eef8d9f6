#include "infra/journal_helpers.h"
#include "infra/settings_helpers.h"
#include "support/file_size_limit.h"
#include "support/memory_folder.h"
#include "support/test_case.h"

#include <QDir>

#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ops;
using namespace ops::test;

namespace {

// A disk of its own, so that it can really be full; root only.
class TinyDisk {
public:
    explicit TinyDisk(const QString& path)
        : m_path(path.toUtf8())
        , m_mounted(QDir().mkpath(path) && ::mount("tmpfs", m_path.constData(), "tmpfs", 0, "size=64k,mode=0700") == 0)
    {
    }
    ~TinyDisk()
    {
        if (m_mounted)
            ::umount2(m_path.constData(), MNT_DETACH);
    }
    TinyDisk(const TinyDisk&) = delete;
    TinyDisk& operator=(const TinyDisk&) = delete;
    bool mounted() const { return m_mounted; }
    bool readOnly(bool on) const
    {
        return ::mount("tmpfs", m_path.constData(), nullptr, on ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT, "size=64k") == 0;
    }

private:
    QByteArray m_path;
    bool m_mounted = false;
};

} // namespace

// rule: H9 (the gap in the log is recorded; nobody waits for a full disk)
class TestJournalFailures final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>(memoryFolder());
        m_state = m_home->filePath(QStringLiteral("state"));
        m_path = m_state + QStringLiteral("/journal.jsonl");
    }

    void whatCannotBeWrittenWaitsIsCountedAndComesWithItsGap()
    {
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1));
        QTRY_COMPARE(j.entries.size(), 1);
        const QByteArray before = fileText(m_path);
        {
            const FileSizeLimit full(static_cast<rlim_t>(before.size() + 100));
            j.journal.append(journalRecord(2), 2);
            QTRY_COMPARE(j.failed.size(), 1);
            j.journal.append(journalRecord(3), 3);
            QTRY_COMPARE(j.failed.size(), 2);
            QCOMPARE(j.failed.first().second.code, base::ErrorCode::NoSpace);
            QCOMPARE(j.failed.first().second.subject, m_path);
            QTRY_COMPARE(j.status->waiting, 2);
            QVERIFY(!j.status->writable);
            QCOMPARE(fileText(m_path), before); // no half line stays
        }
        QTRY_COMPARE(j.entries.size(), 4);
        QCOMPARE(j.words().at(1), QStringLiteral("journal-gap"));
        const QJsonObject gap = j.entries.at(1).record.fields;
        QCOMPARE(gap.value(QStringLiteral("late")).toInt(), 2);
        QCOMPARE(gap.value(QStringLiteral("lost")).toInt(), 0);
        QVERIFY(gap.value(QStringLiteral("since")).toString().endsWith(QLatin1Char('Z')));
        QVERIFY(gap.value(QStringLiteral("why")).toString().startsWith(QStringLiteral("no-space")));
        QCOMPARE(j.entries.at(2).record.fields.value(QStringLiteral("n")).toInt(), 2);
        QCOMPARE(j.entries.at(3).record.fields.value(QStringLiteral("n")).toInt(), 3);
        QCOMPARE(j.tokens.mid(1), QVector<quint64>({0, 0, 0})); // late is not good news
        QVERIFY(j.status->writable);
        QCOMPARE(j.status->waiting, 0);
        QCOMPARE(infra::verifyJournal(m_path).exitCode(), 0);
    }

    void theNextRecordDoesNotWaitForTheRetry()
    {
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1));
        QTRY_COMPARE(j.entries.size(), 1);
        {
            const FileSizeLimit full(static_cast<rlim_t>(fileText(m_path).size() + 10));
            j.journal.append(journalRecord(2), 2);
            QTRY_COMPARE(j.failed.size(), 1);
        }
        j.journal.append(journalRecord(3), 3);
        QTRY_VERIFY(j.tokens.contains(3U));
        QCOMPARE(j.entries.last().record.fields.value(QStringLiteral("n")).toInt(), 3);
        QCOMPARE(j.entries.size(), 4);
    }

    void aFullDiskIsNoSpaceAndHealsByItself()
    {
        const TinyDisk disk(m_state);
        if (!disk.mounted())
            QSKIP("mounting needs root; the file size limit above covers the same path");
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1));
        QTRY_COMPARE(j.entries.size(), 1);
        const QString filler = m_state + QStringLiteral("/filler");
        {
            QFile file(filler);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            while (file.write(QByteArray(1024, 'x')) == 1024) {
            }
        }
        // What still fits into the last page of the journal is written; then it is full.
        for (int n = 2; n < 60 && j.failed.isEmpty(); ++n) {
            const qsizetype answers = j.entries.size() + j.failed.size();
            j.journal.append(journalRecord(n), static_cast<quint64>(n));
            QTRY_VERIFY(j.entries.size() + j.failed.size() > answers);
        }
        QCOMPARE(j.failed.size(), 1);
        QCOMPARE(j.failed.first().second.code, base::ErrorCode::NoSpace);
        QVERIFY(j.status->error.has_value());
        QVERIFY(QFile::remove(filler));
        QTRY_COMPARE(j.status->waiting, 0);
        QTRY_VERIFY(j.words().contains(QStringLiteral("journal-gap")));
        QVERIFY(!j.status->error);
        QCOMPARE(infra::verifyJournal(m_path).exitCode(), 0);
    }

    void aReadOnlyDiskIsPermissionDenied()
    {
        const TinyDisk disk(m_state);
        if (!disk.mounted() || !disk.readOnly(true))
            QSKIP("mounting needs root; the other obstacles below need nothing");
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1), 1);
        QTRY_COMPARE(j.failed.size(), 1);
        QCOMPARE(j.failed.first().second.code, base::ErrorCode::PermissionDenied);
        QVERIFY(!j.status->writable);
        QVERIFY(disk.readOnly(false));
        QTRY_COMPARE(j.entries.size(), 2);
        QVERIFY(j.status->writable);
    }

    void whatAnOrdinaryUserMayNotWriteIsPermissionDenied_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("the directory above") << QStringLiteral("parent");
        QTest::newRow("the state directory") << QStringLiteral("directory");
        QTest::newRow("somebody else's journal") << QStringLiteral("file");
    }
    void whatAnOrdinaryUserMayNotWriteIsPermissionDenied()
    {
        QFETCH(QString, what);
        QVERIFY(setMode(m_home->path(), 0755));
        if (what != QLatin1String("parent"))
            QVERIFY(QDir().mkpath(m_state));
        if (what == QLatin1String("file"))
            putFile(m_path, "");
        QVERIFY(setMode(what == QLatin1String("file") ? m_path : QFileInfo(m_path).path(), 0555) ||
                what == QLatin1String("parent"));
        if (what == QLatin1String("parent"))
            QVERIFY(setMode(m_home->path(), 0555));
        {
            const OrdinaryUser user;
            QVERIFY(user.works());
            JournalUnderTest j(m_state);
            j.journal.append(journalRecord(1), 1);
            QTRY_COMPARE(j.failed.size(), 1);
            QCOMPARE(j.failed.first().second.code, base::ErrorCode::PermissionDenied);
            QVERIFY(j.failed.first().second.subject.startsWith(m_state));
            QVERIFY(!j.status->writable);
            QCOMPARE(j.status->waiting, 1);
        }
        QVERIFY(setMode(m_home->path(), 0755));
    }

    void obstaclesInItsPlaceAreReadableErrors_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::newRow("the state directory's parent is a file") << QStringLiteral("parent");
        QTest::newRow("the journal is a directory") << QStringLiteral("directory");
        QTest::newRow("the journal is a named pipe") << QStringLiteral("pipe");
        QTest::newRow("the journal is a link to somewhere else") << QStringLiteral("link");
    }
    void obstaclesInItsPlaceAreReadableErrors()
    {
        QFETCH(QString, obstacle);
        QString state = m_state;
        if (obstacle == QLatin1String("parent")) {
            putFile(m_state, "I am a file");
            state += QStringLiteral("/below");
        } else {
            QVERIFY(QDir().mkpath(m_state));
            if (obstacle == QLatin1String("directory"))
                QVERIFY(QDir().mkpath(m_path));
            else if (obstacle == QLatin1String("pipe"))
                QCOMPARE(::mkfifo(qPrintable(m_path), 0600), 0);
            else
                QCOMPARE(::symlink("/dev/full", qPrintable(m_path)), 0);
        }
        JournalUnderTest j(state);
        j.journal.append(journalRecord(1), 1);
        QTRY_COMPARE(j.failed.size(), 1);
        QCOMPARE(j.failed.first().second.code, base::ErrorCode::InvalidInput);
        QVERIFY(!j.failed.first().second.subject.isEmpty());
        QVERIFY(!j.status->writable);
        j.journal.load(10);
        QTRY_VERIFY(j.loaded.has_value());
        QVERIFY(j.loaded->isEmpty());
    }

    void aHeadThatCannotBeWrittenIsSaidButRecordsAreSafe()
    {
        QVERIFY(QDir().mkpath(m_state + QStringLiteral("/journal.head/x")));
        JournalUnderTest j(m_state);
        j.journal.append(journalRecord(1), 1);
        QTRY_VERIFY(j.tokens.contains(1U));
        QVERIFY(j.status->error.has_value());
        QCOMPARE(infra::verifyJournal(m_path, infra::HeadPolicy::Optional).chain.records, 1U);
    }

    void everyErrnoHasACode()
    {
        for (int number = 1; number < 134; ++number) {
            const base::Error error = infra::posixError(number, QStringLiteral("write"), QStringLiteral("/x"));
            QVERIFY(std::find(std::begin(base::allErrorCodes), std::end(base::allErrorCodes), error.code) !=
                    std::end(base::allErrorCodes));
            QVERIFY(error.code != base::ErrorCode::Internal);
            QVERIFY(error.detail.startsWith(QStringLiteral("write: ")));
        }
        QCOMPARE(infra::errorCodeForErrno(ENOSPC), base::ErrorCode::NoSpace);
        QCOMPARE(infra::errorCodeForErrno(EACCES), base::ErrorCode::PermissionDenied);
        QCOMPARE(infra::errorCodeForErrno(EROFS), base::ErrorCode::PermissionDenied);
        QCOMPARE(infra::errorCodeForErrno(ENOENT), base::ErrorCode::NotFound);
        QCOMPARE(infra::errorCodeForErrno(EWOULDBLOCK), base::ErrorCode::Busy);
        QCOMPARE(infra::errorCodeForErrno(EIO), base::ErrorCode::IoFailed);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_state;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestJournalFailures)
#include "tst_journal_failures.moc"
