#include "domain/log/line_splitter.h"
#include "domain/log/log_line_reader.h"
#include "domain/log/log_repeats.h"
#include "fuzz_check.h"

#include <QRegularExpression>

using namespace ops;

// A whole stream: cut into pieces by its own bytes, put together, parsed, folded. No byte is lost, no column depends on
// where the pieces were cut, and what is left out for speed changes nothing.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string_view stream(reinterpret_cast<const char*>(data), size);
    std::string whole;
    domain::LogStore store({1024 * 1024, {4096, 64}, 1024});
    domain::LogLineReader reader;
    const auto take = [&](std::string_view line) {
        whole += line;
        const std::string_view text = domain::withoutLineEnding(line);
        const domain::ParsedLogLine parsed = domain::parseLogLine(text);
        fuzz::requireSound(parsed, text);
        if (const auto same = domain::sameMessageAs(text))
            fuzz::require(QRegularExpression(same->text).isValid());
        const domain::ParsedLogLine quick = domain::parseLogLine(text, domain::LogParts::Attributes);
        fuzz::require(quick.format == parsed.format && quick.level == parsed.level && quick.shape == parsed.shape);
        const domain::LogLineReader::Read read = reader.read(line, store);
        fuzz::requireInside(read.bytes, line);
        fuzz::require(read.tag.level != domain::LogLevel::Unread);
        fuzz::require(store.append(read.bytes, read.time, read.tag, read.service));
    };
    domain::LineSplitter splitter(1024);
    for (size_t at = 0; at < size;) {
        const size_t length = std::min<size_t>(1 + data[at] % 40, size - at);
        splitter.feed(stream.substr(at, length), take);
        at += length;
    }
    splitter.finish(take);
    fuzz::require(whole == stream);
    return 0;
}
