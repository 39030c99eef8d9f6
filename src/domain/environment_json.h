#pragma once

#include "base/result.h"
#include "domain/environment.h"

#include <QByteArray>

namespace ops::domain {

// Reads and validates an environment file. The error says file, JSON path, found and expected. A URL that carries a
// user or a password is refused: secrets live in the keyring (rule G3).
base::Result<Environment> parseEnvironment(const QByteArray& bytes, const QString& fileName);
// The file for an environment, as parseEnvironment reads it.
QByteArray environmentToJson(const Environment& environment);
// True for a name that can be a file name and be typed by hand.
bool isValidEnvironmentName(const QString& name);

} // namespace ops::domain
