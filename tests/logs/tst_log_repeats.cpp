#include "domain/log/log_repeats.h"
#include "support/test_case.h"

#include <QRegularExpression>
#include <QTest>

using namespace ops;

namespace {

bool says(const domain::LogTextTerm& message, const char* line)
{
    return QRegularExpression(message.text).match(QString::fromUtf8(line)).hasMatch();
}

} // namespace

class TestLogRepeats final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void linesThatSayTheSame_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* name, const char* line, const char* other, bool same) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(other) << same;
        };
        row("itself", "order filled", "order filled", true);
        row("another number", "order 17 filled at 2.50", "order 1234 filled at 19.125", true);
        row("another id", "lost 7f3a-41c2 of 3", "lost 01bb-99ff of 4", true);
        row("other words", "order 17 filled", "order 17 rejected", false);
        row("json, another time", "{\"ts\":\"2026-01-30T18:04:11Z\",\"level\":\"INFO\",\"message\":\"retry 3 [of 5]\"}",
            "{\"ts\":\"2026-01-31T00:00:00Z\",\"level\":\"WARN\",\"message\":\"retry 4 [of 9]\"}", true);
        row("json, escaped", "{\"level\":\"INFO\",\"message\":\"say \\\"x1\\\" now\"}",
            "{\"level\":\"INFO\",\"message\":\"say \\\"x2\\\" now\"}", true);
        row("what a regular expression would obey", "a.b*c[1](x)|$^ error", "a.b*c[2](x)|$^ error", true);
        row("and not more than it says", "a.b*c error", "axbbc error", false);
        row("letters of other alphabets", "Fehler f\xc3\xbcr M\xc3\xbcnchen 3", "Fehler f\xc3\xbcr M\xc3\xbcnchen 4",
            true);
        row("docker's stamp is no part of it", "2026-01-30T18:04:11.207113123Z db write lost",
            "2026-01-30T19:00:00.000000001Z db write lost", true);
    }
    void linesThatSayTheSame()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, other);
        QFETCH(bool, same);
        const auto message = domain::sameMessageAs({line.constData(), static_cast<size_t>(line.size())});
        QVERIFY(message.has_value());
        QVERIFY(message->kind == domain::LogTextKind::Regex);
        QVERIFY2(QRegularExpression(message->text).isValid(), qPrintable(message->text));
        QVERIFY2(says(*message, line.constData()), qPrintable(message->text));
        QCOMPARE(says(*message, other.constData()), same);
    }

    void nothingToBeKnownBy_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("numbers only") << QByteArray("17 18 19");
        QTest::newRow("two letters") << QByteArray("ok 5");
        QTest::newRow("not UTF-8") << QByteArray("broken \xff\xfe here");
        QTest::newRow("terminal colours") << QByteArray("\x1b[31mred\x1b[0m words");
        QTest::newRow("brackets") << QByteArray("}}])");
    }
    void nothingToBeKnownBy()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!domain::sameMessageAs({line.constData(), static_cast<size_t>(line.size())}));
    }

    void aLongMessageIsKnownByItsBeginning()
    {
        const QByteArray words = QByteArray("some words ").repeated(500);
        const auto message = domain::sameMessageAs({words.constData(), static_cast<size_t>(words.size())});
        QVERIFY(message.has_value());
        QVERIFY(message->text.size() < 300);
        QVERIFY(says(*message, words.constData()));
    }
};

QTEST_GUILESS_MAIN(TestLogRepeats)
#include "tst_log_repeats.moc"
