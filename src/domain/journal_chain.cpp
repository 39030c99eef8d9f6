#include "domain/journal_chain.h"

#include "base/json_text.h"
#include "domain/journal_record.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr qsizetype hashLength = 64;
constexpr QByteArrayView hashKey(",\"hash\":\"");
constexpr QByteArrayView sequenceKey("\",\"seq\":");
constexpr QByteArrayView previousKey(",\"prev\":\"");

Error corrupt(const QString& detail)
{
    return {ErrorCode::Corrupt, detail, {}};
}

bool isHash(QByteArrayView text)
{
    if (text.size() != hashLength)
        return false;
    for (const char c : text)
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
            return false;
    return true;
}

QString shortHash(const QByteArray& hash)
{
    return QString::fromLatin1(hash.left(12));
}

} // namespace

QString tornBytesKey()
{
    return QStringLiteral("tornBytes");
}

QString tornHashKey()
{
    return QStringLiteral("tornSha256");
}

QString chainFaultWord(ChainFault fault)
{
    switch (fault) {
    case ChainFault::Edited:
        return QStringLiteral("edited");
    case ChainFault::Removed:
        return QStringLiteral("removed");
    case ChainFault::Inserted:
        return QStringLiteral("inserted");
    case ChainFault::Torn:
        return QStringLiteral("torn");
    case ChainFault::Cut:
        return QStringLiteral("cut");
    case ChainFault::Rewritten:
        return QStringLiteral("rewritten");
    case ChainFault::HeadMissing:
        return QStringLiteral("head-missing");
    }
    return {};
}

base::Result<JournalSeal> readJournalSeal(QByteArrayView line)
{
    const qsizetype tail = hashKey.size() + hashLength + 2;
    if (line.size() < tail + 2 || line.front() != '{' || !line.endsWith(QByteArrayView("\"}")))
        return corrupt(QStringLiteral("not a journal record"));
    const QByteArrayView body = line.first(line.size() - tail);
    const QByteArrayView hash = line.sliced(line.size() - 2 - hashLength, hashLength);
    if (!line.sliced(body.size()).startsWith(hashKey) || !isHash(hash))
        return corrupt(QStringLiteral("does not end in its hash"));
    qsizetype digits = body.size();
    while (digits > 0 && body.at(digits - 1) >= '0' && body.at(digits - 1) <= '9')
        --digits;
    bool ok = false;
    const quint64 sequence = body.sliced(digits).toULongLong(&ok);
    const QByteArrayView beforeDigits = body.first(digits);
    const qsizetype fixed = previousKey.size() + hashLength + sequenceKey.size();
    if (!ok || sequence == 0 || body.at(digits) == '0' || digits < fixed || !beforeDigits.endsWith(sequenceKey))
        return corrupt(QStringLiteral("has no sequence number"));
    const QByteArrayView link = beforeDigits.sliced(digits - fixed);
    const QByteArrayView previous = link.sliced(previousKey.size(), hashLength);
    if (!link.startsWith(previousKey) || !isHash(previous))
        return corrupt(QStringLiteral("has no hash of the line before it"));

    JournalSeal seal;
    seal.previous = previous.toByteArray();
    seal.sequence = sequence;
    seal.hash = hash.toByteArray();
    seal.computed =
        QCryptographicHash::hash(QByteArray::fromRawData(body.data(), body.size()), QCryptographicHash::Sha256).toHex();
    seal.hashMatches = seal.computed == seal.hash;
    return seal;
}

QByteArray journalHeadText(const JournalHead& head)
{
    return "{\"hash\":\"" + head.hash + "\",\"seq\":" + QByteArray::number(head.sequence) + "}\n";
}

base::Result<JournalHead> parseJournalHead(const QByteArray& text)
{
    const auto json = base::parseJson(text, 4096);
    if (!json)
        return corrupt(json.error().detail);
    const QJsonObject object = json->toObject();
    JournalHead head;
    head.hash = object.value(QStringLiteral("hash")).toString().toLatin1();
    head.sequence = static_cast<quint64>(qMax<qint64>(0, object.value(QStringLiteral("seq")).toInteger()));
    if (!isHash(head.hash) || head.sequence == 0 || journalHeadText(head) != text)
        return corrupt(QStringLiteral("not a journal head"));
    return head;
}

ChainVerifier ChainVerifier::fromTheMiddle()
{
    ChainVerifier verifier;
    verifier.m_anyStart = true;
    return verifier;
}

void ChainVerifier::fail(ChainFault fault, quint64 line, quint64 sequence, const QString& detail)
{
    ++m_report.broken;
    if (!m_report.first)
        m_report.first = ChainBreak{fault, line, sequence, detail};
}

void ChainVerifier::addLine(QByteArrayView line)
{
    addLine(line, readJournalSeal(line));
}

