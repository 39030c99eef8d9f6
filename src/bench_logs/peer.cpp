#include "bench_logs/peer.h"

#include "bench/figures.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <ctime>

namespace ops::bench_logs {

double nowMs()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double threadCpuMs()
{
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

std::optional<PeerRun> runPeer(const QString& program, const QStringList& arguments, bool keepOutput)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    // lnav keeps what it learns of a file at home; each run shall begin like the first.
    environment.insert(QStringLiteral("HOME"), QDir::tempPath());
    process.setProcessEnvironment(environment);
    if (!keepOutput)
        process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardInputFile(QProcess::nullDevice());
    const double start = nowMs();
    process.start(program, arguments);
    constexpr int patienceMs = 600'000;
    const bool ended = process.waitForFinished(patienceMs);
    const double end = nowMs();
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        bench::say("%s: %s", qPrintable(program), qPrintable(process.errorString()));
        return std::nullopt;
    }
    return PeerRun{end - start, keepOutput ? process.readAllStandardOutput().trimmed() : QByteArray()};
}

bool runEventsUntil(const std::function<bool()>& done, double patienceMs, int lookMs)
{
    const double end = nowMs() + patienceMs;
    // What is waited for need not come with an event; and whoever works for it shall have the processors meanwhile.
    QTimer look;
    look.setTimerType(Qt::PreciseTimer);
    look.start(lookMs);
    while (!done()) {
        if (nowMs() > end)
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace ops::bench_logs
