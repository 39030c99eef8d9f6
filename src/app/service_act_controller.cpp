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
    case domain::ActConsequence::SecondContainer:
        return QStringLiteral("second-container");
    case domain::ActConsequence::TwoOfOne:
        return QStringLiteral("two-of-one");
    case domain::ActConsequence::LosesStore:
        return QStringLiteral("loses-store");
    case domain::ActConsequence::LeavesPositions:
        return QStringLiteral("leaves-positions");
    case domain::ActConsequence::UnknownToRunbook:
        return QStringLiteral("unknown-to-runbook");
    case domain::ActConsequence::EarlierUnknown:
        return QStringLiteral("earlier-outcome-unknown");
    case domain::ActConsequence::InterruptsService:
        break;
    }
    return QStringLiteral("interrupts-service");
}

QString answerWord(domain::ActAnswer answer)
{
    switch (answer) {
    case domain::ActAnswer::Done:
        return QStringLiteral("engine-accepted");
    case domain::ActAnswer::Refused:
        return QStringLiteral("engine-refused");
    case domain::ActAnswer::Lost:
        break;
    }
    return QStringLiteral("engine-answer-lost");
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
    connect(&engine, &EnginePort::actFinished, this, [this](quint64 number, const domain::ActReply& reply) {
        if (!m_asked.contains(number))
            return;
        if (ServiceAct* act = find(m_asked.take(number)))
            takeReply(*act, reply);
    });
}

// In time or not: an answer that comes when nobody waited for it any more settles what was not known until then.
void ServiceActController::takeReply(ServiceAct& act, const domain::ActReply& reply)
{
    act.answer = reply.answer;
    act.error = reply.error;
    record(domain::JournalEvent::CommandReply, act, answerWord(reply.answer));
    if (reply.answer == domain::ActAnswer::Refused) {
        end(act, ActPhase::Failed, reply.error);
        return;
    }
    if (reply.answer == domain::ActAnswer::Done || !act.over()) {
        act.phase = reply.answer == domain::ActAnswer::Done ? ActPhase::Accepted : ActPhase::Lost;
        act.since = m_context.clock->now();
        act.endedAt.reset();
    }
    Q_EMIT changed();
    lookForEffects();
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
    if (row == nullptr)
        return {};
    domain::ActCost cost = domain::actCost(m_context.runbook, act, *row, m_states.view().shown);
    if (isUnsettled(*row))
        cost.consequences.push_back(domain::ActConsequence::EarlierUnknown);
    return cost;
}

bool ServiceActController::isUnsettled(const domain::ServiceRow& row) const
{
    for (const ServiceAct& act : m_acts) {
        const bool isOnIt = act.rowKey == row.key && row.container && act.containerId == row.container->id;
        if (isOnIt && act.phase == ActPhase::Seen)
            return false;
        if (isOnIt && (act.phase == ActPhase::Lost || act.phase == ActPhase::Unseen))
            return !hasHeld(act);
    }
    return false;
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
    fresh.since = m_context.clock->now();
    m_acts.push_front(fresh);
    if (m_acts.size() > rememberedActs)
        m_acts.pop_back();
    if (act == ContainerAct::Stop) {
        ask(m_acts.front(), *row->container);
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

void ServiceActController::ask(ServiceAct& act, const domain::Container& container)
{
    const quint64 number = m_nextNumber++;
    // As it is now: while the record was written it may have been started by others.
    act.startedBeforeUtcMs = container.startedUtcMs;
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
    const bool isPossible = row != nullptr && domain::actBlock(act->act, *row, false, true) == domain::ActBlock::None &&
                            row->container->id == act->containerId;
    if (!isPossible || !(cost(act->act, act->rowKey) == pending.shown)) {
        end(*act, ActPhase::Failed, base::Error{base::ErrorCode::Cancelled, {}, act->service});
        return;
    }
    ask(*act, *row->container);
    record(domain::JournalEvent::CommandSent, *act, QStringLiteral("engine-asked"));
    Q_EMIT changed();
}

void ServiceActController::lookForEffects()
{
    const base::Instant now = m_context.clock->now();
    QVector<base::CommandId> seen;
    for (ServiceAct& act : m_acts) {
        if (act.phase != ActPhase::Accepted && act.phase != ActPhase::Lost && act.phase != ActPhase::Unseen)
            continue;
        act.shownSince = isShown(act) ? std::optional(act.shownSince.value_or(now)) : std::nullopt;
        if (act.phase == ActPhase::Accepted ? act.shownSince.has_value() : act.phase == ActPhase::Lost && hasHeld(act))
            seen.append(act.id);
    }
    for (const base::CommandId& id : seen)
        recordSeen(*find(id));
}

bool ServiceActController::isShown(const ServiceAct& act) const
{
    const domain::ServiceRow* row = m_services.row(act.rowKey);
    // What was known of it before its engine was lost proves nothing of now.
    return row != nullptr && row->engineFollowed && row->container && domain::showsEffect(act, *row->container);
}

bool ServiceActController::hasHeld(const ServiceAct& act) const
{
    return act.shownSince && base::elapsed(*act.shownSince, m_context.clock->now()) >= shownFor;
}

void ServiceActController::recordSeen(ServiceAct& act)
{
    if (m_seeing.contains(act.id))
        return;
    const quint64 token = tokenBase + m_nextNumber++;
    m_seeing.insert(act.id, token);
    m_pending.insert(token, {act.id, Waits::Effect, {}});
    const bool isOurs = act.answer == domain::ActAnswer::Done;
    record(domain::JournalEvent::CommandStage, act,
           isOurs ? QStringLiteral("effect-seen") : QStringLiteral("effect-seen-answer-lost"), token);
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
    lookForEffects();
    const base::Instant now = m_context.clock->now();
    for (ServiceAct& act : m_acts) {
        const bool answerLate = act.phase == ActPhase::Asked && base::elapsed(act.since, now) > answerWithin;
        const bool waits = act.phase == ActPhase::Accepted || act.phase == ActPhase::Lost;
        const bool effectLate = waits && base::elapsed(act.since, now) > effectWithin;
        if (act.phase == ActPhase::Recording && recordIsLate(act))
            end(act, ActPhase::Dropped, {});
        else if ((answerLate || effectLate) && !m_seeing.contains(act.id))
            end(act, ActPhase::Unseen, act.error);
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

// One act at a time on a service; only a stop waits for none that is still being recorded, nor for one that no answer
// will come of (rule H5).
bool ServiceActController::holdsUp(ContainerAct act, const QString& rowKey) const
{
    const ServiceAct* last = latest(rowKey);
    if (last == nullptr || last->over())
        return false;
    return act != ContainerAct::Stop || (last->phase != ActPhase::Recording && last->phase != ActPhase::Lost);
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
        const domain::ActCost told = cost(act.act, act.rowKey);
        QJsonArray costs;
        for (const domain::ActConsequence consequence : told.consequences)
            costs.append(consequenceWord(consequence));
        entry.fields.insert(QStringLiteral("consequences"), costs);
        if (!told.foreignProject.isEmpty())
            entry.fields.insert(QStringLiteral("foreignProject"), told.foreignProject);
    }
    m_journal.append(entry, token);
}

} // namespace ops::app
