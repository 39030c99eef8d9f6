#include "domain/services/container.h"

#include "base/json_text.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr qsizetype maxInspectBytes = qsizetype{64} * 1024 * 1024;
constexpr auto projectLabel = "com.docker.compose.project";
constexpr auto serviceLabel = "com.docker.compose.service";
constexpr auto directoryLabel = "com.docker.compose.project.working_dir";
constexpr auto oneOffLabel = "com.docker.compose.oneoff";

constexpr std::pair<ContainerRun, const char*> runWords[] = {
    {ContainerRun::Created, "created"},   {ContainerRun::Running, "running"},
    {ContainerRun::Paused, "paused"},     {ContainerRun::Restarting, "restarting"},
    {ContainerRun::Removing, "removing"}, {ContainerRun::Exited, "exited"},
    {ContainerRun::Dead, "dead"},
};

constexpr std::pair<ImageHealth, const char*> healthWords[] = {
    {ImageHealth::Starting, "starting"}, {ImageHealth::Healthy, "healthy"}, {ImageHealth::Unhealthy, "unhealthy"}};

Error wrong(const QString& path, const QString& what)
{
    return {ErrorCode::ProtocolError, what, path};
}

// "2026-01-30T17:04:08.113456789Z" to ms; nullopt for the engine's "0001-01-01T00:00:00Z", which means never.
std::optional<qint64> engineStamp(const QString& text)
{
    const QDateTime stamp = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!stamp.isValid() || stamp.date().year() < 1970)
        return std::nullopt;
    return stamp.toMSecsSinceEpoch();
}

// {"3100/tcp":[{"HostIp":"127.0.0.1","HostPort":"3100"}],"9/udp":null} as docker ps writes it.
QStringList portTexts(const QJsonObject& ports)
{
    QStringList texts;
    for (auto port = ports.begin(); port != ports.end(); ++port) {
        const QJsonArray bindings = port.value().toArray();
        if (bindings.isEmpty())
            texts << port.key();
        for (const auto& binding : bindings)
            texts << QStringLiteral("%1:%2->%3")
                         .arg(binding[QLatin1String("HostIp")].toString(),
                              binding[QLatin1String("HostPort")].toString(), port.key());
    }
    return texts;
}

// Of the healthcheck's runs, the newest one last.
std::optional<double> lastRunMs(const QJsonArray& runs)
{
    const auto start = engineStamp(runs.last()[QLatin1String("Start")].toString());
    const auto end = engineStamp(runs.last()[QLatin1String("End")].toString());
    return start && end && *start <= *end ? std::optional(static_cast<double>(*end - *start)) : std::nullopt;
}

base::Result<Container> readContainer(const QJsonObject& object, const QString& path)
{
    Container container;
    container.id = object.value(QLatin1String("Id")).toString();
    if (container.id.isEmpty())
        return wrong(path + QStringLiteral("/Id"), QStringLiteral("found nothing, expected the container's id"));
    container.name = object.value(QLatin1String("Name")).toString();
    if (container.name.startsWith(QLatin1Char('/')))
        container.name.remove(0, 1);
    if (container.name.isEmpty())
        return wrong(path + QStringLiteral("/Name"), QStringLiteral("found nothing, expected the container's name"));
    const QJsonObject state = object.value(QLatin1String("State")).toObject();
    const QString word = state.value(QLatin1String("Status")).toString();
    if (word.isEmpty())
        return wrong(path + QStringLiteral("/State/Status"), QStringLiteral("found nothing, expected a word"));
    for (const auto& [run, text] : runWords)
        if (word == QLatin1String(text))
            container.run = run;

    const QJsonObject health = state.value(QLatin1String("Health")).toObject();
    const QString healthWord = health.value(QLatin1String("Status")).toString();
    for (const auto& [value, text] : healthWords)
        if (healthWord == QLatin1String(text))
            container.health = value;
    container.healthcheckMs = lastRunMs(health.value(QLatin1String("Log")).toArray());
    container.failingStreak = health.value(QLatin1String("FailingStreak")).toInt();
    container.startedUtcMs = engineStamp(state.value(QLatin1String("StartedAt")).toString());
    container.finishedUtcMs = engineStamp(state.value(QLatin1String("FinishedAt")).toString());
    // The engine writes exit code 0 for one that has never ended.
    if (container.finishedUtcMs)
        container.exitCode = state.value(QLatin1String("ExitCode")).toInt();
    container.oomKilled = state.value(QLatin1String("OOMKilled")).toBool();
    container.error = state.value(QLatin1String("Error")).toString();
    container.restartCount = object.value(QLatin1String("RestartCount")).toInt();
    container.imageId = object.value(QLatin1String("Image")).toString();

    const QJsonObject config = object.value(QLatin1String("Config")).toObject();
    container.image = config.value(QLatin1String("Image")).toString();
    const QJsonObject labels = config.value(QLatin1String("Labels")).toObject();
    container.project = labels.value(QLatin1String(projectLabel)).toString();
    container.directory = labels.value(QLatin1String(directoryLabel)).toString();
    container.service = labels.value(QLatin1String(serviceLabel)).toString();
    container.oneOff = labels.value(QLatin1String(oneOffLabel)).toString() == QLatin1String("True");
    container.ports =
        portTexts(object.value(QLatin1String("NetworkSettings")).toObject().value(QLatin1String("Ports")).toObject());
    return container;
}

