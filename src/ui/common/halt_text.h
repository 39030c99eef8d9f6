#pragma once

#include "domain/state_watch.h"

namespace ops::ui {

// Who halted last, when and how that is known, on two lines, and the reason (rule R5); a sentence where no halt is
// known. `actor` is this session's own name. What others claim of themselves is said to be a claim.
QString lastHaltText(const std::optional<domain::SeenCommand>& halt, const QString& actor, const base::Instant& now);
QString lastHaltReason(const std::optional<domain::SeenCommand>& halt);

} // namespace ops::ui
