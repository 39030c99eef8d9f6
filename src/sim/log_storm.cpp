#include "sim/log_storm.h"

#include <algorithm>

namespace ops::sim {
namespace {

constexpr int beatMs = 20;
constexpr int chunkLines = 2000;

} // namespace

LogStorm::LogStorm(const base::Clock& clock, LogWriter& log, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_log(log)
{
    connect(&m_timer, &QTimer::timeout, this, &LogStorm::beat);
}

void LogStorm::add(Service& service, int lines, int perSecond)
{
    m_storms.push_back({&service, lines, 0, perSecond, m_clock.now().utcMs});
    if (!m_timer.isActive())
        m_timer.start(beatMs);
}

void LogStorm::stop()
{
    m_storms.clear();
    m_timer.stop();
}

void LogStorm::beat()
{
    const qint64 now = m_clock.now().utcMs;
    for (Storm& storm : m_storms) {
        if (m_log.isBusy())
            return;
        qint64 due = chunkLines;
        if (storm.perSecond > 0)
            due = (now - storm.startedMs) * storm.perSecond / 1000 - storm.sent;
        due = std::clamp<qint64>(due, 0, std::min(chunkLines, storm.total - storm.sent));
        QByteArray lines;
        for (qint64 i = 0; i < due; ++i)
            lines += storm.service->logLine(LogLevel::Info,
                                            QStringLiteral("storm line %1 of %2").arg(++storm.sent).arg(storm.total));
        if (!lines.isEmpty())
            storm.service->writeLines(false, lines);
    }
    // A service that has crashed says nothing more.
    std::erase_if(m_storms, [](const Storm& s) { return s.sent >= s.total || !s.service->isUp(); });
    if (m_storms.empty())
        m_timer.stop();
}

} // namespace ops::sim
