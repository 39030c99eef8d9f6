#include "infra/host/ssh_arguments.h"

#include <QFile>

namespace ops::infra {
namespace {

QByteArrayList common(const domain::HostConfig& host)
{
    QByteArrayList words{"ssh"};
    if (!host.configFile.isEmpty())
        words << "-F" << QFile::encodeName(host.configFile);
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
    QByteArrayList words = common(host);
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
          << "TCPKeepAlive=yes";
    number("ConnectTimeout", settings.connectTimeout.count());
    number("ServerAliveInterval", settings.aliveInterval.count());
    number("ServerAliveCountMax", settings.aliveCount);
    setSocket(words, socket);
    return words << "--" << host.destination.toUtf8() << line;
}

QByteArrayList sshSessionArguments(const domain::HostConfig& host, const QByteArray& socket, const QByteArray& line)
{
    QByteArrayList words = common(host);
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
    QByteArrayList words = common(host);
    words << "-o"
          << "LogLevel=ERROR"
          << "-o"
          << "ProxyCommand=false";
    setSocket(words, socket);
    return words << "-O" << act << "-L" << forward << "--" << host.destination.toUtf8();
}

} // namespace ops::infra
