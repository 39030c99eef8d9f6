#pragma once

#include "app/log_follow_controller.h"
#include "app/ports/log_history_port.h"

namespace ops::app {

// Older lines of the followed logs on demand: what is under way, what came of it, and whether there may be more. GUI
// thread; owned by main; what it is given outlives it.
class LogHistoryController final : public QObject {
    Q_OBJECT

public:
    enum class Phase {
        Ready,     // there may be older lines
        Loading,   // they are on their way
        Failed,    // nothing came, see problems()
        Beginning, // every log is shown from its beginning, or as far back as its engine has it
    };

    LogHistoryController(LogFollowController& follow, LogHistoryPort& port, QObject* parent = nullptr);

    Phase phase() const { return m_phase; }
    // Of the load that is under way, or else of the last one.
    qint64 rows() const { return m_rows; }
    domain::LogTime earliest() const { return m_earliest; }
    // Logs that the last load could not read; the subject is the service.
    const std::vector<base::Error>& problems() const { return m_problems; }
    // Why the last load could put nothing in front, whatever it had read: TooLarge, NoSpace, or Busy when newer lines
    // pushed out again and again what they were to be joined to.
    const std::optional<base::Error>& failure() const { return m_failure; }

    // Some hundred lines. Nothing while a load is under way.
    void load();
    // As many loads as it takes until nothing is missing from that moment on, or no room is left.
    void loadSince(domain::LogTime since);
    void cancel();
    // Somebody reads the newest lines again: older ones above the memory's cap may go.
    void letGo();

Q_SIGNALS:
    void changed();

private:
    void begin(domain::LogTime since);
    void onEnded(const LogHistoryEnd& end);

    LogFollowController& m_follow;
    LogHistoryPort& m_port;
    Phase m_phase = Phase::Ready;
    domain::LogTime m_since; // unknown: one load is enough
    qint64 m_rowsBefore = 0; // of the loads before, which were not
    qint64 m_rows = 0;
    domain::LogTime m_earliest;
    std::vector<base::Error> m_problems;
    std::optional<base::Error> m_failure;
    bool m_anyPutInFront = false;
};

} // namespace ops::app
