#include "domain/log/log_repeats.h"
#include "support/test_case.h"

#include <QRegularExpression>
#include <QTest>

using namespace ops;

namespace {

bool says(const domain::LogTextTerm& message, const char* line)
{
    return QRegularExpression(message.text).match(QString::fromUtf8(line)).hasMatch();
}

} // namespace

class TestLogRepeats final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void linesThatSayTheSame_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* name, const char* line, const char* other, bool same) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(other) << same;
        };
        row("itself", "order filled", "order filled", true);
        row("another number", "order 17 filled at 2.50", "order 1234 filled at 19.125", true);
        row("another id", "lost 7f3a-41c2 of 3", "lost 01bb-99ff of 4", true);
        row("other words", "order 17 filled", "order 17 rejected", false);
        row("json, another time", "{\"ts\":\"2026-01-30T18:04:11Z\",\"level\":\"INFO\",\"message\":\"retry 3 [of 5]\"}",
            "{\"ts\":\"2026-01-31T00:00:00Z\",\"level\":\"WARN\",\"message\":\"retry 4 [of 9]\"}", true);
        row("json, escaped", "{\"level\":\"INFO\",\"message\":\"say \\\"x1\\\" now\"}",
            "{\"level\":\"INFO\",\"message\":\"say \\\"x2\\\" now\"}", true);
        row("what a regular expression would obey", "a.b*c[1](x)|$^ error", "a.b*c[2](x)|$^ error", true);
        row("and not more than it says", "a.b*c error", "axbbc error", false);
        row("letters of other alphabets", "Fehler f\xc3\xbcr M\xc3\xbcnchen 3", "Fehler f\xc3\xbcr M\xc3\xbcnchen 4",
            true);
        row("a bare word of logfmt", "ts=1769796251 level=info msg=ready n=1", "level=warn msg=ready", true);
        row("and not its beginning", "level=info msg=ready n=1", "level=info msg=readying", false);
        row("logfmt, quoted", "level=info msg=\"order 1 in\"", "level=info msg=\"order 2 in\" x=\"1\"", true);
        row("an umlaut in a word with a number", "Werk M\xc3\xbcnchen3 still", "Werk M\xc3\xbcnchen4 still", true);
        row("a word in another word", "tick", "ticker updated", false);
        row("at a word's end", "ready", "already", false);
        row("with a word before it", "ready", "not ready", false);
        row("with a word behind it", "ready", "ready soon", false);
        row("a container's line and compose's of it", "ready", "titan-brain  | ready", true);
        row("docker's of it", "ready", "2026-01-30T18:04:11.207113123Z ready", true);
        row("the other way round", "titan-brain  | 2026-01-30T18:04:11.207113123Z ready", "ready", true);
        row("blanks at its end", "ready  ", "ready", true);
        row("as a terminal ends it", "ready", "ready\r", true);
        row("json, its beginning", "{\"level\":30,\"msg\":\"tick\"}", "{\"level\":30,\"msg\":\"ticker updated\"}",
            false);
        row("json, its end", "{\"level\":30,\"msg\":\"ready\"}", "{\"level\":30,\"msg\":\"not ready\"}", false);
        row("json, in another member", "{\"level\":30,\"msg\":\"ready\"}",
            "{\"level\":30,\"was\":\"ready\",\"msg\":\"x\"}", false);
        row("docker's file", "{\"log\":\"order 1 in\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}",
            "{\"log\":\"order 2 in\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-30T18:04:13Z\"}", true);
        row("docker's file, its beginning",
            "{\"log\":\"order 1 in\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}",
            "{\"log\":\"order 1 in time\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}", false);
        row("docker's file and JSON",
            "{\"log\":\"{\\\"n\\\":1,\\\"msg\\\":\\\"say "
            "\\\\\\\"x1\\\\\\\"\\\"}\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}",
            "{\"log\":\"{\\\"n\\\":2,\\\"msg\\\":\\\"say "
            "\\\\\\\"x2\\\\\\\"\\\"}\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:13Z\"}",
            true);
        row("json, cut off", "{\"level\":30,\"msg\":\"half a mess", "{\"level\":30,\"msg\":\"half a mess", true);
        row("json without a message", "{\"level\":30,\"reqId\":\"req-9\"}", "{\"level\":30,\"reqId\":\"req-10\"}",
            true);
        row("Rust tracing", "{\"level\":\"INFO\",\"fields\":{\"message\":\"tick\"}}",
            "{\"level\":\"INFO\",\"fields\":{\"message\":\"tick\",\"n\":1},\"span\":{}}", true);
        row("stamped, another time", "2026-01-30T18:04:11Z  INFO order 1 in", "2026-01-30T18:04:12.5Z  INFO order 2 in",
            true);
        row("stamped, more before it", "2026-01-30T18:04:11Z  INFO ready", "2026-01-30T18:04:11Z  INFO not ready",
            false);
        row("stamped, no level", "2026-01-30 18:04:11,100 ready", "2026-01-30 18:04:12,207 ready", true);
        row("stamped, no level, more before it", "2026-01-30 18:04:11,100 ready", "2026-01-30 18:04:12,207 not ready",
            false);
        row("stamped, UTC by its letter", "2026-01-30 18:04:11 Z ready", "2026-01-30 18:04:12 Z ready", true);
        row("stamped, in colour", "\x1b[2m2026-01-30T18:04:11Z\x1b[0m \x1b[32mINFO\x1b[0m ready",
            "\x1b[2m2026-01-30T18:04:12Z\x1b[0m \x1b[32mINFO\x1b[0m ready", true);
        row("nats-server", "[1] 2026/01/30 18:04:11.100200 [INF] Server is ready",
            "[7] 2026/01/31 00:00:00.000001 [INF] Server is ready", true);
        row("nats-server, more before it", "[1] 2026/01/30 18:04:11.100200 [INF] Server is ready",
            "[1] 2026/01/30 18:04:11.100200 [INF] No Server is ready", false);
        row("Redis", "1:M 30 Jan 2026 18:04:11.100 * Ready to accept", "1:M 31 Jan 2026 00:00:00.207 * Ready to accept",
            true);
        row("Postgres", "2026-01-30 18:04:11.100 UTC [33] ERROR:  duplicate key",
            "2026-01-31 00:00:00.207 UTC [34] ERROR:  duplicate key", true);
        row("docker's stamp is no part of it", "2026-01-30T18:04:11.207113123Z db write lost",
            "2026-01-30T19:00:00.000000001Z db write lost", true);
    }
    void linesThatSayTheSame()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, other);
        QFETCH(bool, same);
        const auto message = domain::sameMessageAs({line.constData(), static_cast<size_t>(line.size())});
        QVERIFY(message.has_value());
        QVERIFY(message->kind == domain::LogTextKind::Regex);
        QVERIFY2(QRegularExpression(message->text).isValid(), qPrintable(message->text));
        QVERIFY2(says(*message, line.constData()), qPrintable(message->text));
        QCOMPARE(says(*message, other.constData()), same);
    }

    void nothingToBeKnownBy_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("numbers only") << QByteArray("17 18 19");
        QTest::newRow("two letters") << QByteArray("ok 5");
        QTest::newRow("not UTF-8") << QByteArray("broken \xff\xfe here");
        QTest::newRow("terminal colours") << QByteArray("\x1b[31mred\x1b[0m words");
        QTest::newRow("brackets") << QByteArray("}}])");
    }
    void nothingToBeKnownBy()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!domain::sameMessageAs({line.constData(), static_cast<size_t>(line.size())}));
    }

    void aLongMessageIsKnownByItsBeginning()
    {
        const QByteArray words = QByteArray("some words ").repeated(500);
        const auto message = domain::sameMessageAs({words.constData(), static_cast<size_t>(words.size())});
        QVERIFY(message.has_value());
        QVERIFY(message->text.size() < 300);
        QVERIFY(says(*message, words.constData()));
        QVERIFY(says(*message, QByteArray("some words ").repeated(400).constData())); // they begin alike
        const QByteArray json = "{\"level\":30,\"msg\":\"" + words + "\"}";
        const auto inJson = domain::sameMessageAs({json.constData(), static_cast<size_t>(json.size())});
        QVERIFY(inJson.has_value());
        QVERIFY(says(*inJson, json.constData()));
        const QByteArray other = "{\"level\":30,\"msg\":\"x " + words + "\"}";
        QVERIFY(!says(*inJson, other.constData()));
    }
};

QTEST_GUILESS_MAIN(TestLogRepeats)
#include "tst_log_repeats.moc"
