#include "main/log_tool_box.h"

namespace ops::main {

LogToolBox::LogToolBox(const base::Clock& clock, const app::LogViewController& view, const QString& configRoot)
    : m_clock(clock)
    , m_aidsFile(configRoot)
    , m_exports(view, m_exportPort)
    , m_aids(m_aidsFile)
    , m_repeats(m_repeatSearch)
{
}

} // namespace ops::main
