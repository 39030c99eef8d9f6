#include "ui/activity/journal_text.h"

#include "base/time_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace ops::ui {
namespace {

struct JournalText {
    Q_DECLARE_TR_FUNCTIONS(JournalText)
};

using domain::JournalEvent;

QSet<QString> words(std::initializer_list<JournalEvent> events)
{
    QSet<QString> set;
    for (const JournalEvent event : events)
        set.insert(domain::journalEventWord(event));
    return set;
}

QString valueText(const QJsonValue& value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

} // namespace

QString journalColumnHeading(models::JournalColumn column)
{
    switch (column) {
    case models::JournalColumn::Sequence:
        return JournalText::tr("No.");
    case models::JournalColumn::TimeUtc:
        return JournalText::tr("Time UTC");
    case models::JournalColumn::Event:
        return JournalText::tr("Event");
    case models::JournalColumn::Command:
        return JournalText::tr("Command");
    case models::JournalColumn::Actor:
        return JournalText::tr("Actor");
    case models::JournalColumn::Environment:
        return JournalText::tr("Environment");
    case models::JournalColumn::What:
        return JournalText::tr("What");
    case models::JournalColumn::Hash:
        break;
    }
    return JournalText::tr("Hash");
}

QVector<JournalKind> journalKinds()
{
    return {
        {JournalText::tr("All kinds"), {}},
        {JournalText::tr("Commands sent here"),
         words({JournalEvent::CommandPrepared, JournalEvent::CommandSent, JournalEvent::CommandReply,
                JournalEvent::CommandStage, JournalEvent::CommandCancelled})},
        {JournalText::tr("Commands by others"), words({JournalEvent::ForeignCommand})},
        {JournalText::tr("Trading state"), words({JournalEvent::StateChanged})},
        {JournalText::tr("Alarms"), words({JournalEvent::AlarmRaised, JournalEvent::AlarmAcknowledged})},
        {JournalText::tr("Links"), words({JournalEvent::LinkChanged})},
        {JournalText::tr("Sessions and journal"), words({JournalEvent::SessionStarted, JournalEvent::SessionEnded,
                                                         JournalEvent::JournalGap, JournalEvent::JournalRepaired})},
    };
}

QString journalDetail(const domain::JournalEntry& entry)
{
    QStringList lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty())
            lines << name + QStringLiteral(": ") + value;
    };
    const domain::JournalRecord& record = entry.record;
    add(JournalText::tr("event"),
        journalEventText(entry.eventWord) + QStringLiteral(" (") + entry.eventWord + QLatin1Char(')'));
    add(JournalText::tr("time"), record.at.utcMs == 0 ? QString() : base::utcStampText(record.at.utcMs));
    add(JournalText::tr("environment"), record.environment);
    add(JournalText::tr("actor"), record.actor);
    add(JournalText::tr("command id"), record.command.text());
    for (auto field = record.fields.begin(); field != record.fields.end(); ++field)
        add(field.key(), valueText(field.value()));
    add(JournalText::tr("number"), entry.sequence == 0 ? QString() : QString::number(entry.sequence));
    add(JournalText::tr("hash"), QString::fromLatin1(entry.hash));
    return lines.join(QLatin1Char('\n'));
}

} // namespace ops::ui
