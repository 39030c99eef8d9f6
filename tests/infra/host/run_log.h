#pragma once

#include "app/ports/command_host_port.h"
#include "support/test_case.h"

#include <QElapsedTimer>
#include <QHash>
#include <QStringList>
#include <QTest>
#include <QVector>

namespace ops::test {

// What a command host said of each of its runs, in order.
class RunLog : public QObject {
    Q_OBJECT

public:
    struct Run {
        QStringList events; // "started", "output", "errors", "finished"
        QByteArray output;
        QByteArray errors;
        std::optional<domain::HostOutcome> outcome;
        QVector<qint64> arrivals; // of standard output, ms
        qsizetype largest = 0;    // piece of either channel

        bool over() const { return outcome.has_value(); }
        QString text() const // for failing tests
        {
            const QString end =
                !outcome ? QStringLiteral("runs")
                         : domain::hostOutcomeWord(*outcome) +
                               (outcome->error ? QStringLiteral(", ") + base::toLogLine(*outcome->error) : QString());
            return QStringLiteral("%1; %2; out <%3> err <%4>")
                .arg(events.join(QLatin1Char(' ')), end, QString::fromUtf8(output.left(400)),
                     QString::fromUtf8(errors.left(400)));
        }
    };

    // `keep`: false where only sizes matter.
    explicit RunLog(app::CommandHostPort& port)
    {
        m_timer.start();
        connect(&port, &app::CommandHostPort::started, this,
                [this](const domain::HostRunId& id) { m_runs[id].events << QStringLiteral("started"); });
        connect(&port, &app::CommandHostPort::outputArrived, this,
                [this](const domain::HostRunId& id, domain::OutputChannel channel, const QByteArray& bytes) {
                    take(m_runs[id], channel, bytes);
                });
        connect(&port, &app::CommandHostPort::finished, this,
                [this](const domain::HostRunId& id, const domain::HostOutcome& outcome) {
                    m_runs[id].events << QStringLiteral("finished");
                    m_runs[id].outcome = outcome;
                });
        connect(&port, &app::CommandHostPort::statusChanged, this,
                [this](const domain::HostStatus& status) { statuses << status; });
    }

    const Run& of(const domain::HostRunId& id) { return m_runs[id]; }
    bool over(const domain::HostRunId& id) { return of(id).over(); }
    qsizetype count() const { return m_runs.size(); }

    qint64 totalBytes = 0;
    bool keepOutput = true; // false where only sizes matter
    QVector<domain::HostStatus> statuses;

private:
    void take(Run& run, domain::OutputChannel channel, const QByteArray& bytes)
    {
        const bool isOutput = channel == domain::OutputChannel::Output;
        const QString word = isOutput ? QStringLiteral("output") : QStringLiteral("errors");
        if (!run.events.endsWith(word))
            run.events << word;
        totalBytes += bytes.size();
        run.largest = std::max(run.largest, bytes.size());
        if (isOutput)
            run.arrivals << m_timer.elapsed();
        if (keepOutput)
            (isOutput ? run.output : run.errors) += bytes;
    }

    QElapsedTimer m_timer;
    QHash<domain::HostRunId, Run> m_runs;
};

} // namespace ops::test

// Waits for the end of a run; says what it saw where that does not come.
#define WAIT_FOR_END(log, id) QTRY_VERIFY2_WITH_TIMEOUT((log).over(id), qPrintable((log).of(id).text()), 30'000)
