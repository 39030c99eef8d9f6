#pragma once

#include <QByteArray>
#include <QStringList>

namespace ops::ui {

// The last lines of a container's log as text for the screen, as the log page shows lines: data, never markup (rule
// G7); terminal colours are dropped, control characters and marks of direction are shown instead of obeyed.
QStringList tailLines(const QByteArray& text);

} // namespace ops::ui
