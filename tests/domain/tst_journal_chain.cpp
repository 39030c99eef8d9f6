#include "domain/journal_chain.h"
#include "domain/journal_record.h"
#include "support/test_case.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace ops;
using domain::ChainFault;

namespace {

domain::JournalRecord record(int n)
{
    domain::JournalRecord r;
    r.event = static_cast<domain::JournalEvent>(n % 12);
    r.at = {1'000'000'000LL + n, 1'769'792'648'113 + n};
    r.environment = QStringLiteral("prod-eu");
    r.actor = QStringLiteral("ana@desk1");
    if (n % 2 == 1)
        r.command = base::CommandId(QStringLiteral("7f3a00000000%1").arg(n, 4, 16, QLatin1Char('0')));
    r.fields = QJsonObject{{QStringLiteral("reason"), QStringLiteral("q\"uote \n line %1 \U0001F6D1").arg(n)},
                           {QStringLiteral("hash"), QStringLiteral("\",\"prev\":\"0000")},
                           {QStringLiteral("n"), n}};
    return r;
}

struct Journal {
    QByteArray text;
    domain::JournalHead head;
};

Journal journal(int lines)
{
    Journal j;
    QByteArray previous = domain::journalZeroHash();
    for (int n = 1; n <= lines; ++n) {
        QByteArray hash;
        j.text += domain::journalLine(record(n), static_cast<quint64>(n), previous, &hash) + '\n';
        previous = hash;
        j.head = {static_cast<quint64>(n), hash};
    }
    return j;
}

domain::ChainReport verify(const QByteArray& text, const std::optional<domain::JournalHead>& head = std::nullopt)
{
    domain::ChainVerifier verifier;
    if (head)
        verifier.expectHead(*head);
    qsizetype start = 0;
    for (qsizetype end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        verifier.addLine(QByteArrayView(text).sliced(start, end - start));
        start = end + 1;
    }
    return verifier.finish(text.size() - start);
}

QByteArrayList linesOf(const QByteArray& text)
{
    QByteArrayList lines = text.split('\n');
    lines.removeLast();
    return lines;
}

QByteArray joined(const QByteArrayList& lines)
{
    return lines.join('\n') + '\n';
}

} // namespace

// rule: G2 (edits, cuts and rewrites of the chain are detected)
class TestJournalChain final : public test::TestCase {
    Q_OBJECT

private Q_SLOTS:
    void aLineHasItsKeysSortedAndReadsBackAsWritten()
    {
        QByteArray hash;
        const QByteArray line = domain::journalLine(record(3), 3, QByteArray(64, 'a'), &hash);
        QVERIFY(!line.contains('\n'));
        QList<qsizetype> places;
        for (const char* key : {"{\"actor\":", ",\"at\":", ",\"cmd\":", ",\"env\":", ",\"event\":", ",\"fields\":",
                                ",\"mono\":", ",\"prev\":\"aaaa", ",\"seq\":3", ",\"hash\":\""})
            places.append(line.lastIndexOf(key));
        QVERIFY(!places.contains(-1));
        QVERIFY2(std::is_sorted(places.begin(), places.end()), line.constData());
        QCOMPARE(
            QCryptographicHash::hash(line.first(line.lastIndexOf(",\"hash\"")), QCryptographicHash::Sha256).toHex(),
            hash);

        const auto entry = domain::parseJournalLine(line);
        QVERIFY(entry.ok());
        QCOMPARE(entry->sequence, 3U);
        QCOMPARE(entry->hash, hash);
        QCOMPARE(entry->record.at, record(3).at);
        QCOMPARE(entry->record.event, record(3).event);
        QCOMPARE(entry->eventWord, domain::journalEventWord(record(3).event));
        QCOMPARE(entry->record.environment, record(3).environment);
        QCOMPARE(entry->record.actor, record(3).actor);
        QCOMPARE(entry->record.command, record(3).command);
        QCOMPARE(entry->record.fields, record(3).fields);
        const auto previous = domain::journalPreviousHash(line);
        QVERIFY(previous.ok());
        QCOMPARE(*previous, QByteArray(64, 'a'));
    }

