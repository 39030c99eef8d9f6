#pragma once

#include <QString>

namespace ops::base {

// The closed set of reasons an operation can fail with. Code branches on these; operator prose is made from them in
// one place (ui/common/describe). Adding one makes every switch over it fail to compile cleanly until it is handled.
enum class ErrorCode {
    InvalidInput,     // a value, file or argument does not have the required form
    NotFound,         // a named thing (file, environment, runbook) does not exist
    PermissionDenied, // the operating system refused (file mode, read-only directory)
    NoSpace,          // the disk is full
    IoFailed,         // any other input/output failure
    Busy,             // somebody else holds it
    AlreadyExists,    // there is something of that name, and it stays as it is
    Refused,          // the peer closed the door: port closed, connection refused
    AuthFailed,       // the server does not accept this identity
    Denied,           // the server accepts the identity, but not this act
    TimedOut,         // no answer before our deadline
    LinkDown,         // there is no live connection to use
    ProtocolError,    // the peer is not what it should be, or speaks garbage
    TooLarge,         // over a limit, ours or the peer's
    Unavailable,      // a facility is absent on this machine (keyring, program)
    Corrupt,          // stored data fails its own check
    Changed,          // somebody changed it under us: what was read of it no longer holds
    LeftOut,          // one of several things asked for is not done; `detail` says why, and what to do
    Cancelled,        // given up by the operator or by a stop that wins
    Internal,         // a foreign library failed in a way that says nothing useful
};

// All values, for tests and tables.
inline constexpr ErrorCode allErrorCodes[] = {
    ErrorCode::InvalidInput,  ErrorCode::NotFound, ErrorCode::PermissionDenied, ErrorCode::NoSpace,
    ErrorCode::IoFailed,      ErrorCode::Busy,     ErrorCode::AlreadyExists,    ErrorCode::Refused,
    ErrorCode::AuthFailed,    ErrorCode::Denied,   ErrorCode::TimedOut,         ErrorCode::LinkDown,
    ErrorCode::ProtocolError, ErrorCode::TooLarge, ErrorCode::Unavailable,      ErrorCode::Corrupt,
    ErrorCode::Changed,       ErrorCode::LeftOut,  ErrorCode::Cancelled,        ErrorCode::Internal,
};

// Stable name for logs and journals ("timed-out"), never shown as prose.
QString errorCodeName(ErrorCode code);

// What went wrong. `subject` names the thing (file, URL, NATS subject, JSON path); `detail` is the evidence, in the
// words of whoever reported it. Both are data from outside: never markup, never a format string (rule G7).
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    QString subject;

    bool operator==(const Error&) const = default;
};

// One line for logs: "timed-out: nats://127.0.0.1:4222: no PONG in 250 ms".
QString toLogLine(const Error& error);

} // namespace ops::base
