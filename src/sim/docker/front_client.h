#pragma once

#include <QString>
#include <QStringList>

namespace ops::sim {

// `titan-sim play SOCKET WORD...`: has the practice stack at SOCKET answer the command, prints what it prints and ends
// as it ends. Blocks; runs without an event loop. Returns the exit code.
int playCommand(const QString& socketPath, const QStringList& argv);

} // namespace ops::sim
