#include "infra/docker/docker_commands.h"

#include "base/json_text.h"

#include <QJsonValue>

#include <algorithm>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

// A frozen engine answers nothing at all: these are what it takes to notice, well above what a busy one needs.
constexpr auto askDeadline = 2500ms;
constexpr auto inspectDeadline = 5s;
constexpr auto loadsDeadline = 8s; // the client measures for two seconds
constexpr auto tailDeadline = 5s;
constexpr auto historyDeadline = 60s; // an engine reads a log from its beginning to find a moment in it
constexpr auto actDeadline = 60s;     // a patient stop's grace and more
constexpr auto startWithin = 3s;      // a connection that is there takes none of it

constexpr const char* followedEvents[] = {"create",  "start",   "die",    "kill",   "oom",           "pause",
                                          "unpause", "restart", "rename", "update", "health_status", "destroy"};

domain::HostCommand docker(const QString& host, const QByteArrayList& arguments,
                           std::optional<std::chrono::milliseconds> deadline)
{
    domain::HostCommand command;
    command.host = host;
    command.argv = QByteArrayList{"docker"} + arguments;
    command.deadline = deadline;
    return command;
}

bool isHex(const QByteArray& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

QByteArray verbOf(app::ContainerAct act)
{
    switch (act) {
    case app::ContainerAct::Start:
        return "start";
    case app::ContainerAct::Stop:
        return "stop";
    case app::ContainerAct::Restart:
        return "restart";
    }
    return {};
}

} // namespace

domain::HostCommand askEngineCommand(const QString& host)
{
    return docker(host, {"info", "--format", R"({"version":{{json .ServerVersion}},"time":{{json .SystemTime}}})"},
                  askDeadline);
}

base::Result<EngineAnswer> readEngineAnswer(const QByteArray& output)
{
    const auto parsed = base::parseJson(output.trimmed());
    if (!parsed)
        return parsed.error();
    EngineAnswer answer;
    answer.version = (*parsed)[QLatin1String("version")].toString();
    answer.time = (*parsed)[QLatin1String("time")].toString().toLatin1();
    // A client of 20.10 says 0 for an engine that it cannot reach, and nothing of it.
    if (answer.version.isEmpty() || answer.time.isEmpty())
        return base::Error{base::ErrorCode::Refused, QStringLiteral("docker info tells nothing of an engine"),
                           QStringLiteral("docker info")};
    return answer;
}

domain::HostCommand eventsCommand(const QString& host, const QByteArray& since)
{
    QByteArrayList arguments{"events", "--since", since, "--filter", "type=container"};
    for (const char* event : followedEvents)
        arguments << "--filter" << QByteArray("event=") + event;
    return docker(host,
                  arguments << "--format"
                            << "{{json .}}",
                  std::nullopt);
}

domain::HostCommand listCommand(const QString& host)
{
    return docker(host, {"ps", "--all", "--quiet", "--no-trunc"}, askDeadline);
}

base::Result<QStringList> readList(const QByteArray& output)
{
    constexpr qsizetype idLength = 64;
    QStringList ids;
    for (const QByteArray& line : output.split('\n')) {
        if (line.isEmpty())
            continue;
        if (line.size() != idLength || !isHex(line))
            return base::Error{base::ErrorCode::ProtocolError, QString::fromUtf8(line.left(100)),
                               QStringLiteral("docker ps")};
        ids << QString::fromLatin1(line);
    }
    return ids;
}

domain::HostCommand inspectCommand(const QString& host, const QStringList& ids)
{
    QByteArrayList arguments{"container", "inspect"};
    for (const QString& id : ids)
        arguments << id.toLatin1();
    return docker(host, arguments, inspectDeadline);
}

domain::HostCommand loadsCommand(const QString& host)
{
    return docker(host, {"stats", "--no-stream", "--no-trunc", "--format", "{{json .}}"}, loadsDeadline);
}

QVector<domain::ContainerLoad> readLoads(const QByteArray& output)
{
    QVector<domain::ContainerLoad> loads;
    for (const QByteArray& line : output.split('\n'))
        if (const auto load = domain::parseContainerLoad(line))
            loads.append(*load);
    return loads;
}

domain::HostCommand tailCommand(const QString& host, const QString& containerId, int lines)
{
    return docker(host, {"logs", "--timestamps", "--tail", QByteArray::number(lines), containerId.toLatin1()},
                  tailDeadline);
}

domain::HostCommand logsCommand(const QString& host, const QString& containerId, std::optional<int> tail,
                                const QByteArray& since)
{
    QByteArrayList arguments{"logs", "--timestamps", "--follow"};
    if (!since.isEmpty())
        arguments << "--since" << since;
    else if (tail)
        arguments << "--tail" << QByteArray::number(*tail);
    return docker(host, arguments << containerId.toLatin1(), std::nullopt);
}

domain::HostCommand historyCommand(const QString& host, const QString& containerId, const QByteArray& since,
                                   const QByteArray& until)
{
    QByteArrayList arguments{"logs", "--timestamps"};
    if (!since.isEmpty())
        arguments << "--since" << since;
    return docker(host, arguments << "--until" << until << containerId.toLatin1(), historyDeadline);
}

domain::HostCommand actCommand(const QString& host, app::ContainerAct act, const QString& containerId)
{
    domain::HostCommand command = docker(host, {verbOf(act), containerId.toLatin1()}, actDeadline);
    // A stop is right whenever it comes; what starts something is wanted now or not at all (rule G6).
    if (act != app::ContainerAct::Stop)
        command.handOverWithin = startWithin;
    return command;
}

} // namespace ops::infra
