#pragma once

#include "base/error.h"

#include <QProcess>

#include <chrono>

namespace ops::infra {

// Where a program is: PATH, and the sbin directories that an ordinary user's PATH leaves out. Empty: nowhere.
QString findProgram(const QString& name);

// A process of ours on this machine: it dies with us, is ended by its own pid only, and its destructor leaves none
// behind. GUI thread; owned by whoever started it.
class ChildProcess final : public QProcess {
    Q_OBJECT

public:
    explicit ChildProcess(QObject* parent = nullptr);
    // Asks it to end, and makes it after 2 s: the only place that waits.
    ~ChildProcess() override;

    // SIGTERM now, SIGKILL when it has not ended by then; finished() tells. Wakes it first where it is frozen.
    void endSoon(std::chrono::milliseconds patience = std::chrono::seconds(2));
    void freeze();
    void thaw();
    void noteOutput(const QByteArray& text); // kept for error(): the last few lines
    QString lastOutput() const;

private:
    void sendSignal(int number);

    QByteArray m_output;
};

// The one place where a QProcess::ProcessError becomes an ErrorCode.
base::ErrorCode errorCodeForProcessError(QProcess::ProcessError error);

} // namespace ops::infra
