#pragma once

#include "domain/environment.h"
#include "domain/runbook.h"

#include <vector>

namespace ops::domain {

enum class NameUse {
    Host,      // `serviceHosts` puts it on a host
    HealthUrl, // `healthUrls` gives its URL
};

// A service that the environment names and the runbook does not know: most likely misspelt, so that the one that was
// meant is looked for, and acted on, on the wrong machine, or asked at the wrong place.
struct UnknownName {
    NameUse use = NameUse::Host;
    QString name;
    QString place;       // the host or URL that the environment gives it
    QString nearest;     // what was most likely meant; empty: nothing like it
    QString nearestHost; // Host: where that one is looked for now

    bool operator==(const UnknownName&) const = default;
};

// Hosts first, by name.
std::vector<UnknownName> unknownNames(const Environment& environment, const Runbook& runbook);

} // namespace ops::domain
