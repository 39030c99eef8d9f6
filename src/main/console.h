#pragma once

#include "app/alarm_controller.h"
#include "app/command_controller.h"
#include "app/command_hosts_controller.h"
#include "app/credentials_controller.h"
#include "app/guard_controller.h"
#include "app/health_controller.h"
#include "app/journal_tee.h"
#include "app/links_controller.h"
#include "app/log_history_controller.h"
#include "app/log_view_controller.h"
#include "app/ports/host_forward_port.h"
#include "app/service_act_controller.h"
#include "app/services_controller.h"
#include "app/session_context.h"
#include "app/trading_state_controller.h"
#include "base/clock.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace ops::infra {
class CommandLink;
class TelemetryLink;
} // namespace ops::infra

namespace ops::main {

class NatsForward;

// One session's ports and controllers, made in order and taken down in the reverse. No widget. GUI thread; owned by
// the launcher. Nothing is connected and no keyring is asked before start().
class Console : public QObject {
    Q_OBJECT

public:
    // `stateDirectory` holds the journal. `clock` outlives the program's library threads: main gives it static life.
    // `makeHost` makes the command hosts of the environment; empty: this machine, or another over ssh.
    using HostMaker = std::function<std::unique_ptr<app::CommandHostPort>(const domain::HostConfig&)>;
    Console(const base::Clock& clock, domain::Environment environment, domain::Runbook runbook,
            const QString& stateDirectory, const HostMaker& makeHost = {}, QObject* parent = nullptr);
    ~Console() override;

    // Called once, after the first paint. The servers of an environment with `natsThrough` are connected to when the
    // way to them is there; everything else goes on meanwhile.
    void start();
    // A drill learns its servers only when they are up; called before start().
    void setServers(const QStringList& natsUrls, const QString& monitoringUrl);
    // Where a drill's services really answer: service -> URL. Called before start().
    void setHealthUrls(const QMap<QString, QString>& urls);

    const app::SessionContext& context() const { return m_context; }
    app::JournalPort& journal() { return *m_journal; }
    app::AlarmController& alarms() { return *m_alarms; }
    app::LinksController& links() { return *m_links; }
    app::TradingStateController& states() { return *m_states; }
    app::CommandController& commands() { return *m_commands; }
    app::GuardController& guard() { return *m_guard; }
    app::CredentialsController& credentials() { return *m_credentials; }
    app::CommandHostsController& hosts() { return *m_hosts; }
    app::HealthController& health() { return *m_health; }
    app::ServicesController& services() { return *m_services; }
    app::ServiceActController& serviceActs() { return *m_serviceActs; }
    app::LogFollowController& logFollow() { return *m_logFollow; }
    app::LogViewController& logView() { return *m_logView; }
    app::LogHistoryController& logHistory() { return *m_logHistory; }

private:
    void noteSession(domain::JournalEvent event);
    void bringPastActs();
    void makeHosts(const HostMaker& makeHost);
    std::unique_ptr<app::CommandHostPort> makeSshHost(const domain::HostConfig& config);
    void makeServices();
    void makeLogs();
    void startHealth();

    const base::Clock& m_clock;
    app::SessionContext m_context;
    std::unique_ptr<infra::CommandLink> m_commandLink;
    std::unique_ptr<infra::TelemetryLink> m_telemetryLink;
    std::unique_ptr<app::ListenerProbePort> m_listenerProbe;
    std::unique_ptr<app::JournalPort> m_journalFile;
    std::unique_ptr<app::JournalTee> m_journal;
    std::unique_ptr<app::SecretPort> m_secrets;
    std::unique_ptr<app::AlarmController> m_alarms;
    std::unique_ptr<app::LinksController> m_links;
    std::unique_ptr<app::TradingStateController> m_states;
    std::unique_ptr<app::CommandController> m_commands;
    std::unique_ptr<app::GuardController> m_guard;
    std::unique_ptr<app::CredentialsController> m_credentials;
    std::unique_ptr<app::CommandHostPort> m_here; // this machine
    std::vector<std::unique_ptr<app::CommandHostPort>> m_hostPorts;
    std::unique_ptr<app::CommandHostsController> m_hosts;
    std::unique_ptr<app::EndpointProbePort> m_endpoints;
    std::unique_ptr<app::HealthController> m_health;
    std::vector<std::unique_ptr<app::EnginePort>> m_engines; // one for each command host
    std::unique_ptr<app::ServicesController> m_services;
    std::unique_ptr<app::ServiceActController> m_serviceActs;
    std::unique_ptr<app::LogFollowPort> m_logSource;
    std::unique_ptr<app::LogSearchPort> m_logFilterSearch;
    std::unique_ptr<app::LogSearchPort> m_logFindSearch;
    std::unique_ptr<app::LogViewController> m_logView;
    std::unique_ptr<app::LogFollowController> m_logFollow;
    std::unique_ptr<app::LogHistoryController> m_logHistory;
    // Of the host that NATS is reached through, and what makes use of them; none where it is seen from here. Its docker
    // may share them.
    std::shared_ptr<app::HostForwardPort> m_forwards;
    std::unique_ptr<NatsForward> m_natsForward;
    QTimer m_flowTimer;      // the ladders' windows, 20 Hz while one of them is open
    QTimer m_stateTimer;     // ages of proofs, 4 Hz
    QTimer m_listenersTimer; // who listens, every 2 s
    QTimer m_healthTimer;    // the health checks' schedule, 4 Hz
    QTimer m_servicesTimer;  // the services' histories and acts, every second
    bool m_started = false;
};

} // namespace ops::main
