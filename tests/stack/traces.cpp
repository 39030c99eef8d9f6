#include "stack/traces.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>

#include <unistd.h>

namespace ops::test {

QString networkOf(const QString& pid)
{
    char name[64] = {};
    const QByteArray link = "/proc/" + pid.toLatin1() + "/ns/net";
    return ::readlink(link.constData(), name, sizeof name - 1) > 0 ? QString::fromLatin1(name) : QString();
}

QStringList processesIn(const QString& network)
{
    QStringList out;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs))
        if (networkOf(name) == network)
            out.append(name);
    return out;
}

QStringList tracesOf(const QString& directory)
{
    QStringList out;
    if (QFile::exists(directory))
        out.append(directory);
    QFile mounts(QStringLiteral("/proc/self/mounts"));
    if (mounts.open(QIODevice::ReadOnly) && mounts.readAll().contains(directory.toUtf8()))
        out.append(QStringLiteral("mounts of ") + directory);
    QDirIterator groups(QStringLiteral("/sys/fs/cgroup"), {directory.mid(directory.lastIndexOf(QLatin1Char('/')) + 1)},
                        QDir::Dirs, QDirIterator::Subdirectories);
    while (groups.hasNext())
        out.append(groups.next());
    return out;
}

QByteArray saidBy(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(30'000);
    return process.readAll();
}

QByteArray networkSetup()
{
    return saidBy(QStringLiteral("iptables"), {QStringLiteral("-S")}) +
           saidBy(QStringLiteral("iptables"), {QStringLiteral("-t"), QStringLiteral("nat"), QStringLiteral("-S")}) +
           saidBy(QStringLiteral("ip"), {QStringLiteral("-o"), QStringLiteral("link")});
}

} // namespace ops::test
