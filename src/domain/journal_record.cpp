#include "domain/journal_record.h"

#include "base/json_text.h"
#include "base/time_text.h"
#include "domain/journal_chain.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <array>
#include <utility>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::array eventWords{
    std::pair{JournalEvent::SessionStarted, "session-started"},
    std::pair{JournalEvent::SessionEnded, "session-ended"},
    std::pair{JournalEvent::CommandPrepared, "command-prepared"},
    std::pair{JournalEvent::CommandSent, "command-sent"},
    std::pair{JournalEvent::CommandReply, "command-reply"},
    std::pair{JournalEvent::CommandStage, "command-stage"},
    std::pair{JournalEvent::CommandCancelled, "command-cancelled"},
    std::pair{JournalEvent::ForeignCommand, "foreign-command"},
    std::pair{JournalEvent::StateChanged, "state-changed"},
    std::pair{JournalEvent::LinkChanged, "link-changed"},
    std::pair{JournalEvent::AlarmRaised, "alarm-raised"},
    std::pair{JournalEvent::AlarmAcknowledged, "alarm-acknowledged"},
    std::pair{JournalEvent::JournalGap, "journal-gap"},
    std::pair{JournalEvent::JournalRepaired, "journal-repaired"},
};

Error corrupt(const QString& detail)
{
    return {ErrorCode::Corrupt, detail, {}};
}

} // namespace

QString journalEventWord(JournalEvent event)
{
    for (const auto& [value, word] : eventWords)
        if (value == event)
            return QString::fromLatin1(word);
    return {};
}

QByteArray journalZeroHash()
{
    return QByteArray(64, '0');
}

QByteArray journalLine(const JournalRecord& record, quint64 sequence, const QByteArray& previousHash, QByteArray* hash)
{
    QJsonObject body{
        {QStringLiteral("actor"), record.actor},     {QStringLiteral("at"), base::utcStampText(record.at.utcMs)},
        {QStringLiteral("env"), record.environment}, {QStringLiteral("event"), journalEventWord(record.event)},
        {QStringLiteral("fields"), record.fields},   {QStringLiteral("mono"), record.at.monoNs},
    };
    if (!record.command.isNull())
        body.insert(QStringLiteral("cmd"), record.command.text());
    // QJsonObject writes its keys sorted. "prev" and "seq" sort after the others; they are put there by hand so that
    // the end of every line has one fixed form, which the chain is checked by without parsing a million documents.
    QByteArray line = QJsonDocument(body).toJson(QJsonDocument::Compact);
    line.chop(1);
    line += ",\"prev\":\"" + previousHash + "\",\"seq\":" + QByteArray::number(sequence);
    const QByteArray own = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toHex();
    line += ",\"hash\":\"" + own + "\"}";
    if (hash != nullptr)
        *hash = own;
    return line;
}

base::Result<JournalEntry> parseJournalLine(const QByteArray& line)
{
    const auto seal = readJournalSeal(line);
    if (!seal)
        return seal.error();
    if (!seal->hashMatches)
        return corrupt(
            QStringLiteral("the line says hash %1, its text gives %2")
                .arg(QString::fromLatin1(seal->hash.left(12)), QString::fromLatin1(seal->computed.left(12))));
    const auto json = base::parseJson(line, maxJournalLineBytes);
    if (!json)
        return corrupt(json.error().detail);
    const QJsonObject object = json->toObject();
    const auto at = base::parseUtcStamp(object.value(QStringLiteral("at")).toString());
    if (!at)
        return corrupt(QStringLiteral("\"at\" is no UTC stamp"));
    const QString word = object.value(QStringLiteral("event")).toString();
    if (word.isEmpty())
        return corrupt(QStringLiteral("\"event\" is missing"));

    JournalEntry entry;
    entry.sequence = seal->sequence;
    entry.hash = seal->hash;
    entry.eventWord = word;
    for (const auto& [value, known] : eventWords)
        if (word == QLatin1String(known))
            entry.record.event = value;
    entry.record.at = {object.value(QStringLiteral("mono")).toInteger(), *at};
    entry.record.environment = object.value(QStringLiteral("env")).toString();
    entry.record.actor = object.value(QStringLiteral("actor")).toString();
    entry.record.command = base::CommandId(object.value(QStringLiteral("cmd")).toString());
    entry.record.fields = object.value(QStringLiteral("fields")).toObject();
    return entry;
}

base::Result<QByteArray> journalPreviousHash(const QByteArray& line)
{
    const auto seal = readJournalSeal(line);
    if (!seal)
        return seal.error();
    return seal->previous;
}

} // namespace ops::domain
