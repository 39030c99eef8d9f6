#pragma once

#include "base/result.h"
#include "sim/roles.h"

#include <QByteArray>
#include <QJsonObject>

namespace ops::sim {

// The risk policy (titan-facts section 2), held as the JSON object of its camelCase keys: what an operator sends is
// what is broadcast, no arithmetic is ever done on it here.
struct RiskPolicy {
    QJsonObject values = defaults();

    bool operator==(const RiskPolicy&) const = default;
    static QJsonObject defaults();
};

// An object of limit keys (camelCase or snake_case), each with the right type and within its bounds. The result is the
// whole policy after the change; an error names the first key that is wrong, and nothing changes.
base::Result<RiskPolicy> applyUpdate(const RiskPolicy& policy, const QByteArray& payload);

// An engine's policy message: a complete policy. Errors as the engine has them ("missing field ...").
base::Result<RiskPolicy> parseFullPolicy(const QByteArray& payload);

// The broadcast form: every field, snake_case.
QByteArray policyBroadcast(const RiskPolicy& policy, qint64 nowMs);

} // namespace ops::sim
