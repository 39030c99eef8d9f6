#include "infra/settings/config_directory.h"
#include "infra/settings/config_file.h"
#include "infra/settings_helpers.h"
#include "support/file_size_limit.h"
#include "support/test_case.h"

#include <QDir>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace ops;
using base::ErrorCode;
using domain::Environment;
using infra::ConfigDirectory;
using test::bytesOf;
using test::putBytes;

namespace {

QByteArray builtIn(const QString& id)
{
    return bytesOf(QStringLiteral(":/ops/runbooks/%1.json").arg(id));
}

Environment prod()
{
    Environment environment;
    environment.name = QStringLiteral("titan-prod");
    environment.natsUrls = QStringList{QStringLiteral("nats://10.0.0.1:4222"), QStringLiteral("tls://nats-2:4222")};
    environment.monitoringUrl = QStringLiteral("http://10.0.0.1:8222");
    environment.user = QStringLiteral("console");
    environment.runbookId = QStringLiteral("feb16");
    return environment;
}

} // namespace

// The operator's own files: what is wrong with one is said with its place, and what was in force stays in force.
class TestConfigDirectory : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
        m_config = std::make_unique<ConfigDirectory>(m_home->filePath(QStringLiteral("config")));
        QVERIFY(QDir().mkpath(m_config->root() + QStringLiteral("/environments")));
        QVERIFY(QDir().mkpath(m_config->root() + QStringLiteral("/runbooks")));
    }

    void anEnvironmentIsSavedAndLoaded()
    {
        const ConfigDirectory config(m_home->filePath(QStringLiteral("not/there/yet")));
        QVERIFY(config.environmentNames().isEmpty());
        QVERIFY(config.saveEnvironment(prod()).ok());
        const auto loaded = config.loadEnvironment(QStringLiteral("titan-prod"));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(base::toLogLine(loaded.error())));
        QCOMPARE(*loaded, prod());
        QCOMPARE(config.environmentNames(), QStringList{QStringLiteral("titan-prod")});
        // A file that was there is replaced, and nothing is left beside it.
        Environment changed = prod();
        changed.user.clear();
        QVERIFY(config.saveEnvironment(changed).ok());
        QCOMPARE(*config.loadEnvironment(QStringLiteral("titan-prod")), changed);
        QCOMPARE(QDir(config.root() + QStringLiteral("/environments")).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void onlyNamesCountAsEnvironments()
    {
        const QString at = m_config->root() + QStringLiteral("/environments/");
        for (const char* name : {"b.json", "a.json", "Upper.json", ".hidden.json", "a.json~", "notes.txt", "x y.json"})
            QVERIFY(putBytes(at + QString::fromLatin1(name), "{}"));
        QVERIFY(QDir().mkpath(at + QStringLiteral("directory.json")));
        QCOMPARE(m_config->environmentNames(), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    }

    void aBrokenEnvironmentSaysWhereAndWhat_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& text, const char* path, const char* detail) {
            QTest::newRow(name) << text << QString::fromLatin1(path) << QString::fromLatin1(detail);
        };
        row("half of it", R"({"name":"titan-prod","kind":)", "$", "expected");
        row("empty", "", "$", "expected");
        row("invalid UTF-8", "{\"name\":\"titan-\xff\"}", "$", "expected");
        row("another kind", R"({"name":"titan-prod","kind":"LIVE","natsUrls":["nats://a:4222"]})", "$.kind",
            "found \"LIVE\", expected one of: DRILL, PROD, STAGING");
        row("another name inside", R"({"name":"titan-dev","kind":"PROD","natsUrls":["nats://a:4222"]})", "$.name",
            "found \"titan-dev\", expected \"titan-prod\" as in the file's name");
        row("a key too many", R"({"name":"titan-prod","kind":"PROD","natsUrls":["nats://a:4222"],"pasword":"x"})",
            "$.pasword", "expected");
    }
    void aBrokenEnvironmentSaysWhereAndWhat()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        QFETCH(QString, detail);
        const QString file = m_config->environmentPath(QStringLiteral("titan-prod"));
        QVERIFY(putBytes(file, text));
        const auto loaded = m_config->loadEnvironment(QStringLiteral("titan-prod"));
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, ErrorCode::InvalidInput);
        QCOMPARE(loaded.error().subject, QStringLiteral("%1: %2").arg(file, path));
        QVERIFY2(loaded.error().detail.contains(detail), qPrintable(loaded.error().detail));
    }

    // rule: G3
    void aPasswordInAUrlIsRefusedAndNotRepeated()
    {
        const QByteArray text =
            "{\"name\":\"titan-prod\",\"kind\":\"PROD\",\"natsUrls\":[\"nats://u:hunter2@a:4222\"]}";
        QVERIFY(putBytes(m_config->environmentPath(QStringLiteral("titan-prod")), text));
        const auto loaded = m_config->loadEnvironment(QStringLiteral("titan-prod"));
        QVERIFY(!loaded.ok());
        QVERIFY(!base::toLogLine(loaded.error()).contains(QStringLiteral("hunter2")));
        Environment secret = prod();
        secret.natsUrls = QStringList{QStringLiteral("nats://u:hunter2@a:4222")};
        const auto saved = m_config->saveEnvironment(secret);
        QVERIFY(!saved.ok());
        QVERIFY(!base::toLogLine(saved.error()).contains(QStringLiteral("hunter2")));
    }

    void namesThatArePathsAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", "..", "../titan-prod", "/etc/passwd", "a/b", "A", "a b", "-a"})
            QTest::newRow(name[0] != 0 ? name : "nothing") << QString::fromLatin1(name);
        QTest::newRow("too long") << QString(64, QLatin1Char('a'));
    }
    void namesThatArePathsAreRefused()
    {
        QFETCH(QString, name);
        QCOMPARE(m_config->loadEnvironment(name).error().code, ErrorCode::InvalidInput);
        QCOMPARE(m_config->loadRunbook(name).error().code, ErrorCode::InvalidInput);
        Environment environment = prod();
        environment.name = name;
        QCOMPARE(m_config->saveEnvironment(environment).error().code, ErrorCode::InvalidInput);
    }

    // What may be in a file's place, for both kinds of file.
    void whatIsInItsPlaceIsAReadableError_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("a directory") << QStringLiteral("directory") << ErrorCode::InvalidInput;
        QTest::newRow("a named pipe") << QStringLiteral("pipe") << ErrorCode::InvalidInput;
        QTest::newRow("a device") << QStringLiteral("device") << ErrorCode::InvalidInput;
        QTest::newRow("a link to nowhere") << QStringLiteral("link") << ErrorCode::InvalidInput;
        QTest::newRow("5 MB") << QStringLiteral("large") << ErrorCode::TooLarge;
        QTest::newRow("unreadable") << QStringLiteral("unreadable") << ErrorCode::PermissionDenied;
    }
    void whatIsInItsPlaceIsAReadableError()
    {
        QFETCH(QString, obstacle);
        QFETCH(ErrorCode, code);
        QVERIFY(test::setMode(m_home->path(), 0755));
        const QString environment = m_config->environmentPath(QStringLiteral("titan-prod"));
        const QString runbook = m_config->runbookPath(QStringLiteral("runbook"));
        for (const QString& path : {environment, runbook}) {
            if (obstacle == QLatin1String("directory"))
                QVERIFY(QDir().mkpath(path));
            else if (obstacle == QLatin1String("pipe"))
                QVERIFY(test::makePipe(path));
            else if (obstacle == QLatin1String("device"))
                QVERIFY(QFile::link(QStringLiteral("/dev/zero"), path));
            else if (obstacle == QLatin1String("link"))
                QVERIFY(QFile::link(m_home->filePath(QStringLiteral("nowhere")), path));
            else if (obstacle == QLatin1String("large"))
                QVERIFY(putBytes(path, '{' + QByteArray(5 * 1024 * 1024, ' ') + '}'));
            else
                QVERIFY(putBytes(path, "{}") && test::setMode(path, 0));
        }
        const test::OrdinaryUser user;
        QVERIFY(user.works());
        const auto loaded = m_config->loadEnvironment(QStringLiteral("titan-prod"));
        QVERIFY(!loaded.ok());
        QVERIFY2(loaded.error().code == code, qPrintable(base::toLogLine(loaded.error())));
        QCOMPARE(loaded.error().subject, environment);
        QVERIFY(!loaded.error().detail.isEmpty());
        // The built-in runbook is in force, and the operator can be told why his own is not.
        const auto inForce = m_config->loadRunbook(QStringLiteral("runbook"));
        QVERIFY(inForce.ok());
        QCOMPARE(inForce->origin, QStringLiteral(":/ops/runbooks/runbook.json"));
        QVERIFY(inForce->refused.has_value());
        QCOMPARE(inForce->refused->code, code);
        QCOMPARE(inForce->refused->subject, runbook);
    }

    void anOwnRunbookWinsAsLongAsItIsValid()
    {
        QCOMPARE(m_config->loadRunbook(QStringLiteral("runbook"))->origin,
                 QStringLiteral(":/ops/runbooks/runbook.json"));
        const QString own = m_config->runbookPath(QStringLiteral("runbook"));
        QByteArray text = builtIn(QStringLiteral("runbook"));
        QVERIFY(text.contains("titan.cmd.sys.halt"));
        text.replace("titan.cmd.sys.halt", "own.cmd.sys.halt");
        QVERIFY(putBytes(own, text));
        auto loaded = m_config->loadRunbook(QStringLiteral("runbook"));
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(base::toLogLine(loaded.error())));
        QCOMPARE(loaded->origin, own);
        QVERIFY(!loaded->refused);
        QCOMPARE(loaded->runbook.halt.subject, QStringLiteral("own.cmd.sys.halt"));
        // Broken while the console runs: the next load says so.
        QVERIFY(putBytes(own, text.left(text.size() / 2)));
        loaded = m_config->loadRunbook(QStringLiteral("runbook"));
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->runbook.halt.subject, QStringLiteral("titan.cmd.sys.halt"));
        QVERIFY(loaded->refused.has_value());
        QVERIFY(loaded->refused->subject.startsWith(own + QStringLiteral(": $")));
    }

    void aBrokenRunbookSaysWhereAndWhat_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("detail");
        QTest::newRow("a misspelt key") << QByteArray("\"timestampUnit\"") << QByteArray("\"timestampunit\"")
                                        << QStringLiteral("$.halt.timestampUnit") << QStringLiteral("found nothing");
        QTest::newRow("another type") << QByteArray("\"replyWindowMs\": 2000")
                                      << QByteArray("\"replyWindowMs\": \"2 s\"")
                                      << QStringLiteral("$.halt.replyWindowMs") << QStringLiteral("found \"2 s\"");
        QTest::newRow("another id") << QByteArray("\"id\": \"runbook\"") << QByteArray("\"id\": \"feb16\"")
                                    << QStringLiteral("$.id")
                                    << QStringLiteral("found \"feb16\", expected \"runbook\"");
    }
    void aBrokenRunbookSaysWhereAndWhat()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, path);
        QFETCH(QString, detail);
        QByteArray text = builtIn(QStringLiteral("runbook"));
        QVERIFY(text.contains(from));
        text.replace(from, to);
        const QString own = m_config->runbookPath(QStringLiteral("runbook"));
        QVERIFY(putBytes(own, text));
        const auto loaded = m_config->loadRunbook(QStringLiteral("runbook"));
        QVERIFY(loaded.ok() && loaded->refused);
        QCOMPARE(loaded->refused->subject, QStringLiteral("%1: %2").arg(own, path));
        QVERIFY2(loaded->refused->detail.contains(detail), qPrintable(loaded->refused->detail));
        QVERIFY2(loaded->refused->detail.contains(QStringLiteral("expected")), qPrintable(loaded->refused->detail));
    }

    void aRunbookThatIsOnlyOnesOwnIsRefusedWhole()
    {
        QCOMPARE(m_config->loadRunbook(QStringLiteral("mine")).error().code, ErrorCode::NotFound);
        QVERIFY(m_config->loadRunbook(QStringLiteral("mine")).error().detail.contains(QStringLiteral("feb16")));
        const QString own = m_config->runbookPath(QStringLiteral("mine"));
        QVERIFY(putBytes(own, "{\"id\":\"mine\"}"));
        QVERIFY(m_config->runbookIds().contains(QStringLiteral("mine")));
        const auto loaded = m_config->loadRunbook(QStringLiteral("mine"));
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, ErrorCode::InvalidInput);
        QVERIFY(loaded.error().subject.startsWith(own));
    }

    void savingIsOneAct()
    {
        // A reader meanwhile sees the one or the other, whole.
        Environment one = prod();
        Environment two = prod();
        for (int n = 0; n < 300; ++n)
            two.natsUrls << QStringLiteral("nats://server-%1:4222").arg(n);
        QVERIFY(m_config->saveEnvironment(one).ok());
        std::atomic<bool> done{false};
        std::atomic<int> wrong{0};
        std::atomic<int> reads{0};
        std::thread reader([&] {
            while (!done || reads == 0) {
                const auto seen = m_config->loadEnvironment(one.name);
                wrong += seen.ok() && (*seen == one || *seen == two) ? 0 : 1;
                ++reads;
            }
        });
        bool saved = true;
        for (int n = 0; n < 100; ++n)
            saved = m_config->saveEnvironment(n % 2 == 0 ? two : one).ok() && saved;
        done = true;
        reader.join();
        QVERIFY(saved);
        QCOMPARE(wrong.load(), 0);
    }

    void whatCannotBeSavedLeavesTheOldFile_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("read-only directory") << QStringLiteral("readonly") << ErrorCode::PermissionDenied;
        QTest::newRow("no room") << QStringLiteral("full") << ErrorCode::NoSpace;
        QTest::newRow("invalid") << QStringLiteral("invalid") << ErrorCode::InvalidInput;
    }
    void whatCannotBeSavedLeavesTheOldFile()
    {
        QFETCH(QString, obstacle);
        QFETCH(ErrorCode, code);
        QVERIFY(m_config->saveEnvironment(prod()).ok());
        const QString file = m_config->environmentPath(prod().name);
        const QString directory = QFileInfo(file).path();
        const QByteArray before = bytesOf(file);
        Environment changed = prod();
        changed.user = QStringLiteral("somebody-else");
        if (obstacle == QLatin1String("invalid"))
            changed.natsUrls.clear();
        QVERIFY(test::setMode(m_home->path(), 0755));
        if (obstacle == QLatin1String("readonly"))
            QVERIFY(test::setMode(directory, 0555));
        base::Result<void> saved;
        {
            const test::OrdinaryUser user;
            QVERIFY(user.works());
            if (obstacle == QLatin1String("readonly"))
                saved = m_config->saveEnvironment(changed);
        }
        if (obstacle == QLatin1String("full")) {
            const test::FileSizeLimit full(16);
            saved = m_config->saveEnvironment(changed);
        } else if (obstacle == QLatin1String("invalid")) {
            saved = m_config->saveEnvironment(changed);
        }
        QVERIFY(test::setMode(directory, 0755));
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().code == code, qPrintable(base::toLogLine(saved.error())));
        QCOMPARE(bytesOf(file), before);
        QCOMPARE(QDir(directory).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aFileInTheDirectorysPlaceIsSaid()
    {
        const ConfigDirectory config(m_home->filePath(QStringLiteral("a-file")));
        QVERIFY(putBytes(config.root(), "I am a file"));
        const auto saved = config.saveEnvironment(prod());
        QVERIFY(!saved.ok());
        QVERIFY(saved.error().subject.startsWith(config.root()));
        QCOMPARE(bytesOf(config.root()), QByteArray("I am a file"));
        QCOMPARE(config.loadEnvironment(prod().name).error().code, ErrorCode::NotFound);
        QVERIFY(config.environmentNames().isEmpty());
        QVERIFY(config.loadRunbook(QStringLiteral("runbook")).ok());
    }

    void everyFileErrorHasACode()
    {
        const QHash<int, ErrorCode> known{{QFileDevice::PermissionsError, ErrorCode::PermissionDenied},
                                          {QFileDevice::ResourceError, ErrorCode::Unavailable},
                                          {QFileDevice::AbortError, ErrorCode::Cancelled},
                                          {QFileDevice::TimeOutError, ErrorCode::TimedOut},
                                          {QFileDevice::UnspecifiedError, ErrorCode::Internal}};
        for (int error = QFileDevice::NoError; error <= QFileDevice::CopyError; ++error)
            QCOMPARE(infra::errorCodeForFile(static_cast<QFileDevice::FileError>(error)),
                     known.value(error, ErrorCode::IoFailed));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ConfigDirectory> m_config;
};

QTEST_GUILESS_MAIN(TestConfigDirectory)
#include "tst_config_directory.moc"
