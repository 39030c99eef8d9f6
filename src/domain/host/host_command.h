#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHashFunctions>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace ops::domain {

// One run of one command on one command host; given out by that host, never used twice by it. 0 is no run.
struct HostRunId {
    quint64 value = 0;

    bool isNull() const { return value == 0; }
    bool operator==(const HostRunId&) const = default;
};

inline size_t qHash(const HostRunId& id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

enum class OutputChannel { Output, Errors };

// What a command host is asked to run: an argv, never a string for a shell (rule B7). Bytes are taken as they are and
// need not be UTF-8. Nothing of it is secret: everybody on the host can read an argv, and over ssh the environment
// additions stand in one as well; a secret goes through stdinBytes (rule G3).
struct HostCommand {
    QString host;             // its name in the environment file
    QByteArrayList argv;      // [0]: a path, or a name that the host looks for in its own PATH
    QString workingDirectory; // absolute; empty: the host's own
    std::vector<std::pair<QByteArray, QByteArray>> environment; // added to the host's own, [A-Za-z_][A-Za-z0-9_]*
    QByteArray stdinBytes;                                      // then end of file
    // From run() to the end. None: a follower, which runs until it ends by itself or is cancelled; only its start has
    // a deadline.
    std::optional<std::chrono::milliseconds> deadline = std::chrono::seconds(10);
    // From run() to the hand-over to the machine it runs on, for what would be wrong to carry out late (rule G6): when
    // the connection takes longer, it is not handed over at all. None: whenever the connection is there.
    std::optional<std::chrono::milliseconds> handOverWithin;

    bool operator==(const HostCommand&) const = default;
};

// How long a run may take to begin: for a follower the only deadline there is.
inline constexpr std::chrono::seconds hostStartDeadline{15};
// The longest single word and the longest whole argv (environment additions and quotes included) that every host can
// take: the kernel's own limit for one word is 128 KiB, and over ssh the whole command is one word.
inline constexpr qsizetype maxHostCommandBytes = 96 * 1024;
// The most input a command can be given: less than a pipe holds, so that a command which never reads it holds up
// nobody, least of all its own cancellation.
inline constexpr qsizetype maxHostInputBytes = 48 * 1024;

// The command as every host can run it, or why none can: nothing to run, a NUL byte, a relative directory, a name that
// is no variable, a program that looks like an option or an assignment, a deadline that is not positive, too long,
// too much input.
base::Result<void> checkHostCommand(const HostCommand& command);

} // namespace ops::domain
