#pragma once

#include "app/command_hosts_controller.h"
#include "app/links_controller.h"
#include "app/ports/endpoint_probe_port.h"
#include "domain/health/health_record.h"
#include "domain/host/output_tail.h"

#include <QObject>
#include <QStringList>

#include <deque>
#include <unordered_map>
#include <vector>

namespace ops::app {

// A run of all checks that somebody asked for.
struct HealthSweep {
    int total = 0; // 0: none was asked for yet
    int done = 0;
    base::Instant began;
    std::optional<base::Instant> ended;
    bool cancelled = false;

    bool running() const { return total > 0 && !ended; }
};

// The runbook's health checks: run one, run all, run again every so often; what is known of each, with its history.
// They only ask, so they run side by side, at most mostPerHost commands of them on one host at a time; a check that is
// under way is not asked twice. GUI thread; owned by main, which makes it while the session still has the URLs of the
// environment and not those of forwards. Nothing runs before start().
class HealthController : public QObject {
    Q_OBJECT

public:
    // A server lets ten sessions through one ssh connection; the rest is for the others.
    static constexpr int mostPerHost = 6;
    static constexpr std::chrono::seconds defaultInterval{15};

    HealthController(const SessionContext& context, const LinksController& links, CommandHostsController& hosts,
                     EndpointProbePort& endpoints, QObject* parent = nullptr);

    // Takes the checks from the session; a drill learns its addresses only when it is up.
    void start();
    void tick(); // a few times a second: the schedule, and the deadlines of what runs on hosts

    const std::vector<domain::HealthRecord>& records() const { return m_records; }
    const domain::HealthRecord* record(const QString& id) const;
    const HealthSweep& sweep() const { return m_sweep; }

    void run(const QString& id);
    void runAll();
    // What is under way ends without a verdict; what was known stays, with its age.
    void cancel(const QString& id);
    void cancelAll();

    std::chrono::seconds interval() const { return m_interval; }
    void setInterval(std::chrono::seconds interval); // 0: only when somebody asks

Q_SIGNALS:
    void started(); // other checks than before
    void recordChanged(int index);
    void sweepChanged();
    // An endpoint of this service gave a verdict: the service's third health level.
    void endpointJudged(const QString& service, const ops::domain::HealthRecord& record);

private:
    struct Run {
        size_t index = 0;
        domain::OutputTail output;
        domain::OutputTail errors;
        std::optional<base::Instant> began;
        bool isLate = false; // it had its time and is being ended
    };

    int indexOf(const QString& id) const;
    void begin(size_t index);
    void beginWaiting();
    void beginOnHost(size_t index);
    void endLate();
    void onAnswered(quint64 question, const domain::HttpAnswer& answer, double latencyMs);
    void onFinished(const domain::HostRunId& id, const domain::HostOutcome& said);
    void judgeNats(size_t index, const std::optional<domain::HttpAnswer>& healthz);
    void settle(size_t index, const domain::HealthVerdict& verdict, std::optional<double> latencyMs);
    int runningOn(const QString& host) const;
    std::chrono::milliseconds maxAgeOf(const domain::HealthCheck& check) const;
    void setMaxAges();
    base::Instant now() const { return m_context.clock->now(); }

    const SessionContext& m_context;
    const LinksController& m_links;
    CommandHostsController& m_hosts;
    EndpointProbePort& m_endpoints;
    const QStringList m_namedUrls; // of the NATS servers and of their monitoring port, as the environment names them
    const QString m_namedMonitoring;
    std::vector<domain::HealthRecord> m_records;
    std::unordered_map<quint64, size_t> m_questions; // the endpoint port's numbers
    std::unordered_map<quint64, Run> m_runs;         // the command hosts' numbers
    std::deque<size_t> m_waiting;                    // for a place on their host
    std::vector<bool> m_swept;                       // the sweep still waits for these
    HealthSweep m_sweep;
    std::chrono::seconds m_interval = defaultInterval;
    std::optional<base::Instant> m_scheduledAt; // last time
};

} // namespace ops::app
