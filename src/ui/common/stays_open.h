#pragma once

#include "domain/telemetry.h"

#include <QStringList>

namespace ops::ui {

// What a halt does not do, and what stays open because of that, with counts, or "unknown", and their age (rule H8).
// `doesNot` is the runbook's list.
QString staysOpenText(const QStringList& doesNot, const std::optional<domain::Exposure>& exposure,
                      const base::Instant& now);

} // namespace ops::ui
