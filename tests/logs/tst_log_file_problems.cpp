#include "domain/log/log_reader.h"
#include "infra/logfile/log_file_loader.h"
#include "infra/logfile/log_file_problem.h"
#include "infra/logfile/log_file_source.h"
#include "infra/logfile/read_mark.h"
#include "infra/posix/file_name.h"
#include "store_contents.h"
#include "support/test_case.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ops;
using namespace ops::domain;
using infra::LogFileLoader;
using infra::LogFileSource;
using test::contents;

namespace {

// Lines of one length, each of which says which text it is of.
std::string lines(const std::string& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text + " line " + std::to_string(1'000'000 + i) + '\n';
    return all;
}

// No more descriptors than that, for a while.
class DescriptorLimit {
public:
    explicit DescriptorLimit(rlim_t count)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit limit{count, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    DescriptorLimit(const DescriptorLimit&) = delete;
    DescriptorLimit& operator=(const DescriptorLimit&) = delete;

private:
    rlimit m_before{};
};

// The loader on the thread of the test, until it has caught up.
struct Loading {
    std::shared_ptr<LogStore> store = std::make_shared<LogStore>();
    std::vector<base::Error> failed;
    std::function<void()> meanwhile; // whenever there are more lines

    void run(const QStringList& paths)
    {
        LogFileLoader* running = nullptr;
        LogFileLoader::Events events;
        events.failed = [this](const base::Error& error) { failed.push_back(error); };
        events.mapped = [](const auto&) {};
        events.caughtUp = [&] { running->stop(); };
        events.grew = [this] {
            if (meanwhile)
                meanwhile();
        };
        LogFileLoader loader(paths, store, events);
        running = &loader;
        loader.run();
    }
};

} // namespace

// What is said of files that are not read, or no longer.
class TestLogFileProblems final : public test::TestCase {
    Q_OBJECT

private:
    QString pathOf(const QString& name) const { return m_directory.filePath(name); }
    QString write(const QString& name, const std::string& bytes) const
    {
        QFile file(pathOf(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return file.fileName();
    }
    // In place, as `cat other > path` does.
    static bool overwrite(const QString& path, const std::string& bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered) &&
               file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size());
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    // The rest of the program needs some: without one to wake a thread up with it ended.
    void descriptorsAreLeftToOthers()
    {
        constexpr int files = 150;
        QStringList paths;
        for (int i = 0; i < files; ++i)
            paths << write(QStringLiteral("many%1.log").arg(i), "line\n");
        const DescriptorLimit limit(128);
        Loading loading;
        std::vector<int> others;
        loading.meanwhile = [&others] {
            while (others.size() < 40)
                others.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        };
        loading.run(paths);
        for (const int fd : others) {
            QVERIFY(fd >= 0);
            ::close(fd);
        }
        QVERIFY(others.size() == 40);
        const qsizetype read = static_cast<qsizetype>(contents(*loading.store).size()) / 5;
        QVERIFY2(read > 20 && read <= 64, qPrintable(QString::number(read)));
        // Once, not for each of them.
        QCOMPARE(loading.failed.size(), size_t{1});
        const base::Error& error = loading.failed.front();
        QCOMPARE(error.code, base::ErrorCode::LeftOut);
        QCOMPARE(error.subject, paths.at(read));
        QVERIFY2(error.detail.contains(QStringLiteral("this one and %1 more are not read").arg(files - read - 1)),
                 qPrintable(error.detail));
        QVERIFY(error.detail.contains(QStringLiteral("too many files are open")));
        QVERIFY(error.detail.contains(QStringLiteral("ulimit -Hn")));
        QVERIFY(infra::tooManyFiles({QStringLiteral("a")}, 1).detail.startsWith(QStringLiteral("not read: too many")));
    }

    void whatIsOverwrittenIsSaidToBe_data()
    {
        QTest::addColumn<bool>("alone"); // and so mapped
        QTest::addColumn<int>("count");
        for (const bool alone : {true, false}) {
            const auto row = [alone](const char* what, int count) {
                QTest::addRow("%s, %s", alone ? "alone" : "of two", what) << alone << count;
            };
            row("as long as it was", 100);
            row("longer", 150);
            row("much longer", 200'000);
        }
    }
    void whatIsOverwrittenIsSaidToBe()
    {
        QFETCH(bool, alone);
        QFETCH(int, count);
        const std::string before = lines("old", 100);
        const QString path = write(QStringLiteral("over.log"), before);
        QStringList paths{path};
        if (!alone)
            paths << write(QStringLiteral("empty.log"), {});
        LogFileSource source(paths);
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(overwrite(path, lines("new", count)));
        QTRY_COMPARE(failed.size(), 1);
        // Between emptying and writing it may have been looked at, which is the other half of the same.
        const auto error = failed.first().first().value<base::Error>();
        QVERIFY2(error == infra::overwritten(path, alone) || error == infra::madeShorter(path, alone),
                 qPrintable(base::toLogLine(error)));
        QCOMPARE(error.code, base::ErrorCode::Changed);
        // Of the other text nothing is added: no line is half of one and half of the other.
        QTest::qWait(700);
        const std::string held = contents(*source.store());
        QCOMPARE(held.size(), before.size());
        QVERIFY(alone || held == before);
        QCOMPARE(failed.size(), 1);
    }

    // Bytes that were read while somebody was overwriting the file are not taken either.
    void whatIsOverwrittenWhileItIsReadIsNotMixed()
    {
        const std::string before = lines("old", 60'000);
        const QString path = write(QStringLiteral("while.log"), before);
        Loading loading;
        bool done = false;
        loading.meanwhile = [&] {
            if (!std::exchange(done, true))
                QVERIFY(overwrite(path, lines("new", 80'000)));
        };
        loading.run({path, write(QStringLiteral("empty.log"), {})});
        QVERIFY(done);
        const std::string held = contents(*loading.store);
        QVERIFY(!held.empty() && before.starts_with(held));
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front(), infra::overwritten(path, false));
    }

    // Whoever only adds to it, or touches it, has not overwritten it.
    void whatIsAddedIsNoOtherText()
    {
        const std::string before = lines("old", 5);
        const QString path = write(QStringLiteral("added.log"), before);
        LogFileSource source({path, write(QStringLiteral("empty.log"), {})});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        std::string all = before;
        for (const std::string& more : {lines("more", 3), lines("much", 100), lines("most", 20'000)}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
            file.write(more.data(), static_cast<qint64>(more.size()));
            file.close();
            QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), nullptr, 0), 0);
            all += more;
            QTRY_VERIFY(contents(*source.store()) == all);
        }
        QCOMPARE(failed.size(), 0);
    }

    void aMarkKnowsItsFile()
    {
        const std::string text = lines("text", 200);
        const QString path = write(QStringLiteral("mark.log"), text);
        const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
        QVERIFY(fd >= 0);
        for (const size_t piece : {size_t{1}, size_t{700}, size_t{1024}, text.size()}) {
            infra::ReadMark mark;
            QVERIFY(mark.standsIn(fd)); // nothing was read
            for (size_t at = 0; at < text.size(); at += piece)
                mark.add(static_cast<qint64>(at), std::string_view(text).substr(at, piece));
            QVERIFY(mark.standsIn(fd));
            for (const size_t at : {size_t{0}, infra::ReadMark::mostBytes - 1, text.size() - 1}) {
                QCOMPARE(::pwrite(fd, "#", 1, static_cast<off_t>(at)), 1);
                QVERIFY(!mark.standsIn(fd));
                QCOMPARE(::pwrite(fd, text.data() + at, 1, static_cast<off_t>(at)), 1);
                QVERIFY(mark.standsIn(fd));
            }
        }
        ::close(fd);
    }

    void whatIsCompressedIsNotShownAsText_data()
    {
        QTest::addColumn<QByteArray>("begins");
        QTest::addColumn<QString>("tool"); // empty: it is text
        const auto row = [](const char* what, const QByteArray& begins, const char* tool) {
            QTest::newRow(what) << begins << QString::fromLatin1(tool);
        };
        row("gzip", QByteArray("\x1f\x8b\x08\x00", 4), "(gzip): unpack it first, e.g. zcat FILE");
        row("zstd", "\x28\xb5\x2f\xfd", "(zstd): unpack it first, e.g. zstdcat FILE");
        row("xz", QByteArray("\xfd\x37\x7a\x58\x5a\x00", 6), "(xz): unpack it first, e.g. xzcat FILE");
        row("bzip2", "BZh9\x31\x41\x59\x26", "(bzip2): unpack it first, e.g. bzcat FILE");
        row("nothing in bzip2", "BZh9\x17\x72\x45\x38", "(bzip2): unpack it first, e.g. bzcat FILE");
        row("the letters alone", "BZh is a word", "");
        row("one byte of it", "\x1f", "");
    }
    void whatIsCompressedIsNotShownAsText()
    {
        QFETCH(QByteArray, begins);
        QFETCH(QString, tool);
        const std::string bytes = begins.toStdString() + "and so on\n";
        const QString path = write(QStringLiteral("z.log"), bytes);
        const QString fifo = pathOf(QStringLiteral("z.fifo"));
        QVERIFY(::mkfifo(QFile::encodeName(fifo).constData(), 0600) == 0 || errno == EEXIST);
        for (const QString& from : {path, fifo}) {
            const int writer = from == fifo ? ::open(QFile::encodeName(fifo).constData(), O_RDWR | O_CLOEXEC) : -1;
            if (writer >= 0)
                QCOMPARE(::write(writer, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
            LogFileSource source({from, write(QStringLiteral("empty.log"), {})});
            QSignalSpy failed(&source, &app::LogSourcePort::failed);
            source.start();
            if (tool.isEmpty()) {
                QTRY_COMPARE(contents(*source.store()), bytes);
                QCOMPARE(failed.size(), 0);
            } else {
                QTRY_COMPARE(failed.size(), 1);
                const auto error = failed.first().first().value<base::Error>();
                QCOMPARE(error.code, base::ErrorCode::LeftOut);
                QCOMPARE(error.subject, from);
                QVERIFY2(error.detail.contains(tool), qPrintable(error.detail));
                QVERIFY(error.detail.endsWith(QStringLiteral("| titan-ops-console --logs -")));
                QCOMPARE(contents(*source.store()), "");
            }
            if (writer >= 0)
                ::close(writer);
        }
    }

    void aDirectoryIsSaidToBeOne()
    {
        Loading loading;
        loading.run({m_directory.path(), write(QStringLiteral("beside.log"), "a\n")});
        QCOMPARE(loading.failed.size(), size_t{1});
        QCOMPARE(loading.failed.front(), infra::isDirectory(m_directory.path()));
        QVERIFY(loading.failed.front().detail.contains(QStringLiteral("give the files in it")));
        QCOMPARE(contents(*loading.store), "a\n");
    }

    // The bytes of the command line are those that the file is opened by.
    void aNameThatIsNotUtf8IsOpened()
    {
        const QByteArray bytes = QFile::encodeName(pathOf(QStringLiteral("bad"))) + "\xff.log";
        const int fd = ::open(bytes.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(fd >= 0);
        QCOMPARE(::write(fd, "a\n", 2), 2);
        LogFileSource source({infra::fileNameFromBytes(bytes), write(QStringLiteral("empty.log"), {})});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(contents(*source.store()), "a\n");
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(source.store()->serviceName(reader.line(first).service), std::string_view("bad\\xFF"));
        // Its name is looked at later, too, and said as people can read it.
        QTest::qWait(700);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(::unlink(bytes.constData()), 0);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<base::Error>().subject, pathOf(QStringLiteral("bad\\xFF.log")));
        ::close(fd);
    }
};

QTEST_GUILESS_MAIN(TestLogFileProblems)
#include "tst_log_file_problems.moc"
