#pragma once

#include "app/ports/engine_port.h"
#include "app/session_context.h"
#include "app/trading_state_controller.h"
#include "domain/services/service_match.h"

#include <QHash>
#include <QObject>

#include <vector>

namespace ops::app {

// What really runs, against what the runbook says should: joins the news of every command host's engine with the
// trading states and the endpoint checks. Only looks; acts are ServiceActController's. GUI thread; owned by main.
class ServicesController : public QObject {
    Q_OBJECT

public:
    // `engines`: one per command host, outliving this. `serviceHosts`: service -> host, for those that live elsewhere
    // than on the first engine's.
    ServicesController(const SessionContext& context, std::vector<EnginePort*> engines,
                       const QHash<QString, QString>& serviceHosts, TradingStateController& states,
                       QObject* parent = nullptr);

    // Begins to follow the engines; asks them for nothing before.
    void start();
    // Load figures cost the engine two seconds each time: only while somebody looks at them.
    void setWatched(bool watched);

    const std::vector<domain::ServiceRow>& rows() const { return m_rows; }
    // nullptr: there is no such row any more. Valid until the next change.
    const domain::ServiceRow* row(const QString& key) const;
    domain::ServiceHistory history(const QString& key) const { return m_table.histories.value(key); }
    std::vector<domain::EngineStatus> engines() const;
    EnginePort* engine(const QString& host) const;
    // A host on which several compose projects have services of the runbook, and which one is shown.
    struct Doubt {
        QString host;
        domain::ProjectChoice choice;
    };
    std::vector<Doubt> doubts() const;

    // Hosts that reach the same engine as one before them.
    std::vector<domain::SharedEngine> sharedEngines() const { return domain::sharedEngines(m_table); }

    // The last `tailLines` lines of a row's container; answered by tailRead or tailFailed with the row's key.
    static constexpr int tailLines = 20;
    void readTail(const QString& key);
    // What a check of a service's endpoint found. `check`: its id; a service may have several, which must not speak for
    // each other.
    void noteEndpoint(const QString& service, const ops::domain::HealthLevel& level, const QString& check = {});
    // Time passes (about once a second): histories grow, restart loops calm down.
    void tick();

Q_SIGNALS:
    void rowsChanged();
    void enginesChanged();
    void tailRead(const QString& key, const QByteArray& text);
    void tailFailed(const QString& key, const ops::base::Error& error);

private:
    std::optional<QString> answeredBy(quint64 token);
    void listenTo(EnginePort& engine);
    void takeTrading();
    void remake();

    const SessionContext& m_context;
    std::vector<EnginePort*> m_engines;
    TradingStateController& m_states;
    domain::ServiceTable m_table;
    std::vector<domain::ServiceRow> m_rows;
    QHash<quint64, QString> m_tails;       // token -> row key
    QHash<QString, quint64> m_newestTails; // row key -> token
    quint64 m_nextTail = 1;
};

} // namespace ops::app
