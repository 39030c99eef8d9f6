#pragma once

#include "domain/log/log_marker.h"
#include "domain/log/log_reader.h"

#include <functional>

namespace ops::domain {

// Raw: the bytes that came. Text: stamp in UTC, level, service and message, for a person.
enum class LogLineAs : quint8 { Raw, Text };

// What a row of our own says; empty where nobody translates.
using LogMarkerWords = std::function<QString(const LogMarker&)>;

// A line as it goes into a file, with a line ending; one that is a piece of a longer line has none in Raw. Any thread
// that pinned the reader.
QByteArray logLineFor(const LogReader& reader, LogSeq seq, LogLineAs as, const LogMarkerWords& words);
// The same for a gap that is no line of the store.
QByteArray logGapFor(const LogGap& gap, LogLineAs as, const LogMarkerWords& words);

} // namespace ops::domain
