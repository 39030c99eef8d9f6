#include "infra/host/spawn.h"

#include "infra/host/process_group.h"
#include "infra/posix/descriptor_limit.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <vector>

namespace ops::infra {
namespace {

using base::ErrorCode;

enum class Stage : int { Streams, Directory, Program, Abandoned };

// What the child tells before it is gone; nothing when it became the program.
struct Failure {
    Stage stage = Stage::Streams;
    int error = 0;
};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

// Numbers of 4 and more: 0 to 3 are where the child puts its own.
bool openPipe(Pipe& pipe)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    const Descriptor first(ends[0]);
    const Descriptor second(ends[1]);
    pipe.read = Descriptor(::fcntl(first.get(), F_DUPFD_CLOEXEC, 4));
    pipe.write = Descriptor(::fcntl(second.get(), F_DUPFD_CLOEXEC, 4));
    return pipe.read.isOpen() && pipe.write.isOpen();
}

// glibc's own is without C linkage in the version of Debian 12.
int openPidfd(pid_t pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

bool isProgram(const QByteArray& path)
{
    struct stat info {};
    return ::stat(path.constData(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.constData(), X_OK) == 0;
}

// A name without a slash is looked for in the child's PATH and the sbin directories that an ordinary user's PATH leaves
// out; empty: nowhere. With a slash it is what it is, seen from the child's directory.
QByteArray findIn(const QByteArrayList& environment, const QByteArray& name)
{
    if (name.contains('/'))
        return name;
    QByteArray path("/usr/local/bin:/usr/bin:/bin");
    for (const QByteArray& entry : environment)
        if (entry.startsWith("PATH="))
            path = entry.mid(5);
    path += ":/usr/local/sbin:/usr/sbin:/sbin";
    for (const QByteArray& directory : path.split(':')) {
        QByteArray candidate = directory + '/' + name;
        if (directory.startsWith('/') && isProgram(candidate))
            return candidate;
    }
    return {};
}

struct ChildPlan {
    const char* program = nullptr;
    char* const* argv = nullptr;
    char* const* environment = nullptr;
    const char* directory = nullptr;
    std::array<int, 3> streams{};
    int report = -1;
    pid_t parent = 0;
    const std::atomic<bool>* abandoned = nullptr;
};

[[noreturn]] void giveUp(Stage stage, int error)
{
    const Failure failure{stage, error};
    // One write of a few bytes into an empty pipe: whole, or the reader is gone and nobody minds.
    [[maybe_unused]] const ssize_t written = ::write(3, &failure, sizeof failure);
    ::_exit(127);
}

// Runs in the child, on memory that is still the parent's: system calls only.
[[noreturn]] void becomeProgram(const ChildPlan& plan)
{
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number)
        ::sigaction(number, &usual, nullptr);
    ::setsid();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != plan.parent) // it died before the child could ask to be told
        ::_exit(127);
    if (::dup3(plan.report, 3, O_CLOEXEC) < 0)
        ::_exit(127);
    for (int number = 0; number < 3; ++number)
        if (::dup2(plan.streams[static_cast<size_t>(number)], number) < 0)
            giveUp(Stage::Streams, errno);
    ::close_range(4, ~0U, 0);
    restoreDescriptorLimit();
    if (plan.directory != nullptr && ::chdir(plan.directory) != 0)
        giveUp(Stage::Directory, errno);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (plan.abandoned->load())
        giveUp(Stage::Abandoned, 0);
    ::execve(plan.program, plan.argv, plan.environment);
    giveUp(Stage::Program, errno);
}

// With every signal blocked, so that no handler of ours runs in the child.
pid_t makeChild(const ChildPlan& plan)
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = ::vfork();
    if (pid == 0)
        becomeProgram(plan);
    const int error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return pid;
}

base::Error failed(const QString& what, int error, const QByteArray& subject)
{
    return {spawnErrorCode(error), what + QString::fromLocal8Bit(std::strerror(error)), QString::fromUtf8(subject)};
}

// ENOENT is said of a file that is there as well, where its first line names a program that is not: mostly one that
// ends with a carriage return.
bool lacksInterpreter(const Failure& failure, const SpawnPlan& plan)
{
    const QByteArray& name = plan.argv.first();
    if (failure.error != ENOENT || !name.contains('/'))
        return false;
    const bool fromDirectory = !name.startsWith('/') && !plan.directory.isEmpty();
    return isProgram(fromDirectory ? plan.directory + '/' + name : name);
}

