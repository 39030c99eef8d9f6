#pragma once

#include "app/alarm_controller.h"
#include "app/command_controller.h"
#include "app/command_hosts_controller.h"
#include "app/credentials_controller.h"
#include "app/guard_controller.h"
#include "app/health_controller.h"
#include "app/links_controller.h"
#include "app/log_history_controller.h"
#include "app/log_view_controller.h"
#include "app/service_act_controller.h"
#include "app/services_controller.h"
#include "app/trading_state_controller.h"
#include "ui/logs/log_tools.h"

namespace ops::ui {

// What the window and its pages render and call. Everything here is owned by main and outlives the window.
struct WindowContext {
    const app::SessionContext& session;
    app::LinksController& links;
    app::TradingStateController& states;
    app::CommandController& commands;
    app::AlarmController& alarms;
    app::GuardController& guard;
    app::CredentialsController& credentials;
    app::JournalPort& journal;
    app::CommandHostsController& hosts;
    app::HealthController& health;
    app::ServicesController& services;
    app::ServiceActController& serviceActs;
    // The services' logs; without them the window has no page for logs.
    app::LogFollowController* logFollow = nullptr;
    app::LogViewController* logView = nullptr;
    LogTools logTools = {};
    app::LogHistoryController* logHistory = nullptr; // and their older lines

    base::Instant now() const { return session.clock->now(); }
};

} // namespace ops::ui
