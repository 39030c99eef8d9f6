#include "base/clock.h"
#include "bench/figures.h"
#include "bench/statistics.h"
#include "bench_logs/log_figures.h"
#include "bench_logs/peer.h"
#include "domain/log/log_reader.h"
#include "infra/docker/docker_log_source.h"
#include "infra/host/local_host.h"
#include "infra/memory/mapped_memory.h"

namespace ops::bench_logs {
namespace {

using bench::printFigure;
using bench::Samples;
using bench::say;

QString docker()
{
    return QStringLiteral("docker");
}

QString hostName()
{
    return QStringLiteral("titan-1");
}

bool runDocker(const QStringList& words)
{
    return runPeer(docker(), words, false).has_value();
}

// A container that has written the whole corpus and ended; it is removed with this.
class Writer {
public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer()
    {
        if (!m_id.isEmpty())
            runDocker({QStringLiteral("rm"), QStringLiteral("--force"), m_id});
    }

    bool write(const Corpus& corpus)
    {
        const QString inside = QStringLiteral("/corpus.log");
        const auto created = runPeer(
            docker(), {QStringLiteral("create"), QStringLiteral("--network"), QStringLiteral("none"),
                       QStringLiteral("--log-driver"), QStringLiteral("json-file"), QStringLiteral("--entrypoint"),
                       QStringLiteral("cat"), QStringLiteral("127.0.0.1:5000/titan-brain:v1.2.3"), inside});
        if (!created)
            return false;
        m_id = QString::fromLatin1(created->output);
        return runDocker({QStringLiteral("cp"), corpus.path, m_id + QLatin1Char(':') + inside}) &&
               runDocker({QStringLiteral("start"), m_id}) && runDocker({QStringLiteral("wait"), m_id});
    }
    const QString& id() const { return m_id; }

private:
    QString m_id;
};

// `docker logs` into the reader's own pipe.
std::optional<PeerRun> pipeInto(const QString& reader, const QString& id)
{
    return runPeer(QStringLiteral("sh"),
                   {QStringLiteral("-c"), QStringLiteral("docker logs \"$1\" | ") + reader, QStringLiteral("sh"), id});
}

// The same log into the store, as the console follows it: by its command host, until the follower has ended and every
// line is there. nullopt: it did not come to that.
std::optional<double> followIntoStore(const Corpus& corpus, const QString& id)
{
    const base::SystemClock clock;
    domain::HostConfig here;
    here.name = hostName();
    infra::LocalHost host(here, clock);
    domain::LogStoreLimits limits;
    limits.memory = &infra::mappedMemory();
    infra::DockerLogSource source({{hostName(), &host}}, limits);
    bool ended = false;
    std::optional<base::Error> failed;
    QObject::connect(&source, &app::LogFollowPort::attachEnded, &source,
                     [&](const QString&, const domain::LogsEnd& end) {
                         failed = end.error;
                         ended = true;
                     });
    domain::LogReader reader(*source.store());
    qint64 rows = 0;
    const double start = nowMs();
    source.attach({hostName(), id, QStringLiteral("titan-writer")}, std::nullopt);
    const bool all = runEventsUntil([&] {
        rows = reader.pin().rows() + reader.span().gap.rows;
        reader.unpin();
        return ended && (failed || rows >= corpus.lines);
    });
    const double ms = nowMs() - start;
    if (all && !failed && rows == corpus.lines)
        return ms;
    say("follow: %lld of %lld lines; %s", static_cast<long long>(rows), static_cast<long long>(corpus.lines),
        failed ? qPrintable(base::toLogLine(*failed)) : "no error");
    return std::nullopt;
}

} // namespace

bool measureFollow(const Corpus& corpus, int runs)
{
    if (!qgetenv("DOCKER_HOST").startsWith("unix://") || qEnvironmentVariableIsEmpty("TITAN_PROJECT")) {
        say("follow: not on the practice host; ./dev bench logs brings one up");
        return false;
    }
    say("follow: %lld lines, %d runs", static_cast<long long>(corpus.lines), runs);
    Writer writer;
    const auto counted = writer.write(corpus) ? pipeInto(QStringLiteral("wc -l"), writer.id()) : std::nullopt;
    if (!counted || counted->output.toLongLong() != corpus.lines) {
        say("follow: docker logs prints %s of %lld lines", counted ? counted->output.constData() : "none",
            static_cast<long long>(corpus.lines));
        return false;
    }
    Samples ours;
    Samples bare;
    for (int run = 0; run < runs; ++run) {
        const auto own = followIntoStore(corpus, writer.id());
        const auto peer = pipeInto(QStringLiteral("cat >/dev/null"), writer.id());
        if (!own || !peer)
            return false;
        ours.add(*own);
        bare.add(peer->ms);
    }
    printFigure("logs.follow.rows_per_s", static_cast<double>(corpus.lines) / ours.median() * 1000, "rows/s");
    bench::printFigureAtLeast("logs.follow.ratio_docker", bare.median() / ours.median(), "ratio", 0.5);
    return true;
}

} // namespace ops::bench_logs
