#include "app/alarm_controller.h"

#include <QJsonObject>

#include <algorithm>

namespace ops::app {
namespace {

constexpr size_t rememberedNews = 64;

QString alarmKindWord(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::CommandOutcome:
        return QStringLiteral("command-outcome");
    case AlarmKind::ActivityAfterHalt:
        return QStringLiteral("activity-after-halt");
    case AlarmKind::JournalFailing:
        return QStringLiteral("journal-failing");
    case AlarmKind::ForeignResume:
        return QStringLiteral("foreign-resume");
    case AlarmKind::HaltLost:
        return QStringLiteral("halt-lost");
    case AlarmKind::RunbookRefused:
        break;
    }
    return QStringLiteral("runbook-refused");
}

bool isSameNews(const Alarm& a, const Alarm& b)
{
    // Which of several subjects the last order was seen on is no news: trading goes on, and that has been said.
    const bool sameDetail = a.kind == AlarmKind::ActivityAfterHalt || a.detail == b.detail;
    return a.kind == b.kind && a.command.id == b.command.id && a.command.attempt == b.command.attempt &&
           a.verdict == b.verdict && sameDetail && a.error == b.error &&
           // These are events, not conditions: the next one is news again.
           a.kind != AlarmKind::ForeignResume && a.kind != AlarmKind::HaltLost;
}

} // namespace

AlarmController::AlarmController(const SessionContext& context, JournalPort& journal, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_journal(journal)
{
}

void AlarmController::raise(Alarm alarm)
{
    if (std::any_of(m_acknowledged.begin(), m_acknowledged.end(),
                    [&](const Alarm& known) { return isSameNews(known, alarm); }))
        return;
    const auto same = std::find_if(m_alarms.begin(), m_alarms.end(), [&](const Alarm& up) {
        return up.kind == alarm.kind && up.command.id == alarm.command.id;
    });
    if (same != m_alarms.end()) {
        if (isSameNews(*same, alarm)) {
            same->conditionOver = false;
            return;
        }
        m_alarms.erase(same);
    }
    alarm.id = m_nextId++;
    journal(domain::JournalEvent::AlarmRaised, alarm, {});
    m_alarms.insert(m_alarms.begin(), std::move(alarm));
    Q_EMIT changed();
}

void AlarmController::conditionEnded(AlarmKind kind, const base::CommandId& command)
{
    const auto about = [&](const Alarm& alarm) { return alarm.kind == kind && alarm.command.id == command; };
    m_acknowledged.erase(std::remove_if(m_acknowledged.begin(), m_acknowledged.end(), about), m_acknowledged.end());
    const auto up = std::find_if(m_alarms.begin(), m_alarms.end(), about);
    if (up != m_alarms.end())
        up->conditionOver = true;
}

void AlarmController::withdraw(AlarmKind kind, const base::CommandId& command)
{
    conditionEnded(kind, command);
    const auto about = [&](const Alarm& alarm) { return alarm.kind == kind && alarm.command.id == command; };
    const auto found = std::find_if(m_alarms.begin(), m_alarms.end(), about);
    if (found == m_alarms.end())
        return;
    journal(domain::JournalEvent::AlarmAcknowledged, *found, QStringLiteral("withdrawn by later proof"));
    m_alarms.erase(found);
    Q_EMIT changed();
}

void AlarmController::acknowledge(quint64 id)
{
    const auto found =
        std::find_if(m_alarms.begin(), m_alarms.end(), [&](const Alarm& alarm) { return alarm.id == id; });
    if (found == m_alarms.end())
        return;
    journal(domain::JournalEvent::AlarmAcknowledged, *found, QStringLiteral("by operator"));
    if (!found->conditionOver)
        m_acknowledged.insert(m_acknowledged.begin(), *found);
    if (m_acknowledged.size() > rememberedNews)
        m_acknowledged.pop_back();
    m_alarms.erase(found);
    Q_EMIT changed();
}

void AlarmController::journal(domain::JournalEvent event, const Alarm& alarm, const QString& how)
{
    domain::JournalRecord record;
    record.event = event;
    record.at = m_context.clock->now();
    record.environment = m_context.environment.name;
    record.actor = m_context.actor;
    record.command = alarm.command.id;
    record.fields.insert(QStringLiteral("alarm"), alarmKindWord(alarm.kind));
    if (alarm.kind == AlarmKind::CommandOutcome)
        record.fields.insert(QStringLiteral("verdict"), domain::verdictWord(alarm.verdict));
    if (!alarm.detail.isEmpty())
        record.fields.insert(QStringLiteral("detail"), alarm.detail);
    if (alarm.error)
        record.fields.insert(QStringLiteral("error"), base::toLogLine(*alarm.error));
    if (!how.isEmpty())
        record.fields.insert(QStringLiteral("how"), how);
    m_journal.append(record);
}

} // namespace ops::app
