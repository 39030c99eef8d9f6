#pragma once

#include "main/console.h"

#include <QString>

namespace ops::main {

// What was sent, byte for byte, and what is proven of it, with times: oldest command first. Plain text, not
// translated: it is a record.
QString accountText(Console& console, int pictures);

} // namespace ops::main
