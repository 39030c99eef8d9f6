#include "domain/host/tool_report.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

class TestToolReport : public ops::test::TestCase {
    Q_OBJECT

private:
    // nullptr: the engine does not answer.
    static QByteArray dockerJson(const char* client, const char* engine)
    {
        QByteArray json = "{\"Client\":{\"Version\":\"";
        json += client;
        json += "\",\"ApiVersion\":\"1.50\",\"Os\":\"linux\"},\"Server\":";
        if (engine == nullptr)
            return json + "null}\n";
        json += "{\"Version\":\"";
        json += engine;
        return json + "\",\"MinAPIVersion\":\"1.24\"}}\n";
    }

private Q_SLOTS:
    void versions_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("numbers");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* said, const char* numbers, const char* text) {
            QTest::newRow(said) << QString::fromLatin1(said) << QString::fromLatin1(numbers)
                                << QString::fromLatin1(text);
        };
        row("28.2.2", "28.2.2", "28.2.2");
        row("20.10.24+dfsg1", "20.10.24", "20.10.24+dfsg1");
        row("Docker Compose version v2.26.1", "2.26.1", "2.26.1");
        row("Docker Compose version 2.26.1-4", "2.26.1", "2.26.1-4");
        row("docker-compose version 1.29.2, build unknown", "1.29.2", "1.29.2");
        row("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026", "9.2.0", "9.2p1");
        row("no version", "", "");
        row("", "", "");
        row("7", "", "");
        row("99999999999.1.1", "", "");
    }
    void versions()
    {
        QFETCH(QString, said);
        QFETCH(QString, numbers);
        QFETCH(QString, text);
        const auto found = findVersion(said);
        QCOMPARE(found.has_value(), !numbers.isEmpty());
        if (!found)
            return;
        QCOMPARE(QStringLiteral("%1.%2.%3").arg(found->major).arg(found->minor).arg(found->patch), numbers);
        QCOMPARE(found->text, text);
    }

    void docker_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<int>("client");
        QTest::addColumn<int>("engine");
        const auto row = [](const char* name, bool exists, int code, const QByteArray& output, const char* errors,
                            ToolState client, ToolState engine) {
            QTest::newRow(name) << exists << code << output << QByteArray(errors) << static_cast<int>(client)
                                << static_cast<int>(engine);
        };
        using enum ToolState;
        row("new", true, 0, dockerJson("28.2.2", "28.2.2"), "", Usable, Usable);
        row("Debian's", true, 0, dockerJson("20.10.24+dfsg1", "20.10.24+dfsg1"), "", Usable, Usable);
        row("old client", true, 0, dockerJson("19.03.8", "28.2.2"), "", TooOld, Usable);
        row("old engine", true, 0, dockerJson("28.2.2", "18.09.1"), "", Usable, TooOld);
        row("no engine", true, 1, dockerJson("28.2.2", nullptr), "Cannot connect to the Docker daemon", Usable,
            NoAnswer);
        row("not there", false, 0, "", "", Missing, Unknown);
        row("the literal word", true, 0, "json\n", "", NotOurs, Unknown);
        row("usage, exit code 0", true, 0, "Usage: docker [OPTIONS]\n", "", NotOurs, Unknown);
        row("no version in it", true, 0, "{\"Client\":{\"Version\":\"x\"},\"Server\":{\"Version\":7}}", "", NotOurs,
            NotOurs);
        row("an array", true, 0, "[]", "", NotOurs, Unknown);
        row("nothing", true, 1, "", "permission denied", NotOurs, Unknown);
    }
    void docker()
    {
        QFETCH(bool, exists);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        QFETCH(int, client);
        QFETCH(int, engine);
        const auto [foundClient, foundEngine] = readDockerVersion({exists, exitCode, output, errors});
        QCOMPARE(static_cast<int>(foundClient.state), client);
        QCOMPARE(static_cast<int>(foundEngine.state), engine);
        QVERIFY(foundClient.tool == Tool::DockerClient && foundEngine.tool == Tool::DockerEngine);
        QCOMPARE(featuresOff(foundClient).empty(), foundClient.state == ToolState::Usable);
        QCOMPARE(packagesFor(foundClient).isEmpty(), foundClient.state == ToolState::Usable);
        QVERIFY(foundEngine.state != ToolState::NoAnswer || foundEngine.evidence == QString::fromUtf8(errors));
    }

    void anEngineThatTakesNoSuchClient()
    {
        const char* const refusals[] = {"Error response from daemon: client version 1.41 is too old. Minimum supported "
                                        "API version is 1.44, please upgrade your client to a newer version",
                                        "Error response from daemon: client version 1.99 is too new. Maximum "
                                        "supported API version is 1.41"};
        for (const char* const words : refusals) {
            const ToolFinding engine = readDockerVersion({true, 1, dockerJson("20.10.24", nullptr), words}).second;
            QCOMPARE(engine.state, ToolState::NoAnswer);
            QVERIFY(refusesClientsVersion(engine));
            QVERIFY(!featuresOff(engine).empty());
        }
        QVERIFY(!refusesClientsVersion(
            readDockerVersion({true, 1, dockerJson("28.2.2", nullptr), "Cannot connect to the Docker daemon"}).second));
    }

    // As Podman 4.3.1 says it: its client under docker's name, and docker's client at its socket.
    void podman_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<ToolState>("client");
        QTest::addColumn<bool>("isPodmansClient");
        QTest::addColumn<ToolState>("engine");
        QTest::addColumn<bool>("isPodmansEngine");
        const QByteArray own = R"({"Client":{"APIVersion":"4.3.1","Version":"4.3.1","GoVersion":"go1.19.8",)"
                               R"("GitCommit":"","Built":0,"OsArch":"linux/amd64","Os":"linux"}})";
        const QByteArray script = "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n";
        const QByteArray socket =
            R"({"Client":{"Version":"28.2.2","ApiVersion":"1.41"},"Server":{"Platform":{"Name":"linux/amd64/debian-12"},)"
            R"("Components":[{"Name":"Podman Engine","Version":"4.3.1"},{"Name":"Conmon","Version":"2.1.6"}],)"
            R"("Version":"4.3.1","ApiVersion":"1.41","MinAPIVersion":"1.24"}})";
        using enum ToolState;
        QTest::newRow("its client") << own << QByteArray() << NotOurs << true << Unknown << false;
        QTest::newRow("by Debian's script") << own << script << NotOurs << true << Unknown << false;
        QTest::newRow("of another spelling")
            << dockerJson("5.0.0", nullptr) << script << NotOurs << true << Unknown << false;
        QTest::newRow("in words") << QByteArray("podman version 4.3.1\n") << QByteArray() << NotOurs << true << Unknown
                                  << false;
        QTest::newRow("its socket") << socket << QByteArray() << Usable << false << Usable << true;
        QTest::newRow("Docker's own") << dockerJson("28.2.2", "28.2.2") << QByteArray() << Usable << false << Usable
                                      << false;
    }
    void podman()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        const auto [client, engine] = readDockerVersion({true, 0, output, errors});
        QTEST(client.state, "client");
        QTEST(client.podman, "isPodmansClient");
        QTEST(engine.state, "engine");
        QTEST(engine.podman, "isPodmansEngine");
        QCOMPARE(client.version.has_value(), output.startsWith('{'));
    }

    // Whether asking again may tell more.
    void whoDidNotAnswer()
    {
        const ToolFinding usable{Tool::DockerClient, ToolState::Usable, {}, {}, {}};
        const ToolFinding missing{Tool::DockerClient, ToolState::Missing, {}, {}, {}};
        const ToolFinding engine{Tool::DockerEngine, ToolState::Unknown, {}, {}, {}};
        const ToolFinding compose{Tool::Compose, ToolState::Unknown, {}, {}, {}};
        QVERIFY(allAnswered({}));
        QVERIFY(allAnswered({usable}));
        QVERIFY(allAnswered({missing, engine}));
        QVERIFY(!allAnswered({usable, compose}));
    }

    void compose_data()
    {
        QTest::addColumn<QByteArray>("plugin");
        QTest::addColumn<QByteArray>("standalone"); // "-": not there; "?": not asked
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("program");
        const auto row = [](const char* name, const char* plugin, const char* standalone, ToolState state,
                            const char* program) {
            QTest::newRow(name) << QByteArray(plugin) << QByteArray(standalone) << static_cast<int>(state)
                                << QString::fromLatin1(program);
        };
        using enum ToolState;
        row("v2", "Docker Compose version 2.26.1-4\n", "?", Usable, "docker compose");
        row("v2, upstream", "Docker Compose version v2.26.1\n", "-", Usable, "docker compose");
        row("a plugin that hands over to v1",
            "docker-compose version 1.29.2, build unknown\ndocker-py version: 5.0.3\n", "?", Old, "docker compose");
        row("v1 alone", "", "docker-compose version 1.29.2, build unknown\n", Old, "docker-compose");
        row("v2 alone", "", "Docker Compose version v2.26.1\n", Usable, "docker-compose");
        row("ancient", "", "docker-compose version 1.8.0, build unknown\n", TooOld, "docker-compose");
        row("none", "", "-", Missing, "docker compose");
        row("usage", "Usage: docker compose\n", "-", NotOurs, "docker compose");
    }
    void compose()
    {
        QFETCH(QByteArray, plugin);
        QFETCH(QByteArray, standalone);
        QFETCH(int, state);
        QFETCH(QString, program);
        std::optional<ToolAnswer> second;
        if (standalone != "?")
            second = ToolAnswer{standalone != "-", 0, standalone, {}};
        const ToolAnswer first{true, plugin.isEmpty() ? 1 : 0, plugin,
                               plugin.isEmpty() ? "docker: 'compose' is not a docker command." : ""};
        const ToolFinding found = readComposeVersion(first, second);
        QCOMPARE(static_cast<int>(found.state), state);
        QCOMPARE(found.program, program);
    }

    void ssh_data()
    {
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<int>("state");
        QTest::newRow("Debian 12") << QByteArray("OpenSSH_9.2p1 Debian-2+deb12u10, OpenSSL 3.0.19 27 Jan 2026\n")
                                   << static_cast<int>(ToolState::Usable);
        QTest::newRow("oldest") << QByteArray("OpenSSH_7.6p1 Ubuntu-4\n") << static_cast<int>(ToolState::Usable);
        QTest::newRow("too old") << QByteArray("OpenSSH_7.4p1, OpenSSL 1.0.2k\n")
                                 << static_cast<int>(ToolState::TooOld);
        QTest::newRow("another ssh") << QByteArray("Dropbear v2022.83\n") << static_cast<int>(ToolState::NotOurs);
    }
    void ssh()
    {
        QFETCH(QByteArray, errors);
        QFETCH(int, state);
        const ToolFinding found = readSshVersion({true, 0, {}, errors});
        QCOMPARE(static_cast<int>(found.state), state);
        QCOMPARE(readSshVersion({}).state, ToolState::Missing);
        QCOMPARE(packagesFor(readSshVersion({})), QStringList{QStringLiteral("openssh-client")});
        QVERIFY(featuresOff(readSshVersion({})) == std::vector<ToolFeature>{ToolFeature::RemoteHosts});
    }

    void whatIsOffAndWhatHelps()
    {
        for (const Tool tool : {Tool::DockerClient, Tool::DockerEngine, Tool::Compose, Tool::Ssh}) {
            ToolFinding finding{tool, ToolState::Missing, std::nullopt, {}, {}};
            QVERIFY(!featuresOff(finding).empty());
            QVERIFY(!packagesFor(finding).isEmpty());
            QVERIFY(!oldestUsable(tool).isEmpty());
            finding.state = ToolState::NoAnswer; // installing does not help: it has to be started
            QVERIFY(!featuresOff(finding).empty());
            QVERIFY(packagesFor(finding).isEmpty());
            finding.state = ToolState::Unknown; // nothing is claimed
            QVERIFY(featuresOff(finding).empty());
        }
        const ToolFinding old{Tool::Compose, ToolState::Old, std::nullopt, {}, {}};
        QVERIFY(featuresOff(old) == std::vector<ToolFeature>{ToolFeature::ServiceDetails});
    }

    // Only an engine that was really asked has not answered.
    void whatTimedOutWasAskedOrNot_data()
    {
        QTest::addColumn<HostBegan>("began");
        QTest::addColumn<ToolState>("engine");
        QTest::newRow("ran") << HostBegan::Yes << ToolState::NoAnswer;
        QTest::newRow("the host was not reached") << HostBegan::No << ToolState::Unknown;
        QTest::newRow("the host does not say") << HostBegan::Unknown << ToolState::Unknown;
    }
    void whatTimedOutWasAskedOrNot()
    {
        QFETCH(HostBegan, began);
        HostOutcome outcome;
        outcome.end = HostEnd::TimedOut;
        outcome.began = began;
        outcome.error =
            ops::base::Error{ops::base::ErrorCode::TimedOut, QStringLiteral("had not begun"), QStringLiteral("docker")};
        QTEST(toolNotAsked(Tool::DockerEngine, outcome).state, "engine");
        QVERIFY(toolNotAsked(Tool::DockerEngine, outcome).evidence.contains(QStringLiteral("had not begun")));
        QCOMPARE(toolNotAsked(Tool::DockerClient, outcome).state, ToolState::Unknown);
    }

    void whatAToolSaysIsBounded()
    {
        const ToolFinding found = readSshVersion({true, 0, {}, "OpenSSH_9.2p1 " + QByteArray(100'000, 'x')});
        QVERIFY(found.evidence.size() <= 400);
    }
};

QTEST_GUILESS_MAIN(TestToolReport)
#include "tst_tool_report.moc"
