#include "domain/log/log_parser.h"
#include "domain/log/log_stamp.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

Q_DECLARE_METATYPE(ops::domain::LogFormat)
Q_DECLARE_METATYPE(ops::domain::LogLevel)
Q_DECLARE_METATYPE(ops::domain::LogShape)

namespace {

constexpr qint64 unknownMs = LogTime::unknown;

qint64 shownMs(const std::optional<qint64>& ns)
{
    return ns ? nsToMs(*ns) : unknownMs;
}

// The text with ' for ", which moc reads better than raw strings.
QByteArray quoted(const char* text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TestLogParser final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<LogFormat>("format");
        QTest::addColumn<LogLevel>("level");
        QTest::addColumn<bool>("inferred");
        QTest::addColumn<qint64>("utcMs");
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const QByteArray& line, LogFormat format, LogLevel level, bool inferred,
                            qint64 utcMs, const QByteArray& service, const QByteArray& message) {
            QTest::newRow(name) << line << format << level << inferred << utcMs << service << message;
        };
        const auto json = [&](const char* name, const QByteArray& line, LogLevel level, qint64 utcMs,
                              const QByteArray& message, const QByteArray& service = {}) {
            row(name, line, LogFormat::Json, level, false, utcMs, service, message);
        };
        json("shared logger",
             quoted(
                 "{'timestamp':'2026-01-30T18:04:11.207Z','level':'WARN','message':'Breaker engaged','component':'x'}"),
             LogLevel::Warn, 1'769'796'251'207, "Breaker engaged");
        json("shared logger with a stack",
             quoted("{'timestamp':'2026-01-30T18:04:12.001Z','level':'ERROR','message':'db write "
                    "lost','error':{'name':'Error','message':'refused','stack':'Error: refused\\n  at x'}}"),
             LogLevel::Error, 1'769'796'252'001, "db write lost");
        json("pino in",
             quoted("{'level':30,'time':1769796251207,'pid':7,'hostname':'b1c2','req':{'method':'GET','url':'/"
                    "health'},'msg':'request in'}"),
             LogLevel::Info, 1'769'796'251'207, "request in");
        json("pino error",
             quoted("{'level':50,'time':1769796255000,'err':{'type':'Error','message':'boom'},'msg':'handler threw'}"),
             LogLevel::Error, 1'769'796'255'000, "handler threw");
        json("pino with a service",
             quoted("{'level':60,'time':1769796255000,'service':'titan-brain','pid':1,'msg':'gone'}"), LogLevel::Fatal,
             1'769'796'255'000, "gone", "titan-brain");
        json("pino trace", quoted("{'level':10,'time':1769796255000,'msg':'t'}"), LogLevel::Trace, 1'769'796'255'000,
             "t");
        json("pino between the numbers", quoted("{'level':35,'time':1769796255000,'msg':'t'}"), LogLevel::Info,
             1'769'796'255'000, "t");
        json("number as a string", quoted("{'level':'40','time':'1769796255000','msg':'t'}"), LogLevel::Warn,
             1'769'796'255'000, "t");
        json("Rust tracing",
             quoted(
                 "{'timestamp':'2026-01-30T18:04:11.207113Z','level':'INFO','fields':{'message':'state listener up'}}"),
             LogLevel::Info, 1'769'796'251'207, "state listener up");
        json("Rust tracing with a span",
             quoted("{'timestamp':'2026-01-30T18:04:16.000450Z','level':'INFO','fields':{'symbol':'BTC/"
                    "USDT','message':'intent in'},'span':{'message':'not this'}}"),
             LogLevel::Info, 1'769'796'256'000, "intent in");
        json("headless CRITICAL",
             quoted(
                 "{'timestamp':'2026-01-30T18:04:11.300Z','level':'CRITICAL','message':'venue lost','venue':'BYBIT'}"),
             LogLevel::Fatal, 1'769'796'251'300, "venue lost");
        json("seconds with a fraction", quoted("{'level':'info','ts':1769796255.25,'msg':'caddy'}"), LogLevel::Info,
             1'769'796'255'250, "caddy");
        json("escapes", quoted("{'level':'info','msg':'say \\'stop\\'\\n\\u00fc \\ud83d\\uded1 \\ud83d \\x'}"),
             LogLevel::Info, unknownMs, "say \"stop\"\n\xc3\xbc \xf0\x9f\x9b\x91 \xef\xbf\xbd \\x");
        json("blanks", quoted(" { 'level' : 'warn' , 'msg' : 'spaced' } "), LogLevel::Warn, unknownMs, "spaced");
        json("level inside another object",
             quoted("{'data':{'level':'error','msg':'inner'},'level':'debug','msg':'outer'}"), LogLevel::Debug,
             unknownMs, "outer");
        json("brackets inside strings", quoted("{'a':'}]{[','b':[{'c':'\\'}'}],'level':'warn','msg':'m'}"),
             LogLevel::Warn, unknownMs, "m");
        json("cut in the message", quoted("{'level':50,'time':1769796255000,'msg':'half a mess"), LogLevel::Error,
             1'769'796'255'000, "half a mess");
        json("unknown level word", quoted("{'level':'loud','msg':'quiet words'}"), LogLevel::None, unknownMs,
             "quiet words");
        for (const char* const other : {"3", "0", "-1", "9", "61", "42000", "'3'"})
            json(other, quoted(qPrintable(QStringLiteral("{'level':%1,'msg':'t'}").arg(QLatin1String(other)))),
                 LogLevel::None, unknownMs, "t");
        json("a number of syslog before the level", quoted("{'severity':3,'level':'WARN','msg':'t'}"), LogLevel::Warn,
             unknownMs, "t");
        json("number with a fraction of zero", quoted("{'level':50.0,'msg':'t'}"), LogLevel::Error, unknownMs, "t");
        json("number with a fraction", quoted("{'level':50.5,'msg':'t'}"), LogLevel::None, unknownMs, "t");
        row("JSON as Python writes it",
            quoted("{'timestamp': '2026-01-30T18:04:11.207Z', 'level': 'ERROR', 'service': 'ai-quant', 'message': 'no "
                   "feed'}"),
            LogFormat::Json, LogLevel::Error, false, 1'769'796'251'207, "ai-quant", "no feed");
        row("JSON without a level", quoted("{'msg':'TypeError: x is not a function'}"), LogFormat::Json,
            LogLevel::Error, true, unknownMs, {}, "TypeError: x is not a function");
        row("JSON array", quoted("['level',50]"), LogFormat::Plain, LogLevel::None, false, unknownMs, {},
            quoted("['level',50]"));
        row("JSON behind a byte order mark", "\xef\xbb\xbf" + quoted("{'level':50,'msg':'m'}"), LogFormat::Json,
            LogLevel::Error, false, unknownMs, {}, "m");
        row("empty object", "{}", LogFormat::Plain, LogLevel::None, false, unknownMs, {}, "{}");
        row("an opening bracket", "{", LogFormat::Plain, LogLevel::None, false, unknownMs, {}, "{");

