#pragma once

#include <QByteArray>
#include <QTemporaryDir>

#include <memory>

namespace ops::infra {

// A directory that only this user can enter, with a path short and plain enough for the sockets in it: a socket's path
// has room for 107 bytes, of which ssh needs 17 for itself, and ssh reads more into some characters. In the user's
// runtime directory where there is one. Goes with this.
class PrivateDirectory {
public:
    PrivateDirectory();

    bool isValid() const { return m_directory && m_directory->isValid(); }
    QString errorString() const;
    QByteArray filePath(const QByteArray& name) const;

private:
    std::unique_ptr<QTemporaryDir> m_directory; // 0700
};

} // namespace ops::infra