    void everyEventHasAWordOfItsOwn()
    {
        QStringList words;
        for (int i = 0; i <= static_cast<int>(domain::JournalEvent::JournalRepaired); ++i)
            words.append(domain::journalEventWord(static_cast<domain::JournalEvent>(i)));
        QVERIFY(!words.contains(QString()));
        QCOMPARE(words.removeDuplicates(), 0);
    }

    void anEventOfALaterVersionIsKept()
    {
        QByteArray line = domain::journalLine(record(1), 1, domain::journalZeroHash(), nullptr);
        line = line.first(line.lastIndexOf(",\"hash\""));
        line.replace(domain::journalEventWord(record(1).event).toUtf8(), "limit-changed");
        line += ",\"hash\":\"" + QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex() + "\"}";
        const auto entry = domain::parseJournalLine(line);
        QVERIFY(entry.ok());
        QCOMPARE(entry->eventWord, QStringLiteral("limit-changed"));
    }

    void anIntactChainIsIntact()
    {
        const Journal j = journal(20);
        const auto report = verify(j.text, j.head);
        QVERIFY(report.intact());
        QCOMPARE(report.records, 20U);
        QCOMPARE(report.last, j.head);
        QVERIFY(verify({}).intact());
    }

    void anyEditOfAnyByteIsDetected()
    {
        const Journal j = journal(5);
        for (qsizetype i = 0; i < j.text.size(); ++i) {
            for (const char with : {'0', 'f', '\n', '"', ' ', '\xff', static_cast<char>(j.text.at(i) ^ 1)}) {
                QByteArray edited = j.text;
                if (edited.at(i) == with)
                    continue;
                edited[i] = with;
                QVERIFY2(!verify(edited).intact(), qPrintable(QStringLiteral("byte %1").arg(i)));
            }
        }
    }

    void anyDeletionOrInsertionOfAByteIsDetected()
    {
        const Journal j = journal(4);
        for (qsizetype i = 0; i < j.text.size(); ++i) {
            QByteArray shorter = j.text;
            shorter.remove(i, 1);
            QVERIFY2(!verify(shorter, j.head).intact(), qPrintable(QStringLiteral("without byte %1").arg(i)));
            QByteArray longer = j.text;
            longer.insert(i, i % 3 == 0 ? '\n' : ' ');
            QVERIFY2(!verify(longer, j.head).intact(), qPrintable(QStringLiteral("more at byte %1").arg(i)));
        }
    }

    void anyTruncationIsDetected()
    {
        const Journal j = journal(5);
        for (qsizetype size = 0; size < j.text.size(); ++size) {
            const auto report = verify(j.text.first(size), j.head);
            QVERIFY2(!report.intact(), qPrintable(QStringLiteral("first %1 bytes").arg(size)));
            QVERIFY(report.first->fault == ChainFault::Cut || report.first->fault == ChainFault::Torn);
        }
    }

    void removedInsertedAndSwappedLinesAreNamed()
    {
        const Journal j = journal(8);
        const QByteArrayList lines = linesOf(j.text);
        for (int i = 0; i < 7; ++i) {
            QByteArrayList removed = lines;
            removed.removeAt(i);
            auto report = verify(joined(removed), j.head);
            QVERIFY(report.first.has_value());
            QCOMPARE(report.first->fault, ChainFault::Removed);
            QCOMPARE(report.first->line, static_cast<quint64>(i + 1));
            QCOMPARE(report.broken, 1U); // one fault is reported once

            QByteArrayList doubled = lines;
            doubled.insert(i + 1, lines.at(i));
            report = verify(joined(doubled), j.head);
            QCOMPARE(report.first->fault, ChainFault::Inserted);
            QCOMPARE(report.first->line, static_cast<quint64>(i + 2));

            QByteArrayList swapped = lines;
            swapped.swapItemsAt(i, i + 1);
            QVERIFY(!verify(joined(swapped), j.head).intact());

            QByteArrayList foreign = lines;
            foreign.insert(i, "hello");
            report = verify(joined(foreign), j.head);
            QCOMPARE(report.first->fault, ChainFault::Inserted);
            QCOMPARE(report.first->line, static_cast<quint64>(i + 1));
        }
    }

