#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace ops::main {

// What the command line asks for. There is no switch that sends a command (rule H11): a tour acts, through the guard
// like anybody, on a private drill only.
struct Arguments {
    enum class Mode { Console, Drill, Tour, Logs, Version, Help, VerifyAudit };
    Mode mode = Mode::Console;
    QString environment; // --environment NAME; empty: not given
    QString tourDirectory;
    QStringList logFiles;                          // --logs FILE…, also repeated or after --; "-": standard input
    QString auditFile;                             // --verify-audit [FILE]; empty: the journal of this user
    QString language;                              // --language CODE; empty: the desktop's
    QString theme;                                 // --theme light|dark; empty: the desktop's
    QString behaviour = QStringLiteral("runbook"); // --behaviour, drill and tour only
};

// `words` without the program's name. Errors say which argument, what is wrong, and what is allowed.
base::Result<Arguments> parseArguments(const QStringList& words);
// The text of --help.
QString helpText();

} // namespace ops::main
