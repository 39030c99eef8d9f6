#include "domain/services/nearest_name.h"
#include "support/test_case.h"

#include <QTest>

using namespace ops::domain;

class TestNearestName final : public ops::test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void distances_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("distance");
        const auto row = [](const char* from, const char* to, int distance) {
            QTest::addRow("%s/%s", from, to) << QString::fromLatin1(from) << QString::fromLatin1(to) << distance;
        };
        row("", "", 0);
        row("abc", "", 3);
        row("", "abc", 3);
        row("abc", "abc", 0);
        row("abc", "acb", 2);
        row("titan-brain", "titan-brian", 2);
        row("titan-brain", "titan-brain2", 1);
        row("kitten", "sitting", 3);
    }
    void distances()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QTEST(editDistance(from, to), "distance");
        QCOMPARE(editDistance(to, from), editDistance(from, to));
    }

    void findsWhatWasMeant_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QStringList>("candidates");
        QTest::addColumn<QString>("nearest");
        const auto row = [](const char* wanted, const char* candidates, const char* nearest) {
            QTest::addRow("%s of %s", wanted, candidates)
                << QString::fromLatin1(wanted)
                << QString::fromLatin1(candidates).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                << QString::fromLatin1(nearest);
        };
        row("titan-execution", "titan-execution-rs titan-brain", "titan-execution-rs");
        row("titan-brain", "brain execution", "brain");
        row("titan-phase1-scavenger", "titan-phase1-scavanger titan-phase2-hunter", "titan-phase1-scavanger");
        row("titan-brain", "titan-brian titan-brain-1", "titan-brian");
        row("titan-redis", "postgres grafana", "");
        row("titan-redis", "", "");
        // Two letters in common are no likeness.
        row("titan-redis", "ti", "");
    }
    void findsWhatWasMeant()
    {
        QFETCH(QString, wanted);
        QFETCH(QStringList, candidates);
        QTEST(nearestName(wanted, candidates), "nearest");
    }

    void aVeryLongNameCostsLittle()
    {
        const QString longName(100'000, QLatin1Char('a'));
        QCOMPARE(editDistance(longName, longName), 0);
    }
};

QTEST_GUILESS_MAIN(TestNearestName)
#include "tst_nearest_name.moc"
