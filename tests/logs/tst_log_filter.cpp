#include "domain/log/log_filter.h"
#include "domain/log/log_store.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

LogTextTerm literal(const char* text, bool caseSensitive = false)
{
    return {QString::fromUtf8(text), LogTextKind::Literal, caseSensitive};
}

LogTextTerm regex(const char* text)
{
    return {QString::fromUtf8(text), LogTextKind::Regex, false};
}

LogFilter everything()
{
    LogFilter filter;
    filter.include = {literal("error"), {QStringLiteral("time.?out|\"x\"\n"), LogTextKind::Regex, true}};
    filter.exclude = {literal("\u00fcber")};
    filter.minLevel = LogLevel::Warn;
    filter.services = {QStringLiteral("titan-brain"), QStringLiteral("nats")};
    filter.channel = LogChannel::Error;
    filter.from = {1'769'792'648'113};
    filter.until = {1'769'792'648'114};
    filter.keepMarkers = false;
    return filter;
}

LogFilter including(std::vector<LogTextTerm> terms)
{
    LogFilter filter;
    filter.include = std::move(terms);
    return filter;
}

} // namespace

Q_DECLARE_METATYPE(ops::domain::LogFilter)

class TestLogFilter final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void narrower_data()
    {
        QTest::addColumn<LogFilter>("next");
        QTest::addColumn<LogFilter>("before");
        QTest::addColumn<bool>("narrower");
        const auto row = [](const char* name, const LogFilter& next, const LogFilter& before, bool narrower) {
            QTest::newRow(name) << next << before << narrower;
        };
        const auto text = [&](const char* name, const LogTextTerm& next, const LogTextTerm& before, bool narrower) {
            row(name, including({next}), including({before}), narrower);
        };
        row("the same", everything(), everything(), true);
        row(
            "from nothing", everything(),
            [] {
                LogFilter f;
                f.keepMarkers = false;
                return f;
            }(),
            true);
        row("to nothing", {}, everything(), false);
        text("grown", literal("error"), literal("err"), true);
        text("grown in the middle", literal("xERRy"), literal("err"), true);
        text("shrunk", literal("err"), literal("error"), false);
        text("becomes case sensitive", literal("Error", true), literal("err"), true);
        text("was case sensitive", literal("error"), literal("err", true), false);
        text("case sensitive, other case", literal("ERROR", true), literal("err", true), false);
        text("case sensitive, grown", literal("error", true), literal("err", true), true);
        text("leaves ASCII", literal("errör"), literal("err"), false);
        text("leaves ASCII, case sensitive", literal("errör", true), literal("err", true), true);
        text("grown outside ASCII", literal("über alles"), literal("über"), true);
        text("grown outside ASCII in another case", literal("über ALLES"), literal("über alles"), true);
        text("a letter in another case outside ASCII", literal("ς"), literal("Σ"), false);
        text("a letter that only Unicode takes for another", literal("ſ", true), literal("s"), false);
        text("same regex", regex("a+"), regex("a+"), true);
        text("grown regex", regex("a+b"), regex("a+"), false);
        text("regex to literal", literal("aab"), regex("a+"), false);
        row("one more text", including({literal("a"), literal("b")}), including({literal("b")}), true);
        row("one text less", including({literal("b")}), including({literal("a"), literal("b")}), false);
        const auto with = [](auto change) {
            LogFilter filter;
            change(filter);
            return filter;
        };
        const LogFilter excluding = with([](LogFilter& f) { f.exclude = {literal("x")}; });
        row("exclude added", excluding, {}, true);
        row("exclude dropped", {}, excluding, false);
        const LogFilter warn = with([](LogFilter& f) { f.minLevel = LogLevel::Warn; });
        row("level raised", warn, {}, true);
        row("level lowered", {}, warn, false);
        const LogFilter two = with([](LogFilter& f) { f.services = {QStringLiteral("a"), QStringLiteral("b")}; });
        const LogFilter one = with([](LogFilter& f) { f.services = {QStringLiteral("b")}; });
        row("fewer services", one, two, true);
        row("more services", two, one, false);
        row("all services", {}, one, false);
        const LogFilter none = with([](LogFilter& f) { f.services = {QString()}; });
        row("lines without a service", none, {}, true);
        row("a service instead of lines without one", one, none, false);
        const LogFilter output = with([](LogFilter& f) { f.channel = LogChannel::Output; });
        row("one channel", output, {}, true);
        row("both channels", {}, output, false);
        const auto window = [&](qint64 from, qint64 until) {
            return with([&](LogFilter& f) {
                f.from = {from};
                f.until = {until};
            });
        };
        row("window inside", window(2, 3), window(1, 4), true);
        row("window moved", window(2, 5), window(1, 4), false);
        row("window opened", {}, window(1, 4), false);
        row("window closed", window(1, 4), {}, true);
        row("markers as lines", with([](LogFilter& f) { f.keepMarkers = false; }), {}, false);
    }
    void narrower()
    {
        QFETCH(LogFilter, next);
        QFETCH(LogFilter, before);
        QFETCH(bool, narrower);
        QCOMPARE(isNarrower(next, before), narrower);
    }

    void attributes()
    {
        LogStore store;
        const LogService brain = store.service("titan-brain");
        const LogService nats = store.service("nats");
        const LogTag warn{LogLevel::Warn};
        const LogTag info{LogLevel::Info};
        LogTag marker{LogLevel::None};
        marker.marker = true;
        LogTag stderrWarn = warn;
        stderrWarn.channel = LogChannel::Error;

        QVERIFY(LogAttributeFilter({}, store).acceptsEverything());
        QVERIFY(LogAttributeFilter({}, store).accepts({}, {}, {}));
        QVERIFY(LogAttributeFilter(LogFilter::errors(), store).acceptsEverything());

        LogFilter filter;
        filter.minLevel = LogLevel::Warn;
        const LogAttributeFilter level(filter, store);
        QVERIFY(!level.acceptsEverything());
        QVERIFY(level.accepts(warn, {}, brain));
        QVERIFY(!level.accepts(info, {}, brain));
        QVERIFY(!level.accepts({LogLevel::None}, {}, brain));
        QVERIFY(level.accepts(marker, {}, brain));

        filter.services = {QStringLiteral("nats"), QStringLiteral("not there")};
        const LogAttributeFilter service(filter, store);
        QVERIFY(service.accepts(warn, {}, nats));
        QVERIFY(!service.accepts(warn, {}, brain));
        QVERIFY(!service.accepts(warn, {}, {}));
        QVERIFY(!service.accepts(marker, {}, brain));
        QVERIFY(service.accepts(marker, {}, {})); // about all of them

        filter.services = {QString()};
        const LogAttributeFilter none(filter, store);
        QVERIFY(none.accepts(warn, {}, {}));
        QVERIFY(!none.accepts(warn, {}, nats));
        filter.services << QStringLiteral("nats");
        const LogAttributeFilter noneOrOne(filter, store);
        QVERIFY(noneOrOne.accepts(warn, {}, {}));
        QVERIFY(noneOrOne.accepts(warn, {}, nats));
        QVERIFY(!noneOrOne.accepts(warn, {}, brain));

        for (int i = 0; i < 1000; ++i)
            store.service("more " + std::to_string(i));
        filter.services = {QStringLiteral("more 997")};
        const LogAttributeFilter late(filter, store);
        QVERIFY(late.accepts(warn, {}, store.service("more 997")));
        QVERIFY(!late.accepts(warn, {}, store.service("more 998")));
        filter.services = {QStringLiteral("nats")};

        filter.channel = LogChannel::Error;
        QVERIFY(!LogAttributeFilter(filter, store).accepts(warn, {}, nats));
        QVERIFY(LogAttributeFilter(filter, store).accepts(stderrWarn, {}, nats));

        filter = {};
        filter.from = {10};
        filter.until = {20};
        const LogAttributeFilter window(filter, store);
        QVERIFY(!window.accepts(info, {9}, {}));
        QVERIFY(window.accepts(info, {10}, {}));
        QVERIFY(window.accepts(info, {19}, {}));
        QVERIFY(!window.accepts(info, {20}, {}));
        QVERIFY(!window.accepts(info, {}, {}));
        QVERIFY(!window.accepts(marker, {9}, {}));
        QVERIFY(window.accepts(marker, {10}, {}));

        filter = {};
        filter.minLevel = LogLevel::Warn;
        filter.keepMarkers = false;
        QVERIFY(!LogAttributeFilter(filter, store).accepts(marker, {}, {}));
    }
};

QTEST_GUILESS_MAIN(TestLogFilter)
#include "tst_log_filter.moc"
