#include "domain/services/engine_tool.h"

namespace ops::domain {
namespace {

QString words(const std::optional<base::Error>& error)
{
    return error ? base::toLogLine(*error) : QString();
}

// It names a cause, where others only say that something went wrong.
bool namesCause(const std::optional<base::Error>& error)
{
    return error && error->code != base::ErrorCode::Internal && error->code != base::ErrorCode::ProtocolError;
}

ToolFinding engineNow(ToolFinding found, const EngineStatus& engine, const HostStatus& host)
{
    switch (engine.phase) {
    case EnginePhase::Following:
        if (const auto version = findVersion(engine.version)) {
            found.version = version;
            found.state = found.podman ? ToolState::Usable : judgeVersion(Tool::DockerEngine, *version);
            found.evidence = engine.version;
        }
        return found;
    case EnginePhase::Frozen:
    case EnginePhase::Silent:
    case EnginePhase::Gone: {
        // Without a client it was not asked, and nothing is known of it.
        if (found.state == ToolState::Unknown)
            return found;
        const bool isItsOwn = host.up() || !host.error;
        // Why it did not answer then may say more than what is said now.
        if (!isItsOwn || found.state != ToolState::NoAnswer || found.evidence.isEmpty() || namesCause(engine.error))
            found.evidence = words(isItsOwn ? engine.error : host.error);
        // Over a connection that is down, or may be frozen, nobody reaches it, and it may well run.
        found.state = host.up() && engine.phase != EnginePhase::Silent ? ToolState::NoAnswer : ToolState::Unknown;
        return found;
    }
    case EnginePhase::Idle:
    case EnginePhase::Attaching:
        break;
    }
    return found;
}

} // namespace

std::vector<ToolFinding> withEngineNow(std::vector<ToolFinding> found, const EngineStatus& engine,
                                       const HostStatus& host)
{
    for (ToolFinding& finding : found)
        if (finding.tool == Tool::DockerEngine)
            finding = engineNow(std::move(finding), engine, host);
    return found;
}

} // namespace ops::domain
