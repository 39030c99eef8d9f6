#include "infra/host/local_run.h"

#include "infra/host/child_environment.h"

#include <QFile>

#include <algorithm>

namespace ops::infra {
namespace {

SpawnPlan planFor(const domain::HostCommand& command)
{
    return {command.argv, childEnvironment(command.environment), QFile::encodeName(command.workingDirectory)};
}

// Starts go in turn, and one may be held up: what would be wrong to carry out late does not begin then (rule G6).
domain::RunTimes timesFor(const domain::HostCommand& command)
{
    domain::RunTimes times;
    if (command.handOverWithin)
        times.startDeadline = std::min(times.startDeadline, *command.handOverWithin);
    return times;
}

} // namespace

LocalRun::LocalRun(Spawner& spawner, const domain::HostCommand& command, const base::Clock& clock)
    : m_driver(command, timesFor(command), clock, nullptr)
    , m_process(spawner, planFor(command), command.stdinBytes, false)
{
    connect(&m_process, &HostProcess::started, &m_driver, &RunDriver::began);
    connect(&m_process, &HostProcess::failedToStart, &m_driver, &RunDriver::couldNotStart);
    connect(&m_process, &HostProcess::ended, &m_driver, &RunDriver::processEnded);
    connect(&m_process, &HostProcess::outputArrived, this,
            [this](domain::OutputChannel channel, const QByteArray& bytes) {
                if (!m_driver.isOver())
                    Q_EMIT outputArrived(channel, bytes);
            });
    connect(&m_driver, &RunDriver::endAsked, &m_process, &HostProcess::askToEnd);
    connect(&m_driver, &RunDriver::endForced, &m_process, &HostProcess::forceEnd);
    connect(&m_driver, &RunDriver::started, this, &LocalRun::started);
    connect(&m_driver, &RunDriver::finished, this, &LocalRun::finished);
    m_driver.handedOver();
}

} // namespace ops::infra
