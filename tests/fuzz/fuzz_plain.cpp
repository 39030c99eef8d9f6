#include "fuzz_check.h"

using namespace ops;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    domain::ParsedLogLine parsed;
    parsed.message = line;
    domain::readPlainLine(line, parsed);
    fuzz::requireSound(parsed, line);
    fuzz::require(parsed.format == domain::LogFormat::Plain && parsed.message == line && parsed.service.empty());
    return 0;
}
