#include "domain/log/json_scan.h"
#include "domain/log/log_formats.h"

#include <utility>

namespace ops::domain {
namespace {

// What the engine's json-file driver writes: {"log":"text\n","stream":"stdout","attrs":{…},"time":"2026-01-30T…Z"}, in
// this order and with no other member. "attrs" is there with labels or a tag only.
struct DockerLine {
    std::string_view inside; // of the string that has the text, escapes included
    LogChannel channel = LogChannel::Output;
    qint64 utcNs = 0;
};

bool nextString(JsonScan& scan, std::string_view key, JsonScan::Member& member)
{
    return scan.next(member) && member.key == key && member.kind == JsonScan::Kind::String && !member.cut;
}

std::optional<DockerLine> dockerLine(std::string_view line)
{
    DockerLine read;
    JsonScan scan(line);
    JsonScan::Member member;
    if (!scan.enterObject() || !nextString(scan, "log", member))
        return std::nullopt;
    read.inside = member.value;
    if (!nextString(scan, "stream", member) || (member.value != "stdout" && member.value != "stderr"))
        return std::nullopt;
    read.channel = member.value == "stderr" ? LogChannel::Error : LogChannel::Output;
    bool more = scan.next(member);
    if (more && member.key == "attrs" && member.kind == JsonScan::Kind::Object)
        more = scan.next(member);
    if (!more || member.key != "time" || member.kind != JsonScan::Kind::String)
        return std::nullopt;
    const auto stamp = readIsoStamp(member.value);
    if (!stamp || stamp->length != member.value.size() || scan.next(member) || !scan.finished())
        return std::nullopt;
    read.utcNs = stamp->utcNs;
    return read;
}

// Without the line ending at its end, as text and as it is spelled.
void removeEnding(std::string& text, std::string_view& inside)
{
    for (const auto& [ending, spelled] : {std::pair('\n', "\\n"), std::pair('\r', "\\r")}) {
        // Where the text ends with it, no backslash of the spelling is an escaped one.
        if (!text.ends_with(ending) || !inside.ends_with(spelled))
            return;
        text.pop_back();
        inside.remove_suffix(2);
    }
}

} // namespace

bool readDockerLine(std::string_view line, LogParts parts, ParsedLogLine& parsed)
{
    const auto docker = dockerLine(line);
    if (!docker)
        return false;
    std::string_view inside = docker->inside;
    std::string text = jsonUnescaped(inside);
    ParsedLogLine inner;
    inner.carriedService = parsed.carriedService;
    inner.unended = !text.ends_with('\n');
    removeEnding(text, inside);
    readBareLine(text, parts, inner);
    // Views into the text are no views into the line: what they show is looked for there.
    const auto there = [&](std::string_view part) {
        const auto from = static_cast<size_t>(part.data() - text.data());
        return jsonInside(inside, from, from + part.size());
    };
    if (!inner.service.empty()) {
        const std::string_view service = there(inner.service);
        inner.service = service == inner.service ? service : std::string_view();
    }
    const bool whole = parts != LogParts::All || inner.message.size() == text.size();
    inner.message = whole ? inside : there(inner.message);
    inner.wrapped = true;
    // One of docker's stamps is in front of the line already where the engine hands it on to us.
    inner.carriedNs = parsed.carriedNs ? parsed.carriedNs : docker->utcNs;
    if (!parsed.carriedNs)
        inner.channel = docker->channel;
    parsed = inner;
    return true;
}

std::optional<std::string> dockerLineText(std::string_view line)
{
    if (!maybeDockerLine(line))
        return std::nullopt;
    const auto docker = dockerLine(line);
    if (!docker)
        return std::nullopt;
    std::string_view inside = docker->inside;
    std::string text = jsonUnescaped(inside);
    removeEnding(text, inside);
    return text;
}

} // namespace ops::domain
