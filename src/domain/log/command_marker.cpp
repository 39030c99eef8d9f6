#include "domain/log/command_marker.h"

namespace ops::domain {
namespace {

constexpr QLatin1String unknownWord("UNKNOWN");
const QString& foreignMark()
{
    static const QString mark = QStringLiteral(" ← ");
    return mark;
}

QString field(const JournalRecord& record, const char* key)
{
    return record.fields.value(QLatin1String(key)).toString().simplified();
}

// "HARD_HALT 7f3a91c2", "stop titan-brain 7f3a91c2".
QString subjectText(const JournalRecord& record)
{
    QStringList words{field(record, "kind"), field(record, "service"), record.command.shortText()};
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

QString withReason(const QString& text, const QString& reason)
{
    return reason.isEmpty() ? text : text + QStringLiteral(": ") + reason;
}

QString sentText(const JournalRecord& record)
{
    const QString result = field(record, "result");
    const QString text = subjectText(record) + QLatin1Char(' ') + (result.isEmpty() ? QStringLiteral("SENT") : result);
    return withReason(text, field(record, "error"));
}

// The rungs of a ladder lead to its verdict, which says the same once. That it was sent has a row already.
QString stageText(const JournalRecord& record)
{
    const QString verdict = field(record, "verdict");
    const QString what = field(record, "what");
    if ((verdict.isEmpty() && what.isEmpty()) || verdict == QLatin1String("SENT"))
        return {};
    QString text = subjectText(record) + QLatin1Char(' ') + (verdict.isEmpty() ? what : verdict);
    const int expected = record.fields.value(QLatin1String("expected")).toInt();
    if (!verdict.isEmpty() && expected > 0)
        text += QStringLiteral(" %1/%2").arg(record.fields.value(QLatin1String("applied")).toInt()).arg(expected);
    return withReason(text, field(record, "error"));
}

QString stateText(const JournalRecord& record)
{
    const QString from = field(record, "from");
    const QString to = field(record, "to");
    if (from == to)
        return {}; // for another reason than before
    return withReason(from + QStringLiteral(" → ") + to, field(record, to == unknownWord ? "missing" : "provenBy"));
}

QString textOf(const JournalRecord& record)
{
    switch (record.event) {
    case JournalEvent::CommandSent:
        return sentText(record);
    case JournalEvent::CommandStage:
        return stageText(record);
    case JournalEvent::CommandCancelled:
        return withReason(subjectText(record) + QStringLiteral(" NOT SENT"), field(record, "why"));
    case JournalEvent::ForeignCommand:
        return withReason(field(record, "state") + foreignMark() + record.actor, field(record, "reason"));
    case JournalEvent::StateChanged:
        return stateText(record);
    case JournalEvent::SessionStarted:
    case JournalEvent::SessionEnded:
    case JournalEvent::CommandPrepared:
    case JournalEvent::CommandReply:
    case JournalEvent::LinkChanged:
    case JournalEvent::AlarmRaised:
    case JournalEvent::AlarmAcknowledged:
    case JournalEvent::JournalGap:
    case JournalEvent::JournalRepaired:
        break;
    }
    return {};
}

} // namespace

std::optional<CommandMarker> commandMarker(const JournalRecord& record)
{
    const QString text = textOf(record);
    if (text.isEmpty())
        return std::nullopt;
    return CommandMarker{{LogMarkerKind::Command, text, {}}, field(record, "service"), record.at.utcMs};
}

bool isHalt(const LogMarker& marker)
{
    const QString& text = marker.text;
    const bool halt = text.startsWith(QLatin1String("HARD_HALT ")) || text.startsWith(QLatin1String("SOFT_HALT "));
    const bool sent = text.endsWith(QLatin1String(" SENT")) && !text.endsWith(QLatin1String(" NOT SENT"));
    return marker.kind == LogMarkerKind::Command && halt && (sent || text.contains(foreignMark()));
}

} // namespace ops::domain