    void aLineRewrittenWithItsOwnHashIsDetected()
    {
        const Journal j = journal(6);
        QByteArrayList lines = linesOf(j.text);
        const QByteArray previous = *domain::journalPreviousHash(lines.at(2));
        domain::JournalRecord other = record(3);
        other.actor = QStringLiteral("nobody@nowhere");
        lines[2] = domain::journalLine(other, 3, previous, nullptr);
        const auto report = verify(joined(lines), j.head);
        QCOMPARE(report.first->fault, ChainFault::Edited);
        QCOMPARE(report.first->line, 4U);
    }

    void aWholeRewriteIsSeenByTheHead()
    {
        const Journal j = journal(6);
        QByteArray text;
        QByteArray previous = domain::journalZeroHash();
        for (int n = 1; n <= 6; ++n)
            text += domain::journalLine(record(n + 100), static_cast<quint64>(n), previous, &previous) + '\n';
        QVERIFY(verify(text).intact());
        QCOMPARE(verify(text, j.head).first->fault, ChainFault::Rewritten);
    }

    void anEditedLineIsOneFaultAndTheRestIsStillChecked()
    {
        const Journal j = journal(9);
        QByteArrayList lines = linesOf(j.text);
        lines[2].replace("ana@desk1", "bob@desk1");
        lines[6].replace("ana@desk1", "bob@desk1");
        const auto report = verify(joined(lines), j.head);
        QCOMPARE(report.broken, 2U);
        QCOMPARE(report.first->line, 3U);
        QCOMPARE(report.first->fault, ChainFault::Edited);
        QCOMPARE(report.records, 7U);
    }

    void aTornLineIsAcceptedOnlyWithItsRepairRecord()
    {
        const Journal j = journal(3);
        const QByteArray torn = domain::journalLine(record(4), 4, j.head.hash, nullptr).first(40);
        QCOMPARE(verify(j.text + torn, j.head).first->fault, ChainFault::Torn);
        domain::JournalRecord repair = record(4);
        repair.event = domain::JournalEvent::JournalRepaired;
        repair.fields =
            QJsonObject{{domain::tornBytesKey(), torn.size()},
                        {domain::tornHashKey(),
                         QString::fromLatin1(QCryptographicHash::hash(torn, QCryptographicHash::Sha256).toHex())}};
        QByteArray hash;
        const QByteArray closing = domain::journalLine(repair, 4, j.head.hash, &hash) + '\n';
        const auto report = verify(j.text + torn + '\n' + closing, domain::JournalHead{4, hash});
        QVERIFY(report.intact());
        QCOMPARE(report.repaired, 1U);
        QCOMPARE(verify(j.text + closing).first->fault, ChainFault::Removed);
        QCOMPARE(verify(j.text + torn.first(39) + '\n' + closing).first->fault, ChainFault::Edited);
    }

    void garbageNeverReadsAsARecord()
    {
        QRandomGenerator random(7);
        const QByteArray good = domain::journalLine(record(1), 1, domain::journalZeroHash(), nullptr);
        for (int i = 0; i < 5000; ++i) {
            QByteArray bytes = good;
            for (int k = 0; k < 4; ++k)
                bytes[random.bounded(bytes.size())] = static_cast<char>(random.bounded(256));
            bytes.truncate(random.bounded(bytes.size() + 1));
            if (bytes == good)
                continue;
            const auto entry = domain::parseJournalLine(bytes);
            QVERIFY(!entry.ok());
            QCOMPARE(entry.error().code, base::ErrorCode::Corrupt);
        }
        QVERIFY(!domain::readJournalSeal({}));
    }

    void theHeadReadsBackAndNothingElseDoes()
    {
        const domain::JournalHead head{42, QByteArray(64, 'b')};
        const QByteArray text = domain::journalHeadText(head);
        QCOMPARE(*domain::parseJournalHead(text), head);
        for (const QByteArray& bad :
             {QByteArray(), text.first(20), QByteArray(text + "x"), QByteArray("{}"), QByteArray("\0\0\0", 3)})
            QVERIFY(!domain::parseJournalHead(bad).ok());
    }

    void aCheckFromTheMiddleTakesTheFirstRecordAsItIs()
    {
        const QByteArrayList lines = linesOf(journal(6).text);
        auto verifier = domain::ChainVerifier::fromTheMiddle();
        for (int i = 3; i < 6; ++i)
            verifier.addLine(lines.at(i));
        QVERIFY(verifier.finish(0).intact());
    }
};

QTEST_GUILESS_MAIN(TestJournalChain)
#include "tst_journal_chain.moc"
