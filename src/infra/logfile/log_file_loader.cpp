#include "infra/logfile/log_file_loader.h"

#include "base/errno_error.h"
#include "infra/logfile/index_file.h"
#include "infra/logfile/log_file_names.h"
#include "infra/logfile/log_file_problem.h"
#include "infra/logfile/mapped_file.h"
#include "infra/logfile/standard_descriptors.h"
#include "infra/posix/descriptor_limit.h"
#include "infra/posix/file_name.h"

#include <algorithm>
#include <array>
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
// Until everything has been read the others wait for a pipe, but no longer than this; so much of it brings it back.
constexpr qint64 pipePatienceNs = std::chrono::nanoseconds(domain::LogIngest::defaultPatience).count();
constexpr qint64 patienceBytes = qint64{16} * 1024;

qint64 monotonicNs()
{
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

bool isStandardInput(const QString& path)
{
    return path == QLatin1String("-");
}

// In poll()'s unit, which must not be 0 while there is any left.
int toMs(qint64 ns)
{
    constexpr qint64 nsPerMs = 1'000'000;
    return static_cast<int>((ns + nsPerMs - 1) / nsPerMs);
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

// So many descriptors are left to the rest of the program, such as what wakes a thread up, which cannot do without.
int descriptorsToSpare(int limit)
{
    constexpr int usual = 200;
    return std::min(usual, limit / 2);
}

// Why a file that was opened is not read.
std::optional<base::Error> unfit(int fd, const struct stat& facts, const QString& path)
{
    if (S_ISDIR(facts.st_mode))
        return isDirectory(path);
    if (!S_ISREG(facts.st_mode))
        return std::nullopt;
    std::array<char, compressionMarkBytes> beginning{};
    const ssize_t got = ::pread(fd, beginning.data(), beginning.size(), std::max<off_t>(lseek(fd, 0, SEEK_CUR), 0));
    const char* const compression = got > 0 ? compressionOf({beginning.data(), static_cast<size_t>(got)}) : nullptr;
    return compression != nullptr ? std::optional(isCompressed(path, compression)) : std::nullopt;
}

bool isSame(const timespec& one, const timespec& other)
{
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
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
    QStringList tooMany;
    for (qsizetype i = 0; i < m_paths.size(); ++i) {
        std::unique_ptr<Input> input = openOne(m_paths.at(i), inputs, tooMany);
        if (!input)
            continue;
        input->service = names.at(static_cast<size_t>(i));
        inputs.push_back(std::move(input));
    }
    if (!tooMany.isEmpty())
        m_events.failed(tooManyFiles(tooMany, descriptorLimit()));
    return inputs;
}

// Null: it cannot be read, or is one of the others, and that has been said or will be of `tooMany`.
std::unique_ptr<LogFileLoader::Input> LogFileLoader::openOne(const QString& path, const Inputs& others,
                                                             QStringList& tooMany) const
{
    const bool standardInput = isStandardInput(path);
    if (standardInput && isStandardInputClosed()) {
        m_events.failed(standardInputClosed(path));
        return nullptr;
    }
    // Not blocking: a pipe that nobody writes to yet must not hold up the others.
    const int fd = standardInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                 : ::open(fileNameBytes(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat facts = {};
    const int problem = fd >= 0 && fstat(fd, &facts) == 0 ? 0 : errno;
    const int limit = descriptorLimit();
    const bool noneToSpare = problem == EMFILE || fd >= limit - descriptorsToSpare(limit);
    std::optional<base::Error> refused;
    if (noneToSpare)
        tooMany << path;
    else if (problem != 0)
        refused = base::posixError(problem, QStringLiteral("open"), shownFileName(path));
    else
        refused = unfit(fd, facts, path);
    if (refused)
        m_events.failed(*refused);
    if (refused || noneToSpare) {
        if (fd >= 0)
            close(fd);
        return nullptr;
    }
    auto input = std::make_unique<Input>();
    input->path = path;
    input->file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
    input->regular = S_ISREG(facts.st_mode);
    if (input->regular) // standard input may have been read from already
        input->position = std::max<off_t>(lseek(fd, 0, SEEK_CUR), 0);
    input->size = facts.st_size;
    input->changed = facts.st_ctim;
    input->device = facts.st_dev;
    input->inode = facts.st_ino;
    input->patienceNs = input->regular ? 0 : pipePatienceNs;
    // Two readers of one pipe would tear its lines apart. A device is no such thing: the null device has nothing.
    const auto same = std::find_if(others.begin(), others.end(), [&](const std::unique_ptr<Input>& other) {
        return other->path == path ||
               (!S_ISCHR(facts.st_mode) && other->device == input->device && other->inode == input->inode);
    });
    if (same == others.end()) {
        if (!input->regular)
            m_events.readsPipe();
        return input;
    }
    m_events.failed(givenTwice(path, (*same)->path));
    return nullptr;
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
    input.mark.add(0, text);
    input.position = lseek(fd, static_cast<off_t>(text.size()), SEEK_SET);
    m_events.mapped(*file);
    const auto indexed = indexFile(*file, text, *m_store, [this] {
        m_events.grew();
        return !stopped();
    });
    if (!indexed)
        m_events.failed({indexed.error().code, indexed.error().detail, shownFileName(input.path)});
    constexpr qint64 rowsAtATime = 20'000;
    while (!stopped() && readAdopted(*m_store, ingest.reader(input.source), rowsAtATime) > 0)
        m_events.grew();
    if (!indexed)
        giveUp(input, ingest, 0);
}

void LogFileLoader::follow(const Inputs& inputs, domain::LogIngest& ingest)
{
    m_buffer.resize(readBytes);
    bool caughtUp = false;
    std::vector<Input*> ready;
    while (!stopped() && awaitInput(inputs, ingest, ready)) {
        const qint64 monoNs = ingestNs(inputs, ingest);
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
            m_events.caughtUp();
        }
    }
}

// Waits for something to read, and fills `ready`; false when there is nothing more to come.
bool LogFileLoader::awaitInput(const Inputs& inputs, domain::LogIngest& ingest, std::vector<Input*>& ready) const
{
    ready.clear();
    std::vector<pollfd> polled{{m_wakeFd, POLLIN, 0}};
    std::vector<Input*> pipes;
    std::vector<Input*> files;
    bool anyOpen = false;
    bool anyAtEnd = false;
    qint64 patienceNs = pipePatienceNs;
    for (const std::unique_ptr<Input>& input : inputs) {
        anyOpen = anyOpen || input->open;
        anyAtEnd = anyAtEnd || input->atEnd;
        if (!input->open || input->atEnd)
            continue;
        if (isAwaited(*input, ingest))
            patienceNs = std::min(patienceNs, input->patienceNs);
        if (!input->regular && ingest.heldBytes(input->source) < domain::LogIngest::mostHeldBytes) {
            polled.push_back({input->file.handle(), POLLIN, 0});
            pipes.push_back(input.get());
        } else if (input->regular && ingest.needsMore(input->source)) {
            files.push_back(input.get()); // what was read of the others waits for this one
        }
    }
    if (!anyOpen)
        return false;
    int timeout = -1;
    if (!files.empty())
        timeout = 0;
    else if (ingest.held() > 0 || m_wakeFd < 0)
        timeout = std::min(patienceCheckMs, toMs(patienceNs));
    else if (anyAtEnd)
        timeout = watchMs;
    const qint64 beforeNs = monotonicNs();
    if ((timeout != 0 || !pipes.empty()) && poll(polled.data(), polled.size(), timeout) > 0)
        for (size_t i = 0; i < pipes.size(); ++i)
            if (polled[i + 1].revents != 0)
                ready.push_back(pipes[i]);
    const qint64 waitedNs = monotonicNs() - beforeNs;
    for (Input* pipe : pipes)
        if (isAwaited(*pipe, ingest))
            addPatience(*pipe, ingest, -waitedNs);
    // Pipes first: what they have belongs before what the files go on to.
    ready.insert(ready.end(), files.begin(), files.end());
    return true;
}

// Whether the others wait for it without regard to how long: a pipe, until all that there was has been read.
bool LogFileLoader::isAwaited(const Input& input, const domain::LogIngest& ingest) const
{
    return !m_live && !input.regular && input.open && input.patienceNs > 0 && ingest.needsMore(input.source);
}

void LogFileLoader::addPatience(Input& input, domain::LogIngest& ingest, qint64 ns)
{
    input.patienceNs = std::clamp<qint64>(input.patienceNs + ns, 0, pipePatienceNs);
    ingest.setAwaited(input.source, input.patienceNs > 0);
}

// The moment for the ingest: that of the beginning until all that there was has been read, so that files wait for one
// another, and for a pipe that goes on bringing something, as long as it takes. Then the clock's: what is being written
// now is not waited for.
qint64 LogFileLoader::ingestNs(const Inputs& inputs, domain::LogIngest& ingest)
{
    const qint64 now = monotonicNs();
    if (m_live)
        return now;
    const auto all = [&](auto holds) {
        return std::all_of(inputs.begin(), inputs.end(),
                           [&](const std::unique_ptr<Input>& input) { return !input->open || holds(*input); });
    };
    if (m_allReadNs == 0 && all([](const Input& input) { return !input.regular || input.wasRead; }))
        m_allReadNs = now;
    // One that ends with half a line whenever it is looked at must not hold up the others for ever.
    const bool halfLinesWaited =
        m_allReadNs != 0 && now - m_allReadNs > std::chrono::nanoseconds(restOfLinePatience).count();
    m_live = all([&](const Input& input) {
        return input.regular ? input.resting || halfLinesWaited : !isAwaited(input, ingest);
    });
    if (!m_live)
        return 0;
    for (const std::unique_ptr<Input>& input : inputs)
        if (input->open && !input->regular)
            ingest.setAwaited(input->source, true);
    return now;
}

void LogFileLoader::readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs)
{
    const ssize_t got = ::read(input.file.handle(), m_buffer.data(), m_buffer.size());
    if (got > 0) {
        const std::string_view bytes(m_buffer.data(), static_cast<size_t>(got));
        if (const auto refused = refusal(input, bytes)) {
            m_events.failed(*refused);
            giveUp(input, ingest, monoNs);
            return;
        }
        input.mark.add(input.position, bytes);
        input.position += got;
        const qint64 reachedNs = ingest.reachedNs(input.source);
        ingest.feed(input.source, bytes, monoNs);
        // Who does not get on in time, such as one without stamps, is not worth waiting for.
        if (!m_live && !input.regular && ingest.reachedNs(input.source) > reachedNs)
            addPatience(input, ingest, pipePatienceNs * got / patienceBytes);
        return;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got == 0 && input.regular) {
        input.atEnd = true;
        input.wasRead = true;
        // One that has become shorter did have what it said.
        struct stat facts = {};
        if (fstat(input.file.handle(), &facts) == 0 && facts.st_size == input.size && input.size > input.position)
            input.hollowEnd = input.size;
        return;
    }
    if (got < 0)
        m_events.failed(base::posixError(errno, QStringLiteral("read"), shownFileName(input.path)));
    giveUp(input, ingest, monoNs);
}

// Why what was read just now is not taken; if it is, the file is known to have been that long. Asked afterwards:
// whoever had begun to overwrite the file by then is found out.
std::optional<base::Error> LogFileLoader::refusal(Input& input, std::string_view bytes)
{
    if (!input.regular) {
        const char* const compression = input.position == 0 ? compressionOf(bytes) : nullptr;
        return compression != nullptr ? std::optional(isCompressed(input.path, compression)) : std::nullopt;
    }
    const qint64 end = input.position + static_cast<qint64>(bytes.size());
    struct stat facts = {};
    // One that is longer than it says is the kernel's, and another one whenever somebody looks.
    if (fstat(input.file.handle(), &facts) != 0 || facts.st_size < end)
        return std::nullopt;
    if (!input.mark.standsIn(input.file.handle()))
        return overwritten(input.path, input.mapped);
    input.size = std::max(input.size, end);
    return std::nullopt;
}

// Whether there is more of a file than has been read.
void LogFileLoader::lookAtEnd(Input& input, domain::LogIngest& ingest, qint64 monoNs) const
{
    struct stat facts = {};
    if (fstat(input.file.handle(), &facts) != 0)
        return;
    const qint64 before = std::exchange(input.size, facts.st_size);
    const timespec changed = std::exchange(input.changed, facts.st_ctim);
    // The clock of such times stands still for some milliseconds at a time.
    const bool touched = input.size != before || !isSame(changed, input.changed) || isBeingWritten(facts);
    if (input.size < before) {
        m_events.failed(madeShorter(input.path, input.mapped));
        giveUp(input, ingest, monoNs);
    } else if (touched && input.size >= input.position && !input.mark.standsIn(input.file.handle())) {
        m_events.failed(overwritten(input.path, input.mapped));
        giveUp(input, ingest, monoNs);
    } else if (input.size > input.position && input.size != input.hollowEnd) {
        input.atEnd = false;
        if (std::exchange(input.resting, false))
            ingest.wake(input.source);
    } else if (!input.resting && (ingest.unended(input.source) == 0 || !isBeingWritten(facts))) {
        input.resting = true;
        ingest.rest(input.source, monoNs);
    }
    if (input.resting && !input.gone)
        lookAtName(input);
}

// Whoever rotates a log puts another file in its place and goes on in that one.
void LogFileLoader::lookAtName(Input& input) const
{
    if (isStandardInput(input.path))
        return; // whatever its name was
    struct stat named = {};
    const bool exists = ::stat(fileNameBytes(input.path).constData(), &named) == 0;
    if (exists ? named.st_dev == input.device && named.st_ino == input.inode : errno != ENOENT)
        return;
    input.gone = true;
    m_events.failed(exists ? replaced(input.path) : removed(input.path));
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
