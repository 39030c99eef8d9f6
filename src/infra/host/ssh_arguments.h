#pragma once

#include "domain/host/host_config.h"

#include <QByteArrayList>

#include <chrono>

namespace ops::infra {

struct SshSettings {
    std::chrono::seconds connectTimeout{10};
    // A connection that does not answer is given up after interval x count.
    std::chrono::seconds aliveInterval{5};
    int aliveCount = 2;
    std::chrono::seconds greetingPatience{5}; // from the connection to the far shell's greeting
};

// The argv of every ssh that is run here, options before the user's own configuration. Nothing asks a question, accepts
// a new host key, forwards an agent or runs a local command.

// The connection itself, which waits at `socket` for the others and runs `line` as its own session.
QByteArrayList sshMasterArguments(const domain::HostConfig& host, const SshSettings& settings, const QByteArray& socket,
                                  const QByteArray& line);
// A session through it. Never a connection of its own: where the first is gone, this fails.
QByteArrayList sshSessionArguments(const domain::HostConfig& host, const QByteArray& socket, const QByteArray& line);
// Asks the connection to begin or end a forward: `act` is "forward" or "cancel", `forward` is near:far as for -L.
QByteArrayList sshForwardArguments(const domain::HostConfig& host, const QByteArray& socket, const QByteArray& act,
                                   const QByteArray& forward);

} // namespace ops::infra
