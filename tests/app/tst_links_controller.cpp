#include "support/console_rig.h"
#include "support/test_case.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using app::LinksController;

// Both links and who listens: what they are told, what is kept of what they say.
class TestLinksController final : public test::TestCase {
    Q_OBJECT

private:
    static QStringList linkRecords(const test::ConsoleRig& rig)
    {
        QStringList list;
        for (const domain::JournalRecord& record : rig.journal.records)
            if (record.event == domain::JournalEvent::LinkChanged)
                list << record.fields.value(QStringLiteral("link")).toString() + QLatin1Char(' ') +
                            record.fields.value(QStringLiteral("phase")).toString();
        return list;
    }

private Q_SLOTS:
    void bothLinksAreToldTheSameServers()
    {
        domain::Environment environment = test::rigEnvironment();
        environment.natsUrls = {QStringLiteral("nats://a:4222"), QStringLiteral("tls://b:4222")};
        test::ConsoleRig rig(test::rigRunbook(), environment);
        rig.links.connectLinks(QStringLiteral("pw"));
        const domain::LinkConfig& command = rig.link.configs.last();
        const domain::LinkConfig& telemetry = rig.telemetry.configs.last();
        for (const domain::LinkConfig& config : {command, telemetry}) {
            QCOMPARE(config.urls, environment.natsUrls); // tried in that order
            QCOMPARE(config.user, QStringLiteral("console"));
            QCOMPARE(config.password, QStringLiteral("pw"));
        }
        QCOMPARE(rig.telemetry.subjects, rig.context.runbook.telemetrySubjects());
        // Heard on the connection that publishes it, so that we are no listener of our own.
        QCOMPARE(command.watchSubject, QStringLiteral("titan.cmd.sys.halt"));
        QVERIFY(telemetry.watchSubject.isEmpty());
        // Our own connections are known by name, so that they are not taken for somebody who listens.
        QCOMPARE(rig.probe.monitoringUrl, QStringLiteral("http://127.0.0.1:8222"));
        QCOMPARE(rig.probe.ownNames, (QStringList{command.clientName, telemetry.clientName}));
        QVERIFY(command.clientName != telemetry.clientName);
        QVERIFY(command.clientName.contains(QStringLiteral("desk-1@fra")));
        QCOMPARE(rig.probe.asked, QStringList{QStringLiteral("titan.cmd.sys.halt")});
    }

    void nothingConnectsByItself()
    {
        const test::ConsoleRig rig;
        QVERIFY(rig.link.configs.isEmpty());
        QVERIFY(rig.telemetry.configs.isEmpty());
        QVERIFY(rig.probe.asked.isEmpty());
        QCOMPARE(rig.links.commandLink().phase, domain::LinkPhase::Idle);
        QVERIFY(!rig.links.listeners());
    }

    void theStatesAreKeptApart()
    {
        test::ConsoleRig rig;
        const QSignalSpy changed(&rig.links, &LinksController::linksChanged);
        rig.link.setUp(rig.clock.now());
        QVERIFY(rig.links.commandLink().up());
        QVERIFY(!rig.links.telemetryLink().up());
        rig.telemetry.setUp(rig.clock.now());
        rig.link.setDown(rig.clock.now(), base::ErrorCode::TimedOut);
        QVERIFY(!rig.links.commandLink().up());
        QVERIFY(rig.links.telemetryLink().up());
        QCOMPARE(rig.links.commandLink().error->code, base::ErrorCode::TimedOut);
        QCOMPARE(changed.count(), 3);
    }

    void whoListensIsAskedWhenTelemetryComesBack()
    {
        test::ConsoleRig rig;
        rig.telemetry.setUp(rig.clock.now());
        QCOMPARE(rig.probe.asked.size(), 1);
        rig.telemetry.setUp(rig.clock.now()); // still up
        QCOMPARE(rig.probe.asked.size(), 1);
        domain::LinkStatus down;
        down.phase = domain::LinkPhase::Down;
        rig.telemetry.setStatus(down);
        rig.telemetry.setUp(rig.clock.now());
        QCOMPARE(rig.probe.asked.size(), 2);
    }

