#include "infra/http/listener_probe.h"
#include "infra/http/network_error.h"
#include "support/nats_fixture.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace ops;
using namespace ops::test;

namespace {

// A NATS client without any of our code: raw lines over TCP.
class RawClient {
public:
    RawClient(quint16 port, const QJsonObject& connect)
    {
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_connect = QJsonDocument(connect).toJson(QJsonDocument::Compact);
    }
    bool say(const QByteArray& lines)
    {
        if (!m_connect.isEmpty() && !expect("INFO "))
            return false;
        const QByteArray opening = m_connect.isEmpty() ? QByteArray() : QByteArray("CONNECT " + m_connect + "\r\n");
        m_connect.clear();
        m_socket.write(opening + lines + "PING\r\n");
        return expect("PONG\r\n");
    }

private:
    bool expect(const QByteArray& text)
    {
        return QTest::qWaitFor([&] {
            m_heard += m_socket.readAll();
            const qsizetype at = m_heard.indexOf(text);
            if (at < 0)
                return false;
            m_heard.remove(0, at + text.size());
            return true;
        });
    }

    QTcpSocket m_socket;
    QByteArray m_connect;
    QByteArray m_heard;
};

QJsonObject client(const QString& name)
{
    QJsonObject options{{QStringLiteral("verbose"), false},
                        {QStringLiteral("lang"), QStringLiteral("rust")},
                        {QStringLiteral("version"), QStringLiteral("0.33")}};
    if (!name.isEmpty())
        options.insert(QStringLiteral("name"), name);
    return options;
}

// Answers every request with the same bytes, then closes, or goes on for ever.
class OddServer : public QTcpServer {
public:
    OddServer(const QByteArray& answer, bool endless, bool silent = false)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer, endless, silent] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer, endless, silent] {
                if (socket->readAll().isEmpty() || silent)
                    return;
                socket->write(answer);
                if (endless)
                    connect(socket, &QTcpSocket::bytesWritten, socket, [socket] {
                        if (socket->bytesToWrite() < 1024 * 1024)
                            socket->write(QByteArray(256 * 1024, 'x'));
                    });
                else
                    socket->disconnectFromHost();
            });
        });
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
};

QByteArray http(const QByteArray& status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

const QString halt = QStringLiteral("titan.cmd.sys.halt");

struct Answer {
    std::optional<domain::ListenerSnapshot> snapshot;
    std::optional<base::Error> error;
    qint64 elapsedMs = 0;
    int count = 0;
};

Answer ask(const QString& url, const QStringList& own = {}, const QString& subject = halt)
{
    base::SystemClock clock;
    infra::ListenerProbe probe(clock);
    Answer answer;
    QObject::connect(&probe, &app::ListenerProbePort::probed, &probe, [&](const domain::ListenerSnapshot& s) {
        answer.snapshot = s;
        ++answer.count;
    });
    QObject::connect(&probe, &app::ListenerProbePort::probeFailed, &probe, [&](const base::Error& e) {
        answer.error = e;
        ++answer.count;
    });
    probe.configure(url, own);
    QElapsedTimer timer;
    timer.start();
    probe.probe(subject);
    (void)QTest::qWaitFor([&] { return answer.count > 0; });
    answer.elapsedMs = timer.elapsed();
    QCoreApplication::sendPostedEvents();
    return answer;
}

} // namespace

