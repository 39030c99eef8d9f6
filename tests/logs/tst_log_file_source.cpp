#include "domain/log/log_reader.h"
#include "infra/logfile/log_file_names.h"
#include "infra/logfile/log_file_source.h"
#include "infra/logfile/mapped_file.h"
#include "naive_log.h"
#include "store_contents.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ops;
using namespace ops::domain;
using infra::LogFileSource;
using test::contents;

namespace {

bool append(const QString& path, const std::string& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Append) &&
           file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size());
}

std::string_view serviceAt(const LogReader& reader, LogSeq seq)
{
    return reader.store().serviceName(reader.line(seq).service);
}

} // namespace

class TestLogFileSource final : public test::TestCase {
    Q_OBJECT

private:
    QString write(const QString& name, const std::string& bytes)
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return file.fileName();
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void aFileIsThereByteForByte_data()
    {
        QTest::addColumn<std::string>("bytes");
        QTest::newRow("lines") << std::string("{\"level\":50,\"msg\":\"a\"}\nplain\n");
        QTest::newRow("no last ending") << std::string("a\nb");
        QTest::newRow("CRLF, NUL, not UTF-8") << std::string("a\r\n\0\xff\n\n", 7);
        QTest::newRow("one long line") << std::string(5 * 1024 * 1024, 'x');
        QRandomGenerator random(3);
        std::string many;
        for (int i = 0; i < 300'000; ++i)
            many += test::randomBytes(random, random.bounded(20)) + '\n';
        QTest::newRow("many") << many;
        std::string wide;
        for (int i = 0; i < 80; ++i)
            wide += std::string(1024 * 1024, static_cast<char>('a' + i % 26)) + '\n';
        QTest::newRow("more than one piece") << wide;
        QTest::newRow("empty") << std::string();
    }
    void aFileIsThereByteForByte()
    {
        QFETCH(std::string, bytes);
        const QString path = write(QStringLiteral("saved.log"), bytes);
        LogFileSource source({path});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
        QCOMPARE(failed.size(), 0);
        QVERIFY(contents(*source.store()) == bytes);
        QCOMPARE(source.store()->readEnd(), source.store()->end());
    }

    void linesAreRead()
    {
        const QString path = write(QStringLiteral("read.log"),
                                   "{\"level\":50,\"time\":1769796251207,\"service\":\"titan-brain\",\"msg\":\"m\"}\n"
                                   "    at x\n");
        LogFileSource source({path});
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.tag(first).level, LogLevel::Error);
        QCOMPARE(reader.time(first).utcMs, 1'769'796'251'207);
        QCOMPARE(source.store()->serviceName(reader.line(first).service), std::string_view("titan-brain"));
        QCOMPARE(reader.headOf(first + 1), first);
    }

