#include "infra/nats/link_keeper.h"

#include "infra/nats/nats_error.h"
#include "infra/nats/nats_options.h"

#include <QRandomGenerator>

#include <algorithm>
#include <thread>

namespace ops::infra {
namespace {

using namespace std::chrono_literals;

constexpr int manyHelpers = 16; // hung connects and closes; from then on there is a long pause between searches
constexpr auto crowdedPause = 30s;
constexpr auto steadyAfter = 50ms; // a link that lasted so long is replaced without suspicion when it is lost

base::Instant after(const base::Instant& from, std::chrono::nanoseconds by)
{
    return {from.monoNs + by.count(), from.utcMs + by.count() / 1'000'000};
}

} // namespace

LinkKeeper::LinkKeeper(const base::Clock& clock, LinkPolicy policy, LinkHooks hooks)
    : m_clock(clock)
    , m_policy(std::move(policy))
    , m_hooks(std::move(hooks))
{
}

LinkKeeper::~LinkKeeper()
{
    retire(std::exchange(m_connection, nullptr), 0ms);
}

void LinkKeeper::configure(const domain::LinkConfig& config)
{
    disconnect();
    m_config = config;
    for (const QString& url : config.urls)
        m_servers.push_back({url, withoutCredentials(url), nullptr, 0});
    m_status.phase = domain::LinkPhase::Connecting;
    report();
    beginSearch();
}

void LinkKeeper::disconnect()
{
    ++m_configuration;
    m_search.end();
    m_servers.clear();
    m_config = {}; // the password too
    retire(std::exchange(m_connection, nullptr), 0ms);
    m_live = 0;
    m_wasUp = false;
    m_droppedBefore = 0;
    m_status = {};
    m_status.since = m_clock.now();
}

void LinkKeeper::handle(LinkEvent event)
{
    if (auto* dialed = std::get_if<LinkDialed>(&event)) {
        take(std::move(*dialed));
    } else if (const auto* closed = std::get_if<LinkClosed>(&event)) {
        if (m_connection && closed->dial == m_live)
            lose(closed->error, 0ms);
    } else if (const auto* complaint = std::get_if<LinkComplaint>(&event)) {
        if (m_connection && complaint->dial == m_live) {
            noteComplaints();
            report();
        }
    } else if (const auto* pulse = std::get_if<LinkPulse>(&event)) {
        if (!m_connection || pulse->dial != m_live)
            return;
        m_pulseOut = false;
        m_pulseAt = after(m_clock.now(), pulseInterval);
        if (pulse->error) {
            lose(*pulse->error, m_policy.replyGrace);
            return;
        }
        m_status.rttMs = pulse->rttMs;
        m_status.dropped = m_droppedBefore + m_connection->dropped();
        noteProven();
    }
}

void LinkKeeper::onTimer()
{
    const base::Instant now = m_clock.now();
    if (m_search.running()) {
        continueSearch();
        if (m_search.running() && now.monoNs >= m_searchDeadline.monoNs) {
            m_search.expire(QStringLiteral("no NATS server answered within %1 ms").arg(searchDeadline.count()));
            giveUp();
        }
    } else if (!m_connection && configured() && now.monoNs >= m_retryAt.monoNs) {
        beginSearch();
    }
    if (m_connection && !m_pulseOut && now.monoNs >= m_pulseAt.monoNs)
        startPulse();
}

base::Instant LinkKeeper::nextWake() const
{
    base::Instant wake = after(m_clock.now(), 500ms);
    const auto sooner = [&](const base::Instant& at) {
        if (at.monoNs < wake.monoNs)
            wake = at;
    };
    if (m_search.running()) {
        sooner(m_searchDeadline);
        if (const auto next = m_search.nextAt())
            sooner(*next);
    } else if (!m_connection && configured()) {
        sooner(m_retryAt);
    }
    if (m_connection && !m_pulseOut)
        sooner(m_pulseAt);
    return wake;
}

void LinkKeeper::searchNow()
{
    if (!m_connection && !m_search.running() && configured())
        beginSearch();
}

void LinkKeeper::drop(const base::Error& why)
{
    if (m_connection)
        lose(why, m_policy.replyGrace);
}

void LinkKeeper::noteProven()
{
    m_status.provenAt = m_clock.now();
    report();
}

void LinkKeeper::beginSearch()
{
    QStringList names;
    for (const Server& server : m_servers)
        names << server.where;
    const base::Instant now = m_clock.now();
    m_search.begin(names, now);
    m_searchDeadline = after(now, searchDeadline);
    continueSearch();
}

void LinkKeeper::continueSearch()
{
    while (const auto server = m_search.due(m_clock.now()))
        dial(*server);
    if (m_search.running() && m_search.exhausted())
        giveUp();
}

void LinkKeeper::giveUp()
{
    const base::Error why = m_search.verdict();
    m_search.end();
    const base::Instant now = m_clock.now();
    m_retryAt = after(now, pauseAfter(why));
    // An outage is told once, not each time that nobody was found.
    if (m_status.phase != domain::LinkPhase::Down || m_status.error != why) {
        if (m_status.phase != domain::LinkPhase::Down)
            m_status.since = now;
        m_status.phase = domain::LinkPhase::Down;
        m_status.error = why;
        report();
    }
    m_hooks.notFound(why);
}

std::chrono::nanoseconds LinkKeeper::pauseAfter(const base::Error& why)
{
    if (*m_helpers >= manyHelpers)
        return crowdedPause;
    std::chrono::nanoseconds pause = m_policy.retryPause;
    if (why.code == base::ErrorCode::Refused)
        pause = m_policy.refusedPause;
    // A server that is just ending accepts connections and drops them; one that does so for ever is left in peace.
    else if (why.code == base::ErrorCode::LinkDown || why.code == base::ErrorCode::IoFailed)
        pause = std::min<std::chrono::nanoseconds>(pause, m_policy.refusedPause * (1 << std::min(m_shut++, 10)));
    return pause + std::chrono::nanoseconds(
                       static_cast<qint64>(QRandomGenerator::global()->generateDouble() *
                                           static_cast<double>(std::chrono::nanoseconds(m_policy.jitter).count())));
}

void LinkKeeper::dial(int index)
{
    Server& server = m_servers[static_cast<size_t>(index)];
    // An older dial that hangs may hold a lock inside its options for ever.
    if (server.dialing != 0)
        server.options.reset();
    if (!server.options) {
        auto options = makeNatsOptions(m_config, server.url);
        if (!options) {
            m_search.failed(index, options.error());
            return;
        }
        server.options = std::move(options).value();
    }
    const quint64 dial = ++m_dials;
    server.dialing = dial;
    auto connection = std::make_shared<NatsConnection>(ConnectionEvents{
        [post = m_hooks.post, dial] { post(LinkComplaint{dial}); },
        [post = m_hooks.post, dial](const base::Error& error) {
            post(LinkClosed{dial, error});
        },
    });
    m_helpers->fetch_add(1);
    std::thread([connection, dial, index, configuration = m_configuration, options = server.options,
                 where = server.where, watchSubject = m_config.watchSubject, prepare = m_policy.prepare,
                 post = m_hooks.post, helpers = m_helpers, clock = &m_clock]() mutable {
        auto done = connection->connect(options.get(), where);
        if (done)
            done = prepare(*connection, watchSubject);
        const base::Instant asked = clock->now();
        if (done)
            done = connection->flush(pulseDeadline);
        LinkDialed dialed{configuration, dial, index, nullptr, std::nullopt, base::elapsedMs(asked, clock->now())};
        if (done)
            dialed.connection = connection;
        else
            dialed.error = done.error();
        post(std::move(dialed));
        connection.reset(); // a failed one is closed here
        helpers->fetch_sub(1);
    }).detach();
}

void LinkKeeper::take(LinkDialed dialed)
{
    if (dialed.configuration != m_configuration) {
        retire(std::move(dialed.connection), 0ms);
        return;
    }
    Server& server = m_servers[static_cast<size_t>(dialed.server)];
    const bool newest = server.dialing == dialed.dial;
    if (newest)
        server.dialing = 0;
    if (!dialed.connection) {
        if (newest && m_search.running()) {
            m_search.failed(dialed.server, dialed.error.value());
            continueSearch();
        }
        return;
    }
    // One that comes after its search was given up is as good as any: nothing was ever written to it.
    if (m_connection || dialed.connection->isClosed()) {
        retire(std::move(dialed.connection), 0ms);
        if (!m_connection && newest && m_search.running()) {
            m_search.failed(dialed.server, {base::ErrorCode::LinkDown, QStringLiteral("closed at once"), server.where});
            continueSearch();
        }
        return;
    }
    m_search.end();
    m_connection = std::move(dialed.connection);
    m_live = dialed.dial;
    const base::Instant now = m_clock.now();
    m_status.phase = domain::LinkPhase::Up;
    m_status.since = now;
    m_status.provenAt = now;
    m_status.rttMs = dialed.rttMs;
    m_status.server = m_connection->server();
    m_status.error.reset();
    m_shut = 0;
    if (std::exchange(m_wasUp, true))
        ++m_status.reconnects;
    noteComplaints(); // some came before we knew it
    m_pulseAt = after(now, pulseInterval);
    m_pulseOut = false;
    report();
    m_hooks.cameUp();
}

// A refused subscription stays true for the life of the connection: it hears less than it should, and says so. Of other
// complaints the last one is shown.
void LinkKeeper::noteComplaints()
{
    std::optional<base::Error> deaf;
    for (const base::Error& error : m_connection->complaints()) {
        if (!isSubscriptionDenial(error)) {
            m_status.error = error;
            continue;
        }
        if (!deaf)
            deaf = error;
        else if (!deaf->detail.contains(error.detail))
            deaf->detail += QStringLiteral("; ") + error.detail;
    }
    if (deaf)
        m_status.error = deaf;
}

void LinkKeeper::lose(const base::Error& why, std::chrono::milliseconds grace)
{
    const base::Instant now = m_clock.now();
    const bool steady = base::elapsed(m_status.since, now) >= steadyAfter;
    const QString server = m_status.server;
    m_droppedBefore += m_connection->dropped();
    m_status.dropped = m_droppedBefore;
    retire(std::exchange(m_connection, nullptr), grace);
    m_live = 0;
    m_status.phase = domain::LinkPhase::Down;
    m_status.since = now;
    m_status.server.clear();
    m_status.rttMs.reset();
    m_status.error = why;
    if (m_status.error->subject.isEmpty())
        m_status.error->subject = server;
    m_retryAt = after(now, steady ? m_policy.lostPause : pauseAfter(why));
    report();
}

void LinkKeeper::retire(std::shared_ptr<NatsConnection> connection, std::chrono::milliseconds grace)
{
    if (!connection)
        return;
    m_helpers->fetch_add(1);
    std::thread([connection = std::move(connection), grace, helpers = m_helpers]() mutable {
        if (grace > 0ms)
            std::this_thread::sleep_for(grace);
        connection.reset();
        helpers->fetch_sub(1);
    }).detach();
}

void LinkKeeper::startPulse()
{
    m_pulseOut = true;
    // On a thread of its own: a server that does not answer must not hold up a command.
    std::thread([dial = m_live, connection = m_connection, post = m_hooks.post, clock = &m_clock]() mutable {
        const base::Instant asked = clock->now();
        const auto answered = connection->flush(pulseDeadline);
        LinkPulse pulse{dial, base::elapsedMs(asked, clock->now()), std::nullopt};
        if (!answered)
            pulse.error = answered.error();
        connection.reset();
        post(pulse);
    }).detach();
}

void LinkKeeper::report()
{
    m_hooks.report(m_status);
}

} // namespace ops::infra
