#pragma once

#include "base/error.h"

#include <optional>

namespace ops::domain {

enum class HostEnd {
    Exited,          // with exitCode
    Signalled,       // by signalNumber; only this machine's kernel can say that
    TimedOut,        // the deadline passed and it was ended
    Cancelled,       // it was ended because somebody asked
    CouldNotStart,   // it never ran
    TransportFailed, // ssh failed, not the command; how the command ended is not known
};

// Whether the command began to run at all. Unknown: it was handed over and nothing came back.
enum class HostBegan { No, Yes, Unknown };

// How one run ended. Exit code 0 says that the program said 0, and nothing about any effect (rule H6).
struct HostOutcome {
    HostEnd end = HostEnd::CouldNotStart;
    HostBegan began = HostBegan::No;
    std::optional<int> exitCode; // 0 to 255; also where it was ended and still said one
    int signalNumber = 0;        // 0: none known
    // TimedOut, Cancelled: true when it was seen that nothing of its process group is left; false: part of it may
    // still run. Always false for TransportFailed once it began.
    bool gone = false;
    std::optional<base::Error> error; // for everything but Exited

    bool succeeded() const { return end == HostEnd::Exited && exitCode == 0; }
    // Over ssh a shell reports the death of its child: code 128 + n is what signal n looks like, and what `docker exec`
    // says of a container's process. 0: no such code.
    int possibleSignal() const
    {
        return end == HostEnd::Exited && exitCode && *exitCode > 128 && *exitCode <= 128 + 64 ? *exitCode - 128 : 0;
    }
    bool operator==(const HostOutcome&) const = default;
};

// Refused before anything ran.
HostOutcome couldNotStart(const base::Error& error);
// Ended by itself.
HostOutcome exitedWith(int exitCode);

// "exited 1", "signalled 9", "timed-out", "could-not-start": a stable word for logs and journals, never prose.
QString hostOutcomeWord(const HostOutcome& outcome);

} // namespace ops::domain
