#include "domain/services/container.h"

#include "base/json_text.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace ops::domain {
namespace {

using base::Error;
using base::ErrorCode;

constexpr qsizetype maxInspectBytes = qsizetype{64} * 1024 * 1024;
constexpr auto projectLabel = "com.docker.compose.project";
constexpr auto serviceLabel = "com.docker.compose.service";
constexpr auto directoryLabel = "com.docker.compose.project.working_dir";
constexpr auto oneOffLabel = "com.docker.compose.oneoff";

// Of several words for one state the first is Docker's. Podman's, from libpod/define/containerstate.go: "configured"
// (of older ones) and "initialized" are made and not started, "stopped" has ended and is not cleaned up yet.
constexpr std::pair<ContainerRun, const char*> runWords[] = {
    {ContainerRun::Created, "created"},     {ContainerRun::Created, "configured"},
    {ContainerRun::Created, "initialized"}, {ContainerRun::Running, "running"},
    {ContainerRun::Paused, "paused"},       {ContainerRun::Restarting, "restarting"},
    {ContainerRun::Stopping, "stopping"},   {ContainerRun::Removing, "removing"},
    {ContainerRun::Exited, "exited"},       {ContainerRun::Exited, "stopped"},
    {ContainerRun::Dead, "dead"},
};

constexpr std::pair<ImageHealth, const char*> healthWords[] = {
    {ImageHealth::Starting, "starting"}, {ImageHealth::Healthy, "healthy"}, {ImageHealth::Unhealthy, "unhealthy"},
    {ImageHealth::None, "none"},         {ImageHealth::None, ""},           {ImageHealth::Unknown, "unknown"}};

Error wrong(const QString& path, const QString& what)
{
    return {ErrorCode::ProtocolError, what, path};
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
    const auto start = parseEngineStamp(runs.last()[QLatin1String("Start")].toString());
    const auto end = parseEngineStamp(runs.last()[QLatin1String("End")].toString());
    return start && end && *start <= *end ? std::optional(static_cast<double>(*end - *start)) : std::nullopt;
}

// Of the healthcheck, in nanoseconds; for none, and for 0, the engine takes its own default.
std::chrono::milliseconds checkTime(const QJsonValue& value)
{
    using namespace std::chrono;
    constexpr milliseconds byDefault{30'000};
    constexpr milliseconds longest = hours(24 * 365); // a few of them can still be counted in nanoseconds
    const nanoseconds said(value.toInteger());
    return said > 0ns ? std::min(ceil<milliseconds>(said), longest) : byDefault;
}

// nullopt for what is none, and for what no int holds: taken for 0 it would be work that was done.
std::optional<int> exitCodeOf(const QJsonValue& value)
{
    const int code = value.toInt(-1);
    return code != -1 || value.toInt(0) == -1 ? std::optional(code) : std::nullopt;
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
    container.health = ImageHealth::Unknown;
    for (const auto& [value, text] : healthWords)
        if (healthWord == QLatin1String(text))
            container.health = value;
    const QJsonArray runs = health.value(QLatin1String("Log")).toArray();
    container.healthcheckMs = lastRunMs(runs);
    container.checkedUtcMs = parseEngineStamp(runs.last()[QLatin1String("End")].toString());
    container.failingStreak = health.value(QLatin1String("FailingStreak")).toInt();
    container.startedUtcMs = parseEngineStamp(state.value(QLatin1String("StartedAt")).toString());
    container.finishedUtcMs = parseEngineStamp(state.value(QLatin1String("FinishedAt")).toString());
    // The engine writes exit code 0 for one that has never ended.
    if (container.finishedUtcMs)
        container.exitCode = exitCodeOf(state.value(QLatin1String("ExitCode")));
    container.oomKilled = state.value(QLatin1String("OOMKilled")).toBool();
    container.error = state.value(QLatin1String("Error")).toString();
    container.restartCount = object.value(QLatin1String("RestartCount")).toInt();
    container.imageId = object.value(QLatin1String("Image")).toString();

    container.restartPolicy =
        object.value(QLatin1String("HostConfig"))[QLatin1String("RestartPolicy")][QLatin1String("Name")].toString();

    const QJsonObject config = object.value(QLatin1String("Config")).toObject();
    container.stopSignal = parseSignal(config.value(QLatin1String("StopSignal")).toVariant().toString());
    container.image = config.value(QLatin1String("Image")).toString();
    const QJsonObject check = config.value(QLatin1String("Healthcheck")).toObject();
    container.checkInterval = checkTime(check.value(QLatin1String("Interval")));
    container.checkTimeout = checkTime(check.value(QLatin1String("Timeout")));
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
    constexpr double most = 1e18; // an int64 still holds it
    if (!ok || unit == units.end() || number * *unit > most)
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
    if (image.startsWith(QLatin1String("sha256:"))) // it was made from the bare content
        return {};
    const QString named = image.section(QLatin1Char('@'), 0, 0); // behind it is a digest
    // A colon before the last slash belongs to a registry's port.
    return named.section(QLatin1Char('/'), -1).section(QLatin1Char(':'), 1);
}

QString Container::shortDigest() const
{
    return imageId.section(QLatin1Char(':'), -1).left(12);
}

std::optional<int> parseSignal(const QString& text)
{
    // Linux's, from 1 on: the same on every machine that engines are shipped for.
    static const QStringList names =
        QStringLiteral("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP "
                       "TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS")
            .split(QLatin1Char(' '));
    constexpr int firstRealtime = 34; // as the C library counts them
    constexpr int lastRealtime = 64;
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (isNumber)
        return number > 0 && number <= lastRealtime ? std::optional(number) : std::nullopt;
    QString name = text.toUpper();
    if (name.startsWith(QLatin1String("SIG")))
        name.remove(0, 3);
    if (const qsizetype place = names.indexOf(name); place >= 0)
        return static_cast<int>(place) + 1;
    const bool fromEnd = name.startsWith(QLatin1String("RTMAX"));
    if (!fromEnd && !name.startsWith(QLatin1String("RTMIN")))
        return std::nullopt;
    const QString offset = name.mid(5);
    const int signal = (fromEnd ? lastRealtime : firstRealtime) + offset.toInt(&isNumber);
    const bool isGood = (offset.isEmpty() || isNumber) && signal >= firstRealtime && signal <= lastRealtime;
    return isGood ? std::optional(signal) : std::nullopt;
}

std::optional<qint64> parseEngineStamp(const QString& text)
{
    // Qt rounds to the millisecond. What an engine notes in one with an event would then come after it.
    static const QRegularExpression finer(QStringLiteral("(\\.\\d{3})\\d+"));
    const QDateTime stamp =
        QDateTime::fromString(QString(text).replace(finer, QStringLiteral("\\1")), Qt::ISODateWithMs);
    if (!stamp.isValid() || stamp.date().year() < 1970)
        return std::nullopt;
    return stamp.toMSecsSinceEpoch();
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
        const QJsonObject object = array.at(i).toObject();
        const auto container = readContainer(object, QStringLiteral("/%1").arg(i));
        if (container) {
            containers.push_back(*container);
            continue;
        }
        Container unreadable;
        unreadable.id = object.value(QLatin1String("Id")).toString();
        unreadable.unreadable = base::toLogLine(container.error());
        if (!unreadable.id.isEmpty())
            containers.push_back(std::move(unreadable));
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
    event.signal = parseSignal(attributes.value(QLatin1String("signal")).toString());
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
    const bool isShare = isNumber && std::isfinite(load.cpuPercent) && load.cpuPercent >= 0;
    if (load.id.isEmpty() || !isShare || !memory)
        return wrong(QStringLiteral("/"), QStringLiteral("found no ID, CPUPerc or MemUsage that can be read"));
    load.memoryBytes = *memory;
    return load;
}

} // namespace ops::domain
