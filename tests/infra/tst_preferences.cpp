#include "infra/settings/preferences.h"
#include "infra/settings_helpers.h"
#include "support/test_case.h"

#include <QDir>
#include <QTemporaryDir>

using namespace ops;
using base::ErrorCode;
using infra::Preferences;
using infra::ThemeChoice;
using test::bytesOf;
using test::putBytes;

namespace {

void verifyDefaults(const Preferences& preferences)
{
    QCOMPARE(preferences.theme(), ThemeChoice::Desktop);
    QVERIFY(preferences.lastEnvironment().isEmpty());
    QVERIFY(preferences.windowGeometry().isEmpty());
    QVERIFY(preferences.columnWidths(QStringLiteral("activity")).isEmpty());
}

} // namespace

class TestPreferences : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        TestCase::init();
        m_home = std::make_unique<QTemporaryDir>();
        m_root = m_home->filePath(QStringLiteral("config"));
        m_path = m_root + QStringLiteral("/preferences.ini");
        QVERIFY(QDir().mkpath(m_root));
    }

    void whatIsSetIsReadBackByTheNextStart()
    {
        const QByteArray geometry("\x01\xd9\xd0\xcb\x00\x03\xff", 7);
        {
            Preferences preferences(m_root + QStringLiteral("/not/there/yet"));
            verifyDefaults(preferences);
            preferences.setTheme(ThemeChoice::Dark);
            preferences.setLastEnvironment(QStringLiteral("titan-prod"));
            preferences.setWindowGeometry(geometry);
            preferences.setColumnWidths(QStringLiteral("activity"), {120, 0, 10000});
            preferences.setColumnWidths(QStringLiteral("services"), {7});
            QVERIFY(preferences.sync().ok());
        }
        Preferences preferences(m_root + QStringLiteral("/not/there/yet"));
        QCOMPARE(preferences.theme(), ThemeChoice::Dark);
        QCOMPARE(preferences.lastEnvironment(), QStringLiteral("titan-prod"));
        QCOMPARE(preferences.windowGeometry(), geometry);
        QCOMPARE(preferences.columnWidths(QStringLiteral("activity")), QList<int>({120, 0, 10000}));
        QCOMPARE(preferences.columnWidths(QStringLiteral("services")), QList<int>({7}));
        preferences.setTheme(ThemeChoice::Light);
        QCOMPARE(preferences.theme(), ThemeChoice::Light);
        preferences.setTheme(ThemeChoice::Desktop);
        QCOMPARE(preferences.theme(), ThemeChoice::Desktop);
    }

    void theMemoryOfLogs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("megabytes"); // 0: an error
        QTest::newRow("nothing said") << QByteArray("[window]\ntheme=dark\n") << 512;
        QTest::newRow("least") << QByteArray("[logs]\nmemoryMb=64\n") << 64;
        QTest::newRow("most") << QByteArray("[logs]\nmemoryMb=8192\n") << 8192;
        QTest::newRow("too little") << QByteArray("[logs]\nmemoryMb=63\n") << 0;
        QTest::newRow("too much") << QByteArray("[logs]\nmemoryMb=8193\n") << 0;
        QTest::newRow("a unit") << QByteArray("[logs]\nmemoryMb=1 GB\n") << 0;
        QTest::newRow("a list") << QByteArray("[logs]\nmemoryMb=1, 2\n") << 0;
        QTest::newRow("nothing") << QByteArray("[logs]\nmemoryMb=\n") << 0;
    }
    void theMemoryOfLogs()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, megabytes);
        putBytes(m_path, text);
        const auto read = Preferences(m_root).logMemoryMb();
        QCOMPARE(read.ok(), megabytes != 0);
        if (read.ok()) {
            QCOMPARE(*read, megabytes);
            return;
        }
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
        QCOMPARE(read.error().subject, m_path);
        QVERIFY(read.error().detail.startsWith(QStringLiteral("logs/memoryMb: found \"")));
        QVERIFY(read.error().detail.contains(QStringLiteral("expected a whole number of megabytes from 64 to 8192")));
    }

    void howManyLinesALogBeginsWith()
    {
        QCOMPARE(*Preferences(m_root).logTail(), 100);
        putBytes(m_path, "[logs]\ntail=5000\n");
        QCOMPARE(*Preferences(m_root).logTail(), 5000);
        for (const QByteArray& wrong : {QByteArray("0"), QByteArray("100001"), QByteArray("all")}) {
            putBytes(m_path, "[logs]\ntail=" + wrong + '\n');
            const auto read = Preferences(m_root).logTail();
            QVERIFY(!read.ok());
            QVERIFY(read.error().detail.startsWith(QStringLiteral("logs/tail: found \"%1\", expected a whole number of "
                                                                  "lines from 1 to 100000")
                                                       .arg(QString::fromLatin1(wrong))));
        }
    }

    void aSpoiltValueReadsAsItsDefault_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("words that mean nothing")
            << QByteArray("[window]\ntheme=purple\n[last]\nenvironment=Not A Name\n[columns]\nactivity=a, b\n");
        QTest::newRow("negative width") << QByteArray("[columns]\nactivity=100, -1\n");
        QTest::newRow("absurd width") << QByteArray("[columns]\nactivity=100, 10001\n");
        QTest::newRow("too many widths") << "[columns]\nactivity=1" + QByteArray(", 1").repeated(64);
        QTest::newRow("a path for a name") << QByteArray("[last]\nenvironment=../../etc/passwd\n");
        QTest::newRow("wrong types") << QByteArray("[window]\ntheme=@Invalid()\n[last]\nenvironment=@Size(1 2)\n"
                                                   "[columns]\nactivity=@Variant(\\0\\0\\0\\b\\0)\n");
        QTest::newRow("no settings at all") << QByteArray("\x7f"
                                                          "ELF\x00\xff\xfe [[[ = = \n\x01",
                                                          20);
        QTest::newRow("cut off") << QByteArray("[window]\nthe");
        QTest::newRow("empty") << QByteArray("");
    }
    void aSpoiltValueReadsAsItsDefault()
    {
        QFETCH(QByteArray, text);
        QVERIFY(putBytes(m_path, text));
        Preferences preferences(m_root);
        verifyDefaults(preferences);
        preferences.setTheme(ThemeChoice::Light); // and it can be set right
        QCOMPARE(preferences.theme(), ThemeChoice::Light);
    }

    void whatIsInItsPlaceIsLeftAlone_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::newRow("a directory") << QStringLiteral("directory");
        QTest::newRow("a named pipe") << QStringLiteral("pipe");
        QTest::newRow("5 MB") << QStringLiteral("large");
    }
    void whatIsInItsPlaceIsLeftAlone()
    {
        QFETCH(QString, obstacle);
        const QByteArray large(5 * 1024 * 1024, 'x');
        if (obstacle == QLatin1String("directory"))
            QVERIFY(QDir().mkpath(m_path));
        else if (obstacle == QLatin1String("pipe"))
            QVERIFY(test::makePipe(m_path));
        else
            QVERIFY(putBytes(m_path, large));
        {
            Preferences preferences(m_root);
            verifyDefaults(preferences);
            preferences.setTheme(ThemeChoice::Dark);
            QCOMPARE(preferences.theme(), ThemeChoice::Dark); // for the session
            const auto synced = preferences.sync();
            QVERIFY(!synced.ok());
            QCOMPARE(synced.error().code, ErrorCode::InvalidInput);
            QCOMPARE(synced.error().subject, m_path);
        }
        if (obstacle == QLatin1String("large"))
            QCOMPARE(bytesOf(m_path), large);
        else
            QVERIFY(!QFileInfo(m_path).isFile());
    }

    void whatCannotBeReadOrWrittenIsSaid_data()
    {
        QTest::addColumn<bool>("directory");
        QTest::newRow("the file") << false;
        QTest::newRow("its directory") << true;
    }
    void whatCannotBeReadOrWrittenIsSaid()
    {
        QFETCH(bool, directory);
        QVERIFY(test::setMode(m_home->path(), 0755));
        if (!directory)
            QVERIFY(putBytes(m_path, "[window]\ntheme=dark\n"));
        QVERIFY(test::setMode(directory ? m_root : m_path, directory ? 0555 : 0));
        {
            const test::OrdinaryUser user;
            QVERIFY(user.works());
            Preferences preferences(m_root);
            verifyDefaults(preferences);
            preferences.setTheme(ThemeChoice::Light);
            const auto synced = preferences.sync();
            QVERIFY(!synced.ok());
            QCOMPARE(synced.error().code, ErrorCode::PermissionDenied);
            QCOMPARE(synced.error().subject, m_path);
        }
        QVERIFY(test::setMode(m_root, 0755));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_root;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
