#include "domain/journal_chain.h"
#include "domain/journal_record.h"
#include "support/test_case.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace ops;
using base::ErrorCode;

namespace {

domain::JournalRecord record(const QString& reason)
{
    domain::JournalRecord r;
    r.event = domain::JournalEvent::CommandPrepared;
    r.at = {1'000'000'000, 1'769'792'648'113};
    r.environment = QStringLiteral("titan-prod");
    r.actor = QStringLiteral("desk-1@fra");
    r.command = base::CommandId(QStringLiteral("a41c000000000000"));
    r.fields.insert(QStringLiteral("reason"), reason);
    return r;
}

// A line as somebody else might have written it, with a hash that fits. `members` are those of the object.
QByteArray sealed(const QByteArray& members)
{
    QByteArray body = '{' + members;
    body += ",\"prev\":\"" + domain::journalZeroHash() + "\",\"seq\":1";
    return body + ",\"hash\":\"" + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex() + "\"}";
}

} // namespace

// One line of the journal: whatever people typed is kept, whatever is no record is said to be none.
class TestJournalRecord final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    // rule: G2, G7
    void anyTextIsKeptOnOneLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("quotes and backslashes") << QStringLiteral("\"\\\"\\\\");
        QTest::newRow("newlines") << QStringLiteral("a\nb\r\nc\u2028d");
        QTest::newRow("a forged seal") << QStringLiteral("\",\"prev\":\"") + QString(64, QLatin1Char('0')) +
                                              QStringLiteral("\",\"seq\":9}");
        QTest::newRow("NUL") << QStringLiteral("a") + QChar(0) + QStringLiteral("b");
        QTest::newRow("non-BMP") << QStringLiteral("\U0001F525\U0001F6D1");
        QTest::newRow("byte order mark") << QStringLiteral("\uFEFFa");
        QTest::newRow("markup") << QStringLiteral("<b>&amp;</b>%s%1");
        QTest::newRow("100 kB") << QString(100'000, QLatin1Char('x'));
    }
    void anyTextIsKeptOnOneLine()
    {
        QFETCH(QString, text);
        domain::JournalRecord r = record(text);
        r.actor = text + QLatin1Char('!');
        const QByteArray line = domain::journalLine(r, 1, domain::journalZeroHash(), nullptr);
        QVERIFY(!line.contains('\n'));
        QVERIFY(!line.contains('\r'));
        QVERIFY(!line.contains('\0'));
        const auto entry = domain::parseJournalLine(line);
        QVERIFY2(entry.ok(), entry.ok() ? "" : qPrintable(entry.error().detail));
        QCOMPARE(entry->record.fields.value(QStringLiteral("reason")).toString(), text);
        QCOMPARE(entry->record.actor, r.actor);
    }

    void halfASurrogatePairDoesNotSpoilTheLine()
    {
        for (const char16_t half : {u'\xd83d', u'\xdd25'}) {
            const QByteArray line = domain::journalLine(record(QString(QChar(half)) + QStringLiteral("x")), 1,
                                                        domain::journalZeroHash(), nullptr);
            const auto entry = domain::parseJournalLine(line);
            QVERIFY2(entry.ok(), entry.ok() ? "" : qPrintable(entry.error().detail));
            QVERIFY(entry->record.fields.value(QStringLiteral("reason")).toString().endsWith(QLatin1Char('x')));
        }
    }

    void numbersAreExact()
    {
        domain::JournalRecord r = record(QStringLiteral("r"));
        r.at.monoNs = std::numeric_limits<qint64>::max();
        const quint64 sequence = std::numeric_limits<quint64>::max();
        const auto entry =
            domain::parseJournalLine(domain::journalLine(r, sequence, domain::journalZeroHash(), nullptr));
        QVERIFY(entry.ok());
        QCOMPARE(entry->record.at.monoNs, r.at.monoNs);
        QCOMPARE(entry->sequence, sequence);
    }

