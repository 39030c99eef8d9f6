#pragma once

#include "base/result.h"
#include "infra/host/descriptor.h"

#include <QByteArrayList>

#include <atomic>
#include <sys/types.h>

namespace ops::infra {

// Exactly what becomes of a child: bytes, not text.
struct SpawnPlan {
    QByteArrayList argv;        // [0]: a path, or a name that is looked for
    QByteArrayList environment; // "NAME=value", all of it
    QByteArray directory;       // empty: ours
};

// A running child in a session, and so a process group, of its own; the group's number is the pid. It is killed when
// the thread that made it ends. Nobody has collected it yet.
struct SpawnedChild {
    pid_t pid = 0;
    Descriptor process; // a pidfd: readable when it ended
    Descriptor input;   // the three are non-blocking
    Descriptor output;
    Descriptor errors;
};

// Starts it. Waits until the program runs or cannot, which a slow disk or a dead network directory can draw out: not
// for the GUI thread. Nothing but the three streams is inherited, no signal is blocked or ignored, and as many
// descriptors may be open as we were started with. vfork(): fork() copies the page tables, 25 to 70 ms for 2 GB
// (measured here), in which the whole program stands still. `abandoned` is read at the last moment: the program does
// not run once it is set.
base::Result<SpawnedChild> spawnChild(const SpawnPlan& plan, const std::atomic<bool>& abandoned);

// The one place where an errno of starting or talking to a child becomes an ErrorCode.
base::ErrorCode spawnErrorCode(int number);

} // namespace ops::infra
