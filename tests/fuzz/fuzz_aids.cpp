#include "domain/log/log_aids.h"
#include "domain/log/log_marker.h"
#include "fuzz_check.h"

using namespace ops;

// What people and the console itself save: refused with a reason, or the same when it is written and read again.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto* const text = reinterpret_cast<const char*>(data);
    const auto aids =
        domain::parseLogAids(QByteArray(text, static_cast<qsizetype>(size)), QStringLiteral("log-aids.json"));
    if (aids) {
        const auto again = domain::parseLogAids(domain::logAidsToJson(*aids), QStringLiteral("log-aids.json"));
        fuzz::require(again.ok() && *again == *aids);
    }
    const auto marker = domain::parseLogMarker({text, size});
    if (marker) {
        const QByteArray line = domain::logMarkerLine(*marker);
        const auto again = domain::parseLogMarker({line.constData(), static_cast<size_t>(line.size())});
        fuzz::require(again.ok() && *again == *marker);
    }
    return 0;
}