    void notAboutACommandMeansNoCommandKey()
    {
        domain::JournalRecord r = record(QStringLiteral("r"));
        r.command = {};
        const QByteArray line = domain::journalLine(r, 1, domain::journalZeroHash(), nullptr);
        QVERIFY(!line.contains("\"cmd\""));
        const auto entry = domain::parseJournalLine(line);
        QVERIFY(entry.ok());
        QVERIFY(entry->record.command.isNull());
    }

    void nestedFieldsAreKept()
    {
        domain::JournalRecord r = record(QStringLiteral("r"));
        r.fields.insert(QStringLiteral("list"), QJsonArray{1, QStringLiteral("x"), QJsonValue()});
        r.fields.insert(QStringLiteral("object"), QJsonObject{{QStringLiteral("seq"), 7}});
        const auto entry = domain::parseJournalLine(domain::journalLine(r, 1, domain::journalZeroHash(), nullptr));
        QVERIFY(entry.ok());
        QCOMPARE(entry->record.fields, r.fields);
    }

    // The hash alone makes no record: it fits, and the line still says nothing usable.
    void aSealedLineMustStillBeARecord_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no stamp") << QByteArray(R"("actor":"a","event":"link-changed")")
                                  << QStringLiteral("\"at\" is no UTC stamp");
        QTest::newRow("a stamp without zone") << QByteArray(R"("at":"2026-01-30T17:04:08.113","event":"link-changed")")
                                              << QStringLiteral("\"at\" is no UTC stamp");
        QTest::newRow("a number for a stamp")
            << QByteArray(R"("at":1769792648113,"event":"link-changed")") << QStringLiteral("\"at\" is no UTC stamp");
        QTest::newRow("no event") << QByteArray(R"("at":"2026-01-30T17:04:08.113Z")")
                                  << QStringLiteral("\"event\" is missing");
        QTest::newRow("event is no text")
            << QByteArray(R"("at":"2026-01-30T17:04:08.113Z","event":7)") << QStringLiteral("\"event\" is missing");
        QTest::newRow("no JSON") << QByteArray("actor:a") << QStringLiteral("not JSON");
        QTest::newRow("invalid UTF-8") << QByteArray("\"at\":\"2026-01-30T17:04:08.113Z\",\"event\":\"\xff\"")
                                       << QStringLiteral("not valid UTF-8");
        QTest::newRow("5 MB") << R"("at":"2026-01-30T17:04:08.113Z","actor":)" +
                                     ('"' + QByteArray(5'242'880, 'x') + '"')
                              << QStringLiteral("the limit is");
    }
    void aSealedLineMustStillBeARecord()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, detail);
        const QByteArray line = sealed(body);
        QVERIFY(domain::readJournalSeal(line)->hashMatches);
        const auto entry = domain::parseJournalLine(line);
        QVERIFY(!entry.ok());
        QCOMPARE(entry.error().code, ErrorCode::Corrupt);
        QVERIFY2(entry.error().detail.contains(detail), qPrintable(entry.error().detail));
    }

    void missingTextsReadAsEmpty()
    {
        const auto entry =
            domain::parseJournalLine(sealed(R"("at":"2026-01-30T17:04:08.113Z","event":"link-changed","fields":7)"));
        QVERIFY(entry.ok());
        QVERIFY(entry->record.actor.isEmpty());
        QVERIFY(entry->record.environment.isEmpty());
        QVERIFY(entry->record.command.isNull());
        QVERIFY(entry->record.fields.isEmpty());
    }

    void aWrongHashSaysBoth()
    {
        QByteArray line = domain::journalLine(record(QStringLiteral("r")), 1, domain::journalZeroHash(), nullptr);
        line.replace("desk-1", "desk-2");
        const auto entry = domain::parseJournalLine(line);
        QVERIFY(!entry.ok());
        QVERIFY2(entry.error().detail.startsWith(QStringLiteral("the line says hash ")),
                 qPrintable(entry.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestJournalRecord)
#include "tst_journal_record.moc"
