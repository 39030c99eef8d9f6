#pragma once

#include <QString>

namespace ops::domain {

// True for a name of an environment or a runbook variant: it becomes a file name and is typed by hand, so it is
// 1 to 63 of a-z, 0-9, '.', '_', '-', beginning with a letter or a digit; never a path.
bool isValidName(const QString& name);
// The same in words, for the "expected" part of an error.
QString validNameText();

} // namespace ops::domain
