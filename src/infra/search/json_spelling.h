#pragma once

#include "domain/log/log_filter.h"

#include <optional>

namespace ops::infra {

// A literal as a regular expression that also finds it as JSON spells it: a record has `\"` where the table shows `"`,
// and may have `\u00e9` for "é" or `\u003c` for "<"; in docker's json-file a record is spelled once more. Nothing where
// JSON spells it in one way only. Any thread.
std::optional<domain::LogTextTerm> withJsonSpellings(const domain::LogTextTerm& literal);

} // namespace ops::infra
