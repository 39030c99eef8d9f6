#pragma once

#include "base/result.h"
#include "domain/log/log_filter.h"

#include <QByteArray>

// What a person keeps to read logs with: filters by name, and words to be seen at once. Values, any thread.
namespace ops::domain {

struct NamedLogFilter {
    QString name;
    LogFilter filter;

    bool operator==(const NamedLogFilter&) const = default;
};

enum class HighlightColour : quint8 { Blue, Teal, Green, Amber, Violet, Grey };
inline constexpr int highlightColours = 6;

// A text that is framed wherever it stands in a message. Literal: it is looked for while a screen is painted.
struct LogHighlight {
    QString text;
    HighlightColour colour = HighlightColour::Blue;
    bool caseSensitive = false;

    bool operator==(const LogHighlight&) const = default;
};

struct LogAids {
    std::vector<NamedLogFilter> filters;
    std::vector<LogHighlight> highlights;

    bool operator==(const LogAids&) const = default;
};
inline constexpr int maxHighlights = 20;
inline constexpr int maxHighlightLength = 200;

// Errors: InvalidInput, with file, JSON path, what was found and what is expected.
base::Result<LogAids> parseLogAids(const QByteArray& bytes, const QString& fileName);
QByteArray logAidsToJson(const LogAids& aids);

} // namespace ops::domain
