#pragma once

#include "sim/docker/front_server.h"
#include "sim/docker/played_services.h"
#include "sim/log_storm.h"
#include "sim/service.h"
#include "sim/trading_flow.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace ops::sim {

// The whole practice stack of this process: the played services, the traffic, the faults. Qt thread, owned by main.
class Stack : public QObject {
    Q_OBJECT

public:
    Stack(const Options& options, const base::Clock& clock, LogWriter& log, QObject* parent = nullptr);
    ~Stack() override;

    void start();    // ends in ready() or failed()
    void shutDown(); // ends in finished(0)
    // A fault line; the answer is one line "OK {...}", "ERROR {...}" or "STATUS {...}".
    QByteArray takeFaultLine(const QByteArray& line);
    QByteArray readyLine() const;

Q_SIGNALS:
    void ready();
    void failed(const QString& text);
    void finished(int exitCode);

private:
    void tryStart();
    void openControl();
    bool openFront();
    std::vector<PlayedService> look() const;
    void act(FrontAct what, const QString& container);
    base::Result<void> setEngine(const QString& word);
    void setCrowd(int count);
    void onControl(const IncomingMessage& message);
    base::Result<void> carryOut(const FaultCommand& command);
    bool plays(const FaultCommand& command) const;
    // Somebody else's script commands Titan, past the console.
    base::Result<void> runScript(const FaultCommand& command);
    QByteArray statusJson() const;
    void setRate(double rate);
    void flowBeat();
    void emitFlow(FlowStep step);
    void secondBeat();
    void fiveSecondBeat();
    void publishPolicy();
    void awaitDrained();
    Service* service(Role role) const;
    qint64 nowMs() const { return m_clock.now().utcMs; }

    Options m_options;
    const base::Clock& m_clock;
    LogWriter& m_log;
    Subjects m_subjects;
    std::vector<std::unique_ptr<Service>> m_services;
    NatsLink m_control;
    LogStorm m_storm;
    std::unique_ptr<FrontServer> m_front;
    std::vector<PlayedService> m_infrastructure;
    std::vector<PlayedService> m_crowd; // containers that no runbook names
    FlowState m_flow;
    bool m_tradeWanted = true;
    double m_rate = 0;
    QByteArray m_dashboard;
    qint64 m_dashboardMs = -1;
    QTimer m_flowTimer;
    QTimer m_secondTimer;
    QTimer m_fiveSecondTimer;
    size_t m_nextToStart = 0;
    qint64 m_startDeadlineNs = 0;
    qint64 m_drainDeadlineNs = 0;
};

} // namespace ops::sim
