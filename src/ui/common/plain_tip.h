#pragma once

#include <QString>

namespace ops::ui {

// Data as the text of a tool tip, which would take markup in it for markup (rule G7): wrapped, its line ends kept.
// Nothing stays nothing.
QString plainTip(const QString& text);

} // namespace ops::ui
