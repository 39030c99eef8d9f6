#pragma once

#include "domain/log/log_aids.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <vector>

namespace ops::ui {

// A frame and a tint: the frame says it without colour too (rule G5).
struct HighlightLook {
    QColor fill;
    QColor frame;
};
HighlightLook highlightLook(domain::HighlightColour colour, const QPalette& palette);
QString highlightColourText(domain::HighlightColour colour);

// Where in a text a highlighted one stands.
struct HighlightPlace {
    qsizetype start = 0;
    qsizetype length = 0;
    domain::HighlightColour colour = domain::HighlightColour::Blue;

    bool operator==(const HighlightPlace&) const = default;
};
// From left to right; where two would overlap, the earlier highlight of the list wins.
std::vector<HighlightPlace> highlightPlaces(const QString& text, const std::vector<domain::LogHighlight>& highlights);

} // namespace ops::ui
