#include "base/json_text.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace ops::base;

class TestJsonText : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void literal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("literal");
        const auto row = [](const char* name, const QString& text, const QByteArray& literal) {
            QTest::newRow(name) << text << literal;
        };
        row("empty", {}, "\"\"");
        row("plain", QStringLiteral("Emergency stop by operator"), "\"Emergency stop by operator\"");
        row("quotes", QStringLiteral("say \"stop\""), "\"say \\\"stop\\\"\"");
        row("backslash", QStringLiteral("a\\b"), "\"a\\\\b\"");
        row("newline", QStringLiteral("a\r\nb\tc"), "\"a\\r\\nb\\tc\"");
        row("backspace, form feed", QStringLiteral("\b\f"), "\"\\b\\f\"");
        row("NUL", QStringLiteral("a") + QChar(0) + QStringLiteral("b"), "\"a\\u0000b\"");
        row("escape", QStringLiteral("\u001b[2J"), "\"\\u001b[2J\"");
        row("delete is no control character in JSON", QStringLiteral("\u007f"), "\"\x7f\"");
        row("slash", QStringLiteral("</script>"), "\"</script>\"");
        row("umlaut", QStringLiteral("\u00fc"), "\"\xc3\xbc\"");
        row("line separator", QStringLiteral("\u2028"), "\"\xe2\x80\xa8\"");
        row("non-BMP", QStringLiteral("\U0001F6D1"), "\"\xf0\x9f\x9b\x91\"");
        row("lone high surrogate", QString(QChar(0xd83d)), "\"\xef\xbf\xbd\"");
        row("lone low surrogate", QString(QChar(0xded1)), "\"\xef\xbf\xbd\"");
        row("surrogates the wrong way round", QString(QChar(0xded1)) + QChar(0xd83d), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
        row("percent", QStringLiteral("%s %1 {0}"), "\"%s %1 {0}\"");
    }
    void literal()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, literal);
        QCOMPARE(jsonString(text), literal);
    }

    // Every code unit, alone and in random company, comes back from two parsers.
    void roundTrip()
    {
        QRandomGenerator random(7);
        for (uint unit = 0; unit <= 0xffff; ++unit) {
            QString text = QChar(static_cast<char16_t>(unit));
            if (unit % 16 == 0)
                for (int i = random.bounded(20); i > 0; --i)
                    text += QString::fromUcs4(std::array{static_cast<char32_t>(random.bounded(1, 0xd7ff))}.data(), 1);
            const QByteArray literal = jsonString(text);
            for (const char c : literal)
                QVERIFY(static_cast<unsigned char>(c) >= 0x20);
            const auto parsed = parseJson(literal);
            QVERIFY2(parsed.ok(), literal.constData());
            const bool surrogate = unit >= 0xd800 && unit <= 0xdfff;
            QString expected = text;
            if (surrogate)
                expected[0] = QChar(0xfffd);
            QCOMPARE(parsed->toString(), expected);
        }
    }

    void accepts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("object") << QByteArray("{\"a\":1}") << QJsonValue(QJsonObject{{QStringLiteral("a"), 1}});
        QTest::newRow("array") << QByteArray("[1,2]") << QJsonValue(QJsonArray{1, 2});
        QTest::newRow("empty array") << QByteArray("[]") << QJsonValue(QJsonArray{});
        QTest::newRow("string") << QByteArray("\"x\"") << QJsonValue(QStringLiteral("x"));
        QTest::newRow("number") << QByteArray("-1.5") << QJsonValue(-1.5);
        QTest::newRow("true") << QByteArray("true") << QJsonValue(true);
        QTest::newRow("null") << QByteArray("null") << QJsonValue(QJsonValue::Null);
        QTest::newRow("blanks around") << QByteArray(" \n\t3\r\n") << QJsonValue(3);
    }
    void accepts()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QJsonValue, value);
        const auto parsed = parseJson(bytes);
        QVERIFY(parsed.ok());
        QCOMPARE(*parsed, value);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("beginsWith");
        const auto row = [](const char* name, const QByteArray& bytes, const char* beginsWith) {
            QTest::newRow(name) << bytes << QString::fromLatin1(beginsWith);
        };
        row("empty", {}, "empty, not one JSON value");
        row("blanks", " \n", "empty, not one JSON value");
        row("byte order mark", "\xef\xbb\xbf{}", "not JSON: it begins with a byte order mark (BOM)");
        row("two values", "1,2", "not one JSON value but 2");
        row("two documents", "{}{}", "not JSON: ");
        row("closing and opening", "1],[2", "not JSON: ");
        row("trailing comma", "{\"a\":1,}", "not JSON: ");
        row("text", "HARD_HALT", "not JSON: ");
        row("single quotes", "{'a':1}", "not JSON: ");
        row("unterminated", "{\"a\":\"b", "not JSON: ");
        row("NaN", "NaN", "not JSON: ");
        row("NUL", QByteArray(1, '\0'), "not JSON: ");
        row("invalid UTF-8", "\"\xc3\x28\"", "not valid UTF-8");
        row("overlong UTF-8", "\"\xc0\xaf\"", "not valid UTF-8");
        row("surrogate in UTF-8", "\"\xed\xa0\x80\"", "not valid UTF-8");
        row("beyond Unicode", "\"\xf4\x90\x80\x80\"", "not valid UTF-8");
        row("cut UTF-8", "\"\xf0\x9f\"", "not valid UTF-8");
        row("nested too deeply", QByteArray(100000, '['), "not JSON: ");
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, beginsWith);
        const auto parsed = parseJson(bytes);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
        QVERIFY2(parsed.error().detail.startsWith(beginsWith), qPrintable(parsed.error().detail));
    }
    void saysWhere()
    {
        const auto parsed = parseJson("{\"a\":x}");
        QVERIFY(!parsed.ok());
        QVERIFY2(parsed.error().detail.endsWith(QLatin1String(" at byte 5")), qPrintable(parsed.error().detail));
    }
    void refusesTooMuch()
    {
        const QByteArray value = "\"" + QByteArray(98, 'x') + "\"";
        QVERIFY(parseJson(value, 100).ok());
        const auto parsed = parseJson(value, 99);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::TooLarge);
        QCOMPARE(parsed.error().detail, QStringLiteral("100 bytes, the limit is 99"));
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
