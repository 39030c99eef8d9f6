#pragma once

#include "app/alarm_controller.h"
#include "app/command_controller.h"
#include "app/command_hosts_controller.h"
#include "app/credentials_controller.h"
#include "app/guard_controller.h"
#include "app/health_controller.h"
#include "app/links_controller.h"
#include "app/trading_state_controller.h"
#include "support/fake_clock.h"
#include "support/fake_command_host.h"
#include "support/fake_endpoint_probe.h"
#include "support/fake_ports.h"

namespace ops::test {

// A small runbook with two services that prove a halt by their replies and heartbeats.
domain::Runbook rigRunbook();
domain::Environment rigEnvironment(); // PROD titan-prod, user console

// All controllers of a session over fake ports and a fake clock: the real decisions, no wire, no disk, no waiting.
struct ConsoleRig {
    explicit ConsoleRig(domain::Runbook runbook = rigRunbook(), domain::Environment environment = rigEnvironment());

    void linksUp(); // both links up, journal writable
    void listen(const QStringList& names);
    void heartbeat(const char* service, domain::TradingState state);
    void bothSay(domain::TradingState state);
    void fill();
    // Both services reply to the newest command with `state`.
    void bothReply(domain::TradingState state);
    void pass(std::chrono::milliseconds time); // in 50 ms steps, ticking as main does

    FakeClock clock;
    app::SessionContext context;
    FakeCommandLink link;
    FakeTelemetryLink telemetry;
    FakeListenerProbe probe;
    FakeJournal journal;
    FakeSecrets secrets;
    FakeCommandHost host; // every command host of the environment
    FakeEndpointProbe endpoints;
    app::AlarmController alarms;
    app::LinksController links;
    app::TradingStateController states;
    app::CommandController commands;
    app::GuardController guard;
    app::CredentialsController credentials;
    app::CommandHostsController hosts;
    app::HealthController health;
};

} // namespace ops::test
