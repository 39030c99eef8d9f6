#include "infra/docker/docker_error.h"

#include "domain/host/ansi.h"

#include <QByteArrayList>

#include <algorithm>
#include <iterator>

namespace ops::infra {
namespace {

using base::ErrorCode;

constexpr qsizetype maxDetail = 400;

// In this order: the words of a refused socket come together with those of an engine that is not there.
constexpr std::pair<const char*, ErrorCode> sayings[] = {
    {"permission denied", ErrorCode::PermissionDenied},
    {"cannot connect to the docker daemon", ErrorCode::Refused},
    {"failed to connect to the docker api", ErrorCode::Refused},
    {"connection refused", ErrorCode::Refused},
    {"dial unix", ErrorCode::Refused},
    {"dial tcp", ErrorCode::Refused},
    {"connection reset", ErrorCode::LinkDown},
    {"unexpected eof", ErrorCode::LinkDown},
    {"error during connect", ErrorCode::LinkDown}, // what the client says of a link that breaks later, too
    {"no such container", ErrorCode::NotFound},
    {"no such object", ErrorCode::NotFound},
    {"is too old", ErrorCode::Unavailable},
    {"is too new", ErrorCode::Unavailable},
    {"is restarting", ErrorCode::Busy},
    {"is already in progress", ErrorCode::Busy},
    {"is already in use", ErrorCode::Busy},
    {"no space left", ErrorCode::NoSpace},
};

// A client that reached no engine: what it asks for is not asked.
constexpr const char* notReached[] = {"connect to the docker ", "dial unix", "dial tcp", "connection refused"};
// The engine's own answer about what it was asked.
constexpr const char* engineSays[] = {"error response from daemon", "no such container", "no such object"};
// A link that broke while the engine was answering; of the engine's own words those that leave the end open.
constexpr const char* cutOff[] = {"error during connect", "unexpected eof",
                                  "connection reset",     "broken pipe",
                                  "transport is closing", "closed network connection",
                                  "context canceled",     "deadline exceeded",
                                  "i/o timeout",          "did not receive an exit event"};
// What the engine says to every question alike.
constexpr const char* wrongClient[] = {"is too old", "is too new"};

// Docker's client, Podman's that stands in for it, shells and ssh say these of themselves.
struct Warning {
    const char* words;
    bool atBegin;
};
constexpr Warning warnings[] = {
    {"warning", true},     {"** ", true}, // ssh
    {"deprecated", true},  {"emulate docker cli using podman", true},
    {": warning:", false}, {"level=warning", false},
};

template <size_t size>
bool saysOneOf(const QByteArray& lowered, const char* const (&words)[size])
{
    return std::any_of(std::begin(words), std::end(words), [&](const char* each) { return lowered.contains(each); });
}

QString firstLine(const QByteArray& text)
{
    for (const QByteArray& line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            return plainLine(line);
    return {};
}

} // namespace

QString plainLine(const QByteArray& line)
{
    domain::AnsiStripper stripper;
    const QByteArray stripped = stripper.feed(line.trimmed().left(maxDetail));
    return QString::fromUtf8(stripped + stripper.finish());
}

base::Error dockerError(const domain::HostOutcome& outcome, const QByteArray& errors)
{
    const QString subject = QStringLiteral("docker");
    if (outcome.end != domain::HostEnd::Exited)
        return outcome.error.value_or(base::Error{ErrorCode::Internal, domain::hostOutcomeWord(outcome), subject});
    const QByteArray serious = withoutWarnings(errors);
    const QByteArray& telling = serious.isEmpty() ? errors : serious;
    base::Error error{ErrorCode::Internal, firstLine(telling), subject};
    const QByteArray said = telling.toLower();
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
    const bool isLate = outcome.end == domain::HostEnd::TimedOut;
    domain::EnginePhase phase = domain::EnginePhase::Gone;
    if (isLate && outcome.began == domain::HostBegan::Yes)
        phase = domain::EnginePhase::Frozen;
    else if (isLate && outcome.began == domain::HostBegan::Unknown)
        phase = domain::EnginePhase::Silent;
    return {phase, dockerError(outcome, errors)};
}

base::Error unreadable(const QString& command, const QByteArray& output, const QByteArray& errors, const QString& why)
{
    constexpr qsizetype shown = 160;
    const QString printed = firstLine(output.trimmed().isEmpty() ? errors : output).left(shown);
    QString detail = printed.isEmpty() ? QStringLiteral("printed nothing") : QStringLiteral("printed: ") + printed;
    if (!why.isEmpty())
        detail += QStringLiteral(" (%1)").arg(why);
    return {ErrorCode::ProtocolError, detail, command};
}

QByteArray withoutWarnings(const QByteArray& errors)
{
    QByteArray serious;
    for (const QByteArray& line : errors.split('\n')) {
        const QByteArray said = line.trimmed().toLower();
        const bool isHarmless =
            said.isEmpty() || std::any_of(std::begin(warnings), std::end(warnings), [&said](const Warning& each) {
                return each.atBegin ? said.startsWith(each.words) : said.contains(each.words);
            });
        if (!isHarmless)
            serious += line + '\n';
    }
    return serious;
}

QString complaint(const QByteArray& errors)
{
    return firstLine(withoutWarnings(errors));
}

domain::EngineFailure unreadableAnswer(const base::Error& error)
{
    return {domain::EnginePhase::Gone, error};
}

domain::ActReply actReply(const domain::HostOutcome& outcome, const QByteArray& errors)
{
    using domain::ActAnswer;
    const QByteArray said = errors.toLower();
    const bool isContradicted = saysOneOf(said, notReached) || saysOneOf(said, engineSays) || saysOneOf(said, cutOff);
    if (outcome.succeeded() && !isContradicted)
        return {};
    base::Error error = dockerError(outcome, errors);
    if (outcome.began == domain::HostBegan::No)
        return {ActAnswer::Refused, error};
    // The client was not done. Whether the engine was is just what is not known.
    if (outcome.end == domain::HostEnd::TimedOut)
        error.detail = QStringLiteral("no answer from the engine; its client was ended");
    const int code = outcome.exitCode.value_or(0);
    const bool noSuchProgram = code == 126 || code == 127; // as a shell says it
    const bool isRefusal =
        noSuchProgram || saysOneOf(said, notReached) || (saysOneOf(said, engineSays) && !saysOneOf(said, cutOff));
    return {outcome.end == domain::HostEnd::Exited && isRefusal ? ActAnswer::Refused : ActAnswer::Lost, error};
}

bool isInspectAnswer(const domain::HostOutcome& outcome, const QByteArray& output, const QByteArray& errors)
{
    if (outcome.succeeded())
        return true;
    const QByteArray said = errors.toLower();
    return outcome.end == domain::HostEnd::Exited && outcome.exitCode == 1 && output.trimmed().startsWith('[') &&
           saysOneOf(said, engineSays) && !saysOneOf(said, notReached) && !saysOneOf(said, cutOff) &&
           !saysOneOf(said, wrongClient);
}

} // namespace ops::infra
