#include "ui/common/halt_text.h"

#include "base/time_text.h"
#include "ui/common/age_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct HaltText {
    Q_DECLARE_TR_FUNCTIONS(HaltText)
};

} // namespace

QString lastHaltText(const std::optional<domain::SeenCommand>& halt, const QString& actor, const base::Instant& now)
{
    if (!halt)
        return HaltText::tr("No halt has been seen since this console started, and no stream remembers one.");
    const QString who = halt->ours               ? actor
                        : halt->sender.isEmpty() ? HaltText::tr("somebody who gave no name")
                                                 : HaltText::tr("%1, as claimed").arg(halt->sender);
    const QString when =
        halt->sentUtcMs
            ? HaltText::tr("%1 UTC, read back from a stream").arg(base::utcStampText(*halt->sentUtcMs).chopped(1))
            : QStringLiteral("%1, %2").arg(utcText(halt->at, now), ageText(halt->at, now));
    return HaltText::tr("%1 by %2\n%3").arg(halt->stateWord, who, when);
}

QString lastHaltReason(const std::optional<domain::SeenCommand>& halt)
{
    return halt && !halt->reason.isEmpty() ? HaltText::tr("“%1”").arg(halt->reason) : QString();
}

} // namespace ops::ui
