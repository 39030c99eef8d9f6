#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

namespace ops::base {

// `text` as a JSON string literal with its quotes, in UTF-8: ", \ and control characters are escaped, everything else
// (non-BMP included) is written as it is; a lone surrogate becomes U+FFFD, a byte order mark the escape \ufeff. Used
// where key order and bytes matter and QJsonDocument (which sorts keys) cannot be used.
QByteArray jsonString(const QString& text);

// Parses one JSON value from outside. Errors say what and at which byte; input over `maxBytes` or with invalid UTF-8
// is refused, never repaired.
Result<QJsonValue> parseJson(const QByteArray& bytes, qsizetype maxBytes = 1024 * 1024);

} // namespace ops::base