class TestListenerProbe final : public TestCase {
    Q_OBJECT

private Q_SLOTS:
    void whoListensOnARealServer()
    {
        NatsFixture server({.jetStream = true, .extraConfig = {}});
        QVERIFY2(server.start(), qPrintable(server.log()));
        Answer answer = ask(server.monitoringUrl());
        QVERIFY2(answer.snapshot.has_value(), answer.error ? qPrintable(base::toLogLine(*answer.error)) : "no answer");
        QVERIFY(answer.snapshot->listeners.empty()); // nobody is an answer, not an error
        QVERIFY(answer.snapshot->streams.isEmpty());

        RawClient brain(server.port(), client(QStringLiteral("titan-brain")));
        QVERIFY(brain.say("SUB titan.cmd.sys.> 1\r\nSUB titan.cmd.sys.halt workers 2\r\nSUB titan.other 3\r\n"));
        RawClient nameless(server.port(), client({}));
        QVERIFY(nameless.say("SUB > 1\r\n"));
        RawClient deaf(server.port(), client(QStringLiteral("hears-nothing")));
        QVERIFY(deaf.say("SUB titan.evt.> 1\r\n"));
        RawClient us(server.port(), client(QStringLiteral("titan-ops-console/1")));
        QVERIFY(us.say("SUB titan.> 1\r\n"));
        const QByteArray stream =
            R"({"name":"TITAN_CMD","subjects":["titan.cmd.>"],"retention":"workqueue","storage":"memory"})";
        QVERIFY(us.say("PUB $JS.API.STREAM.CREATE.TITAN_CMD _r " + QByteArray::number(stream.size()) + "\r\n" + stream +
                       "\r\n"));

        QTRY_VERIFY((answer = ask(server.monitoringUrl(), {QStringLiteral("titan-ops-console/1")}),
                     answer.snapshot && !answer.snapshot->streams.isEmpty()));
        QCOMPARE(answer.snapshot->streams, QStringList(QStringLiteral("titan.cmd.>")));
        QCOMPARE(answer.snapshot->listeners.size(), 3U);
        const QStringList names = answer.snapshot->names();
        QCOMPARE(names.size(), 2);
        QVERIFY2(names.at(0).startsWith(QStringLiteral("rust 0.33 (cid ")), qPrintable(names.at(0)));
        QCOMPARE(names.at(1), QStringLiteral("titan-brain"));
        QCOMPARE(answer.snapshot->listeners.back().queue, QStringLiteral("workers"));
        QVERIFY(!answer.snapshot->incomplete);
        QVERIFY(answer.snapshot->at.utcMs > 0);
    }

    void severalAccountsAreNamed()
    {
        NatsFixture server({.jetStream = false,
                            .extraConfig = "accounts: {\n DESK: { users: [{user: a, password: a}] }\n"
                                           " RISK: { users: [{user: b, password: b}] }\n}\n"});
        QVERIFY2(server.start(), qPrintable(server.log()));
        QJsonObject a = client(QStringLiteral("titan-brain"));
        a.insert(QStringLiteral("user"), QStringLiteral("a"));
        a.insert(QStringLiteral("pass"), QStringLiteral("a"));
        RawClient first(server.port(), a);
        QVERIFY(first.say("SUB > 1\r\n"));
        QCOMPARE(ask(server.monitoringUrl()).snapshot->names(), QStringList(QStringLiteral("titan-brain")));
        QJsonObject b = client(QStringLiteral("risk-guardian"));
        b.insert(QStringLiteral("user"), QStringLiteral("b"));
        b.insert(QStringLiteral("pass"), QStringLiteral("b"));
        RawClient second(server.port(), b);
        QVERIFY(second.say("SUB > 1\r\n"));
        QCOMPARE(ask(server.monitoringUrl()).snapshot->names(),
                 QStringList({QStringLiteral("risk-guardian [RISK]"), QStringLiteral("titan-brain [DESK]")}));
    }

