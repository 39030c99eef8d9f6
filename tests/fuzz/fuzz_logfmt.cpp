#include "fuzz_check.h"

using namespace ops;

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    return fuzz::runParser(data, size, [](std::string_view line, domain::ParsedLogLine& parsed) {
        return domain::readLogfmtLine(line, parsed);
    });
}
