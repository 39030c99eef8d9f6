#include "infra/nats/unreachable.h"

#include <QUrl>

#include <cerrno>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr auto longAttempt = 1000ms; // a closed port or an unknown route answers long before
constexpr int portPatienceMs = 200;
constexpr int defaultPort = 4222;

// The errno of a connect to the address; 0: it was accepted.
int connectErrno(const addrinfo& address)
{
    const int fd = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    int number = ::connect(fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (number == EINPROGRESS) {
        pollfd waiting{fd, POLLOUT, 0};
        socklen_t length = sizeof(number);
        if (::poll(&waiting, 1, portPatienceMs) <= 0)
            number = ETIMEDOUT;
        else if (::getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &length) != 0)
            number = errno;
    }
    ::close(fd);
    return number;
}

base::ErrorCode codeForConnect(int number)
{
    switch (number) {
    case 0: // it listens again by now: the attempt before was refused
    case ECONNREFUSED:
        return base::ErrorCode::Refused;
    case ETIMEDOUT:
        return base::ErrorCode::TimedOut;
    default:
        return base::ErrorCode::LinkDown;
    }
}

} // namespace

base::Error whyUnreachable(const QString& url, std::chrono::nanoseconds tried)
{
    if (tried >= longAttempt)
        return {base::ErrorCode::TimedOut,
                QStringLiteral("no connection in %1 ms")
                    .arg(std::chrono::duration_cast<std::chrono::milliseconds>(tried).count()),
                url};
    const QUrl parsed(url);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int failed = ::getaddrinfo(parsed.host().toUtf8().constData(),
                                     QByteArray::number(parsed.port(defaultPort)).constData(), &hints, &found);
    if (failed != 0)
        return {base::ErrorCode::NotFound, QString::fromUtf8(::gai_strerror(failed)), url};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
    int number = ECONNREFUSED;
    for (const addrinfo* address = addresses.get(); address != nullptr; address = address->ai_next) {
        number = connectErrno(*address);
        if (number == 0)
            break;
    }
    return {codeForConnect(number), qt_error_string(number == 0 ? ECONNREFUSED : number), url};
}

} // namespace ops::infra
