#include "infra/logfile/log_file_loader.h"

#include "base/errno_error.h"
#include "infra/logfile/index_file.h"
#include "infra/logfile/mapped_file.h"

#include <QFileInfo>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ops::infra {
namespace {

constexpr size_t readBytes = size_t{256} * 1024;
constexpr int patienceCheckMs = 50;

qint64 monotonicNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

// Of one file lines may say their service; of several each is one, and has its name.
std::string serviceOf(const QString& path, bool oneOfSeveral)
{
    if (!oneOfSeveral)
        return {};
    return path == QLatin1String("-") ? std::string("stdin") : QFileInfo(path).completeBaseName().toStdString();
}

} // namespace

LogFileLoader::LogFileLoader(QStringList paths, std::shared_ptr<domain::LogStore> store, Events events)
    : m_paths(std::move(paths))
    , m_store(std::move(store))
    , m_events(std::move(events))
    , m_wakeFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

LogFileLoader::~LogFileLoader()
{
    if (m_wakeFd >= 0)
        close(m_wakeFd);
}

void LogFileLoader::stop()
{
    m_stop.store(true, std::memory_order_relaxed);
    if (m_wakeFd >= 0)
        eventfd_write(m_wakeFd, 1);
}

void LogFileLoader::run()
{
    std::vector<std::unique_ptr<Input>> inputs = openAll();
    const bool one = inputs.size() == 1 && m_paths.size() == 1;
    if (one && inputs.front()->regular && loadMapped(*inputs.front()))
        return;
    if (!inputs.empty())
        loadMerged(inputs);
}

std::vector<std::unique_ptr<LogFileLoader::Input>> LogFileLoader::openAll()
{
    std::vector<std::unique_ptr<Input>> inputs;
    for (const QString& path : std::as_const(m_paths)) {
        const bool standardInput = path == QLatin1String("-");
        // Not blocking: a pipe that nobody writes to yet must not hold up the others.
        const int fd = standardInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                     : ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        struct stat facts = {};
        if (fd < 0 || fstat(fd, &facts) != 0) {
            m_events.failed(base::posixError(errno, QStringLiteral("open"), path));
            if (fd >= 0)
                close(fd);
            continue;
        }
        if (S_ISDIR(facts.st_mode)) {
            m_events.failed(base::posixError(EISDIR, QStringLiteral("open"), path));
            close(fd);
            continue;
        }
        auto input = std::make_unique<Input>();
        input->path = path;
        input->regular = S_ISREG(facts.st_mode);
        input->file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
        inputs.push_back(std::move(input));
    }
    return inputs;
}

// False where it has to be read instead.
bool LogFileLoader::loadMapped(const Input& input)
{
    const auto file = MappedFile::map(input.file.handle(), input.path);
    if (!file || (*file)->bytes().empty())
        return false; // such as /proc, whose files are longer than they say
    m_events.mapped(*file);
    const auto indexed = indexFile(*file, (*file)->bytes(), *m_store, [this] {
        m_events.grew();
        return !stopped();
    });
    if (!indexed)
        m_events.failed({indexed.error().code, indexed.error().detail, input.path});
    domain::LogLineReader reader;
    constexpr qint64 rowsAtATime = 20'000;
    while (!stopped() && readAdopted(*m_store, reader, rowsAtATime) > 0)
        m_events.grew();
    return true;
}

void LogFileLoader::loadMerged(std::vector<std::unique_ptr<Input>>& inputs)
{
    domain::LogIngest ingest(*m_store);
    m_buffer.resize(readBytes);
    bool live = false;
    for (const std::unique_ptr<Input>& input : inputs) {
        input->source = ingest.open({serviceOf(input->path, m_paths.size() > 1), domain::LogChannel::Output, false});
        live = live || !input->regular;
    }
    std::vector<Input*> ready;
    while (!stopped() && awaitInput(inputs, ingest, ready)) {
        // Files wait for one another as long as it takes; what is being written now is not waited for.
        const qint64 monoNs = live ? monotonicNs() : 0;
        for (Input* input : ready)
            readSome(*input, ingest, monoNs);
        ingest.advance(monoNs);
        m_events.grew();
    }
}

// Waits for something to read, and fills `ready`; false when there is nothing more to come.
bool LogFileLoader::awaitInput(const std::vector<std::unique_ptr<Input>>& inputs, const domain::LogIngest& ingest,
                               std::vector<Input*>& ready) const
{
    ready.clear();
    std::vector<pollfd> polled{{m_wakeFd, POLLIN, 0}};
    std::vector<Input*> pipes;
    bool anyOpen = false;
    for (const std::unique_ptr<Input>& input : inputs) {
        anyOpen = anyOpen || input->open;
        if (!input->open)
            continue;
        if (!input->regular) {
            polled.push_back({input->file.handle(), POLLIN, 0});
            pipes.push_back(input.get());
        } else if (ingest.held(input->source) == 0) {
            ready.push_back(input.get()); // what was read of the others waits for this one
        }
    }
    if (!anyOpen)
        return false;
    const bool timed = ingest.held() > 0 || m_wakeFd < 0;
    const int timeout = !ready.empty() ? 0 : timed ? patienceCheckMs : -1;
    if (!pipes.empty() && poll(polled.data(), polled.size(), timeout) > 0)
        for (size_t i = 0; i < pipes.size(); ++i)
            if (polled[i + 1].revents != 0)
                ready.push_back(pipes[i]);
    return true;
}

void LogFileLoader::readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs)
{
    const ssize_t got = ::read(input.file.handle(), m_buffer.data(), m_buffer.size());
    if (got > 0) {
        ingest.feed(input.source, {m_buffer.data(), static_cast<size_t>(got)}, monoNs);
        return;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got < 0)
        m_events.failed(base::posixError(errno, QStringLiteral("read"), input.path));
    input.open = false;
    input.file.close();
    ingest.end(input.source, monoNs);
}

} // namespace ops::infra
