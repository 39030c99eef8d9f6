#pragma once

#include "domain/json_reader.h"
#include "domain/trading_state.h"

#include <QHash>

// Values that several sections of a runbook file have; only the runbook_*.cpp files use them.
namespace ops::domain::sections {

QString subjectAt(const JsonReader& json, bool wildcardsAllowed);
const QHash<QString, TradingState>& stateWords();

} // namespace ops::domain::sections
