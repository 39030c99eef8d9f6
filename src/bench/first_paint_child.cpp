#include "bench/first_paint_child.h"

#include "base/clock.h"

#include <QProcessEnvironment>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace ops::bench {
namespace {

constexpr int patienceMs = 20'000;

// NUL-terminated copies with the pointer array that POSIX wants.
class CStrings {
public:
    explicit CStrings(const QStringList& texts)
    {
        for (const QString& text : texts)
            m_bytes.push_back(text.toLocal8Bit());
        for (QByteArray& bytes : m_bytes)
            m_pointers.push_back(bytes.data());
        m_pointers.push_back(nullptr);
    }
    char* const* get() const { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_bytes;
    std::vector<char*> m_pointers;
};

QStringList environmentWith(const QStringList& changes)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& change : changes)
        environment.insert(change.section(QLatin1Char('='), 0, 0), change.section(QLatin1Char('='), 1));
    return environment.toStringList();
}

// All that comes until the other end is closed, or nothing more within the patience.
QByteArray readAll(int pipe)
{
    QByteArray text;
    std::array<char, 4096> buffer{};
    pollfd watched{pipe, POLLIN, 0};
    while (::poll(&watched, 1, patienceMs) > 0) {
        const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
        if (got <= 0)
            break;
        text.append(buffer.data(), got);
    }
    return text;
}

} // namespace

std::optional<ChildFirstPaint> runUntilFirstPaint(const QString& program, const QStringList& arguments,
                                                  const QStringList& environment)
{
    const CStrings argv(QStringList{program} + arguments);
    const CStrings envp(environmentWith(environment));
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    pid_t pid = 0;
    const base::Instant began = base::SystemClock().now();
    const int failed = posix_spawn(&pid, argv.get()[0], &actions, nullptr, argv.get(), envp.get());
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    const QByteArray text = failed == 0 ? readAll(pipe[0]) : QByteArray();
    ::close(pipe[0]);
    if (failed != 0)
        return std::nullopt;
    const bool spoke = text.startsWith("FIRST_PAINT ") && text.endsWith('\n');
    if (!spoke)
        ::kill(pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    const QList<QByteArray> words = text.trimmed().split(' ');
    if (!spoke || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || words.size() != 3)
        return std::nullopt;
    return ChildFirstPaint{static_cast<double>(words[1].toLongLong() - began.monoNs) / 1e6, words[2].toLong()};
}

} // namespace ops::bench
