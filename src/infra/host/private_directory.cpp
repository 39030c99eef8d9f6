#include "infra/host/private_directory.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace ops::infra {
namespace {

constexpr qsizetype longestBase = 50;

// ssh reads the path of a socket as a line of its configuration: it takes words apart, and puts something else for
// "%h" and "${HOME}"; in a forward a ':' ends it.
bool isPlain(const QString& path)
{
    static const QRegularExpression pattern(QStringLiteral("\\A/[^\\s:%$#=~\"'\\\\]*\\z"));
    return pattern.match(path).hasMatch();
}

} // namespace

PrivateDirectory::PrivateDirectory()
{
    for (const QString& base : {qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath(), QStringLiteral("/tmp")}) {
        if (!isPlain(base) || QFile::encodeName(base).size() > longestBase)
            continue;
        m_directory = std::make_unique<QTemporaryDir>(base + QStringLiteral("/titan-ops-XXXXXX"));
        if (m_directory->isValid())
            return;
    }
}

QString PrivateDirectory::errorString() const
{
    return m_directory ? m_directory->errorString() : QStringLiteral("no directory with a short path");
}

QByteArray PrivateDirectory::filePath(const QByteArray& name) const
{
    QByteArray path = QFile::encodeName(m_directory->path());
    path += '/';
    return path + name;
}

} // namespace ops::infra
