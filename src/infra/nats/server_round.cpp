#include "infra/nats/server_round.h"

#include <algorithm>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds longestStagger = 250ms;
constexpr std::chrono::nanoseconds allStarted = 1000ms; // by then the last one is being tried, however many they are

base::Instant later(const base::Instant& from, std::chrono::nanoseconds by)
{
    return {from.monoNs + by.count(), from.utcMs + by.count() / 1'000'000};
}

// What the operator can do something about comes first.
int weight(base::ErrorCode code)
{
    switch (code) {
    case base::ErrorCode::AuthFailed:
        return 4;
    case base::ErrorCode::Denied:
    case base::ErrorCode::ProtocolError:
        return 3;
    case base::ErrorCode::TimedOut:
        return 2;
    case base::ErrorCode::Refused:
    case base::ErrorCode::LinkDown:
    case base::ErrorCode::NotFound:
        return 1;
    default:
        return 0;
    }
}

} // namespace

void ServerRound::begin(const QStringList& servers, const base::Instant& now)
{
    m_servers = servers;
    m_next = 0;
    m_nextAt = now;
    m_errors.clear();
    m_running = true;
}

void ServerRound::end()
{
    m_running = false;
}

std::optional<int> ServerRound::due(const base::Instant& now)
{
    if (!m_running || m_next >= m_servers.size() || now.monoNs < m_nextAt.monoNs)
        return std::nullopt;
    m_nextAt = later(now, std::min(longestStagger, std::chrono::nanoseconds(allStarted.count() / m_servers.size())));
    return m_next++;
}

std::optional<base::Instant> ServerRound::nextAt() const
{
    if (!m_running || m_next >= m_servers.size())
        return std::nullopt;
    return m_nextAt;
}

void ServerRound::failed(int server, const base::Error& why)
{
    m_errors.insert_or_assign(server, why);
    if (static_cast<int>(m_errors.size()) == m_next)
        m_nextAt = {}; // nobody else is still thinking: the next one at once
}

void ServerRound::expire(const QString& detail)
{
    for (int server = 0; server < m_next; ++server)
        m_errors.try_emplace(server, base::Error{base::ErrorCode::TimedOut, detail, m_servers.at(server)});
}

bool ServerRound::exhausted() const
{
    return m_next >= m_servers.size() && m_errors.size() == static_cast<size_t>(m_servers.size());
}

base::Error ServerRound::verdict() const
{
    const base::Error* worst = nullptr;
    for (const auto& [server, error] : m_errors)
        if (worst == nullptr || weight(error.code) > weight(worst->code))
            worst = &error;
    if (worst == nullptr)
        return {base::ErrorCode::InvalidInput, QStringLiteral("no server is configured"), {}};
    base::Error verdict = *worst;
    for (const auto& [server, error] : m_errors)
        if (&error != worst)
            verdict.detail += QStringLiteral("; %1: %2").arg(error.subject, error.detail);
    return verdict;
}

} // namespace ops::infra
