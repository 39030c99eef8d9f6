#include "base/clock.h"
#include "infra/http/endpoint_probe.h"
#include "support/nats_fixture.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>
#include <memory>

using namespace ops;
using namespace std::chrono_literals;
using domain::HttpAnswer;
using infra::EndpointProbe;

namespace {

// Answers every request with the same bytes; keeps what it was asked. Open: and leaves the connection open. Silent:
// takes the request and says nothing.
class OddServer : public QTcpServer {
public:
    enum class Manner { Close, Open, Silent };
    explicit OddServer(const QByteArray& answer, Manner manner = Manner::Close)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer, manner] {
            QTcpSocket* socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer, manner] {
                asked += socket->readAll();
                if (manner == Manner::Silent)
                    return;
                socket->write(answer);
                if (manner == Manner::Close)
                    socket->disconnectFromHost();
            });
        });
    }
    QString url(const char* path = "/health") const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QLatin1String(path));
    }

    QByteArray asked;
    int connections = 0;
};

// Takes no new connection: the kernel drops what asks for one, as a firewall may, and as it does for a program that is
// stuck for long.
class FullServer : public QTcpServer {
public:
    FullServer()
    {
        setListenBacklogSize(0);
        listen(QHostAddress::LocalHost);
        pauseAccepting();
        for (QTcpSocket& socket : m_waiting)
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), serverPort());
    }
    bool isFull() const
    {
        return m_waiting.front().state() == QAbstractSocket::ConnectedState &&
               m_waiting.back().state() == QAbstractSocket::ConnectingState;
    }

private:
    std::array<QTcpSocket, 4> m_waiting;
};

QByteArray http(const QByteArray& status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

struct Answered {
    HttpAnswer answer;
    double latencyMs = 0;
    int count = 0;
};

Answered ask(const QString& url, std::chrono::milliseconds deadline = 5s)
{
    const base::SystemClock clock;
    EndpointProbe probe(clock);
    Answered result;
    quint64 wanted = 0;
    QObject::connect(&probe, &EndpointProbe::answered, &probe,
                     [&](quint64 question, const HttpAnswer& answer, double latencyMs) {
                         if (question == wanted)
                             result = {answer, latencyMs, result.count + 1};
                     });
    wanted = probe.ask(url, deadline);
    [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return result.count > 0; }, 10'000);
    return result;
}

} // namespace

