#include "app/tool_finder.h"

#include "app/command_hosts_controller.h"

namespace ops::app {
namespace {

using namespace std::chrono_literals;
using domain::Tool;

// `docker version` asks the engine, and a frozen engine does not answer.
constexpr auto patience = 10s;

// A host whose working directory is missing says "not found" as well: only of the program does it mean "not installed".
domain::ToolAnswer toolAnswer(const QString& program, const HostAnswer& answer)
{
    const std::optional<base::Error>& error = answer.outcome.error;
    const bool missing = answer.outcome.end == domain::HostEnd::CouldNotStart && error &&
                         error->code == base::ErrorCode::NotFound && error->subject == program;
    domain::ToolAnswer tool;
    tool.exists = !missing;
    tool.exitCode = answer.outcome.exitCode.value_or(-1);
    tool.output = answer.output.whole();
    tool.errors = answer.errors.whole();
    return tool;
}

// The host or the tool did not answer at all: nothing is known, and that is said.
bool failed(const QString& program, const HostAnswer& answer)
{
    return answer.outcome.end != domain::HostEnd::Exited && toolAnswer(program, answer).exists;
}

} // namespace

ToolFinder::ToolFinder(QString host, bool isRemote, Asks asks, QObject* parent)
    : QObject(parent)
    , m_host(std::move(host))
    , m_isRemote(isRemote)
    , m_asks(std::move(asks))
{
}

domain::HostCommand ToolFinder::command(const QByteArrayList& argv) const
{
    domain::HostCommand made;
    made.host = m_host;
    made.argv = argv;
    made.deadline = patience;
    return made;
}

void ToolFinder::start()
{
    m_asks.there(command({"docker", "version", "--format", "{{json .}}"})).then(this, [this](const HostAnswer& answer) {
        onDocker(answer);
    });
}

void ToolFinder::onDocker(const HostAnswer& answer)
{
    const QString docker = QStringLiteral("docker");
    if (failed(docker, answer)) {
        m_findings = {domain::toolNotAsked(Tool::DockerClient, answer.outcome),
                      domain::toolNotAsked(Tool::DockerEngine, answer.outcome)};
    } else {
        const auto [client, engine] = domain::readDockerVersion(toolAnswer(docker, answer));
        m_findings = {client, engine};
    }
    m_asks.there(command({"docker", "compose", "version"})).then(this, [this](const HostAnswer& plugin) {
        onComposePlugin(plugin);
    });
}

void ToolFinder::onComposePlugin(const HostAnswer& answer)
{
    const QString docker = QStringLiteral("docker");
    if (failed(docker, answer)) {
        onCompose(domain::toolNotAsked(Tool::Compose, answer.outcome));
        return;
    }
    const domain::ToolAnswer plugin = toolAnswer(docker, answer);
    const domain::ToolFinding finding = domain::readComposeVersion(plugin, std::nullopt);
    if (finding.state == domain::ToolState::Usable || finding.state == domain::ToolState::Old) {
        onCompose(finding);
        return;
    }
    m_asks.there(command({"docker-compose", "version"})).then(this, [this, plugin](const HostAnswer& standalone) {
        const QString compose = QStringLiteral("docker-compose");
        onCompose(failed(compose, standalone) ? domain::toolNotAsked(Tool::Compose, standalone.outcome)
                                              : domain::readComposeVersion(plugin, toolAnswer(compose, standalone)));
    });
}

void ToolFinder::onCompose(const domain::ToolFinding& finding)
{
    m_findings.push_back(finding);
    if (!m_isRemote) {
        Q_EMIT found(m_findings);
        return;
    }
    m_asks.here(command({"ssh", "-V"})).then(this, [this](const HostAnswer& answer) {
        const QString ssh = QStringLiteral("ssh");
        m_findings.push_back(failed(ssh, answer) ? domain::toolNotAsked(Tool::Ssh, answer.outcome)
                                                 : domain::readSshVersion(toolAnswer(ssh, answer)));
        Q_EMIT found(m_findings);
    });
}

} // namespace ops::app
