#pragma once

#include <QString>

namespace ops::main {

// Where records and logs go: $XDG_STATE_HOME/titan-ops-console, or ~/.local/state/titan-ops-console.
QString stateDirectory();
// titan-sim stands beside this program.
QString simProgram();

} // namespace ops::main
