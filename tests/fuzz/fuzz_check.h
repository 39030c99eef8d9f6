#pragma once

#include "domain/log/log_formats.h"
#include "domain/log/log_text.h"

#include <cstdint>
#include <cstdlib>

// What must hold whatever the bytes are; otherwise the fuzzer is told to keep the bytes.
namespace ops::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline void requireInside(std::string_view part, std::string_view whole)
{
    require(part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size()));
}

// A parsed line points into itself, has a level that is known, and is shown without control characters.
inline void requireSound(const domain::ParsedLogLine& parsed, std::string_view line)
{
    requireInside(parsed.message, line);
    requireInside(parsed.service, line);
    requireInside(parsed.carriedService, line);
    require(parsed.level >= domain::LogLevel::None && parsed.level <= domain::LogLevel::Fatal);
    require(!parsed.inferred || parsed.level != domain::LogLevel::None);
    const QString shown = domain::shownLogText(domain::messageText(parsed));
    for (const QChar c : shown)
        require(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() >= 0xa0));
}

// One format's parser says no and changes nothing, or gives something sound.
template <class Parser>
int runParser(const uint8_t* data, size_t size, Parser&& parse)
{
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (line.empty())
        return 0;
    domain::ParsedLogLine parsed;
    parsed.message = line;
    if (!parse(line, parsed)) {
        require(parsed.format == domain::LogFormat::Plain && parsed.message.data() == line.data() &&
                parsed.message.size() == line.size() && parsed.level == domain::LogLevel::None);
        return 0;
    }
    requireSound(parsed, line);
    return 0;
}

} // namespace ops::fuzz

// libFuzzer asks for this name.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
