#pragma once

#include "sim/service.h"

#include <QTimer>

#include <vector>

namespace ops::sim {

// Floods a service's log on request, a chunk every 20 ms, never faster than the lines are read. Qt thread, owned by the
// Stack; outlived by the services it floods.
class LogStorm : public QObject {
    Q_OBJECT

public:
    LogStorm(const base::Clock& clock, LogWriter& log, QObject* parent = nullptr);

    // `perSecond` 0: as fast as the lines are read.
    void add(Service& service, int lines, int perSecond);
    void stop();

private:
    struct Storm {
        Service* service = nullptr;
        int total = 0;
        int sent = 0;
        int perSecond = 0;
        qint64 startedMs = 0;
    };

    void beat();

    const base::Clock& m_clock;
    LogWriter& m_log;
    QTimer m_timer;
    std::vector<Storm> m_storms;
};

} // namespace ops::sim
