#pragma once

#include "domain/host/tool_report.h"
#include "domain/services/unknown_name.h"
#include "ui/services/engine_text.h"

#include <vector>

namespace ops::ui {

// Which tools of a host are missing or too old, what is off because of it and what to install; an empty text: none. An
// engine that does not answer is engineNotice()'s to tell.
EngineNotice toolsNotice(const QString& host, const std::vector<domain::ToolFinding>& tools);
EngineNotice unknownNameNotice(const domain::UnknownName& name);

} // namespace ops::ui
