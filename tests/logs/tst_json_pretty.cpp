#include "domain/log/json_pretty.h"
#include "support/test_case.h"

#include <QJsonDocument>
#include <QTest>

using ops::domain::prettyJson;

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
};

QTEST_GUILESS_MAIN(TestJsonPretty)
#include "tst_json_pretty.moc"
