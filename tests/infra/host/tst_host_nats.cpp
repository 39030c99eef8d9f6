#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "infra/http/listener_probe.h"
#include "infra/nats_rigs.h"
#include "main/nats_forward.h"
#include "support/console_rig.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/sshd_fixture.h"
#include "support/test_case.h"

#include <QTest>

#include <algorithm>

using namespace ops;
using domain::SendVerdict;

namespace {

constexpr int patience = 30'000;

domain::Environment environmentOf(const test::NatsFixture& server, const test::SshdFixture& sshd)
{
    domain::Environment environment;
    environment.name = QStringLiteral("far");
    environment.kind = domain::EnvironmentKind::Staging;
    environment.natsUrls = {server.url()};
    environment.monitoringUrl = server.monitoringUrl();
    environment.hosts = {sshd.host()};
    environment.natsThrough = sshd.host().name;
    return environment;
}

// What a session has for its way to NATS, all of it real: ssh, forwards, both links, the monitoring port.
struct FarSession {
    FarSession(const test::NatsFixture& server, const test::SshdFixture& sshd)
        : context{environmentOf(server, sshd), test::rigRunbook(), QStringLiteral("desk-1@fra"), &test::linkClock()}
        , host(sshd.host(), test::linkClock())
    {
    }
    void start()
    {
        forward.start();
        credentials.start();
    }
    bool up() const { return links.commandLink().up() && links.telemetryLink().up(); }
    bool lost() const
    {
        const domain::LinkStatus& link = links.commandLink();
        return link.phase == domain::LinkPhase::Down && link.error &&
               link.error->subject == QLatin1String("ssh to far");
    }

    app::SessionContext context;
    infra::SshHost host;
    infra::SshForwarding forwarding{host};
    test::CommandRig command;
    test::TelemetryRig telemetry;
    infra::ListenerProbe probe{test::linkClock()};
    test::FakeJournal journal;
    test::FakeSecrets secrets;
    app::LinksController links{context, command.link, telemetry.link, probe, journal};
    app::CredentialsController credentials{context, secrets, links};
    main::NatsForward forward{context, forwarding, links, credentials};
};

} // namespace

// A NATS server that listens on a far host only, reached through that host's ssh: a real sshd and a real nats-server,
// both on loopback. That it is the forward which is used shows when ssh is cut.
class TestHostNats final : public test::TestCase {
    Q_OBJECT

private:
    test::NatsFixture m_server;
    test::SshdFixture m_sshd;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.log()));
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.log()));
    }

    void aCommandGoesThroughAndWhoListensIsKnown()
    {
        test::RawNats subscriber;
        QVERIFY(subscriber.connectTo(m_server.port(), "titan-brain"));
        QVERIFY(subscriber.subscribe("titan.cmd.sys.halt"));
        FarSession session(m_server, m_sshd);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
        QVERIFY(session.context.environment.natsUrls != QStringList{m_server.url()});
        QCOMPARE(session.links.commandLink().server, session.context.environment.natsUrls.first());

        const domain::Command sent = session.command.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE_WITH_TIMEOUT(session.command.outcomes.size(), 1, patience);
        QCOMPARE(session.command.outcomes.first().verdict, SendVerdict::Sent);
        const auto heard = subscriber.take(1);
        QCOMPARE(heard.size(), size_t(1));
        QCOMPARE(heard.front().payload, sent.payload);

        session.links.refreshListeners();
        QTRY_VERIFY_WITH_TIMEOUT(session.links.listeners() &&
                                     session.links.listeners()->names() == QStringList(QStringLiteral("titan-brain")),
                                 patience);
    }

    // rule: G6, H6
    void aCutIsALossAndTheLinksComeBackWhereNothingIsDeliveredLate()
    {
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        test::RawNats subscriber;
        QVERIFY(subscriber.connectTo(m_server.port()));
        QVERIFY(subscriber.subscribe("titan.cmd.sys.halt"));
        FarSession session(m_server, sshd);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
        const QStringList servers = session.context.environment.natsUrls;

        sshd.stop(); // the server itself goes on
        QTRY_VERIFY_WITH_TIMEOUT(session.lost(), patience);
        QVERIFY(!session.links.telemetryLink().up());
        session.command.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE_WITH_TIMEOUT(session.command.outcomes.size(), 1, patience);
        QCOMPARE(session.command.outcomes.first().verdict, SendVerdict::Refused);

        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        session.forward.hurry();
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
        QCOMPARE(session.context.environment.natsUrls, servers);
        QVERIFY(subscriber.takeSettled().empty());
        session.command.send(domain::CommandKind::HardHalt, 2);
        QTRY_COMPARE_WITH_TIMEOUT(session.command.outcomes.size(), 2, patience);
        QCOMPARE(session.command.outcomes.last().verdict, SendVerdict::Sent);
        QCOMPARE(subscriber.take(1).size(), size_t(1));
    }

    // Only the connections are killed, as by a broken network: nobody has to do anything.
    void itComesBackByItself()
    {
        FarSession session(m_server, m_sshd);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
        const auto downs = [&] {
            return std::count_if(session.journal.records.begin(), session.journal.records.end(),
                                 [](const domain::JournalRecord& record) {
                                     return record.fields.value(QLatin1String("link")) == QLatin1String("command") &&
                                            record.fields.value(QLatin1String("phase")) == QLatin1String("down");
                                 });
        };
        const auto before = downs();
        m_sshd.cut();
        QTRY_VERIFY_WITH_TIMEOUT(downs() > before, patience);
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
    }

    // The way is there and leads nowhere: that is the server's loss, not that of ssh.
    void aServerThatIsGoneIsNotTheFaultOfSsh()
    {
        test::NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        FarSession session(server, m_sshd);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(session.links.commandLink().phase, domain::LinkPhase::Down, patience);
        QVERIFY(!session.lost());
        QVERIFY(session.links.wayOpen());
        QVERIFY2(server.start(), qPrintable(server.log()));
        QTRY_VERIFY_WITH_TIMEOUT(session.up(), patience);
    }

    void aHostThatCannotBeReachedIsSaid()
    {
        test::SshdFixture sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.log()));
        sshd.stop();
        FarSession session(m_server, sshd);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.lost(), patience);
        QVERIFY2(session.links.commandLink().error->detail.contains(QLatin1String("Connection refused")),
                 qPrintable(session.links.commandLink().error->detail));
        QVERIFY(session.context.environment.natsUrls.isEmpty());
        QVERIFY(session.command.states.isEmpty() || !session.command.up());
    }
};

QTEST_GUILESS_MAIN(TestHostNats)
#include "tst_host_nats.moc"
