#include "domain/environment_json.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using ops::base::ErrorCode;

namespace {

constexpr QLatin1String fileName("titan-prod.json");

// An object with these members, written with ' for ".
QByteArray object(QByteArray members)
{
    return '{' + members.replace('\'', '"') + '}';
}

} // namespace

// The file that says where a Titan is: every mistake is named with file, path, found and expected.
class TestEnvironmentJson final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aWholeFile()
    {
        const auto environment = parseEnvironment(
            object("'comment':'the desk in Frankfurt','_owner':'ops','name':'titan-prod','kind':'PROD',"
                   "'natsUrls':['nats://10.0.0.1:4222','tls://nats-2.example.net:4222/'],"
                   "'monitoringUrl':'http://10.0.0.1:8222','user':'console','runbook':'feb16',"
                   "'healthUrls':{'titan-brain':'https://10.0.0.1:3100/health'}"),
            fileName);
        QVERIFY2(environment.ok(), environment.ok() ? "" : qPrintable(environment.error().detail));
        QCOMPARE(environment->name, QStringLiteral("titan-prod"));
        QCOMPARE(environment->kind, EnvironmentKind::Prod);
        QCOMPARE(environment->natsUrls, (QStringList{QStringLiteral("nats://10.0.0.1:4222"),
                                                     QStringLiteral("tls://nats-2.example.net:4222/")}));
        QCOMPARE(environment->monitoringUrl, QStringLiteral("http://10.0.0.1:8222"));
        QCOMPARE(environment->user, QStringLiteral("console"));
        QCOMPARE(environment->runbookId, QStringLiteral("feb16"));
        QCOMPARE(environment->healthUrls.value(QStringLiteral("titan-brain")),
                 QStringLiteral("https://10.0.0.1:3100/health"));
        // What is written reads back the same.
        const auto again = parseEnvironment(environmentToJson(*environment), fileName);
        QVERIFY(again.ok());
        QCOMPARE(*again, *environment);
    }

    // One of the two would win in silence, and commands might go to the wrong host.
    void aKeyThatStandsTwiceIsRefused_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("path"); // empty: nothing stands twice
        const QByteArray most = "'name':'t','kind':'PROD','natsUrls':['nats://n:4222'],'monitoringUrl':'http://n:8222'";
        QTest::newRow("at the top") << most + ",'name':'u'" << QStringLiteral("$.name");
        QTest::newRow("a list") << most + ",'natsUrls':['nats://m:4222']" << QStringLiteral("$.natsUrls");
        QTest::newRow("within") << most +
                                       ",'healthUrls':{'titan-brain':'http://a/health','titan-brain':'http://b/health'}"
                                << QStringLiteral("$.healthUrls.titan-brain");
        QTest::newRow("in a list")
            << most + ",'hosts':[{'name':'a','kind':'local'},{'name':'b','kind':'local','kind':'ssh'}]"
            << QStringLiteral("$.hosts[1].kind");
        QTest::newRow("written otherwise") << most + ",'n\\u0061me':'u'" << QStringLiteral("$.name");
        QTest::newRow("in two objects") << most + ",'hosts':[{'name':'a','kind':'local'},{'name':'b','kind':'local'}]"
                                        << QString();
        QTest::newRow("a value like a key") << most + ",'user':'name'" << QString();
        QTest::newRow("braces and quotes in a value") << most + ",'user':'{\\'name\\':,name'" << QString();
        QTest::newRow("remarks") << most + ",'comment':'a','comment':'b','_x':1,'_x':2" << QString();
    }
    void aKeyThatStandsTwiceIsRefused()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const QString, path);
        const auto environment = parseEnvironment(object(members), fileName);
        QCOMPARE(environment.ok(), path.isEmpty());
        if (path.isEmpty())
            return;
        QCOMPARE(environment.error().subject, QStringLiteral("%1: %2").arg(fileName, path));
        QCOMPARE(environment.error().detail, QStringLiteral("found this key twice, expected it once"));
    }

    void natsThroughAHost()
    {
        const auto environment = parseEnvironment(
            object("'name':'t','kind':'PROD','natsUrls':['nats://127.0.0.1:4222','nats://nats-2'],"
                   "'monitoringUrl':'http://127.0.0.1:8222','natsThrough':'titan-1',"
                   "'hosts':[{'name':'here','kind':'local'},{'name':'titan-1','kind':'ssh','destination':'titan'}]"),
            fileName);
        QVERIFY2(environment.ok(), environment.ok() ? "" : qPrintable(environment.error().detail));
        QCOMPARE(environment->natsThrough, QStringLiteral("titan-1"));
        const auto again = parseEnvironment(environmentToJson(*environment), fileName);
        QVERIFY(again.ok());
        QCOMPARE(*again, *environment);
    }

    void theLeastOfAFile_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<EnvironmentKind>("expected");
        QTest::newRow("PROD") << QByteArray("PROD") << EnvironmentKind::Prod;
        QTest::newRow("STAGING") << QByteArray("STAGING") << EnvironmentKind::Staging;
        QTest::newRow("DRILL") << QByteArray("DRILL") << EnvironmentKind::Drill;
    }
    void theLeastOfAFile()
    {
        QFETCH(QByteArray, kind);
        QFETCH(EnvironmentKind, expected);
        const auto environment =
            parseEnvironment(object("'name':'t','kind':'" + kind + "','natsUrls':['nats://[::1]:4222']"), fileName);
        QVERIFY2(environment.ok(), environment.ok() ? "" : qPrintable(environment.error().detail));
        QCOMPARE(environment->kind, expected);
        QCOMPARE(environmentKindWord(expected).toUtf8(), kind);
        QCOMPARE(environment->runbookId, QStringLiteral("runbook"));
        QVERIFY(environment->monitoringUrl.isEmpty());
        QVERIFY(environment->user.isEmpty());
        QVERIFY(environment->natsThrough.isEmpty());
        const auto again = parseEnvironment(environmentToJson(*environment), fileName);
        QVERIFY(again.ok());
        QCOMPARE(*again, *environment);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* what, const QByteArray& json, const char* path, const char* detail) {
            QTest::newRow(what) << json << QString::fromLatin1(path) << QString::fromLatin1(detail);
        };
        const char* wantName = "1 to 63 of a-z, 0-9, '.', '_', '-', beginning with a letter or a digit";
        row("empty", "", "$", "found empty, not one JSON value, expected one JSON object in UTF-8");
        row("array", "[]", "$", "found an array, expected an object");
        row("no name", object("'kind':'PROD'"), "$.name", "found nothing, expected a value, this key is required");
        row("name is a number", object("'name':7"), "$.name", "found 7, expected text");
        row("bad name", object("'name':'Titan Prod'"), "$.name",
            QByteArray("found \"Titan Prod\", expected ").append(wantName).constData());
        row("no kind", object("'name':'t'"), "$.kind", "found nothing, expected a value, this key is required");
        row("bad kind", object("'name':'t','kind':'prod'"), "$.kind",
            "found \"prod\", expected one of: DRILL, PROD, STAGING");
        row("no URLs", object("'name':'t','kind':'PROD'"), "$.natsUrls",
            "found nothing, expected a value, this key is required");
        row("URLs are text", object("'name':'t','kind':'PROD','natsUrls':'nats://a'"), "$.natsUrls",
            "found \"nats://a\", expected an array");
        row("empty URLs", object("'name':'t','kind':'PROD','natsUrls':[]"), "$.natsUrls",
            "found an array, expected at least one URL");
        const char* wantNats = "expected nats:// or tls://host:port";
        const auto url = [&](const char* what, const QByteArray& text, const QByteArray& found) {
            row(what, object("'name':'t','kind':'PROD','natsUrls':['nats://a:4222','" + text + "']"), "$.natsUrls[1]",
                QByteArray("found " + found + ", " + wantNats).constData());
        };
        url("URL of the web", "http://a:4222", "\"http://a:4222\"");
        url("URL without scheme", "a:4222", "\"a:4222\"");
        url("URL without host", "nats://:4222", "\"nats://:4222\"");
        url("URL with a path", "nats://a:4222/x", "\"nats://a:4222/x\"");
        url("URL with a query", "nats://a:4222?tls=1", "\"nats://a:4222?tls=1\"");
        url("port too large", "nats://a:70000", "\"nats://a:70000\"");
        row("monitoring by NATS", object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'monitoringUrl':'nats://a'"),
            "$.monitoringUrl", "found \"nats://a\", expected http:// or https://host:port");
        row("empty user", object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'user':''"), "$.user",
            "found \"\", expected text");
        row("bad runbook", object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'runbook':'../x'"), "$.runbook",
            QByteArray("found \"../x\", expected ").append(wantName).constData());
        row("health URL without a host",
            object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'healthUrls':{'b':'/health'}"), "$.healthUrls.b",
            "found \"/health\", expected an http or https URL without user and password");
        const auto through = [&](const char* what, const QByteArray& nats, const QByteArray& monitoring,
                                 const QByteArray& host, const char* path, const QByteArray& detail) {
            row(what,
                object("'name':'t','kind':'PROD','natsUrls':['nats://127.0.0.1:4222','" + nats +
                       "'],'monitoringUrl':'" + monitoring + "','natsThrough':" + host +
                       ",'hosts':[{'name':'here','kind':'local'},{'name':'far','kind':'ssh','destination':'titan'}]"),
                path, detail.constData());
        };
        const QByteArray wantHost = ", expected the name of one of the hosts of kind ssh";
        through("through a number", "nats://a", "http://a", "7", "$.natsThrough", "found 7, expected text");
        through("through an unknown host", "nats://a", "http://a", "'titan-1'", "$.natsThrough",
                "found \"titan-1\"" + wantHost);
        through("through this machine", "nats://a", "http://a", "'here'", "$.natsThrough", "found \"here\"" + wantHost);
        const QByteArray because = "://host:port because of natsThrough: ssh encrypts it, and no certificate can be "
                                   "checked through a forward";
        through("TLS through a host", "tls://a:4222", "http://a", "'far'", "$.natsUrls[1]",
                "found \"tls://a:4222\", expected nats" + because);
        through("monitoring by TLS through a host", "nats://a", "https://a:8222", "'far'", "$.monitoringUrl",
                "found \"https://a:8222\", expected http" + because);
        through("an interface of this machine through a host", "nats://[fe80::1%25eth0]:4222", "http://a", "'far'",
                "$.natsUrls[1]", "found \"nats://[fe80::1%25eth0]:4222\", expected nats" + because);
        row("misspelt key", object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'monitorUrl':'http://a'"),
            "$.monitorUrl",
            "found a key that means nothing here, expected one of: name, kind, natsUrls, monitoringUrl, user, runbook, "
            "hosts, serviceHosts, healthUrls, natsThrough");
    }
    void mistakesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, path);
        QFETCH(QString, detail);
        const auto environment = parseEnvironment(json, fileName);
        QVERIFY(!environment.ok());
        QCOMPARE(environment.error().code, ErrorCode::InvalidInput);
        QCOMPARE(environment.error().subject, fileName + QStringLiteral(": ") + path);
        QCOMPARE(environment.error().detail, detail);
    }

    // rule: G3
    void aPasswordInAUrlIsRefusedAndNotRepeated_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray head = "'name':'t','kind':'PROD','natsUrls':['nats://a'],";
        QTest::newRow("NATS URL") << QByteArray(
            object("'name':'t','kind':'PROD','natsUrls':['nats://console:hunter2@a:4222']"));
        QTest::newRow("monitoring URL") << object(head + "'monitoringUrl':'http://console:hunter2@a:8222'");
        QTest::newRow("health URL") << object(head + "'healthUrls':{'b':'http://console:hunter2@a/health'}");
        QTest::newRow("no URL at all") << object(head + "'monitoringUrl':'//console:hunter2@a b'");
        QTest::newRow("in the wrong key") << QByteArray(object("'name':'nats://console:hunter2@a'"));
    }
    void aPasswordInAUrlIsRefusedAndNotRepeated()
    {
        QFETCH(QByteArray, json);
        const auto environment = parseEnvironment(json, fileName);
        QVERIFY(!environment.ok());
        QVERIFY2(environment.error().detail.contains(QStringLiteral("a URL with a user or password")),
                 qPrintable(environment.error().detail));
        QVERIFY(!ops::base::toLogLine(environment.error()).contains(QStringLiteral("hunter2")));
    }

    // rule: G3
    void aPasswordOfItsOwnIsAKeyThatMeansNothing()
    {
        const auto environment =
            parseEnvironment(object("'name':'t','kind':'PROD','natsUrls':['nats://a'],'password':'hunter2'"), fileName);
        QVERIFY(!environment.ok());
        QCOMPARE(environment.error().subject, fileName + QStringLiteral(": $.password"));
        QVERIFY(!ops::base::toLogLine(environment.error()).contains(QStringLiteral("hunter2")));
    }

    void hugeAndBrokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("name: titan-prod");
        QTest::newRow("5 MB") << QByteArray(5'242'880, ' ');
        QTest::newRow("invalid UTF-8") << QByteArray("{\"name\":\"\xff\"}");
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6);
        QTest::newRow("NUL bytes") << QByteArray(64, '\0');
        QTest::newRow("nested without end") << QByteArray(100'000, '[');
    }
    void hugeAndBrokenFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto environment = parseEnvironment(bytes, fileName);
        QVERIFY(!environment.ok());
        QCOMPARE(environment.error().subject, fileName + QStringLiteral(": $"));
        QVERIFY(environment.error().detail.startsWith(QStringLiteral("found ")));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentJson)
#include "tst_environment_json.moc"
