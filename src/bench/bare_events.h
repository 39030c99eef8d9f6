#pragma once

#include <QHash>
#include <QString>

#include <mutex>
#include <optional>
#include <sys/types.h>
#include <thread>

namespace ops::bench {

// The yardstick of the services page: a `docker events` whose lines are stamped as they come, on a thread of its own,
// and wake whoever waits for them. GUI thread.
class BareEvents {
public:
    BareEvents() = default;
    BareEvents(const BareEvents&) = delete;
    BareEvents& operator=(const BareEvents&) = delete;
    ~BareEvents();

    bool start();
    // When the container's latest end was heard of, monotonic ns; nullopt: not yet since the last forget().
    std::optional<qint64> endHeardNs(const QString& id) const;
    void forget();

private:
    void read();
    void note(const QByteArray& line, qint64 atNs);

    pid_t m_docker = 0;
    int m_output = -1;
    std::thread m_reader;
    mutable std::mutex m_mutex;
    QHash<QString, qint64> m_ends;
};

} // namespace ops::bench
