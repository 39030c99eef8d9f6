#include "main/directories.h"

#include <QCoreApplication>
#include <QDir>

namespace ops::main {

QString stateDirectory()
{
    // Qt 6.4 knows no StateLocation; this is the XDG base directory specification's own rule.
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(base))
        base = QDir::home().filePath(QStringLiteral(".local/state"));
    return QDir(base).filePath(QStringLiteral("titan-ops-console"));
}

QString simProgram()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("titan-sim"));
}

} // namespace ops::main
