#pragma once

#include <QString>

namespace ops::domain {

enum class HealthGrade {
    Unknown, // not asked yet, or the question was not put, or may not have arrived: it says nothing of the service
    Ok,      // exactly what the runbook expects
    Differs, // it works, and says so otherwise than the runbook expects
    Failed,
};

// Why a verdict is what it is; the operator's next step depends on it (ui/common/describe_health).
enum class HealthFinding {
    NotAsked,
    AsExpected,
    // Endpoints
    OtherWord,     // "healthy" where the runbook says "ok"
    SaysUnwell,    // "degraded", "unhealthy", or any word that nobody knows
    Contradicts,   // the expected word, or one like it, beside a member that says otherwise, and is named
    RepeatedKey,   // a key twice in one object: which of the two is meant nobody knows
    ByteOrderMark, // JSON as expected behind a byte order mark, which strict readers refuse
    FieldMissing,  // JSON without the field
    OtherService,  // somebody else answers on that port, and is named
    NotJson,       // an answer that is no JSON
    WrongStatus,   // an HTTP status that is not 200
    Redirected,    // a status that sends on to another URL, which is named and not asked
    PortClosed,    // refused
    // Nothing whole came before the deadline, which is not yet to hang:
    NotTaken,         // nobody took the connection: no answer of TCP, or, for https, of TLS
    NoAnswer,         // how far the question came is not known; also of a command and a script
    TakenNoAnswer,    // the connection was taken and the question sent
    AnswerUnfinished, // an answer had begun
    BrokenAnswer,     // an answer that is no HTTP, or ended in the middle
    TlsFailed,        // no secure connection, so nothing was asked over it
    AnswerTooLong,    // more than anybody reads of a health answer
    NameUnknown,      // the URL's host has no address
    Unreachable,      // this machine has no way there: it says nothing of the service
    // NATS
    LinkDown,            // our own links have no server
    LinkSilent,          // connected, and the server does not answer our pings
    MonitoringSilent,    // the server answers us, its monitoring port does not
    OtherServer,         // a server answers us that is not the first which the environment names
    MonitoringElsewhere, // the monitoring port is on another host than the server that answers us
    // Commands
    UnexpectedText,   // exit 0, and not the text that the runbook expects
    ErrorText,        // exit 0, and an error in what it printed
    WarningText,      // exit 0, and a warning in what it printed
    OutputCut,        // exit 0 and no complaint in what was kept, and not all was
    ExitCode,         // an exit code other than 0
    NeedsPassword,    // Redis: NOAUTH
    StillLoading,     // Redis: LOADING; Postgres: starting up
    ServerSilent,     // Postgres: nobody answers in the container
    NotAttempted,     // Postgres: pg_isready did not even try
    ProgramMissing,   // not in the container: exit 126 or 127
    ContainerMissing, // no container of that name
    ContainerStopped,
    EngineGone,           // docker's engine does not answer its client
    EngineOrServiceHangs, // docker's client came to no end and printed nothing: which of the two it waited for is open
    EngineDenied,         // this user may not speak to it
    // The question could not be put
    ToolMissing,     // no such program or script on the host
    MayNotRun,       // it is there, and this user may not run it
    CannotRun,       // it is there, and its first line names no program that is
    HostUnreachable, // ssh failed
    NoHost,          // the environment names no command host
    Cancelled,
};

inline constexpr HealthFinding allHealthFindings[] = {
    HealthFinding::NotAsked,
    HealthFinding::AsExpected,
    HealthFinding::OtherWord,
    HealthFinding::SaysUnwell,
    HealthFinding::Contradicts,
    HealthFinding::RepeatedKey,
    HealthFinding::ByteOrderMark,
    HealthFinding::FieldMissing,
    HealthFinding::OtherService,
    HealthFinding::NotJson,
    HealthFinding::WrongStatus,
    HealthFinding::Redirected,
    HealthFinding::PortClosed,
    HealthFinding::NotTaken,
    HealthFinding::NoAnswer,
    HealthFinding::TakenNoAnswer,
    HealthFinding::AnswerUnfinished,
    HealthFinding::BrokenAnswer,
    HealthFinding::TlsFailed,
    HealthFinding::AnswerTooLong,
    HealthFinding::NameUnknown,
    HealthFinding::Unreachable,
    HealthFinding::LinkDown,
    HealthFinding::LinkSilent,
    HealthFinding::MonitoringSilent,
    HealthFinding::OtherServer,
    HealthFinding::MonitoringElsewhere,
    HealthFinding::UnexpectedText,
    HealthFinding::ErrorText,
    HealthFinding::WarningText,
    HealthFinding::OutputCut,
    HealthFinding::ExitCode,
    HealthFinding::NeedsPassword,
    HealthFinding::StillLoading,
    HealthFinding::ServerSilent,
    HealthFinding::NotAttempted,
    HealthFinding::ProgramMissing,
    HealthFinding::ContainerMissing,
    HealthFinding::ContainerStopped,
    HealthFinding::EngineGone,
    HealthFinding::EngineOrServiceHangs,
    HealthFinding::EngineDenied,
    HealthFinding::ToolMissing,
    HealthFinding::MayNotRun,
    HealthFinding::CannotRun,
    HealthFinding::HostUnreachable,
    HealthFinding::NoHost,
    HealthFinding::Cancelled,
};

struct HealthVerdict {
    HealthGrade grade = HealthGrade::Unknown;
    HealthFinding finding = HealthFinding::NotAsked;
    QString actual; // what came, on one line and shortened; data from outside (rule G7)
    // What the finding is about, on one line; data. OtherService, OtherServer, WrongStatus: who answers, as far as it
    // is known. OtherWord: the word. Contradicts: the member and its value. RepeatedKey: the key's path. Redirected:
    // where to. ToolMissing, MayNotRun, CannotRun: the program or script; empty: the check's own.
    QString who;
    QString output; // everything that came, shortened in the middle; data

    bool operator==(const HealthVerdict&) const = default;
};

// "ok", "differs", "failed", "unknown": stable words for journals and logs.
QString healthGradeWord(HealthGrade grade);

// One line of at most `most` characters, control characters as blanks, cut in the middle where it is longer.
QString oneLine(const QString& text, qsizetype most = 160);

} // namespace ops::domain
