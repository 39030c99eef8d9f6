#include "infra/logging/logging.h"
#include "infra/logging/redaction.h"
#include "support/test_case.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace ops;
namespace logging = ops::infra::logging;

Q_LOGGING_CATEGORY(lcLink, "ops.link")

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestLogging final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void qtMessagesGoToTheFileWithStampLevelAndCategory()
    {
        const QTemporaryDir home;
        const QString state = home.filePath(QStringLiteral("state/ops"));
        QString path;
        {
            auto session = logging::install(state);
            path = session.path();
            QVERIFY(!session.problem());
            qCInfo(lcLink) << "connected to" << 3 << "servers";
            qInfo("plain");
            qDebug("not at this level");
        }
        QCOMPARE(path, state + QStringLiteral("/titan-ops-console.log"));
        const QByteArrayList lines = contents(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const QRegularExpression form(QStringLiteral(
            "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z \\d+ info ops\\.link: connected to 3 servers$"));
        QVERIFY2(form.match(QString::fromUtf8(lines.first())).hasMatch(), lines.first().constData());
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    // rule: G7
    void textFromOutsideIsNoFormatAndNoSecondLine()
    {
        const QTemporaryDir home;
        auto session = logging::install(home.path());
        const QString nasty =
            QStringLiteral("%s %n {} {:d} {0} \n2026-01-30T00:00:00.000Z 1 info forged: yes\r\x1b[2J");
        qInfo().noquote() << nasty;
        session.flush();
        const QByteArray text = contents(session.path());
        QCOMPARE(text.count('\n'), 1);
        QVERIFY(text.contains("%s %n {} {:d} {0} \\n2026"));
        QVERIFY(!text.contains('\x1b'));
    }

    // rule: G3
    void secretsAreNeverWritten()
    {
        const QTemporaryDir home;
        auto session = logging::install(home.path());
        session.addSecret(QStringLiteral("s3cr3t/päss"));
        session.addSecret(QStringLiteral("s3cr3t/päss-longer"));
        session.addSecret(QStringLiteral("ab")); // too short to look for
        qInfo().noquote() << QStringLiteral("connect nats://ana:hunter2@prod:4222,tls://x@y with s3cr3t/päss-longer");
        qInfo().noquote() << QStringLiteral("{\"pass\":\"s3cr3t/päss\"} s3cr3t%2Fp%C3%A4ss abc");
        session.flush();
        const QByteArray text = contents(session.path());
        for (const char* secret : {"hunter2", "ana", "s3cr3t", "longer", "x@y"})
            QVERIFY2(!text.contains(secret), secret);
        QVERIFY(text.contains("nats://***@prod:4222,tls://***@y with ***"));
        QVERIFY(text.contains("abc"));
    }

    void userInfoIsFoundInAnyText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("none") << QByteArray("nats://host:4222") << QByteArray("nats://host:4222");
        QTest::newRow("at in path") << QByteArray("http://h/a@b") << QByteArray("http://h/a@b");
        QTest::newRow("at in password") << QByteArray("a://u:p@ss@h") << QByteArray("a://***@h");
        QTest::newRow("quoted") << QByteArray("\"a://u:p@h\" b@c") << QByteArray("\"a://***@h\" b@c");
        QTest::newRow("several") << QByteArray("a://u@h b://v:w@i") << QByteArray("a://***@h b://***@i");
        QTest::newRow("end") << QByteArray("a://") << QByteArray("a://");
    }
    void userInfoIsFoundInAnyText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(logging::Redaction().apply(text), expected);
    }

    void theLevelComesFromTheEnvironment()
    {
        const QTemporaryDir home;
        qputenv("OPS_LOG_LEVEL", "debug");
        {
            auto session = logging::install(home.path());
            qDebug("fine detail");
        }
        qputenv("OPS_LOG_LEVEL", "error");
        {
            auto session = logging::install(home.path());
            qInfo("not wanted");
        }
        qunsetenv("OPS_LOG_LEVEL");
        const QByteArray text = contents(home.filePath(QStringLiteral("titan-ops-console.log")));
        QVERIFY(text.contains("fine detail"));
        QVERIFY(!text.contains("not wanted"));
    }

    void filesRotate()
    {
        const QTemporaryDir home;
        auto session = logging::install(home.path());
        const QString block(1000, QLatin1Char('x'));
        for (int i = 0; i < 22'000; ++i)
            qInfo().noquote() << block;
        session.flush();
        const QStringList files = QDir(home.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 3);
        for (const QString& name : files)
            QVERIFY(QFile(home.filePath(name)).size() <= 5 * 1024 * 1024 + 4096);
    }

    void severalThreadsMayLogAtOnce()
    {
        const QTemporaryDir home;
        {
            auto session = logging::install(home.path());
            std::vector<std::unique_ptr<QThread>> threads;
            for (int t = 0; t < 4; ++t)
                threads
                    .emplace_back(QThread::create([t] {
                        for (int i = 0; i < 500; ++i)
                            qInfo("thread %d line %d", t, i);
                    }))
                    ->start();
            for (const auto& thread : threads)
                QVERIFY(thread->wait(10000));
        }
        QCOMPARE(contents(home.filePath(QStringLiteral("titan-ops-console.log"))).count('\n'), 2000);
    }

    void withoutAFileItGoesOnAndSaysWhy()
    {
        const QTemporaryDir home;
        QFile obstacle(home.filePath(QStringLiteral("state")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        auto session = logging::install(obstacle.fileName());
        QVERIFY(session.path().isEmpty());
        QVERIFY(session.problem().has_value());
        QCOMPARE(session.problem()->code, base::ErrorCode::IoFailed);
        QVERIFY(session.problem()->subject.startsWith(obstacle.fileName()));
        qInfo("still harmless");
    }
};

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
