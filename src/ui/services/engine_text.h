#pragma once

#include "domain/services/engine_status.h"
#include "domain/services/health_level.h"
#include "domain/services/service_match.h"

#include <QString>

namespace ops::ui {

// How an engine stands, for the page's head: "titan-host-1, engine 20.10.24".
QString engineShortText(const domain::EngineStatus& status);

// What an operator must know of an engine before trusting the table; an empty text while there is nothing to know.
struct EngineNotice {
    domain::LevelGrade grade = domain::LevelGrade::Ok;
    QString text;
    QString act; // what to do; may be empty
};
EngineNotice engineNotice(const domain::EngineStatus& status, const base::Instant& now);
// Its clock and this machine's differ by more than the measuring may be wrong by; an empty text: they do not, or it is
// not known.
EngineNotice clockNotice(const domain::EngineStatus& status);
// Two hosts of one engine.
EngineNotice sharedNotice(const domain::SharedEngine& shared);
// Several compose projects have the runbook's services.
EngineNotice projectNotice(const QString& host, const domain::ProjectChoice& choice);
// Which hosts' containers are only played; an empty text: none.
EngineNotice simulatedNotice(const std::vector<domain::EngineStatus>& engines);

} // namespace ops::ui
