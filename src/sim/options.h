#pragma once

#include "base/result.h"
#include "domain/trading_state.h"
#include "sim/roles.h"

#include <QByteArray>
#include <QHostAddress>
#include <QStringList>

#include <vector>

namespace ops::sim {

// What titan-sim was started with. The password comes from the environment only (rule G3).
struct Options {
    QStringList natsUrls;
    QString user;
    QByteArray password;
    Behaviour behaviour = Behaviour::Runbook;
    std::vector<Role> roles;
    QHostAddress bind;
    quint16 brainPort = 3100;
    quint16 consolePort = 3000;
    quint16 executionPort = 3002;
    QString haltSubject; // empty: the behaviour set's own
    QString controlSubject;
    QString stateDir;    // empty: no lock file
    QString frontSocket; // where `titan-sim play` is answered; empty: nowhere
    double rate = 2;
    quint64 seed = 1;
    domain::TradingState initialState = domain::TradingState::Open;
    bool disarmed = false;
    bool exitOnEof = false;
    bool composePrefix = false;
    int connectTimeoutMs = 5000;
};

// What the command line asks for: a run, or a text to print.
struct CommandLine {
    Options options;
    QString printAndExit; // --help, --version
};

// Errors: subject is the option, detail says what is wrong and what to give instead.
base::Result<CommandLine> parseCommandLine(const QStringList& arguments, const QByteArray& password);

} // namespace ops::sim
