#include "domain/log/json_scan.h"
#include "domain/log/swar.h"
#include "naive_log.h"
#include "support/test_case.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace ops;
using domain::JsonScan;

namespace {

QJsonValue randomValue(QRandomGenerator& random, int depth);

QString randomText(QRandomGenerator& random)
{
    static const QString letters = QStringLiteral("ab\"\\/{}[]:,\n\t\u00fc\u20ac 0x\u0001");
    QString text;
    for (int i = random.bounded(25); i > 0; --i)
        text += letters.at(random.bounded(static_cast<int>(letters.size())));
    return text;
}

QJsonObject randomObject(QRandomGenerator& random, int depth)
{
    QJsonObject object;
    for (int i = random.bounded(5); i > 0; --i)
        object.insert(QStringLiteral("k%1").arg(i) + randomText(random), randomValue(random, depth - 1));
    return object;
}

QJsonValue randomValue(QRandomGenerator& random, int depth)
{
    switch (random.bounded(depth > 0 ? 6 : 4)) {
    case 0:
        return randomText(random);
    case 1:
        return random.bounded(1'000'000) / 7.0;
    case 2:
        return random.bounded(2) == 0;
    case 3:
        return QJsonValue::Null;
    case 4:
        return randomObject(random, depth);
    default: {
        QJsonArray array;
        for (int i = random.bounded(4); i > 0; --i)
            array.append(randomValue(random, depth - 1));
        return array;
    }
    }
}

QByteArray bytesOf(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

QByteArray inOneLine(const QByteArray& indented)
{
    QByteArray line;
    for (const QByteArray& part : indented.split('\n'))
        line += part.trimmed() + (part.endsWith(',') ? " " : "");
    return line;
}

} // namespace

class TestJsonScan final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // Every member of any object, as Qt's parser sees it.
    void membersAreThoseOfAParser()
    {
        QRandomGenerator random(51);
        for (int round = 0; round < 3000; ++round) {
            const QJsonObject object = randomObject(random, 3);
            const auto format = random.bounded(2) == 0 ? QJsonDocument::Compact : QJsonDocument::Indented;
            QByteArray json = QJsonDocument(object).toJson(format);
            // As Python's json.dumps writes it: in one line, with a blank behind each colon and comma. A string has no
            // line ending of its own in JSON.
            if (format == QJsonDocument::Indented && random.bounded(2) == 0)
                json = inOneLine(json);
            JsonScan scan({json.constData(), static_cast<size_t>(json.size())});
            QVERIFY(scan.enterObject());
            QJsonObject seen;
            JsonScan::Member member;
            while (scan.next(member)) {
                QVERIFY(!member.cut);
                const QString key = QString::fromStdString(domain::jsonUnescaped(member.key));
                QByteArray value = bytesOf(member.value);
                if (member.kind == JsonScan::Kind::String)
                    seen.insert(key, QString::fromStdString(domain::jsonUnescaped(member.value)));
                else
                    seen.insert(key, QJsonDocument::fromJson("[" + value + "]").array().first());
            }
            QVERIFY(scan.finished());
            QCOMPARE(seen, object);
        }
    }

    void cutTextGivesWhatIsThere()
    {
        JsonScan scan("{\"a\":\"b\",\"c\":\"half");
        JsonScan::Member member;
        QVERIFY(scan.enterObject());
        QVERIFY(scan.next(member) && !member.cut);
        QVERIFY(scan.next(member));
        QVERIFY(member.cut);
        QCOMPARE(member.value, std::string_view("half"));
        QVERIFY(!scan.next(member));
        QVERIFY(!scan.finished());
    }

    void unescaped_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* inside, const char* text) {
            QTest::newRow(inside) << QByteArray(inside) << QByteArray(text);
        };
        row("", "");
        row("plain", "plain");
        row("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t");
        row("\\u00fc", "\xc3\xbc");
        row("\\u20AC", "\xe2\x82\xac");
        row("\\ud83d\\uded1", "\xf0\x9f\x9b\x91");
        row("\\ud83d", "\xef\xbf\xbd");
        row("\\uded1\\ud83d", "\xef\xbf\xbd\xef\xbf\xbd");
        row("\\ud83d\\u0041", "\xef\xbf\xbd"
                              "A");
        row("\\u12", "\\u12");
        row("\\uzzzz", "\\uzzzz");
        row("\\x", "\\x");
        row("\\", "\\");
    }
    void unescaped()
    {
        QFETCH(QByteArray, inside);
        QFETCH(QByteArray, text);
        QCOMPARE(
            QByteArray::fromStdString(domain::jsonUnescaped({inside.constData(), static_cast<size_t>(inside.size())})),
            text);
    }

    void partsOfWhatIsEscaped()
    {
        const std::string_view inside = "a\\\"b\\u00fc\\ud83d\\uded1\\\\c";
        const std::string text = domain::jsonUnescaped(inside);
        QCOMPARE(text.size(), size_t{11});
        QCOMPARE(domain::jsonInside(inside, 0, text.size()), inside);
        QCOMPARE(domain::jsonInside(inside, 0, 1), std::string_view("a"));
        QCOMPARE(domain::jsonInside(inside, 1, 3), std::string_view("\\\"b"));
        QCOMPARE(domain::jsonInside(inside, 3, 9), std::string_view("\\u00fc\\ud83d\\uded1"));
        QCOMPARE(domain::jsonInside(inside, 9, 11), std::string_view("\\\\c"));
        QCOMPARE(domain::jsonInside(inside, 4, 4), std::string_view());
        QCOMPARE(domain::jsonInside(inside, 11, 11), std::string_view());
        QCOMPARE(domain::jsonInside({}, 0, 5), std::string_view());
    }

    void eightAtATime()
    {
        QRandomGenerator random(53);
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray digits = QByteArray::number(random.bounded(100'000'000)).rightJustified(8, '0');
            QVERIFY(domain::areDigits(domain::eightBytes(digits.constData())));
            QCOMPARE(domain::numberOf(domain::eightBytes(digits.constData())), digits.toULongLong());
            QByteArray other = digits;
            other[random.bounded(8)] = "/:a \x80\xff\x01\xb0"[random.bounded(8)];
            QVERIFY(!domain::areDigits(domain::eightBytes(other.constData())));
        }
        for (int at = 0; at < 8; ++at) {
            QByteArray bytes("\x01\xa2!#\x80\xff\x23\x21", 8);
            QCOMPARE(domain::marksOf(domain::eightBytes(bytes.constData()), '"'), 0U);
            bytes[at] = '"';
            QCOMPARE(domain::firstMarked(domain::marksOf(domain::eightBytes(bytes.constData()), '"')), at);
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonScan)
#include "tst_json_scan.moc"
