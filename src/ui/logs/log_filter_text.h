#pragma once

#include "domain/log/log_filter.h"

#include <QString>

namespace ops::ui {

// What a filter asks for, in short: "with “lost”, WARN and above, titan-brain"; long texts have their beginnings. Words
// for one that asks for nothing. Plain text: what somebody typed is in it (rule G7).
QString logFilterText(const domain::LogFilter& filter);

} // namespace ops::ui
