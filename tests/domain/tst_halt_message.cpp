#include "domain/halt_message.h"
#include "support/test_case.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace ops::domain;
using ops::base::ErrorCode;

namespace {

constexpr qint64 stampMs = 1'769'792'648'113;

QByteArray built(const QString& reason)
{
    return buildHaltMessage(TradingState::HardHalt, reason, stampMs, TimestampUnit::Seconds);
}

} // namespace

// The one message that everything here is about: its exact bytes out, and anybody's bytes in.
class TestHaltMessage final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void theThreeMessagesOfTheRunbook_data()
    {
        QTest::addColumn<TradingState>("state");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("HARD_HALT")
            << TradingState::HardHalt << QStringLiteral("Emergency stop by operator")
            << QByteArray(R"({"state":"HARD_HALT","reason":"Emergency stop by operator","timestamp":1769792648})");
        QTest::newRow("SOFT_HALT")
            << TradingState::SoftHalt << QStringLiteral("Scheduled maintenance")
            << QByteArray(R"({"state":"SOFT_HALT","reason":"Scheduled maintenance","timestamp":1769792648})");
        QTest::newRow("OPEN") << TradingState::Open << QStringLiteral("Resuming operations")
                              << QByteArray(
                                     R"({"state":"OPEN","reason":"Resuming operations","timestamp":1769792648})");
    }
    void theThreeMessagesOfTheRunbook()
    {
        QFETCH(TradingState, state);
        QFETCH(QString, reason);
        QFETCH(QByteArray, bytes);
        QCOMPARE(buildHaltMessage(state, reason, stampMs, TimestampUnit::Seconds), bytes);
    }

    void theStamp_data()
    {
        QTest::addColumn<qint64>("utcMs");
        QTest::addColumn<TimestampUnit>("unit");
        QTest::addColumn<QByteArray>("digits");
        QTest::newRow("seconds, cut and not rounded")
            << qint64(1'769'792'648'999) << TimestampUnit::Seconds << QByteArray("1769792648");
        QTest::newRow("milliseconds") << stampMs << TimestampUnit::Milliseconds << QByteArray("1769792648113");
        QTest::newRow("the epoch") << qint64(0) << TimestampUnit::Seconds << QByteArray("0");
        QTest::newRow("after 2038") << qint64(4'102'444'800'000) << TimestampUnit::Seconds << QByteArray("4102444800");
    }
    void theStamp()
    {
        QFETCH(qint64, utcMs);
        QFETCH(TimestampUnit, unit);
        QFETCH(QByteArray, digits);
        QCOMPARE(buildHaltMessage(TradingState::Open, {}, utcMs, unit),
                 R"({"state":"OPEN","reason":"","timestamp":)" + digits + "}");
    }

    void anyReasonIsCarriedWhole_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QByteArray>("literal"); // between the quotes, as sent
        QTest::addColumn<QString>("readBack");
        const auto row = [](const char* name, const QString& reason, const QByteArray& literal) {
            QTest::newRow(name) << reason << literal << reason;
        };
        row("empty", {}, "");
        row("quotes", QStringLiteral("say \"stop\""), R"(say \"stop\")");
        row("a value that tries to close itself", QStringLiteral(R"(","state":"OPEN","x":")"),
            R"(\",\"state\":\"OPEN\",\"x\":\")");
        row("backslash at the end", QStringLiteral("a\\"), R"(a\\)");
        row("newlines", QStringLiteral("a\nb\r\nc"), R"(a\nb\r\nc)");
        row("NUL", QStringLiteral("a") + QChar(0) + QStringLiteral("b"), R"(a\u0000b)");
        row("escape sequence", QStringLiteral("\u001b[2J"), R"(\u001b[2J)");
        row("umlaut", QStringLiteral("Größe"),
            "Gr\xc3\xb6\xc3\x9f"
            "e");
        row("non-BMP", QStringLiteral("\U0001F525"), "\xf0\x9f\x94\xa5");
        row("right to left", QStringLiteral("\u202Eabc"),
            "\xe2\x80\xae"
            "abc");
        row("byte order mark", QStringLiteral("\uFEFFabc"), R"(\ufeffabc)");
        row("a shell's delight", QStringLiteral("'; rm -rf / #$(x)`y`"), "'; rm -rf / #$(x)`y`");
        row("placeholders", QStringLiteral("%1 %s {payload}"), "%1 %s {payload}");
        QTest::newRow("lone high surrogate")
            << QString(QChar(0xd83d)) + QStringLiteral("x") << QByteArray("\xef\xbf\xbdx") << QStringLiteral("\uFFFDx");
        QTest::newRow("lone low surrogate")
            << QStringLiteral("x") + QChar(0xdd25) << QByteArray("x\xef\xbf\xbd") << QStringLiteral("x\uFFFD");
    }
    void anyReasonIsCarriedWhole()
    {
        QFETCH(QString, reason);
        QFETCH(QByteArray, literal);
        QFETCH(QString, readBack);
        const QByteArray message = built(reason);
        QCOMPARE(message, R"({"state":"HARD_HALT","reason":")" + literal + R"(","timestamp":1769792648})");
        const auto parsed = parseHaltMessage(message);
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->state, TradingState::HardHalt);
        QCOMPARE(parsed->reason, readBack);
    }

    // Whatever is typed, another JSON parser reads a HARD_HALT with three keys.
    void randomReasonsNeverBreakTheMessage()
    {
        QRandomGenerator random(20260130);
        for (int run = 0; run < 5000; ++run) {
            QString reason;
            for (int i = random.bounded(40); i > 0; --i)
                reason += QChar(static_cast<char16_t>(random.bounded(random.bounded(4) == 0 ? 0x10000 : 0x80)));
            const QByteArray message = built(reason);
            QJsonParseError error;
            const QJsonObject object = QJsonDocument::fromJson(message, &error).object();
            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(object.size(), 3);
            QCOMPARE(object.value(QStringLiteral("state")).toString(), QStringLiteral("HARD_HALT"));
            QCOMPARE(object.value(QStringLiteral("timestamp")).toInteger(), stampMs / 1000);
            QVERIFY(message.startsWith(R"({"state":"HARD_HALT","reason":")"));
            QVERIFY(message.endsWith(R"(","timestamp":1769792648})"));
        }
    }

    void whatIsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char* name, const QByteArray& payload, ErrorCode code, const char* detail) {
            QTest::newRow(name) << payload << code << QString::fromLatin1(detail);
        };
        row("empty", {}, ErrorCode::InvalidInput, "empty, not one JSON value");
        row("text", "HARD_HALT", ErrorCode::InvalidInput, "not JSON");
        row("text in quotes", R"("HARD_HALT")", ErrorCode::InvalidInput, "JSON, but not an object");
        row("array", R"(["HARD_HALT"])", ErrorCode::InvalidInput, "JSON, but not an object");
        row("null", "null", ErrorCode::InvalidInput, "JSON, but not an object");
        row("two objects", "{},{}", ErrorCode::InvalidInput, "not one JSON value but 2");
        row("cut off", "{\"state\":\"HARD_HA", ErrorCode::InvalidInput, "not JSON");
        row("single quotes", "{'state':'HARD_HALT'}", ErrorCode::InvalidInput, "not JSON");
        row("invalid UTF-8", "{\"state\":\"HARD_HALT\",\"reason\":\"\xc3(\"}", ErrorCode::InvalidInput,
            "not valid UTF-8");
        row("binary", QByteArray("\x00\x01\xff\xfe", 4), ErrorCode::InvalidInput, "not valid UTF-8");
        row("NUL bytes", QByteArray(8, '\0'), ErrorCode::InvalidInput, "not JSON");
        row("one byte too large", "\"" + QByteArray(64 * 1024 - 1, 'x') + "\"", ErrorCode::TooLarge, "65537 bytes");
        row("5 MB", QByteArray(5'242'880, 'x'), ErrorCode::TooLarge, "5242880 bytes");
        row("nested without end", QByteArray(60'000, '['), ErrorCode::InvalidInput, "not JSON");
    }
    void whatIsNoMessage()
    {
        QFETCH(QByteArray, payload);
        QFETCH(ErrorCode, code);
        QFETCH(QString, detail);
        const auto parsed = parseHaltMessage(payload);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, code);
        QVERIFY2(parsed.error().detail.contains(detail), qPrintable(parsed.error().detail));
    }

    void whatSomebodySent_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<TradingState>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("legacy");
        QTest::addColumn<QString>("sender");
        const auto row = [](const char* name, const QByteArray& payload, TradingState state, const char* word,
                            bool legacy, const char* sender = "") {
            QTest::newRow(name) << payload << state << QString::fromLatin1(word) << legacy
                                << QString::fromLatin1(sender);
        };
        row("other key order", R"({"timestamp":1,"reason":"r","state":"OPEN"})", TradingState::Open, "OPEN", false);
        row("blanks around it", " {\"state\" : \"SOFT_HALT\"}\n", TradingState::SoftHalt, "SOFT_HALT", false);
        row("the later one of two", R"({"state":"OPEN","state":"HARD_HALT"})", TradingState::HardHalt, "HARD_HALT",
            false);
        row("unknown word", R"({"state":"NORMAL"})", TradingState::Unknown, "NORMAL", false);
        row("lower case", R"({"state":"hard_halt"})", TradingState::Unknown, "hard_halt", false);
        row("blank behind", R"({"state":"OPEN "})", TradingState::Unknown, "OPEN ", false);
        row("UNKNOWN is no state to ask for", R"({"state":"UNKNOWN"})", TradingState::Unknown, "UNKNOWN", false);
        row("empty word", R"({"state":""})", TradingState::Unknown, "", false);
        row("an empty object", "{}", TradingState::Unknown, "", true);
        row("the legacy shape", R"({"active":true,"reason":"r"})", TradingState::Unknown, "", true);
        row("misspelt key", R"({"State":"HARD_HALT"})", TradingState::Unknown, "", true);
        row("state is a number", R"({"state":2})", TradingState::Unknown, "", true);
        row("state is null", R"({"state":null})", TradingState::Unknown, "", true);
        row("in an envelope", R"({"id":"x","payload":{"state":"HARD_HALT"}})", TradingState::Unknown, "", true);
        row("operator", R"({"state":"OPEN","operator":"ana"})", TradingState::Open, "OPEN", false, "ana");
        row("operator_id", R"({"state":"OPEN","operator_id":"ana"})", TradingState::Open, "OPEN", false, "ana");
        row("operatorId", R"({"state":"OPEN","operatorId":"ana"})", TradingState::Open, "OPEN", false, "ana");
        row("actor", R"({"state":"OPEN","actor":"ana"})", TradingState::Open, "OPEN", false, "ana");
        row("actor_id", R"({"state":"OPEN","actor_id":"ana"})", TradingState::Open, "OPEN", false, "ana");
        row("an empty operator is no sender", R"({"state":"OPEN","operator":"","actor":"bo"})", TradingState::Open,
            "OPEN", false, "bo");
        row("operator is no text", R"({"state":"OPEN","operator":["ana"]})", TradingState::Open, "OPEN", false);
    }
    void whatSomebodySent()
    {
        QFETCH(QByteArray, payload);
        QFETCH(TradingState, state);
        QFETCH(QString, word);
        QFETCH(bool, legacy);
        QFETCH(QString, sender);
        const auto parsed = parseHaltMessage(payload);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(parsed->state, state);
        QCOMPARE(parsed->stateWord, word);
        QCOMPARE(parsed->legacyShape, legacy);
        QCOMPARE(parsed->sender, sender);
    }

    // rule: G7
    void whatIsShownOfItIsBounded()
    {
        const QByteArray big(60'000, 'x');
        const auto parsed = parseHaltMessage(R"({"reason":")" + big.left(20'000) + R"(","state":")" + big.left(20'000) +
                                             R"(","operator":")" + big.left(20'000) + R"("})");
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->reason.size(), 500);
        QCOMPARE(parsed->stateWord.size(), 64);
        QCOMPARE(parsed->sender.size(), 64);
        QCOMPARE(parsed->state, TradingState::Unknown);
    }

    void wordsAreExact()
    {
        for (const TradingState state : {TradingState::Open, TradingState::SoftHalt, TradingState::HardHalt})
            QCOMPARE(parseTradingState(tradingStateWord(state)), state);
        QCOMPARE(tradingStateWord(TradingState::Unknown), QStringLiteral("UNKNOWN"));
        for (const char* word : {"", "UNKNOWN", "open", "Open", "HARD HALT", "HARD_HALT\n", " OPEN"})
            QVERIFY2(!parseTradingState(QString::fromLatin1(word)), word);
        QVERIFY(!parseTradingState(QStringLiteral("OPEN") + QChar(0)));
    }
};

QTEST_GUILESS_MAIN(TestHaltMessage)
#include "tst_halt_message.moc"
