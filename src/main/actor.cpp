#include "main/actor.h"

#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

namespace ops::main {

QString currentActor()
{
    const passwd* entry = getpwuid(getuid());
    const QString user =
        entry != nullptr ? QString::fromLocal8Bit(entry->pw_name) : QStringLiteral("uid%1").arg(getuid());
    return QStringLiteral("%1@%2").arg(user, QSysInfo::machineHostName()).left(64);
}

} // namespace ops::main
