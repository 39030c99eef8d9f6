#pragma once

#include "models/health_model.h"
#include "ui/common/mark.h"

namespace ops::ui {

QString healthColumnHeading(models::HealthColumn column);
// What a cell says, in full: the delegate's first line.
QString healthCellText(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
// The same for assistive technology, with its heading; what is greyed says that it is last known, and since when.
QString healthSpokenText(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
// Everything that came, for a box of its own: line by line, and what would turn its direction or write over it is shown
// instead of obeyed (rule G7).
QString healthOutputText(const domain::HealthRecord& record);
// How old the verdict is; empty: there is none.
QString healthAgeText(const domain::HealthRecord& record, const base::Instant& now);
// The line below it, muted; empty: none.
QString healthSecondLine(const domain::HealthRecord& record, models::HealthColumn column, const base::Instant& now);
// The sign beside the word; each has a shape of its own (rule G5).
MarkKind healthMark(const domain::HealthRecord& record, const base::Instant& now);

} // namespace ops::ui
