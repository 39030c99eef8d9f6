#pragma once

#include "base/clock.h"
#include "domain/host/host_command.h"
#include "domain/host/host_outcome.h"
#include "domain/host/host_status.h"

#include <QByteArray>
#include <QObject>

namespace ops::app {

// One place where commands run: this machine, or another over ssh. For one-shots (`docker ps`) as for streams that last
// for days (`docker events`, `docker logs -f`). Lives on the GUI thread: its calls return at once, its signals arrive
// there, and nothing that the command, the disk or the network does holds the thread up. Every run has a deadline, a
// follower for its start. A run that is still going when the port is destroyed is ended, without a signal.
class CommandHostPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual const domain::HostStatus& status() const = 0;
    // Never answers before it returns. What checkHostCommand() refuses comes back as CouldNotStart. Where the
    // connection is down, a run makes it again; that takes from the run's own time.
    virtual domain::HostRunId run(const domain::HostCommand& command) = 0;
    // Ends the run's whole process group, on the far side too: SIGTERM, and SIGKILL after 2 s. finished() follows when
    // it is gone, or says that this could not be seen; before this returns where the run still waits for a connection.
    // A run that is over, or never was, is no mistake.
    virtual void cancel(const domain::HostRunId& id) = 0;

Q_SIGNALS:
    // For one run, in this order: started at most once, outputArrived any number of times, finished exactly once.
    void started(const ops::domain::HostRunId& id, const ops::base::Instant& at);
    // As it comes, at most 20 times a second for each channel; the first bytes at once. Raw bytes in order within a
    // channel; the order between the channels is not known. A command that prints faster than this is read is made to
    // wait: nothing is dropped, and memory stays bounded.
    void outputArrived(const ops::domain::HostRunId& id, ops::domain::OutputChannel channel, const QByteArray& bytes);
    void finished(const ops::domain::HostRunId& id, const ops::domain::HostOutcome& outcome);
    void statusChanged(const ops::domain::HostStatus& status);
};

} // namespace ops::app
