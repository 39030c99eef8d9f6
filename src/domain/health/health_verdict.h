#pragma once

#include <QString>

namespace ops::domain {

enum class HealthGrade {
    Unknown, // not asked yet, or the question itself could not be put: it says nothing of the service
    Ok,      // exactly what the runbook expects
    Differs, // it works, and says so otherwise than the runbook expects
    Failed,
};

// Why a verdict is what it is; the operator's next step depends on it (ui/common/describe_health).
enum class HealthFinding {
    NotAsked,
    AsExpected,
    // Endpoints
    OtherWord,    // "healthy" where the runbook says "ok"
    SaysUnwell,   // "degraded", "unhealthy", or any word that nobody knows
    FieldMissing, // JSON without the field
    OtherService, // somebody else answers on that port, and is named
    NotJson,      // an answer that is no JSON
    WrongStatus,  // an HTTP status that is not 200
    PortClosed,   // refused
    NoAnswer,     // nothing before the deadline
    BrokenAnswer, // an answer that is no HTTP, or ended in the middle
    NameUnknown,  // the URL's host has no address
    // NATS
    LinkDown,         // our own links have no server
    LinkSilent,       // connected, and the server does not answer our pings
    MonitoringSilent, // the server answers us, its monitoring port does not
    // Commands
    UnexpectedText,   // exit 0, and not the text that the runbook expects
    ErrorText,        // exit 0, and an error in what it printed
    WarningText,      // exit 0, and a warning in what it printed
    ExitCode,         // an exit code other than 0
    NeedsPassword,    // Redis: NOAUTH
    StillLoading,     // Redis: LOADING; Postgres: starting up
    ProgramMissing,   // not in the container: exit 126 or 127
    ContainerMissing, // no container of that name
    ContainerStopped,
    EngineGone,   // docker's engine does not answer its client
    EngineDenied, // this user may not speak to it
    // The question could not be put
    ToolMissing,     // no such program or script on the host
    HostUnreachable, // ssh failed
    NoHost,          // the environment names no command host
    Cancelled,
};

inline constexpr HealthFinding allHealthFindings[] = {
    HealthFinding::NotAsked,        HealthFinding::AsExpected,       HealthFinding::OtherWord,
    HealthFinding::SaysUnwell,      HealthFinding::FieldMissing,     HealthFinding::OtherService,
    HealthFinding::NotJson,         HealthFinding::WrongStatus,      HealthFinding::PortClosed,
    HealthFinding::NoAnswer,        HealthFinding::BrokenAnswer,     HealthFinding::NameUnknown,
    HealthFinding::LinkDown,        HealthFinding::LinkSilent,       HealthFinding::MonitoringSilent,
    HealthFinding::UnexpectedText,  HealthFinding::ErrorText,        HealthFinding::WarningText,
    HealthFinding::ExitCode,        HealthFinding::NeedsPassword,    HealthFinding::StillLoading,
    HealthFinding::ProgramMissing,  HealthFinding::ContainerMissing, HealthFinding::ContainerStopped,
    HealthFinding::EngineGone,      HealthFinding::EngineDenied,     HealthFinding::ToolMissing,
    HealthFinding::HostUnreachable, HealthFinding::NoHost,           HealthFinding::Cancelled,
};

struct HealthVerdict {
    HealthGrade grade = HealthGrade::Unknown;
    HealthFinding finding = HealthFinding::NotAsked;
    QString actual; // what came, on one line and shortened; data from outside (rule G7)
    QString who;    // OtherService: who answers, as far as it says so; data
    QString output; // everything that came, shortened in the middle; data

    bool operator==(const HealthVerdict&) const = default;
};

// "ok", "differs", "failed", "unknown": stable words for journals and logs.
QString healthGradeWord(HealthGrade grade);

// One line of at most `most` characters, control characters as blanks, cut in the middle where it is longer.
QString oneLine(const QString& text, qsizetype most = 160);

} // namespace ops::domain
