#include "domain/reply.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

// rule: H6
class TestReply : public ops::test::TestCase {
    Q_OBJECT

private:
    static ReplyMeaning classify(const QByteArray& payload, bool noResponders = false)
    {
        return classifyReply(payload, noResponders, QStringLiteral("service"), QStringLiteral("state"));
    }

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("noResponders");
        QTest::addColumn<int>("index");
        QTest::newRow("503") << QByteArray() << true << 0;
        QTest::newRow("PubAck") << QByteArray(R"({"stream":"TITAN_CMD", "seq":7})") << false << 1;
        QTest::newRow("PubAck, domain") << QByteArray(R"({"stream":"S","domain":"d","seq":7})") << false << 1;
        QTest::newRow("stream error")
            << QByteArray(R"({"error":{"code":503,"err_code":10077,"description":"max bytes"},"stream":"S","seq":0})")
            << false << 2;
        QTest::newRow("JetStream error")
            << QByteArray(R"({"error":{"code":503,"err_code":10039,"description":"no JetStream"}})") << false << 2;
        QTest::newRow("service") << QByteArray(R"({"service":"b","state":"OPEN"})") << false << 3;
        QTest::newRow("service that names a stream")
            << QByteArray(R"({"service":"b","stream":"S","seq":1})") << false << 3;
        QTest::newRow("nameless object") << QByteArray("{}") << false << 3;
        QTest::newRow("garbage") << QByteArray("\x00\xff\x01", 3) << false << 4;
        QTest::newRow("empty without status") << QByteArray() << false << 4;
        QTest::newRow("array") << QByteArray("[1]") << false << 4;
        QTest::newRow("too large") << QByteArray(300 * 1024, 'x') << false << 4;
        QTest::newRow("deep") << QByteArray(5000, '[') << false << 4;
    }
    void kinds()
    {
        QFETCH(QByteArray, payload);
        QFETCH(bool, noResponders);
        QFETCH(int, index);
        QCOMPARE(static_cast<int>(classify(payload, noResponders).index()), index);
    }

    void serviceStates()
    {
        auto reply = std::get<ServiceReply>(classify(R"({"service":"b","state":"HARD_HALT","ts":1769792648113})"));
        QCOMPARE(reply.service, QStringLiteral("b"));
        QCOMPARE(*reply.state, TradingState::HardHalt);
        QCOMPARE(*reply.stampMs, 1769792648113);
        reply = std::get<ServiceReply>(classify(R"({"service":"b","state":"NORMAL","timestamp":1769792648})"));
        QVERIFY(!reply.state);
        QCOMPARE(reply.complaint, QStringLiteral("unknown state \"NORMAL\""));
        QCOMPARE(*reply.stampMs, 1769792648000);
        reply = std::get<ServiceReply>(classify(R"({"service":"b","state":{"x":1}})"));
        QVERIFY(!reply.state);
        QVERIFY(!reply.complaint.isEmpty());
        reply = std::get<ServiceReply>(classify(R"({"service":"b","state":"OPEN","error":"missing signature"})"));
        QCOMPARE(reply.complaint, QStringLiteral("missing signature"));
    }
};

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"