    // What listens at the addresses of before may be anybody.
    // rule: G6, H6
    void whileTheWayIsClosedNobodyIsDialledAndNoLinkIsUp()
    {
        test::ConsoleRig rig;
        rig.links.closeWay({});
        QCOMPARE(rig.links.commandLink().phase, domain::LinkPhase::Connecting);
        QCOMPARE(rig.links.telemetryLink().phase, domain::LinkPhase::Connecting);
        rig.links.connectLinks(QStringLiteral("pw"));
        rig.links.refreshListeners();
        QVERIFY(rig.link.configs.isEmpty());
        QVERIFY(rig.telemetry.configs.isEmpty());
        QVERIFY(rig.probe.asked.isEmpty());
        QVERIFY(!rig.links.listenersError()); // nobody knows yet

        rig.links.openWay();
        rig.links.connectLinks(QStringLiteral("pw"));
        QCOMPARE(rig.link.configs.size(), 1);
        QCOMPARE(rig.telemetry.configs.size(), 1);
        rig.linksUp();
        QVERIFY(rig.links.commandLink().up());
        const auto asked = rig.probe.asked.size();

        const base::Error cut{base::ErrorCode::LinkDown, QStringLiteral("broken pipe"), QStringLiteral("ssh to far")};
        rig.links.closeWay(cut);
        rig.links.closeWay(cut); // each of several forwards says so
        QVERIFY(!rig.links.wayOpen());
        rig.link.setUp(rig.clock.now()); // late news of the connection that was let go
        rig.telemetry.setUp(rig.clock.now());
        for (const domain::LinkStatus& link : {rig.links.commandLink(), rig.links.telemetryLink()}) {
            QCOMPARE(link.phase, domain::LinkPhase::Down);
            QCOMPARE(*link.error, cut);
        }
        QCOMPARE(rig.link.disconnects, 2); // once each time that it was closed
        QCOMPARE(*rig.links.listenersError(), cut);
        rig.links.refreshListeners();
        QCOMPARE(rig.probe.asked.size(), asked);
        rig.links.openWay(); // and what was wrong with it is wrong no more
        QCOMPARE(rig.links.commandLink().phase, domain::LinkPhase::Idle);
        QVERIFY(!rig.links.commandLink().error);
        QVERIFY(!rig.links.listenersError());
        QCOMPARE(linkRecords(rig), (QStringList{QStringLiteral("command up"), QStringLiteral("telemetry up"),
                                                QStringLiteral("command down"), QStringLiteral("telemetry down")}));
    }

    void theRecordNamesTheHostThatALinkGoesThrough()
    {
        domain::Environment environment = test::rigEnvironment();
        test::ConsoleRig direct(test::rigRunbook(), environment);
        direct.linksUp();
        QVERIFY(!direct.journal.records.first().fields.contains(QStringLiteral("through")));
        environment.natsThrough = QStringLiteral("titan-1");
        test::ConsoleRig through(test::rigRunbook(), environment);
        through.linksUp();
        QCOMPARE(through.journal.records.first().fields.value(QStringLiteral("through")).toString(),
                 QStringLiteral("titan-1"));
    }

    // rule: G9
    void anAnswerOutlivesTheFailureToRenewIt()
    {
        test::ConsoleRig rig;
        const QSignalSpy changed(&rig.links, &LinksController::listenersChanged);
        rig.listen({QStringLiteral("titan-brain")});
        const base::Instant at = rig.links.listeners()->at;
        rig.clock.advance(10s);
        const base::Error refused{base::ErrorCode::Refused, {}, {}};
        rig.probe.fail(refused);
        QCOMPARE(rig.links.listeners()->names(), QStringList{QStringLiteral("titan-brain")});
        QCOMPARE(rig.links.listeners()->at, at); // with its age, not with today's date
        QCOMPARE(*rig.links.listenersError(), refused);
        rig.listen({});
        QVERIFY(rig.links.listeners()->names().isEmpty());
        QVERIFY(!rig.links.listenersError());
        QCOMPARE(changed.count(), 3);
    }

    void onlyAChangeOfFortuneIsJournalled()
    {
        test::ConsoleRig rig;
        const auto connecting = [&rig] { // a link that tries again keeps the error that brought it down
            domain::LinkStatus status = rig.links.commandLink();
            status.phase = domain::LinkPhase::Connecting;
            rig.link.setStatus(status);
        };
        for (int i = 0; i < 5; ++i) { // a closed port, tried again and again
            connecting();
            rig.link.setDown(rig.clock.now());
            rig.clock.advance(1s);
        }
        QCOMPARE(linkRecords(rig).size(), 1);
        connecting();
        rig.link.setDown(rig.clock.now(), base::ErrorCode::AuthFailed); // it fails for another reason now
        connecting();
        rig.link.setUp(rig.clock.now());
        rig.link.setUp(rig.clock.now()); // another round trip
        rig.link.setDown(rig.clock.now());
        QCOMPARE(linkRecords(rig), (QStringList{QStringLiteral("command down"), QStringLiteral("command down"),
                                                QStringLiteral("command up"), QStringLiteral("command down")}));
        const QJsonObject fields = rig.journal.records.last().fields;
        QCOMPARE(fields.value(QStringLiteral("error")).toString(),
                 QStringLiteral("refused: nats://127.0.0.1:4222: closed port"));
    }
};

QTEST_GUILESS_MAIN(TestLinksController)
#include "tst_links_controller.moc"
