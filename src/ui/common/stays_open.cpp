#include "ui/common/stays_open.h"

#include "base/lateness.h"
#include "ui/common/age_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct StaysOpen {
    Q_DECLARE_TR_FUNCTIONS(StaysOpen)
};

// Counts older than this are a memory, not a fact (rule G9).
constexpr std::chrono::seconds exposureMaxAge{30};

} // namespace

QString staysOpenText(const QStringList& doesNot, const std::optional<domain::Exposure>& exposure,
                      const base::Instant& now)
{
    const QString stays =
        doesNot.isEmpty()
            ? QString()
            : StaysOpen::tr("A halt does not %1.").arg(doesNot.join(StaysOpen::tr(" or "))) + QLatin1Char(' ');
    if (!exposure)
        return stays + StaysOpen::tr("Open positions and working orders: unknown, nothing here reports them.");
    const QString positions = exposure->positions ? StaysOpen::tr("%n position(s)", nullptr, *exposure->positions)
                                                  : StaysOpen::tr("an unknown number of positions");
    const QString orders = exposure->orders ? StaysOpen::tr("%n working order(s)", nullptr, *exposure->orders)
                                            : StaysOpen::tr("an unknown number of working orders");
    const bool stale = base::tookLonger(exposure->at, now, exposureMaxAge);
    return stays + StaysOpen::tr("Open now: %1, %2 (%3).").arg(positions, orders, ageText(exposure->at, now, stale));
}

} // namespace ops::ui
