#pragma once

#include "sim/docker/container_book.h"

#include <QByteArray>
#include <QString>

// Containers in the JSON that docker's own client prints (keys as of 20.10 to 28), one object without a newline each.
namespace ops::sim {

QByteArray psJson(const SimContainer& container, bool wholeId, qint64 nowMs);
QByteArray inspectJson(const SimContainer& container, qint64 nowMs);
QByteArray statsJson(const SimContainer& container);
QByteArray eventJson(const SimContainer& container, const SimEvent& event);
QByteArray versionJson();
// What the console asks an engine first: its version, its own time, and what is wrong with it.
QByteArray infoJson(qint64 nowMs);

// "Up 3 minutes (healthy)", "Exited (137) 5 seconds ago".
QString statusText(const SimContainer& container, qint64 nowMs);
// "2026-01-30T17:04:08.113000001Z", as the engine stamps; "0001-01-01T00:00:00Z" for never.
QString engineStamp(qint64 ns);

} // namespace ops::sim
