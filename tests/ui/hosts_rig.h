#pragma once

#include "support/console_rig.h"
#include "support/fake_engine.h"
#include "ui/common/window_context.h"

#include <algorithm>

namespace ops::test {

// A production environment with one command host over ssh, titan-1.
inline domain::Environment hostsEnvironment()
{
    domain::Environment environment = rigEnvironment();
    domain::HostConfig host;
    host.name = QStringLiteral("titan-1");
    host.kind = domain::HostKind::Ssh;
    host.destination = QStringLiteral("ops@titan-1.example");
    host.workingDirectory = QStringLiteral("/opt/titan");
    environment.hosts = {host};
    return environment;
}

// What is installed there: what each tool says of its version; empty: it is not there.
struct InstalledTools {
    QByteArray client = "28.2.2";
    QByteArray engine = "28.2.2"; // empty: it does not answer
    QByteArray plugin = "Docker Compose version v2.26.1\n";
    QByteArray standalone;
    QByteArray ssh = "OpenSSH_9.2p1 Debian-2+deb12u10\n";
};

// Controllers over one fake host whose tools answer as they are installed; its engine is followed by name.
struct HostsRig : ConsoleRig {
    explicit HostsRig(domain::Environment environment = hostsEnvironment(), domain::Runbook runbook = rigRunbook())
        : ConsoleRig(std::move(runbook), std::move(environment))
    {
        engine.version = QStringLiteral("28.2.2");
        host.onRun = [this](const domain::HostRunId& id, const domain::HostCommand& command) { say(id, command); };
    }

    bool looked() const { return !hosts.isLookingForTools(QStringLiteral("titan-1")); }
    int asked(const QByteArray& line) const
    {
        return static_cast<int>(std::count_if(host.runs.begin(), host.runs.end(), [&](const FakeCommandHost::Run& run) {
            return run.command.argv.join(' ') == line;
        }));
    }

    InstalledTools tools;
    FakeEngine engine{QStringLiteral("titan-1")};
    app::ServicesController services{context, {&engine}, {}, states};
    app::ServiceActController serviceActs{context, services, states, journal};
    ui::WindowContext window{context,     links,   states, commands, alarms,   guard,
                             credentials, journal, hosts,  health,   services, serviceActs};

private:
    void say(const domain::HostRunId& id, const domain::HostCommand& command)
    {
        const QByteArray program = command.argv.first();
        const bool installed = program == "docker"           ? !tools.client.isEmpty()
                               : program == "docker-compose" ? !tools.standalone.isEmpty()
                                                             : !tools.ssh.isEmpty();
        if (!installed)
            host.finish(id, domain::couldNotStart({base::ErrorCode::NotFound, QStringLiteral("no such program"),
                                                   QString::fromUtf8(program)}));
        else if (program == "docker-compose")
            host.answer(id, tools.standalone);
        else if (program == "ssh")
            host.answer(id, {}, 0, tools.ssh);
        else if (command.argv.at(1) == "version")
            sayDocker(id);
        else if (tools.plugin.isEmpty())
            host.answer(id, {}, 1, "docker: 'compose' is not a docker command.\n");
        else
            host.answer(id, tools.plugin);
    }
    void sayDocker(const domain::HostRunId& id)
    {
        const QByteArray server =
            tools.engine.isEmpty() ? QByteArray("null") : "{\"Version\":\"" + tools.engine + "\"}";
        host.answer(id, "{\"Client\":{\"Version\":\"" + tools.client + "\"},\"Server\":" + server + "}\n",
                    tools.engine.isEmpty() ? 1 : 0,
                    tools.engine.isEmpty() ? QByteArray("Cannot connect to the Docker daemon") : QByteArray());
    }
};

} // namespace ops::test
