#include "infra/host/ssh_arguments.h"

#include <QFile>

namespace ops::infra {
namespace {

QByteArrayList common(const QString& configFile)
{
    QByteArrayList words{"ssh"};
    if (!configFile.isEmpty())
        words << "-F" << QFile::encodeName(configFile);
    for (const char* option :
         {"BatchMode=yes", "StrictHostKeyChecking=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no",
          "RemoteCommand=none", "RequestTTY=no", "EscapeChar=none", "ControlPersist=no", "UpdateHostKeys=no"})
        words << "-o" << option;
    return words;
}

void setSocket(QByteArrayList& words, const QByteArray& socket)
{
    QByteArray path = "ControlPath=";
    path += socket;
    words << "-o" << path;
}

} // namespace

QByteArrayList sshMasterArguments(const domain::HostConfig& host, const SshSettings& settings, const QByteArray& socket,
                                  const QByteArray& line)
{
    QByteArrayList words = common(host.configFile);
    const auto number = [&words](const char* name, qint64 value) {
        QByteArray option = name;
        option += '=';
        option += QByteArray::number(value);
        words << "-o" << option;
    };
    words << "-T"
          << "-o"
          << "ControlMaster=yes"
          << "-o"
          << "ClearAllForwardings=yes"
          << "-o"
          << "StreamLocalBindUnlink=yes"
          << "-o"
          << "TCPKeepAlive=yes"
          << "-o"
          << "LogLevel=INFO"; // below that it does not say why it failed
    number("ConnectTimeout", settings.connectTimeout.count());
    number("ServerAliveInterval", settings.aliveInterval.count());
    number("ServerAliveCountMax", settings.aliveCount);
    setSocket(words, socket);
    return words << "--" << host.destination.toUtf8() << line;
}

QByteArrayList sshSessionArguments(const domain::HostConfig& host, const QByteArray& socket, const QByteArray& line)
{
    QByteArrayList words = common(host.configFile);
    words << "-T"
          << "-o"
          << "ControlMaster=no"
          << "-o"
          << "ClearAllForwardings=yes"
          << "-o"
          << "LogLevel=ERROR"
          << "-o"
          << "ProxyCommand=false"; // what ssh does by itself where there is nobody at the socket
    setSocket(words, socket);
    return words << "--" << host.destination.toUtf8() << line;
}

QByteArrayList sshForwardArguments(const domain::HostConfig& host, const QByteArray& socket, const QByteArray& act,
                                   const QByteArray& forward)
{
    // Without the user's configuration: the forwards in it would be asked for as well, and where one of their ports is
    // taken, by another ssh of the same user, all of it fails. What it says of the host is the connection's own affair.
    QByteArrayList words = common(QStringLiteral("/dev/null"));
    words << "-o"
          << "LogLevel=ERROR"
          << "-o"
          << "ProxyCommand=false";
    setSocket(words, socket);
    return words << "-O" << act << "-L" << forward << "--" << host.destination.toUtf8();
}

} // namespace ops::infra
