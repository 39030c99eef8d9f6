#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include <atomic>
#include <memory>
#include <optional>
#include <sys/types.h>

namespace ops::bench {

// A container of ours on the practice host, beside the runbook's eleven.
struct ExtraContainer {
    QString id;
    // As this machine counts; 0 while it does not run. Written by whoever starts it, on a thread of its own.
    std::shared_ptr<std::atomic<pid_t>> firstProcess = std::make_shared<std::atomic<pid_t>>(0);
};

// The practice host that tests/stack/stack.sh brings up and runs us in. Orders go straight to the engine's socket: what
// is measured shall not wait for docker clients to start. Any thread; the calls block unless said otherwise.
class PracticeHost {
public:
    // nullopt where this is no practice host: containers are made and killed here.
    static std::optional<PracticeHost> fromEnvironment();

    QString project() const { return m_project; }
    // Small ones of Titan's compose project that run until they are killed, and are not started again by the engine.
    bool add(int count);
    const QVector<ExtraContainer>& extras() const { return m_extras; }
    // Returns at once.
    void startAgain(const ExtraContainer& container) const;

private:
    PracticeHost(QByteArray socket, QString project);
    // The answer's body; nullopt when it is none of success.
    std::optional<QByteArray> post(const QByteArray& path, const QByteArray& body) const;

    QByteArray m_socket;
    QString m_project;
    QVector<ExtraContainer> m_extras;
};

} // namespace ops::bench
