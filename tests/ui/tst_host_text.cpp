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

    void theEngineWithoutAClient()
    {
        QCOMPARE(ui::toolTroubleText(finding(Tool::DockerEngine, ToolState::Unknown)),
                 QStringLiteral("It cannot be asked without the Docker client."));
        QCOMPARE(ui::toolVersionText(finding(Tool::DockerEngine, ToolState::Unknown)), QStringLiteral("–"));
    }

    // rule: G9
    void aVersionOfBeforeIsSaidToBeOne()
    {
        QCOMPARE(ui::toolVersionText(finding(Tool::DockerEngine, ToolState::NoAnswer, "28.2.2")),
                 QStringLiteral("last known 28.2.2"));
    }

    // rule: G7
    void whatAToolSaidStaysData()
    {
        const QString text = ui::toolTroubleText(finding(Tool::Compose, ToolState::NotOurs, "", "<b>%1</b>\nusage"));
        QVERIFY2(text.endsWith(QLatin1String("What was said: <b>%1</b> usage")), qPrintable(text));
    }

    void theWayToAHost_data()
    {
        QTest::addColumn<domain::HostKind>("kind");
        QTest::addColumn<QString>("configFile");
        QTest::addColumn<QString>("directory");
        QTest::addColumn<QString>("text");
        QTest::newRow("here") << domain::HostKind::Local << QString() << QString() << QStringLiteral("this machine");
        QTest::newRow("there") << domain::HostKind::Ssh << QString() << QStringLiteral("/opt/titan")
                               << QStringLiteral("over ssh: ops@titan-1, in /opt/titan");
        QTest::newRow("with a file") << domain::HostKind::Ssh << QStringLiteral("/etc/titan/ssh_config") << QString()
                                     << QStringLiteral("over ssh: ops@titan-1, configured by /etc/titan/ssh_config");
    }
    void theWayToAHost()
    {
        QFETCH(domain::HostKind, kind);
        QFETCH(QString, configFile);
        QFETCH(QString, directory);
        QFETCH(QString, text);
        const domain::HostConfig host{QStringLiteral("titan-1"), kind, QStringLiteral("ops@titan-1"), configFile,
                                      directory};
        QCOMPARE(ui::hostKindText(host), text);
    }

    void theStateOfAConnection_data()
    {
        QTest::addColumn<HostPhase>("phase");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<ui::MarkKind>("mark");
        QTest::newRow("idle") << HostPhase::Idle << QStringLiteral("Not connected") << ui::MarkKind::Waiting;
        QTest::newRow("connecting") << HostPhase::Connecting << QStringLiteral("Connecting…") << ui::MarkKind::Waiting;
        QTest::newRow("up") << HostPhase::Up << QStringLiteral("Connected since") << ui::MarkKind::Ok;
        QTest::newRow("down") << HostPhase::Down << QStringLiteral("Cannot be reached since") << ui::MarkKind::Failed;
    }
    void theStateOfAConnection()
    {
        QFETCH(HostPhase, phase);
        QFETCH(QString, begins);
        QFETCH(ui::MarkKind, mark);
        domain::HostConfig host;
        host.kind = domain::HostKind::Ssh;
        domain::HostStatus status;
        status.phase = phase;
        QVERIFY(ui::hostStatusText(host, status).startsWith(begins));
        QCOMPARE(ui::hostMark(status), mark);
        host.kind = domain::HostKind::Local;
        QCOMPARE(ui::hostStatusText(host, status), QStringLiteral("No connection is needed."));
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
