#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/opened_log.h"
#include "bench_logs/peer.h"
#include "domain/log/log_ingest.h"
#include "infra/memory/mapped_memory.h"

#include <QFile>
#include <QProcess>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ops::bench_logs {
namespace {

using bench::printFigure;
using bench::Samples;
using bench::say;

// Resident memory of this process, without what is mapped from files.
qint64 anonymousBytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines)
        if (line.startsWith("RssAnon:"))
            return line.mid(8).trimmed().split(' ').first().toLongLong() * 1024;
    return 0;
}

// A child that writes the file into a pipe, and the end to read from.
struct Child {
    pid_t pid = -1;
    int fd = -1;
};
Child startCat(const QString& path)
{
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return {};
    const QByteArray file = QFile::encodeName(path);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execlp("cat", "cat", file.constData(), nullptr);
        _exit(127);
    }
    close(ends[1]);
    return {pid, ends[0]};
}

bool endChild(const Child& child)
{
    int status = 0;
    return waitpid(child.pid, &status, 0) == child.pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// The yardstick: read, and do nothing with it.
std::optional<double> readBare(const Corpus& corpus)
{
    const double start = nowMs();
    const Child child = startCat(corpus.path);
    std::vector<char> buffer(size_t{256} * 1024);
    qint64 bytes = 0;
    for (;;) {
        const ssize_t got = read(child.fd, buffer.data(), buffer.size());
        if (got <= 0)
            break;
        bytes += got;
    }
    close(child.fd);
    const bool ended = endChild(child);
    const double ms = nowMs() - start;
    return ended && bytes == corpus.bytes ? std::optional(ms) : std::nullopt;
}

// The same pipe through the console's own source: split, read, merged and stored.
std::optional<double> readIntoStore(const Corpus& corpus)
{
    const double start = nowMs();
    const Child child = startCat(corpus.path);
    bool read = false;
    {
        OpenedLog log(QStringLiteral("/dev/fd/%1").arg(child.fd));
        // It opens the pipe itself; the end of it comes when no other reader or writer is left.
        read = log.openUntilRead(corpus.lines);
    }
    close(child.fd);
    const bool ended = endChild(child);
    const double ms = nowMs() - start;
    return read && ended ? std::optional(ms) : std::nullopt;
}

} // namespace

bool measureOpen(const Corpus& corpus, int runs)
{
    say("open: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    Samples ours;
    Samples whole;
    Samples wc;
    for (int run = 0; run < runs; ++run) {
        const double start = nowMs();
        {
            OpenedLog log(corpus.path);
            if (!log.openUntilIndexed(corpus.lines)) {
                say("the corpus could not be opened");
                return false;
            }
            ours.add(nowMs() - start);
        }
        const double again = nowMs();
        {
            OpenedLog log(corpus.path);
            if (!log.openUntilRead(corpus.lines))
                return false;
            whole.add(nowMs() - again);
        }
        const auto wcRun = runPeer(QStringLiteral("wc"), {QStringLiteral("-l"), corpus.path});
        if (!wcRun || wcRun->output.split(' ').first().toLongLong() != corpus.lines)
            return false;
        wc.add(wcRun->ms);
    }
    printFigure("logs.open.ms", ours.median(), "ms");
    printFigure("logs.open.wc_ms", wc.median(), "ms");
    printFigure("logs.open.ratio_wc", ours.median() / wc.median(), "ratio", 1.0);
    printFigure("logs.open_and_read.ms", whole.median(), "ms");
    return true;
}

bool measureStore(const Corpus& corpus)
{
    say("store: %lld lines", static_cast<long long>(corpus.lines));
    domain::LogStoreLimits limits;
    limits.capBytes = std::numeric_limits<qint64>::max() / 2;
    limits.memory = &infra::mappedMemory();
    QFile file(corpus.path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    const qint64 before = anonymousBytes();
    domain::LogStore store(limits);
    domain::LogIngest ingest(store);
    const int source = ingest.open({});
    std::vector<char> buffer(size_t{256} * 1024);
    for (;;) {
        const qint64 got = file.read(buffer.data(), static_cast<qint64>(buffer.size()));
        if (got <= 0)
            break;
        ingest.feed(source, {buffer.data(), static_cast<size_t>(got)}, 0);
    }
    ingest.end(source, 0);
    const auto raw = static_cast<double>(corpus.bytes);
    if (store.end() - domain::LogSeq{qint64{1} << 40} != corpus.lines) {
        say("the store has not all lines");
        return false;
    }
    printFigure("logs.store.ratio_raw", static_cast<double>(store.heldBytes()) / raw, "ratio", 1.10);
    printFigure("logs.store.rss_ratio_raw", static_cast<double>(anonymousBytes() - before) / raw, "ratio");
    return true;
}

bool measureIngest(const Corpus& corpus, int runs)
{
    say("ingest: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    Samples ours;
    Samples bare;
    for (int run = 0; run < runs; ++run) {
        const auto own = readIntoStore(corpus);
        const auto yardstick = readBare(corpus);
        if (!own || !yardstick) {
            say("the pipe could not be read");
            return false;
        }
        ours.add(*own);
        bare.add(*yardstick);
    }
    printFigure("logs.ingest.rows_per_s", static_cast<double>(corpus.lines) / ours.median() * 1000, "rows/s");
    bench::printFigureAtLeast("logs.ingest.ratio_pipe", bare.median() / ours.median(), "ratio", 0.5);
    return true;
}

} // namespace ops::bench_logs
