#include "infra/nats_rigs.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QDateTime>
#include <QJsonObject>
#include <QTest>

using namespace ops;
using base::ErrorCode;
using test::NatsFixture;
using test::RawNats;
using test::TelemetryRig;

namespace {

const QString stream = QStringLiteral("TITAN_CMD");
const QString subject = QStringLiteral("titan.cmd.sys.halt");

NatsFixture::Options withJetStream(const QByteArray& config = {})
{
    NatsFixture::Options options;
    options.jetStream = true;
    options.extraConfig = config;
    return options;
}

bool createStream(RawNats& client, bool allowDirect, const QByteArray& retention)
{
    const QByteArray config = R"({"name":"TITAN_CMD","subjects":["titan.cmd.>"],"storage":"memory","retention":")" +
                              retention + R"(","allow_direct":)" + (allowDirect ? "true" : "false") + "}";
    return client.request("$JS.API.STREAM.CREATE.TITAN_CMD", config).contains("stream_create_response") &&
           client.errors().isEmpty();
}

} // namespace

// The last message of a stream, read without taking it from anybody.
class TestNatsStoredMessage : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theLastOneIsReadAndStays_data()
    {
        QTest::addColumn<bool>("allowDirect");
        QTest::addColumn<QByteArray>("retention");
        QTest::newRow("direct get") << true << QByteArray("limits");
        QTest::newRow("message get") << false << QByteArray("limits");
        QTest::newRow("work queue, direct get") << true << QByteArray("workqueue");
        QTest::newRow("work queue, message get") << false << QByteArray("workqueue");
    }
    void theLastOneIsReadAndStays()
    {
        QFETCH(bool, allowDirect);
        QFETCH(QByteArray, retention);
        NatsFixture server(withJetStream());
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats titan;
        QVERIFY(titan.connectTo(server.port()));
        QVERIFY(createStream(titan, allowDirect, retention));
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const QByteArray last("{\"state\":\"HARD_HALT\",\"reason\":\"\xff\x00\"}", 36);
        QVERIFY(titan.request(subject.toLatin1(), "first").contains("\"seq\":1"));
        QVERIFY(titan.request(subject.toLatin1(), last).contains("\"seq\":2"));
        QVERIFY(titan.request("titan.cmd.risk.update", "of another subject").contains("\"seq\":3"));
        TelemetryRig rig;
        rig.connectTo({server.url()});
        rig.link.readLastStored(stream, subject); // before it is up: answered when it is
        QTRY_COMPARE(rig.stored.size(), 1);
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.stored.size(), 2); // still there
        for (const app::StoredMessage& stored : rig.stored) {
            QCOMPARE(stored.subject, subject);
            QCOMPARE(stored.payload, last);
            QCOMPARE(stored.sequence, 2U);
            QVERIFY(stored.storedUtcMs >= before - 1000);
            QVERIFY(stored.storedUtcMs <= QDateTime::currentMSecsSinceEpoch() + 1000);
        }
        QVERIFY(rig.missing.isEmpty());
        const QJsonObject facts = server.monitoring("/jsz?streams=1&consumers=1");
        QCOMPARE(facts.value(QStringLiteral("streams")).toInt(), 1);
        QCOMPARE(facts.value(QStringLiteral("messages")).toInt(), 3);
        QCOMPARE(facts.value(QStringLiteral("consumers")).toInt(-1), 0);
    }

    void whatIsNotThereIsSaid_data()
    {
        QTest::addColumn<bool>("jetStream");
        QTest::addColumn<bool>("hasStream");
        QTest::addColumn<bool>("allowDirect");
        QTest::newRow("nothing stored, direct get") << true << true << true;
        QTest::newRow("nothing stored, message get") << true << true << false;
        QTest::newRow("no such stream") << true << false << false;
        QTest::newRow("no JetStream") << false << false << false;
    }
    void whatIsNotThereIsSaid()
    {
        QFETCH(bool, jetStream);
        QFETCH(bool, hasStream);
        QFETCH(bool, allowDirect);
        NatsFixture server(jetStream ? withJetStream() : NatsFixture::Options{});
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats titan;
        QVERIFY(titan.connectTo(server.port()));
        if (hasStream) {
            QVERIFY(createStream(titan, allowDirect, "workqueue"));
            QVERIFY(titan.request("titan.cmd.risk.update", "of another subject").contains("\"seq\":1"));
        }
        TelemetryRig rig;
        rig.connectTo({server.url()});
        QTRY_VERIFY(rig.up());
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.missing.size(), 1);
        QVERIFY2(rig.missing.first().code == ErrorCode::NotFound, qPrintable(base::toLogLine(rig.missing.first())));
        QCOMPARE(rig.missing.first().subject, stream);
        QVERIFY(rig.stored.isEmpty());
    }

    void whatIsNotAllowedIsDeniedOrReadTheOtherWay_data()
    {
        QTest::addColumn<QByteArray>("deny");
        QTest::addColumn<bool>("isRead");
        QTest::newRow("neither") << QByteArray(R"("$JS.API.>")") << false;
        QTest::newRow("no direct get") << QByteArray(R"("$JS.API.DIRECT.>")") << true;
        QTest::newRow("no message get") << QByteArray(R"("$JS.API.STREAM.>")") << true;
    }
    // rule: G1
    void whatIsNotAllowedIsDeniedOrReadTheOtherWay()
    {
        QFETCH(QByteArray, deny);
        QFETCH(bool, isRead);
        NatsFixture server(withJetStream("authorization { users: [ { user: all, password: pw },"
                                         " { user: console, password: pw, permissions: { publish: { deny: [" +
                                         deny + "] } } } ] }"));
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawNats titan;
        QVERIFY(titan.connectTo(server.port(), "titan", R"("user":"all","pass":"pw")"));
        QVERIFY(createStream(titan, true, "workqueue"));
        QVERIFY(titan.request(subject.toLatin1(), "halt").contains("\"seq\":1"));
        TelemetryRig rig;
        rig.connectTo({server.url()}, {QStringLiteral("titan.>")}, QStringLiteral("console"), QStringLiteral("pw"));
        QTRY_VERIFY(rig.up());
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.stored.size() + rig.missing.size(), 1);
        QCOMPARE(rig.stored.size(), isRead ? 1 : 0);
        if (!isRead) {
            QCOMPARE(rig.missing.first().code, ErrorCode::Denied);
            QVERIFY(rig.missing.first().detail.contains(QStringLiteral("$JS.API.STREAM.MSG.GET.TITAN_CMD")));
        }
        QVERIFY(rig.up()); // the link itself is well
    }

    void withoutALinkTheAnswerIsThatThereIsNone()
    {
        TelemetryRig rig;
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.missing.size(), 1);
        QCOMPARE(rig.missing.first().code, ErrorCode::LinkDown);
        // Asked while it tries, it is answered when nobody was found.
        rig.connectTo({QStringLiteral("nats://127.0.0.1:%1").arg(test::freePort())});
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.missing.size(), 2);
        QTRY_VERIFY(rig.down());
        rig.link.readLastStored(stream, subject);
        QTRY_COMPARE(rig.missing.size(), 3);
        QCOMPARE(rig.missing.last().code, ErrorCode::LinkDown);
    }
};

QTEST_GUILESS_MAIN(TestNatsStoredMessage)
#include "tst_nats_stored_message.moc"
