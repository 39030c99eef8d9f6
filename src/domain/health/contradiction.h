#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace ops::domain {

// The first member of a health answer, however deep, that contradicts a word like "ok" beside it: an "error" or a
// "degraded" that is not empty, a failure word like "down" as a value, a "healthy" or a "natsConnected" that is false,
// a part ("checks", "dependencies", "redis") that is false or not at work yet, an HTTP status of a failure, a message
// that findComplaint takes for an error. As "checks.redis: down" on one line, data from outside. The member `field` of
// the answer itself is not looked at: it is judged by its own word. Nothing: none does. Pure.
std::optional<QString> contradiction(const QJsonObject& answer, const QString& field);

} // namespace ops::domain
