#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace ops::domain {

// How often a link asks its server for a sign of life.
inline constexpr std::chrono::milliseconds linkPingInterval{1000};

enum class LinkPhase { Idle, Connecting, Up, Down };

// What is known of one NATS connection. Value type; made on the link's thread, shown in the banner.
struct LinkStatus {
    LinkPhase phase = LinkPhase::Idle;
    QString server;                   // the live server's URL, without credentials; empty unless Up
    std::optional<double> rttMs;      // last PING-PONG round trip
    base::Instant since;              // when this phase began
    base::Instant provenAt;           // last time the server answered us
    std::optional<base::Error> error; // why Down, or the last thing the server complained of
    int reconnects = 0;
    qint64 dropped = 0; // messages lost to a full mailbox or a slow consumer since start

    bool up() const { return phase == LinkPhase::Up; }
};

// How to reach the servers. The password is held here only for the life of the session (rule G3).
struct LinkConfig {
    QStringList urls; // tried in order
    QString user;
    QString password;
    QString clientName; // shown by the server's monitoring port
    // Command link only: what it listens to itself, on the connection that it publishes on and without its own echo.
    // Any other connection of ours that listens would be a listener to the server, and NOBODY LISTENING never said.
    QString watchSubject = {};
};

} // namespace ops::domain
