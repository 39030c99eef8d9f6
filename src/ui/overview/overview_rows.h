#pragma once

#include "domain/effect_ladder.h"
#include "domain/listeners.h"
#include "domain/state_watch.h"
#include "ui/common/cell_table_model.h"

#include <vector>

// What the overview's tables show, made from values; no widgets.
namespace ops::ui {

// Service, state, evidence, age: every service that is expected or was heard.
QVector<CellRow> serviceRows(const domain::StateWatch& watch, const base::Instant& now);
// Name, connection, subscription, queue group.
QVector<CellRow> listenerRows(const domain::ListenerSnapshot& snapshot, bool stale);
// When, command, by, reason, outcome, proof: own attempts and what others sent, newest first.
QVector<CellRow> commandRows(const std::vector<domain::Ladder>& ladders,
                             const std::vector<domain::SeenCommand>& foreign);

} // namespace ops::ui
