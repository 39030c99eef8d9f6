#pragma once

#include "sim/service_core.h"

#include <QByteArray>
#include <QJsonObject>

namespace ops::sim {

struct LogRecord {
    qint64 utcMs = 0;
    LogLevel level = LogLevel::Info;
    QString text;
    QJsonObject fields;
};

// One line, with its newline, as the service itself would write it (titan-facts section 8).
QByteArray formatLog(Role role, const LogRecord& record);

// The shared Logger writes WARN and worse to stderr; everybody else keeps to stdout.
bool goesToStderr(Role role, LogLevel level);

// What a crash of this service leaves in its log: lines that belong together and match no format.
QByteArray crashTrace(Role role);

} // namespace ops::sim
