#include "support/processes.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <unistd.h>

namespace ops::test {
namespace {

constexpr qint64 lowestPid = 2; // 1 is the machine's own, 0 and below are groups
constexpr int deepest = 32;

struct Status {
    char state = '?';
    qint64 parent = -1;
};

// As /proc says it: "pid (name) state ppid ...".
Status statusOf(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid < lowestPid || !stat.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = stat.readAll();
    const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 2 || fields.at(0).isEmpty())
        return {};
    return {fields.at(0).at(0), fields.at(1).toLongLong()};
}

bool descendsFrom(qint64 ancestor, qint64 pid)
{
    qint64 current = pid;
    for (int depth = 0; depth < deepest && current >= lowestPid; ++depth) {
        current = statusOf(current).parent;
        if (current == ancestor)
            return true;
    }
    return false;
}

} // namespace

bool isAlive(qint64 pid)
{
    const char state = statusOf(pid).state;
    return state != '?' && state != 'Z' && state != 'X';
}

QByteArray programOf(qint64 pid)
{
    QFile name(QStringLiteral("/proc/%1/comm").arg(pid));
    return pid >= lowestPid && name.open(QIODevice::ReadOnly) ? name.readAll().trimmed() : QByteArray();
}

QList<qint64> descendantsOf(qint64 pid)
{
    QList<qint64> found;
    if (pid < lowestPid)
        return found;
    const QStringList names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString& name : names)
        if (const qint64 candidate = name.toLongLong(); candidate >= lowestPid && descendsFrom(pid, candidate))
            found << candidate;
    return found;
}

bool signalDescendant(qint64 ancestor, qint64 pid, int number)
{
    return ancestor >= lowestPid && pid >= lowestPid && descendsFrom(ancestor, pid) &&
           ::kill(static_cast<pid_t>(pid), number) == 0;
}

bool endOrphan(qint64 pid, const QByteArray& program)
{
    return pid >= lowestPid && !program.isEmpty() && programOf(pid) == program &&
           ::kill(static_cast<pid_t>(pid), SIGKILL) == 0;
}

} // namespace ops::test
