#include "infra/docker/docker_error.h"

#include "domain/host/ansi.h"

#include <QByteArrayList>

namespace ops::infra {
namespace {

using base::ErrorCode;

constexpr qsizetype maxDetail = 400;

// In this order: the words of a refused socket come together with those of an engine that is not there.
constexpr std::pair<const char*, ErrorCode> sayings[] = {
    {"permission denied", ErrorCode::PermissionDenied},
    {"cannot connect to the docker daemon", ErrorCode::Refused},
    {"connection refused", ErrorCode::Refused},
    {"connection reset", ErrorCode::LinkDown},
    {"unexpected eof", ErrorCode::LinkDown},
    {"error during connect", ErrorCode::Refused},
    {"no such container", ErrorCode::NotFound},
    {"no such object", ErrorCode::NotFound},
    {"is too old", ErrorCode::Unavailable},
    {"is too new", ErrorCode::Unavailable},
    {"is restarting", ErrorCode::Busy},
    {"is already in progress", ErrorCode::Busy},
    {"is already in use", ErrorCode::Busy},
    {"no space left", ErrorCode::NoSpace},
};

QString plain(const QByteArray& text)
{
    domain::AnsiStripper stripper;
    const QByteArray stripped = stripper.feed(text);
    return QString::fromUtf8(stripped + stripper.finish());
}

QString firstLine(const QByteArray& text)
{
    for (const QByteArray& line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            return plain(line.trimmed().left(maxDetail));
    return {};
}

} // namespace

base::Error dockerError(const domain::HostOutcome& outcome, const QByteArray& errors)
{
    const QString subject = QStringLiteral("docker");
    if (outcome.end != domain::HostEnd::Exited)
        return outcome.error.value_or(base::Error{ErrorCode::Internal, domain::hostOutcomeWord(outcome), subject});
    base::Error error{ErrorCode::Internal, firstLine(errors), subject};
    const QByteArray said = errors.toLower();
    for (const auto& [words, code] : sayings) {
        if (said.contains(words)) {
            error.code = code;
            break;
        }
    }
    if (error.detail.isEmpty())
        error.detail = domain::hostOutcomeWord(outcome);
    return error;
}

domain::EngineFailure engineFailure(const domain::HostOutcome& outcome, const QByteArray& errors)
{
    const bool unanswered = outcome.end == domain::HostEnd::TimedOut && outcome.began == domain::HostBegan::Yes;
    return {unanswered ? domain::EnginePhase::Frozen : domain::EnginePhase::Gone, dockerError(outcome, errors)};
}

domain::EngineFailure unreadableAnswer(const base::Error& error)
{
    return {domain::EnginePhase::Gone, error};
}

} // namespace ops::infra
