#pragma once

#include "domain/services/service_act.h"
#include "ui/common/label.h"

#include <QString>

namespace ops::ui {

// "Stop service": the button's verb.
QString actVerb(domain::ContainerAct act);
// "Stop…": the same where the service is named beside it.
QString actShortVerb(domain::ContainerAct act);
QString actTitle(domain::ContainerAct act, const QString& service);
// What the act takes away, as one sentence.
QString describe(domain::ActConsequence consequence, const QString& service);
// Whose container it would hit, as one sentence.
QString foreignProjectText(const QString& service, const QString& project);
// Why it cannot be asked for; empty: it can.
// `container`: its name, for what is to be typed.
QString describe(domain::ActBlock block, const QString& container);
// Where an act stands, never more than is proven: "The container shows it: stopped at 17:04:08.113 UTC."
QString describe(const domain::ServiceAct& act);
Tone actTone(domain::ActPhase phase);

} // namespace ops::ui
