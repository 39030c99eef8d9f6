#pragma once

#include "models/health_model.h"
#include "ui/common/mark.h"

namespace ops::ui {

QString healthColumnHeading(models::HealthColumn column);
// What a cell says, in full: for assistive technology, and for the delegate's first line.
QString healthCellText(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
// The line below it, muted; empty: none.
QString healthSecondLine(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
// The sign beside the word; each has a shape of its own (rule G5).
MarkKind healthMark(const domain::HealthRecord& record, const base::Instant& now);

} // namespace ops::ui
