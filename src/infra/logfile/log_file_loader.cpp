#include "infra/logfile/log_file_loader.h"

#include "base/errno_error.h"
#include "infra/logfile/index_file.h"
#include "infra/logfile/log_file_names.h"
#include "infra/logfile/mapped_file.h"

#include <algorithm>
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
constexpr int watchMs = 500;
// How long the rest of a line is waited for after its file was written to.
constexpr std::chrono::seconds restOfLinePatience{1};
// Longer ones are not kept together.
constexpr size_t longestHalfLine = size_t{1024} * 1024;

qint64 monotonicNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

// Somebody wrote to it a moment ago, so half a line at its end is about to become a whole one.
bool isBeingWritten(const struct stat& facts)
{
    const auto written = std::chrono::seconds(facts.st_mtim.tv_sec) + std::chrono::nanoseconds(facts.st_mtim.tv_nsec);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return written <= now && now - written < restOfLinePatience;
}

// Bytes of a last line that has no ending; 0 for a long one.
size_t halfLineBytes(std::string_view text)
{
    const std::string_view tail = text.substr(text.size() - std::min(text.size(), longestHalfLine));
    const size_t ending = tail.rfind('\n');
    if (ending != std::string_view::npos)
        return tail.size() - ending - 1;
    return tail.size() < longestHalfLine ? tail.size() : 0;
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

base::Error LogFileLoader::madeShorter(const QString& path, bool mapped)
{
    return {base::ErrorCode::Corrupt,
            mapped
                ? QStringLiteral("the file was made shorter while it was open; what was cut off is lost, and nothing "
                                 "more of it is read")
                : QStringLiteral("the file was made shorter while it was open; nothing more of it is read"),
            path};
}

void LogFileLoader::run()
{
    const Inputs inputs = openAll();
    domain::LogIngest ingest(*m_store);
    for (const std::unique_ptr<Input>& input : inputs)
        input->source = ingest.open({input->service, domain::LogChannel::Output, false, true});
    if (m_paths.size() == 1 && !inputs.empty() && inputs.front()->regular)
        loadMapped(*inputs.front(), ingest);
    follow(inputs, ingest);
}

LogFileLoader::Inputs LogFileLoader::openAll()
{
    Inputs inputs;
    // Of one file lines may say their service; of several each is one, and has its name.
    std::vector<std::string> names(1);
    if (m_paths.size() > 1)
        names = logFileNames(m_paths);
    for (qsizetype i = 0; i < m_paths.size(); ++i) {
        const QString& path = m_paths.at(i);
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
        input->service = names.at(static_cast<size_t>(i));
        input->regular = S_ISREG(facts.st_mode);
        input->size = facts.st_size;
        input->file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
        inputs.push_back(std::move(input));
    }
    return inputs;
}

// What can be mapped; follow() reads the rest of it.
void LogFileLoader::loadMapped(Input& input, domain::LogIngest& ingest)
{
    const int fd = input.file.handle();
    const auto file = MappedFile::map(fd, input.path);
    if (!file)
        return;
    std::string_view text = (*file)->bytes();
    struct stat facts = {};
    if (fstat(fd, &facts) == 0 && isBeingWritten(facts))
        text.remove_suffix(halfLineBytes(text));
    if (text.empty())
        return; // such as /proc, whose files are longer than they say
    input.mapped = true;
    input.position = lseek(fd, static_cast<off_t>(text.size()), SEEK_SET);
    m_events.mapped(*file);
    const auto indexed = indexFile(*file, text, *m_store, [this] {
        m_events.grew();
        return !stopped();
    });
    if (!indexed)
        m_events.failed({indexed.error().code, indexed.error().detail, input.path});
    constexpr qint64 rowsAtATime = 20'000;
    while (!stopped() && readAdopted(*m_store, ingest.reader(input.source), rowsAtATime) > 0)
        m_events.grew();
    if (!indexed)
        giveUp(input, ingest, 0);
}

void LogFileLoader::follow(const Inputs& inputs, domain::LogIngest& ingest)
{
    m_buffer.resize(readBytes);
    bool live = std::any_of(inputs.begin(), inputs.end(), [](const auto& input) { return !input->regular; });
    bool caughtUp = false;
    std::vector<Input*> ready;
    while (!stopped() && awaitInput(inputs, ingest, ready)) {
        // Files wait for one another as long as it takes; what is being written now is not waited for.
        const qint64 monoNs = live ? monotonicNs() : 0;
        const domain::LogSeq before = m_store->end();
        for (Input* input : ready)
            readSome(*input, ingest, monoNs);
        for (const std::unique_ptr<Input>& input : inputs)
            if (input->atEnd)
                lookAtEnd(*input, ingest, monoNs);
        ingest.advance(monoNs);
        if (m_store->end() != before)
            m_events.grew();
        const bool allRead =
            std::all_of(inputs.begin(), inputs.end(), [](const auto& input) { return !input->open || input->resting; });
        if (!caughtUp && allRead && ingest.held() == 0) {
            caughtUp = true;
            live = true;
            m_events.caughtUp();
        }
    }
}

// Waits for something to read, and fills `ready`; false when there is nothing more to come.
bool LogFileLoader::awaitInput(const Inputs& inputs, const domain::LogIngest& ingest, std::vector<Input*>& ready) const
{
    ready.clear();
    std::vector<pollfd> polled{{m_wakeFd, POLLIN, 0}};
    std::vector<Input*> pipes;
    bool anyOpen = false;
    bool anyAtEnd = false;
    for (const std::unique_ptr<Input>& input : inputs) {
        anyOpen = anyOpen || input->open;
        anyAtEnd = anyAtEnd || input->atEnd;
        if (!input->open || input->atEnd)
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
    int timeout = -1;
    if (!ready.empty())
        timeout = 0;
    else if (ingest.held() > 0 || m_wakeFd < 0)
        timeout = patienceCheckMs;
    else if (anyAtEnd)
        timeout = watchMs;
    if ((timeout != 0 || !pipes.empty()) && poll(polled.data(), polled.size(), timeout) > 0)
        for (size_t i = 0; i < pipes.size(); ++i)
            if (polled[i + 1].revents != 0)
                ready.push_back(pipes[i]);
    return true;
}

void LogFileLoader::readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs)
{
    const ssize_t got = ::read(input.file.handle(), m_buffer.data(), m_buffer.size());
    if (got > 0) {
        input.position += got;
        ingest.feed(input.source, {m_buffer.data(), static_cast<size_t>(got)}, monoNs);
        return;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got == 0 && input.regular) {
        input.atEnd = true;
        if (input.size > input.position)
            input.hollowEnd = input.size;
        return;
    }
    if (got < 0)
        m_events.failed(base::posixError(errno, QStringLiteral("read"), input.path));
    giveUp(input, ingest, monoNs);
}

// Whether there is more of a file than has been read.
void LogFileLoader::lookAtEnd(Input& input, domain::LogIngest& ingest, qint64 monoNs) const
{
    struct stat facts = {};
    if (fstat(input.file.handle(), &facts) != 0)
        return;
    const qint64 before = std::exchange(input.size, facts.st_size);
    if (input.size < std::min(input.position, before)) {
        m_events.failed(madeShorter(input.path, input.mapped));
        giveUp(input, ingest, monoNs);
    } else if (input.size > input.position && input.size != input.hollowEnd) {
        input.atEnd = false;
        if (std::exchange(input.resting, false))
            ingest.wake(input.source);
    } else if (!input.resting && (ingest.unended(input.source) == 0 || !isBeingWritten(facts))) {
        input.resting = true;
        ingest.rest(input.source, monoNs);
    }
}

void LogFileLoader::giveUp(Input& input, domain::LogIngest& ingest, qint64 monoNs)
{
    if (std::exchange(input.resting, false))
        ingest.wake(input.source);
    input.open = false;
    input.atEnd = false;
    input.file.close();
    ingest.end(input.source, monoNs);
}

} // namespace ops::infra
