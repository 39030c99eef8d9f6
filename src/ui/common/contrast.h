#pragma once

#include <QColor>

namespace ops::ui {

// WCAG 2.1 relative luminance, 0 to 1.
double relativeLuminance(const QColor& color);
// WCAG 2.1 contrast ratio, 1 to 21; order does not matter.
double contrastRatio(const QColor& a, const QColor& b);
inline constexpr double minimumTextContrast = 4.5;
// Of what is no text and must be seen all the same, as the frame of a check box.
inline constexpr double minimumShapeContrast = 3.0;

} // namespace ops::ui
