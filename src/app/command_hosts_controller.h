#pragma once

#include "app/ports/command_host_port.h"
#include "app/ports/journal_port.h"
#include "app/session_context.h"
#include "domain/host/output_tail.h"
#include "domain/host/tool_report.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ops::app {

// A command that is over, and what it printed: all of it, or its beginning and its end where that was too much.
struct HostAnswer {
    domain::HostOutcome outcome;
    domain::OutputTail output{1024 * 1024, 64 * 1024};
    domain::OutputTail errors;
};

// The command hosts of one environment, by name: which service is where, what runs, whether they can be reached, and
// which tools they have. Changes of a connection are journalled; commands are not: who asks for one knows whether it is
// a question or an act. GUI thread; owned by main, which adds the hosts before anything is asked of them.
class CommandHostsController : public QObject {
    Q_OBJECT

public:
    // `here` is this machine, whether or not it is one of the environment's hosts: ssh runs on it.
    CommandHostsController(const SessionContext& context, JournalPort& journal, CommandHostPort& here,
                           QObject* parent = nullptr);
    ~CommandHostsController() override;

    // Each under a name that the environment has. The port outlives this.
    void addHost(const QString& name, CommandHostPort& port);
    QStringList hosts() const; // in the environment's order
    // nullptr: there is no such host.
    const domain::HostStatus* status(const QString& host) const;

    // To the host that the command names; one that is not there comes back as CouldNotStart. The port's contract holds.
    domain::HostRunId run(const domain::HostCommand& command);
    void cancel(const domain::HostRunId& id);
    // For a command that ends by itself: everything at once. Continue it with `.then(context, ...)`. No signal is sent
    // for it but toolsChanged.
    QFuture<HostAnswer> ask(const domain::HostCommand& command);

    // Looks for a host's tools; once, until looked for anew. While something did not answer they are looked for again
    // by themselves: when the host's connection comes up, and every so often while it is. Answered by toolsChanged.
    void findTools(const QString& host);
    void findToolsAgain(const QString& host);
    // Empty: not looked for, or not found out yet. While they are looked for anew: what was found before.
    std::vector<domain::ToolFinding> tools(const QString& host) const;
    std::optional<base::Instant> toolsFoundAt(const QString& host) const;
    bool isLookingForTools(const QString& host) const;
    // Looks again where that is due; by itself when it is.
    void tick();

Q_SIGNALS:
    void started(const ops::domain::HostRunId& id, const ops::base::Instant& at);
    void outputArrived(const ops::domain::HostRunId& id, ops::domain::OutputChannel channel, const QByteArray& bytes);
    void finished(const ops::domain::HostRunId& id, const ops::domain::HostOutcome& outcome);
    void statusChanged(const ops::domain::HostStatus& status);
    void toolsChanged(const QString& host);

private:
    struct Asked {
        QPromise<HostAnswer> promise;
        HostAnswer answer;
    };
    struct Run {
        CommandHostPort* port = nullptr;
        domain::HostRunId there; // the port's own number
        std::unique_ptr<Asked> asked;
    };
    struct Tools {
        bool looking = false;
        bool cameUp = false;   // the host's connection did, while they were looked for
        bool repeats = false;  // this look was made because of that
        size_t unanswered = 0; // looks in a row that left something unanswered
        std::optional<qint64> dueNs;
        std::vector<domain::ToolFinding> findings;
        std::optional<base::Instant> foundAt;
    };

    domain::HostRunId begin(const domain::HostCommand& command, CommandHostPort* port, std::unique_ptr<Asked> asked);
    QFuture<HostAnswer> askPort(const domain::HostCommand& command, CommandHostPort* port);
    void listenTo(CommandHostPort& port);
    domain::HostRunId mine(const CommandHostPort& port, const domain::HostRunId& there) const;
    void onFinished(const domain::HostRunId& id, const domain::HostOutcome& outcome);
    void noteStatus(const domain::HostStatus& status);
    void onUp(const QString& host);
    void onToolsFound(const QString& host, const std::vector<domain::ToolFinding>& findings);
    void armTimer();

    const SessionContext& m_context;
    JournalPort& m_journal;
    CommandHostPort& m_here;
    QHash<QString, CommandHostPort*> m_hosts;
    QHash<QString, domain::HostPhase> m_notedPhases;
    std::unordered_map<quint64, Run> m_runs;
    QHash<QString, Tools> m_tools;
    QTimer m_timer; // the next look that is due
    quint64 m_lastId = 0;
};

} // namespace ops::app