        row("nats-server", "[1] 2026/01/30 18:04:11.100200 [INF] Server is ready", LogFormat::NatsServer,
            LogLevel::Info, false, 1'769'796'251'100, {}, "Server is ready");
        row("nats-server error", "[1] 2026/01/30 18:04:11.100200 [ERR] cid:5 - Slow Consumer", LogFormat::NatsServer,
            LogLevel::Error, false, 1'769'796'251'100, {}, "cid:5 - Slow Consumer");
        row("nats-server fatal", "[7] 2026/01/30 18:04:11.100200 [FTL] bind", LogFormat::NatsServer, LogLevel::Fatal,
            false, 1'769'796'251'100, {}, "bind");
        row("Redis", "1:M 30 Jan 2026 18:04:11.100 * Ready to accept connections", LogFormat::Redis, LogLevel::Info,
            false, 1'769'796'251'100, {}, "Ready to accept connections");
        row("Redis warning", "12:C 30 Jan 2026 18:04:11.100 # WARNING Memory overcommit", LogFormat::Redis,
            LogLevel::Warn, false, 1'769'796'251'100, {}, "WARNING Memory overcommit");
        row("Redis verbose", "1:S 30 Jan 2026 18:04:11.100 - x", LogFormat::Redis, LogLevel::Debug, false,
            1'769'796'251'100, {}, "x");
        row("Postgres", "2026-01-30 18:04:11.100 UTC [33] ERROR:  duplicate key", LogFormat::Postgres, LogLevel::Error,
            false, 1'769'796'251'100, {}, "duplicate key");
        row("Postgres LOG", "2026-01-30 18:04:11.100 UTC [33-1] LOG:  checkpoint", LogFormat::Postgres, LogLevel::Info,
            false, 1'769'796'251'100, {}, "checkpoint");
        row("Postgres with user and database", "2026-01-30 18:04:11 UTC [33] titan@brain FATAL:  no password",
            LogFormat::Postgres, LogLevel::Fatal, false, 1'769'796'251'000, {}, "no password");
        row("Postgres in a zone that we do not know", "2026-01-30 18:04:11.100 CST [33] WARNING:  x",
            LogFormat::Postgres, LogLevel::Warn, false, unknownMs, {}, "x");
        row("Postgres in a zone with a name", "2026-01-30 19:04:11.100 CET [33] WARNING:  x", LogFormat::Postgres,
            LogLevel::Warn, false, 1'769'796'251'100, {}, "x");
        row("Postgres in America", "2026-01-30 13:04:11.100 EST [33] ERROR:  x", LogFormat::Postgres, LogLevel::Error,
            false, 1'769'796'251'100, {}, "x");
        row("Postgres in a zone without a name", "2026-01-30 18:04:11.207 -03 [33] LOG:  checkpoint",
            LogFormat::Postgres, LogLevel::Info, false, 1'769'807'051'207, {}, "checkpoint");
        row("Postgres in half a zone", "2026-01-30 18:04:11.207 +0545 [33] titan@brain ERROR:  x", LogFormat::Postgres,
            LogLevel::Error, false, 1'769'775'551'207, {}, "x");
        row("Postgres debug", "2026-01-30 18:04:11.100 UTC [33] DEBUG2:  x", LogFormat::Postgres, LogLevel::Debug,
            false, 1'769'796'251'100, {}, "x");
        row("Postgres detail", "2026-01-30 18:04:11.100 UTC [33] DETAIL:  Key (id)=(1) already exists.",
            LogFormat::Postgres, LogLevel::None, false, 1'769'796'251'100, {}, "Key (id)=(1) already exists.");
        row("logfmt", quoted("time='2026-01-30T18:04:11Z' level=warning msg='a \\'b\\' c' entryPointName=web"),
            LogFormat::Logfmt, LogLevel::Warn, false, 1'769'796'251'000, {}, "a \"b\" c");
        row("logfmt bare", "level=error msg=boom service=titan-opsd", LogFormat::Logfmt, LogLevel::Error, false,
            unknownMs, "titan-opsd", "boom");
        row("logfmt without a level", "ts=1769796251.5 msg=\"panic: x\"", LogFormat::Logfmt, LogLevel::Fatal, true,
            1'769'796'251'500, {}, "panic: x");
        row("logfmt with a number", "level=50 msg=boom", LogFormat::Logfmt, LogLevel::Error, false, unknownMs, {},
            "boom");
        row("logfmt with a number in quotes", quoted("lvl='30' msg=fine"), LogFormat::Logfmt, LogLevel::Info, false,
            unknownMs, {}, "fine");
        row("a price is no level", "level=42000 reached", LogFormat::Plain, LogLevel::None, false, unknownMs, {},
            "level=42000 reached");
        row("nor is a step", "level=3 reached", LogFormat::Plain, LogLevel::None, false, unknownMs, {},
            "level=3 reached");
        row("one equals sign is no logfmt", "latency=5 ms", LogFormat::Plain, LogLevel::None, false, unknownMs, {},
            "latency=5 ms");
        row("traefik", "2026-01-30T18:04:11Z INF Starting provider *docker.Provider", LogFormat::Stamped,
            LogLevel::Info, false, 1'769'796'251'000, {}, "Starting provider *docker.Provider");
        row("Rust tracing as text",
            "2026-01-30T18:04:11.207113Z  WARN titan_execution_rs::risk_guard: exposure symbol=X", LogFormat::Stamped,
            LogLevel::Warn, false, 1'769'796'251'207, {}, "titan_execution_rs::risk_guard: exposure symbol=X");
        row("Rust tracing in colour",
            "\x1b[2m2026-01-30T18:04:11.207113Z\x1b[0m \x1b[31mERROR\x1b[0m \x1b[2mx\x1b[0m: y", LogFormat::Stamped,
            LogLevel::Error, false, 1'769'796'251'207, {}, "x\x1b[0m: y");
        row("stamp in brackets", "[2026-01-30T18:04:11+01:00] [debug] text", LogFormat::Stamped, LogLevel::Debug, false,
            1'769'792'651'000, {}, "text");
        row("stamp in a zone of an hour", "2026-01-30 18:04:11+03 WARN text", LogFormat::Stamped, LogLevel::Warn, false,
            1'769'785'451'000, {}, "text");
        row("stamp in a zone that we do not know", "2026-01-30 18:04:11 IST ERROR: text", LogFormat::Stamped,
            LogLevel::Error, false, unknownMs, {}, "text");
        row("stamp in a zone with a name", "2026-01-30 19:04:11 CET ERROR: text", LogFormat::Stamped, LogLevel::Error,
            false, 1'769'796'251'000, {}, "text");
        row("and in brackets", "[2026-01-30 20:04:11,207 CEST] [info] text", LogFormat::Stamped, LogLevel::Info, false,
            1'769'796'251'207, {}, "text");
        row("gunicorn", "[2026-01-30 18:04:11 +0000] [7] [INFO] Booting worker", LogFormat::Stamped, LogLevel::Info,
            true, 1'769'796'251'000, {}, "[7] [INFO] Booting worker");
        row("stamp and a zone behind a blank", "2026-01-30 20:04:11 +0200 ERROR text", LogFormat::Stamped,
            LogLevel::Error, false, 1'769'796'251'000, {}, "text");
        row("UTC by another name", "2026-01-30 18:04:11 Z ERROR text", LogFormat::Stamped, LogLevel::Error, false,
            1'769'796'251'000, {}, "text");
        row("a word in capitals is no zone", "2026-01-30 18:04:11 HTTP ERROR 500", LogFormat::Stamped, LogLevel::Error,
            true, 1'769'796'251'000, {}, "HTTP ERROR 500");
        row("a number is no zone", "2026-01-30 18:04:11 -10 USDT", LogFormat::Stamped, LogLevel::None, false,
            1'769'796'251'000, {}, "-10 USDT");
        const auto sentence = [&](const QByteArray& text, LogLevel level) {
            row(text.constData(), "2026-01-30T18:04:11Z " + text, LogFormat::Stamped, level, level != LogLevel::None,
                1'769'796'251'000, {}, text);
        };
        sentence("Error while connecting", LogLevel::Error);
        sentence("Emergency flatten complete", LogLevel::Fatal);
        sentence("Log rotated", LogLevel::None);
        sentence("[Error boundary] x", LogLevel::Error);
        sentence("Critical section left, WARN y", LogLevel::Warn);
        sentence("trace_id=5", LogLevel::None);
        sentence("error-rate fell", LogLevel::None);
        sentence("Error. Retrying", LogLevel::Error);
        for (const char* const column : {"Error: x", "[error] x", "error  x", "error\tx", "\terror\tx"})
            row(column, QByteArray("2026-01-30T18:04:11Z ") + column, LogFormat::Stamped, LogLevel::Error, false,
                1'769'796'251'000, {}, "x");
        row("stamp without a level", "2026-01-30 18:04:11,100 something Error: x", LogFormat::Stamped, LogLevel::Error,
            true, 1'769'796'251'100, {}, "something Error: x");
        row("logfmt behind a stamp", quoted("2026-01-30T18:04:11Z level=error msg='a \\'b\\'' service=y"),
            LogFormat::Logfmt, LogLevel::Error, false, 1'769'796'251'000, "y", quoted("a 'b'"));
        row("JSON behind a stamp", quoted("[2026-01-30 18:04:11] {'level':50,'time':1769796255000,'msg':'m'}"),
            LogFormat::Json, LogLevel::Error, false, 1'769'796'251'000, {}, "m");
        row("and behind one that says no time",
            quoted("2026-01-30 18:04:11 IST {'level':50,'ts':1769796255,'msg':'m'}"), LogFormat::Json, LogLevel::Error,
            false, 1'769'796'255'000, {}, "m");
        row("a stamp behind a stamp", "2026-01-30T18:04:11.5Z 2026-01-30T18:04:10Z  WARN x", LogFormat::Stamped,
            LogLevel::Warn, false, 1'769'796'251'500, {}, "x");
        row("a stamp and something like logfmt", "2026-01-30T18:04:11Z retries=3 ERROR", LogFormat::Stamped,
            LogLevel::Error, true, 1'769'796'251'000, {}, "retries=3 ERROR");

