#include "base/decimal.h"
#include "support/test_case.h"

#include <QRandomGenerator>
#include <QTest>

using ops::base::Decimal;
using ops::base::ErrorCode;

// The exact numbers that checking limits (rule L2) will rest on.
class TestDecimal : public ops::test::TestCase {
    Q_OBJECT

private:
    static Decimal decimal(const QString& text) { return Decimal::parse(text).value(); }

private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written");
        const auto row = [](const char* text, const char* written) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(written);
        };
        row("0", "0");
        row("5", "5");
        row("5.0", "5.0");
        row("-1000.0", "-1000.0");
        row("0.05", "0.05");
        row("-0.5", "-0.5");
        row("-0", "0");
        row("007", "7");
        row("9223372036854775807", "9223372036854775807");
        row("-9223372036854775807", "-9223372036854775807");
        row("9.223372036854775807", "9.223372036854775807");
        row("0.000000000000000001", "0.000000000000000001");
    }
    void accepts()
    {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const auto parsed = Decimal::parse(text);
        QVERIFY2(parsed.ok(), qPrintable(text));
        QCOMPARE(parsed->toString(), written);
        QCOMPARE(parsed->isNegative(), written.startsWith(QLatin1Char('-')));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const QString& text, const char* why) {
            QTest::newRow(name) << text << QString::fromLatin1(why);
        };
        row("empty", QString(), "no digits");
        row("sign only", QStringLiteral("-"), "no digits");
        row("plus sign", QStringLiteral("+5"), "character 1 is not allowed in a number");
        row("two signs", QStringLiteral("--5"), "character 2 is not allowed in a number");
        row("exponent", QStringLiteral("1e3"), "character 2 is not allowed in a number");
        row("upper exponent", QStringLiteral("1E3"), "character 2 is not allowed in a number");
        row("NaN", QStringLiteral("NaN"), "character 1 is not allowed in a number");
        row("infinity", QStringLiteral("inf"), "character 1 is not allowed in a number");
        row("locale comma", QStringLiteral("5,5"), "character 2 is not allowed in a number");
        row("thousands", QStringLiteral("1,000.00"), "character 2 is not allowed in a number");
        row("blank before", QStringLiteral(" 5"), "character 1 is not allowed in a number");
        row("blank after", QStringLiteral("5 "), "character 2 is not allowed in a number");
        row("newline after", QStringLiteral("5\n"), "character 2 is not allowed in a number");
        row("trailing text", QStringLiteral("5x"), "character 2 is not allowed in a number");
        row("hexadecimal", QStringLiteral("0x10"), "character 2 is not allowed in a number");
        row("underscore", QStringLiteral("1_000"), "character 2 is not allowed in a number");
        row("NUL", QStringLiteral("5") + QChar(0), "character 2 is not allowed in a number");
        row("arabic digits", QStringLiteral("\u0665"), "character 1 is not allowed in a number");
        row("full-width digit", QStringLiteral("\uff15"), "character 1 is not allowed in a number");
        row("minus sign of typography", QStringLiteral("\u22125"), "character 1 is not allowed in a number");
        row("two points", QStringLiteral("1.2.3"), "character 4 is not allowed in a number");
        row("point first", QStringLiteral(".5"), "character 1 is not allowed in a number");
        row("point last", QStringLiteral("5."), "no digit after the point");
        row("point alone", QStringLiteral("."), "character 1 is not allowed in a number");
        row("too large", QStringLiteral("9223372036854775808"), "too many digits");
        row("too large by a digit", QStringLiteral("92233720368547758070"), "too many digits");
        row("too fine", QStringLiteral("0.0000000000000000001"), "more than 18 digits after the point");
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto parsed = Decimal::parse(text);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
        QCOMPARE(parsed.error().detail, why);
        QCOMPARE(parsed.error().subject, text.left(64));
    }

    void comparesByValue_data()
    {
        QTest::addColumn<QString>("smaller");
        QTest::addColumn<QString>("larger");
        const auto row = [](const char* smaller, const char* larger) {
            QTest::addRow("%s < %s", smaller, larger) << QString::fromLatin1(smaller) << QString::fromLatin1(larger);
        };
        row("-1000", "-500");
        row("-0.1", "0");
        row("0", "0.000000000000000001");
        row("5.0", "5.01");
        row("9.99", "10");
        row("-9223372036854775807", "-9.223372036854775807");
        row("9.223372036854775807", "9223372036854775807");
        row("9007199254740992", "9007199254740993"); // a double cannot tell these two apart
    }
    void comparesByValue()
    {
        QFETCH(QString, smaller);
        QFETCH(QString, larger);
        QVERIFY(decimal(smaller) < decimal(larger));
        QVERIFY(decimal(larger) > decimal(smaller));
        QVERIFY(decimal(smaller) != decimal(larger));
    }
    void equalWhateverTheDigits()
    {
        QVERIFY(decimal(QStringLiteral("5")) == decimal(QStringLiteral("5.00")));
        QVERIFY(decimal(QStringLiteral("-0.0")) == decimal(QStringLiteral("0")));
        QVERIFY(decimal(QStringLiteral("-0.0")).isZero());
        QVERIFY(!decimal(QStringLiteral("-0.0")).isNegative());
        QVERIFY(Decimal() == decimal(QStringLiteral("0")));
    }

    // Against a reference that compares digits as text.
    void agreesWithComparingDigits()
    {
        QRandomGenerator random(20260130);
        const auto make = [&random](QString& padded) {
            const int whole = random.bounded(1, 9);
            const int scale = random.bounded(0, 9);
            QString text;
            for (int i = 0; i < whole; ++i)
                text += QChar(u'0' + random.bounded(10));
            QString fraction;
            for (int i = 0; i < scale; ++i)
                fraction += QChar(u'0' + random.bounded(10));
            padded = text.rightJustified(10, QLatin1Char('0')) + fraction.leftJustified(10, QLatin1Char('0'));
            return scale > 0 ? text + QLatin1Char('.') + fraction : text;
        };
        for (int i = 0; i < 20000; ++i) {
            QString left;
            QString right;
            const Decimal a = decimal(make(left));
            const Decimal b = decimal(make(right));
            QVERIFY((a < b) == (left < right));
            QVERIFY((a == b) == (left == right));
            const auto minusA = decimal(QLatin1Char('-') + a.toString());
            const auto minusB = decimal(QLatin1Char('-') + b.toString());
            QVERIFY((minusA < minusB) == (right < left));
            QVERIFY(decimal(a.toString()) == a);
            QCOMPARE(decimal(a.toString()).toString(), a.toString());
        }
    }
};

QTEST_GUILESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
