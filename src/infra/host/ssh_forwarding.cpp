#include "infra/host/ssh_forwarding.h"

#include "domain/host/forward_target.h"
#include "infra/host/child_environment.h"
#include "infra/host/ssh_error.h"
#include "infra/host/ssh_host.h"

#include <QRegularExpression>
#include <QTcpServer>

#include <algorithm>
#include <csignal>

namespace ops::infra {

using base::ErrorCode;

namespace {

using namespace std::chrono_literals;

constexpr auto shortestPause = 1000ms;
constexpr auto longestPause = 15000ms;
constexpr auto askPatience = 10000ms;

bool isSocket(const QString& target)
{
    return target.startsWith(QLatin1Char('/'));
}

// What ssh takes for the far end, and cannot misread: the path of a socket, or host:port.
bool isGoodTarget(const QString& target)
{
    static const QRegularExpression port(
        QStringLiteral("\\A(?:[A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]{2,45}\\]):[1-9][0-9]{0,4}\\z"));
    return isSocket(target) ? domain::isForwardableSocket(target) : port.match(target).hasMatch();
}

} // namespace

SshForwarding::SshForwarding(SshHost& host, QObject* parent)
    : HostForwardPort(parent)
    , m_host(host)
    , m_pause(shortestPause)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        m_host.firstMaster().connectNow();
        onHostChanged();
    });
    connect(&m_host, &app::CommandHostPort::statusChanged, this, &SshForwarding::onHostChanged);
}

SshForwarding::~SshForwarding() = default;

void SshForwarding::open(const app::HostForward& forward)
{
    if (!isGoodTarget(forward.target)) {
        QMetaObject::invokeMethod(
            this,
            [this, forward] {
                Q_EMIT forwardLost(forward.name,
                                   {ErrorCode::InvalidInput,
                                    QStringLiteral("is neither an absolute path nor host:port"), forward.target});
            },
            Qt::QueuedConnection);
        return;
    }
    if (const auto known = m_entries.value(forward.name); known && known->forward == forward) {
        m_pause = shortestPause;
        if (known->phase == Phase::Wanted)
            m_retry.start(0ms);
        return;
    }
    close(forward.name);
    auto entry = std::make_shared<Entry>();
    entry->forward = forward;
    m_entries.insert(forward.name, entry);
    m_pause = shortestPause;
    m_retry.start(0ms);
}

void SshForwarding::close(const QString& name)
{
    const std::shared_ptr<Entry> entry = m_entries.take(name);
    if (!entry || entry->phase == Phase::Wanted || !m_host.status().up())
        return;
    // Nobody waits for the answer: should it fail, or a connection that is frozen give none, the forward ends with its
    // connection.
    const SpawnPlan plan{sshForwardArguments(m_host.config(), m_host.firstMaster().socket(), "cancel",
                                             entry->near + ':' + entry->forward.target.toUtf8()),
                         childEnvironment(), "/"};
    auto asking = std::make_unique<HostProcess>(m_host.spawner(), plan, QByteArray(), false);
    HostProcess* process = asking.get();
    const auto done = [this, process] {
        QMetaObject::invokeMethod(
            this,
            [this, process] { std::erase_if(m_over, [process](const auto& known) { return known.get() == process; }); },
            Qt::QueuedConnection);
    };
    connect(process, &HostProcess::ended, this, done);
    connect(process, &HostProcess::failedToStart, this, done);
    QTimer::singleShot(askPatience, process, done);
    m_over.push_back(std::move(asking));
}

void SshForwarding::onHostChanged()
{
    if (m_entries.isEmpty())
        return;
    const domain::HostStatus status = m_host.status();
    if (status.up()) {
        for (const auto& entry : std::as_const(m_entries))
            if (entry->phase == Phase::Wanted)
                ask(*entry);
        return;
    }
    if (status.phase != domain::HostPhase::Down)
        return;
    const auto entries = m_entries; // who hears of the loss may close one
    for (const auto& entry : entries)
        lose(*entry, *status.error);
    retryLater();
}

void SshForwarding::ask(Entry& entry)
{
    if (entry.near.isEmpty())
        entry.near = nearEnd(entry.forward.target);
    entry.phase = Phase::Asking;
    entry.words.clear();
    const QString name = entry.forward.name;
    const SpawnPlan plan{sshForwardArguments(m_host.config(), m_host.firstMaster().socket(), "forward",
                                             entry.near + ':' + entry.forward.target.toUtf8()),
                         childEnvironment(), "/"};
    entry.asking = std::make_unique<HostProcess>(m_host.spawner(), plan, QByteArray(), false);
    connect(entry.asking.get(), &HostProcess::outputArrived, this,
            [&entry](domain::OutputChannel, const QByteArray& bytes) { entry.words += bytes; });
    connect(entry.asking.get(), &HostProcess::failedToStart, this,
            [this, name](const base::Error& error) { onAsked(name, false, error); });
    connect(entry.asking.get(), &HostProcess::ended, this,
            [this, name, &entry](const std::optional<int>& exitCode, int) {
                onAsked(name, exitCode == 0, sshError(entry.words, m_host.config().destination));
            });
    QTimer::singleShot(askPatience, entry.asking.get(), [this, name] {
        onAsked(name, false,
                {ErrorCode::TimedOut, QStringLiteral("the connection did not answer"), m_host.config().destination});
    });
}

void SshForwarding::onAsked(const QString& name, bool accepted, const base::Error& error)
{
    const std::shared_ptr<Entry> entry = m_entries.value(name);
    if (!entry || entry->phase != Phase::Asking)
        return;
    if (accepted) {
        entry->phase = Phase::Ready;
        m_pause = shortestPause;
        Q_EMIT forwardReady(name, QString::fromUtf8(entry->near));
        return;
    }
    entry->near.clear(); // somebody may have taken the port
    lose(*entry, error);
    retryLater();
}

void SshForwarding::lose(Entry& entry, const base::Error& why)
{
    entry.phase = Phase::Wanted;
    Q_EMIT forwardLost(entry.forward.name, why);
}

void SshForwarding::retryLater()
{
    if (m_entries.isEmpty() || m_retry.isActive())
        return;
    m_retry.start(m_pause);
    m_pause = std::min<std::chrono::milliseconds>(m_pause * 2, longestPause);
}

QByteArray SshForwarding::nearEnd(const QString& target)
{
    if (isSocket(target))
        return m_host.directory().filePath("f" + QByteArray::number(++m_lastSocket));
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    QByteArray near("127.0.0.1:");
    return near + QByteArray::number(probe.serverPort());
}

void LocalForwarding::open(const app::HostForward& forward)
{
    QMetaObject::invokeMethod(
        this, [this, forward] { Q_EMIT forwardReady(forward.name, forward.target); }, Qt::QueuedConnection);
}

void LocalForwarding::close(const QString& name)
{
    Q_UNUSED(name)
}

} // namespace ops::infra
