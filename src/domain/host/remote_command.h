#pragma once

#include "domain/host/host_command.h"

#include <QByteArray>

// How a command crosses ssh, which knows only one line for the login shell, one exit code that may be its own, and no
// way to end what it started. The line runs a small POSIX sh script with the argv as its parameters. The script marks
// in the streams, with a random token that the command cannot know, when the command begins and how it ends. It holds
// the session's standard input open: the end of that input, whoever died, ends the command's whole process group, with
// SIGTERM and after 2 s with SIGKILL.
namespace ops::domain {

// The token: 32 lower-case hex digits.
base::Result<QByteArray> remoteCommandLine(const HostCommand& command, const QByteArray& token);
// The first bytes of that session's standard input are the command's; then it stays open for as long as the command may
// run.

// The line for the session that carries the others: it says that it is there and proves that the login shell reads what
// shellQuote() writes, then waits for the end of its input.
QByteArray remoteGreetingLine(const QByteArray& token);

enum class RemoteGreeting { NotYet, Right, Wrong };
// Looks for the answer in everything the session has printed so far. Wrong: the far shell is no POSIX shell, and
// nothing may be run through it.
RemoteGreeting findGreeting(const QByteArray& printed, const QByteArray& token);

} // namespace ops::domain
