#include "domain/environment_json.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

namespace {

// An environment file with these further members, written with ' for ".
QByteArray file(const QByteArray& members)
{
    QByteArray json = "{'name':'t','kind':'PROD','natsUrls':['nats://a'],";
    json += members + '}';
    return json.replace('\'', '"');
}

QByteArray oneHost(const QByteArray& members)
{
    return file("'hosts':[{" + members + "}]");
}

} // namespace

// The command hosts of an environment, and which of them a service is on.
class TestHostConfig : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void hostsAreRead()
    {
        const auto environment =
            parseEnvironment(file("'hosts':[{'name':'titan-1','kind':'ssh','destination':'ops@titan-1.example',"
                                  "'configFile':'/home/ops/.ssh/titan','workingDirectory':'/opt/titan',"
                                  "'dockerSocket':'/var/run/docker.sock'},"
                                  "{'name':'here','kind':'local','comment':'the desk','workingDirectory':'/srv/titan'},"
                                  "{'name':'least','kind':'local'}],'serviceHosts':{'_why':1,'titan-ai-quant':'here'}"),
                             QStringLiteral("t.json"));
        QVERIFY2(environment.ok(), environment.ok() ? "" : qPrintable(ops::base::toLogLine(environment.error())));
        const std::vector<HostConfig> expected{
            {QStringLiteral("titan-1"), HostKind::Ssh, QStringLiteral("ops@titan-1.example"),
             QStringLiteral("/home/ops/.ssh/titan"), QStringLiteral("/opt/titan"),
             QStringLiteral("/var/run/docker.sock")},
            {QStringLiteral("here"), HostKind::Local, {}, {}, QStringLiteral("/srv/titan"), {}},
            {QStringLiteral("least"), HostKind::Local, {}, {}, {}, {}}};
        QVERIFY(environment->hosts == expected);
        QCOMPARE(environment->hostForService(QStringLiteral("titan-ai-quant"))->name, QStringLiteral("here"));
        QCOMPARE(environment->hostForService(QStringLiteral("titan-brain"))->name, QStringLiteral("titan-1"));
        QCOMPARE(environment->host(QStringLiteral("least")), &environment->hosts.back());
        QVERIFY(environment->host(QStringLiteral("nobody")) == nullptr);
        const auto again = parseEnvironment(environmentToJson(*environment), QStringLiteral("t.json"));
        QVERIFY(again.ok());
        QVERIFY(*again == *environment);
    }

    // A file that names no host has none: commands never run on a machine that nobody named.
    void withoutHostsThereIsNone()
    {
        for (const QByteArray& members : {QByteArray("'user':'u'"), QByteArray("'hosts':[]")}) {
            const auto environment = parseEnvironment(file(members), QStringLiteral("t.json"));
            QVERIFY(environment.ok());
            QVERIFY(environment->hosts.empty());
            QVERIFY(environment->hostForService(QStringLiteral("titan-brain")) == nullptr);
            QVERIFY(!environmentToJson(*environment).contains("hosts"));
        }
    }

    void destinations_data()
    {
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<bool>("good");
        for (const char* good : {"titan", "ops@titan-1.example", "ops@10.0.0.1", "ops@fe80::1%eth0", "::1", "_x",
                                 "ssh://titan", "ssh://ops@titan-1.example:2222", "ssh://ops@[::1]:2222/", "a@b@titan"})
            QTest::newRow(good) << QByteArray(good) << true;
        for (const char* bad : {"-oProxyCommand=reboot", "", "a b", "ops@", "@titan", "ops@-oX", "titan;reboot",
                                "a\\nb", "ssh://", "ssh://ops:hunter2@titan", "ops:hunter2@titan", "ssh://titan/x",
                                "$(reboot)", "ssh://titan?x", "ssh://-oX@titan x"})
            QTest::newRow(qPrintable(QStringLiteral("not <%1>").arg(QString::fromLatin1(bad))))
                << QByteArray(bad) << false;
    }
    // rule: G3
    void destinations()
    {
        QFETCH(QByteArray, destination);
        QFETCH(bool, good);
        const auto environment = parseEnvironment(
            oneHost("'name':'h','kind':'ssh','destination':'" + destination + "'"), QStringLiteral("t.json"));
        QCOMPARE(environment.ok(), good);
        if (good)
            return;
        QCOMPARE(environment.error().subject, QStringLiteral("t.json: $.hosts[0].destination"));
        QVERIFY(!environment.error().detail.contains(QLatin1String("hunter2")));
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("detail"); // a part of it
        const auto row = [](const char* name, const QByteArray& json, const char* path, const char* detail) {
            QTest::newRow(name) << json << QString::fromLatin1(path) << QString::fromLatin1(detail);
        };
        row("not an array", file("'hosts':{}"), "$.hosts", "an array");
        row("not an object", file("'hosts':['titan']"), "$.hosts[0]", "an object");
        row("no name", oneHost("'kind':'local'"), "$.hosts[0].name", "required");
        row("bad name", oneHost("'name':'Titan 1','kind':'local'"), "$.hosts[0].name", "Titan 1");
        row("no kind", oneHost("'name':'h'"), "$.hosts[0].kind", "required");
        row("unknown kind", oneHost("'name':'h','kind':'docker'"), "$.hosts[0].kind", "one of: local, ssh");
        row("ssh without a destination", oneHost("'name':'h','kind':'ssh'"), "$.hosts[0].destination", "required");
        row("local with a destination", oneHost("'name':'h','kind':'local','destination':'x'"),
            "$.hosts[0].destination", "a key that means nothing here");
        row("relative directory", oneHost("'name':'h','kind':'local','workingDirectory':'titan'"),
            "$.hosts[0].workingDirectory", "an absolute path");
        row("relative configuration", oneHost("'name':'h','kind':'ssh','destination':'x','configFile':'~/.ssh/c'"),
            "$.hosts[0].configFile", "an absolute path");
        const auto socket = [](const QByteArray& path) {
            return oneHost("'name':'h','kind':'ssh','destination':'x','dockerSocket':" + path);
        };
        row("relative socket", socket("'docker.sock'"), "$.hosts[0].dockerSocket", "the absolute path of a socket");
        row("socket as docker says it", socket("'unix:///var/run/docker.sock'"), "$.hosts[0].dockerSocket",
            "found \"unix:///var/run/docker.sock\", expected the absolute path");
        row("socket that ssh would cut", socket("'/run/a:b'"), "$.hosts[0].dockerSocket", "without ':'");
        row("socket on two lines", socket("'/run/a\\nb'"), "$.hosts[0].dockerSocket", "control characters");
        row("socket with a NUL", socket("'/run/a\\u0000b'"), "$.hosts[0].dockerSocket", "control characters");
        row("no socket", socket("''"), "$.hosts[0].dockerSocket", "text");
        row("socket of this machine", oneHost("'name':'h','kind':'local','dockerSocket':'/var/run/docker.sock'"),
            "$.hosts[0].dockerSocket",
            "found \"/var/run/docker.sock\", expected it only with kind ssh: docker finds this machine's own engine");
        row("misspelt", oneHost("'name':'h','kind':'local','workdir':'/x'"), "$.hosts[0].workdir",
            "one of: name, kind, workingDirectory");
        row("same name twice", file("'hosts':[{'name':'h','kind':'local'},{'name':'h','kind':'local'}]"), "$.hosts[1]",
            "a name that no other host has");
        row("service on an unknown host",
            file("'hosts':[{'name':'h','kind':'local'}],'serviceHosts':{'titan-brain':'g'}"),
            "$.serviceHosts.titan-brain", "the name of one of the hosts");
        row("services without hosts", file("'serviceHosts':{'titan-brain':'h'}"), "$.serviceHosts.titan-brain",
            "the name of one of the hosts");
        row("services are a list", file("'serviceHosts':['titan-brain']"), "$.serviceHosts", "an object");
    }
    void mistakesAreNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, path);
        QFETCH(QString, detail);
        const auto environment = parseEnvironment(json, QStringLiteral("t.json"));
        QVERIFY(!environment.ok());
        QCOMPARE(environment.error().code, ops::base::ErrorCode::InvalidInput);
        QCOMPARE(environment.error().subject, QStringLiteral("t.json: ") + path);
        QVERIFY2(environment.error().detail.contains(detail), qPrintable(environment.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestHostConfig)
#include "tst_host_config.moc"
