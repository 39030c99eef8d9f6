#pragma once

#include "domain/host/host_config.h"
#include "domain/json_reader.h"

#include <QJsonArray>
#include <QMap>

#include <vector>

namespace ops::domain {

// The `hosts` of an environment file: an array of {name, kind: local|ssh, destination, configFile, workingDirectory,
// dockerSocket}.
// What is wrong is recorded in the reader.
std::vector<HostConfig> readHosts(const JsonReader& json);
// The `serviceHosts` of an environment file: {service: host}, each host one of `hosts`.
QMap<QString, QString> readServiceHosts(const JsonReader& json, const std::vector<HostConfig>& hosts);

QJsonArray hostsToJson(const std::vector<HostConfig>& hosts);

} // namespace ops::domain
