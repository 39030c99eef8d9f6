#pragma once

#include "app/ports/journal_port.h"
#include "app/services_controller.h"
#include "domain/services/service_act.h"

#include <QObject>

#include <deque>

namespace ops::app {

// The one door for starting, stopping and restarting a service. Nothing is asked of an engine unless the operator was
// shown what it costs as it is now, and typed the service's name where the halt path breaks. A stop is asked first and
// recorded after; a start or restart is on the disk before it is asked, and is dropped where that takes too long (rule
// G6). Success is what the container shows once the engine has said that it did it: neither alone (rule H6); it is
// recorded before it is shown (rule G2). What may have been asked and was not heard to the end has not failed: the
// container is looked at, and then it is unknown. GUI thread; owned by main.
class ServiceActController : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds recordWithin{2}; // a start or restart, from the request to its record
    static constexpr std::chrono::seconds answerWithin = domain::actAnswerWithin;
    static constexpr std::chrono::seconds effectWithin{30}; // from the engine's word, or its loss, to the container
    // Where the engine's word is lost, how long the container has to show the effect without a break: longer than it
    // takes to look at what an event told, so that the ends within a restart loop prove no stop.
    static constexpr std::chrono::seconds shownFor{10};

    ServiceActController(const SessionContext& context, ServicesController& services, TradingStateController& states,
                         JournalPort& journal, QObject* parent = nullptr);

    // Why it cannot be asked for now; None: it can.
    domain::ActBlock block(domain::ContainerAct act, const QString& rowKey) const;
    domain::ActCost cost(domain::ContainerAct act, const QString& rowKey) const;
    // `shown`: the cost that the operator was shown. Errors: Denied (blocked, or the name was not typed), Cancelled
    // (the cost or the row has changed since: show it again), NotFound.
    base::Result<base::CommandId> request(domain::ContainerAct act, const QString& rowKey, const domain::ActCost& shown,
                                          const QString& typedName);

    const std::deque<domain::ServiceAct>& acts() const { return m_acts; } // newest first, bounded
    // The newest act on a row; nullptr: none.
    const domain::ServiceAct* latest(const QString& rowKey) const;
    // Time passes (about once a second).
    void tick();

Q_SIGNALS:
    void changed();

private:
    enum class Waits { Prepared, Effect };
    struct Pending {
        base::CommandId id;
        Waits waits = Waits::Prepared;
        domain::ActCost shown; // Prepared: what the operator agreed to
    };

    domain::ServiceAct* find(const base::CommandId& id);
    bool holdsUp(domain::ContainerAct act, const QString& rowKey) const;
    void dropUnasked(const QString& rowKey);
    bool recordIsLate(const domain::ServiceAct& act) const;
    // What came of an earlier act on the row's container is not known.
    bool isUnsettled(const domain::ServiceRow& row) const;
    void listenTo(EnginePort& engine);
    void ask(domain::ServiceAct& act, const domain::Container& container);
    void takeReply(domain::ServiceAct& act, const domain::ActReply& reply);
    void end(domain::ServiceAct& act, domain::ActPhase phase, std::optional<base::Error> error);
    void lookForEffects();
    bool isShown(const domain::ServiceAct& act) const;
    bool hasHeld(const domain::ServiceAct& act) const;
    void recordSeen(domain::ServiceAct& act);
    void journalled(quint64 token, const std::optional<base::Error>& error);
    void record(domain::JournalEvent event, const domain::ServiceAct& act, const QString& what, quint64 token = 0);

    const SessionContext& m_context;
    ServicesController& m_services;
    TradingStateController& m_states;
    JournalPort& m_journal;
    std::deque<domain::ServiceAct> m_acts;
    QHash<quint64, base::CommandId> m_asked;  // engine's number -> act
    QHash<quint64, Pending> m_pending;        // journal token -> what waits for it
    QHash<base::CommandId, quint64> m_seeing; // effect seen, its record on its way
    quint64 m_nextNumber = 1;
    bool m_journalWritable = false;
};

} // namespace ops::app
