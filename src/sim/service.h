#pragma once

#include "base/clock.h"
#include "sim/faults.h"
#include "sim/http_server.h"
#include "sim/lock_file.h"
#include "sim/log_format.h"
#include "sim/log_writer.h"
#include "sim/nats_link.h"
#include "sim/options.h"
#include "sim/telemetry.h"

#include <memory>
#include <optional>

namespace ops::sim {

// One played service: its core state, its own NATS connection, its HTTP port, its log. Carries out what the core
// decides. Qt thread, owned by the Stack.
class Service : public QObject {
    Q_OBJECT

public:
    struct Surroundings {
        const Options& options;
        const Subjects& subjects;
        const base::Clock& clock;
        LogWriter& log;
    };

    Service(Role role, Surroundings surroundings, QObject* parent = nullptr);

    // Connects, subscribes, listens; done when it returns. Refused and TimedOut are worth another try.
    base::Result<void> start();
    void crash();   // connection and port vanish at once, with a last cry
    void end();     // the same without one; start() brings it back
    void restart(); // vanishes, is back after half a second
    void stop();    // begins a clean end: no HTTP, NATS drained
    bool isStopped() const { return m_link.isClosed(); }
    void applyFault(const FaultCommand& command);

    Role role() const { return m_config.role; }
    const CoreConfig& config() const { return m_config; }
    const CoreState& state() const { return m_state; }
    bool isUp() const { return m_up; }
    quint16 httpPort() const { return m_httpPort; }
    qint64 startedMs() const { return m_startedMs; }

    void publish(const Message& message) { m_link.publish(message.subject, message.payload); }
    void beat();       // once a second
    void beatSlowly(); // every five seconds
    void log(LogLevel level, const QString& text, const QJsonObject& fields = {});
    QByteArray logLine(LogLevel level, const QString& text, const QJsonObject& fields = {}) const;
    // Whole lines as they are.
    void writeLines(bool toStderr, const QByteArray& lines);

Q_SIGNALS:
    void logged(bool toStderr, const QByteArray& lines);
    void policyChanged();
    void flattenRequested();

private:
    void handle(const Event& event, const QString& reply = {});
    void carryOut(const Effect& effect, const QString& reply);
    void onMessage(const IncomingMessage& message);
    base::Result<void> subscribeAll();
    base::Result<void> listenHttp();
    void setUpJetStream();
    void pullRiskCommands();
    std::optional<quint16> wantedPort() const;
    HttpReply answer(const QByteArray& method, const QByteArray& path);

    CoreConfig m_config;
    Surroundings m_in;
    CoreState m_state;
    NatsLink m_link;
    LockFile m_lock;
    std::unique_ptr<HttpServer> m_http;
    quint16 m_httpPort = 0;
    qint64 m_startedMs = 0;
    bool m_up = false;
    bool m_startedBefore = false;
    QString m_pullInbox;
    std::optional<HttpReply> m_health; // as last computed, where health is cached
    qint64 m_healthMs = 0;
    quint64 m_life = 0; // counts starts and crashes, so that a late restart knows it is stale
};

} // namespace ops::sim
