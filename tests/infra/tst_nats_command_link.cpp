#include "domain/halt_message.h"
#include "infra/nats/command_link.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::LinkPhase;
using domain::SendVerdict;
using test::NatsFixture;
using test::RawNats;

namespace {

const QString haltSubject = QStringLiteral("titan.cmd.sys.halt");
const base::SystemClock systemClock;

// The link with all that it said, in order.
struct Rig {
    infra::CommandLink link{systemClock};
    QVector<domain::LinkStatus> states;
    QVector<domain::SendOutcome> outcomes;
    QVector<domain::CommandReply> replies;

    Rig()
    {
        QObject::connect(&link, &app::CommandLinkPort::linkChanged, &link,
                         [this](const domain::LinkStatus& s) { states.append(s); });
        QObject::connect(&link, &app::CommandLinkPort::sendFinished, &link,
                         [this](const domain::SendOutcome& o) { outcomes.append(o); });
        QObject::connect(&link, &app::CommandLinkPort::replyReceived, &link,
                         [this](const domain::CommandReply& r) { replies.append(r); });
    }
    void connectTo(const QStringList& urls, const QString& user = {}, const QString& password = {})
    {
        link.connectLink({urls, user, password, QStringLiteral("titan-ops-console test")});
    }
    bool up() const { return !states.isEmpty() && states.last().up(); }
    base::ErrorCode downCode() const
    {
        return !states.isEmpty() && states.last().error ? states.last().error->code : base::ErrorCode::Internal;
    }
    bool sawDown() const
    {
        for (const domain::LinkStatus& s : states)
            if (s.phase == LinkPhase::Down)
                return true;
        return false;
    }
    domain::Command send(domain::CommandKind kind, int attempt = 1, const QByteArray& payload = {})
    {
        domain::Command c;
        c.id = base::CommandId(QStringLiteral("00000000000000a1"));
        c.kind = kind;
        c.attempt = attempt;
        c.subject = haltSubject;
        c.decidedAt = systemClock.now();
        c.payload = payload.isEmpty()
                        ? domain::buildHaltMessage(domain::requestedState(kind), QStringLiteral("\"x\"\n\U0001F6D1"),
                                                   c.decidedAt.utcMs, domain::TimestampUnit::Seconds)
                        : payload;
        link.send(c);
        return c;
    }
};

} // namespace

