#include "dialogs/dialog_rig.h"
#include "support/test_case.h"
#include "ui/common/copy_field.h"
#include "ui/hosts/hosts_dialog.h"
#include "ui/hosts_rig.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

#include <utility>

using namespace ops;
using namespace ops::test;
using namespace std::chrono_literals;
using domain::EnginePhase;

// Which hosts there are, what they have, and what to install, over the real controllers and a host that answers as the
// test installs it.
class TestHostsDialog final : public TestCase {
    Q_OBJECT

private:
    struct Opened {
        HostsRig rig;
        ui::HostsDialog dialog;

        explicit Opened(const InstalledTools& tools = {}, domain::Environment environment = hostsEnvironment())
            : rig(std::move(environment))
            , dialog(rig.window)
        {
            rig.tools = tools;
            dialog.openFresh();
        }
        bool found()
        {
            return QTest::qWaitFor(
                [this] { return rig.looked() && rig.hosts.toolsFoundAt(QStringLiteral("titan-1")); });
        }
        QString text(const QByteArray& name) const { return textOf(dialog, name.constData()); }
        ui::Tone tone(const QByteArray& name) const { return toneOf(dialog, name.constData()); }
        bool isThere(const QByteArray& name) const { return part(dialog, name.constData())->isVisible(); }
        // A line to copy; empty where none is offered.
        QString line(const QByteArray& name) const
        {
            return isThere(name) ? part<ui::CopyField>(dialog, name.constData())->text() : QString();
        }
    };

private Q_SLOTS:
    // rule: G4, G5
    void whatIsThereIsShownCalmly()
    {
        Opened opened;
        QCOMPARE(opened.text("hostLooked"), QStringLiteral("Looking for its tools…"));
        QVERIFY(!opened.isThere("tool.docker.state"));
        QVERIFY(opened.found());
        QVERIFY(namesEnvironment(opened.dialog, QStringLiteral("PROD titan-prod")));
        QCOMPARE(opened.text("hostKind"), QStringLiteral("over ssh: ops@titan-1.example, in /opt/titan"));
        QVERIFY(opened.text("hostStatus").startsWith(QLatin1String("Connected since ")));
        QCOMPARE(opened.text("tool.docker.version"), QStringLiteral("28.2.2"));
        QCOMPARE(opened.text("tool.docker.place"), QStringLiteral("docker on titan-1"));
        QCOMPARE(opened.text("tool.engine.version"), QStringLiteral("28.2.2"));
        QCOMPARE(opened.text("tool.compose.version"), QStringLiteral("2.26.1"));
        QCOMPARE(opened.text("tool.compose.place"), QStringLiteral("docker compose on titan-1"));
        QCOMPARE(opened.text("tool.ssh.place"), QStringLiteral("ssh on this machine"));
        for (const char* name : {"tool.docker", "tool.engine", "tool.compose", "tool.ssh"}) {
            const QByteArray tool(name);
            QCOMPARE(opened.text(tool + ".state"), QStringLiteral("found"));
            QCOMPARE(opened.tone(tool + ".state"), ui::Tone::Normal);
            QVERIFY(!opened.isThere(tool + ".detail"));
        }
        opened.rig.clock.advance(3min);
        QTRY_COMPARE(opened.text("hostLooked"), QStringLiteral("Looked for: 3 min 00 s ago"));
    }

