#include "sim/docker/docker_json.h"

#include "base/json_text.h"
#include "base/time_text.h"
#include "sim/docker/docker_front.h"
#include "sim/ordered_json.h"

#include <QCryptographicHash>

namespace ops::sim {
namespace {

constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 checkEveryMs = 5000;
constexpr qint64 checkTimeoutMs = 3000;
constexpr auto project = "titan";

QString imageId(const QString& image)
{
    return QStringLiteral("sha256:") +
           QString::fromLatin1(QCryptographicHash::hash(image.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString portText(const PlayedService& service)
{
    return service.port == 0 ? QString()
                             : QStringLiteral("127.0.0.1:%1->%2/tcp").arg(service.port).arg(service.insidePort);
}

QByteArray labels(const PlayedService& service)
{
    return OrderedJson()
        .add("com.docker.compose.project", QLatin1String(project))
        .add("com.docker.compose.service", service.compose)
        .bytes();
}

QString lengthText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(0, ms / 1000);
    return seconds < 60 ? QStringLiteral("%1 seconds").arg(seconds) : QStringLiteral("%1 minutes").arg(seconds / 60);
}

// Steady figures of its own for each container: a drill needs some load, and nobody must take it for measured.
int figure(const SimContainer& container, int from, int to)
{
    return from + static_cast<int>(container.id.left(6).toUInt(nullptr, 16) % static_cast<uint>(to - from));
}

// The last run of the image's healthcheck, which is played as one that goes on while the container is up.
QByteArray lastCheck(const SimContainer& container, qint64 nowMs)
{
    const PlayedService& service = container.service;
    const qint64 upMs = std::max<qint64>(0, (service.up ? nowMs : container.finishedMs) - service.startedMs);
    const qint64 endMs = service.startedMs + upMs / checkEveryMs * checkEveryMs;
    return OrderedJson()
        .add("Start", engineStamp((endMs - figure(container, 8, 60)) * nsPerMs))
        .add("End", engineStamp(endMs * nsPerMs))
        .add("ExitCode", service.unhealthy ? 1 : 0)
        .add("Output", QString())
        .bytes();
}

} // namespace

QString engineStamp(qint64 ns)
{
    if (ns <= 0)
        return QStringLiteral("0001-01-01T00:00:00Z");
    QString stamp = base::utcStampText(ns / nsPerMs);
    return stamp.insert(stamp.size() - 1, QStringLiteral("%1").arg(ns % nsPerMs, 6, 10, QLatin1Char('0')));
}

QString statusText(const SimContainer& container, qint64 nowMs)
{
    return container.service.up ? QStringLiteral("Up %1 (%2)")
                                      .arg(lengthText(nowMs - container.service.startedMs), container.healthWord())
                                : QStringLiteral("Exited (%1) %2 ago")
                                      .arg(container.exitCode)
                                      .arg(lengthText(nowMs - container.finishedMs));
}

QByteArray psJson(const SimContainer& container, bool wholeId, qint64 nowMs)
{
    const PlayedService& service = container.service;
    return OrderedJson()
        .add("Command", QStringLiteral("\"titan-sim\""))
        .add("CreatedAt", engineStamp(service.startedMs * nsPerMs))
        .add("ID", wholeId ? container.id : container.id.left(12))
        .add("Image", service.image)
        .add("Labels", QStringLiteral("com.docker.compose.project=%1,com.docker.compose.service=%2")
                           .arg(QLatin1String(project), service.compose))
        .add("Names", service.container)
        .add("Ports", service.up ? portText(service) : QString())
        .add("State", container.stateWord())
        .add("Status", statusText(container, nowMs))
        .bytes();
}

QByteArray inspectJson(const SimContainer& container, qint64 nowMs)
{
    const PlayedService& service = container.service;
    const QByteArray health = OrderedJson()
                                  .add("Status", container.healthWord())
                                  .add("FailingStreak", service.unhealthy ? 3 : 0)
                                  .addRaw("Log", '[' + lastCheck(container, nowMs) + ']')
                                  .bytes();
    const QByteArray check =
        OrderedJson().add("Interval", checkEveryMs * nsPerMs).add("Timeout", checkTimeoutMs * nsPerMs).bytes();
    const QByteArray state = OrderedJson()
                                 .add("Status", container.stateWord())
                                 .add("Running", service.up)
                                 .add("Paused", false)
                                 .add("Restarting", false)
                                 .add("OOMKilled", false)
                                 .add("Dead", false)
                                 .add("ExitCode", container.exitCode)
                                 .add("Error", QString())
                                 .add("StartedAt", engineStamp(service.startedMs * nsPerMs))
                                 .add("FinishedAt", engineStamp(container.finishedMs * nsPerMs))
                                 .addRaw("Health", health)
                                 .bytes();
    QByteArray ports = "{}";
    if (service.port != 0 && service.up) {
        const QByteArray binding = OrderedJson()
                                       .add("HostIp", QStringLiteral("127.0.0.1"))
                                       .add("HostPort", QString::number(service.port))
                                       .bytes();
        ports = "{\"" + QByteArray::number(service.insidePort) + "/tcp\":[" + binding + "]}";
    }
    return OrderedJson()
        .add("Id", container.id)
        .add("Created", engineStamp(service.startedMs * nsPerMs))
        .addRaw("State", state)
        .add("Image", imageId(service.image))
        .add("Name", QString(QLatin1Char('/') + service.container))
        .add("RestartCount", container.restarts)
        .addRaw("Config", OrderedJson()
                              .add("Image", service.image)
                              .addRaw("Healthcheck", check)
                              .addRaw("Labels", labels(service))
                              .bytes())
        .addRaw("NetworkSettings", OrderedJson().addRaw("Ports", ports).bytes())
        .bytes();
}

QByteArray statsJson(const SimContainer& container)
{
    return OrderedJson()
        .add("BlockIO", QStringLiteral("0B / 0B"))
        .add("CPUPerc", QStringLiteral("%1%").arg(figure(container, 1, 400) / 100.0, 0, 'f', 2))
        .add("Container", container.id.left(12))
        .add("ID", container.id.left(12))
        .add("MemPerc", QStringLiteral("0.50%"))
        .add("MemUsage", QStringLiteral("%1MiB / 4GiB").arg(figure(container, 12, 240)))
        .add("Name", container.service.container)
        .add("NetIO", QStringLiteral("0B / 0B"))
        .add("PIDs", QStringLiteral("7"))
        .bytes();
}

QByteArray eventJson(const SimContainer& container, const SimEvent& event)
{
    OrderedJson attributes;
    attributes.add("com.docker.compose.project", QLatin1String(project))
        .add("com.docker.compose.service", container.service.compose);
    if (event.exitCode >= 0)
        attributes.add("exitCode", QString::number(event.exitCode));
    attributes.add("image", container.service.image).add("name", container.service.container);
    return OrderedJson()
        .add("status", event.action)
        .add("id", container.id)
        .add("from", container.service.image)
        .add("Type", QStringLiteral("container"))
        .add("Action", event.action)
        .addRaw("Actor", OrderedJson().add("ID", container.id).addRaw("Attributes", attributes.bytes()).bytes())
        .add("scope", QStringLiteral("local"))
        .add("time", event.atNs / 1'000'000'000)
        .add("timeNano", event.atNs)
        .bytes();
}

QByteArray versionJson()
{
    const auto half = [] {
        return OrderedJson()
            .add("Version", QLatin1String(simulatedVersion))
            .add("ApiVersion", QStringLiteral("1.48"))
            .add("Os", QStringLiteral("linux"))
            .bytes();
    };
    return OrderedJson().addRaw("Client", half()).addRaw("Server", half()).bytes();
}

QByteArray infoJson(qint64 nowMs)
{
    return OrderedJson()
        .add("version", QLatin1String(simulatedVersion))
        .add("time", engineStamp(nowMs * nsPerMs))
        .addRaw("errors", "null") // an engine that is gone is played by the client, as one of 28 tells it
        .bytes();
}

} // namespace ops::sim