base::Error explain(const Failure& failure, const SpawnPlan& plan)
{
    switch (failure.stage) {
    case Stage::Abandoned:
        return {ErrorCode::Cancelled, QStringLiteral("was given up before it began"),
                QString::fromUtf8(plan.argv.first())};
    case Stage::Directory:
        // Under the name that the environment's file has for it: there it is to be corrected.
        return failed(QStringLiteral("cannot be entered: "), failure.error, "workingDirectory " + plan.directory);
    case Stage::Program:
        if (lacksInterpreter(failure, plan))
            return {ErrorCode::InvalidInput,
                    QStringLiteral("cannot be run: the program that its first line names is not there"),
                    QString::fromUtf8(plan.argv.first())};
        return failed(QStringLiteral("cannot be run: "), failure.error, plan.argv.first());
    case Stage::Streams:
        break;
    }
    return failed(QStringLiteral("cannot be given its streams: "), failure.error, plan.argv.first());
}

std::vector<char*> pointersTo(QByteArrayList& words)
{
    std::vector<char*> pointers;
    pointers.reserve(static_cast<size_t>(words.size()) + 1);
    for (QByteArray& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

base::Result<SpawnedChild> spawnChild(const SpawnPlan& plan, const std::atomic<bool>& abandoned)
{
    const QByteArray program = findIn(plan.environment, plan.argv.first());
    if (program.isEmpty())
        return base::Error{ErrorCode::NotFound,
                           QStringLiteral("is not installed on this machine; neither PATH nor the sbin directories "
                                          "have it"),
                           QString::fromUtf8(plan.argv.first())};
    Pipe input;
    Pipe output;
    Pipe errors;
    Pipe report;
    if (!openPipe(input) || !openPipe(output) || !openPipe(errors) || !openPipe(report))
        return failed(QStringLiteral("cannot be given pipes: "), errno, plan.argv.first());
    QByteArrayList argv = plan.argv;
    QByteArrayList environment = plan.environment;
    const std::vector<char*> argvPointers = pointersTo(argv);
    const std::vector<char*> environmentPointers = pointersTo(environment);
    ChildPlan child;
    child.program = program.constData();
    child.argv = argvPointers.data();
    child.environment = environmentPointers.data();
    child.directory = plan.directory.isEmpty() ? nullptr : plan.directory.constData();
    child.streams = {input.read.get(), output.write.get(), errors.write.get()};
    child.report = report.write.get();
    child.parent = ::getpid();
    child.abandoned = &abandoned;

    SpawnedChild spawned;
    spawned.pid = makeChild(child);
    if (spawned.pid < 0)
        return failed(QStringLiteral("cannot be started: "), errno, plan.argv.first());
    report.write.reset();
    // The end of this pipe means that the program runs: the child's side of it closed by itself.
    Failure failure;
    ssize_t length = 0;
    do
        length = ::read(report.read.get(), &failure, sizeof failure);
    while (length < 0 && errno == EINTR);
    if (length == static_cast<ssize_t>(sizeof failure)) {
        ::waitpid(spawned.pid, nullptr, 0);
        return explain(failure, plan);
    }
    spawned.process = Descriptor(openPidfd(spawned.pid));
    if (!spawned.process.isOpen()) {
        const int error = errno;
        signalProcessGroup(spawned.pid, SIGKILL);
        ::waitpid(spawned.pid, nullptr, 0);
        return failed(QStringLiteral("cannot be watched: "), error, plan.argv.first());
    }
    spawned.input = std::move(input.write);
    spawned.output = std::move(output.read);
    spawned.errors = std::move(errors.read);
    for (const int number : {spawned.input.get(), spawned.output.get(), spawned.errors.get()})
        ::fcntl(number, F_SETFL, O_NONBLOCK);
    return spawned;
}

base::ErrorCode spawnErrorCode(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    case E2BIG:
    case ENAMETOOLONG:
        return ErrorCode::TooLarge;
    case ENOEXEC:
        return ErrorCode::InvalidInput;
    case EAGAIN:
    case ENOMEM:
    case EMFILE:
    case ENFILE:
    case ENOSYS:
        return ErrorCode::Unavailable;
    case ETXTBSY:
        return ErrorCode::Busy;
    case EPIPE:
        return ErrorCode::LinkDown;
    default:
        return ErrorCode::IoFailed;
    }
}

} // namespace ops::infra