// The command link against a real nats-server; what arrives is seen by a client that shares no code with it.
// rule: G6, H4, H6, H9
class TestNatsCommandLink : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void deliversTheExactBytesAndSaysSent()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe("titan.cmd.sys.>"));
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        QCOMPARE(rig.states.last().server, server.url());
        QVERIFY(rig.states.last().rttMs.has_value());
        for (const auto kind :
             {domain::CommandKind::HardHalt, domain::CommandKind::SoftHalt, domain::CommandKind::Resume}) {
            rig.outcomes.clear();
            const domain::Command command = rig.send(kind);
            QTRY_COMPARE(rig.outcomes.size(), 1);
            QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Sent);
            const auto heard = ear.take(1);
            QCOMPARE(heard.size(), size_t(1));
            QCOMPARE(heard.front().subject, QByteArray("titan.cmd.sys.halt"));
            QCOMPARE(heard.front().payload, command.payload);
        }
    }

    void nobodyListeningIsSaidByTheServer()
    {
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        rig.send(domain::CommandKind::HardHalt, 2);
        QTRY_COMPARE(rig.replies.size(), 1);
        QVERIFY(rig.replies.first().noResponders);
        QCOMPARE(rig.replies.first().attempt, 2);
        QCOMPARE(rig.replies.first().id, base::CommandId(QStringLiteral("00000000000000a1")));
    }

    void repliesAreTiedToTheirAttempt()
    {
        NatsFixture server;
        QVERIFY(server.start());
        RawNats service;
        QVERIFY(service.connectTo(server.port()));
        QVERIFY(service.subscribe(haltSubject.toLatin1()));
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        rig.send(domain::CommandKind::HardHalt, 1);
        rig.send(domain::CommandKind::HardHalt, 2);
        const auto heard = service.take(2);
        QCOMPARE(heard.size(), size_t(2));
        QVERIFY(service.publish(heard.at(1).reply, "second"));
        QVERIFY(service.publish(heard.at(0).reply, "first"));
        QTRY_COMPARE(rig.replies.size(), 2);
        QCOMPARE(rig.replies.at(0).attempt, 2);
        QCOMPARE(rig.replies.at(0).payload, QByteArray("second"));
        QCOMPARE(rig.replies.at(1).attempt, 1);
    }

    void refusalByTheServerIsDenied()
    {
        NatsFixture::Options options;
        options.extraConfig = "authorization { users: [ { user: console, password: pw, permissions: {"
                              " publish: { allow: [\"$JS.API.>\"] }, subscribe: { allow: [\"_INBOX.>\"] } } } ] }";
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        Rig rig;
        rig.connectTo({server.url()}, QStringLiteral("console"), QStringLiteral("pw"));
        QTRY_VERIFY(rig.up());
        rig.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Denied);
        QCOMPARE(rig.outcomes.first().error->code, base::ErrorCode::Denied);
        QVERIFY(rig.outcomes.first().error->detail.contains(haltSubject));
        // And it is asked again on a fresh link, where it is denied again: nothing sticks, nothing is forgotten.
        QTRY_VERIFY(rig.up());
        rig.send(domain::CommandKind::HardHalt, 2);
        QTRY_COMPARE(rig.outcomes.size(), 2);
        QCOMPARE(rig.outcomes.last().verdict, SendVerdict::Denied);
    }

    void frozenServerIsUnknownInTimeAndNoticed()
    {
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.freeze();
        const base::Instant act = systemClock.now();
        rig.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Unknown);
        QVERIFY2(base::elapsed(act, rig.outcomes.first().at) < 300ms,
                 qPrintable(QString::number(base::elapsedMs(act, rig.outcomes.first().at))));
        QTRY_VERIFY(rig.sawDown());
        server.thaw();
        QTRY_VERIFY_WITH_TIMEOUT(rig.up(), 6000);
    }

    void frozenIdleLinkIsNoticedWithinThreeSeconds()
    {
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        const base::Instant froze = systemClock.now();
        server.freeze();
        QTRY_VERIFY_WITH_TIMEOUT(rig.sawDown(), 4000);
        QVERIFY2(base::elapsed(froze, systemClock.now()) < 3s,
                 qPrintable(QString::number(base::elapsedMs(froze, systemClock.now()))));
        QCOMPARE(rig.downCode(), base::ErrorCode::TimedOut);
        server.thaw();
    }

    void resumeIsNeverWrittenToAServerThatStoppedReading()
    {
        NatsFixture server;
        QVERIFY(server.start());
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe(">"));
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.freeze();
        rig.send(domain::CommandKind::Resume);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        server.thaw();
        QVERIFY(ear.takeSettled().empty());
    }

    void nothingIsDeliveredLate_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("OPEN") << static_cast<int>(domain::CommandKind::Resume);
        QTest::newRow("HARD_HALT") << static_cast<int>(domain::CommandKind::HardHalt);
    }
    void nothingIsDeliveredLate()
    {
        QFETCH(int, kind);
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(rig.sawDown(), 3000);
        rig.send(static_cast<domain::CommandKind>(kind));
        QTRY_COMPARE_WITH_TIMEOUT(rig.outcomes.size(), 1, 3000);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        rig.states.clear();
        QVERIFY(server.start()); // on the same port
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe(">"));
        QTRY_VERIFY_WITH_TIMEOUT(rig.up(), 5000);
        QVERIFY(ear.takeSettled().empty());
        // The replaced link works, and only what is pressed now arrives.
        rig.send(domain::CommandKind::SoftHalt, 7);
        const auto heard = ear.take(1);
        QCOMPARE(heard.size(), size_t(1));
        QVERIFY(heard.front().payload.contains("SOFT_HALT"));
    }

    void wrongServersGiveReadableErrors_data()
    {
        QTest::addColumn<QByteArray>("banner");
        QTest::newRow("http") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
        QTest::newRow("ssh") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::newRow("garbage") << QByteArray("\x00\xff\xfe\r\n\x01\r\n", 8);
        QTest::newRow("INFO that is not JSON") << QByteArray("INFO {oops\r\n");
        QTest::newRow("silence") << QByteArray();
    }
    void wrongServersGiveReadableErrors()
    {
        QFETCH(QByteArray, banner);
        QTcpServer impostor;
        QVERIFY(impostor.listen(QHostAddress::LocalHost));
        connect(&impostor, &QTcpServer::newConnection, &impostor, [&] {
            while (QTcpSocket* client = impostor.nextPendingConnection())
                client->write(banner);
        });
        Rig rig;
        rig.connectTo({QStringLiteral("nats://127.0.0.1:%1").arg(impostor.serverPort())});
        QTRY_VERIFY_WITH_TIMEOUT(rig.sawDown(), 4000);
        QVERIFY(rig.states.last().error.has_value());
        QVERIFY(!rig.states.last().error->detail.isEmpty());
        QVERIFY(rig.states.last().error->subject.contains(QString::number(impostor.serverPort())));
    }

    void closedPortIsRefusedAtOnce()
    {
        Rig rig;
        rig.connectTo({QStringLiteral("nats://127.0.0.1:%1").arg(test::freePort())});
        QTRY_VERIFY(rig.sawDown());
        QCOMPARE(rig.downCode(), base::ErrorCode::Refused);
        rig.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
    }

    void wrongPasswordIsAuthFailedAndNotShown()
    {
        NatsFixture::Options options;
        options.extraConfig = "authorization { user: u, password: right }";
        NatsFixture server(options);
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()}, QStringLiteral("u"), QStringLiteral("wrong-secret"));
        QTRY_VERIFY(rig.sawDown());
        QCOMPARE(rig.downCode(), base::ErrorCode::AuthFailed);
        QVERIFY(!base::toLogLine(*rig.states.last().error).contains(QStringLiteral("wrong-secret")));
    }

    void serversAreTriedInOrder()
    {
        NatsFixture first;
        NatsFixture second;
        QVERIFY(first.start());
        QVERIFY(second.start());
        Rig rig;
        rig.connectTo({QStringLiteral("nats://127.0.0.1:%1").arg(test::freePort()), second.url(), first.url()});
        QTRY_VERIFY(rig.up());
        QCOMPARE(rig.states.last().server, second.url());
        second.kill();
        QTRY_VERIFY_WITH_TIMEOUT(rig.up() && rig.states.last().server == first.url(), 5000);
    }

    void fiveMegabytesAreRefusedAndTheLinkStays()
    {
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        rig.send(domain::CommandKind::HardHalt, 1, QByteArray(5 * 1024 * 1024, 'x'));
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        QCOMPARE(rig.outcomes.first().error->code, base::ErrorCode::TooLarge);
        rig.send(domain::CommandKind::HardHalt, 2);
        QTRY_COMPARE(rig.outcomes.size(), 2);
        QCOMPARE(rig.outcomes.last().verdict, SendVerdict::Sent);
    }

    void destructionIsQuickWhateverTheServerDoes()
    {
        NatsFixture server;
        QVERIFY(server.start());
        base::Instant began;
        {
            Rig rig;
            rig.connectTo({server.url()});
            QTRY_VERIFY(rig.up());
            server.freeze();
            rig.send(domain::CommandKind::HardHalt);
            began = systemClock.now();
        }
        QVERIFY(base::elapsed(began, systemClock.now()) < 1s);
        server.thaw();
    }
};

QTEST_GUILESS_MAIN(TestNatsCommandLink)
#include "tst_nats_command_link.moc"
