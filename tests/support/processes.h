#pragma once

#include <QByteArray>
#include <QList>

namespace ops::test {

// What tests do to processes, by pid and to their own only. A pid that was not learned (0, or one that a failed start
// left behind) matches nothing here: kill(0) and kill(-1) mean everybody, and 0 is the parent of the whole machine.

// Runs, and is no zombie that only waits to be collected.
bool isAlive(qint64 pid);
// The name of its program, as the kernel keeps it; empty: no such process.
QByteArray programOf(qint64 pid);
// The processes whose ancestor this one is, oldest first.
QList<qint64> descendantsOf(qint64 pid);
// Sends a signal to `pid` when it descends from `ancestor`.
bool signalDescendant(qint64 ancestor, qint64 pid, int number);
// Ends an orphan that a test made, when it still is that program. For processes whose parent is gone on purpose.
bool endOrphan(qint64 pid, const QByteArray& program);

} // namespace ops::test
