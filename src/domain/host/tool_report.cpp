#include "domain/host/tool_report.h"

#include "base/json_text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace ops::domain {
namespace {

constexpr qsizetype keptEvidence = 400;

struct Floor {
    int major;
    int minor;
};

// Docker 20.10 is the oldest that answers `--format '{{json .}}'` as we read it and is still shipped (Debian 11 and
// 12); OpenSSH 7.6 the oldest that knows every option we pass.
Floor floorOf(Tool tool)
{
    switch (tool) {
    case Tool::DockerClient:
    case Tool::DockerEngine:
        return {20, 10};
    case Tool::Compose:
        return {1, 27};
    case Tool::Ssh:
        break;
    }
    return {7, 6};
}

QString programOf(Tool tool)
{
    switch (tool) {
    case Tool::DockerClient:
    case Tool::DockerEngine:
        return QStringLiteral("docker");
    case Tool::Compose:
        return QStringLiteral("docker compose");
    case Tool::Ssh:
        break;
    }
    return QStringLiteral("ssh");
}

ToolFinding finding(Tool tool, const QString& program, const ToolAnswer& answer)
{
    const QByteArray words = answer.output.trimmed().isEmpty() ? answer.errors : answer.output;
    return {tool, ToolState::NotOurs, std::nullopt, program, QString::fromUtf8(words).trimmed().left(keptEvidence)};
}

void judge(ToolFinding& found, const std::optional<ToolVersion>& version)
{
    found.version = version;
    found.state = version ? judgeVersion(found.tool, *version) : ToolState::NotOurs;
}

// Podman's client, whether it is called docker by a link or by a script that says so.
bool isPodmansClient(const QJsonObject& client, const QByteArray& errors)
{
    const bool spelledItsWay =
        client.contains(QLatin1String("APIVersion")) && !client.contains(QLatin1String("ApiVersion"));
    return spelledItsWay || errors.contains("Emulate Docker CLI using podman");
}

bool saysPodman(const ToolAnswer& answer)
{
    return (answer.output + answer.errors).toLower().contains("podman");
}

bool isPodmansEngine(const QJsonObject& engine)
{
    const QJsonArray components = engine.value(QLatin1String("Components")).toArray();
    return std::any_of(components.begin(), components.end(), [](const QJsonValue& component) {
        return component[QLatin1String("Name")].toString().contains(QLatin1String("Podman"));
    });
}

ToolFinding missing(Tool tool, const QString& program)
{
    return {tool, ToolState::Missing, std::nullopt, program, {}};
}

ToolFinding readCompose(const ToolAnswer& answer, const QString& program)
{
    ToolFinding found = finding(Tool::Compose, program, answer);
    const QString words = QString::fromUtf8(answer.output);
    if (answer.exitCode != 0 || !words.contains(QLatin1String("compose"), Qt::CaseInsensitive))
        return found;
    judge(found, findVersion(words));
    if (found.state == ToolState::Usable && found.version->major < 2)
        found.state = ToolState::Old;
    return found;
}

} // namespace

