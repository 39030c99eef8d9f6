#include "app/log_history_controller.h"

namespace ops::app {

LogHistoryController::LogHistoryController(LogFollowController& follow, LogHistoryPort& port, QObject* parent)
    : QObject(parent)
    , m_follow(follow)
    , m_port(port)
{
    connect(&m_port, &LogHistoryPort::progressed, this, [this](qint64 rows, domain::LogTime earliest) {
        if (m_phase != Phase::Loading)
            return;
        m_rows = m_rowsBefore + rows;
        m_earliest = earliest;
        Q_EMIT changed();
    });
    connect(&m_port, &LogHistoryPort::ended, this, &LogHistoryController::onEnded);
    // Also where the load is cancelled before it can say that it ended.
    connect(&m_port, &LogHistoryPort::frontChanged, this, [this] { m_anyPutInFront = true; });
}

void LogHistoryController::load()
{
    begin({});
}

void LogHistoryController::loadSince(domain::LogTime since)
{
    begin(since);
}

void LogHistoryController::begin(domain::LogTime since)
{
    if (m_phase == Phase::Loading)
        return;
    m_phase = Phase::Loading;
    m_since = since;
    m_rowsBefore = 0;
    m_rows = 0;
    m_earliest = {};
    m_problems.clear();
    m_failure.reset();
    m_port.load(m_follow.containers());
    Q_EMIT changed();
}

void LogHistoryController::cancel()
{
    if (m_phase != Phase::Loading)
        return;
    m_port.cancel();
    m_phase = Phase::Ready;
    m_rows = 0;
    Q_EMIT changed();
}

void LogHistoryController::onEnded(const LogHistoryEnd& end)
{
    if (m_phase != Phase::Loading)
        return;
    m_rows = m_rowsBefore + end.rows;
    m_earliest = end.earliest.known() ? end.earliest : m_earliest;
    m_problems = end.problems;
    const bool nothing = end.failure || (end.rows == 0 && !end.problems.empty());
    if (!nothing && end.anyLeft && m_since.known() && end.from.known() && m_since < end.from) {
        m_rowsBefore = m_rows;
        m_port.load(m_follow.containers());
        Q_EMIT changed();
        return;
    }
    m_failure = end.failure;
    if (nothing)
        m_phase = Phase::Failed;
    else
        m_phase = end.anyLeft ? Phase::Ready : Phase::Beginning;
    Q_EMIT changed();
}

void LogHistoryController::letGo()
{
    if (std::exchange(m_anyPutInFront, false))
        m_port.letGo();
}

} // namespace ops::app
