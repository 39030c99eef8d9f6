#include "domain/log/log_rejoin.h"
#include "fuzz_check.h"

#include <string>

using namespace ops;

// What `docker logs --timestamps` puts in front of a line, and once more in front of every 16 KiB of a long one.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string buffer;
    fuzz::require(domain::withoutInnerStamps(bytes, buffer).size() <= size);
    const auto ns = domain::engineStampNs(bytes);
    // The leap second that ends the last year which is read is written as a moment of the next one, which is not.
    constexpr qint64 endOfTimeNs = qint64{9'214'646'400} * 1'000'000'000;
    if (!ns || *ns >= endOfTimeNs)
        return 0;
    const QByteArray written = domain::engineStamp(*ns) + ' ';
    const std::string stamp(written.constData(), static_cast<size_t>(written.size()));
    fuzz::require(stamp.size() == domain::engineStampLength && domain::engineStampNs(stamp) == ns);

    // The rest again and again, as one long line that the engine cuts.
    constexpr size_t pieceBytes = size_t{16} * 1024;
    const std::string_view part = bytes.substr(domain::engineStampLength);
    std::string line;
    while (!part.empty() && line.size() < 2 * pieceBytes)
        line += part;
    std::string printed;
    for (size_t at = 0; at < line.size(); at += pieceBytes)
        printed += stamp + line.substr(at, pieceBytes);
    fuzz::require(domain::withoutInnerStamps(printed, buffer) == (line.empty() ? line : stamp + line));
    return 0;
}
