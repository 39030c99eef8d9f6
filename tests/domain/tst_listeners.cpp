#include "domain/listeners.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;

namespace {

const QByteArray connections = R"({"server_id":"S","num_connections":3,"total":3,"limit":1024,"connections":[
    {"cid":4,"name":"titan-brain","lang":"rust","version":"0.33"},
    {"cid":5,"lang":"rust","version":"0.33"},
    {"cid":6,"name":"titan-ops-console/7/command"}]})";

QByteArray subscriptions(const QByteArray& list, int limit = 1024)
{
    return R"({"server_id":"S","num_subscriptions":9,"total":1,"limit":)" + QByteArray::number(limit) +
           R"(,"subscriptions_list":[)" + list + "]}";
}

const QStringList own{QStringLiteral("titan-ops-console/7/command")};

} // namespace

// What the bodies look like is checked against a real server in tst_http_listener_probe.
class TestListeners final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void listenersStreamsAndOurselvesAreKeptApart()
    {
        const auto snapshot = domain::joinListeners(
            subscriptions(R"({"account":"$G","subject":"titan.cmd.sys.halt","qgroup":"q1","cid":4},
                             {"account":"$G","subject":"titan.cmd.sys.>","cid":4},
                             {"account":"$G","subject":"titan.cmd.>","cid":8},
                             {"account":"$G","subject":"titan.cmd.sys.>","cid":6},
                             {"account":"$G","subject":">","cid":5})"),
            connections, own, {7, 8});
        QVERIFY(snapshot.ok());
        QCOMPARE(snapshot->names(), QStringList({QStringLiteral("rust 0.33 (cid 5)"), QStringLiteral("titan-brain")}));
        QCOMPARE(snapshot->listeners.size(), 3U);
        QCOMPARE(snapshot->listeners.at(2).queue, QStringLiteral("q1"));
        QCOMPARE(snapshot->streams, QStringList(QStringLiteral("titan.cmd.>")));
        QCOMPARE(snapshot->at, (base::Instant{7, 8}));
        QVERIFY(!snapshot->incomplete);
    }

    void nobodyIsAnAnswer()
    {
        const auto snapshot = domain::joinListeners(R"({"num_subscriptions":43,"num_cache":5,"num_matches":5})",
                                                    R"({"server_id":"S","total":0,"connections":[]})", {}, {});
        QVERIFY(snapshot.ok());
        QVERIFY(snapshot->listeners.empty());
        QVERIFY(snapshot->streams.isEmpty());
    }

    void aFullPageIsSaidToBeIncomplete()
    {
        const auto snapshot =
            domain::joinListeners(subscriptions(R"({"account":"$G","subject":">","cid":4})", 1), connections, {}, {});
        QVERIFY(snapshot->incomplete);
    }

    void aClientBeyondTheConnectionPageIsNoStream()
    {
        const auto snapshot = domain::joinListeners(
            subscriptions(R"({"account":"$G","subject":">","cid":99})"),
            R"({"server_id":"S","num_connections":1,"total":2,"connections":[{"cid":4,"name":"a"}]})", {}, {});
        QCOMPARE(snapshot->names(), QStringList(QStringLiteral("cid 99")));
        QVERIFY(snapshot->streams.isEmpty());
    }

    void accountsAreNamedOnlyWhenThereAreSeveral()
    {
        const auto snapshot = domain::joinListeners(subscriptions(R"({"account":"A","subject":">","cid":4},
                                                                    {"account":"B","subject":">","cid":5})"),
                                                    connections, {}, {});
        QCOMPARE(snapshot->names(),
                 QStringList({QStringLiteral("rust 0.33 (cid 5) [B]"), QStringLiteral("titan-brain [A]")}));
    }

    void aSubscriberOnAnotherServerIsAListenerAndNoStream()
    {
        const auto snapshot = domain::joinListeners(
            subscriptions(R"({"account":"$G","subject":"titan.cmd.sys.halt","cid":12})"), connections, {}, {},
            R"({"server_id":"S","num_routes":1,"routes":[{"rid":12,"remote_id":"NABCDEFGH","remote_name":"nats-2"}]})");
        QCOMPARE(snapshot->names(), QStringList(QStringLiteral("subscriber on server nats-2")));
        QVERIFY(snapshot->streams.isEmpty());
    }

    // rule: G7
    void namesFromOutsideAreOneBoundedLine()
    {
        const QByteArray name = "<b>x</b>\\n%s" + QByteArray(500, 'y');
        const auto snapshot =
            domain::joinListeners(subscriptions(R"({"account":"$G","subject":">","cid":4})"),
                                  R"({"server_id":"S","connections":[{"cid":4,"name":")" + name + R"("}]})", {}, {});
        QVERIFY(snapshot.ok());
        const QString shown = snapshot->listeners.front().name;
        QCOMPARE(shown.size(), 80);
        QVERIFY(shown.startsWith(QStringLiteral("<b>x</b> %s")));
    }

    void anythingElseIsAnError_data()
    {
        QTest::addColumn<QByteArray>("subsz");
        QTest::addColumn<QByteArray>("connz");
        const QByteArray good = subscriptions("");
        QTest::newRow("html") << QByteArray("<html></html>") << connections;
        QTest::newRow("empty") << QByteArray() << connections;
        QTest::newRow("other JSON") << QByteArray("{\"status\":\"ok\"}") << connections;
        QTest::newRow("an array") << QByteArray("[]") << connections;
        QTest::newRow("list is text") << QByteArray(R"({"num_subscriptions":1,"subscriptions_list":"x"})")
                                      << connections;
        QTest::newRow("connz is html") << good << QByteArray("404 page not found");
        QTest::newRow("connz list is a number") << good << QByteArray(R"({"server_id":"S","connections":3})");
        QTest::newRow("bad UTF-8") << QByteArray("{\"server_id\":\"\xff\"}") << connections;
    }
    void anythingElseIsAnError()
    {
        QFETCH(QByteArray, subsz);
        QFETCH(QByteArray, connz);
        const auto snapshot = domain::joinListeners(subsz, connz, {}, {});
        QVERIFY(!snapshot.ok());
        QCOMPARE(snapshot.error().code, base::ErrorCode::ProtocolError);
        QVERIFY(!snapshot.error().detail.isEmpty());
        QVERIFY(snapshot.error().subject.startsWith(QLatin1Char('/')));
    }
};

QTEST_GUILESS_MAIN(TestListeners)
#include "tst_listeners.moc"