// "12.5MiB", "1.2GB", "0B" as docker stats writes it; nullopt for anything else.
std::optional<qint64> byteCount(const QString& text)
{
    static const QHash<QString, double> units{
        {QStringLiteral("B"), 1},
        {QStringLiteral("kB"), 1e3},
        {QStringLiteral("KiB"), 1024.0},
        {QStringLiteral("MB"), 1e6},
        {QStringLiteral("MiB"), 1024.0 * 1024},
        {QStringLiteral("GB"), 1e9},
        {QStringLiteral("GiB"), 1024.0 * 1024 * 1024},
        {QStringLiteral("TB"), 1e12},
        {QStringLiteral("TiB"), 1024.0 * 1024 * 1024 * 1024},
    };
    qsizetype digits = 0;
    while (digits < text.size() && (text.at(digits).isDigit() || text.at(digits) == QLatin1Char('.')))
        ++digits;
    bool ok = false;
    const double number = text.left(digits).toDouble(&ok);
    const auto unit = units.find(text.mid(digits));
    if (!ok || unit == units.end())
        return std::nullopt;
    return static_cast<qint64>(number * *unit);
}

} // namespace

QString containerRunWord(ContainerRun run)
{
    for (const auto& [value, text] : runWords)
        if (value == run)
            return QString::fromLatin1(text);
    return QStringLiteral("unknown");
}

QString imageHealthWord(ImageHealth health)
{
    for (const auto& [value, text] : healthWords)
        if (value == health)
            return QString::fromLatin1(text);
    return QStringLiteral("none");
}

QString Container::tag() const
{
    const qsizetype colon = image.lastIndexOf(QLatin1Char(':'));
    // A colon before the last slash belongs to a registry's port; one behind '@' to a digest.
    if (colon < 0 || colon < image.lastIndexOf(QLatin1Char('/')) || image.contains(QLatin1Char('@')))
        return {};
    return image.mid(colon + 1);
}

QString Container::shortDigest() const
{
    return imageId.section(QLatin1Char(':'), -1).left(12);
}

base::Result<std::vector<Container>> parseInspect(const QByteArray& bytes)
{
    const auto parsed = base::parseJson(bytes, maxInspectBytes);
    if (!parsed)
        return parsed.error();
    if (!parsed->isArray())
        return wrong(QStringLiteral("/"), QStringLiteral("found no array, expected what docker inspect prints"));
    std::vector<Container> containers;
    const QJsonArray array = parsed->toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto container = readContainer(array.at(i).toObject(), QStringLiteral("/%1").arg(i));
        if (!container)
            return container.error();
        containers.push_back(*container);
    }
    return containers;
}

base::Result<std::optional<EngineEvent>> parseEngineEvent(const QByteArray& line)
{
    const auto parsed = base::parseJson(line);
    if (!parsed)
        return parsed.error();
    const QJsonObject object = parsed->toObject();
    const QString type = object.value(QLatin1String("Type")).toString();
    if (type.isEmpty())
        return wrong(QStringLiteral("/Type"), QStringLiteral("found nothing, expected the kind of event"));
    EngineEvent event;
    event.action = object.value(QLatin1String("Action")).toString();
    // Healthchecks run by exec: three events each, which say nothing of the container.
    if (type != QLatin1String("container") || event.action.startsWith(QLatin1String("exec_")))
        return std::optional<EngineEvent>();
    const QJsonObject actor = object.value(QLatin1String("Actor")).toObject();
    event.id = actor.value(QLatin1String("ID")).toString();
    if (event.id.isEmpty() || event.action.isEmpty())
        return wrong(QStringLiteral("/Actor/ID"), QStringLiteral("found nothing, expected the container's id"));
    const QJsonObject attributes = actor.value(QLatin1String("Attributes")).toObject();
    event.name = attributes.value(QLatin1String("name")).toString();
    bool isNumber = false;
    const int code = attributes.value(QLatin1String("exitCode")).toString().toInt(&isNumber);
    if (isNumber)
        event.exitCode = code;
    event.timeNs = object.value(QLatin1String("timeNano")).toInteger();
    return std::optional(event);
}

base::Result<ContainerLoad> parseContainerLoad(const QByteArray& line)
{
    const auto parsed = base::parseJson(line);
    if (!parsed)
        return parsed.error();
    const QJsonObject object = parsed->toObject();
    ContainerLoad load;
    load.id = object.value(QLatin1String("ID")).toString();
    QString cpu = object.value(QLatin1String("CPUPerc")).toString();
    cpu.chop(cpu.endsWith(QLatin1Char('%')) ? 1 : 0);
    bool isNumber = false;
    load.cpuPercent = cpu.toDouble(&isNumber);
    const auto memory =
        byteCount(object.value(QLatin1String("MemUsage")).toString().section(QLatin1Char('/'), 0, 0).trimmed());
    if (load.id.isEmpty() || !isNumber || !memory)
        return wrong(QStringLiteral("/"), QStringLiteral("found no ID, CPUPerc or MemUsage that can be read"));
    load.memoryBytes = *memory;
    return load;
}

} // namespace ops::domain
