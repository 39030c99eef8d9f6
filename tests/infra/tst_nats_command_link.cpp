#include "infra/nats_rigs.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using domain::SendVerdict;
using test::NatsFixture;
using test::RawNats;

namespace {

const QString haltSubject = QStringLiteral("titan.cmd.sys.halt");
using Rig = test::CommandRig;

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
        const base::Instant act = test::linkClock().now();
        rig.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Unknown);
        QVERIFY2(base::elapsed(act, rig.outcomes.first().at) < 300ms,
                 qPrintable(QString::number(base::elapsedMs(act, rig.outcomes.first().at))));
        QTRY_VERIFY(rig.firstDown() != nullptr);
        server.thaw();
        QTRY_VERIFY_WITH_TIMEOUT(rig.up(), 20'000);
    }

    void frozenIdleLinkIsNoticedWithinThreeSeconds()
    {
        NatsFixture server;
        QVERIFY(server.start());
        Rig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        const base::Instant froze = test::linkClock().now();
        server.freeze();
        QTRY_VERIFY_WITH_TIMEOUT(rig.firstDown() != nullptr, 20'000);
        const base::Instant noticed = rig.firstDown()->since;
        QVERIFY2(base::elapsed(froze, noticed) < 3s, qPrintable(QString::number(base::elapsedMs(froze, noticed))));
        QCOMPARE(rig.error().code, base::ErrorCode::TimedOut);
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
        QTRY_VERIFY_WITH_TIMEOUT(rig.firstDown() != nullptr, 20'000);
        rig.send(static_cast<domain::CommandKind>(kind));
        QTRY_COMPARE_WITH_TIMEOUT(rig.outcomes.size(), 1, 20'000);
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
            began = test::linkClock().now();
        }
        QVERIFY(base::elapsed(began, test::linkClock().now()) < 1s);
        server.thaw();
    }
};

QTEST_GUILESS_MAIN(TestNatsCommandLink)
#include "tst_nats_command_link.moc"
