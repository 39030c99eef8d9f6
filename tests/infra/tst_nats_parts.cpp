#include "infra/nats/job_box.h"
#include "infra/nats/mailbox.h"
#include "infra/nats/nats_error.h"
#include "infra/nats/server_round.h"
#include "infra/nats/unreachable.h"
#include "support/nats_fixture.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using base::Error;
using base::ErrorCode;
using infra::ServerRound;

namespace {

base::Instant at(std::chrono::milliseconds time)
{
    return {std::chrono::nanoseconds(time).count() + 1, time.count()};
}

Error error(ErrorCode code, const QString& subject)
{
    return {code, base::errorCodeName(code), subject};
}

} // namespace

// The parts of the NATS links that need no server.
class TestNatsParts : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aFullMailboxLosesTheNewestAndCounts()
    {
        int wakes = 0;
        infra::Mailbox<int> box(100, [&](bool) { ++wakes; });
        QVERIFY(box.push(1, 60));
        QVERIFY(box.push(2, 40));
        QVERIFY(!box.push(3, 1));
        QCOMPARE(box.dropped(), size_t(1));
        QCOMPARE(box.takeAll(), std::vector<int>({1, 2}));
        QVERIFY(box.push(4, 1000)); // heavier than the box, but alone
        QVERIFY(!box.push(5, 1));
        QCOMPARE(box.takeAll(), std::vector<int>({4}));
        QVERIFY(box.takeAll().empty());
        QCOMPARE(wakes, 2); // once per emptying
    }

    void whatMayNotBeLostIsNot()
    {
        QVector<bool> wakes;
        infra::Mailbox<int> box(10, [&](bool urgent) { wakes << urgent; });
        QVERIFY(box.push(1, 10));
        box.pushUrgent(2);
        box.pushUrgent(3);
        QVERIFY(!box.push(4, 1));
        QCOMPARE(box.takeAll(), std::vector<int>({1, 2, 3})); // in order
        QCOMPARE(wakes, QVector<bool>({false, true}));
        box.pushUrgent(5);
        QVERIFY(box.push(6, 10)); // urgent ones take no room
        box.close();
        box.pushUrgent(7);
        QVERIFY(!box.push(8));
        QVERIFY(box.takeAll().empty());
        QCOMPARE(wakes.size(), 3);
    }

    void jobsKeepTheirOrderExceptWhereTheyMayOvertake()
    {
        infra::JobBox<int> box; // negative ones yield
        for (const int job : {-1, 1, -2, -3})
            box.post(job);
        box.postBefore(2, [](int other) { return other < 0; });
        const auto odd = box.remove([](int job) { return job == -2; });
        QCOMPARE(odd, std::vector<int>({-2}));
        QVector<int> taken;
        for (int job = 0; box.take(job, 0ns);)
            taken << job;
        QCOMPARE(taken, QVector<int>({-1, 1, 2, -3}));
        box.post(9);
        QCOMPARE(box.stop().size(), size_t(1));
        box.post(10);
        int job = 0;
        QVERIFY(!box.take(job, 1s)); // at once
        QVERIFY(box.stopped());
    }

    void serversAreTriedInOrderAndNobodyWaitsForADeadOne()
    {
        ServerRound round;
        round.begin({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, at(0ms));
        QCOMPARE(round.due(at(0ms)), std::optional<int>(0));
        QVERIFY(!round.due(at(0ms)));
        QVERIFY(!round.due(at(249ms)));
        QCOMPARE(round.nextAt()->monoNs, at(250ms).monoNs);
        QCOMPARE(round.due(at(250ms)), std::optional<int>(1)); // a has kept us waiting
        round.failed(1, error(ErrorCode::Refused, QStringLiteral("b")));
        QVERIFY(!round.due(at(251ms))); // a may still answer
        round.failed(0, error(ErrorCode::TimedOut, QStringLiteral("a")));
        QCOMPARE(round.due(at(252ms)), std::optional<int>(2)); // nobody may
        QVERIFY(!round.exhausted());
        QVERIFY(!round.nextAt());
        round.failed(2, error(ErrorCode::Refused, QStringLiteral("c")));
        QVERIFY(round.exhausted());
        round.end();
        QVERIFY(!round.running());
        QVERIFY(!round.due(at(9s)));
    }

    void manyServersAreAllStartedWithinASecond()
    {
        QStringList names;
        for (int i = 0; i < 50; ++i)
            names << QString::number(i);
        ServerRound round;
        round.begin(names, at(0ms));
        int started = 0;
        for (auto now = 0ms; now < 1000ms; now += 1ms)
            while (round.due(at(now)))
                ++started;
        QCOMPARE(started, 50);
        round.expire(QStringLiteral("late"));
        QVERIFY(round.exhausted());
        QCOMPARE(round.verdict().code, ErrorCode::TimedOut);
        QVERIFY(round.verdict().detail.startsWith(QStringLiteral("late; 1: late")));
    }

    void theVerdictIsTheMostTellingErrorAndNamesTheOthers_data()
    {
        QTest::addColumn<ErrorCode>("a");
        QTest::addColumn<ErrorCode>("b");
        QTest::addColumn<QString>("subject");
        QTest::newRow("password before port") << ErrorCode::Refused << ErrorCode::AuthFailed << QStringLiteral("b");
        QTest::newRow("impostor before time-out")
            << ErrorCode::TimedOut << ErrorCode::ProtocolError << QStringLiteral("b");
        QTest::newRow("time-out before port") << ErrorCode::TimedOut << ErrorCode::Refused << QStringLiteral("a");
        QTest::newRow("the first of equals") << ErrorCode::Refused << ErrorCode::NotFound << QStringLiteral("a");
    }
    void theVerdictIsTheMostTellingErrorAndNamesTheOthers()
    {
        QFETCH(ErrorCode, a);
        QFETCH(ErrorCode, b);
        QFETCH(QString, subject);
        for (const bool reversed : {false, true}) { // in whatever order they come in
            ServerRound round;
            round.begin({QStringLiteral("a"), QStringLiteral("b")}, at(0ms));
            QVERIFY(round.due(at(0ms)) && round.due(at(1s)));
            if (reversed)
                round.failed(1, error(b, QStringLiteral("b")));
            round.failed(0, error(a, QStringLiteral("a")));
            if (!reversed)
                round.failed(1, error(b, QStringLiteral("b")));
            const Error verdict = round.verdict();
            QCOMPARE(verdict.subject, subject);
            QCOMPARE(verdict.code, subject == QLatin1String("a") ? a : b);
            QVERIFY(verdict.detail.contains(QStringLiteral("; ")));
        }
    }

    void noServerAtAllIsAnError()
    {
        ServerRound round;
        round.begin({}, at(0ms));
        QVERIFY(!round.due(at(0ms)));
        QVERIFY(round.exhausted());
        QCOMPARE(round.verdict().code, ErrorCode::InvalidInput);
    }

    void everyStatusHasACode_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        const QHash<int, ErrorCode> known{
            {NATS_ERR, ErrorCode::ProtocolError},
            {NATS_PROTOCOL_ERROR, ErrorCode::ProtocolError},
            {NATS_IO_ERROR, ErrorCode::IoFailed},
            {NATS_LINE_TOO_LONG, ErrorCode::ProtocolError},
            {NATS_CONNECTION_CLOSED, ErrorCode::LinkDown},
            {NATS_NO_SERVER, ErrorCode::Refused},
            {NATS_STALE_CONNECTION, ErrorCode::TimedOut},
            {NATS_SECURE_CONNECTION_WANTED, ErrorCode::ProtocolError},
            {NATS_SECURE_CONNECTION_REQUIRED, ErrorCode::ProtocolError},
            {NATS_CONNECTION_DISCONNECTED, ErrorCode::LinkDown},
            {NATS_CONNECTION_AUTH_FAILED, ErrorCode::AuthFailed},
            {NATS_NOT_PERMITTED, ErrorCode::Denied},
            {NATS_NOT_FOUND, ErrorCode::NotFound},
            {NATS_ADDRESS_MISSING, ErrorCode::InvalidInput},
            {NATS_INVALID_SUBJECT, ErrorCode::InvalidInput},
            {NATS_INVALID_ARG, ErrorCode::InvalidInput},
            {NATS_INVALID_SUBSCRIPTION, ErrorCode::InvalidInput},
            {NATS_INVALID_TIMEOUT, ErrorCode::InvalidInput},
            {NATS_SLOW_CONSUMER, ErrorCode::TooLarge},
            {NATS_MAX_PAYLOAD, ErrorCode::TooLarge},
            {NATS_INSUFFICIENT_BUFFER, ErrorCode::TooLarge},
            {NATS_SYS_ERROR, ErrorCode::IoFailed},
            {NATS_TIMEOUT, ErrorCode::TimedOut},
            {NATS_SSL_ERROR, ErrorCode::ProtocolError},
            {NATS_NO_SERVER_SUPPORT, ErrorCode::ProtocolError},
            {NATS_NOT_YET_CONNECTED, ErrorCode::LinkDown},
            {NATS_DRAINING, ErrorCode::LinkDown},
            {NATS_INVALID_QUEUE_NAME, ErrorCode::InvalidInput},
            {NATS_NO_RESPONDERS, ErrorCode::NotFound},
            {NATS_MISMATCH, ErrorCode::ProtocolError},
            {NATS_MISSED_HEARTBEAT, ErrorCode::ProtocolError},
        };
        for (int status = NATS_OK + 1; status <= NATS_MISSED_HEARTBEAT; ++status)
            QTest::addRow("%d %s", status, natsStatus_GetText(static_cast<natsStatus>(status)))
                << status << known.value(status, ErrorCode::Internal);
    }
    void everyStatusHasACode()
    {
        QFETCH(int, status);
        QFETCH(ErrorCode, code);
        const Error mapped = infra::mapNatsError(static_cast<natsStatus>(status), QStringLiteral("(conn.c:802): why"),
                                                 QStringLiteral("s"));
        QCOMPARE(mapped.code, code);
        QVERIFY(mapped.detail.endsWith(QStringLiteral(": why")));
        QVERIFY(!mapped.detail.contains(QStringLiteral("conn.c")));
        QCOMPARE(mapped.subject, QStringLiteral("s"));
    }

    void whatTheServerSaysIsUnderstood()
    {
        const Error denied = infra::mapNatsError(
            NATS_NOT_PERMITTED, QStringLiteral("Permissions Violation for Subscription to \"authentication.x\""), {});
        QCOMPARE(denied.code, ErrorCode::Denied); // whatever the subject is called
        QCOMPARE(denied.subject, QStringLiteral("authentication.x"));
        QVERIFY(infra::isSubscriptionDenial(denied));
        QVERIFY(!infra::isSubscriptionDenial(
            infra::mapNatsError(NATS_NOT_PERMITTED, QStringLiteral("Permissions Violation for Publish to \"x\""), {})));
        QCOMPARE(infra::mapNatsError(NATS_ERR, QStringLiteral("Account Authentication Expired"), {}).code,
                 ErrorCode::AuthFailed);
        QCOMPARE(infra::mapNatsError(NATS_ERR, QStringLiteral("Authorization Violation"), {}).code,
                 ErrorCode::AuthFailed);
        QCOMPARE(infra::mapNatsError(NATS_TIMEOUT, {}, {}).detail, QStringLiteral("Timeout"));
    }

    // rule: G3
    void urlsAreShownWithoutTheirSecrets()
    {
        QCOMPARE(infra::withoutCredentials(QStringLiteral("nats://u:secret@host:4222")),
                 QStringLiteral("nats://host:4222"));
        QCOMPARE(infra::withoutCredentials(QStringLiteral("tls://[::1]:4222")), QStringLiteral("tls://[::1]:4222"));
        QVERIFY(!infra::withoutCredentials(QStringLiteral("nats://u:sec ret@ho st")).contains(QStringLiteral("ret")));
    }

    void whyAServerCannotBeReached()
    {
        const QString closed = QStringLiteral("nats://127.0.0.1:%1").arg(test::freePort());
        QCOMPARE(infra::whyUnreachable(closed, 1ms).code, ErrorCode::Refused);
        QCOMPARE(infra::whyUnreachable(closed, 1ms).subject, closed);
        QCOMPARE(infra::whyUnreachable(closed, 1500ms).code, ErrorCode::TimedOut);
        QVERIFY(infra::whyUnreachable(closed, 1500ms).detail.contains(QStringLiteral("1500 ms")));
    }
};

QTEST_GUILESS_MAIN(TestNatsParts)
#include "tst_nats_parts.moc"
