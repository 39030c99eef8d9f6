#pragma once

#include <QString>

namespace ops::domain {

enum class HostKind { Local, Ssh };

// One command host of an environment: where docker, compose, scripts and npm run. Source: the environment file. Holds
// no secret: over ssh the key is ssh's own affair (rule G3).
struct HostConfig {
    QString name; // as isValidName(), unique in the environment
    HostKind kind = HostKind::Local;
    QString destination;      // ssh only: an alias, user@host, or ssh://user@host:port; never an option
    QString configFile;       // ssh only: absolute; empty: the user's own configuration
    QString workingDirectory; // absolute, on that host; empty: where it puts us
    QString dockerSocket;     // ssh only: of its engine, there; empty: docker runs there as everything else does

    bool operator==(const HostConfig&) const = default;
};

} // namespace ops::domain
