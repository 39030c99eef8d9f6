#pragma once

#include <QByteArrayList>

#include <utility>
#include <vector>

namespace ops::infra {

// Our own environment and what is added to it or takes its place, as a child gets it: "NAME=value".
QByteArrayList childEnvironment(const std::vector<std::pair<QByteArray, QByteArray>>& additions = {});

} // namespace ops::infra
