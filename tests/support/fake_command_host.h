#pragma once

#include "app/ports/command_host_port.h"
#include "app/ports/host_forward_port.h"

#include <QMap>
#include <QVector>

#include <functional>

namespace ops::test {

// A command host that runs nothing: it records what it is asked and answers when the test says so. It keeps the port's
// contract, whatever the test says: never an answer before run() returns, nothing after finished(). Test thread.
class FakeCommandHost final : public app::CommandHostPort {
    Q_OBJECT

public:
    struct Run {
        domain::HostRunId id;
        domain::HostCommand command;
        bool over = false;
        bool cancelled = false;
    };

    explicit FakeCommandHost(const QString& host = QStringLiteral("titan-1"))
    {
        m_status.host = host;
        m_status.phase = domain::HostPhase::Up;
    }

    const domain::HostStatus& status() const override { return m_status; }
    domain::HostRunId run(const domain::HostCommand& command) override
    {
        const domain::HostRunId id{static_cast<quint64>(runs.size()) + 1};
        runs.append({id, command});
        const auto checked = domain::checkHostCommand(command);
        const auto answer = [this, id, command, error = checked ? base::Error() : checked.error(), ok = checked.ok()] {
            if (!ok)
                finish(id, domain::couldNotStart(error));
            else if (onRun)
                onRun(id, command);
        };
        if (!checked || onRun)
            QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
        return id;
    }
    void cancel(const domain::HostRunId& id) override
    {
        Run* run = find(id);
        if (run == nullptr || run->over || run->cancelled)
            return;
        run->cancelled = true;
        if (endsWithinCancel)
            finish(id, {domain::HostEnd::Cancelled, domain::HostBegan::No, std::nullopt, 0, true,
                        base::Error{base::ErrorCode::Cancelled, QStringLiteral("it was ended before its time"), {}}});
        else if (onCancel)
            QMetaObject::invokeMethod(
                this, [this, id] { onCancel(id); }, Qt::QueuedConnection);
    }

    // The far side of it.
    void begin(const domain::HostRunId& id, const base::Instant& at = {})
    {
        if (const Run* run = find(id); run != nullptr && !run->over)
            Q_EMIT started(id, at);
    }
    void print(const domain::HostRunId& id, const QByteArray& bytes,
               domain::OutputChannel channel = domain::OutputChannel::Output)
    {
        if (const Run* run = find(id); run != nullptr && !run->over && !bytes.isEmpty())
            Q_EMIT outputArrived(id, channel, bytes);
    }
    void finish(const domain::HostRunId& id, const domain::HostOutcome& outcome)
    {
        Run* run = find(id);
        if (run == nullptr || run->over)
            return;
        run->over = true;
        Q_EMIT finished(id, outcome);
    }
    void exit(const domain::HostRunId& id, int code) { finish(id, domain::exitedWith(code)); }
    // All of a run at once: begins, prints, exits.
    void answer(const domain::HostRunId& id, const QByteArray& output, int code = 0, const QByteArray& errors = {})
    {
        begin(id);
        print(id, output);
        print(id, errors, domain::OutputChannel::Errors);
        exit(id, code);
    }
    void setStatus(const domain::HostStatus& status)
    {
        m_status = status;
        Q_EMIT statusChanged(status);
    }

    QVector<Run> runs; // oldest first
    const Run& last() const { return runs.last(); }
    std::function<void(const domain::HostRunId&, const domain::HostCommand&)> onRun; // after run() returned
    std::function<void(const domain::HostRunId&)> onCancel;
    bool endsWithinCancel = false; // as a run does that still waits for a connection

private:
    Run* find(const domain::HostRunId& id)
    {
        return id.value == 0 || id.value > static_cast<quint64>(runs.size()) ? nullptr
                                                                             : &runs[static_cast<int>(id.value) - 1];
    }

    domain::HostStatus m_status;
};

class FakeHostForward final : public app::HostForwardPort {
    Q_OBJECT

public:
    void open(const app::HostForward& forward) override
    {
        opened.append(forward.name);
        wanted.insert(forward.name, forward.target);
    }
    void close(const QString& name) override { wanted.remove(name); }

    void makeReady(const QString& name, const QString& address) { Q_EMIT forwardReady(name, address); }
    void lose(const QString& name, const base::Error& why) { Q_EMIT forwardLost(name, why); }

    QMap<QString, QString> wanted; // name -> target
    QStringList opened;            // their names, oldest first
};

} // namespace ops::test
