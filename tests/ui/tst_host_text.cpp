#include "support/test_case.h"
#include "ui/hosts/host_text.h"
#include "ui/services/host_notice.h"

#include <QTest>

#include <array>

using namespace ops;
using domain::HostPhase;
using domain::Tool;
using domain::ToolFinding;
using domain::ToolState;

namespace {

constexpr std::array allTools{Tool::DockerClient, Tool::DockerEngine, Tool::Compose, Tool::Ssh};
constexpr std::array allStates{ToolState::Unknown, ToolState::Usable,   ToolState::Old,    ToolState::TooOld,
                               ToolState::Missing, ToolState::NoAnswer, ToolState::NotOurs};

ToolFinding finding(Tool tool, ToolState state, const char* version = "", const char* evidence = "")
{
    return {tool, state, domain::findVersion(QString::fromLatin1(version)), QStringLiteral("program"),
            QString::fromLatin1(evidence)};
}

} // namespace

// The words about command hosts and their tools.
class TestHostText final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G5
    void everyStateHasWordsAndOnlyTheAbnormalHasColour()
    {
        for (const Tool tool : allTools) {
            QVERIFY(!ui::toolName(tool).isEmpty());
            for (const ToolState state : allStates) {
                const ToolFinding made = finding(tool, state, "1.2.3", "said so");
                QVERIFY(!ui::toolStateText(made).isEmpty());
                QCOMPARE(ui::toolTone(made) == ui::Tone::Normal, state == ToolState::Usable);
                QCOMPARE(ui::toolMark(made) == ui::MarkKind::Ok, state == ToolState::Usable);
                QCOMPARE(ui::toolTroubleText(made).isEmpty(), state == ToolState::Usable);
                // What is off has an act, and what can be installed has its line.
                QCOMPARE(ui::toolAct(made, QStringLiteral("titan-1")).isEmpty(), domain::featuresOff(made).empty());
                QCOMPARE(ui::installChoices(made).size(), static_cast<size_t>(domain::packagesFor(made).size()));
            }
        }
    }

    void podmanIsCalledByItsName()
    {
        ToolFinding client = finding(Tool::DockerClient, ToolState::NotOurs, "4.3.1", "4.3.1");
        client.podman = true;
        QVERIFY(ui::toolStateText(client).contains(QLatin1String("Podman")));
        QVERIFY(ui::toolTroubleText(client).contains(QLatin1String("Off because of it")));
        QVERIFY(!ui::toolTroubleText(client).contains(QLatin1String("What was said")));
        QVERIFY(ui::toolsNotice(QStringLiteral("titan-1"), {client}).text.contains(QLatin1String("is Podman")));
        ToolFinding engine = finding(Tool::DockerEngine, ToolState::Usable, "4.3.1");
        engine.podman = true;
        QVERIFY(ui::toolStateText(engine).contains(QLatin1String("Podman")));
        QVERIFY(ui::toolTroubleText(engine).startsWith(QLatin1String("Not proven with Podman")));
        QCOMPARE(ui::toolMark(engine), ui::MarkKind::Warning);
        QVERIFY(ui::toolAct(engine, QStringLiteral("titan-1")).isEmpty());
        QVERIFY(ui::toolsNotice(QStringLiteral("titan-1"), {engine}).text.isEmpty());
    }

    void anEngineThatTakesNoSuchClient()
    {
        const ToolFinding engine = finding(
            Tool::DockerEngine, ToolState::NoAnswer, "",
            "Error response from daemon: client version 1.41 is too old. Minimum supported API version is 1.44");
        QCOMPARE(ui::toolStateText(engine), QStringLiteral("takes no client of this version"));
        QVERIFY(ui::toolTroubleText(engine).endsWith(QLatin1String("Minimum supported API version is 1.44")));
        QVERIFY(ui::toolAct(engine, QStringLiteral("titan-1")).contains(QLatin1String("older one on titan-1")));
        QCOMPARE(ui::toolTone(engine), ui::Tone::Halt);
    }

    void theEngineWithoutAClient()
    {
        QCOMPARE(ui::toolTroubleText(finding(Tool::DockerEngine, ToolState::Unknown)),
                 QStringLiteral("It cannot be asked without the Docker client."));
        QCOMPARE(ui::toolVersionText(finding(Tool::DockerEngine, ToolState::Unknown)), QStringLiteral("–"));
    }

    // rule: G9
    void aVersionOfBeforeIsSaidToBeOne()
    {
        for (const ToolState state : {ToolState::NoAnswer, ToolState::Unknown})
            QCOMPARE(ui::toolVersionText(finding(Tool::DockerEngine, state, "28.2.2")),
                     QStringLiteral("last known 28.2.2"));
        QCOMPARE(ui::toolVersionText(finding(Tool::DockerEngine, ToolState::Usable, "28.2.2")),
                 QStringLiteral("28.2.2"));
    }

    // rule: G7
    void whatAToolSaidStaysData()
    {
        const QString text = ui::toolTroubleText(finding(Tool::Compose, ToolState::NotOurs, "", "<b>%1</b>\nusage"));
        QVERIFY2(text.endsWith(QLatin1String("What was said: <b>%1</b> usage")), qPrintable(text));
        QCOMPARE(ui::toolTroubleText(finding(Tool::Compose, ToolState::Unknown, "", "<b>%1</b>\r\nclosed\n")),
                 QStringLiteral("The question did not get through: <b>%1</b> closed"));
    }

    void theWayToAHost_data()
    {
        QTest::addColumn<domain::HostKind>("kind");
        QTest::addColumn<QString>("configFile");
        QTest::addColumn<QString>("directory");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QString>("text");
        QTest::newRow("here") << domain::HostKind::Local << QString() << QString() << QString()
                              << QStringLiteral("this machine");
        QTest::newRow("there") << domain::HostKind::Ssh << QString() << QStringLiteral("/opt/titan") << QString()
                               << QStringLiteral("over ssh: ops@titan-1, in /opt/titan");
        QTest::newRow("with a file") << domain::HostKind::Ssh << QStringLiteral("/etc/titan/ssh_config") << QString()
                                     << QString()
                                     << QStringLiteral("over ssh: ops@titan-1, configured by /etc/titan/ssh_config");
        QTest::newRow("with a socket") << domain::HostKind::Ssh << QString() << QStringLiteral("/opt/titan")
                                       << QStringLiteral("/var/run/docker.sock")
                                       << QStringLiteral("over ssh: ops@titan-1, in /opt/titan, docker over its "
                                                         "forwarded socket");
    }
    void theWayToAHost()
    {
        QFETCH(domain::HostKind, kind);
        QFETCH(QString, configFile);
        QFETCH(QString, directory);
        QFETCH(QString, socket);
        QFETCH(QString, text);
        const domain::HostConfig host{
            QStringLiteral("titan-1"), kind, QStringLiteral("ops@titan-1"), configFile, directory, socket};
        QCOMPARE(ui::hostKindText(host), text);
    }

    // Over a forwarded socket the client is the one here, and the one there where the forward does not serve.
    void whereAToolRuns()
    {
        domain::HostConfig host;
        host.name = QStringLiteral("titan-1");
        const auto place = [&host](Tool tool) { return ui::toolPlaceText(finding(tool, ToolState::Usable), host); };
        QCOMPARE(place(Tool::DockerClient), QStringLiteral("program on titan-1"));
        host.dockerSocket = QStringLiteral("/var/run/docker.sock");
        QCOMPARE(place(Tool::DockerClient),
                 QStringLiteral("program on this machine; on titan-1 while its socket is not reached"));
        QCOMPARE(place(Tool::DockerEngine), QStringLiteral("on titan-1"));
        QCOMPARE(place(Tool::Compose), QStringLiteral("program on titan-1"));
        QCOMPARE(place(Tool::Ssh), QStringLiteral("program on this machine"));
    }

    void theStateOfAConnection_data()
    {
        QTest::addColumn<HostPhase>("phase");
        QTest::addColumn<bool>("failed");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<ui::MarkKind>("mark");
        QTest::newRow("idle") << HostPhase::Idle << false << QStringLiteral("Not connected yet: nothing was asked")
                              << ui::MarkKind::Waiting;
        QTest::newRow("connecting") << HostPhase::Connecting << false << QStringLiteral("Connecting…")
                                    << ui::MarkKind::Waiting;
        QTest::newRow("up") << HostPhase::Up << false << QStringLiteral("Connected since") << ui::MarkKind::Ok;
        QTest::newRow("down") << HostPhase::Down << true << QStringLiteral("Cannot be reached since")
                              << ui::MarkKind::Failed;
        QTest::newRow("down, and tried again")
            << HostPhase::Connecting << true << QStringLiteral("Cannot be reached since") << ui::MarkKind::Failed;
    }
    void theStateOfAConnection()
    {
        QFETCH(HostPhase, phase);
        QFETCH(bool, failed);
        QFETCH(QString, begins);
        QFETCH(ui::MarkKind, mark);
        domain::HostConfig host;
        host.kind = domain::HostKind::Ssh;
        domain::HostStatus status;
        status.phase = phase;
        if (failed)
            status.error = base::Error{base::ErrorCode::Refused, QStringLiteral("closed"), {}};
        QVERIFY(ui::hostStatusText(host, status, {}).startsWith(begins));
        QCOMPARE(ui::hostMark(status), mark);
        host.kind = domain::HostKind::Local;
        QCOMPARE(ui::hostStatusText(host, status, {}), QStringLiteral("No connection is needed."));
    }

    void featuresAreNamedOnce()
    {
        QVERIFY(ui::featuresText({}).isEmpty());
        QCOMPARE(ui::featuresText(
                     {finding(Tool::Compose, ToolState::Missing), finding(Tool::DockerClient, ToolState::Missing)}),
                 QStringLiteral("services and their logs, the rollback's stop, pull and up, what only Compose v2 "
                                "tells"));
    }

    void aNoticeIsForWhatMustBeInstalled()
    {
        for (const Tool tool : allTools)
            for (const ToolState state : allStates) {
                const bool bad =
                    state == ToolState::Missing || state == ToolState::TooOld || state == ToolState::NotOurs;
                const ui::EngineNotice notice =
                    ui::toolsNotice(QStringLiteral("titan-1"), {finding(tool, state, "1.2.3")});
                QCOMPARE(notice.text.isEmpty(), !bad);
                QCOMPARE(notice.act.startsWith(QLatin1String("Install ")), bad);
            }
        // Client and engine come in one package.
        const QString act = ui::toolsNotice(QStringLiteral("titan-1"), {finding(Tool::DockerClient, ToolState::TooOld),
                                                                        finding(Tool::DockerEngine, ToolState::TooOld)})
                                .act;
        QCOMPARE(act.count(QLatin1String("Install ")), 1);
    }
};

QTEST_MAIN(TestHostText)
#include "tst_host_text.moc"
