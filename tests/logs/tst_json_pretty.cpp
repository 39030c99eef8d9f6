#include "domain/log/json_pretty.h"
#include "support/test_case.h"

#include <QJsonDocument>
#include <QTest>

using ops::domain::prettyJson;
using ops::domain::prettyRecord;

namespace {

// With ' for ", which moc reads better than raw strings.
QByteArray quoted(const char* text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TestJsonPretty final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void layout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pretty");
        QTest::newRow("object") << QByteArray("{\"b\":1,\"a\":\"x\"}")
                                << QByteArray("{\n  \"b\": 1,\n  \"a\": \"x\"\n}");
        QTest::newRow("nested") << QByteArray("{\"e\":{\"n\":[1,2]}}")
                                << QByteArray("{\n  \"e\": {\n    \"n\": [\n      1,\n      2\n    ]\n  }\n}");
        QTest::newRow("blanks are ours") << QByteArray(" { \"a\" : 1 ,\t\"b\" : 2 }")
                                         << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n}");
        QTest::newRow("nothing in it") << QByteArray("{\"a\":{},\"b\":[ ]}")
                                       << QByteArray("{\n  \"a\": {},\n  \"b\": []\n}");
        QTest::newRow("signs in strings")
            << QByteArray("{\"a\":\"{,:}\\\"]\\\\\"}") << QByteArray("{\n  \"a\": \"{,:}\\\"]\\\\\"\n}");
        QTest::newRow("numbers stay exact") << QByteArray("{\"p\":0.10000000000000000001,\"n\":1e400}")
                                            << QByteArray("{\n  \"p\": 0.10000000000000000001,\n  \"n\": 1e400\n}");
        QTest::newRow("twice the same name")
            << QByteArray("{\"a\":1,\"a\":2}") << QByteArray("{\n  \"a\": 1,\n  \"a\": 2\n}");
        QTest::newRow("array") << QByteArray("[1]") << QByteArray("[\n  1\n]");
    }
    void layout()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pretty);
        const std::string got = prettyJson({text.constData(), static_cast<size_t>(text.size())});
        QCOMPARE(QByteArray::fromStdString(got), pretty);
        // Once more changes nothing.
        QCOMPARE(QByteArray::fromStdString(prettyJson(got)), pretty);
    }

    void noJsonIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("blanks") << QByteArray("  ");
        QTest::newRow("words") << QByteArray("ready {x}");
        QTest::newRow("too deep") << QByteArray(100, '[');
    }
    void noJsonIsLeftAlone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(prettyJson({text.constData(), static_cast<size_t>(text.size())}).empty());
    }

    // What is cut off or wrong is shown as far as it goes, with every byte that is no blank.
    void brokenTextKeepsItsBytes()
    {
        for (const char* text : {"{\"a\":", "{\"a\":\"x", "{\"a\":1}}}]", "{,,}", "{\"a\\", "[\"\xff\"", "{"}) {
            const std::string pretty = prettyJson(text);
            std::string signs;
            for (const char c : pretty)
                if (c != ' ' && c != '\n')
                    signs += c;
            QCOMPARE(signs, std::string(text));
        }
    }

    void record_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("laidOut");
        QTest::newRow("object") << quoted("{'b':1,'a':'x'}") << quoted("{\n  'b': 1,\n  'a': 'x'\n}");
        QTest::newRow("blanks behind it") << quoted("{'b':1} \t\r") << quoted("{\n  'b': 1\n}");
        QTest::newRow("array") << quoted("[1,{'a':2}]") << quoted("[\n  1,\n  {\n    'a': 2\n  }\n]");
        QTest::newRow("behind docker's stamp") << quoted("2026-01-30T18:04:12.000000001Z {'a':[]}")
                                               << quoted("2026-01-30T18:04:12.000000001Z \n{\n  'a': []\n}");
        QTest::newRow("behind words in brackets")
            << quoted("[Lab] at 5: {'a':{}}") << quoted("[Lab] at 5: \n{\n  'a': {}\n}");
        QTest::newRow("behind blanks") << quoted("  {'a':1}") << quoted("{\n  'a': 1\n}");
        QTest::newRow("every kind of value")
            << quoted("{'a':[true,false,null,-0,0.5,1e400,2E-7,10],'\\u00fC\\n\\\\':'\xff'}")
            << quoted("{\n  'a': [\n    true,\n    false,\n    null,\n    -0,\n    0.5,\n    1e400,\n    2E-7,\n    "
                      "10\n  ],\n"
                      "  '\\u00fC\\n\\\\': '\xff'\n}");
    }
    void record()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, laidOut);
        const auto got = prettyRecord({line.constData(), static_cast<size_t>(line.size())});
        QVERIFY(got.has_value());
        QCOMPARE(QByteArray::fromStdString(*got), laidOut);
    }

    // What only looks like it must keep its blanks: they are words' borders.
    void whatIsNoRecord_data()
    {
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* line) { QTest::newRow(line) << quoted(line); };
        row("thread \"main\" panicked at bad order Order { id: 7, side: Buy }: limit not reached, src/main.rs:10:5");
        row("Order { id: 7 }");
        row("{'a':1} and more");
        row("{'a':1}{'b':2}");
        row("{'a':1}}");
        row("{x} {'a':1}");
        row("[Lab] ready, user SET");
        row("[1]]");
        row("tail [1]");
        row("'word'");
        row("");
        row("{");
        row("{'a'");
        row("{'a':");
        row("{'a':'x");
        row("{'a':1");
        row("{'a':1,}");
        row("{,'a':1}");
        row("{'a' 1}");
        row("{'a':1 'b':2}");
        row("{a:1}");
        row("{'a':1]");
        row("{'a':[1}");
        row("[1,]");
        row("[1 2]");
        row("[,]");
        row("{'a':NaN}");
        row("{'a':True}");
        row("{'a':nul}");
        row("{'a':01}");
        row("{'a':-}");
        row("{'a':1.}");
        row("{'a':.5}");
        row("{'a':1e}");
        row("{'a':+1}");
        row("{'a':'\\x'}");
        row("{'a':'\\u12g4'}");
        row("{'a':'\\u12");
        row("{'a':'\\");
        row("{'a':'tab\there'}");
        QTest::newRow("too deep") << QByteArray(65, '[') + QByteArray(65, ']');
    }
    void whatIsNoRecord()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!prettyRecord({line.constData(), static_cast<size_t>(line.size())}));
    }

    void asDeepAsItGoes()
    {
        const std::string deep = std::string(64, '[') + std::string(64, ']');
        const auto got = prettyRecord(deep);
        QVERIFY(got.has_value());
        QCOMPARE(*got, prettyJson(deep));
    }
};

QTEST_GUILESS_MAIN(TestJsonPretty)
#include "tst_json_pretty.moc"
