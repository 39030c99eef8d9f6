#include "base/time_text.h"
#include "support/test_case.h"

#include <QTest>

#include <cstdlib>
#include <ctime>

using namespace ops::base;
using namespace std::chrono_literals;

// rule: G8
class TestTimeText : public ops::test::TestCase {
    Q_OBJECT

private:
    static void setZone(const char* zone)
    {
        ::setenv("TZ", zone, 1);
        ::tzset();
    }

private Q_SLOTS:
    void cleanup() { setZone("UTC"); }

    void stamps_data()
    {
        QTest::addColumn<qint64>("utcMs");
        QTest::addColumn<QString>("stamp");
        QTest::newRow("epoch") << qint64(0) << QStringLiteral("1970-01-01T00:00:00.000Z");
        QTest::newRow("runbook") << qint64(1769792648113) << QStringLiteral("2026-01-30T17:04:08.113Z");
        QTest::newRow("leap day") << qint64(1709164800001) << QStringLiteral("2024-02-29T00:00:00.001Z");
        QTest::newRow("before the epoch") << qint64(-1) << QStringLiteral("1969-12-31T23:59:59.999Z");
        // 02:30 does not exist in Berlin on this day; in UTC it does.
        QTest::newRow("gap of a summer time") << qint64(1774751400000) << QStringLiteral("2026-03-29T02:30:00.000Z");
        QTest::newRow("doubled hour") << qint64(1792895400000) << QStringLiteral("2026-10-25T02:30:00.000Z");
    }
    void stamps()
    {
        QFETCH(qint64, utcMs);
        QFETCH(QString, stamp);
        for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"}) {
            setZone(zone);
            QCOMPARE(utcStampText(utcMs), stamp);
            QCOMPARE(utcTimeText(utcMs), stamp.mid(11, 12));
            QVERIFY2(parseUtcStamp(stamp).has_value(), zone);
            QCOMPARE(*parseUtcStamp(stamp), utcMs);
        }
    }

    void noStamp_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "Z", "2026-01Z", "2026-01-3Z", "2026-01-30T17:04:08.113", "2026-01-30T17:04:08Z",
                                 "2026-01-30 17:04:08.113Z", "2026-01-30T17:04:08.113+01:00",
                                 "2026-02-30T17:04:08.113Z", "2026-01-30T24:04:08.113Z", "2026-01-30T17:04:08.113ZZ",
                                 "2026-01-30T17:04:08.113z", " 2026-01-30T17:04:08.113Z", "now"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void noStamp()
    {
        QFETCH(QString, text);
        QVERIFY(!parseUtcStamp(text).has_value());
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 milliseconds, const char* text) {
            QTest::addRow("%lld", milliseconds) << milliseconds << QString::fromLatin1(text);
        };
        row(-5000, "now");
        row(0, "now");
        row(999, "now");
        row(1000, "1 s");
        row(59999, "59 s");
        row(60000, "1 min 00 s");
        row(125000, "2 min 05 s");
        row(3599999, "59 min 59 s");
        row(3600000, "1 h 00 min");
        row(15000000, "4 h 10 min");
        row(86400000, "1 d 00 h");
        row(532800000, "6 d 04 h");
    }
    void durations()
    {
        QFETCH(qint64, milliseconds);
        QFETCH(QString, text);
        QCOMPARE(durationText(std::chrono::milliseconds(milliseconds)), text);
    }

    void latencies()
    {
        QCOMPARE(latencyText(0.4), QStringLiteral("0.4 ms"));
        QCOMPARE(latencyText(12.34), QStringLiteral("12.3 ms"));
        QCOMPARE(latencyText(1240), QStringLiteral("1240.0 ms"));
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_time_text.moc"
