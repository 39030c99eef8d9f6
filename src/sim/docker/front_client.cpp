#include "sim/docker/front_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QtEndian>

#include <cstdio>
#include <optional>

namespace ops::sim {
namespace {

constexpr int connectMs = 2000;
constexpr qsizetype headBytes = 5;

// Writes what is complete; the exit code when it came.
std::optional<int> takeFrames(QByteArray& buffer)
{
    while (buffer.size() >= headBytes) {
        const auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(buffer.constData() + 1));
        if (buffer.size() < headBytes + size)
            break;
        const char kind = buffer.at(0);
        const QByteArray body = buffer.mid(headBytes, size);
        buffer.remove(0, headBytes + size);
        if (kind == 'X')
            return static_cast<unsigned char>(body.at(0));
        std::FILE* stream = kind == 'E' ? stderr : stdout;
        std::fwrite(body.constData(), 1, static_cast<size_t>(body.size()), stream);
        std::fflush(stream);
    }
    return std::nullopt;
}

} // namespace

int playCommand(const QString& socketPath, const QStringList& argv)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(connectMs)) {
        // What docker's client says when its engine is gone.
        std::fprintf(stderr, "Cannot connect to the Docker daemon at unix://%s. Is the docker daemon running?\n",
                     qPrintable(socketPath));
        return 1;
    }
    const QJsonObject request{{QStringLiteral("argv"), QJsonArray::fromStringList(argv)}};
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    socket.flush();
    QByteArray buffer;
    for (;;) {
        if (const auto code = takeFrames(buffer))
            return *code;
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(-1))
            break;
        buffer += socket.readAll();
    }
    buffer += socket.readAll();
    if (const auto code = takeFrames(buffer))
        return *code;
    std::fputs("unexpected EOF\n", stderr);
    return 1;
}

} // namespace ops::sim
