#include "domain/log/log_reader.h"
#include "infra/logfile/log_file_loader.h"
#include "infra/logfile/log_file_problem.h"
#include "infra/logfile/log_file_source.h"
#include "infra/logfile/standard_descriptors.h"
#include "store_contents.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace ops;
using namespace ops::domain;
using infra::LogFileLoader;
using infra::LogFileSource;
using test::contents;

namespace {

// A line of `length` bytes with the stamp of that second after some moment in 2026.
std::string line(qint64 second, const std::string& text, size_t length = 100)
{
    std::string made =
        "{\"level\":30,\"time\":" + std::to_string((1'769'796'251 + second) * 1000) + ",\"msg\":\"" + text + ' ';
    made.resize(length - 3, '.');
    return made + "\"}\n";
}

std::string lines(qint64 first, int count, const std::string& text, size_t length = 100)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += line(first + i, text, length);
    return all;
}

// A pipe with a name, and the end of it that is written to.
class Pipe {
public:
    explicit Pipe(QString path)
        : m_path(std::move(path))
    {
        const QByteArray name = QFile::encodeName(m_path);
        if (mkfifo(name.constData(), 0600) == 0)
            m_fd = open(name.constData(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    }
    ~Pipe() { end(); }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    const QString& path() const { return m_path; }
    int fd() const { return m_fd; }
    // How much of it there was room for.
    size_t write(const std::string& bytes) const
    {
        const ssize_t wrote = ::write(m_fd, bytes.data(), bytes.size());
        return wrote > 0 ? static_cast<size_t>(wrote) : 0;
    }
    void end()
    {
        if (m_fd >= 0)
            close(m_fd);
        m_fd = -1;
    }

private:
    QString m_path;
    int m_fd = -1;
};

// Another standard input for a while, or none at all.
class StandardInput {
public:
    explicit StandardInput(const char* path)
        : m_kept(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10))
    {
        close(STDIN_FILENO);
        if (path != nullptr)
            open(path, O_RDONLY);
    }
    ~StandardInput()
    {
        close(STDIN_FILENO);
        if (m_kept >= 0) {
            dup2(m_kept, STDIN_FILENO);
            close(m_kept);
        }
    }
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

private:
    int m_kept;
};

// The loader on the thread of the test, so that whatever a test does meanwhile happens between two of its reads.
struct Loading {
    std::shared_ptr<LogStore> store = std::make_shared<LogStore>();
    std::vector<base::Error> failed;
    std::function<void()> meanwhile; // whenever there are more lines

    // Until there are so many lines whose message begins with `text`.
    void run(const QStringList& paths, int rows, const std::string& text = {})
    {
        LogSeq seen = store->end();
        runUntil(paths, [this, rows, seen, found = 0, begins = "\"msg\":\"" + text]() mutable {
            LogReader reader(*store);
            for (const LogSpan& span = reader.pin(); seen < span.end; seen = seen + 1)
                found += reader.bytes(seen).find(begins) != std::string_view::npos ? 1 : 0;
            return found >= rows;
        });
    }
    // Empty: until it has caught up.
    void runUntil(const QStringList& paths, const std::function<bool()>& enough = {})
    {
        LogFileLoader* running = nullptr;
        LogFileLoader::Events events;
        events.failed = [this](const base::Error& error) { failed.push_back(error); };
        events.mapped = [](const auto&) {};
        events.mapped = [](const auto&) {};
        events.caughtUp = [&] {
            if (!enough)
                running->stop();
        };
        events.grew = [&] {
            if (meanwhile)
                meanwhile();
            if (enough && enough())
                running->stop();
        };
        LogFileLoader loader(paths, store, events);
        running = &loader;
        loader.run();
    }
};

constexpr int patienceMs = 250; // of a merge that does not wait for ever

} // namespace

class TestLogFileLoader final : public test::TestCase {
    Q_OBJECT

private:
    QString pathOf(const char* name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    QString write(const char* name, const std::string& bytes) const
    {
        QFile file(pathOf(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return file.fileName();
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    // 32 pieces of the file, each of which once waited for the pipe as long as patience is: eight seconds.
    void aPipeThatBringsLittleHoldsUpNoFile_data()
    {
        QTest::addColumn<std::string>("ticks");
        QTest::newRow("silent") << std::string();
        QTest::newRow("without stamps") << std::string("tick\n");
        QTest::newRow("of long ago") << line(-1'000'000, "tick");
    }
    void aPipeThatBringsLittleHoldsUpNoFile()
    {
        QFETCH(std::string, ticks);
        constexpr int rows = 80'000;
        const QString file = write("long.log", lines(0, rows, "f"));
        QElapsedTimer timer;
        timer.start();
        Loading().run({file, write("nothing.log", {})}, rows, "f"); // merged too, and waits for nobody
        const qint64 aloneMs = timer.elapsed();
        Pipe pipe(pathOf(QTest::currentDataTag()));
        std::atomic<bool> over{false};
        std::thread ticking([&] {
            while (!over && !ticks.empty()) {
                pipe.write(ticks);
                std::this_thread::sleep_for(std::chrono::milliseconds(patienceMs / 3));
            }
        });
        Loading loading;
        timer.start();
        loading.run({file, pipe.path()}, rows, "f");
        const qint64 tookMs = timer.elapsed();
        over = true;
        ticking.join();
        QVERIFY(loading.failed.empty());
        QVERIFY2(tookMs - aloneMs < 4000, qPrintable(QStringLiteral("%1, alone %2").arg(tookMs).arg(aloneMs)));
    }

    void newerLinesOfAPipeWaitForTheWholeFile()
    {
        const std::string file = lines(0, 40'000, "f");
        const std::string newer = lines(1'000'000, 5, "p");
        Pipe pipe(pathOf("newer"));
        QCOMPARE(pipe.write(newer), newer.size());
        Loading loading;
        QElapsedTimer timer;
        timer.start();
        // Reading takes longer than patience is.
        loading.meanwhile = [] { std::this_thread::sleep_for(std::chrono::milliseconds(patienceMs / 8)); };
        loading.run({write("older.log", file), pipe.path()}, 40'005);
        QVERIFY(timer.elapsed() > patienceMs);
        QVERIFY(contents(*loading.store) == file + newer);
    }

    void aFileWaitsForOlderLinesThatAPipeGoesOnToBring()
    {
        const std::string file = lines(1'000'000, 100, "f");
        std::string older;
        Pipe pipe(pathOf("flows"));
        int pieces = 0;
        const auto bring = [&] {
            if (++pieces > 10) {
                pipe.end();
                return;
            }
            const std::string piece = lines(pieces * 600, 600, "p");
            pipe.write(piece);
            older += piece;
        };
        bring();
        Loading loading;
        loading.meanwhile = [&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(patienceMs / 4));
            bring();
        };
        loading.run({write("late.log", file), pipe.path()}, 6100);
        QCOMPARE(older.size(), size_t{600'000});
        QVERIFY(contents(*loading.store) == older + file);
    }

    // Memory stays bounded: whoever writes to it waits.
    void aPipeIsNotReadFarAheadOfAFile()
    {
        constexpr size_t mebibyte = size_t{1024} * 1024;
        constexpr size_t length = 1000;
        Pipe pipe(pathOf("floods"));
        fcntl(pipe.fd(), F_SETPIPE_SZ, static_cast<int>(mebibyte)); // as much at a time as can be
        const std::string flood = lines(1'000'000, 250, "p", length);
        size_t taken = 0;
        Loading loading;
        loading.meanwhile = [&] {
            while (const size_t wrote = pipe.write(flood))
                taken += wrote;
        };
        loading.run({write("far.log", lines(0, 40'000, "f", length)), pipe.path()}, 40'000, "f");
        QVERIFY(taken > LogIngest::mostHeldBytes / 2);
        QVERIFY2(taken < LogIngest::mostHeldBytes + 3 * mebibyte, qPrintable(QString::number(taken)));
    }

    void whatIsGivenTwiceIsReadOnce_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("again");
        const QString file = write("twice.log", "a\nb\n");
        QFile::link(file, pathOf("link.log"));
        QTest::newRow("the same name") << file << file;
        QTest::newRow("another name") << file << pathOf("link.log");
        QTest::newRow("standard input too") << QStringLiteral("-") << file;
    }
    void whatIsGivenTwiceIsReadOnce()
    {
        QFETCH(QString, path);
        QFETCH(QString, again);
        const StandardInput input(QFile::encodeName(pathOf("twice.log")).constData());
        Loading loading;
        loading.runUntil({path, again});
        QCOMPARE(contents(*loading.store), "a\nb\n");
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front().code, base::ErrorCode::LeftOut);
        QCOMPARE(loading.failed.front().subject, again);
        QVERIFY(loading.failed.front().detail.contains(QStringLiteral("it is read once")));
        QCOMPARE(loading.failed.front().detail.contains(path), path != again);
    }

    // Two readers of one pipe would each get parts of its lines.
    void aPipeThatIsGivenTwiceIsReadOnce()
    {
        Pipe pipe(pathOf("torn"));
        const std::string two = lines(0, 2, "p");
        QCOMPARE(pipe.write(two), two.size());
        Loading loading;
        loading.run({pipe.path(), pipe.path()}, 2);
        QCOMPARE(contents(*loading.store), two);
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front().code, base::ErrorCode::LeftOut);
    }

    void devicesAreNotTakenForOneAnother()
    {
        const StandardInput input("/dev/null");
        Loading loading;
        loading.runUntil({QStringLiteral("-"), QStringLiteral("/dev/null"), write("beside.log", "a\n")});
        QVERIFY(loading.failed.empty());
        QCOMPARE(contents(*loading.store), "a\n");
    }

    void aStandardInputThatIsClosedIsSaidToBe_data()
    {
        QTest::addColumn<bool>("filled");
        QTest::newRow("as it came") << false;
        QTest::newRow("as main() leaves it") << true;
    }
    void aStandardInputThatIsClosedIsSaidToBe()
    {
        QFETCH(bool, filled);
        QVERIFY(!write("free.log", "nobody's\n").isEmpty());
        Loading loading;
        int next = -1;
        {
            const StandardInput input(nullptr);
            if (filled)
                infra::fillStandardDescriptors();
            // Without it a file of our own is standard input now.
            next = open(QFile::encodeName(pathOf("free.log")).constData(), O_WRONLY | O_CLOEXEC);
            loading.runUntil({QStringLiteral("-")});
            if (next > STDERR_FILENO)
                close(next);
        }
        QCOMPARE(next == STDIN_FILENO, !filled);
        QCOMPARE(contents(*loading.store), "");
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front(), infra::standardInputClosed(QStringLiteral("-")));
        QCOMPARE(loading.failed.front().code, base::ErrorCode::LeftOut);
        QVERIFY(loading.failed.front().detail.contains(QStringLiteral("COMMAND | titan-ops-console --logs -")));
    }

    // To a length that had not been reached yet: it ends where reading does.
    void aFileThatIsCutShortWhileItIsReadIsSaidToBe()
    {
        const std::string older = lines(0, 20'000, "o");
        const std::string newer = lines(1'000'000, 10'000, "n");
        const QString cut = write("cut.log", newer);
        constexpr qint64 left = 400'000;
        Loading loading;
        loading.meanwhile = [&] {
            if (QFile(cut).size() > left)
                QFile::resize(cut, left);
        };
        loading.runUntil({write("whole.log", older), cut});
        QVERIFY(contents(*loading.store) == older + newer.substr(0, left));
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front(), infra::madeShorter(cut, false));
    }

    void aFileWhoseNameIsAnothersIsSaidToBe_data()
    {
        QTest::addColumn<QString>("done");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::newRow("replaced") << QStringLiteral("replace") << base::ErrorCode::LeftOut;
        QTest::newRow("renamed") << QStringLiteral("rename") << base::ErrorCode::NotFound;
        QTest::newRow("removed") << QStringLiteral("remove") << base::ErrorCode::NotFound;
    }
    void aFileWhoseNameIsAnothersIsSaidToBe()
    {
        QFETCH(QString, done);
        QFETCH(base::ErrorCode, code);
        const QString path = write("rotated.log", "a\n");
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered));
        LogFileSource source({path});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(failed.size(), 0);
        const QByteArray name = QFile::encodeName(path);
        if (done == QLatin1String("replace"))
            QCOMPARE(std::rename(QFile::encodeName(write("new.log", "new\n")).constData(), name.constData()), 0);
        if (done == QLatin1String("rename"))
            QCOMPARE(std::rename(name.constData(), QFile::encodeName(pathOf("rotated.log.1")).constData()), 0);
        if (done == QLatin1String("remove"))
            QCOMPARE(unlink(name.constData()), 0);
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.code, code);
        QCOMPARE(error.subject, path);
        QVERIFY(error.detail.contains(QStringLiteral("open it again")));
        // Whoever has it open may still write to it.
        for (const char* more : {"b\n", "c\n"}) {
            const std::string before = contents(*source.store());
            QCOMPARE(old.write(more), qint64{2});
            QTRY_COMPARE(contents(*source.store()), before + more);
        }
        QCOMPARE(failed.size(), 1);
    }

    // The last line of a piece that is read at a time; what comes after it shows that its stamp is wrong.
    void aWrongStampTakesNoLinesToTheEnd()
    {
        constexpr size_t length = 64;
        constexpr int atATime = 256 * 1024 / static_cast<int>(length);
        constexpr qint64 tenYears = qint64{3652} * 24 * 3600;
        std::string one;
        std::string two;
        std::vector<std::string> merged;
        for (int i = 0; i < 3 * atATime; ++i) {
            const bool wrong = i == atATime - 1;
            const std::string ofOne = line(wrong ? tenYears : qint64{2} * i, wrong ? "wrong" : "one", length);
            const std::string ofTwo = line(qint64{2} * i + 1, "two", length);
            // It counts as of the moment of the line before, which the other's comes after.
            merged.insert(merged.end() - (wrong ? 1 : 0), ofOne);
            merged.push_back(ofTwo);
            one += ofOne;
            two += ofTwo;
        }
        std::string expected;
        for (const std::string& each : merged)
            expected += each;
        Loading loading;
        loading.runUntil({write("one.log", one), write("two.log", two)});
        QVERIFY(contents(*loading.store) == expected);
    }
};

QTEST_GUILESS_MAIN(TestLogFileLoader)
#include "tst_log_file_loader.moc"
