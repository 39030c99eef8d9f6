#include "infra/nats_rigs.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;
using domain::CommandKind;
using domain::SendVerdict;
using test::CommandRig;
using test::Impostor;
using test::NatsFixture;
using test::RawNats;

// What was pressed is delivered now, to the servers of now, or never; seen by a client that shares no code with us.
// rule: G6, H5, R4
class TestNatsNeverLate : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void afterAThawAHaltMayArriveAndAnOpenNever()
    {
        NatsFixture server;
        QVERIFY(server.start());
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe(">"));
        CommandRig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.freeze();
        const base::Instant act = test::linkClock().now();
        rig.send(CommandKind::HardHalt, 1);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Unknown);
        QCOMPARE(rig.outcomes.first().error->code, ErrorCode::TimedOut);
        QCOMPARE(rig.outcomes.first().server, server.url());
        QVERIFY2(base::elapsed(act, rig.outcomes.first().at) < 300ms,
                 qPrintable(QString::number(base::elapsedMs(act, rig.outcomes.first().at))));
        // No live link any more: refused, whatever the link is doing about it.
        for (int attempt = 2; attempt <= 4; ++attempt)
            rig.send(CommandKind::Resume, attempt);
        QTRY_COMPARE(rig.outcomes.size(), 4);
        for (const domain::SendOutcome& outcome : rig.outcomes.mid(1)) {
            QCOMPARE(outcome.verdict, SendVerdict::Refused);
            QVERIFY(outcome.server.isEmpty());
        }
        rig.states.clear();
        server.thaw();
        QTRY_VERIFY_WITH_TIMEOUT(rig.up(), 6000);
        for (const RawNats::Message& message : ear.takeSettled())
            QVERIFY2(message.payload.contains("HARD_HALT"), message.payload.constData());
    }

    void anOpenToAFrozenServerIsRefusedByThePingBeforeIt()
    {
        NatsFixture server;
        QVERIFY(server.start());
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe(">"));
        CommandRig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.freeze();
        rig.send(CommandKind::Resume);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        QCOMPARE(rig.outcomes.first().error->code, ErrorCode::TimedOut);
        QVERIFY(rig.outcomes.first().error->detail.contains(QStringLiteral("no PONG")));
        rig.states.clear();
        server.thaw();
        QTRY_VERIFY_WITH_TIMEOUT(rig.up(), 6000); // all that was under way has come in by now
        QVERIFY(ear.takeSettled().empty());
    }

    void aStopDuringThatPingCancelsTheOpen()
    {
        NatsFixture server;
        QVERIFY(server.start());
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()));
        QVERIFY(ear.subscribe(">"));
        CommandRig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        server.freeze();
        rig.send(CommandKind::Resume, 1);
        rig.send(CommandKind::Resume, 2); // still in the queue behind it
        rig.link.cancelStarts();
        server.thaw(); // in time for the PONG
        QTRY_COMPARE(rig.outcomes.size(), 2);
        for (const domain::SendOutcome& outcome : rig.outcomes) {
            QCOMPARE(outcome.verdict, SendVerdict::Refused);
            QCOMPARE(outcome.error->code, ErrorCode::Cancelled);
        }
        // The next one is another decision.
        QTRY_VERIFY(rig.up());
        rig.send(CommandKind::Resume, 3);
        QTRY_COMPARE(rig.outcomes.size(), 3);
        QCOMPARE(rig.outcomes.last().verdict, SendVerdict::Sent);
        QCOMPARE(ear.takeSettled().size(), size_t(1));
    }

    // A switch of the environment, with the link's own news under way.
    void aCommandGoesToTheServersThatWereConfiguredBeforeIt()
    {
        NatsFixture first;
        NatsFixture second;
        QVERIFY(first.start() && second.start());
        RawNats ears[2];
        QVERIFY(ears[0].connectTo(first.port()) && ears[0].subscribe("titan.cmd.>"));
        QVERIFY(ears[1].connectTo(second.port()) && ears[1].subscribe("titan.cmd.>"));
        const QString urls[] = {first.url(), second.url()};
        const QByteArray names[] = {"for the first", "for the second"};
        CommandRig rig;
        for (int attempt = 0; attempt < 40; ++attempt) {
            const int side = attempt % 2;
            if (attempt % 4 < 2)
                rig.link.disconnectLink();
            rig.connectTo({urls[side]});
            rig.send(CommandKind::HardHalt, attempt, names[side]);
            if (attempt % 3 == 0)
                QTRY_VERIFY(rig.up() && rig.server() == urls[side]);
        }
        QTRY_COMPARE(rig.outcomes.size(), 40);
        for (int side = 0; side < 2; ++side)
            for (const RawNats::Message& message : ears[side].takeSettled())
                QCOMPARE(message.payload, names[side]);
        QCOMPARE(rig.outcomes.last().verdict, SendVerdict::Sent); // the last one was not superseded
    }

    void aStopThatWaitsForAConnectIsNotTakenToOtherServers()
    {
        Impostor silent{QByteArray()};
        QVERIFY(silent.listen());
        NatsFixture other;
        QVERIFY(other.start());
        RawNats ear;
        QVERIFY(ear.connectTo(other.port()) && ear.subscribe("titan.cmd.>"));
        CommandRig rig;
        rig.connectTo({silent.url()});
        rig.send(CommandKind::HardHalt, 1);
        QTRY_VERIFY(silent.connections() > 0);
        rig.connectTo({other.url()});
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        QCOMPARE(rig.outcomes.first().error->code, ErrorCode::Cancelled);
        QTRY_VERIFY(rig.up());
        QVERIFY(ear.takeSettled().empty());
    }

    void aDisconnectedLinkStaysDisconnected()
    {
        NatsFixture server;
        QVERIFY(server.start());
        CommandRig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        rig.link.disconnectLink();
        QTRY_COMPARE(rig.states.last().phase, domain::LinkPhase::Idle);
        rig.send(CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Refused);
        QCOMPARE(rig.outcomes.first().error->code, ErrorCode::LinkDown);
        QCOMPARE(rig.states.last().phase, domain::LinkPhase::Idle);
    }

    // The first server of a cluster is switched off: its packets go nowhere.
    void aStopDoesNotWaitForTheTimeOutOfADeadMachine()
    {
        Impostor silent{QByteArray()};
        QVERIFY(silent.listen());
        NatsFixture server;
        QVERIFY(server.start());
        RawNats ear;
        QVERIFY(ear.connectTo(server.port()) && ear.subscribe("titan.cmd.>"));
        CommandRig rig;
        rig.connectTo({silent.url(), silent.url(), server.url()});
        const base::Instant act = test::linkClock().now();
        rig.send(CommandKind::HardHalt);
        QTRY_COMPARE(rig.outcomes.size(), 1);
        QCOMPARE(rig.outcomes.first().verdict, SendVerdict::Sent);
        QCOMPARE(rig.outcomes.first().server, server.url());
        QVERIFY2(base::elapsed(act, rig.outcomes.first().at) < 1s,
                 qPrintable(QString::number(base::elapsedMs(act, rig.outcomes.first().at))));
        QCOMPARE(ear.take(1).size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestNatsNeverLate)
#include "tst_nats_never_late.moc"