// HTTP health questions against real sockets and a real nats-server.
class TestHttpEndpointProbe final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void anAnswerComesAsItIs()
    {
        OddServer server(http("200 OK", R"({"status":"ok"})",
                              "Content-Type: application/json; charset=utf-8\r\nServer: titan/1\r\n"));
        const Answered got = ask(server.url());
        QCOMPARE(got.count, 1);
        QVERIFY(!got.answer.error);
        QCOMPARE(got.answer.status, 200);
        QCOMPARE(got.answer.body, QByteArray(R"({"status":"ok"})"));
        QCOMPARE(got.answer.contentType, QStringLiteral("application/json; charset=utf-8"));
        QCOMPARE(got.answer.server, QStringLiteral("titan/1"));
        QVERIFY(got.latencyMs > 0 && got.latencyMs < 5000);
        QVERIFY(server.asked.startsWith("GET /health HTTP/1.1\r\n"));
        QVERIFY(!server.asked.contains("Cookie"));
    }

    void anErrorStatusIsAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("code");
        for (const char* status : {"401 Unauthorized", "403 Forbidden", "404 Not Found", "500 Oh", "503 Unavailable"})
            QTest::newRow(status) << QByteArray(status) << QByteArray(status).left(3).toInt();
    }
    void anErrorStatusIsAnAnswer()
    {
        QFETCH(QByteArray, status);
        OddServer server(http(status, "why"));
        const Answered got = ask(server.url());
        QVERIFY(!got.answer.error);
        QTEST(got.answer.status, "code");
        QCOMPARE(got.answer.body, QByteArray("why"));
    }

    void aRedirectIsNotFollowed()
    {
        OddServer other(http("200 OK", R"({"status":"ok"})"));
        OddServer server(http("302 Found", "", "Location: " + other.url().toLatin1() + "\r\n"));
        const Answered got = ask(server.url());
        QCOMPARE(got.answer.status, 302);
        QCOMPARE(got.answer.location, other.url());
        QCOMPARE(other.connections, 0);
    }

    void aCookieIsNotKept()
    {
        const base::SystemClock clock;
        OddServer server(http("200 OK", "x", "Set-Cookie: a=b\r\n"));
        EndpointProbe probe(clock);
        const QSignalSpy answered(&probe, &EndpointProbe::answered);
        probe.ask(server.url(), 5s);
        QTRY_COMPARE(answered.count(), 1);
        probe.ask(server.url(), 5s);
        QTRY_COMPARE(answered.count(), 2);
        QVERIFY(!server.asked.contains("Cookie"));
    }

    // A service that takes no new connections is not well, whatever an old one says.
    void everyQuestionHasItsOwnConnection()
    {
        const base::SystemClock clock;
        OddServer server(http("200 OK", "x"));
        EndpointProbe probe(clock);
        const QSignalSpy answered(&probe, &EndpointProbe::answered);
        for (int i = 1; i <= 3; ++i) {
            probe.ask(server.url(), 5s);
            QTRY_COMPARE(answered.count(), i);
        }
        QCOMPARE(server.connections, 3);
        QCOMPARE(server.asked.count("Connection: close\r\n"), 3);
    }

    void failuresHaveACode_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<base::ErrorCode>("code");
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << base::ErrorCode::ProtocolError;
        QTest::newRow("nothing") << QByteArray() << base::ErrorCode::ProtocolError;
        QTest::newRow("cut in the middle")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":\"ok\"}")
            << base::ErrorCode::LinkDown;
        QTest::newRow("too long") << http("200 OK", QByteArray(domain::maxHealthBodyBytes + 1, 'x'))
                                  << base::ErrorCode::TooLarge;
    }
    void failuresHaveACode()
    {
        QFETCH(QByteArray, reply);
        OddServer server(reply);
        const Answered got = ask(server.url());
        QCOMPARE(got.count, 1);
        QVERIFY(got.answer.error.has_value());
        QTEST(got.answer.error->code, "code");
    }

    void aClosedPortIsRefused()
    {
        OddServer server("");
        const QString url = server.url();
        server.close();
        const Answered got = ask(url);
        QCOMPARE(got.answer.error->code, base::ErrorCode::Refused);
    }

    // No connection is made to a broadcast address: the kernel says so at once, and nothing leaves this machine.
    void whereNoWayLeadsNobodyWasAsked()
    {
        const Answered got = ask(QStringLiteral("http://255.255.255.255:80/health"));
        QVERIFY(got.answer.error.has_value());
        QCOMPARE(got.answer.error->code, base::ErrorCode::LinkDown);
        QCOMPARE(got.answer.status, 0);
        QVERIFY(!got.answer.tlsFailed);
    }

    void aSecureConnectionThatFailsIsSaidToHaveFailed()
    {
        OddServer server(http("400 Bad Request", "plain HTTP"));
        const Answered got = ask(server.url().replace(QStringLiteral("http:"), QStringLiteral("https:")));
        QVERIFY(got.answer.error.has_value());
        QCOMPARE(got.answer.error->code, base::ErrorCode::ProtocolError);
        QVERIFY(got.answer.tlsFailed);
        OddServer odd("SSH-2.0-OpenSSH_9.2\r\n");
        QVERIFY(!ask(odd.url()).answer.tlsFailed);
    }

    void aSilentServerTimesOut()
    {
        OddServer server("", OddServer::Manner::Silent);
        QElapsedTimer timer;
        timer.start();
        const Answered got = ask(server.url(), 200ms);
        QCOMPARE(got.answer.error->code, base::ErrorCode::TimedOut);
        QVERIFY(timer.elapsed() >= 200);
        QVERIFY(got.latencyMs >= 200);
    }

    // What is known of a service that gave no answer in time, and no more.
    // rule: H6
    void howFarTheQuestionCameIsTold()
    {
        using domain::HttpReach;
        const auto reach = [](const QString& url) {
            const Answered got = ask(url, 1500ms); // it has to come so far by then
            return got.answer.error && got.answer.error->code == base::ErrorCode::TimedOut
                       ? std::optional(got.answer.reach)
                       : std::nullopt;
        };
        const OddServer silent("", OddServer::Manner::Silent);
        QCOMPARE(reach(silent.url()), std::optional(HttpReach::Asked));
        // The TLS of a server that speaks none is never set up.
        QCOMPARE(reach(silent.url().replace(QStringLiteral("http:"), QStringLiteral("https:"))),
                 std::optional(HttpReach::Connecting));
        const OddServer begun("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", OddServer::Manner::Open);
        QCOMPARE(reach(begun.url()), std::optional(HttpReach::Answering));
        const FullServer full;
        QTRY_VERIFY(full.isFull());
        QCOMPARE(reach(QStringLiteral("http://127.0.0.1:%1/health").arg(full.serverPort())),
                 std::optional(HttpReach::Connecting));
    }

    void anAddressThatIsNoneIsSaidLater()
    {
        const base::SystemClock clock;
        EndpointProbe probe(clock);
        QSignalSpy answered(&probe, &EndpointProbe::answered);
        const quint64 question = probe.ask(QStringLiteral("ftp://nowhere"), 5s);
        QCOMPARE(answered.count(), 0); // never before ask() returned
        QTRY_COMPARE(answered.count(), 1);
        QCOMPARE(answered.first().at(0).toULongLong(), question);
        QCOMPARE(answered.first().at(1).value<HttpAnswer>().error->code, base::ErrorCode::InvalidInput);
    }

    void manyAtOnceAndOneCancelled()
    {
        const base::SystemClock clock;
        OddServer good(http("200 OK", "x"));
        OddServer silent("", OddServer::Manner::Silent);
        EndpointProbe probe(clock);
        QSignalSpy answered(&probe, &EndpointProbe::answered);
        const quint64 waits = probe.ask(silent.url(), 5s);
        for (int i = 0; i < 12; ++i)
            probe.ask(good.url(), 5s);
        QTRY_COMPARE(silent.connections, 1);
        probe.cancel(waits);
        probe.cancel(waits);
        QTRY_COMPARE(answered.count(), 12);
        for (const auto& arguments : answered)
            QVERIFY(arguments.first().toULongLong() != waits);
    }

    void questionsEndWithTheirProbe()
    {
        const base::SystemClock clock;
        OddServer silent("", OddServer::Manner::Silent);
        auto probe = std::make_unique<EndpointProbe>(clock);
        probe->ask(silent.url(), 5s);
        QTRY_COMPARE(silent.connections, 1);
        probe.reset();
        QCOMPARE(silent.connections, 1);
    }

    void aRealServerSaysThatItIsWell()
    {
        test::NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        const Answered got = ask(server.monitoringUrl() + QStringLiteral("/healthz"));
        QCOMPARE(got.answer.status, 200);
        QCOMPARE(got.answer.body.trimmed(), QByteArray(R"({"status":"ok"})"));
    }
};

QTEST_GUILESS_MAIN(TestHttpEndpointProbe)
#include "tst_http_endpoint_probe.moc"
