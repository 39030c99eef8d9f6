#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace ops::bench_logs {

// A run of another program on the same file, as a person would start it.
struct PeerRun {
    double ms = 0;     // from before it was started to after it ended
    QByteArray output; // trimmed
};
// nullopt where it is not installed or failed; says so on standard error. `keepOutput`: else it goes nowhere.
std::optional<PeerRun> runPeer(const QString& program, const QStringList& arguments, bool keepOutput = true);

// Milliseconds on a monotonic clock.
double nowMs();
// Milliseconds for which this thread had a processor.
double threadCpuMs();

// Runs this thread's events until `done`, which is asked after each and every `lookMs`; false after `patienceMs`.
bool runEventsUntil(const std::function<bool()>& done, double patienceMs = 120'000, int lookMs = 1);

} // namespace ops::bench_logs
