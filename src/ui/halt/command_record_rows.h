#pragma once

#include "domain/effect_ladder.h"
#include "ui/common/cell_table_model.h"

namespace ops::ui {

// Service, received, applied, state, proof: one row a service of the ladder; no widgets.
QVector<CellRow> effectRows(const domain::Ladder& ladder);

} // namespace ops::ui