    void whatCannotBeOpenedIsNamed_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::newRow("missing") << m_directory.filePath(QStringLiteral("missing")) << base::ErrorCode::NotFound;
        QTest::newRow("a directory") << m_directory.path() << base::ErrorCode::LeftOut;
    }
    void whatCannotBeOpenedIsNamed()
    {
        QFETCH(QString, path);
        QFETCH(base::ErrorCode, code);
        const QString other = write(QStringLiteral("other.log"), "still read\n");
        LogFileSource source({path, other});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.code, code);
        QCOMPARE(error.subject, path);
        QCOMPARE(contents(*source.store()), "still read\n");
    }

    void severalFilesAreMergedByTime()
    {
        const auto line = [](int ms, const char* text) {
            return "{\"level\":30,\"time\":" + std::to_string(1'769'796'251'000 + ms) + ",\"msg\":\"" + text + "\"}\n";
        };
        std::string brain;
        std::string nats;
        std::vector<std::string> all(60'000);
        for (int i = 0; i < 60'000; ++i) {
            all[static_cast<size_t>(i)] = line(i, "x");
            // Long stretches of one, then of the other: longer than what is read at a time.
            (i / 10'000 % 2 == 0 ? brain : nats) += all[static_cast<size_t>(i)];
        }
        LogFileSource source(
            {write(QStringLiteral("titan-brain.log"), brain), write(QStringLiteral("nats.log"), nats)});
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
        std::string expected;
        for (const std::string& one : all)
            expected += one;
        QVERIFY(contents(*source.store()) == expected);
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(source.store()->serviceName(reader.line(first).service), std::string_view("titan-brain"));
        QCOMPARE(source.store()->serviceName(reader.line(first + 10'000).service), std::string_view("nats"));
    }

    void namesTellFilesApart_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* what, const char* paths, const char* names) {
            QTest::newRow(what) << QString::fromLatin1(paths).split(QLatin1Char(' '))
                                << QString::fromLatin1(names).split(QLatin1Char(' '));
        };
        row("nothing to tell apart", "/l/titan-brain.log /l/nats.txt", "titan-brain nats");
        row("directories", "/l/mon/titan-brain.log /l/tue/titan-brain.log /l/mon/nats.log",
            "mon/titan-brain tue/titan-brain nats");
        row("directories above", "/a/mon/x.log /b/mon/x.log", "a/mon/x b/mon/x");
        row("endings", "/l/x.log /l/x.txt", "x.log x.txt");
        row("both", "/l/mon/x.log /l/mon/x.txt /l/tue/x.log", "mon/x x.txt tue/x");
        row("one like another's ending", "/l/x.log /l/x.txt /l/x.log.1", "l/x x.txt x.log.1");
        row("one in the other", "/x.log /a/x.log", "/x.log a/x");
        row("twice the same", "/l/x.log /l/./x.log", "x x");
        row("standard input", "- /l/stdin.log", "stdin stdin.log");
        row("nothing but an ending", "/l/.log /m/.log", "l/.log m/.log");
    }
    void namesTellFilesApart()
    {
        QFETCH(QStringList, paths);
        QStringList names;
        for (const std::string& name : infra::logFileNames(paths))
            names << QString::fromStdString(name);
        QTEST(names, "names");
    }

    void filesOfOneNameAreToldApart()
    {
        QVERIFY(QDir(m_directory.path()).mkpath(QStringLiteral("mon")) &&
                QDir(m_directory.path()).mkpath(QStringLiteral("tue")));
        LogFileSource source({write(QStringLiteral("mon/night.log"), "2026-01-30T18:04:11Z  INFO a\n"),
                              write(QStringLiteral("tue/night.log"), "2026-01-30T18:04:12Z  INFO b\n"
                                                                     "titan-brain  | 2026-01-30T18:04:13Z  INFO c\n")});
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(serviceAt(reader, first), std::string_view("mon/night"));
        QCOMPARE(serviceAt(reader, first + 1), std::string_view("tue/night"));
        QCOMPARE(serviceAt(reader, first + 2), std::string_view("titan-brain"));
    }

    // As `tail -f` does; what is added belongs to what was there.
    void aFileThatGrowsIsFollowed()
    {
        const std::string head = "{\"level\":50,\"time\":1769796251207,\"msg\":\"m\"}\n";
        const QString path = write(QStringLiteral("grows.log"), head);
        LogFileSource source({path});
        QSignalSpy grew(&source, &app::LogSourcePort::grew);
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        grew.clear();
        std::string all = head;
        std::string more = "    at x (file:///app/y.js:3:1)\n";
        for (int i = 0; i < 3; ++i) {
            QVERIFY(append(path, more));
            all += more;
            QTRY_COMPARE(contents(*source.store()), all);
            more = "line\r\n" + std::string(600'000, 'y') + '\n';
        }
        QTRY_VERIFY(!grew.isEmpty());
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(reader.headOf(first + 1), first);
        QCOMPARE(reader.span().rows(), 6);
        QCOMPARE(reader.span().readEnd, reader.span().end);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(failed.size(), 0);
    }

    void anEmptyFileThatGrowsIsFollowed()
    {
        const QString path = write(QStringLiteral("begins.log"), {});
        LogFileSource source({path});
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(append(path, "a\n"));
        QTRY_COMPARE(contents(*source.store()), "a\n");
    }

    // Whether the rest of it comes soon or late: it is one line.
    void halfALineIsCompleted()
    {
        const QString path = write(QStringLiteral("half.log"), "first\nhalf a ");
        LogFileSource source({path});
        source.start();
        QTRY_VERIFY(contents(*source.store()).starts_with("first\n"));
        QVERIFY(append(path, "line\nlast"));
        QTRY_COMPARE(contents(*source.store()), "first\nhalf a line\nlast");
        QVERIFY(append(path, " one\n"));
        QTRY_COMPARE(contents(*source.store()), "first\nhalf a line\nlast one\n");
        LogReader reader(*source.store());
        const LogSpan& span = reader.pin();
        int heads = 0;
        for (LogSeq seq = span.first; seq < span.end; seq = seq + 1)
            heads += reader.headOf(seq) == seq ? 1 : 0;
        QCOMPARE(heads, 3);
    }

    void severalFilesThatGrowAreFollowed()
    {
        const QString brain = write(QStringLiteral("titan-brain.log"), "2026-01-30T18:04:11Z  INFO a\n");
        const QString nats = write(QStringLiteral("nats.log"), "2026-01-30T18:04:12Z  INFO b\n");
        LogFileSource source({brain, nats});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        std::string all = contents(*source.store());
        QVERIFY(append(brain, "2026-01-30T18:04:13Z  INFO c\n"));
        all += "2026-01-30T18:04:13Z  INFO c\n";
        QTRY_COMPARE(contents(*source.store()), all);
        QVERIFY(append(nats, "2026-01-30T18:04:14Z  INFO d\n"));
        all += "2026-01-30T18:04:14Z  INFO d\n";
        QTRY_COMPARE(contents(*source.store()), all);
        LogReader reader(*source.store());
        const LogSeq first = reader.pin().first;
        QCOMPARE(serviceAt(reader, first + 2), std::string_view("titan-brain"));
        QCOMPARE(serviceAt(reader, first + 3), std::string_view("nats"));
        // Whoever cuts one short is told of; the other one goes on.
        QVERIFY(QFile::resize(brain, 3));
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.code, base::ErrorCode::Changed);
        QCOMPARE(error.subject, brain);
        QVERIFY(append(nats, "e\n"));
        QTRY_COMPARE(contents(*source.store()), all + "e\n");
        QCOMPARE(failed.size(), 1);
    }

    // The text of a mapped file costs no memory, but what is known of each of its lines does.
    void aFileOverTheCapLosesItsOldestLinesAndCountsThem()
    {
        std::string many;
        for (int i = 0; i < 20'000; ++i)
            many += "line " + std::to_string(i) + '\n';
        LogStoreLimits limits;
        limits.capBytes = qint64{64} * 1024;
        limits.segment = {32 * 1024, 512};
        LogFileSource source({write(QStringLiteral("over.log"), many)}, limits);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        LogReader reader(*source.store());
        const LogSpan& span = reader.pin();
        QVERIFY(span.gap.rows > 0 && span.rows() > 0);
        QCOMPARE(span.gap.rows + span.rows(), 20'000);
        QVERIFY(source.store()->heldBytes() <= limits.capBytes);
    }

    void aFileThatIsLongerThanItSaysIsRead()
    {
        LogFileSource source({QStringLiteral("/proc/self/status")});
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        QSignalSpy readsPipe(&source, &LogFileSource::readsPipe);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(readsPipe.size(), 0); // it can be opened again
        QVERIFY(contents(*source.store()).starts_with("Name:"));
    }

    // A pipe that grows as long as somebody writes, as standard input does.
    void aPipeIsFollowed()
    {
        const QString path = m_directory.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        LogFileSource source({path});
        QSignalSpy grew(&source, &app::LogSourcePort::grew);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        QSignalSpy readsPipe(&source, &LogFileSource::readsPipe);
        source.start();
        QTRY_COMPARE(readsPipe.size(), 1);
        const int writer = open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
        QVERIFY(writer >= 0);
        QCOMPARE(::write(writer, "first\nse", 8), 8);
        QTRY_COMPARE(contents(*source.store()), "first\n");
        QTRY_VERIFY(!grew.isEmpty());
        QCOMPARE(::write(writer, "cond\n", 5), 5);
        QTRY_COMPARE(contents(*source.store()), "first\nsecond\n");
        QCOMPARE(ended.size(), 0);
        close(writer);
        QTRY_COMPARE(ended.size(), 1);
    }

    void itEndsWhileItWaits()
    {
        const QString path = m_directory.filePath(QStringLiteral("silent"));
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const int writer = open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
        std::shared_ptr<const LogStore> store;
        {
            LogFileSource source({path});
            QSignalSpy grew(&source, &app::LogSourcePort::grew);
            source.start();
            QCOMPARE(::write(writer, "a\n", 2), 2);
            QTRY_VERIFY(!grew.isEmpty());
            store = source.store();
        }
        QCOMPARE(contents(*store), "a\n"); // whoever shares it keeps it
        close(writer);
    }

    void growthIsSaidTwentyTimesASecondAtMost()
    {
        std::string many;
        for (int i = 0; i < 400'000; ++i)
            many += "a line\n";
        LogFileSource source({write(QStringLiteral("many.log"), many)});
        QSignalSpy grew(&source, &app::LogSourcePort::grew);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        QElapsedTimer timer;
        timer.start();
        source.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
        QVERIFY(grew.size() <= 2 + timer.elapsed() / LogFileSource::growthMs);
    }

    // Whoever cuts a file short under us must not end the console.
    void aFileThatIsCutShortReadsAsZeros()
    {
        const std::string page(4096, 'x');
        const QString path = write(QStringLiteral("cut.log"), page + page + page + "\n");
        const int fd = open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
        QVERIFY(fd >= 0);
        {
            const auto mapped = infra::MappedFile::map(fd, path);
            QVERIFY(mapped.ok());
            const std::string_view bytes = (*mapped)->bytes();
            QCOMPARE(bytes.size(), page.size() * 3 + 1);
            QVERIFY(!(*mapped)->cutShort());
            QCOMPARE(ftruncate(fd, 5000), 0);
            QVERIFY(bytes.substr(0, 4096) == page);
            QCOMPARE(bytes[3 * 4096], '\0');
            QCOMPARE(bytes[2 * 4096], '\0');
            QVERIFY((*mapped)->cutShort());
            QVERIFY(bytes.substr(0, 4096) == page);
        }
        close(fd);
    }

    void aSourceWhoseFileIsCutShortSaysSo()
    {
        const std::string page(4096, 'x');
        const QString path = write(QStringLiteral("cut2.log"), page + page + "\n");
        LogFileSource source({path});
        QSignalSpy failed(&source, &app::LogSourcePort::failed);
        QSignalSpy ended(&source, &app::LogSourcePort::ended);
        source.start();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(QFile::resize(path, 10));
        QCOMPARE(contents(*source.store()).size(), page.size() * 2 + 1);
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed.first().first().value<base::Error>();
        QCOMPARE(error.code, base::ErrorCode::Changed);
        QCOMPARE(error.subject, path);
    }

    void sixtyFourMappingsAndNoMore()
    {
        const QString path = write(QStringLiteral("often.log"), "x\n");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        std::vector<std::shared_ptr<const infra::MappedFile>> mapped;
        for (int i = 0; i < 64; ++i) {
            const auto one = infra::MappedFile::map(file.handle(), path);
            QVERIFY(one.ok());
            mapped.push_back(*one);
        }
        QCOMPARE(infra::MappedFile::map(file.handle(), path).error().code, base::ErrorCode::Unavailable);
        mapped.pop_back();
        QVERIFY(infra::MappedFile::map(file.handle(), path).ok());
    }
};

QTEST_GUILESS_MAIN(TestLogFileSource)
#include "tst_log_file_source.moc"
