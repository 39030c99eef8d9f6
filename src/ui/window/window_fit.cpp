#include "ui/window/window_fit.h"

#include <QMargins>

#include <algorithm>

namespace ops::ui {
namespace {

// Nobody knows a frame before the window is shown in it; those of the usual desktops are no larger.
constexpr QMargins frameRoom{4, 32, 4, 4};

} // namespace

QSize fittedTo(const QSize& wanted, const QSize& available)
{
    return wanted.boundedTo(available.shrunkBy(frameRoom)).expandedTo({1, 1});
}

QRect fittedTo(const QRect& wanted, const QRect& available)
{
    const QRect room = available.marginsRemoved(frameRoom);
    const QSize size = fittedTo(wanted.size(), available.size());
    // The upper left corner wins where not even that fits: what holds a window is there.
    const int left = std::max(room.left(), std::min(wanted.left(), room.right() + 1 - size.width()));
    const int top = std::max(room.top(), std::min(wanted.top(), room.bottom() + 1 - size.height()));
    return {QPoint(left, top), size};
}

} // namespace ops::ui
