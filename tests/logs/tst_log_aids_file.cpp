#include "infra/settings/log_aids_file.h"
#include "support/file_size_limit.h"
#include "support/test_case.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace ops;

namespace {

// Another process that has locked a file, until it is killed.
class OtherProgram {
public:
    explicit OtherProgram(const QString& path)
    {
        const QByteArray name = QFile::encodeName(path);
        int ready[2];
        if (::pipe2(ready, O_CLOEXEC) != 0)
            return;
        m_pid = ::fork();
        if (m_pid == 0) {
            // Only what is safe in the child of a program that may have threads.
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // not left behind when the test is ended
            const int fd = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            if (fd < 0 || ::flock(fd, LOCK_EX) != 0 || ::write(ready[1], "x", 1) != 1)
                ::_exit(1);
            for (;;)
                ::pause();
        }
        ::close(ready[1]);
        char word = 0;
        m_holds = m_pid > 0 && ::read(ready[0], &word, 1) == 1;
        ::close(ready[0]);
    }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;
    ~OtherProgram() { die(); }

    bool holds() const { return m_holds; }
    void die()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(std::exchange(m_pid, -1), nullptr, 0);
    }

private:
    pid_t m_pid = -1;
    bool m_holds = false;
};

} // namespace

class TestLogAidsFile final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
        m_root = m_home->filePath(QStringLiteral("config"));
        m_path = m_root + QStringLiteral("/log-aids.json");
        m_lock = m_path + QStringLiteral(".lock");
    }
    static domain::LogAids some()
    {
        return {{{QStringLiteral("panics"), domain::LogFilter::panics()}},
                {{QStringLiteral("order"), domain::HighlightColour::Teal, true}}};
    }
    void put(const QByteArray& bytes) const
    {
        QVERIFY(QDir().mkpath(m_root));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void nothingKeptYet()
    {
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == domain::LogAids());
    }

    void whatIsSavedIsReadByTheNextStart()
    {
        const auto kept = keep(some());
        QVERIFY(kept.ok());
        QVERIFY(*kept == some());
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

    void whatIsThereIsChanged()
    {
        QVERIFY(keep(some()).ok());
        const auto kept = infra::LogAidsFile(m_root).change([](domain::LogAids& aids) {
            aids.highlights.clear();
            return std::optional<base::Error>();
        });
        QVERIFY(kept.ok());
        QVERIFY(kept->highlights.empty() && kept->filters == some().filters);
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == *kept);
    }

    void aChangeThatIsRefusedWritesNothing()
    {
        QVERIFY(keep(some()).ok());
        const QByteArray before = bytes();
        const base::Error tooMany{base::ErrorCode::TooLarge, QStringLiteral("20 are the most"), QStringLiteral("x")};
        const auto kept = infra::LogAidsFile(m_root).change([&](domain::LogAids& aids) {
            aids = {};
            return std::optional(tooMany);
        });
        QVERIFY(!kept.ok());
        QVERIFY(kept.error() == tooMany);
        QCOMPARE(bytes(), before);
        QVERIFY(keep({}).ok()); // it holds nothing back
    }

    void aBrokenFileIsNamed()
    {
        const QByteArray broken = R"({"filters":[{"name":"n","filter":{"minLevel":"loud"}}]})";
        put(broken);
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, base::ErrorCode::InvalidInput);
        const QString said = base::toLogLine(loaded.error());
        QVERIFY2(said.contains(m_path) && said.contains(QStringLiteral("minLevel")) &&
                     said.contains(QStringLiteral("loud")),
                 qPrintable(said));
        const auto kept = keep(some());
        QVERIFY(!kept.ok());
        QVERIFY(kept.error() == loaded.error());
        QCOMPARE(bytes(), broken);
    }

    // Many long filters, each of them allowed.
    void whatCouldNotBeReadAgainIsNotWritten()
    {
        QVERIFY(keep(some()).ok());
        domain::LogAids many = some();
        const QString text(3000, QLatin1Char('x'));
        for (int i = 0; i < 400; ++i) {
            many.filters.push_back({QString::number(i), {}});
            many.filters.back().filter.exclude.push_back({text, {}});
        }
        const auto kept = keep(many);
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().code, base::ErrorCode::TooLarge);
        QCOMPARE(kept.error().subject, m_path);
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

    void aFullDiskLeavesWhatWasThere()
    {
        QVERIFY(keep(some()).ok());
        domain::LogAids more = some();
        more.highlights.front().text = QString(150, QLatin1Char('x'));
        {
            const test::FileSizeLimit full(20);
            const auto saved = keep(more);
            QVERIFY(!saved.ok());
            QCOMPARE(saved.error().code, base::ErrorCode::NoSpace);
        }
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

    // Being told that the other one is at it is no loss; being told that it was kept is a promise.
    void twoConsolesAtFullSpeedLoseNothing()
    {
        constexpr int each = 200;
        struct Done {
            int kept = 0;
            std::optional<base::Error> failed;
        };
        const auto keepAll = [root = m_root](const QString& console, Done& done) {
            int& kept = done.kept;
            infra::LogAidsFile file(root);
            const QDeadlineTimer enough(std::chrono::seconds(45)); // each of them waits for the disk
            while (kept < each && !enough.hasExpired()) {
                const auto changed = file.change([&](domain::LogAids& aids) {
                    aids.filters.push_back(
                        {QStringLiteral("%1 %2").arg(console).arg(kept), domain::LogFilter::panics()});
                    return std::optional<base::Error>();
                });
                if (changed) {
                    ++kept;
                } else if (changed.error().code != base::ErrorCode::Busy) {
                    done.failed = changed.error();
                    return;
                }
            }
        };
        Done byOne;
        Done byOther;
        std::thread one([&] { keepAll(QStringLiteral("one"), byOne); });
        std::thread other([&] { keepAll(QStringLiteral("other"), byOther); });
        one.join();
        other.join();
        for (const Done* done : {&byOne, &byOther}) {
            QVERIFY2(!done->failed, done->failed ? qPrintable(base::toLogLine(*done->failed)) : "");
            QVERIFY(done->kept > 0); // all of them, where the disk is quick enough
        }
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY2(loaded.ok(), loaded ? "" : qPrintable(base::toLogLine(loaded.error())));
        QStringList names;
        for (const domain::NamedLogFilter& named : loaded->filters)
            names << named.name;
        const auto stands = [&](const char* console, int kept) {
            for (int i = 0; i < kept; ++i)
                QCOMPARE(names.count(QStringLiteral("%1 %2").arg(QLatin1String(console)).arg(i)), 1);
        };
        stands("one", byOne.kept);
        stands("other", byOther.kept);
        QCOMPARE(names.size(), byOne.kept + byOther.kept);
    }

    void whatAnotherProgramHoldsIsLeftAlone()
    {
        QVERIFY(keep(some()).ok());
        const QByteArray before = bytes();
        OtherProgram other(m_lock);
        QVERIFY(other.holds());
        QElapsedTimer timer;
        timer.start();
        bool asked = false;
        const auto kept = infra::LogAidsFile(m_root).change([&](domain::LogAids& aids) {
            asked = true;
            aids = {};
            return std::optional<base::Error>();
        });
        // A frame, and as much as a busy machine may add.
        QVERIFY2(timer.elapsed() >= 15 && timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().code, base::ErrorCode::Busy);
        QCOMPARE(kept.error().subject, m_path);
        const QString said = base::toLogLine(kept.error());
        QVERIFY2(said.contains(m_lock) && said.contains(QStringLiteral("15 ms")), qPrintable(said));
        QVERIFY(!asked);
        QCOMPARE(bytes(), before);
        // To read it nobody waits.
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
        other.die();
        QVERIFY(keep({}).ok());
    }

    void whatADeadProgramHeldIsTakenOver()
    {
        QVERIFY(QDir().mkpath(m_root));
        OtherProgram other(m_lock);
        QVERIFY(other.holds());
        other.die();
        QVERIFY(QFile::exists(m_lock));
        QVERIFY(keep(some()).ok());
        const auto loaded = infra::LogAidsFile(m_root).load();
        QVERIFY(loaded.ok());
        QVERIFY(*loaded == some());
    }

    // Without the lock nothing is written.
    void aLockThatCannotBeHadIsNamed()
    {
        QVERIFY(QDir().mkpath(m_lock));
        const auto kept = keep(some());
        QVERIFY(!kept.ok());
        QCOMPARE(kept.error().code, base::ErrorCode::InvalidInput);
        QCOMPARE(kept.error().subject, m_lock);
        QVERIFY(!QFile::exists(m_path));
    }

private:
    base::Result<domain::LogAids> keep(const domain::LogAids& wanted) const
    {
        return infra::LogAidsFile(m_root).change([&](domain::LogAids& aids) {
            aids = wanted;
            return std::optional<base::Error>();
        });
    }
    QByteArray bytes() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_root;
    QString m_path;
    QString m_lock;
};

QTEST_GUILESS_MAIN(TestLogAidsFile)
#include "tst_log_aids_file.moc"