    void whatIsMissingOrTooOldSaysWhatToInstall_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArray>("plugin");
        QTest::addColumn<QByteArray>("standalone");
        QTest::addColumn<QByteArray>("ssh");
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("off");
        QTest::addColumn<QString>("act");
        QTest::addColumn<QString>("line");
        const InstalledTools all;
        const auto rollback = QStringLiteral("the rollback's stop, pull and up");
        QTest::newRow("docker missing") << QByteArray() << all.plugin << QByteArray() << all.ssh
                                        << QByteArray("tool.docker") << QStringLiteral("missing")
                                        << QStringLiteral("Off because of it: services and their logs, ") + rollback
                                        << QStringLiteral("Install docker-ce or docker.io on titan-1.")
                                        << QStringLiteral("sudo apt-get install docker-ce");
        QTest::newRow("docker too old") << QByteArray("19.03.8") << all.plugin << QByteArray() << all.ssh
                                        << QByteArray("tool.docker")
                                        << QStringLiteral("too old: 20.10 or newer is needed")
                                        << QStringLiteral("services and their logs")
                                        << QStringLiteral("Install docker-ce or docker.io on titan-1.")
                                        << QStringLiteral("sudo apt-get install docker-ce");
        QTest::newRow("Compose missing") << all.client << QByteArray() << QByteArray() << all.ssh
                                         << QByteArray("tool.compose") << QStringLiteral("missing") << rollback
                                         << QStringLiteral("Install docker-compose-plugin on titan-1.")
                                         << QStringLiteral("sudo apt-get install docker-compose-plugin");
        QTest::newRow("Compose v1") << all.client << QByteArray()
                                    << QByteArray("docker-compose version 1.29.2, build unknown\n") << all.ssh
                                    << QByteArray("tool.compose") << QStringLiteral("found, v1: works, with less")
                                    << QStringLiteral("Off because of it: what only Compose v2 tells.")
                                    << QStringLiteral("Install docker-compose-plugin on titan-1.")
                                    << QStringLiteral("sudo apt-get install docker-compose-plugin");
        QTest::newRow("ssh too old") << all.client << all.plugin << QByteArray()
                                     << QByteArray("OpenSSH_7.4p1, OpenSSL 1.0.2k\n") << QByteArray("tool.ssh")
                                     << QStringLiteral("too old: 7.6 or newer is needed")
                                     << QStringLiteral("command hosts over ssh")
                                     << QStringLiteral("Install openssh-client on this machine.")
                                     << QStringLiteral("sudo apt-get install openssh-client");
    }
    void whatIsMissingOrTooOldSaysWhatToInstall()
    {
        QFETCH(QByteArray, client);
        QFETCH(QByteArray, plugin);
        QFETCH(QByteArray, standalone);
        QFETCH(QByteArray, ssh);
        QFETCH(QByteArray, tool);
        QFETCH(QString, state);
        QFETCH(QString, off);
        QFETCH(QString, act);
        QFETCH(QString, line);
        Opened opened({client, "28.2.2", plugin, standalone, ssh});
        QVERIFY(opened.found());
        QCOMPARE(opened.text(tool + ".state"), state);
        QVERIFY(opened.tone(tool + ".state") != ui::Tone::Normal);
        QVERIFY2(opened.text(tool + ".trouble").contains(off), qPrintable(opened.text(tool + ".trouble")));
        QCOMPARE(opened.text(tool + ".act"), act);
        QCOMPARE(opened.line(tool + ".install0"), line);
        const QByteArray copyName = tool + ".install0.copy";
        auto* copy = part<QPushButton>(opened.dialog, copyName.constData());
        QVERIFY(!copy->accessibleName().isEmpty());
        // On a low screen the dialog scrolls, and the keyboard brings into view what it goes to.
        copy->setFocus(Qt::TabFocusReason);
        part<QScrollArea>(opened.dialog, "hostsArea")->ensureWidgetVisible(copy);
        QTRY_COMPARE(opened.dialog.childAt(copy->mapTo(&opened.dialog, copy->rect().center())), copy);
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), line);
    }

    void bothPackagesOfDockerAreOffered()
    {
        InstalledTools none;
        none.client.clear();
        Opened opened(none);
        QVERIFY(opened.found());
        QCOMPARE(opened.line("tool.docker.install1"), QStringLiteral("sudo apt-get install docker.io"));
        QCOMPARE(opened.text("tool.engine.state"), QStringLiteral("not known"));
        QVERIFY(opened.text("tool.engine.trouble").contains(QLatin1String("without the Docker client")));
        QCOMPARE(opened.line("tool.engine.install0"), QString());
    }

    // rule: G9
    void theEngineIsShownAsItIsNow()
    {
        InstalledTools down;
        down.engine.clear();
        Opened opened(down);
        QVERIFY(opened.found());
        QCOMPARE(opened.text("tool.engine.state"), QStringLiteral("does not answer"));
        QVERIFY(opened.text("tool.engine.trouble").contains(QLatin1String("Cannot connect to the Docker daemon")));
        QVERIFY(opened.text("tool.engine.act").contains(QLatin1String("systemctl status docker")));
        QCOMPARE(opened.line("tool.engine.install0"), QString());
        opened.rig.engine.setPhase(EnginePhase::Following, opened.rig.clock.now());
        QCOMPARE(opened.text("tool.engine.state"), QStringLiteral("found"));
        opened.rig.engine.setPhase(EnginePhase::Gone, opened.rig.clock.now(),
                                   base::Error{base::ErrorCode::Refused, QStringLiteral("no <b>socket</b>"), {}});
        QCOMPARE(opened.text("tool.engine.state"), QStringLiteral("does not answer"));
        QVERIFY(opened.text("tool.engine.trouble").contains(QLatin1String("no <b>socket</b>"))); // rule: G7
    }

    // rule: G9
    void theEngineOfAHostThatIsDownIsNotKnown()
    {
        Opened opened;
        QVERIFY(opened.found());
        const base::Error closed{base::ErrorCode::Refused, QStringLiteral("port closed"), QStringLiteral("titan-1")};
        domain::HostStatus status = opened.rig.host.status();
        status.phase = domain::HostPhase::Down;
        status.error = closed;
        opened.rig.host.setStatus(status);
        opened.rig.engine.setPhase(EnginePhase::Gone, opened.rig.clock.now(), closed);
        QCOMPARE(opened.text("tool.engine.state"), QStringLiteral("not known"));
        QCOMPARE(opened.text("tool.engine.version"), QStringLiteral("last known 28.2.2"));
        QVERIFY(opened.text("tool.engine.trouble").contains(QLatin1String("did not get through")));
        QVERIFY(opened.text("tool.engine.trouble").contains(QLatin1String("port closed")));
        QVERIFY(!opened.isThere("tool.engine.act"));
    }

    void lookingAgainFindsWhatWasInstalled()
    {
        InstalledTools none;
        none.client.clear();
        Opened opened(none);
        QVERIFY(opened.found());
        opened.rig.tools = {};
        const auto answer = std::exchange(opened.rig.host.onRun, nullptr); // it takes its time
        click(*part(opened.dialog, "hostsAgain"));
        QCOMPARE(opened.text("hostLooked"), QStringLiteral("Looking for its tools…"));
        QCOMPARE(opened.text("tool.docker.state"), QStringLiteral("missing")); // until it is known better
        opened.rig.host.onRun = answer;
        const FakeCommandHost::Run question = opened.rig.host.last();
        answer(question.id, question.command);
        QTRY_COMPARE(opened.text("tool.docker.state"), QStringLiteral("found"));
        QVERIFY(!opened.isThere("tool.docker.install0"));
        // What is known is not asked for again by opening it.
        opened.dialog.reject();
        opened.dialog.openFresh();
        QVERIFY(opened.found());
        QCOMPARE(opened.rig.asked("docker version --format {{json .}}"), 2);
    }

    // rule: G7, G9
    void aHostThatIsDownSaysWhy()
    {
        Opened opened;
        QVERIFY(opened.found());
        domain::HostStatus status;
        status.host = QStringLiteral("titan-1");
        status.phase = domain::HostPhase::Down;
        status.error = base::Error{base::ErrorCode::Refused, QStringLiteral("<b>closed</b> %1"), {}};
        opened.rig.host.setStatus(status);
        QVERIFY(opened.text("hostStatus").startsWith(QLatin1String("Cannot be reached since ")));
        QVERIFY(opened.text("hostStatus").contains(QLatin1String("<b>closed</b> %1")));
        QCOMPARE(part<QLabel>(opened.dialog, "hostStatus")->textFormat(), Qt::PlainText);
        QCOMPARE(opened.tone("hostStatus"), ui::Tone::Halt);
        opened.rig.clock.advance(42s);
        QTRY_COMPARE(opened.text("hostLooked"), QStringLiteral("Looked for: last known 42 s ago"));
        status.phase = domain::HostPhase::Connecting; // the next attempt
        opened.rig.host.setStatus(status);
        QVERIFY(opened.text("hostStatus").startsWith(QLatin1String("Cannot be reached since ")));
        QCOMPARE(opened.tone("hostStatus"), ui::Tone::Halt);
        QCOMPARE(opened.text("hostLooked"), QStringLiteral("Looked for: last known 42 s ago"));
    }

    // To come to the front it hides for a moment.
    void openedOverSomethingModalItsAgesGoOn()
    {
        Opened opened;
        QVERIFY(opened.found());
        QDialog modal;
        modal.setWindowModality(Qt::ApplicationModal);
        modal.show();
        QVERIFY(getsKeyboard(modal));
        opened.dialog.openFresh();
        QVERIFY(getsKeyboard(opened.dialog));
        opened.rig.clock.advance(3min);
        QTRY_COMPARE(opened.text("hostLooked"), QStringLiteral("Looked for: 3 min 00 s ago"));
    }

    // rule: G4
    void playedToolsAreNeverShownAsReal()
    {
        InstalledTools played;
        played.client = played.engine = "28.0.0-simulated";
        played.plugin = "Docker Compose version v28.0.0-simulated\n";
        Opened opened(played);
        QVERIFY(opened.found());
        QVERIFY(opened.text("hostKind").startsWith(QLatin1String("SIMULATED")));
        for (const char* state : {"tool.docker.state", "tool.engine.state", "tool.compose.state"})
            QCOMPARE(opened.text(state), QStringLiteral("SIMULATED: played by titan-sim"));
    }

    void aHostOfThisMachineNeedsNoSsh()
    {
        domain::Environment environment = hostsEnvironment();
        environment.hosts.front().kind = domain::HostKind::Local;
        Opened opened({}, environment);
        QVERIFY(opened.found());
        QCOMPARE(opened.text("hostKind"), QStringLiteral("this machine, in /opt/titan"));
        QVERIFY(!opened.isThere("tool.ssh.state"));
    }

    void withoutAHostItSaysWhatToDo()
    {
        Opened opened({}, rigEnvironment());
        QVERIFY(opened.text("hostsNone").contains(QLatin1String("Add \"hosts\"")));
        QVERIFY(!part(opened.dialog, "hostsAgain")->isEnabled());
        QVERIFY(opened.rig.host.runs.isEmpty());
    }

    void everythingIsReachedByTheKeyboard()
    {
        InstalledTools none;
        none.plugin.clear();
        Opened opened(none);
        QVERIFY(getsKeyboard(opened.dialog));
        QVERIFY(opened.found());
        QVERIFY(!hasDefaultButton(opened.dialog));
        QVERIFY(part(opened.dialog, "hostsClose")->hasFocus());
        auto* copy = part<QPushButton>(opened.dialog, "tool.compose.install0.copy");
        QVERIFY(focusChain(opened.dialog).contains(copy));
        for (int tabs = 0; tabs < 8 && !copy->hasFocus(); ++tabs)
            keyClick(Qt::Key_Tab);
        QVERIFY(copy->hasFocus());
        // News do not take it away.
        opened.rig.engine.setPhase(EnginePhase::Following, opened.rig.clock.now());
        QVERIFY(copy->hasFocus());
        keyClick(Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("sudo apt-get install docker-compose-plugin"));
        keyClick(Qt::Key_Return);
        QVERIFY(opened.dialog.isVisible());
        keyClick(Qt::Key_Escape);
        QVERIFY(!opened.dialog.isVisible());
    }
};

QTEST_MAIN(TestHostsDialog)
#include "tst_hosts_dialog.moc"
