#include "infra/host/private_directory.h"

#include <QDir>
#include <QFile>

namespace ops::infra {
namespace {

constexpr qsizetype longestBase = 50;

} // namespace

PrivateDirectory::PrivateDirectory()
{
    for (const QString& base : {qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath(), QStringLiteral("/tmp")}) {
        if (base.isEmpty() || QFile::encodeName(base).size() > longestBase)
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
