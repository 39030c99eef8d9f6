#pragma once

#include "domain/journal_record.h"
#include "domain/log/log_marker.h"

#include <optional>

namespace ops::domain {

// A row among the services' lines for what was done to them: a record of the journal as a log shows it.
struct CommandMarker {
    LogMarker marker;
    QString service; // empty: not about one alone
    qint64 utcMs = 0;
};

// Nothing for records that change nothing at Titan, and for the single steps between an act and its outcome. The text
// is made of names that the runbook, the wire and the record have in every language: "HARD_HALT 7f3a91c2 SENT".
std::optional<CommandMarker> commandMarker(const JournalRecord& record);
// It says that a halt was sent, by this console or by somebody else.
bool isHalt(const LogMarker& marker);

} // namespace ops::domain