    void moreSubscriptionsThanAPageIsSaid()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        RawClient many(server.port(), client(QStringLiteral("many")));
        QByteArray lines;
        for (int i = 1; i <= 1100; ++i)
            lines += "SUB titan.cmd.sys.halt q" + QByteArray::number(i) + " " + QByteArray::number(i) + "\r\n";
        QVERIFY(many.say(lines));
        const Answer answer = ask(server.monitoringUrl());
        QVERIFY(answer.snapshot.has_value());
        QCOMPARE(answer.snapshot->listeners.size(), 1024U);
        QVERIFY(answer.snapshot->incomplete);
    }

    void theServerRefusesASubjectWithWildcards()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        const Answer answer = ask(server.monitoringUrl(), {}, QStringLiteral("titan.cmd.*"));
        QVERIFY(answer.error.has_value());
        QCOMPARE(answer.error->code, base::ErrorCode::ProtocolError);
        QVERIFY2(answer.error->detail.contains(QStringLiteral("400")), qPrintable(answer.error->detail));
    }

    void aFrozenServerIsATimeOut()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        server.freeze();
        const Answer answer = ask(server.monitoringUrl());
        server.thaw();
        QCOMPARE(answer.error->code, base::ErrorCode::TimedOut);
        QVERIFY2(answer.elapsedMs >= 900 && answer.elapsedMs < 1900, qPrintable(QString::number(answer.elapsedMs)));
    }

    void oneQuestionAtATimeAndOneAnswer()
    {
        NatsFixture server;
        QVERIFY2(server.start(), qPrintable(server.log()));
        base::SystemClock clock;
        infra::ListenerProbe probe(clock);
        QSignalSpy answered(&probe, &app::ListenerProbePort::probed);
        probe.configure(server.monitoringUrl() + QLatin1Char('/'), {});
        for (int i = 0; i < 5; ++i)
            probe.probe(halt);
        QTRY_COMPARE(answered.size(), 1);
        probe.probe(halt);
        QTRY_COMPARE(answered.size(), 2);
    }

    void destroyingItWithAQuestionUnderWayIsHarmless()
    {
        OddServer silent({}, false, true);
        base::SystemClock clock;
        auto probe = std::make_unique<infra::ListenerProbe>(clock);
        probe->configure(silent.url(), {});
        probe->probe(halt);
        QTRY_VERIFY(silent.hasPendingConnections() || !silent.findChildren<QTcpSocket*>().isEmpty());
        probe.reset();
    }

    void whatIsNoMonitoringPortIsAReadableError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("endless");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QByteArray& answer, base::ErrorCode code, bool endless = false) {
            QTest::newRow(name) << answer << endless << static_cast<int>(code);
        };
        using base::ErrorCode;
        row("a web page", http("200 OK", "<html>hello</html>"), ErrorCode::ProtocolError);
        row("other JSON", http("200 OK", "{\"status\":\"ok\"}"), ErrorCode::ProtocolError);
        row("empty body", http("200 OK", ""), ErrorCode::ProtocolError);
        row("not found", http("404 Not Found", "404 page not found"), ErrorCode::ProtocolError);
        row("redirect", http("302 Found", "", "Location: http://127.0.0.1:1/\r\n"), ErrorCode::ProtocolError);
        row("login wanted", http("401 Unauthorized", "", "WWW-Authenticate: Basic\r\n"), ErrorCode::AuthFailed);
        row("forbidden", http("403 Forbidden", ""), ErrorCode::Denied);
        row("server error", http("500 Oops", ""), ErrorCode::Unavailable);
        row("bad gateway", http("502 Bad Gateway", ""), ErrorCode::Unavailable);
        row("no HTTP", "INFO {\"server_id\":\"x\"}\r\n", ErrorCode::ProtocolError);
        row("binary", QByteArray("\0\1\2\3\xff", 5) + "\r\n\r\n", ErrorCode::ProtocolError);
        row("closes at once", "", ErrorCode::ProtocolError);
        row("endless body", "HTTP/1.1 200 OK\r\n\r\n", ErrorCode::TooLarge, true);
    }
    void whatIsNoMonitoringPortIsAReadableError()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, endless);
        QFETCH(int, code);
        OddServer server(answer, endless);
        const Answer got = ask(server.url());
        QVERIFY(got.error.has_value());
        QVERIFY2(got.error->code == static_cast<base::ErrorCode>(code), qPrintable(base::toLogLine(*got.error)));
        QVERIFY(!got.error->detail.isEmpty());
        QVERIFY(got.error->subject.startsWith(server.url()));
        QCOMPARE(got.count, 1);
    }

    void aClosedPortIsRefusedAndABadUrlIsSaid()
    {
        const QString closed = QStringLiteral("http://127.0.0.1:%1").arg(freePort());
        QCOMPARE(ask(closed).error->code, base::ErrorCode::Refused);
        QCOMPARE(ask({}).error->code, base::ErrorCode::Unavailable);
        for (const char* bad : {"nats://127.0.0.1:4222", "file:///etc/passwd", "http://", "ho ho"})
            QCOMPARE(ask(QString::fromLatin1(bad)).error->code, base::ErrorCode::InvalidInput);
    }

    void everyNetworkErrorHasACode()
    {
        const QMetaEnum all = QMetaEnum::fromType<QNetworkReply::NetworkError>();
        QVERIFY(all.keyCount() > 30);
        QStringList internal;
        for (int i = 0; i < all.keyCount(); ++i) {
            const auto error = static_cast<QNetworkReply::NetworkError>(all.value(i));
            if (infra::errorCodeForNetworkError(error) == base::ErrorCode::Internal)
                internal.append(QString::fromLatin1(all.key(i)));
        }
        internal.sort();
        // Only those that say nothing themselves.
        QCOMPARE(internal, QStringList({QStringLiteral("NoError"), QStringLiteral("UnknownContentError"),
                                        QStringLiteral("UnknownProxyError")}));
    }
};

QTEST_GUILESS_MAIN(TestListenerProbe)
#include "tst_http_listener_probe.moc"
