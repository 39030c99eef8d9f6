#include "base/time_text.h"
#include "domain/log/log_moment.h"
#include "support/test_case.h"

#include <QDateTime>
#include <QTest>

#include <cstdlib>
#include <ctime>
#include <initializer_list>
#include <limits>

using namespace ops;
using namespace ops::domain;

namespace {

constexpr LogTime reference{1'769'792'648'113};   // 2026-01-30T17:04:08.113Z
constexpr LogTime lateEvening{1'769'815'800'000}; // 2026-01-30T23:30:00.000Z

void setZone(const char* zone)
{
    ::setenv("TZ", zone, 1);
    ::tzset();
}

QString faultWord(LogMomentFault fault)
{
    switch (fault) {
    case LogMomentFault::None:
        break;
    case LogMomentFault::Unreadable:
        return QStringLiteral("unreadable");
    case LogMomentFault::NoSuchTime:
        return QStringLiteral("no such time");
    case LogMomentFault::NoDay:
        return QStringLiteral("no day");
    case LogMomentFault::Skipped:
        return QStringLiteral("skipped");
    case LogMomentFault::Twice:
        return QStringLiteral("twice");
    }
    return QStringLiteral("none");
}

// "2026-01-30T17:04:08.113Z", or what is wrong. Either there is a time or a fault.
QString said(const LogMoment& moment)
{
    if (moment.time.known() != (moment.fault == LogMomentFault::None))
        return QStringLiteral("a time and a fault, or neither");
    return moment.time.known() ? base::utcStampText(moment.time.utcMs) : faultWord(moment.fault);
}

QString readAs(const QString& text, LogMomentZone zone, LogMomentEnd end = LogMomentEnd::From, LogTime day = reference)
{
    return said(readLogMoment(text, day, zone, end));
}

} // namespace

