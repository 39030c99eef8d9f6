#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace ops::test {

// A session of its own: a message bus with nothing on it that would be started by itself, a home, and gnome-keyring as
// its Secret Service where asked for. All ends with this object, by process id. Test thread; the functions block.
class SecretServiceFixture {
public:
    SecretServiceFixture();
    ~SecretServiceFixture();
    SecretServiceFixture(const SecretServiceFixture&) = delete;
    SecretServiceFixture& operator=(const SecretServiceFixture&) = delete;

    bool startBus();
    void killBus();
    // True when it answers on the bus. Unlocked with the fixture's own password, which makes the keyring at first; or
    // locked, which needs one that was made before.
    bool startKeyring(bool unlocked);
    void killKeyring();   // SIGKILL and wait
    void freezeKeyring(); // SIGSTOP and wait: it has its name on the bus and answers nothing
    QString log() const;

    // For a program of this session.
    QProcessEnvironment environment() const;
    // Looks into the keyring with a client that is not ours; empty: there is no such entry.
    QByteArray lookUp(const QString& service, const QString& key) const;

private:
    bool isOnBus() const;
    QByteArray run(const QString& program, const QStringList& arguments) const;

    QTemporaryDir m_home;
    std::unique_ptr<QProcess> m_bus;
    std::unique_ptr<QProcess> m_keyring;
};

} // namespace ops::test