        const auto plain = [&](const char* name, const QByteArray& line, LogLevel level) {
            row(name, line, LogFormat::Plain, level, level != LogLevel::None, unknownMs, {}, line);
        };
        plain("empty", "", LogLevel::None);
        plain("plain", "[Lab] ready, user SET", LogLevel::None);
        plain("plain with a tag", "[Lab] ERROR: no user", LogLevel::Error);
        plain("emoji", "\xe2\x9d\x8c no connection", LogLevel::Error);
        plain("warning sign", "\xe2\x9a\xa0\xef\xb8\x8f slow", LogLevel::Warn);
        plain("box", "\xe2\x95\x94\xe2\x95\x90\xe2\x95\x90 Titan", LogLevel::None);
        plain("Rust panic", "thread 'main' panicked at src/x.rs:10:5:", LogLevel::Fatal);
        plain("Node error", "TypeError: Cannot read properties", LogLevel::Error);
        plain("Python", "Traceback (most recent call last):", LogLevel::Error);
        plain("Go panic", "panic: runtime error: index out of range", LogLevel::Fatal);
        plain("failed to", "NATS: failed to connect", LogLevel::Error);
        plain("no failure", "0 failed, 12 passed", LogLevel::None);
        plain("errors as a number", "errors=0 warnings=0", LogLevel::None);
        plain("colour", "\x1b[33mWARN\x1b[39m slow", LogLevel::Warn);
        plain("npm", "> titan-brain@1.0.0 start", LogLevel::None);
        plain("NUL and bytes that are no UTF-8", QByteArray("\0\xff\xfe\x80", 4), LogLevel::None);

