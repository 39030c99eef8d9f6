#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace ops::domain {

// The path of the first key that stands twice in one object of a valid JSON text, as "$.serviceHosts.titan-brain":
// QJsonDocument keeps one of the two in silence, and nobody knows which one was meant. Nothing: none does, but for
// those that may. Pure.
std::optional<QString> repeatedJsonKey(const QByteArray& json, const std::function<bool(const QString&)>& mayRepeat);

} // namespace ops::domain
