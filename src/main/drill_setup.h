#pragma once

#include "domain/environment.h"
#include "domain/runbook.h"
#include "infra/host/drill_processes.h"

namespace ops::main {

// The environment of a drill: named and marked DRILL, on the runbook variant that the practice stack plays.
domain::Environment drillEnvironment(const QString& behaviour);
// A private nats-server with titan-sim; streams where the variant has them. `user` and `password`: the server asks the
// console for them (the practice stack comes in without); empty: it asks nobody.
infra::DrillSetup drillSetup(const QString& behaviour, const QString& user = {}, const QByteArray& password = {});

// Where the practice services answer the runbook's health URLs: on free ports, which `simReady` tells.
QMap<QString, QString> drillHealthUrls(const domain::Runbook& runbook, const QJsonObject& simReady,
                                       const QString& monitoringUrl);

} // namespace ops::main
