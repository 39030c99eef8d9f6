#include "domain/log/log_stamp.h"
#include "support/test_case.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

using namespace ops;
using namespace ops::domain;

namespace {

constexpr qint64 none = -1;

qint64 utcNs(const std::optional<LogStamp>& stamp)
{
    return stamp ? stamp->utcNs : none;
}

} // namespace

class TestLogStamp final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void iso_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<int>("length");
        const auto row = [](const char* text, qint64 ns, int length) {
            QTest::newRow(text) << QByteArray(text) << ns << length;
        };
        constexpr qint64 second = 1'769'796'251;
        constexpr qint64 giga = 1'000'000'000;
        row("2026-01-30T18:04:11Z", second * giga, 20);
        row("2026-01-30T18:04:11.2Z", second * giga + 200'000'000, 22);
        row("2026-01-30T18:04:11.207Z rest", second * giga + 207'000'000, 24);
        row("2026-01-30T18:04:11.207113Z", second * giga + 207'113'000, 27);
        row("2026-01-30T18:04:11.207113123Z", second * giga + 207'113'123, 30);
        row("2026-01-30T18:04:11.2071131239Z", second * giga + 207'113'123, 31);
        row("2026-01-30 18:04:11,207", second * giga + 207'000'000, 23);
        row("2026-01-30 18:04:11 UTC [3]", second * giga, 23);
        row("2026-01-30 18:04:11 GMT", second * giga, 23);
        row("2026-01-30 18:04:11", second * giga, 19);
        row("2026-01-30T18:04:11+01:00", (second - 3600) * giga, 25);
        row("2026-01-30T18:04:11-0530", (second + 19'800) * giga, 24);
        row("2026-01-30T18:04:11+05:45", (second - 20'700) * giga, 25);
        row("2026-01-30T18:04:11+03", (second - 10'800) * giga, 22);
        row("2026-01-30 18:04:11.207-03 [33]", (second + 10'800) * giga + 207'000'000, 26);
        row("2026-01-30 18:04:11+03: text", (second - 10'800) * giga, 22);
        row("2026-01-30 18:04:11 Z text", second * giga, 21);
        row("2026-01-30 18:04:11 Zone", second * giga, 19);
        row("2026-01-30 18:04:11 CET", second * giga, 19);
        row("2026-01-30 18:04:11 -03", second * giga, 19); // two words: of a stamp it is in Postgres' lines only
        row("2026-01-30 18:04:11 +0200] [7]", (second - 7200) * giga, 25);
        row("2026-01-30 18:04:11.207113 -0330 NST", (second + 12'600) * giga + 207'113'000, 32);
        row("2026-01-30 18:04:11 +05:45 text", (second - 20'700) * giga, 26);
        row("2026-01-30 18:04:11 UTC+02:00 text", (second - 7200) * giga, 29);
        row("2026-01-30 18:04:11 GMT-0500", (second + 18'000) * giga, 28);
        row("2026-01-30 18:04:11 UTC+2", second * giga, 23);
        for (const char* number : {"-1250", "+1500", "-1300", "+0210", "+0200x", "+02000", "-5", "-10"})
            row(qPrintable(QStringLiteral("2026-01-30 18:04:11 %1").arg(QLatin1String(number))), second * giga, 19);
        row("2026-01-30 18:04:11-12.5", second * giga, 19);
        row("2026-01-30 18:04:11-05x", second * giga, 19);
        row("2026-01-30T18:04:11+035", second * giga, 19);
        row("2026-01-30T18:04:11+19", second * giga, 19);
        row("2026-01-30T18:04:11+03:60", second * giga, 19);
        row("2026-01-30T18:04:11+", second * giga, 19);
        row("2026-01-30T18:04:11.Z", second * giga, 19);
        row("2026-02-28T23:59:60Z", 1'772'323'200 * giga, 20);
        row("1970-01-01T00:00:00Z", 0, 20);
        row("2024-02-29T00:00:00Z", 1'709'164'800 * giga, 20);
        for (const char* refused :
             {"", "2026-01-30T18:04:1", "2026-01-30X18:04:11Z", "2026/01/30T18:04:11Z", "2026-13-30T18:04:11Z",
              "2026-00-30T18:04:11Z", "2026-02-29T18:04:11Z", "2026-01-30T24:04:11Z", "2026-01-30T18:60:11Z",
              "2026-01-30T18:04:61Z", "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "abcd-01-30T18:04:11Z",
              "2100-02-29T00:00:00Z"})
            row(refused, none, 0);
    }
    void iso()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ns);
        QFETCH(int, length);
        const auto stamp = readIsoStamp({text.constData(), static_cast<size_t>(text.size())});
        QCOMPARE(utcNs(stamp), ns);
        if (stamp)
            QCOMPARE(stamp->length, static_cast<size_t>(length));
    }

    void zones()
    {
        QVERIFY(readIsoStamp("2026-01-30T18:04:11Z")->zoned);
        QVERIFY(readIsoStamp("2026-01-30 18:04:11 UTC")->zoned);
        QVERIFY(readIsoStamp("2026-01-30 18:04:11+00")->zoned);
        QVERIFY(!readIsoStamp("2026-01-30 18:04:11 CET")->zoned);
        QCOMPARE(namedZoneLength(" CET"), size_t{4});
        QCOMPARE(namedZoneLength(" CEST ERROR"), size_t{5});
        QCOMPARE(namedZoneLength(" MSK] x"), size_t{4});
        for (const char* none :
             {"", " ", "CET", " UTC", " INFO x", " CRIT x", " HTTP 500", " cet", " CETX", " CE", " CET1"})
            QCOMPARE(namedZoneLength(none), size_t{0});
        QVERIFY(namedZoneOffset("CEST") == 7200);
        QVERIFY(namedZoneOffset("WET") == 0);
        QVERIFY(namedZoneOffset("EST") == -5 * 3600);
        QVERIFY(namedZoneOffset("ACST") == 34'200);
        for (const char* unclear : {"", "CST", "IST", "BST", "AST", "MSK", "CE", "cet", "INFO"})
            QVERIFY(!namedZoneOffset(unclear));
    }

    // Against Qt's calendar.
    void anyDayOfTheRange()
    {
        QRandomGenerator random(11);
        const qint64 last = QDate(2261, 12, 31).toJulianDay();
        const qint64 first = QDate(1970, 1, 1).toJulianDay();
        for (int i = 0; i < 20'000; ++i) {
            const QDate day = QDate::fromJulianDay(first + random.bounded(static_cast<int>(last - first + 1)));
            const QTime time = QTime::fromMSecsSinceStartOfDay(random.bounded(86'400'000));
            const QDateTime moment(day, time, Qt::UTC);
            const QByteArray iso = (day.toString(QStringLiteral("yyyy-MM-dd")) + QLatin1Char('T') +
                                    time.toString(QStringLiteral("HH:mm:ss.zzz")) + QLatin1Char('Z'))
                                       .toLatin1();
            const qint64 expected = moment.toMSecsSinceEpoch() * 1'000'000;
            QCOMPARE(utcNs(readIsoStamp({iso.constData(), static_cast<size_t>(iso.size())})), expected);
            const QByteArray slash = (day.toString(QStringLiteral("yyyy/MM/dd")) + QLatin1Char(' ') +
                                      time.toString(QStringLiteral("HH:mm:ss.zzz")))
                                         .toLatin1();
            QCOMPARE(utcNs(readSlashStamp({slash.constData(), static_cast<size_t>(slash.size())})), expected);
            const QByteArray named = (QLocale::c().toString(day, QStringLiteral("dd MMM yyyy")) + QLatin1Char(' ') +
                                      time.toString(QStringLiteral("HH:mm:ss.zzz")))
                                         .toLatin1();
            QCOMPARE(utcNs(readNamedMonthStamp({named.constData(), static_cast<size_t>(named.size())})), expected);
        }
    }

    void others()
    {
        QCOMPARE(utcNs(readSlashStamp("2026/01/30 18:04:11.100200")), 1'769'796'251'100'200'000);
        QCOMPARE(utcNs(readSlashStamp("2026-01-30 18:04:11.100200")), none);
        QCOMPARE(utcNs(readSlashStamp("2026/01/30")), none);
        QCOMPARE(utcNs(readNamedMonthStamp("30 Jan 2026 18:04:11.100")), 1'769'796'251'100'000'000);
        QCOMPARE(utcNs(readNamedMonthStamp("30 anF 2026 18:04:11.100")), none);
        QCOMPARE(utcNs(readNamedMonthStamp("30 Jan 2026")), none);
        QCOMPARE(utcNs(readNamedMonthStamp("")), none);
    }

    void epoch_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char* text, qint64 ns) { QTest::newRow(text) << QByteArray(text) << ns; };
        row("1769796251", 1'769'796'251'000'000'000);
        row("1769796251.25", 1'769'796'251'250'000'000);
        row("1769796251207", 1'769'796'251'207'000'000);
        row("1769796251207113", 1'769'796'251'207'113'000);
        row("1769796251207113123", 1'769'796'251'207'113'123);
        row("1769796251207,\"x\"", 1'769'796'251'207'000'000);
        row("100000000", 100'000'000'000'000'000);
        row("99999999", none);
        row("0", none);
        row("", none);
        row("-1769796251", none);
        row("99999999999", none); // seconds beyond what nanoseconds reach
        row("99999999999999999999", none);
        row("9999999999999999999", none);
    }
    void epoch()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ns);
        QCOMPARE(utcNs(readEpochStamp({text.constData(), static_cast<size_t>(text.size())})), ns);
    }

    void millisecondsRoundDown()
    {
        QCOMPARE(nsToMs(1'999'999), 1);
        QCOMPARE(nsToMs(0), 0);
        QCOMPARE(nsToMs(-1), -1);
        QCOMPARE(nsToMs(-1'000'000), -1);
        QCOMPARE(nsToMs(-1'000'001), -2);
    }
};

QTEST_GUILESS_MAIN(TestLogStamp)
#include "tst_log_stamp.moc"
