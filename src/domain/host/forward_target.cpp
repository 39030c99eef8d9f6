#include "domain/host/forward_target.h"

#include <QHash>
#include <QRegularExpression>
#include <QUrl>

namespace ops::domain {

std::optional<QString> forwardTarget(const QString& url)
{
    static const QHash<QString, int> ports{{QStringLiteral("nats"), 4222}, {QStringLiteral("http"), 80}};
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]*\\z"));
    static const QRegularExpression address(QStringLiteral("\\A[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\z"));
    const QUrl parsed(url, QUrl::StrictMode);
    const auto usual = ports.constFind(parsed.scheme());
    if (!parsed.isValid() || usual == ports.constEnd())
        return std::nullopt;
    const int port = parsed.port(*usual);
    if (port < 1)
        return std::nullopt;
    const QString host = parsed.host(QUrl::EncodeUnicode);
    if (name.match(host).hasMatch())
        return QStringLiteral("%1:%2").arg(host).arg(port);
    if (address.match(host).hasMatch())
        return QStringLiteral("[%1]:%2").arg(host).arg(port);
    return std::nullopt;
}

bool isForwardableSocket(const QString& path)
{
    static const QRegularExpression pattern(QStringLiteral("\\A/[^:%$\\\\\\x00-\\x1f\\x7f]{1,99}\\z"));
    return pattern.match(path).hasMatch();
}

} // namespace ops::domain
