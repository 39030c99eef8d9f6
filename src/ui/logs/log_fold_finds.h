#pragma once

#include "domain/log/log_filter.h"
#include "domain/log/log_reader.h"

#include <vector>

namespace ops::ui {

// Where a text stands in one record: the lines that have it, the head among them, in order. None for a regular
// expression: one that takes for ever would hold up the window, so it is not tried on the GUI thread. Of very long
// records the beginning is looked at. The reader is pinned, and the head is in its span.
std::vector<domain::LogSeq> foldLinesWith(const domain::LogReader& reader, domain::LogSeq head,
                                          const domain::LogTextTerm& term);

} // namespace ops::ui
