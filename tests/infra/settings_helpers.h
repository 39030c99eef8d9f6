#pragma once

#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

namespace ops::test {

// What root may not: as long as it lives, this process is nobody in particular where it was root. The temporary
// directories of a test have to be open to others for that.
class OrdinaryUser {
public:
    OrdinaryUser()
        : m_wasRoot(::geteuid() == 0)
    {
        if (m_wasRoot)
            m_changed = ::setresuid(nobody, nobody, 0) == 0;
    }
    ~OrdinaryUser()
    {
        if (m_changed && ::setresuid(0, 0, 0) != 0)
            qFatal("root again: refused");
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    bool works() const { return !m_wasRoot || m_changed; }

private:
    static constexpr uid_t nobody = 65534;
    bool m_wasRoot = false;
    bool m_changed = false;
};

inline QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot read)");
}

inline bool putBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

inline bool setMode(const QString& path, mode_t mode)
{
    return ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

inline bool makePipe(const QString& path)
{
    return ::mkfifo(QFile::encodeName(path).constData(), 0600) == 0;
}

} // namespace ops::test
