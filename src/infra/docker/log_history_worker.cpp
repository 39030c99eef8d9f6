#include "infra/docker/log_history_worker.h"

#include "domain/log/log_history_front.h"
#include "domain/log/log_rejoin.h"
#include "domain/log/log_stamp.h"
#include "infra/docker/log_worker.h"

#include <QTimer>

#include <algorithm>

namespace ops::infra {
namespace {

constexpr int progressMs = 50;
constexpr int busyMs = 20; // a paint or a slice of a search holds the oldest lines for no longer
constexpr qsizetype maxSaid = qsizetype{16} * 1024;
constexpr qint64 nsPerSecond = 1'000'000'000;

} // namespace

LogHistoryWorker::LogHistoryWorker(LogWorker& logs)
    : m_logs(logs)
{
}

void LogHistoryWorker::begin(quint64 load, const QVector<app::LogContainer>& containers)
{
    m_load = load;
    m_containers = containers;
    m_failed.clear();
    m_anew = 0;
    plan();
}

LogHistoryWorker::Seams LogHistoryWorker::seamsOf(const QString& containerId) const
{
    const auto numbers = m_logs.historyChannels(containerId);
    if (!numbers)
        return {};
    const domain::LogHistoryBook& book = m_logs.book();
    return {book.seam((*numbers)[0], (*numbers)[1]), book.seam((*numbers)[1], (*numbers)[0])};
}

// Up to where rows of our own are missing.
std::optional<domain::LogSeam> LogHistoryWorker::marksSeam() const
{
    return m_logs.book().seam(domain::LogHistoryBook::marks, domain::LogHistoryBook::marks);
}

void LogHistoryWorker::plan()
{
    m_asked.clear();
    m_seams.clear();
    m_problems.clear();
    m_rows = 0;
    m_earliest = {};
    m_sinceNs.reset();
    m_saidProgress.start();
    const domain::LogHistoryBook& book = m_logs.book();
    std::optional<qint64> newestNs;
    for (const app::LogContainer& container : std::as_const(m_containers)) {
        const auto numbers = m_logs.historyChannels(container.id);
        if (!numbers || m_failed.contains(container.id))
            continue;
        const Seams seams = seamsOf(container.id);
        m_seams.insert(container.id, seams);
        if (!seams[0] && !seams[1])
            continue;
        if (!book.isPlaceable((*numbers)[0], (*numbers)[1]) || !book.isPlaceable((*numbers)[1], (*numbers)[0])) {
            m_problems.push_back({base::ErrorCode::TooLarge,
                                  QStringLiteral("its older lines belong among too many newer ones of others"),
                                  container.service});
            continue;
        }
        Log log;
        log.container = container;
        for (size_t channel = 0; channel < 2; ++channel) {
            Channel& opened = log.channels.at(channel);
            opened.number = numbers->at(channel);
            opened.splitter = domain::LineSplitter(m_logs.limits().maxLineBytes);
            if (const auto& seam = seams.at(channel)) {
                opened.older.emplace(*seam, maxChannelBytes, m_logs.tailStart(container.id, channel));
                const qint64 reached = book.reachedNs(*seam, (*numbers)[0], (*numbers)[1]);
                newestNs = std::max(newestNs.value_or(reached), reached);
            }
        }
        m_asked.insert(container.id, log);
    }
    // Rows of our own may be missing all the same: those are at hand, and come at once.
    m_onlyMarks = !newestNs && marksSeam();
    if (m_onlyMarks) {
        putInFront();
        return;
    }
    if (!newestNs) {
        finishWith({});
        return;
    }
    if (const auto reach = domain::logHistoryReach(m_step))
        m_sinceNs = *newestNs - reach->count() * nsPerSecond;
    QVector<LogHistoryAsk> asks;
    const QStringList ids = m_asked.keys();
    for (const QString& id : ids) {
        const Log& log = m_asked[id];
        std::optional<qint64> untilNs;
        for (const Channel& channel : log.channels)
            if (channel.older)
                untilNs = std::max(untilNs.value_or(channel.older->seam().untilNs), channel.older->seam().untilNs);
        if (m_sinceNs && *untilNs < *m_sinceNs) {
            m_asked.remove(id); // its turn comes when we are that far back
            continue;
        }
        asks.append({log.container, m_sinceNs ? domain::engineStamp(*m_sinceNs) : QByteArray(),
                     domain::engineStamp(*untilNs + domain::engineDisorderNs)});
    }
    Q_EMIT planned(m_load, asks);
}

void LogHistoryWorker::take(quint64 load, const QString& containerId, domain::OutputChannel channel,
                            const QByteArray& bytes)
{
    const auto log = m_asked.find(containerId);
    if (load != m_load || log == m_asked.end())
        return;
    Channel& from = log->channels.at(channel == domain::OutputChannel::Errors ? 1 : 0);
    from.splitter.feed({bytes.constData(), static_cast<size_t>(bytes.size())},
                       [&](std::string_view line) { takeLine(*log, from, line); });
    if (m_saidProgress.elapsed() >= progressMs)
        sayProgress();
}

void LogHistoryWorker::takeLine(Log& log, Channel& channel, std::string_view line)
{
    const auto stamp = domain::engineStampNs(line);
    if (!stamp) {
        QByteArray said(line.data(), static_cast<qsizetype>(line.size()));
        said += '\n';
        log.said += said.left(maxSaid - log.said.size());
        return;
    }
    if (!channel.older)
        return;
    channel.older->take(domain::withoutInnerStamps(line, m_buffer), *stamp);
    ++m_rows;
    const domain::LogTime time{domain::nsToMs(*stamp)};
    if (!m_earliest.known() || time < m_earliest)
        m_earliest = time;
}

void LogHistoryWorker::sayProgress()
{
    m_saidProgress.start();
    Q_EMIT progressed(m_load, m_rows, m_earliest);
}

void LogHistoryWorker::end(quint64 load, const QString& containerId)
{
    const auto log = m_asked.find(containerId);
    if (load != m_load || log == m_asked.end())
        return;
    for (Channel& channel : log->channels) {
        channel.splitter.finish([&](std::string_view rest) { takeLine(*log, channel, rest); });
        if (channel.older)
            channel.older->finish();
    }
    Q_EMIT read(load, containerId, log->said);
}

void LogHistoryWorker::finish(quint64 load, const QSet<QString>& failed, const QSet<QString>& gone)
{
    if (load != m_load)
        return;
    sayProgress();
    for (const QString& id : gone)
        if (const auto numbers = m_logs.historyChannels(id))
            for (const int number : *numbers)
                m_logs.book().giveUp(number);
    m_failed = failed;
    for (const QString& id : failed)
        m_asked.remove(id);
    if (!m_asked.isEmpty() && lookFurther()) {
        ++m_step;
        plan();
        return;
    }
    putInFront();
}

// Too few lines, and there may be more.
bool LogHistoryWorker::lookFurther() const
{
    qint64 rows = 0;
    for (const Log& log : m_asked)
        for (const Channel& channel : log.channels)
            rows += channel.older ? static_cast<qint64>(channel.older->lines().size()) : 0;
    return m_sinceNs && !floorNs() && rows < domain::logHistoryEnough;
}

// The latest moment before which a channel had more than is kept.
std::optional<qint64> LogHistoryWorker::floorNs() const
{
    std::optional<qint64> latest;
    for (const Log& log : m_asked)
        for (const Channel& channel : log.channels)
            if (channel.older)
                latest = std::max(latest, channel.older->floorNs());
    return latest;
}

// The cap took lines since it was planned, of any log that is loaded, or the first line came of a channel that had
// none. Else a seam of another kind only says more of where a tail began.
bool LogHistoryWorker::seamsMoved() const
{
    return std::any_of(m_containers.begin(), m_containers.end(), [this](const app::LogContainer& container) {
        if (m_failed.contains(container.id))
            return false;
        const Seams now = seamsOf(container.id);
        const Seams planned = m_seams.value(container.id);
        for (size_t which = 0; which < now.size(); ++which) {
            using Held = domain::LogSeam::Held;
            const auto& was = planned.at(which);
            const auto& is = now.at(which);
            const bool cut = is && is->held == Held::Rest && is != was;
            const bool hasBegun = is && is->held == Held::Last && was && was->held == Held::None;
            if (cut || hasBegun)
                return true;
        }
        return false;
    });
}

// What was asked for reaches to where lines were missing when it was planned. Put in front of what is held now, it
// would hide that those between are missing too.
bool LogHistoryWorker::planAnew()
{
    m_logs.noteLost();
    if (!seamsMoved())
        return false;
    if (++m_anew <= maxAnew) {
        plan();
        return true;
    }
    app::LogHistoryEnd end;
    end.failure =
        base::Error{base::ErrorCode::Busy, QStringLiteral("newer lines pushed out what they were to be joined to"), {}};
    finishWith(std::move(end));
    return true;
}

void LogHistoryWorker::putInFront()
{
    if (planAnew())
        return;
    // All logs from the same moment on: what one of them had more of comes with the next load.
    const auto fromNs = std::max(m_sinceNs, floorNs()); // nothing is before every moment
    domain::LogHistoryFront front(m_logs.limits());
    std::vector<int> channels;
    // Before the lines: what says that lines are missing has the stamp of the one behind them. Not where no log could
    // be read: they would hide that lines around them are missing.
    const auto marks = m_asked.isEmpty() && !m_onlyMarks ? std::nullopt : marksSeam();
    if (marks && (!fromNs || marks->untilNs >= *fromNs)) {
        channels.push_back(domain::LogHistoryBook::marks);
        front.addMarks(m_logs.marks().before(*marks, fromNs));
    }
    for (Log& log : m_asked)
        for (size_t which = 0; which < 2; ++which) {
            Channel& channel = log.channels.at(which);
            if (!channel.older || (fromNs && channel.older->seam().untilNs < *fromNs))
                continue;
            if (fromNs)
                channel.older->dropBefore(*fromNs);
            channels.push_back(channel.number);
            front.addOlder(channel.number,
                           {log.container.service.toStdString(), static_cast<domain::LogChannel>(which), true},
                           *channel.older);
        }
    app::LogHistoryEnd end;
    const auto put = m_logs.putInFront(front, channels, fromNs);
    if (!put && put.error().code == base::ErrorCode::Busy) {
        QTimer::singleShot(busyMs, this, [this, load = m_load] {
            if (load == m_load)
                putInFront();
        });
        return;
    }
    if (floorNs() && m_step > 0)
        --m_step;
    if (put) {
        bringAll(channels);
        if (*put)
            Q_EMIT frontChanged(**put);
        end.rows = front.olderRows();
        if (fromNs)
            end.from = {domain::nsToMs(*fromNs)};
        end.earliest = front.earliest();
    } else {
        end.failure = put.error();
    }
    finishWith(std::move(end));
}

void LogHistoryWorker::bringAll(const std::vector<int>& channels)
{
    for (auto log = m_asked.cbegin(); log != m_asked.cend(); ++log)
        for (size_t which = 0; which < 2; ++which) {
            const Channel& channel = log->channels.at(which);
            if (channel.older && std::find(channels.begin(), channels.end(), channel.number) != channels.end())
                m_logs.bring(log.key(), which, *channel.older);
        }
}

void LogHistoryWorker::finishWith(app::LogHistoryEnd end)
{
    end.problems = m_problems;
    end.anyLeft = marksSeam().has_value();
    for (const app::LogContainer& container : std::as_const(m_containers)) {
        const Seams seams = seamsOf(container.id);
        end.anyLeft = end.anyLeft || seams[0] || seams[1];
    }
    m_asked.clear();
    Q_EMIT done(std::exchange(m_load, 0), end);
}

void LogHistoryWorker::drop(quint64 load)
{
    if (load != m_load)
        return;
    m_load = 0;
    m_asked.clear();
}

void LogHistoryWorker::letGo()
{
    m_logs.letOlderGo();
}

} // namespace ops::infra
