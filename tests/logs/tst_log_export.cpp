#include "domain/log/log_ingest.h"
#include "infra/search/log_export.h"
#include "naive_filter.h"
#include "support/file_size_limit.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ops;
using app::LogExportOrder;
using app::LogExportPort;
using domain::LogFilter;
using domain::LogLineAs;

namespace {

const std::string brain =
    "{\"timestamp\":\"2026-01-30T18:04:11.000Z\",\"level\":\"INFO\",\"message\":\"ready\"}\n"
    "{\"timestamp\":\"2026-01-30T18:04:13.000Z\",\"level\":\"ERROR\",\"message\":\"db \\u001b[31mwrite lost\"}\n"
    "    at write (file:///app/db.js:3:1)\r\n"
    "    at flush (file:///app/db.js:9:1)\n"
    "{\"timestamp\":\"2026-01-30T18:04:14.000Z\",\"level\":\"INFO\",\"message\":\"fine\"}\n";

std::shared_ptr<domain::LogStore> storeOf(const std::string& lines, const domain::LogStoreLimits& limits = {})
{
    auto store = std::make_shared<domain::LogStore>(limits);
    domain::LogIngest ingest(*store);
    const int source = ingest.open({"titan-brain", domain::LogChannel::Output, false});
    ingest.feed(source, lines, 0);
    domain::LogMarker marker;
    marker.kind = domain::LogMarkerKind::Command;
    marker.text = QStringLiteral("HARD_HALT SENT");
    ingest.mark(marker, {}, 1'769'796'255'000 * 1'000'000, 0);
    ingest.end(source, 0);
    ingest.advance(std::numeric_limits<qint64>::max());
    return store;
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

// One export, to its end.
struct Ended {
    std::optional<app::LogExported> exported;
    std::optional<base::Error> error;
};
Ended run(infra::LogExport& exporter, const std::shared_ptr<const domain::LogStore>& store, const LogExportOrder& order)
{
    Ended ended;
    const QObject here;
    QObject::connect(&exporter, &LogExportPort::finished, &here,
                     [&ended](const app::LogExported& exported) { ended.exported = exported; });
    QObject::connect(&exporter, &LogExportPort::failed, &here,
                     [&ended](const base::Error& error) { ended.error = error; });
    exporter.start(store, order);
    if (!QTest::qWaitFor([&ended] { return ended.exported || ended.error; }, 30'000))
        ended.error = base::Error{base::ErrorCode::TimedOut, QStringLiteral("the test's own patience"), {}};
    return ended;
}

} // namespace

class TestLogExport final : public test::TestCase {
    Q_OBJECT

private:
    QString path(const char* name) const { return m_home->filePath(QString::fromLatin1(name)); }
    QStringList files() const { return QDir(m_home->path()).entryList(QDir::Files | QDir::Hidden); }

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
    }

    void everythingAsItCame()
    {
        infra::LogExport exporter;
        const Ended ended = run(exporter, storeOf(brain), {path("all.log"), {}, LogLineAs::Raw, {}});
        QVERIFY(ended.exported.has_value());
        domain::LogMarker marker;
        marker.kind = domain::LogMarkerKind::Command;
        marker.text = QStringLiteral("HARD_HALT SENT");
        const QByteArray expected = QByteArray::fromStdString(brain) + domain::logMarkerLine(marker);
        QCOMPARE(contents(path("all.log")), expected);
        QVERIFY(*ended.exported == (app::LogExported{path("all.log"), 6, expected.size(), 0}));
        QCOMPARE(files(), QStringList{QStringLiteral("all.log")});
    }

    // A file's last line may have no ending, and another one's line may follow it.
    void aLineWithoutAnEndStaysALineOfItsOwn()
    {
        const auto store = std::make_shared<domain::LogStore>();
        domain::LogIngest ingest(*store);
        const std::string first = "2026-01-30T18:04:11.000Z INFO no ending";
        const std::string second = "2026-01-30T18:04:12.000Z INFO next\n";
        const std::string third = "2026-01-30T18:04:13.000Z INFO last";
        for (const auto& [service, text] : {std::pair("a", first), std::pair("b", second), std::pair("c", third)}) {
            const int source = ingest.open({service, domain::LogChannel::Output, false});
            ingest.feed(source, text, 0);
            ingest.end(source, 0);
        }
        ingest.advance(std::numeric_limits<qint64>::max());
        infra::LogExport exporter;
        const Ended ended = run(exporter, store, {path("all.log"), {}, LogLineAs::Raw, {}});
        QVERIFY(ended.exported.has_value());
        const QByteArray expected = QByteArray::fromStdString(first + '\n' + second + third);
        QCOMPARE(contents(path("all.log")), expected);
        QVERIFY(*ended.exported == (app::LogExported{path("all.log"), 3, expected.size(), 0}));
    }

    // The pieces of a line that is longer than the store's limit are one line again.
    void thePiecesOfALongLineStayTogether()
    {
        domain::LogStoreLimits limits;
        limits.maxLineBytes = 64;
        const std::string longLine = "2026-01-30T18:04:11.000Z INFO " + std::string(300, 'x') + "\n";
        infra::LogExport exporter;
        const Ended ended = run(exporter, storeOf(longLine, limits), {path("all.log"), {}, LogLineAs::Raw, {}});
        QVERIFY(ended.exported.has_value());
        QVERIFY(contents(path("all.log")).startsWith(QByteArray::fromStdString(longLine)));
    }

    void asTextForAPerson()
    {
        infra::LogExport exporter;
        const auto words = [](const domain::LogMarker& marker) -> QString {
            return QStringLiteral("said: ") + marker.text;
        };
        const Ended ended = run(exporter, storeOf(brain), {path("all.txt"), {}, LogLineAs::Text, words});
        QVERIFY(ended.exported.has_value());
        QCOMPARE(contents(path("all.txt")), QByteArray("2026-01-30T18:04:11.000Z INFO titan-brain ready\n"
                                                       "2026-01-30T18:04:13.000Z ERROR titan-brain db write lost\n"
                                                       "titan-brain     at write (file:///app/db.js:3:1)\n"
                                                       "titan-brain     at flush (file:///app/db.js:9:1)\n"
                                                       "2026-01-30T18:04:14.000Z INFO titan-brain fine\n"
                                                       "# 2026-01-30T18:04:15.000Z said: HARD_HALT SENT\n"));
    }

    // The whole trace goes with its head, even where only the trace has the text.
    void whatAFilterShows()
    {
        infra::LogExport exporter;
        LogFilter filter;
        filter.include = {{QStringLiteral("FLUSH"), domain::LogTextKind::Literal, false}};
        filter.keepMarkers = false;
        const Ended ended = run(exporter, storeOf(brain), {path("some.log"), filter, LogLineAs::Raw, {}});
        QVERIFY(ended.exported.has_value());
        QCOMPARE(ended.exported->lines, 3);
        QCOMPARE(contents(path("some.log")).split('\n').size(), 4);
        QVERIFY(contents(path("some.log")).startsWith("{\"timestamp\":\"2026-01-30T18:04:13.000Z\""));
    }

    void againstTheNaiveReference()
    {
        QRandomGenerator random(26);
        for (int round = 0; round < 30; ++round) {
            auto store = std::make_shared<domain::LogStore>(
                domain::LogStoreLimits{qint64{1} << 30, {4096, 64}, 1024, &domain::AddressSpace::heap()});
            std::vector<test::NaiveLine> lines;
            qint64 clock = 1'769'792'648'113;
            for (int i = 0; i < 400; ++i) {
                test::NaiveLine line;
                line.bytes = "x" + std::to_string(random.bounded(20)) + " some words\n";
                line.time = {clock += random.bounded(5)};
                line.tag.level = static_cast<domain::LogLevel>(1 + random.bounded(7));
                line.tag.channel = random.bounded(2) == 0 ? domain::LogChannel::Output : domain::LogChannel::Error;
                line.tag.continuation = random.bounded(3) == 0;
                line.service = random.bounded(2) == 0 ? "a" : "b";
                store->append(line.bytes, line.time, line.tag, store->service(line.service));
                lines.push_back(line);
            }
            LogFilter filter;
            filter.include = {{QStringLiteral("x%1 ").arg(random.bounded(20)), domain::LogTextKind::Literal, true}};
            const std::set<size_t> shown = test::naiveShown(filter, lines);
            const std::vector<size_t> heads = test::naiveHeads(lines);
            QByteArray expected;
            for (size_t i = 0; i < lines.size(); ++i)
                if (shown.contains(heads[i]))
                    expected += QByteArray::fromStdString(lines[i].bytes);
            infra::LogExport exporter;
            const QString name = path(qPrintable(QStringLiteral("%1.log").arg(round)));
            const Ended ended = run(exporter, store, {name, filter, LogLineAs::Raw, {}});
            QVERIFY(ended.exported.has_value());
            QCOMPARE(contents(name), expected);
        }
    }

    void whatIsMissingIsSaid()
    {
        std::string many;
        for (int i = 0; i < 5000; ++i)
            many += "line " + std::to_string(i) + " of many\n";
        infra::LogExport exporter;
        const auto store = storeOf(many, {64 * 1024, {16 * 1024, 1024}, 1024, &domain::AddressSpace::heap()});
        domain::LogReader reader(*store);
        const qint64 missing = reader.pin().gap.rows;
        reader.unpin();
        QVERIFY(missing > 0);
        const auto words = [](const domain::LogMarker& marker) {
            return QStringLiteral("%1 missing").arg(marker.gap.rows);
        };
        const Ended ended = run(exporter, store, {path("x.txt"), {}, LogLineAs::Text, words});
        QVERIFY(ended.exported.has_value());
        const QByteArray first = contents(path("x.txt")).split('\n').first();
        QCOMPARE(first, "# " + QByteArray::number(missing) + " missing");
    }

    // What the operator loads in front while the file is written is in it, and nothing comes twice.
    void olderLinesComeInFront()
    {
        constexpr int count = 120'000; // more than is looked at at a time
        std::string first = "{\"timestamp\":\"2026-01-30T18:04:11.000Z\",\"message\":\"first\"}\n";
        auto store = storeOf(first);
        for (int i = 0; i < count; ++i)
            store->append("line " + std::to_string(i) + "\n", {}, {domain::LogLevel::None}, {});
        QSemaphore reached;
        QSemaphore goOn;
        const auto words = [&](const domain::LogMarker&) {
            if (reached.available() == 0) {
                reached.release();
                goOn.acquire();
            }
            return QStringLiteral("marker");
        };
        infra::LogExport exporter;
        QSignalSpy finished(&exporter, &LogExportPort::finished);
        exporter.start(store, {path("all.txt"), {}, LogLineAs::Text, words});
        QTRY_COMPARE(reached.available(), 1);
        domain::LogStore older;
        older.append("older line\n", {}, {domain::LogLevel::None}, {});
        QVERIFY(store->prepend(std::move(older), {}).ok());
        goOn.release();
        QTRY_COMPARE(finished.size(), 1);
        const QList<QByteArray> written = contents(path("all.txt")).split('\n');
        QCOMPARE(written.size(), qsizetype{count} + 4);
        QCOMPARE(written.at(0), QByteArray("older line"));
        QCOMPARE(written.at(count + 2), "line " + QByteArray::number(count - 1));
    }

    void aFileThatIsThereStays()
    {
        QFile there(path("there.log"));
        QVERIFY(there.open(QIODevice::WriteOnly));
        there.write("precious");
        there.close();
        infra::LogExport exporter;
        const Ended ended = run(exporter, storeOf(brain), {path("there.log"), {}, LogLineAs::Raw, {}});
        QVERIFY(ended.error.has_value());
        QCOMPARE(ended.error->code, base::ErrorCode::AlreadyExists);
        QVERIFY(ended.error->subject.contains(QStringLiteral("there.log")));
        QCOMPARE(contents(path("there.log")), QByteArray("precious"));
        QCOMPARE(files(), QStringList{QStringLiteral("there.log")});
    }

    void noSuchDirectory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("said"); // of the folder
        QTest::newRow("none") << QStringLiteral("not/there.log") << QStringLiteral("there is no folder %1:");
        QTest::newRow("a file") << QStringLiteral("file/there.log") << QStringLiteral("%1 is no folder:");
    }
    void noSuchDirectory()
    {
        QFETCH(QString, name);
        QFETCH(QString, said);
        QFile file(path("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const QString chosen = path(qPrintable(name));
        infra::LogExport exporter;
        const Ended ended = run(exporter, storeOf(brain), {chosen, {}, LogLineAs::Raw, {}});
        QVERIFY(ended.error.has_value());
        QCOMPARE(ended.error->code, base::ErrorCode::NotFound);
        // The name that somebody chose, and not the one that it is written under.
        QCOMPARE(ended.error->subject, chosen);
        QVERIFY2(ended.error->detail.startsWith(said.arg(QFileInfo(chosen).path())), qPrintable(ended.error->detail));
        QVERIFY(ended.error->detail.contains(QStringLiteral("choose another one")));
    }

    // As on a full disk: never half a file.
    void noRoom()
    {
        const test::FileSizeLimit limit(100);
        infra::LogExport exporter;
        const Ended ended = run(exporter, storeOf(brain), {path("full.log"), {}, LogLineAs::Raw, {}});
        QVERIFY(ended.error.has_value());
        QVERIFY(ended.error->subject.contains(QStringLiteral("full.log")));
        QCOMPARE(files(), QStringList());
    }

    void aTermThatCannotBeUnderstood()
    {
        infra::LogExport exporter;
        LogFilter filter;
        filter.include = {{QStringLiteral("("), domain::LogTextKind::Regex, false}};
        const Ended ended = run(exporter, storeOf(brain), {path("x.log"), filter, LogLineAs::Raw, {}});
        QVERIFY(ended.error.has_value());
        QCOMPARE(ended.error->code, base::ErrorCode::InvalidInput);
        QCOMPARE(files(), QStringList());
    }

    void givenUp()
    {
        {
            infra::LogExport exporter;
            QSignalSpy finished(&exporter, &LogExportPort::finished);
            QSignalSpy failed(&exporter, &LogExportPort::failed);
            QSemaphore reached;
            QSemaphore goOn;
            // The working thread stands still in the midst of it.
            const auto words = [&](const domain::LogMarker&) {
                reached.release();
                goOn.acquire();
                return QString();
            };
            exporter.start(storeOf(brain), {path("many.log"), {}, LogLineAs::Text, words});
            reached.acquire();
            exporter.cancel();
            goOn.release();
            // Another one may begin at once, and is not disturbed by the one before.
            const Ended ended = run(exporter, storeOf(brain), {path("few.log"), {}, LogLineAs::Raw, {}});
            QVERIFY(ended.exported.has_value());
            QCOMPARE(finished.size(), 1);
            QCOMPARE(failed.size(), 0);
        }
        QCOMPARE(files(), QStringList{QStringLiteral("few.log")});
    }

    void destroyedOnItsWay()
    {
        QSemaphore reached;
        QSemaphore goOn;
        const auto words = [&](const domain::LogMarker&) {
            reached.release();
            goOn.acquire();
            return QString();
        };
        {
            infra::LogExport exporter;
            exporter.start(storeOf(brain), {path("many.log"), {}, LogLineAs::Text, words});
            reached.acquire();
            exporter.cancel(); // as its destructor does, which would wait for the thread that waits for us
            goOn.release();
        }
        QCOMPARE(files(), QStringList());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestLogExport)
#include "tst_log_export.moc"
