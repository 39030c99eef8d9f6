#include "infra/posix/file_lock.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fcntl.h>
#include <memory>
#include <thread>

using namespace ops;
using namespace std::chrono_literals;
using infra::FileHandle;
using infra::FileLock;

namespace {

// The test ends where the file cannot be opened.
FileHandle opened(const QString& path)
{
    auto file = infra::openFile(path, O_RDWR | O_CREAT);
    if (!file)
        qFatal("%s", qPrintable(base::toLogLine(file.error())));
    return std::move(file).value();
}

} // namespace

// The lock that the journal and the files of the config directory share. That it holds against other processes, and is
// let go of by one that dies, is tested where it is used.
class TestFileLock final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
        m_path = m_directory->filePath(QStringLiteral("file"));
    }

    void whoMayHoldItTogether_data()
    {
        QTest::addColumn<bool>("first"); // exclusive
        QTest::addColumn<bool>("second");
        QTest::addColumn<bool>("together");
        QTest::newRow("two that write") << true << true << false;
        QTest::newRow("one that reads while the other writes") << true << false << false;
        QTest::newRow("one that writes while the other reads") << false << true << false;
        QTest::newRow("two that read") << false << false << true;
    }
    void whoMayHoldItTogether()
    {
        QFETCH(bool, first);
        QFETCH(bool, second);
        const FileHandle one = opened(m_path);
        const FileHandle other = opened(m_path);
        {
            const auto held = FileLock::acquire(one.get(), first, 0ms, m_path);
            QVERIFY(held.ok());
            const auto asked = FileLock::acquire(other.get(), second, 0ms, m_path);
            QTEST(asked.ok(), "together");
            if (!asked)
                QVERIFY(asked.error().code == base::ErrorCode::Busy && asked.error().subject == m_path);
        }
        QVERIFY(FileLock::acquire(other.get(), true, 0ms, m_path).ok());
        QVERIFY(one && other); // its files stay the caller's
    }

    void itIsWaitedForUpToALimit()
    {
        const auto held = FileLock::acquireBeside(m_path, 0ms);
        QVERIFY(held.ok());
        QElapsedTimer timer;
        timer.start();
        const auto late = FileLock::acquireBeside(m_path, 30ms);
        QVERIFY(timer.elapsed() >= 30);
        QVERIFY(!late.ok());
        QCOMPARE(late.error().code, base::ErrorCode::Busy);
        QCOMPARE(late.error().subject, m_path);
        QVERIFY2(late.error().detail.contains(m_path + QStringLiteral(".lock")) &&
                     late.error().detail.contains(QStringLiteral("30 ms")),
                 qPrintable(late.error().detail));
    }

    void whoWaitsGetsItInTime()
    {
        std::atomic<bool> isWaiting{false};
        bool got = false;
        std::thread other;
        {
            const auto held = FileLock::acquireBeside(m_path, 0ms);
            QVERIFY(held.ok());
            other = std::thread([&] {
                isWaiting = true;
                got = FileLock::acquireBeside(m_path, 20s).ok();
            });
            while (!isWaiting)
                std::this_thread::yield();
        }
        other.join();
        QVERIFY(got);
    }

    // Whoever removed it would let two in.
    void theFileBesideStaysAndIsEmpty()
    {
        const QString beside = m_path + QStringLiteral(".lock");
        for (int i = 0; i < 2; ++i) {
            QVERIFY(FileLock::acquireBeside(m_path, 0ms).ok());
            QFile file(beside);
            QVERIFY(file.exists());
            QCOMPARE(file.size(), 0);
        }
        QVERIFY(!QFile::exists(m_path)); // of that nothing is asked
    }

    void itMovesWithItsOwner()
    {
        auto first = FileLock::acquireBeside(m_path, 0ms);
        QVERIFY(first.ok());
        {
            const FileLock second = std::move(first).value();
            QVERIFY(!FileLock::acquireBeside(m_path, 0ms).ok());
        }
        QVERIFY(FileLock::acquireBeside(m_path, 0ms).ok());
    }

    void whatTheSystemSays()
    {
        const QString nowhere = m_directory->filePath(QStringLiteral("no/file"));
        const auto asked = FileLock::acquireBeside(nowhere, 0ms);
        QVERIFY(!asked.ok());
        QCOMPARE(asked.error().code, base::ErrorCode::NotFound);
        QCOMPARE(asked.error().subject, nowhere + QStringLiteral(".lock"));
        const auto closed = FileLock::acquire(-1, true, 1s, m_path);
        QVERIFY(!closed.ok());
        QVERIFY(closed.error().code != base::ErrorCode::Busy);
        QCOMPARE(closed.error().subject, m_path);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_file_lock.moc"