std::optional<ToolVersion> findVersion(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("(?<![0-9.])(\\d{1,4})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?[0-9A-Za-z.+~_-]*"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return ToolVersion{match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt(),
                       match.captured(0)};
}

bool refusesClientsVersion(const ToolFinding& finding)
{
    static const QRegularExpression words(QStringLiteral("client version \\S+ is too (?:old|new)"),
                                          QRegularExpression::CaseInsensitiveOption);
    return finding.tool == Tool::DockerEngine && finding.state == ToolState::NoAnswer &&
           words.match(finding.evidence).hasMatch();
}

std::vector<ToolFeature> featuresOff(const ToolFinding& finding)
{
    switch (finding.state) {
    case ToolState::Unknown:
    case ToolState::Usable:
        return {};
    case ToolState::Old:
        return {ToolFeature::ServiceDetails};
    case ToolState::TooOld:
    case ToolState::Missing:
    case ToolState::NoAnswer:
    case ToolState::NotOurs:
        break;
    }
    switch (finding.tool) {
    case Tool::DockerClient:
    case Tool::DockerEngine:
        return {ToolFeature::Services, ToolFeature::Rollback};
    case Tool::Compose:
        return {ToolFeature::Rollback, ToolFeature::ServiceDetails};
    case Tool::Ssh:
        break;
    }
    return {ToolFeature::RemoteHosts};
}

QStringList packagesFor(const ToolFinding& finding)
{
    if (featuresOff(finding).empty() || finding.state == ToolState::NoAnswer)
        return {};
    switch (finding.tool) {
    case Tool::DockerClient:
    case Tool::DockerEngine:
        return {QStringLiteral("docker-ce"), QStringLiteral("docker.io")};
    case Tool::Compose:
        return {QStringLiteral("docker-compose-plugin")};
    case Tool::Ssh:
        break;
    }
    return {QStringLiteral("openssh-client")};
}

QString oldestUsable(Tool tool)
{
    return QStringLiteral("%1.%2").arg(floorOf(tool).major).arg(floorOf(tool).minor);
}

ToolState judgeVersion(Tool tool, const ToolVersion& version)
{
    const Floor floor = floorOf(tool);
    return version.isAtLeast(floor.major, floor.minor) ? ToolState::Usable : ToolState::TooOld;
}

bool allAnswered(const std::vector<ToolFinding>& findings)
{
    return std::none_of(findings.begin(), findings.end(), [](const ToolFinding& finding) {
        return finding.state == ToolState::Unknown && finding.tool != Tool::DockerEngine;
    });
}

std::pair<ToolFinding, ToolFinding> readDockerVersion(const ToolAnswer& answer)
{
    const QString program = QStringLiteral("docker");
    if (!answer.exists)
        return {missing(Tool::DockerClient, program),
                {Tool::DockerEngine, ToolState::Unknown, std::nullopt, program, {}}};
    ToolFinding client = finding(Tool::DockerClient, program, answer);
    ToolFinding engine{Tool::DockerEngine, ToolState::Unknown, std::nullopt, program, {}};
    const auto parsed = base::parseJson(answer.output.trimmed());
    const QJsonObject root = parsed ? parsed->toObject() : QJsonObject();
    const QJsonObject saidClient = root.value(QStringLiteral("Client")).toObject();
    if (saidClient.isEmpty()) {
        // Some answer `version` with one line for people, whatever they were asked to print.
        client.podman = saysPodman(answer);
        return {client, engine};
    }
    const auto versionIn = [](const QJsonObject& object) {
        return findVersion(object.value(QStringLiteral("Version")).toString());
    };
    judge(client, versionIn(saidClient));
    client.evidence = saidClient.value(QStringLiteral("Version")).toString().left(keptEvidence);
    if (isPodmansClient(saidClient, answer.errors)) {
        client.podman = true;
        client.state = ToolState::NotOurs;
        return {client, engine};
    }
    const QJsonObject saidEngine = root.value(QStringLiteral("Server")).toObject();
    if (saidEngine.isEmpty()) {
        engine.state = ToolState::NoAnswer;
        engine.evidence = QString::fromUtf8(answer.errors).trimmed().left(keptEvidence);
    } else {
        judge(engine, versionIn(saidEngine));
        engine.podman = isPodmansEngine(saidEngine);
        if (engine.podman && engine.version)
            engine.state = ToolState::Usable;
        engine.evidence = saidEngine.value(QStringLiteral("Version")).toString().left(keptEvidence);
    }
    return {client, engine};
}

ToolFinding readComposeVersion(const ToolAnswer& plugin, const std::optional<ToolAnswer>& standalone)
{
    const QString pluginProgram = QStringLiteral("docker compose");
    ToolFinding found = plugin.exists ? readCompose(plugin, pluginProgram) : missing(Tool::Compose, pluginProgram);
    if (plugin.exists && plugin.exitCode == 0 && found.state != ToolState::NotOurs)
        return found;
    const QString standaloneProgram = QStringLiteral("docker-compose");
    if (standalone && standalone->exists)
        return readCompose(*standalone, standaloneProgram);
    if (plugin.exitCode != 0) // docker has no such command
        found.state = ToolState::Missing;
    return found;
}

ToolFinding readSshVersion(const ToolAnswer& answer)
{
    const QString program = QStringLiteral("ssh");
    if (!answer.exists)
        return missing(Tool::Ssh, program);
    ToolFinding found = finding(Tool::Ssh, program, answer);
    const QString words = QString::fromUtf8(answer.errors + answer.output);
    const qsizetype name = words.indexOf(QLatin1String("OpenSSH_"));
    if (name >= 0)
        judge(found, findVersion(words.mid(name)));
    found.evidence = words.trimmed().left(keptEvidence);
    return found;
}

ToolFinding toolNotAsked(Tool tool, const HostOutcome& outcome)
{
    ToolFinding found;
    found.tool = tool;
    found.program = programOf(tool);
    found.evidence = outcome.error ? base::toLogLine(*outcome.error).left(keptEvidence) : hostOutcomeWord(outcome);
    if (tool == Tool::DockerEngine && outcome.end == HostEnd::TimedOut && outcome.began == HostBegan::Yes)
        found.state = ToolState::NoAnswer;
    return found;
}

} // namespace ops::domain
