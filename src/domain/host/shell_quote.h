#pragma once

#include "base/result.h"

#include <QByteArrayList>

namespace ops::domain {

// An argv as one line for a POSIX shell (sh, dash, bash, ksh, zsh), which reads exactly these words back: every byte
// but NUL, which no argv can carry and which is refused. Words that no shell could misread stay bare, so that the line
// can be shown and copied. The only place where an argv becomes a line (rule B7).
base::Result<QByteArray> shellQuote(const QByteArrayList& argv);

} // namespace ops::domain