// rule: G8
class TestLogMoment final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setZone("UTC"); }
    void cleanup() { setZone("UTC"); }

    void everyForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment");
        const auto row = [](const char* text, const char* moment) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(moment);
        };
        row("17:04", "2026-01-30T17:04:00.000Z");
        row("9:05", "2026-01-30T09:05:00.000Z");
        row("00:00", "2026-01-30T00:00:00.000Z");
        row("17:04:08", "2026-01-30T17:04:08.000Z");
        row("17:04:08.1", "2026-01-30T17:04:08.100Z");
        row("17:04:08.01", "2026-01-30T17:04:08.010Z");
        row("17:04:08.113", "2026-01-30T17:04:08.113Z");
        row("17:04:08,113", "2026-01-30T17:04:08.113Z");
        row("  17:04  ", "2026-01-30T17:04:00.000Z");
        row("2026-01-29", "2026-01-29T00:00:00.000Z");
        row("2024-02-29", "2024-02-29T00:00:00.000Z");
        row("2026-01-29 17:04", "2026-01-29T17:04:00.000Z");
        row("2026-01-29   17:04", "2026-01-29T17:04:00.000Z");
        row("2026-01-29T17:04", "2026-01-29T17:04:00.000Z");
        row("2026-01-29t17:04:08z", "2026-01-29T17:04:08.000Z");
        row("2026-01-29 17:04:08.113", "2026-01-29T17:04:08.113Z");
        // As they stand in tables and in lines.
        row("2026-01-29T17:04:08.113Z", "2026-01-29T17:04:08.113Z");
        row("2026-01-29T17:04:08.113456789Z", "2026-01-29T17:04:08.113Z");
        row("2026-01-29T17:04:08+01:00", "2026-01-29T16:04:08.000Z");
        row("2026-01-29T17:04:08.5+0100", "2026-01-29T16:04:08.500Z");
        row("2026-01-29T17:04:08-05:30", "2026-01-29T22:34:08.000Z");
        row("2026-01-29 17:04:08 +01:00", "2026-01-29T16:04:08.000Z");
        row("2026-01-29 17:04:08.113 UTC", "2026-01-29T17:04:08.113Z");
        row("2026-01-29 17:04:08 GMT", "2026-01-29T17:04:08.000Z");
        row("2026-01-29Z", "2026-01-29T00:00:00.000Z");
        row("2026-01-29 +02:00", "2026-01-28T22:00:00.000Z");
        row("17:04Z", "2026-01-30T17:04:00.000Z");
        row("17:04 +01:00", "2026-01-30T16:04:00.000Z");
        // Of another day there: the reference is 02:04 of the 31st.
        row("01:00+09:00", "2026-01-30T16:00:00.000Z");
        row("1969-12-31 23:59:59.999", "1969-12-31T23:59:59.999Z");
    }
    void everyForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, moment);
        // What this machine's zone is does not matter to it.
        for (const char* zone : {"UTC", "Europe/Berlin", "Pacific/Apia"}) {
            setZone(zone);
            QCOMPARE(readAs(text, LogMomentZone::Utc), moment);
        }
    }

    void whatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fault");
        const auto rows = [](const char* fault, std::initializer_list<const char*> texts) {
            for (const char* text : texts)
                QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(fault);
        };
        rows("unreadable", {"",
                            "   ",
                            "now",
                            "17",
                            "17:",
                            "17:4",
                            "1704",
                            "17:04:",
                            "17:04:8",
                            "17:04:08.",
                            "17:04.5",
                            "-17:04",
                            "117:04",
                            "17:04 17:05",
                            "17:04 CET",
                            "17:04+1",
                            "17:04+25:00",
                            "17:04+01:60",
                            "Z",
                            "+01:00",
                            "2026",
                            "2026-01",
                            "2026-1-29",
                            "26-01-29",
                            "29.01.2026",
                            "2026/01/29",
                            "2026-01-29T",
                            "2026-01-2917:04",
                            "2026-01-29X17:04",
                            "2026-01-29 17",
                            "2026-01-29T17:04:08.113Z INFO order filled",
                            "2026-01-29T17:04:08.113ZZ",
                            "17:04 2026-01-29",
                            "١٧:٠٤",
                            "17:04\n17:05"});
        rows("no such time", {"24:00", "25:00", "17:60", "17:04:60", "2026-02-29", "2026-02-30 17:04", "2026-13-01",
                              "2026-00-10", "2026-01-00", "0000-01-01", "2026-01-29T24:00:00Z"});
    }
    void whatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, fault);
        for (const LogMomentZone zone : {LogMomentZone::Utc, LogMomentZone::Local})
            for (const LogMomentEnd end : {LogMomentEnd::From, LogMomentEnd::Until})
                QCOMPARE(readAs(text, zone, end), fault);
    }

    void aTimeAloneNeedsADay()
    {
        for (const LogMomentZone zone : {LogMomentZone::Utc, LogMomentZone::Local}) {
            QCOMPARE(readAs(QStringLiteral("17:04"), zone, LogMomentEnd::From, {}), QStringLiteral("no day"));
            QCOMPARE(readAs(QStringLiteral("17:04Z"), zone, LogMomentEnd::From, {}), QStringLiteral("no day"));
            QCOMPARE(readAs(QStringLiteral("2026-01-29 17:04"), zone, LogMomentEnd::From, {}),
                     QStringLiteral("2026-01-29T17:04:00.000Z"));
        }
    }

    // Lines have whole milliseconds: one at .113 may be before .1135 or after it, and is shown at either end.
    void partsOfAMillisecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("until");
        const auto row = [](const char* text, const char* from, const char* until) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(from) << QString::fromLatin1(until);
        };
        row("17:04:08.113", "2026-01-30T17:04:08.113Z", "2026-01-30T17:04:08.113Z");
        row("17:04:08.113000", "2026-01-30T17:04:08.113Z", "2026-01-30T17:04:08.113Z");
        row("17:04:08.113000001", "2026-01-30T17:04:08.113Z", "2026-01-30T17:04:08.114Z");
        row("17:04:08.1139", "2026-01-30T17:04:08.113Z", "2026-01-30T17:04:08.114Z");
        row("23:59:59.9999", "2026-01-30T23:59:59.999Z", "2026-01-31T00:00:00.000Z");
    }
    void partsOfAMillisecond()
    {
        QFETCH(QString, text);
        QFETCH(QString, from);
        QFETCH(QString, until);
        for (const LogMomentZone zone : {LogMomentZone::Utc, LogMomentZone::Local}) {
            QCOMPARE(readAs(text, zone, LogMomentEnd::From), from);
            QCOMPARE(readAs(text, zone, LogMomentEnd::Until), until);
        }
    }

    void local_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment");
        const auto row = [](const char* zone, const char* text, const char* moment) {
            QTest::addRow("%s %s", zone, text)
                << QByteArray(zone) << QString::fromLatin1(text) << QString::fromLatin1(moment);
        };
        row("UTC", "2026-01-30 17:04", "2026-01-30T17:04:00.000Z");
        row("Europe/Berlin", "2026-01-30 18:04:08.113", "2026-01-30T17:04:08.113Z");
        row("Europe/Berlin", "2026-07-30 18:04:08", "2026-07-30T16:04:08.000Z");
        row("Europe/Berlin", "2026-01-30", "2026-01-29T23:00:00.000Z");
        row("Europe/Berlin", "2026-01-30T17:04:08Z", "2026-01-30T17:04:08.000Z");
        row("Europe/Berlin", "2026-07-30 18:04 +05:00", "2026-07-30T13:04:00.000Z");
        row("Asia/Kathmandu", "2026-01-30 18:04", "2026-01-30T12:19:00.000Z");
        // Put forward: 02:00 to 03:00 is not there.
        row("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z");
        row("Europe/Berlin", "2026-03-29 01:59:59.999", "2026-03-29T00:59:59.999Z");
        row("Europe/Berlin", "2026-03-29 02:00", "skipped");
        row("Europe/Berlin", "2026-03-29 02:30", "skipped");
        row("Europe/Berlin", "2026-03-29 02:59:59.999", "skipped");
        row("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T01:00:00.000Z");
        row("Europe/Berlin", "2026-03-29 02:30Z", "2026-03-29T02:30:00.000Z");
        // Put back: 02:00 to 03:00 comes twice.
        row("Europe/Berlin", "2026-10-25 01:59:59.999", "2026-10-24T23:59:59.999Z");
        row("Europe/Berlin", "2026-10-25 02:00", "twice");
        row("Europe/Berlin", "2026-10-25 02:30", "twice");
        row("Europe/Berlin", "2026-10-25 02:59:59.999", "twice");
        row("Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00.000Z");
        row("Europe/Berlin", "2026-10-25 02:30+02:00", "2026-10-25T00:30:00.000Z");
        row("Europe/Berlin", "2026-10-25 02:30+01:00", "2026-10-25T01:30:00.000Z");
        // By half an hour, and without a summer time.
        row("Australia/Lord_Howe", "2026-04-05 01:15", "2026-04-04T14:15:00.000Z");
        row("Australia/Lord_Howe", "2026-04-05 01:45", "twice");
        row("Europe/Moscow", "2014-10-26 01:30", "twice");
        // At midnight: a day has its first moment all the same.
        row("America/Sao_Paulo", "2018-11-04 00:30", "skipped");
        row("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z");
        row("Atlantic/Azores", "2026-10-25 00:30", "twice");
        row("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00.000Z");
        row("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00.000Z");
        // Samoa had no 30 December 2011.
        row("Pacific/Apia", "2011-12-30", "skipped");
        row("Pacific/Apia", "2011-12-30 12:00", "skipped");
        row("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z");
    }
    void local()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, text);
        QFETCH(QString, moment);
        setZone(zone.constData());
        for (const LogMomentEnd end : {LogMomentEnd::From, LogMomentEnd::Until})
            QCOMPARE(readAs(text, LogMomentZone::Local, end), moment);
    }

    // The day is that of the reference where the time is read, not that of UTC.
    void theDayOfATimeAlone()
    {
        const QString text = QStringLiteral("17:04");
        const auto at = [&](LogMomentZone zone) { return readAs(text, zone, LogMomentEnd::From, lateEvening); };
        setZone("Europe/Berlin");
        QCOMPARE(at(LogMomentZone::Utc), QStringLiteral("2026-01-30T17:04:00.000Z"));
        QCOMPARE(at(LogMomentZone::Local), QStringLiteral("2026-01-31T16:04:00.000Z"));
        setZone("America/New_York");
        QCOMPARE(at(LogMomentZone::Local), QStringLiteral("2026-01-30T22:04:00.000Z"));
    }

    void offsetsWhereATimeComesTwice_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QString>("offset");
        const auto row = [](const char* zone, const char* utc, const char* offset) {
            QTest::addRow("%s %s", zone, utc)
                << QByteArray(zone) << QString::fromLatin1(utc) << QString::fromLatin1(offset);
        };
        row("UTC", "2026-10-25T00:30:00.000Z", "");
        row("Europe/Berlin", "2026-01-30T17:04:08.113Z", "");
        row("Europe/Berlin", "2026-03-29T00:59:59.999Z", ""); // the clocks are put forward
        row("Europe/Berlin", "2026-03-29T01:00:00.000Z", "");
        row("Europe/Berlin", "2026-10-24T23:59:59.999Z", "");
        row("Europe/Berlin", "2026-10-25T00:00:00.000Z", "+02:00");
        row("Europe/Berlin", "2026-10-25T00:59:59.999Z", "+02:00");
        row("Europe/Berlin", "2026-10-25T01:00:00.000Z", "+01:00");
        row("Europe/Berlin", "2026-10-25T01:59:59.999Z", "+01:00");
        row("Europe/Berlin", "2026-10-25T02:00:00.000Z", "");
        row("America/New_York", "2026-11-01T05:30:00.000Z", "-04:00");
        row("America/New_York", "2026-11-01T06:30:00.000Z", "-05:00");
        row("America/St_Johns", "2026-11-01T03:45:00.000Z", "-02:30");
        row("Australia/Lord_Howe", "2026-04-04T14:45:00.000Z", "+11:00");
        row("Australia/Lord_Howe", "2026-04-04T15:15:00.000Z", "+10:30");
        row("Europe/Moscow", "2014-10-25T21:30:00.000Z", "+04:00"); // without a summer time
    }
    void offsetsWhereATimeComesTwice()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, utc);
        QFETCH(QString, offset);
        setZone(zone.constData());
        const auto time = base::parseUtcStamp(utc);
        QVERIFY(time.has_value());
        QCOMPARE(offsetWhereTwice({*time}), offset);
        // With it behind, what the clocks show is read as that moment again.
        const QString shown = QDateTime::fromMSecsSinceEpoch(*time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
        QCOMPARE(readAs(shown + offset, LogMomentZone::Local), utc);
    }

    // No line makes the window fall over.
    void offsetsOfAnyTime()
    {
        setZone("Europe/Berlin");
        for (const qint64 utcMs : {LogTime::unknown, std::numeric_limits<qint64>::max(), LogTime::unknown + 1,
                                   std::numeric_limits<qint64>::max() / 1000, qint64{0}, qint64{-62'135'596'800'000}})
            QCOMPARE(offsetWhereTwice({utcMs}), QString());
    }
};

QTEST_GUILESS_MAIN(TestLogMoment)
#include "tst_log_moment.moc"
