#include "infra/host/ssh_error.h"

#include <array>
#include <utility>

namespace ops::infra {
namespace {

using base::ErrorCode;

constexpr qsizetype keptWords = 600;

// In the order of looking: a changed host key is said before the words that every refusal ends with.
constexpr std::array<std::pair<const char*, ErrorCode>, 27> meanings{{
    {"REMOTE HOST IDENTIFICATION HAS CHANGED", ErrorCode::ProtocolError},
    {"host key is known for", ErrorCode::ProtocolError},
    {"Host key verification failed", ErrorCode::ProtocolError},
    {"Permission denied", ErrorCode::AuthFailed},
    {"Too many authentication failures", ErrorCode::AuthFailed},
    {"UNPROTECTED PRIVATE KEY", ErrorCode::AuthFailed},
    {"Could not resolve hostname", ErrorCode::NotFound},
    {"Connection refused", ErrorCode::Refused},
    {"not responding", ErrorCode::TimedOut},
    {"timed out", ErrorCode::TimedOut},
    {"Session open refused by peer", ErrorCode::Refused},
    {"administratively prohibited", ErrorCode::Denied},
    {"forwarding request failed", ErrorCode::Refused},
    {"No route to host", ErrorCode::LinkDown},
    {"Network is unreachable", ErrorCode::LinkDown},
    {"Connection reset", ErrorCode::LinkDown},
    {"Broken pipe", ErrorCode::LinkDown},
    {"Connection closed", ErrorCode::LinkDown},
    {"closed by remote host", ErrorCode::LinkDown},
    {"Control socket connect", ErrorCode::LinkDown},
    {"no matching", ErrorCode::ProtocolError},
    {"Bad configuration option", ErrorCode::InvalidInput},
    {"Can't open user config file", ErrorCode::InvalidInput},
    {"Bad owner or permissions", ErrorCode::InvalidInput},
    {"keyword", ErrorCode::InvalidInput},
    {"too long for Unix domain socket", ErrorCode::InvalidInput},
    {"muxserver_listen", ErrorCode::IoFailed},
}};

} // namespace

base::Error sshError(const QByteArray& printed, const QString& destination)
{
    const QString words = QString::fromUtf8(printed.trimmed().right(keptWords));
    for (const auto& [text, code] : meanings)
        if (printed.contains(text))
            return {code, words, destination};
    return {ErrorCode::LinkDown, words.isEmpty() ? QStringLiteral("ssh ended without a word") : words, destination};
}

bool provesNoSession(const QByteArray& printed)
{
    if (refusesSession(printed))
        return true;
    // ssh fell back to a connection of its own, which our ProxyCommand does not make. Where it had spoken with the
    // first connection before, the session may have been opened all the same.
    return (printed.contains("UNKNOWN port 65535") || printed.contains("Control socket connect")) &&
           !printed.contains("from master failed");
}

bool refusesSession(const QByteArray& printed)
{
    return printed.contains("Session open refused by peer");
}

} // namespace ops::infra
