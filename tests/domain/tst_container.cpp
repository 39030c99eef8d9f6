#include "domain/services/container.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;
using namespace std::chrono_literals;

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
             "Healthcheck": {"Test": ["CMD", "true"], "Interval": 10000000000, "Timeout": 5000000000, "Retries": 3},
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
        QCOMPARE(c.checkedUtcMs, std::optional<qint64>(1769792710241));
        QCOMPARE(c.checkInterval, std::chrono::milliseconds(10'000));
        QCOMPARE(c.checkTimeout, std::chrono::milliseconds(5'000));
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
        QVERIFY(!parsed->front().checkedUtcMs);
    }

    // What is no exit code is not 0: that would be work that was done.
    // rule: H6
    void howItEnded_data()
    {
        QTest::addColumn<std::optional<int>>("code");
        using Code = std::optional<int>;
        QTest::newRow("0") << Code(0);
        QTest::newRow("255") << Code(255);
        QTest::newRow("-1") << Code(-1);
        QTest::newRow("3221225786") << Code(); // of a Windows container
        QTest::newRow(R"("1")") << Code();
        QTest::newRow("null") << Code();
        QTest::newRow("1.5") << Code();
    }
    void howItEnded()
    {
        const auto parsed = parseInspect(element(R"("State":{"Status":"exited","FinishedAt":"2026-01-30T17:04:07Z",)"
                                                 R"("ExitCode":)" +
                                                 QByteArray(QTest::currentDataTag()) + "}"));
        QVERIFY(parsed.ok());
        QTEST(parsed->front().exitCode, "code");
    }

    // The engine stamps the check's runs in its own zone.
    void whenTheCheckWasMade_data()
    {
        QTest::addColumn<QByteArray>("runs");
        QTest::addColumn<std::optional<qint64>>("endUtcMs");
        using End = std::optional<qint64>;
        QTest::newRow("not yet") << QByteArray("[]") << End();
        QTest::newRow("null") << QByteArray("null") << End();
        QTest::newRow("one") << QByteArray(R"([{"End":"2026-01-30T17:05:10.241123456Z"}])") << End(1769792710241);
        QTest::newRow("of another zone") << QByteArray(R"([{"End":"2026-01-30T18:05:10.241123456+01:00"}])")
                                         << End(1769792710241);
        QTest::newRow("all but the next millisecond")
            << QByteArray(R"([{"End":"2026-01-30T17:05:10.241999999Z"}])") << End(1769792710241);
        QTest::newRow("all but the next second")
            << QByteArray(R"([{"End":"2026-01-30T17:05:10.9996Z"}])") << End(1769792710999);
        QTest::newRow("the newest") << QByteArray(R"([{"End":"2026-01-30T17:05:10Z"},{"End":"2026-01-30T17:05:11Z"}])")
                                    << End(1769792711000);
        QTest::newRow("unreadable") << QByteArray(R"([{"End":"soon"}])") << End();
    }
    void whenTheCheckWasMade()
    {
        QFETCH(QByteArray, runs);
        const auto parsed =
            parseInspect(element(R"("State":{"Status":"running","Health":{"Status":"healthy","Log":)" + runs + "}}"));
        QVERIFY(parsed.ok());
        QTEST(parsed->front().checkedUtcMs, "endUtcMs");
    }

    void howOftenItIsChecked_data()
    {
        QTest::addColumn<QByteArray>("check");
        QTest::addColumn<std::chrono::milliseconds>("interval");
        QTest::addColumn<std::chrono::milliseconds>("timeout");
        const auto row = [](const char* name, const char* check, std::chrono::milliseconds interval,
                            std::chrono::milliseconds timeout) {
            QTest::newRow(name) << QByteArray(check) << interval << timeout;
        };
        row("the engine's defaults", "{}", 30s, 30s);
        row("nothing", "null", 30s, 30s);
        row("0 is the default", R"({"Interval":0,"Timeout":0})", 30s, 30s);
        row("nonsense", R"({"Interval":-1,"Timeout":"5s"})", 30s, 30s);
        row("set", R"({"Interval":1500000000,"Timeout":1000000})", 1500ms, 1ms);
        row("less than can be told", R"({"Interval":1,"Timeout":1})", 1ms, 1ms);
        row("an hour", R"({"Interval":3600000000000})", 1h, 30s);
        row("for ever", R"({"Interval":9223372036854775807})", 8760h, 30s);
    }
    void howOftenItIsChecked()
    {
        QFETCH(QByteArray, check);
        const auto parsed =
            parseInspect(element(R"("State":{"Status":"running"},"Config":{"Healthcheck":)" + check + "}"));
        QVERIFY(parsed.ok());
        QTEST(parsed->front().checkInterval, "interval");
        QTEST(parsed->front().checkTimeout, "timeout");
    }

    // Docker's, and Podman's: of two words for one state Docker's is shown.
    void everyStateWord_data()
    {
        QTest::addColumn<ContainerRun>("run");
        QTest::addColumn<QString>("shown");
        using enum ContainerRun;
        const auto row = [](const char* word, ContainerRun run, const char* shown = nullptr) {
            QTest::newRow(word) << run << QString::fromLatin1(shown == nullptr ? word : shown);
        };
        row("created", Created);
        row("configured", Created, "created");
        row("initialized", Created, "created");
        row("running", Running);
        row("paused", Paused);
        row("restarting", Restarting);
        row("stopping", Stopping);
        row("removing", Removing);
        row("exited", Exited);
        row("stopped", Exited, "exited");
        row("dead", Dead);
        row("unknown", Unknown);
        row("hibernating", Unknown, "unknown");
    }
    void everyStateWord()
    {
        const QByteArray word = QTest::currentDataTag();
        const auto parsed = parseInspect(element("\"State\":{\"Status\":\"" + word + "\"}"));
        QVERIFY(parsed.ok());
        QTEST(parsed->front().run, "run");
        QTEST(containerRunWord(parsed->front().run), "shown");
    }

    // That nobody knows the word is not that there is no check.
    // rule: H6
    void everyHealthWord_data()
    {
        QTest::addColumn<QByteArray>("health");
        QTest::addColumn<ImageHealth>("known");
        QTest::addColumn<QString>("shown");
        using enum ImageHealth;
        const auto row = [](const char* health, ImageHealth known, const char* shown) {
            QTest::newRow(health) << QByteArray(health) << known << QString::fromLatin1(shown);
        };
        row("null", None, "none");
        row("{}", None, "none");
        row(R"({"Status":""})", None, "none");
        row(R"({"Status":"none"})", None, "none");
        row(R"({"Status":"starting"})", Starting, "starting");
        row(R"({"Status":"healthy"})", Healthy, "healthy");
        row(R"({"Status":"unhealthy"})", Unhealthy, "unhealthy");
        row(R"({"Status":"Healthy"})", Unknown, "unknown");
        row(R"({"Status":"splendid"})", Unknown, "unknown");
    }
    void everyHealthWord()
    {
        QFETCH(QByteArray, health);
        const auto parsed = parseInspect(element(R"("State":{"Status":"running","Health":)" + health + "}"));
        QVERIFY(parsed.ok());
        QTEST(parsed->front().health, "known");
        QTEST(imageHealthWord(parsed->front().health), "shown");
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
        row("titan-brain:v1.2.3@sha256:00", "v1.2.3");
        row("127.0.0.1:5000/titan-brain:v1@sha256:00", "v1");
        row("127.0.0.1:5000/titan-brain@sha256:00", "");
        row("sha256:9f31c0bbccddeeff00112233445566778899aabbccddeeff0011223344556677", "");
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

    // One that is half removed must not hide the others.
    void whatLacksSomethingHidesNothingElse()
    {
        const auto parsed = parseInspect(R"([{"Id":"a"},{"Id":"b","Name":"/n"},{},1,)" + QByteArray(brain) + "]");
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->size(), size_t(3)); // without an id it is nobody's
        QCOMPARE(parsed->at(0).id, QStringLiteral("a"));
        QVERIFY(parsed->at(0).unreadable.contains(QLatin1String("/0/Name")));
        QCOMPARE(parsed->at(1).id, QStringLiteral("b"));
        QVERIFY(parsed->at(1).unreadable.contains(QLatin1String("/1/State/Status")));
        QCOMPARE(parsed->at(1).run, ContainerRun::Unknown);
        QCOMPARE(parsed->at(2).name, QStringLiteral("titan-brain"));
        QVERIFY(parsed->at(2).unreadable.isEmpty());
    }

    void readsEvents()
    {
        const auto die = parseEngineEvent(
            R"({"status":"die","id":"9f","Type":"container","Action":"die","Actor":{"ID":"9f","Attributes":{"exitCode":"137","name":"titan-brain"}},"time":1,"timeNano":1769792648113456789})");
        QVERIFY(die.ok());
        QCOMPARE(**die, (EngineEvent{QStringLiteral("die"), QStringLiteral("9f"), QStringLiteral("titan-brain"),
                                     std::optional(137), 1769792648113456789, std::nullopt}));
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

    void readsTheSignalOfAKill()
    {
        const auto kill = parseEngineEvent(
            R"({"Type":"container","Action":"kill","Actor":{"ID":"9f","Attributes":{"signal":"10"}},"timeNano":1})");
        QVERIFY(kill.ok());
        QCOMPARE((*kill)->signal, std::optional(10));
        const auto unsaid = parseEngineEvent(R"({"Type":"container","Action":"kill","Actor":{"ID":"9f"}})");
        QVERIFY(unsaid.ok());
        QVERIFY(!(*unsaid)->signal);
    }

    void signalsByNameAndNumber_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("signal"); // 0: none
        const auto row = [](const char* text, int signal) {
            QTest::newRow(text) << QString::fromLatin1(text) << signal;
        };
        row("15", 15);
        row("SIGTERM", 15);
        row("term", 15);
        row("SIGHUP", 1);
        row("SIGUSR1", 10);
        row("SIGWINCH", 28);
        row("SIGRTMIN+3", 37); // systemd's
        row("SIGRTMAX", 64);
        row("RTMAX-1", 63);
        for (const char* none : {"", "0", "-1", "65", "SIG", "SIGRTMIN-1", "SIGRTMIN+99", "SIGRTMINx", "HUP TERM"})
            row(none, 0);
    }
    void signalsByNameAndNumber()
    {
        QFETCH(QString, text);
        QFETCH(int, signal);
        QCOMPARE(parseSignal(text), signal == 0 ? std::nullopt : std::optional(signal));
    }

    void readsHowItIsStoppedAndStartedAgain()
    {
        const auto parsed = parseInspect(element(
            R"("State":{"Status":"exited"},"Config":{"StopSignal":"SIGQUIT"},"HostConfig":{"RestartPolicy":{"Name":"unless-stopped","MaximumRetryCount":0}})"));
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->front().stopSignal, std::optional(3));
        QCOMPARE(parsed->front().restartPolicy, QStringLiteral("unless-stopped"));
        const auto unsaid = parseInspect(element(R"("State":{"Status":"exited"})"));
        QVERIFY(!unsaid->front().stopSignal);
        QVERIFY(unsaid->front().restartPolicy.isEmpty());
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
                                   R"({"ID":"9f","CPUPerc":"1%","MemUsage":"5 parsecs / 1"})",
                                   R"({"ID":"9f","CPUPerc":"NaN%","MemUsage":"1B / 1B"})",
                                   R"({"ID":"9f","CPUPerc":"inf%","MemUsage":"1B / 1B"})",
                                   R"({"ID":"9f","CPUPerc":"-3%","MemUsage":"1B / 1B"})",
                                   R"({"ID":"9f","CPUPerc":"1%","MemUsage":"99999999999TiB / 1B"})"})
            QVERIFY2(!parseContainerLoad(broken).ok(), broken);
    }
};

QTEST_GUILESS_MAIN(TestContainer)
#include "tst_container.moc"
