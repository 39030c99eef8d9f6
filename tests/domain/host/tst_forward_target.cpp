#include "domain/host/forward_target.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;

// What ssh is asked to forward to, for a server's URL or a socket; nothing that it could misread.
class TestForwardTarget final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void urls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("target"); // empty: it cannot be forwarded
        const auto row = [](const char* url, const char* target) {
            QTest::addRow("<%s>", url) << QString::fromUtf8(url) << QString::fromLatin1(target);
        };
        row("nats://127.0.0.1:4222", "127.0.0.1:4222");
        row("nats://nats-1.example_net:14222/", "nats-1.example_net:14222");
        row("nats://titan-nats", "titan-nats:4222");
        row("nats://[::1]:4222", "[::1]:4222");
        row("nats://[fd00::5]", "[fd00::5]:4222");
        row("http://127.0.0.1:8222", "127.0.0.1:8222");
        row("http://titan-nats", "titan-nats:80");
        row("nats://b\xc3\xbc"
            "cher:4222",
            "xn--bcher-kva:4222");
        row("tls://a:4222", "");
        row("https://a:8222", "");
        row("ws://a:4222", "");
        row("a:4222", "");
        row("nats://a:0", "");
        row("nats://:4222", "");
        row("nats://[fe80::1%25eth0]:4222", "");
        row("", "");
    }
    void urls()
    {
        QFETCH(QString, url);
        QFETCH(QString, target);
        const auto found = domain::forwardTarget(url);
        QCOMPARE(found.value_or(QString()), target);
        QCOMPARE(found.has_value(), !target.isEmpty());
    }

    void sockets_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("good");
        for (const char* good : {"/var/run/docker.sock", "/run/user/1000/docker.sock", "/a", "/with space/[x]~"})
            QTest::addRow("<%s>", good) << QString::fromLatin1(good) << true;
        for (const char* bad : {"", "/", "docker.sock", "~/docker.sock", "unix:///var/run/docker.sock", "/a:/b", "/a%h",
                                "/${HOME}/a", "/a\\b", "/a\nb", "/a\x7f"})
            QTest::addRow("not <%s>", bad) << QString::fromLatin1(bad) << false;
        QTest::addRow("NUL") << QStringLiteral("/a%1b").arg(QChar(u'\0')) << false;
        QTest::addRow("100 characters") << QLatin1Char('/') + QString(99, QLatin1Char('a')) << true;
        QTest::addRow("101 characters") << QLatin1Char('/') + QString(100, QLatin1Char('a')) << false;
    }
    void sockets()
    {
        QFETCH(QString, path);
        QFETCH(bool, good);
        QCOMPARE(domain::isForwardableSocket(path), good);
    }
};

QTEST_GUILESS_MAIN(TestForwardTarget)
#include "tst_forward_target.moc"