        row("docker stamp and JSON",
            quoted("2026-01-30T18:04:12.000000001Z {'level':30,'time':1769796251207,'msg':'in'}"), LogFormat::Json,
            LogLevel::Info, false, 1'769'796'251'207, {}, "in");
        const QByteArray ended = "\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-30T18:04:12.000000001Z\"}";
        row("docker's file and JSON",
            "{\"log\":\"{\\\"level\\\":50,\\\"time\\\":1769796251207,\\\"msg\\\":\\\"a \\\\\\\"b\\\\\\\"\\\"}" + ended,
            LogFormat::Json, LogLevel::Error, false, 1'769'796'251'207, {}, quoted("a 'b'"));
        row("docker's file and JSON of a service",
            "{\"log\":\"{\\\"level\\\":20,\\\"service\\\":\\\"x\\\",\\\"msg\\\":\\\"m\\\"}" + ended, LogFormat::Json,
            LogLevel::Debug, false, unknownMs, "x", "m");
        row("docker's file and JSON of an odd service",
            "{\"log\":\"{\\\"level\\\":20,\\\"service\\\":\\\"\\u0078\\\",\\\"msg\\\":\\\"m\\\"}" + ended,
            LogFormat::Json, LogLevel::Debug, false, unknownMs, {}, "m");
        row("docker's file and logfmt", "{\"log\":\"level=warn msg=\\\"x \\u003c y\\\" n=1" + ended, LogFormat::Logfmt,
            LogLevel::Warn, false, unknownMs, {}, "x < y");
        row("docker's file and a stamp", "{\"log\":\"2026-01-30T18:04:11Z  INFO \\u001b[1mup\\u001b[0m \\u00fc" + ended,
            LogFormat::Stamped, LogLevel::Info, false, 1'769'796'251'000, {}, "up\x1b[0m \xc3\xbc");
        row("docker's file and text", "{\"log\":\"\\tat \\\"x\\\"\\r" + ended, LogFormat::Plain, LogLevel::None, false,
            unknownMs, {}, quoted("\tat 'x'"));
        row("docker's file and nothing", "{\"log\":\"" + ended, LogFormat::Plain, LogLevel::None, false, unknownMs, {},
            {});
        row("docker stamp and text", "2026-01-30T18:04:12.000000001Z     at handle (file:///app/dist/y.js:3:1)",
            LogFormat::Plain, LogLevel::None, false, unknownMs, {}, "    at handle (file:///app/dist/y.js:3:1)");
    }
    void reads()
    {
        QFETCH(QByteArray, line);
        QFETCH(LogFormat, format);
        QFETCH(LogLevel, level);
        QFETCH(bool, inferred);
        QFETCH(qint64, utcMs);
        QFETCH(QByteArray, service);
        QFETCH(QByteArray, message);
        const std::string_view view(line.constData(), static_cast<size_t>(line.size()));
        const ParsedLogLine parsed = parseLogLine(view);
        QCOMPARE(parsed.format, format);
        QCOMPARE(parsed.level, level);
        QCOMPARE(parsed.inferred, inferred);
        QCOMPARE(shownMs(parsed.utcNs), utcMs);
        QCOMPARE(QByteArray(parsed.service.data(), static_cast<qsizetype>(parsed.service.size())), service);
        QCOMPARE(QByteArray::fromStdString(messageText(parsed)), message);
        // What is left out when only the columns are wanted is left out, and nothing else changes.
        const ParsedLogLine quick = parseLogLine(view, LogParts::Attributes);
        QCOMPARE(quick.format, format);
        QCOMPARE(quick.level, level);
        QCOMPARE(quick.inferred, inferred);
        QCOMPARE(shownMs(quick.utcNs), utcMs);
        QCOMPARE(quick.service, parsed.service);
        QCOMPARE(quick.shape, parsed.shape);
        const ParsedLogLine quickest = parseLogLine(view, LogParts::AttributesWithoutService);
        QCOMPARE(quickest.level, level);
        QCOMPARE(shownMs(quickest.utcNs), utcMs);
    }

    void composePrefix()
    {
        const ParsedLogLine parsed =
            parseLogLine("titan-brain-1   | 2026-01-30T18:04:12.000000001Z {\"level\":40,\"msg\":\"m\"}");
        QCOMPARE(parsed.carriedService, std::string_view("titan-brain-1"));
        QCOMPARE(shownMs(parsed.carriedNs), 1'769'796'252'000);
        QCOMPARE(parsed.level, LogLevel::Warn);
        QCOMPARE(parsed.message, std::string_view("m"));
        const ParsedLogLine coloured = parseLogLine("\x1b[36mnats  | \x1b[0m[1] 2026/01/30 18:04:11.100200 [WRN] x");
        QCOMPARE(coloured.carriedService, std::string_view("nats"));
        QCOMPARE(coloured.format, LogFormat::NatsServer);
        QCOMPARE(coloured.level, LogLevel::Warn);
        const ParsedLogLine stack = parseLogLine("\x1b[33mtitan-brain  | \x1b[0m    at x");
        QCOMPARE(stack.carriedService, std::string_view("titan-brain"));
        QCOMPARE(stack.shape, LogShape::Continuation);
        QVERIFY(parseLogLine("name | value").carriedService.empty());
        QVERIFY(parseLogLine("|  x").carriedService.empty());
    }

    void linesOfDockersFile()
    {
        const std::string_view line =
            "{\"log\":\"{\\\"level\\\":50,\\\"msg\\\":\\\"boom\\\"}\\n\",\"stream\":\"stderr\","
            "\"attrs\":{\"tag\":\"x\"},\"time\":\"2026-01-30T18:04:12.000000001Z\"}";
        const ParsedLogLine parsed = parseLogLine(line, LogParts::Attributes);
        QCOMPARE(parsed.level, LogLevel::Error);
        QVERIFY(parsed.carriedNs == 1'769'796'252'000'000'001);
        QVERIFY(!parsed.utcNs);
        QVERIFY(parsed.channel == LogChannel::Error);
        QVERIFY(parsed.wrapped && !parsed.unended);
        QVERIFY(dockerLineText(line) == "{\"level\":50,\"msg\":\"boom\"}");
        // Behind a stamp of the engine's it came from a container that prints such lines, and on which stream is known.
        const std::string stamped = "2026-01-30T18:04:13.000000001Z " + std::string(line);
        const ParsedLogLine printed = parseLogLine(stamped);
        QVERIFY(printed.carriedNs == 1'769'796'253'000'000'001);
        QVERIFY(!printed.channel);
        QCOMPARE(messageText(printed), std::string("boom"));

        const std::string_view piece = "{\"log\":\"half\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12.5Z\"}";
        QVERIFY(parseLogLine(piece).unended);
        QVERIFY(parseLogLine(piece).channel == LogChannel::Output);
        for (const char* other :
             {"{\"log\":\"x\\n\",\"stream\":\"stdout\"}", "{\"log\":\"x\\n\",\"stream\":\"both\",\"time\":\"2026\"}",
              "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"yesterday\"}",
              "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\",\"level\":50}",
              "{\"log\":\"x\\n\",\"time\":\"2026-01-30T18:04:12Z\",\"stream\":\"stdout\"}",
              "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"} x"}) {
            QVERIFY2(!parseLogLine(other).wrapped, other);
            QVERIFY2(!dockerLineText(other), other);
        }
    }

    // Only docker compose puts the name of the row's own service there.
    void aTableIsNoComposePrefix()
    {
        const std::string_view table = "BTCUSDT   | 42000 | +3%";
        QCOMPARE(parseLogLineOf("titan-brain", table).message, table);
        QVERIFY(parseLogLineOf("titan-brain", table).carriedService.empty());
        QCOMPARE(parseLogLineOf("BTCUSDT", table).message, std::string_view("42000 | +3%"));
        QCOMPARE(parseLogLineOf({}, table).message, std::string_view("42000 | +3%"));
        const std::string_view composed = "titan-brain  | 2026-01-30T18:04:12.000000001Z {\"level\":40,\"msg\":\"m\"}";
        QCOMPARE(parseLogLineOf("titan-brain", composed).message, std::string_view("m"));
        QCOMPARE(parseLogLineOf("titan-nats", composed).message, composed);
    }

    void shapes_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<LogShape>("shape");
        const auto row = [](const char* line, LogShape shape) { QTest::newRow(line) << QByteArray(line) << shape; };
        row("Error: connect ECONNREFUSED", LogShape::Head);
        row("    at handle (file:///app/dist/y.js:3:1)", LogShape::Continuation);
        row("\tat org.x.Y(Y.java:1)", LogShape::Continuation);
        row("Caused by: java.io.IOException", LogShape::Continuation);
        row("note: run with `RUST_BACKTRACE=1` environment variable", LogShape::Continuation);
        row("stack backtrace:", LogShape::Continuation);
        row("... 12 more", LogShape::Continuation);
        row("}", LogShape::Closer);
        row("]);", LogShape::Closer);
        row("", LogShape::Blank);
        row("  \t ", LogShape::Blank);
        row("thread 'main' panicked at src/x.rs:10:5:", LogShape::RustPanic);
        row("thread 'tokio-runtime-worker' (17) panicked at src/x.rs:10:5:", LogShape::RustPanic);
        row("Traceback (most recent call last):", LogShape::Traceback);
        row("panic: boom", LogShape::GoPanic);
        row("2026-01-30 18:04:11.100 UTC [33] STATEMENT:  INSERT", LogShape::Continuation);
    }
    void shapes()
    {
        QFETCH(QByteArray, line);
        QFETCH(LogShape, shape);
        QCOMPARE(parseLogLine({line.constData(), static_cast<size_t>(line.size())}).shape, shape);
    }

    // Every beginning of every example, and every example with one byte changed: never a crash, never a view outside.
    void piecesOfLinesAreLinesToo()
    {
        const std::vector<std::string> examples{
            quoted("{'level':30,'time':1769796251207,'service':'x','fields':{'message':'a\\'b'},'a':[{'b':']'}]}")
                .toStdString(),
            "2026-01-30 18:04:11.100 UTC [33] titan@brain ERROR:  duplicate key",
            "1:M 30 Jan 2026 18:04:11.100 * Ready",
            "[1] 2026/01/30 18:04:11.100200 [INF] Server is ready",
            quoted("time='2026-01-30T18:04:11Z' level=warning msg='a \\'b\\' c' x=").toStdString(),
            "titan-brain-1   | 2026-01-30T18:04:12.000000001Z thread 'main' panicked at x:",
            "\x1b[2m2026-01-30T18:04:11.207113Z\x1b[0m \x1b[31mERROR\x1b[0m \x1b]0;title\a x",
            std::string("{\"log\":\"{\\\"level\\\":50,\\\"msg\\\":\\\"a \\\\\\\"\\u00fc\\\"}\\n\",") +
                "\"stream\":\"stdout\",\"time\":\"2026-01-30T18:04:12Z\"}",
        };
        for (const std::string& example : examples) {
            for (size_t length = 0; length <= example.size(); ++length) {
                const std::string piece = example.substr(0, length);
                for (const char c : {'\0', '"', '\\', '}', ' ', '\x1b', '\xff', '9', 'u'}) {
                    std::string changed = piece;
                    if (!changed.empty())
                        changed[length / 2] = c;
                    const ParsedLogLine parsed = parseLogLine(changed);
                    const auto inside = [&](std::string_view part) {
                        return part.empty() || (part.data() >= changed.data() &&
                                                part.data() + part.size() <= changed.data() + changed.size());
                    };
                    QVERIFY(inside(parsed.message));
                    QVERIFY(inside(parsed.service));
                    QVERIFY(inside(parsed.carriedService));
                    QVERIFY(parsed.level != LogLevel::Unread);
                }
            }
        }
    }

    void fiveMegabytes()
    {
        const std::string filler(5 * 1024 * 1024, 'x');
        const ParsedLogLine json = parseLogLine("{\"payload\":\"" + filler + "\",\"level\":50,\"msg\":\"after\"}");
        QCOMPARE(json.level, LogLevel::Error);
        QCOMPARE(parseLogLine(filler).level, LogLevel::None);
        const std::string deep(1'000'000, '[');
        QCOMPARE(parseLogLine("{\"a\":" + deep + "}").format, LogFormat::Json);
    }
};

QTEST_GUILESS_MAIN(TestLogParser)
#include "tst_log_parser.moc"
