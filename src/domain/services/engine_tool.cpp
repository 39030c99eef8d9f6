#include "domain/services/engine_tool.h"

namespace ops::domain {
namespace {

ToolFinding engineNow(ToolFinding found, const EngineStatus& engine)
{
    switch (engine.phase) {
    case EnginePhase::Following:
        if (const auto version = findVersion(engine.version)) {
            found.version = version;
            found.state = judgeVersion(Tool::DockerEngine, *version);
            found.evidence = engine.version;
        }
        return found;
    case EnginePhase::Frozen:
    case EnginePhase::Gone:
        // Without a client it was not asked, and nothing is known of it.
        if (found.state == ToolState::Unknown)
            return found;
        found.state = ToolState::NoAnswer;
        found.evidence = engine.error ? base::toLogLine(*engine.error) : QString();
        return found;
    case EnginePhase::Idle:
    case EnginePhase::Attaching:
        break;
    }
    return found;
}

} // namespace

std::vector<ToolFinding> withEngineNow(std::vector<ToolFinding> found, const EngineStatus& engine)
{
    for (ToolFinding& finding : found)
        if (finding.tool == Tool::DockerEngine)
            finding = engineNow(std::move(finding), engine);
    return found;
}

} // namespace ops::domain
