#include "infra/host/drill_host.h"

namespace ops::infra {

DrillHost::DrillHost(const domain::HostConfig& config, const QString& simProgram, const QString& socketPath,
                     const base::Clock& clock, QObject* parent)
    : CommandHostPort(parent)
    , m_frontEnd{simProgram.toLocal8Bit(), "play", socketPath.toLocal8Bit()}
    , m_local(config, clock)
{
    connect(&m_local, &LocalHost::started, this, &DrillHost::started);
    connect(&m_local, &LocalHost::outputArrived, this, &DrillHost::outputArrived);
    connect(&m_local, &LocalHost::finished, this, &DrillHost::finished);
    connect(&m_local, &LocalHost::statusChanged, this, &DrillHost::statusChanged);
}

domain::HostRunId DrillHost::run(const domain::HostCommand& command)
{
    domain::HostCommand played = command;
    if (!played.argv.isEmpty()) // an empty one is refused as it is
        played.argv = m_frontEnd + played.argv;
    return m_local.run(played);
}

} // namespace ops::infra
