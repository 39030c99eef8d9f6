#include "infra/nats_rigs.h"
#include "support/nats_fixture.h"
#include "support/raw_nats.h"
#include "support/test_case.h"

#include <QDir>
#include <QTest>

using namespace ops;
using namespace std::chrono_literals;
using base::ErrorCode;
using test::CommandRig;
using test::Impostor;
using test::NatsFixture;
using test::RawNats;
using test::TelemetryRig;

namespace {

// Ours for a search, and a little for a busy machine.
constexpr auto inTime = 3s;

bool saysNoSecret(const test::LinkWatch& watch, const QString& secret)
{
    for (const domain::LinkStatus& status : watch.states)
        if (status.error && base::toLogLine(*status.error).contains(secret))
            return false;
    return true;
}

} // namespace

// Both links against what they were not made for: each a readable error within our own deadline, and a link as soon as
// the right server is there.
class TestNatsWrongServer : public test::TestCase {
    Q_OBJECT

private:
    // Both links have said what is wrong with `url`.
    void verifyDown(const CommandRig& command, const TelemetryRig& telemetry, const base::Instant& began,
                    ErrorCode code, const QString& words, const QString& url)
    {
        for (const test::LinkWatch* watch :
             {static_cast<const test::LinkWatch*>(&command), static_cast<const test::LinkWatch*>(&telemetry)}) {
            const domain::LinkStatus* down = watch->firstDown();
            QVERIFY(down != nullptr);
            QVERIFY2(base::elapsed(began, down->since) < inTime,
                     qPrintable(QString::number(base::elapsedMs(began, down->since))));
            QVERIFY(down->error.has_value());
            const QString line = base::toLogLine(*down->error);
            QVERIFY2(down->error->code == code, qPrintable(line));
            QVERIFY2(down->error->detail.contains(words, Qt::CaseInsensitive), qPrintable(line));
            QVERIFY2(down->error->subject == url, qPrintable(line));
            QVERIFY2(!down->error->detail.contains(QLatin1String(".c:")), qPrintable(line)); // no source lines
            QVERIFY(down->server.isEmpty());
        }
    }

private Q_SLOTS:
    void isSaidInTimeAndTheRightOneIsFound_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const QByteArray& greeting, ErrorCode code, const QString& words,
                            const QByteArrayList& answers = {}, bool closes = false) {
            QTest::newRow(name) << greeting << answers << closes << code << words;
        };
        const QString mute = QStringLiteral("no NATS server spoke");
        const QString hangs = QStringLiteral("answered within 2000 ms"); // in these cnats itself hangs for ever
        row("an HTTP server", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", ErrorCode::ProtocolError,
            QStringLiteral("got 'HTTP/1.1'"));
        row("an SSH server", "SSH-2.0-OpenSSH_9.2p1\r\n", ErrorCode::ProtocolError,
            QStringLiteral("got 'SSH-2.0-OpenSSH_9.2p1'"));
        row("silence", "", ErrorCode::TimedOut, mute);
        row("closes at once", "", ErrorCode::LinkDown, QStringLiteral("closed the connection"), {}, true);
        row("garbage in lines", "\x01\xff\xfe\r\n\x02\r\n", ErrorCode::ProtocolError, QStringLiteral("Unexpected"));
        row("garbage with zeros", QByteArray("\x00\xff\xfe\r\n\x01\r\n", 8), ErrorCode::TimedOut, mute);
        row("garbage without an end of line", QByteArray(3000, '\x07'), ErrorCode::TimedOut, mute);
        row("a huge INFO line", "INFO {\"server_id\":\"" + QByteArray(5'000'000, 'x') + "\"}\r\n",
            ErrorCode::ProtocolError, QStringLiteral("too long"));
        row("INFO that is not JSON", "INFO {oops\r\n", ErrorCode::ProtocolError, QStringLiteral("missing quote"));
        row("INFO, then silence", Impostor::info(), ErrorCode::TimedOut, hangs);
        row("TLS wanted, then silence", Impostor::info("\"tls_required\":true,"), ErrorCode::TimedOut, hangs);
        row("an error instead of PONG", Impostor::info(), ErrorCode::ProtocolError,
            QStringLiteral("Maximum Connections Exceeded"), {"-ERR 'Maximum Connections Exceeded'\r\n"});
        row("garbage instead of PONG", Impostor::info(), ErrorCode::ProtocolError, QStringLiteral("Expected 'PONG'"),
            {"\xff\xfe\r\n"});
        row("silence after the first PONG", Impostor::info(), ErrorCode::TimedOut, QStringLiteral("no PONG"),
            {"PONG\r\n"});
    }
    void isSaidInTimeAndTheRightOneIsFound()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(QByteArrayList, answers);
        QFETCH(bool, closes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        Impostor impostor(greeting, answers, closes);
        QVERIFY(impostor.listen());
        const quint16 port = impostor.port();
        const QString url = impostor.url();
        CommandRig command;
        TelemetryRig telemetry;
        const base::Instant began = test::linkClock().now();
        command.connectTo({url});
        telemetry.connectTo({url});
        QTRY_VERIFY(command.firstDown() != nullptr && telemetry.firstDown() != nullptr);
        verifyDown(command, telemetry, began, code, words, url);
        command.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(command.outcomes.size(), 1);
        QCOMPARE(command.outcomes.first().verdict, domain::SendVerdict::Refused);
        QVERIFY(!command.outcomes.first().error->detail.isEmpty());

        impostor.close();
        NatsFixture::Options options;
        options.port = port;
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        QTRY_VERIFY_WITH_TIMEOUT(command.up() && telemetry.up(), 20'000);
        QCOMPARE(command.server(), url);
        RawNats ear;
        QVERIFY(ear.connectTo(port));
        QVERIFY(ear.subscribe("titan.cmd.sys.>"));
        command.send(domain::CommandKind::SoftHalt, 2);
        QTRY_COMPARE(command.outcomes.size(), 2);
        QCOMPARE(command.outcomes.last().verdict, domain::SendVerdict::Sent);
        QCOMPARE(ear.take(1).size(), size_t(1)); // and nothing of what was refused before
        QTRY_COMPARE(telemetry.heard.size(), 1);
    }

    void aClosedPortIsSaidAtOnce()
    {
        const quint16 port = test::freePort();
        const QString url = QStringLiteral("nats://127.0.0.1:%1").arg(port);
        CommandRig command;
        TelemetryRig telemetry;
        const base::Instant began = test::linkClock().now();
        command.connectTo({url});
        telemetry.connectTo({url});
        QTRY_VERIFY(command.firstDown() != nullptr && telemetry.firstDown() != nullptr);
        verifyDown(command, telemetry, began, ErrorCode::Refused, QStringLiteral("refused"), url);
        QVERIFY(base::elapsed(began, command.firstDown()->since) < 1s);
        command.send(domain::CommandKind::HardHalt);
        QTRY_COMPARE(command.outcomes.size(), 1);
        QCOMPARE(command.outcomes.first().verdict, domain::SendVerdict::Refused);
        QCOMPARE(command.outcomes.first().error->code, ErrorCode::Refused);
    }

    void anUnknownNameIsSaid()
    {
        const QString url = QStringLiteral("nats://no-such-host.invalid:4222");
        CommandRig command;
        command.connectTo({url});
        // A name service out of reach takes longer than we wait.
        QTRY_VERIFY(command.down());
        const ErrorCode code = command.error().code;
        QVERIFY2(code == ErrorCode::NotFound || code == ErrorCode::TimedOut,
                 qPrintable(base::toLogLine(command.error())));
        QCOMPARE(command.error().subject, url);
    }

    // rule: G3
    void aWrongPasswordIsSaidAndNotShown()
    {
        NatsFixture::Options options;
        options.extraConfig = "authorization { user: u, password: right }";
        NatsFixture server(options);
        QVERIFY(server.start());
        const QString wrong = QStringLiteral("wrong-secret");
        CommandRig command;
        TelemetryRig telemetry;
        const base::Instant began = test::linkClock().now();
        command.connectTo({server.url()}, QStringLiteral("u"), wrong);
        telemetry.connectTo({server.url()}, {QStringLiteral("titan.>")}, QStringLiteral("u"), wrong);
        QTRY_VERIFY(command.down() && telemetry.down());
        verifyDown(command, telemetry, began, ErrorCode::AuthFailed, QStringLiteral("Authorization Violation"),
                   server.url());
        QVERIFY(saysNoSecret(command, wrong) && saysNoSecret(telemetry, wrong));
        QVERIFY(!server.log().contains(wrong));
        // The operator types it again.
        command.connectTo({server.url()}, QStringLiteral("u"), QStringLiteral("right"));
        telemetry.connectTo({server.url()}, {QStringLiteral("titan.>")}, QStringLiteral("u"), QStringLiteral("right"));
        QTRY_VERIFY(command.up() && telemetry.up());
    }

    // cnats puts user and password into JSON as they are.
    void anyPasswordCanBeUsed_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("quote and backslash") << QStringLiteral("a\"b\\c");
        QTest::newRow("looks like JSON") << QStringLiteral("x\",\"verbose\":true,\"y\":\"");
        QTest::newRow("per cent and spaces") << QStringLiteral("100% %s %n right");
        QTest::newRow("not ASCII") << QStringLiteral("g\u00fcnther \U0001F6D1");
        QTest::newRow("tabulator") << QStringLiteral("a\tb");
    }
    void anyPasswordCanBeUsed()
    {
        QFETCH(QString, password);
        QString quoted = password;
        quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
            .replace(QLatin1Char('"'), QStringLiteral("\\\""))
            .replace(QLatin1Char('\t'), QStringLiteral("\\t"));
        NatsFixture::Options options;
        options.extraConfig = "authorization { user: u, password: \"" + quoted.toUtf8() + "\" }";
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        CommandRig command;
        command.connectTo({server.url()}, QStringLiteral("u"), password);
        QTRY_VERIFY(!command.states.isEmpty() && (command.up() || command.down()));
        QVERIFY2(command.up(), qPrintable(base::toLogLine(command.error())));
    }

    void garbageInTheMiddleOfASessionEndsItAndItIsReplaced()
    {
        // Speaks NATS well enough to be believed, then loses its mind.
        Impostor impostor(Impostor::info(), {"PONG\r\n", "PONG\r\n\x01\x02 utter nonsense \xff\r\n"});
        QVERIFY(impostor.listen());
        const quint16 port = impostor.port();
        CommandRig command;
        TelemetryRig telemetry;
        command.connectTo({impostor.url()});
        telemetry.connectTo({impostor.url()});
        QTRY_VERIFY(command.firstDown() != nullptr && telemetry.firstDown() != nullptr);
        for (const auto* down : {command.firstDown(), telemetry.firstDown()}) {
            const QString line = base::toLogLine(*down->error);
            QVERIFY2(down->error->code == ErrorCode::ProtocolError || down->error->code == ErrorCode::LinkDown,
                     qPrintable(line));
            QVERIFY2(down->error->subject == impostor.url(), qPrintable(line));
        }
        impostor.close();
        NatsFixture::Options options;
        options.port = port;
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        QTRY_VERIFY_WITH_TIMEOUT(command.up() && telemetry.up(), 20'000);
    }

    // Which TLS is expected and which is there; the certificate is for "localhost" and signed by a CA of the test.
    void tlsIsNeitherSkippedNorBelievedBlindly_data()
    {
        QTest::addColumn<bool>("serverHasTls");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("caIsKnown");
        QTest::addColumn<QString>("words"); // of the error; empty: it is up
        const auto name = QStringLiteral("localhost");
        QTest::newRow("as it should be") << true << QStringLiteral("tls") << name << true << QString();
        QTest::newRow("the server insists") << true << QStringLiteral("nats") << name << true << QString();
        QTest::newRow("expected, but there is none")
            << false << QStringLiteral("tls") << name << true << QStringLiteral("Secure Connection");
        QTest::newRow("the CA is unknown")
            << true << QStringLiteral("tls") << name << false << QStringLiteral("issuer certificate");
        QTest::newRow("insists, CA unknown")
            << true << QStringLiteral("nats") << name << false << QStringLiteral("issuer certificate");
        QTest::newRow("for another name")
            << true << QStringLiteral("tls") << QStringLiteral("127.0.0.1") << true << QStringLiteral("mismatch");
    }
    void tlsIsNeitherSkippedNorBelievedBlindly()
    {
        QFETCH(bool, serverHasTls);
        QFETCH(QString, scheme);
        QFETCH(QString, host);
        QFETCH(bool, caIsKnown);
        QFETCH(QString, words);
        QTemporaryDir directory;
        const QByteArray certificates = makeCertificates(directory.path());
        QVERIFY2(!certificates.isEmpty(), "openssl made no certificates");
        NatsFixture::Options options;
        options.extraConfig = "authorization { user: u, password: in-the-clear }\n";
        if (serverHasTls)
            options.extraConfig += certificates;
        NatsFixture server(options);
        QVERIFY2(server.start(), qPrintable(server.log()));
        qputenv("SSL_CERT_FILE", QFile::encodeName(caIsKnown ? directory.filePath(QStringLiteral("ca.pem"))
                                                             : QStringLiteral("/dev/null")));
        const QString url = QStringLiteral("%1://%2:%3").arg(scheme, host).arg(server.port());
        CommandRig command;
        TelemetryRig telemetry;
        command.connectTo({url}, QStringLiteral("u"), QStringLiteral("in-the-clear"));
        telemetry.connectTo({url}, {QStringLiteral("titan.>")}, QStringLiteral("u"), QStringLiteral("in-the-clear"));
        if (words.isEmpty()) {
            QTRY_VERIFY(command.up() && telemetry.up());
            QCOMPARE(command.server(), url);
        } else {
            QTRY_VERIFY(command.firstDown() != nullptr && telemetry.firstDown() != nullptr);
            for (const auto* down : {command.firstDown(), telemetry.firstDown()}) {
                QVERIFY2(down->error->code == ErrorCode::ProtocolError, qPrintable(base::toLogLine(*down->error)));
                QVERIFY2(down->error->detail.contains(words), qPrintable(base::toLogLine(*down->error)));
            }
            QVERIFY(!command.up() && !telemetry.up());
        }
        qunsetenv("SSL_CERT_FILE");
    }

private:
    // The lines of a server's configuration; empty: it did not work.
    static QByteArray makeCertificates(const QString& directory)
    {
        const QString script = QStringLiteral(
            "set -e; cd \"$1\"\n"
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem"
            " -subj /CN=ops-test-ca -days 2\n"
            "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout s.key -out s.csr -subj /CN=s\n"
            "printf subjectAltName=DNS:localhost > ext\n"
            "openssl x509 -req -in s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out s.pem -days 2 -extfile ext\n");
        QProcess shell;
        shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), script, QStringLiteral("sh"), directory});
        if (!shell.waitForFinished(20000) || shell.exitCode() != 0)
            return {};
        const QByteArray at = directory.toUtf8();
        return "tls { cert_file: \"" + at + "/s.pem\", key_file: \"" + at + "/s.key\" }\n";
    }
};

QTEST_GUILESS_MAIN(TestNatsWrongServer)
#include "tst_nats_wrong_server.moc"
