#include "app/service_act_controller.h"

#include "base/lateness.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace ops::app {
namespace {

using domain::ActPhase;
using domain::ServiceAct;

constexpr size_t rememberedActs = 50;
// The journal's tokens are shared with the command flow, which counts from one.
constexpr quint64 tokenBase = quint64{1} << 48;

QString consequenceWord(domain::ActConsequence consequence)
{
    switch (consequence) {
    case domain::ActConsequence::CutsHaltPath:
        return QStringLiteral("cuts-halt-path");
    case domain::ActConsequence::CannotHearHalt:
        return QStringLiteral("cannot-hear-halt");
    case domain::ActConsequence::MayForgetHalt:
        return QStringLiteral("may-forget-halt");
    case domain::ActConsequence::MayCarryHalts:
        return QStringLiteral("may-carry-halts");
    case domain::ActConsequence::MayBeMissing:
        return QStringLiteral("may-be-missing-service");
    case domain::ActConsequence::LosesStore:
        return QStringLiteral("loses-store");
    case domain::ActConsequence::LeavesPositions:
        return QStringLiteral("leaves-positions");
    case domain::ActConsequence::UnknownToRunbook:
        return QStringLiteral("unknown-to-runbook");
    case domain::ActConsequence::InterruptsService:
        break;
    }
    return QStringLiteral("interrupts-service");
}

QString endWord(ActPhase phase)
{
    switch (phase) {
    case ActPhase::Failed:
        return QStringLiteral("failed");
    case ActPhase::Dropped:
        return QStringLiteral("dropped-record-late");
    default:
        return QStringLiteral("effect-not-seen");
    }
}

} // namespace

