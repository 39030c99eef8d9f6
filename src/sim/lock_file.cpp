#include "sim/lock_file.h"

#include <QDir>
#include <QFile>

namespace ops::sim {

LockFile::LockFile(const QString& directory)
    : m_path(directory.isEmpty() ? QString() : QDir(directory).filePath(QStringLiteral("system.halt")))
{
}

std::optional<QString> LockFile::read() const
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.read(65536));
}

base::Result<void> LockFile::write(const QString& reason) const
{
    if (m_path.isEmpty())
        return {};
    QFile file(m_path);
    const QByteArray bytes = reason.toUtf8();
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size() || !file.flush())
        return base::Error{base::ErrorCode::IoFailed, file.errorString(), m_path};
    return {};
}

void LockFile::remove() const
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

} // namespace ops::sim
