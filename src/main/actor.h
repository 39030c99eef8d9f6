#pragma once

#include <QString>

namespace ops::main {

// Who sits here, for records: user@host, from the operating system (getpwuid, gethostname). At most 64 characters.
QString currentActor();

} // namespace ops::main
