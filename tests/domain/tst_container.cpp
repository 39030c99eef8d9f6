#include "domain/services/container.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

namespace {

// What docker inspect prints, cut to what is read (engine 20.10).
constexpr auto brain = R"({
  "Id": "9f31c0aa00000000000000000000000000000000000000000000000000000001",
  "Name": "/titan-brain", "RestartCount": 14, "Image": "sha256:9f31c0bbccddeeff00112233445566778899",
  "State": {"Status": "running", "ExitCode": 137, "OOMKilled": true, "Error": "",
            "StartedAt": "2026-01-30T17:04:08.113456789Z", "FinishedAt": "2026-01-30T17:04:07.5Z",
            "Health": {"Status": "unhealthy", "FailingStreak": 3, "Log": [
              {"Start": "2026-01-30T17:04:10Z", "End": "2026-01-30T17:04:19Z", "ExitCode": 0, "Output": ""},
              {"Start": "2026-01-30T17:05:10.2Z", "End": "2026-01-30T17:05:10.241Z", "ExitCode": 1, "Output": ""}]}},
  "Config": {"Image": "127.0.0.1:5000/titan-brain:v1.2.3",
             "Labels": {"com.docker.compose.project": "titan", "com.docker.compose.service": "titan-brain",
                        "com.docker.compose.project.working_dir": "/opt/titan"}},
  "NetworkSettings": {"Ports": {"3100/tcp": [{"HostIp": "127.0.0.1", "HostPort": "3100"}], "9/udp": null}}})";

QByteArray element(const QByteArray& rest)
{
    return R"([{"Id":"a","Name":"/n",)" + rest + "}]";
}

} // namespace

