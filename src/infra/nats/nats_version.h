#pragma once

#include <QString>

namespace ops::infra {

// The version of the cnats library that is loaded: "3.4.1".
QString natsLibraryVersion();

} // namespace ops::infra
