#include "infra/docker/docker_commands.h"

#include "base/json_text.h"
#include "infra/docker/docker_error.h"

#include <QJsonArray>
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
constexpr auto actDeadline = domain::actAnswerWithin + 30s; // a slow one is not to be cut off while it is waited for
constexpr auto startWithin = 3s;                            // a connection that is there takes none of it

// Between two starts of a restart loop a stop ends no process: its own event is all that tells of it.
constexpr const char* followedEvents[] = {"create",  "start",   "die",    "kill",   "stop",          "oom",    "pause",
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

// Of "com.docker.compose.project=titan,com.docker.compose.service=titan-brain"; empty: there is none.
QString composeLabel(const QStringList& labels, const char* key)
{
    const QString begin = QStringLiteral("com.docker.compose.%1=").arg(QLatin1String(key));
    for (const QString& label : labels)
        if (label.startsWith(begin))
            return label.mid(begin.size());
    return {};
}

domain::Container listed(const QJsonValue& row)
{
    domain::Container container;
    container.id = row[QLatin1String("ID")].toString();
    // A link to it stands there as "other/alias".
    const QStringList names = row[QLatin1String("Names")].toString().split(QLatin1Char(','));
    for (const QString& name : names)
        if (!name.contains(QLatin1Char('/')))
            container.name = name;
    if (container.name.isEmpty()) // half removed
        container.name = shortId(container.id);
    container.image = row[QLatin1String("Image")].toString();
    const QStringList labels = row[QLatin1String("Labels")].toString().split(QLatin1Char(','));
    container.project = composeLabel(labels, "project");
    container.service = composeLabel(labels, "service");
    container.directory = composeLabel(labels, "project.working_dir");
    container.oneOff = composeLabel(labels, "oneoff") == QLatin1String("True");
    return container;
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
    // Without an engine a client of 20.10 has no .Info, and a template that takes anything from there fails with words
    // about itself; what the engine's trouble is stands in .ServerErrors alone. One of 28 has an empty .Info, says the
    // trouble on standard error and ends with 1.
    return docker(host,
                  {"info", "--format",
                   R"({"version":{{if .Info}}{{json .ServerVersion}}{{else}}""{{end}},)"
                   R"("time":{{if .Info}}{{json .SystemTime}}{{else}}""{{end}},"errors":{{json .ServerErrors}}})"},
                  askDeadline);
}

base::Result<EngineAnswer> readEngineAnswer(const QByteArray& output, const QByteArray& errorOutput)
{
    const QString command = QStringLiteral("docker info");
    const auto parsed = base::parseJson(output.trimmed());
    if (!parsed)
        return unreadable(command, output, errorOutput, parsed.error().detail);
    if (!parsed->isObject())
        return unreadable(command, output, errorOutput);
    EngineAnswer answer;
    answer.version = (*parsed)[QLatin1String("version")].toString();
    const QString time = (*parsed)[QLatin1String("time")].toString();
    answer.time = time.toLatin1();
    answer.utcMs = domain::parseEngineStamp(time);
    if (!answer.version.isEmpty() && !answer.time.isEmpty())
        return answer;
    // A client of 20.10 ends with 0 for an engine that it cannot reach; one of 28 does for an engine that refuses it.
    QByteArrayList errors;
    const QJsonArray said = (*parsed)[QLatin1String("errors")].toArray();
    for (const auto& error : said)
        errors << error.toString().toUtf8();
    if (!errors.isEmpty())
        return dockerError(domain::exitedWith(1), errors.join('\n'));
    return base::Error{base::ErrorCode::Refused, QStringLiteral("docker info tells nothing of an engine"), command};
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
    // Field by field: for a whole row the engine is made to measure each container's disk.
    return docker(host,
                  {"ps", "--all", "--no-trunc", "--format",
                   R"({"ID":{{json .ID}},"Names":{{json .Names}},"Image":{{json .Image}},"Labels":{{json .Labels}}})"},
                  askDeadline);
}

base::Result<std::vector<domain::Container>> readList(const QByteArray& output, const QByteArray& errors)
{
    const QString command = QStringLiteral("docker ps");
    constexpr qsizetype idLength = 64;
    std::vector<domain::Container> containers;
    for (const QByteArray& line : output.split('\n')) {
        if (line.isEmpty())
            continue;
        const auto parsed = base::parseJson(line);
        domain::Container container = parsed ? listed(*parsed) : domain::Container();
        if (container.id.size() != idLength || !isHex(container.id.toLatin1()))
            return unreadable(command, line, {});
        containers.push_back(std::move(container));
    }
    if (const QString said = complaint(errors); containers.empty() && !said.isEmpty())
        return unreadable(command, said.toUtf8(), {}, QStringLiteral("and named no container"));
    return containers;
}

QString shortId(const QString& id)
{
    return id.left(12);
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
