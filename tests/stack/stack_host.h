#pragma once

#include "infra/host/local_host.h"
#include "infra/host/ssh_host.h"
#include "support/stack_fixture.h"

#include <memory>

namespace ops::test {

// The practice host as a command host: from this machine, or over ssh to its sshd. The stack has to be up.
inline std::unique_ptr<app::CommandHostPort> stackHost(const StackFixture& stack, bool overSsh,
                                                       const base::Clock& clock)
{
    domain::HostConfig config;
    config.name = QStringLiteral("titan-1");
    if (overSsh) {
        config.kind = domain::HostKind::Ssh;
        config.destination = stack.sshHost();
        config.configFile = stack.sshConfig();
        return std::make_unique<infra::SshHost>(config, clock);
    }
    const QProcessEnvironment environment = stack.environment();
    for (const char* name : {"DOCKER_HOST", "DOCKER_CONFIG"})
        qputenv(name, environment.value(QString::fromLatin1(name)).toLocal8Bit());
    return std::make_unique<infra::LocalHost>(config, clock);
}

} // namespace ops::test
