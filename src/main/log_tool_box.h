#pragma once

#include "infra/search/log_export.h"
#include "infra/search/log_search.h"
#include "infra/settings/log_aids_file.h"
#include "ui/logs/log_tools.h"

namespace ops::main {

// The tools of one log view: exports, filters and highlights kept in the config directory, repeats. GUI thread; owned
// by whoever shows the view; the view's controller outlives it.
class LogToolBox final {
public:
    // `configRoot` is the config directory.
    LogToolBox(const base::Clock& clock, const app::LogViewController& view, const QString& configRoot);

    ui::LogTools tools() { return {&m_clock, &m_exports, &m_aids, &m_repeats}; }

private:
    const base::Clock& m_clock;
    infra::LogExport m_exportPort;
    infra::LogAidsFile m_aidsFile;
    infra::LogSearch m_repeatSearch;
    app::LogExportController m_exports;
    app::LogAidsController m_aids;
    app::LogRepeatsController m_repeats;
};

} // namespace ops::main
