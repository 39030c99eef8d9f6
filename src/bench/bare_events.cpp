#include "bench/bare_events.h"

#include "base/clock.h"
#include "domain/services/container.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ops::bench {

BareEvents::~BareEvents()
{
    if (m_docker > 0) {
        ::kill(m_docker, SIGKILL); // which is the end of its output, and of the reader
        while (::waitpid(m_docker, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    if (m_reader.joinable())
        m_reader.join();
    if (m_output >= 0)
        ::close(m_output);
}

bool BareEvents::start()
{
    std::array<const char*, 7> words{"docker",   "events",     "--filter", "type=container",
                                     "--format", "{{json .}}", nullptr};
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return false;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    const int failed =
        posix_spawnp(&m_docker, "docker", &actions, nullptr, const_cast<char* const*>(words.data()), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    m_output = pipe[0];
    if (failed != 0) {
        m_docker = 0;
        return false;
    }
    m_reader = std::thread([this] { read(); });
    return true;
}

std::optional<qint64> BareEvents::endHeardNs(const QString& id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_ends.constFind(id);
    return found == m_ends.constEnd() ? std::nullopt : std::optional(*found);
}

void BareEvents::forget()
{
    const std::lock_guard lock(m_mutex);
    m_ends.clear();
}

void BareEvents::read()
{
    const base::SystemClock clock;
    std::array<char, 4096> buffer{};
    QByteArray line;
    for (;;) {
        const ssize_t length = ::read(m_output, buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return;
        const qint64 now = clock.now().monoNs;
        line.append(buffer.data(), length);
        for (qsizetype end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
            note(line.left(end), now);
            line.remove(0, end + 1);
        }
    }
}

void BareEvents::note(const QByteArray& line, qint64 atNs)
{
    const auto event = domain::parseEngineEvent(line);
    if (!event || !*event || (*event)->action != QLatin1String("die"))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ends[(*event)->id] = atNs;
    }
    if (auto* events = QCoreApplication::eventDispatcher())
        events->wakeUp();
}

} // namespace ops::bench