class TestContainer : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatInspectPrints()
    {
        const auto parsed = parseInspect("[" + QByteArray(brain) + "]");
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->size(), size_t(1));
        const Container& c = parsed->front();
        QCOMPARE(c.id.left(6), QStringLiteral("9f31c0"));
        QCOMPARE(c.name, QStringLiteral("titan-brain"));
        QCOMPARE(c.project, QStringLiteral("titan"));
        QCOMPARE(c.service, QStringLiteral("titan-brain"));
        QCOMPARE(c.run, ContainerRun::Running);
        QCOMPARE(c.health, ImageHealth::Unhealthy);
        QCOMPARE(c.failingStreak, 3);
        QCOMPARE(c.healthcheckMs, std::optional(41.0)); // of its last run
        QCOMPARE(c.directory, QStringLiteral("/opt/titan"));
        QCOMPARE(c.exitCode, std::optional(137));
        QVERIFY(c.oomKilled);
        QCOMPARE(c.restartCount, 14);
        QCOMPARE(c.startedUtcMs, std::optional<qint64>(1769792648113));
        QCOMPARE(c.finishedUtcMs, std::optional<qint64>(1769792647500));
        QCOMPARE(c.ports, (QStringList{QStringLiteral("127.0.0.1:3100->3100/tcp"), QStringLiteral("9/udp")}));
        QCOMPARE(c.tag(), QStringLiteral("v1.2.3"));
        QCOMPARE(c.shortDigest(), QStringLiteral("9f31c0bbccdd"));
    }

    void whatNeverEndedHasNoExitCode()
    {
        const auto parsed = parseInspect(element(
            R"("State":{"Status":"running","ExitCode":0,"StartedAt":"2026-01-30T17:04:08Z","FinishedAt":"0001-01-01T00:00:00Z"})"));
        QVERIFY(parsed.ok());
        QVERIFY(!parsed->front().exitCode);
        QVERIFY(!parsed->front().finishedUtcMs);
        QCOMPARE(parsed->front().health, ImageHealth::None);
        QVERIFY(parsed->front().project.isEmpty());
        QVERIFY(!parsed->front().healthcheckMs);
    }

    void everyStateWord_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("run");
        const auto row = [](const char* word, ContainerRun run) {
            QTest::newRow(word) << QByteArray(word) << static_cast<int>(run);
        };
        row("created", ContainerRun::Created);
        row("running", ContainerRun::Running);
        row("paused", ContainerRun::Paused);
        row("restarting", ContainerRun::Restarting);
        row("removing", ContainerRun::Removing);
        row("exited", ContainerRun::Exited);
        row("dead", ContainerRun::Dead);
        row("hibernating", ContainerRun::Unknown);
    }
    void everyStateWord()
    {
        QFETCH(QByteArray, word);
        QFETCH(int, run);
        const auto parsed = parseInspect(element("\"State\":{\"Status\":\"" + word + "\"}"));
        QVERIFY(parsed.ok());
        QCOMPARE(static_cast<int>(parsed->front().run), run);
        if (parsed->front().run != ContainerRun::Unknown)
            QCOMPARE(containerRunWord(parsed->front().run), QString::fromLatin1(word));
    }

    void tags_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("tag");
        const auto row = [](const char* image, const char* tag) {
            QTest::newRow(image) << QString::fromLatin1(image) << QString::fromLatin1(tag);
        };
        row("titan-brain:v1.2.3", "v1.2.3");
        row("127.0.0.1:5000/titan-brain", "");
        row("127.0.0.1:5000/titan-brain:v1", "v1");
        row("titan-brain@sha256:00", "");
        row("titan-brain", "");
        row("", "");
    }
    void tags()
    {
        QFETCH(QString, image);
        QFETCH(QString, tag);
        Container container;
        container.image = image;
        QCOMPARE(container.tag(), tag);
    }

    void refusesWhatIsNoInspect_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("subject");
        QTest::newRow("nothing") << QByteArray() << QString();
        QTest::newRow("an error page") << QByteArray("Error: No such object") << QString();
        QTest::newRow("object") << QByteArray("{}") << QStringLiteral("/");
        QTest::newRow("no id") << QByteArray("[{}]") << QStringLiteral("/0/Id");
        QTest::newRow("no name") << QByteArray(R"([{"Id":"a"}])") << QStringLiteral("/0/Name");
        QTest::newRow("no state") << QByteArray(R"([{"Id":"a","Name":"/n"}])") << QStringLiteral("/0/State/Status");
        QTest::newRow("second") << QByteArray(R"([{"Id":"a","Name":"/n","State":{"Status":"dead"}},1])")
                                << QStringLiteral("/1/Id");
    }
    void refusesWhatIsNoInspect()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, subject);
        const auto parsed = parseInspect(bytes);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().subject, subject);
        QVERIFY(!parsed.error().detail.isEmpty());
    }

    void readsEvents()
    {
        const auto die = parseEngineEvent(
            R"({"status":"die","id":"9f","Type":"container","Action":"die","Actor":{"ID":"9f","Attributes":{"exitCode":"137","name":"titan-brain"}},"time":1,"timeNano":1769792648113456789})");
        QVERIFY(die.ok());
        QCOMPARE(**die, (EngineEvent{QStringLiteral("die"), QStringLiteral("9f"), QStringLiteral("titan-brain"),
                                     std::optional(137), 1769792648113456789}));
        for (const char* other :
             {R"({"Type":"network","Action":"connect","Actor":{"ID":"n"}})",
              R"({"Type":"container","Action":"exec_start: redis-cli ping","Actor":{"ID":"9f"}})"}) {
            const auto parsed = parseEngineEvent(other);
            QVERIFY(parsed.ok());
            QVERIFY(!parsed->has_value());
        }
        for (const char* broken : {"", "json", "{}", R"({"Type":"container","Action":"die"})"})
            QVERIFY2(!parseEngineEvent(broken).ok(), broken);
    }

    void readsLoad()
    {
        const auto load = parseContainerLoad(
            R"({"ID":"9f31c0","CPUPerc":"2.10%","MemUsage":"312.5MiB / 23.5GiB","Name":"titan-brain"})");
        QVERIFY(load.ok());
        QCOMPARE(load->id, QStringLiteral("9f31c0"));
        QCOMPARE(load->cpuPercent, 2.1);
        QCOMPARE(load->memoryBytes, qint64(312.5 * 1024 * 1024));
        // Blank frames and dashes are what a dead engine's stats print.
        for (const char* broken : {"", R"({"ID":"9f","CPUPerc":"--","MemUsage":"-- / --"})",
                                   R"({"ID":"9f","CPUPerc":"1%","MemUsage":"5 parsecs / 1"})"})
            QVERIFY2(!parseContainerLoad(broken).ok(), broken);
    }
};

QTEST_GUILESS_MAIN(TestContainer)
#include "tst_container.moc"