void ChainVerifier::addLine(QByteArrayView line, const base::Result<JournalSeal>& seal)
{
    ++m_report.lines;
    if (seal)
        addRecord(line, *seal);
    else
        addGarbage(line, seal.error().detail);
}

void ChainVerifier::addGarbage(QByteArrayView line, const QString& why)
{
    if (m_pending)
        fail(ChainFault::Inserted, m_pending->line, 0, m_pending->why);
    m_pending = Pending{
        m_report.lines, line.size(),
        QCryptographicHash::hash(QByteArray::fromRawData(line.data(), line.size()), QCryptographicHash::Sha256).toHex(),
        why};
}

void ChainVerifier::settleTorn(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QJsonObject fields = object.value(QStringLiteral("fields")).toObject();
    const bool repairs =
        object.value(QStringLiteral("event")).toString() == journalEventWord(JournalEvent::JournalRepaired) &&
        fields.contains(tornHashKey());
    if (!repairs)
        return;
    const quint64 at = m_report.lines;
    if (!m_pending) {
        if (!m_anyStart)
            fail(ChainFault::Removed, at, 0, QStringLiteral("the torn line that this record closes is not there"));
        return;
    }
    if (fields.value(tornHashKey()).toString().toLatin1() == m_pending->sha &&
        fields.value(tornBytesKey()).toInteger() == m_pending->bytes)
        ++m_report.repaired;
    else
        fail(ChainFault::Edited, m_pending->line, 0, QStringLiteral("a torn line is not the one that was closed"));
    m_pending.reset();
}

void ChainVerifier::addRecord(QByteArrayView line, const JournalSeal& seal)
{
    const quint64 at = m_report.lines;
    if (!seal.hashMatches) {
        fail(ChainFault::Edited, at, seal.sequence,
             QStringLiteral("says hash %1, its text gives %2").arg(shortHash(seal.hash), shortHash(seal.computed)));
    } else {
        ++m_report.records;
        if (line.indexOf("\"event\":\"journal-repaired\"") >= 0)
            settleTorn(line.toByteArray());
    }
    if (m_pending) {
        fail(m_pending->bytes == 0 || seal.sequence == m_nextSequence ? ChainFault::Inserted : ChainFault::Edited,
             m_pending->line, m_nextSequence, m_pending->why);
        // A line that cannot be read hides its own number and hash: the chain is taken up again after it.
        m_previous = seal.previous;
        m_nextSequence = seal.sequence;
        m_pending.reset();
    }
    if (m_anyStart) {
        m_anyStart = false;
        m_previous = seal.previous;
        m_nextSequence = seal.sequence;
    }
    const QByteArray expected = m_previous.isEmpty() ? journalZeroHash() : m_previous;
    if (seal.sequence > m_nextSequence)
        fail(ChainFault::Removed, at, m_nextSequence,
             QStringLiteral("record %1 follows where %2 is due").arg(seal.sequence).arg(m_nextSequence));
    else if (seal.sequence < m_nextSequence)
        fail(ChainFault::Inserted, at, seal.sequence,
             QStringLiteral("record %1 stands where %2 is due").arg(seal.sequence).arg(m_nextSequence));
    else if (seal.previous != expected)
        fail(ChainFault::Edited, at, seal.sequence,
             QStringLiteral("is chained to %1, the line before it is %2")
                 .arg(shortHash(seal.previous), shortHash(expected)));
    if (m_head && seal.sequence == m_head->sequence && !m_headSeen) {
        m_headSeen = true;
        if (seal.hash != m_head->hash)
            fail(ChainFault::Rewritten, at, seal.sequence,
                 QStringLiteral("the head file says hash %1 for record %2, the line says %3")
                     .arg(shortHash(m_head->hash))
                     .arg(seal.sequence)
                     .arg(shortHash(seal.hash)));
    }
    // After a break the text is taken as it stands, so that one fault is reported once and what follows is still
    // checked.
    m_previous = seal.hash;
    m_nextSequence = seal.sequence + 1;
    m_report.last = {seal.sequence, seal.hash};
}

ChainReport ChainVerifier::finish(qsizetype tornBytes)
{
    if (m_pending) {
        fail(ChainFault::Inserted, m_pending->line, 0, m_pending->why);
        m_pending.reset();
    }
    if (tornBytes > 0)
        fail(ChainFault::Torn, m_report.lines + 1, m_nextSequence,
             QStringLiteral("%1 bytes without an end of line").arg(tornBytes));
    if (m_head) {
        m_report.headChecked = true;
        if (!m_headSeen && m_head->sequence > m_report.last.sequence)
            fail(ChainFault::Cut, m_report.lines + 1, m_report.last.sequence + 1,
                 QStringLiteral("the head file knows record %1, the last one here is %2")
                     .arg(m_head->sequence)
                     .arg(m_report.last.sequence));
    }
    return m_report;
}

} // namespace ops::domain
