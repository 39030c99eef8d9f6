#pragma once

#include "infra/host/docker_socket_host.h"
#include "infra/host/local_host.h"
#include "infra/host/ssh_forwarding.h"
#include "infra/host/ssh_host.h"
#include "support/stack_fixture.h"

#include <memory>

namespace ops::test {

inline domain::HostConfig stackOverSsh(const StackFixture& stack)
{
    domain::HostConfig config;
    config.name = QStringLiteral("titan-1");
    config.kind = domain::HostKind::Ssh;
    config.destination = stack.sshHost();
    config.configFile = stack.sshConfig();
    config.dockerSocket = QStringLiteral("/var/run/docker.sock");
    return config;
}

// The practice host as a command host: from this machine, or over ssh to its sshd. The stack has to be up.
inline std::unique_ptr<app::CommandHostPort> stackHost(const StackFixture& stack, bool overSsh,
                                                       const base::Clock& clock)
{
    if (overSsh)
        return std::make_unique<infra::SshHost>(stackOverSsh(stack), clock);
    domain::HostConfig config;
    config.name = QStringLiteral("titan-1");
    const QProcessEnvironment environment = stack.environment();
    for (const char* name : {"DOCKER_HOST", "DOCKER_CONFIG"})
        qputenv(name, environment.value(QString::fromLatin1(name)).toLocal8Bit());
    return std::make_unique<infra::LocalHost>(config, clock);
}

// As over ssh, but docker is the client `here`, which reaches the engine over its socket, forwarded through that ssh.
inline std::unique_ptr<app::CommandHostPort> stackHostOverSocket(const StackFixture& stack, app::CommandHostPort& here,
                                                                 const base::Clock& clock)
{
    const domain::HostConfig config = stackOverSsh(stack);
    auto ssh = std::make_unique<infra::SshHost>(config, clock);
    auto forwards = std::make_shared<infra::SshForwarding>(*ssh);
    return std::make_unique<infra::DockerSocketHost>(config.dockerSocket, std::move(ssh), std::move(forwards), here,
                                                     infra::DockerSocketTimes{std::chrono::seconds(2)});
}

} // namespace ops::test
