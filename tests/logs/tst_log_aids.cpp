#include "domain/log/log_aids.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops;
using namespace ops::domain;

namespace {

LogFilter everything()
{
    LogFilter filter;
    filter.include = {{QStringLiteral("error"), LogTextKind::Literal, false},
                      {QStringLiteral("time.?out|\"x\"\n"), LogTextKind::Regex, true}};
    filter.exclude = {{QStringLiteral("\u00fcber"), LogTextKind::Literal, false}};
    filter.minLevel = LogLevel::Warn;
    filter.services = {QStringLiteral("titan-brain"), QStringLiteral("nats"), QString()};
    filter.channel = LogChannel::Error;
    filter.from = {1'769'792'648'113};
    filter.until = {1'769'792'648'114};
    filter.keepMarkers = false;
    return filter;
}

} // namespace

class TestLogAids final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void isReadBack()
    {
        LogAids aids;
        aids.filters = {{QStringLiteral("all"), everything()},
                        {QStringLiteral("none"), {}},
                        {QStringLiteral("errors"), LogFilter::errors()}};
        for (const LogLevel level :
             {LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Error, LogLevel::Fatal}) {
            LogFilter filter;
            filter.minLevel = level;
            filter.channel = LogChannel::Output;
            aids.filters.push_back({QStringLiteral("level %1").arg(static_cast<int>(level)), filter});
        }
        for (int colour = 0; colour < highlightColours; ++colour)
            aids.highlights.push_back({QStringLiteral("\u00fcber \"%1\"\n").arg(colour),
                                       static_cast<HighlightColour>(colour), colour % 2 == 0});
        const auto back = parseLogAids(logAidsToJson(aids), QStringLiteral("log-aids.json"));
        QVERIFY(back.ok());
        QCOMPARE(*back, aids);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, const char* filter, const char* where) {
            QTest::newRow(name) << QByteArray(filter) << QString::fromLatin1(where);
        };
        row("misspelt key", R"({"minlevel":"warn"})", "minlevel");
        row("unknown level", R"({"minLevel":"loud"})", "minLevel");
        row("unknown kind", R"({"include":[{"text":"x","kind":"glob"}]})", "kind");
        row("empty text", R"({"include":[{"text":""}]})", "text");
        row("no text", R"({"exclude":[{"kind":"regex"}]})", "text");
        row("terms as a text", R"({"include":"error"})", "include");
        row("time without a zone", R"({"from":"2026-01-30T17:04:08.113"})", "from");
        row("unknown channel", R"({"channel":"both"})", "channel");
        row("a service that is no text", R"({"services":[3]})", "services");
        row("not an object", "5", "filter");
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QString, where);
        const auto read =
            parseLogAids("{\"filters\":[{\"name\":\"n\",\"filter\":" + filter + "}]}", QStringLiteral("log-aids.json"));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, base::ErrorCode::InvalidInput);
        const QString said = base::toLogLine(read.error());
        QVERIFY2(said.contains(QStringLiteral("log-aids.json")) && said.contains(where), qPrintable(said));
    }

    void twoOfOneNameAreRefused()
    {
        const auto read = parseLogAids(R"({"filters":[{"name":"n","filter":{}},{"name":"n","filter":{}}]})", {});
        QVERIFY(!read.ok());
    }

    void whatIsWrongWithAHighlightIsNamed_data()
    {
        QTest::addColumn<QByteArray>("highlights");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, const QByteArray& highlights, const char* where) {
            QTest::newRow(name) << highlights << QString::fromLatin1(where);
        };
        row("no text", R"([{"colour":"blue"}])", "text");
        row("empty text", R"([{"text":"","colour":"blue"}])", "text");
        row("too long", "[{\"text\":\"" + QByteArray(maxHighlightLength + 1, 'x') + "\",\"colour\":\"blue\"}]", "text");
        row("no colour", R"([{"text":"x"}])", "colour");
        row("unknown colour", R"([{"text":"x","colour":"pink"}])", "colour");
        row("misspelt key", R"([{"text":"x","colour":"blue","case":true}])", "case");
        row("an object", R"({"text":"x","colour":"blue"})", "highlights");
        QByteArray many;
        for (int i = 0; i <= maxHighlights; ++i)
            many += (i > 0 ? ",{\"text\":\"x" : "{\"text\":\"x") + QByteArray::number(i) + "\",\"colour\":\"grey\"}";
        row("too many", '[' + many + ']', "highlights");
    }
    void whatIsWrongWithAHighlightIsNamed()
    {
        QFETCH(QByteArray, highlights);
        QFETCH(QString, where);
        const auto read =
            parseLogAids("{\"filters\":[],\"highlights\":" + highlights + '}', QStringLiteral("log-aids.json"));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, base::ErrorCode::InvalidInput);
        const QString said = base::toLogLine(read.error());
        QVERIFY2(said.contains(QStringLiteral("log-aids.json")) && said.contains(where), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestLogAids)
#include "tst_log_aids.moc"
