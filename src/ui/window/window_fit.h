#pragma once

#include <QRect>

namespace ops::ui {

// How large a window may be, without its frame, so that it and its frame stand within `available`, the part of a
// screen that no panel covers: as large as wanted, and no larger than that. Pure; device-independent pixels.
QSize fittedTo(const QSize& wanted, const QSize& available);
// The same of a place: shrunk where it is too large, and moved to where all of it is seen.
QRect fittedTo(const QRect& wanted, const QRect& available);

} // namespace ops::ui
