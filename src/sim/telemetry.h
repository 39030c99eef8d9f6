#pragma once

#include "sim/service_core.h"
#include "sim/trading_flow.h"

#include <vector>

namespace ops::sim {

struct Message {
    QString subject;
    QByteArray payload;
};

// What each service says about itself, as pure functions of its state.

// The heartbeat of one service; nothing where this version has none for it.
std::vector<Message> heartbeat(const CoreConfig& config, const CoreState& state, const Subjects& subjects,
                               qint64 nowMs);
// The Brain's dashboard.
Message dashboard(const CoreConfig& config, const CoreState& brain, const FlowState& flow, const Subjects& subjects,
                  qint64 nowMs, qint64 startedMs);
// The Brain's policy: its own current one (runbook), or the hard-coded one that overwrites every edit.
Message policyMessage(const CoreConfig& config, const CoreState& brain, const Subjects& subjects, qint64 nowMs);
// Every 5 s: budgets from the Brain, posture and diagnostics from the phases.
std::vector<Message> fiveSecondTelemetry(const CoreConfig& config, const Subjects& subjects, qint64 nowMs,
                                         qint64 startedMs);

// The February engine's own view every 5 s: positions, and nothing about a halt.
Message truthSnapshot(const FlowState& flow, qint64 nowMs);

// How long the Brain serves an old dashboard while sending it every second.
qint64 dashboardCacheMs(Behaviour behaviour);

} // namespace ops::sim