ServiceActController::ServiceActController(const SessionContext& context, ServicesController& services,
                                           TradingStateController& states, JournalPort& journal, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_services(services)
    , m_states(states)
    , m_journal(journal)
{
    for (const domain::EngineStatus& status : services.engines())
        listenTo(*services.engine(status.host));
    connect(&m_services, &ServicesController::rowsChanged, this, &ServiceActController::lookForEffects);
    connect(&m_journal, &JournalPort::statusChanged, this, [this](const JournalStatus& status) {
        if (m_journalWritable == status.writable)
            return;
        m_journalWritable = status.writable;
        Q_EMIT changed();
    });
    connect(&m_journal, &JournalPort::appended, this,
            [this](quint64 token, const domain::JournalEntry&) { journalled(token, {}); });
    connect(&m_journal, &JournalPort::appendFailed, this,
            [this](quint64 token, const base::Error& error) { journalled(token, error); });
}

void ServiceActController::listenTo(EnginePort& engine)
{
    connect(&engine, &EnginePort::actFinished, this, [this](quint64 number, const std::optional<base::Error>& error) {
        if (!m_asked.contains(number))
            return;
        ServiceAct* act = find(m_asked.take(number));
        if (act == nullptr || act->phase != ActPhase::Asked)
            return;
        if (error) {
            end(*act, ActPhase::Failed, error);
            return;
        }
        act->phase = ActPhase::Accepted;
        act->since = m_context.clock->now();
        record(domain::JournalEvent::CommandReply, *act, QStringLiteral("engine-accepted"));
        Q_EMIT changed();
        lookForEffects();
    });
}

domain::ActBlock ServiceActController::block(ContainerAct act, const QString& rowKey) const
{
    const domain::ServiceRow* row = m_services.row(rowKey);
    return row == nullptr ? domain::ActBlock::NoContainer
                          : domain::actBlock(act, *row, holdsUp(act, rowKey), m_journalWritable);
}

domain::ActCost ServiceActController::cost(ContainerAct act, const QString& rowKey) const
{
    const domain::ServiceRow* row = m_services.row(rowKey);
    return row == nullptr ? domain::ActCost() : domain::actCost(m_context.runbook, act, *row, m_states.view().shown);
}

base::Result<base::CommandId> ServiceActController::request(ContainerAct act, const QString& rowKey,
                                                            const domain::ActCost& shown, const QString& typedName)
{
    const domain::ServiceRow* row = m_services.row(rowKey);
    if (row == nullptr)
        return base::Error{base::ErrorCode::NotFound, {}, rowKey};
    if (block(act, rowKey) != domain::ActBlock::None)
        return base::Error{base::ErrorCode::Denied, {}, row->name};
    const domain::ActCost now = cost(act, rowKey);
    if (!(now == shown))
        return base::Error{base::ErrorCode::Cancelled, {}, row->name};
    if (now.breaksHaltPath && typedName != row->name)
        return base::Error{base::ErrorCode::Denied, {}, row->name};

    ServiceAct fresh;
    fresh.id = base::CommandId::generate();
    fresh.act = act;
    fresh.rowKey = rowKey;
    fresh.service = row->name;
    fresh.host = row->host;
    fresh.containerId = row->container->id;
    fresh.startedBeforeUtcMs = row->container->startedUtcMs;
    fresh.since = m_context.clock->now();
    m_acts.push_front(fresh);
    if (m_acts.size() > rememberedActs)
        m_acts.pop_back();
    if (act == ContainerAct::Stop) {
        ask(m_acts.front());
        record(domain::JournalEvent::CommandSent, *find(fresh.id), QStringLiteral("engine-asked"));
        dropUnasked(rowKey);
    } else {
        const quint64 token = tokenBase + m_nextNumber++;
        m_pending.insert(token, {fresh.id, Waits::Prepared, now});
        record(domain::JournalEvent::CommandPrepared, m_acts.front(), {}, token);
    }
    Q_EMIT changed();
    return fresh.id;
}

void ServiceActController::ask(ServiceAct& act)
{
    const quint64 number = m_nextNumber++;
    act.phase = ActPhase::Asked;
    act.since = m_context.clock->now();
    m_asked.insert(number, act.id);
    m_services.engine(act.host)->act(act.act, act.containerId, number);
}

void ServiceActController::journalled(quint64 token, const std::optional<base::Error>& error)
{
    if (!m_pending.contains(token))
        return;
    const Pending pending = m_pending.take(token);
    ServiceAct* act = find(pending.id);
    if (act == nullptr || act->over())
        return;
    if (pending.waits == Waits::Effect) {
        // A record that could not be written is kept, written later, and has its own alarm.
        m_seeing.remove(act->id);
        act->phase = ActPhase::Seen;
        act->endedAt = m_context.clock->now();
        Q_EMIT changed();
        return;
    }
    if (error) {
        end(*act, ActPhase::Failed, error);
        return;
    }
    if (recordIsLate(*act)) {
        end(*act, ActPhase::Dropped, {});
        return;
    }
    // What was true when it was requested may not be while the disk was busy: a halt that came since wins (rule H5).
    const domain::ServiceRow* row = m_services.row(act->rowKey);
    const bool sameProcess =
        row != nullptr && row->engineFollowed && row->container && row->container->id == act->containerId;
    if (!sameProcess || !(cost(act->act, act->rowKey) == pending.shown)) {
        end(*act, ActPhase::Failed, base::Error{base::ErrorCode::Cancelled, {}, act->service});
        return;
    }
    ask(*act);
    record(domain::JournalEvent::CommandSent, *act, QStringLiteral("engine-asked"));
    Q_EMIT changed();
}

void ServiceActController::lookForEffects()
{
    QVector<base::CommandId> seen;
    for (const ServiceAct& act : m_acts) {
        const bool waits = act.phase == ActPhase::Asked || act.phase == ActPhase::Accepted;
        const domain::ServiceRow* row = waits ? m_services.row(act.rowKey) : nullptr;
        if (row != nullptr && row->container && domain::showsEffect(act, *row->container))
            seen.append(act.id);
    }
    for (const base::CommandId& id : seen)
        recordSeen(id);
}

void ServiceActController::recordSeen(const base::CommandId& id)
{
    if (m_seeing.contains(id))
        return;
    const quint64 token = tokenBase + m_nextNumber++;
    m_seeing.insert(id, token);
    m_pending.insert(token, {id, Waits::Effect, {}});
    record(domain::JournalEvent::CommandStage, *find(id), QStringLiteral("effect-seen"), token);
}

void ServiceActController::end(ServiceAct& act, ActPhase phase, std::optional<base::Error> error)
{
    act.phase = phase;
    act.endedAt = m_context.clock->now();
    act.error = std::move(error);
    record(domain::JournalEvent::CommandStage, act, endWord(phase));
    Q_EMIT changed();
}

void ServiceActController::tick()
{
    const base::Instant now = m_context.clock->now();
    for (ServiceAct& act : m_acts) {
        const bool answerLate = act.phase == ActPhase::Asked && base::elapsed(act.since, now) > answerWithin;
        const bool effectLate = act.phase == ActPhase::Accepted && base::elapsed(act.since, now) > effectWithin;
        if (act.phase == ActPhase::Recording && recordIsLate(act))
            end(act, ActPhase::Dropped, {});
        else if ((answerLate || effectLate) && !m_seeing.contains(act.id))
            end(act, ActPhase::Unseen, {});
    }
}

bool ServiceActController::recordIsLate(const ServiceAct& act) const
{
    return base::tookLonger(act.since, m_context.clock->now(), recordWithin);
}

ServiceAct* ServiceActController::find(const base::CommandId& id)
{
    const auto found =
        std::find_if(m_acts.begin(), m_acts.end(), [&id](const ServiceAct& act) { return act.id == id; });
    return found == m_acts.end() ? nullptr : &*found;
}

const ServiceAct* ServiceActController::latest(const QString& rowKey) const
{
    const auto found =
        std::find_if(m_acts.begin(), m_acts.end(), [&rowKey](const ServiceAct& act) { return act.rowKey == rowKey; });
    return found == m_acts.end() ? nullptr : &*found;
}

// One act at a time on a service; only a stop waits for none that is still being recorded (rule H5).
bool ServiceActController::holdsUp(ContainerAct act, const QString& rowKey) const
{
    const ServiceAct* last = latest(rowKey);
    return last != nullptr && !last->over() && (act != ContainerAct::Stop || last->phase != ActPhase::Recording);
}

// A stop came before the records of these: they are not asked any more (rule H5).
void ServiceActController::dropUnasked(const QString& rowKey)
{
    for (ServiceAct& act : m_acts)
        if (act.rowKey == rowKey && act.phase == ActPhase::Recording)
            end(act, ActPhase::Failed, base::Error{base::ErrorCode::Cancelled, {}, act.service});
}

void ServiceActController::record(domain::JournalEvent event, const ServiceAct& act, const QString& what, quint64 token)
{
    domain::JournalRecord entry;
    entry.event = event;
    entry.at = m_context.clock->now();
    entry.environment = m_context.environment.name;
    entry.actor = m_context.actor;
    entry.command = act.id;
    entry.fields.insert(QStringLiteral("kind"), domain::containerActWord(act.act));
    entry.fields.insert(QStringLiteral("service"), act.service);
    entry.fields.insert(QStringLiteral("host"), act.host);
    entry.fields.insert(QStringLiteral("container"), act.containerId);
    if (!what.isEmpty())
        entry.fields.insert(QStringLiteral("what"), what);
    if (act.error)
        entry.fields.insert(QStringLiteral("error"), base::toLogLine(*act.error));
    const bool isRequest = event == domain::JournalEvent::CommandPrepared ||
                           (event == domain::JournalEvent::CommandSent && act.act == ContainerAct::Stop);
    if (isRequest) {
        QJsonArray costs;
        for (const domain::ActConsequence consequence : cost(act.act, act.rowKey).consequences)
            costs.append(consequenceWord(consequence));
        entry.fields.insert(QStringLiteral("consequences"), costs);
    }
    m_journal.append(entry, token);
}

} // namespace ops::app
