#pragma once

#include <QString>

namespace ops::domain {

enum class Complaint { None, Warning, Error };

// The gravest thing that a line of `text` says; `line` (optional) receives it. "0 errors" and "no failures" are none. A
// program that ends with 0 is believed only where this finds nothing, so what may be a complaint or not is a Warning.
Complaint findComplaint(const QString& text, QString* line = nullptr);

} // namespace ops::domain
