#include "domain/host/docker_over_socket.h"

#include <algorithm>
#include <iterator>

namespace ops::domain {
namespace {

// What the console and the runbooks ask of an engine. `pull` is not among them: the registry's password is there.
constexpr const char* engineVerbs[] = {"events", "exec",    "info",  "inspect", "kill", "logs",   "ps",
                                       "start",  "restart", "stats", "stop",    "top",  "version"};
// The client says "Cannot connect", "error during connect", "connection reset", "unexpected EOF", "broken pipe".
constexpr const char* wayWords[] = {"connect", "eof", "broken pipe"};

template <size_t size>
bool isOneOf(const QByteArray& word, const char* const (&words)[size])
{
    return std::any_of(std::begin(words), std::end(words), [&](const char* each) { return word == each; });
}

// Of `docker exec`: takes a value, or a file of them, from where the client runs. Where it is the program's own option
// instead, nothing is lost.
bool readsEnvironment(const QByteArray& word)
{
    return word.startsWith("-e") || word.startsWith("--env");
}

} // namespace

bool needsOnlyTheEngine(const HostCommand& command)
{
    const QByteArrayList& argv = command.argv;
    if (argv.size() < 2 || argv.first() != "docker" || !command.environment.empty())
        return false;
    if (argv.at(1) == "container")
        return argv.size() > 2 && argv.at(2) == "inspect";
    if (argv.at(1) == "exec")
        return std::none_of(argv.begin() + 2, argv.end(), readsEnvironment);
    return isOneOf(argv.at(1), engineVerbs);
}

HostCommand overSocket(HostCommand command, const QString& socket)
{
    command.workingDirectory.clear();
    command.environment = {{"DOCKER_HOST", "unix://" + socket.toUtf8()},
                           {"DOCKER_TLS", {}},
                           {"DOCKER_TLS_VERIFY", {}},
                           {"DOCKER_API_VERSION", {}}};
    return command;
}

bool mayHaveLostItsWay(const HostOutcome& outcome, const QByteArray& lastErrors)
{
    if (outcome.succeeded() || (outcome.end != HostEnd::Exited && outcome.end != HostEnd::Signalled))
        return false;
    const QByteArray said = lastErrors.trimmed().toLower();
    return said.isEmpty() ||
           std::any_of(std::begin(wayWords), std::end(wayWords), [&](const char* each) { return said.contains(each); });
}

bool mayNotHaveArrived(const HostOutcome& outcome)
{
    return outcome.end == HostEnd::TimedOut && outcome.began == HostBegan::Yes;
}

HostOutcome withoutSignOfLife(const HostOutcome& outcome, const QString& host)
{
    HostOutcome unproven = outcome;
    unproven.began = HostBegan::Unknown;
    unproven.error =
        base::Error{base::ErrorCode::TimedOut,
                    QStringLiteral("neither docker here nor another command over ssh had an answer"), host};
    return unproven;
}

HostOutcome afterItsWayWasLost(const HostOutcome& outcome, const base::Error& why)
{
    if (outcome.succeeded() || outcome.end == HostEnd::CouldNotStart || outcome.end == HostEnd::Cancelled)
        return outcome;
    HostOutcome lost;
    lost.end = HostEnd::TransportFailed;
    lost.began = outcome.began;
    lost.gone = outcome.began == HostBegan::No;
    lost.error = why;
    return lost;
}

} // namespace ops::domain
