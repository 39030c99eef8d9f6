#pragma once

#include "base/result.h"
#include "domain/runbook.h"

#include <QByteArray>

namespace ops::domain {

// Reads and validates a runbook variant. The error says file, JSON path, found and expected; nothing is guessed.
base::Result<Runbook> parseRunbook(const QByteArray& bytes, const QString& fileName);

// True for a NATS subject that can be published to: non-empty tokens, no blanks; wildcards only where allowed.
bool isValidSubject(const QString& subject, bool wildcardsAllowed);

} // namespace ops::domain
