#include "domain/log/log_line_reader.h"

namespace ops::domain {

LogLineReader::Read LogLineReader::read(std::string_view bytes, LogStore& store)
{
    const bool named = !m_settings.service.empty();
    const std::string_view line = withoutLineEnding(bytes);
    const ParsedLogLine parsed = parseLogLine(line, named ? LogParts::AttributesWithoutService : LogParts::Attributes);
    const std::string_view container = m_unended ? std::string_view(m_unendedContainer) : parsed.carriedService;
    const LogChannel channel = m_unended ? m_unendedChannel : parsed.channel.value_or(m_settings.channel);
    Stream& stream = channel == m_settings.channel ? streamOf(container) : m_otherChannel;
    const LogFold::Columns columns = stream.fold.next(parsed, channel);
    m_unended = !bytes.ends_with('\n');
    if (m_unended || parsed.unended)
        stream.fold.nextIsSameLine();
    if (m_unended) {
        m_unendedContainer = container;
        m_unendedChannel = channel;
    }

    Read read;
    read.bytes = bytes;
    constexpr size_t stampLength = std::string_view("2026-01-30T18:04:11.207113123Z ").size();
    // Docker's json-file has its stamp inside.
    if (m_settings.stamped && parsed.carriedNs && parsed.carriedService.empty() && !line.starts_with('{'))
        read.bytes.remove_prefix(stampLength);
    read.time = columns.time;
    read.tag = columns.tag;
    read.orderNs = columns.orderNs;
    read.carriedNs = parsed.carriedNs;
    read.service = serviceOf(parsed, store);
    if (columns.tag.continuation)
        read.service = stream.headService;
    else
        stream.headService = read.service;
    if (parsed.carriedNs && parsed.utcNs) {
        stream.skew.add(*parsed.utcNs, *parsed.carriedNs);
        store.noteSkew(read.service, stream.skew.ms());
    }
    return read;
}

LogLineReader::Stream& LogLineReader::streamOf(std::string_view carriedService)
{
    if (carriedService.empty())
        return m_stream;
    const auto found = m_streams.find(carriedService);
    if (found != m_streams.end())
        return found->second;
    // Not one for every word in front of a bar that a hostile log can think of.
    if (m_streams.size() >= maxLogServices)
        return m_stream;
    return m_streams.try_emplace(std::string(carriedService)).first->second;
}

LogService LogLineReader::serviceOf(const ParsedLogLine& parsed, LogStore& store)
{
    std::string_view name = m_settings.service;
    if (name.empty() || (m_settings.composed && !parsed.carriedService.empty()))
        name = parsed.carriedService;
    if (name.empty())
        name = parsed.service;
    constexpr size_t longestName = 200;
    name = name.substr(0, longestName);
    if (name.empty())
        return {};
    const auto byteAt = [&](size_t at) { return static_cast<size_t>(static_cast<unsigned char>(name[at])); };
    const size_t hash = name.size() * 7 + byteAt(name.size() / 2) * 5 + byteAt(name.size() - 1) * 3;
    Known& known = m_known.at(hash % m_known.size());
    if (known.name != name)
        known = {std::string(name), store.service(name)};
    return known.service;
}

qint64 readAdopted(LogStore& store, LogLineReader& reader, qint64 maxRows)
{
    qint64 rows = 0;
    while (rows < maxRows && store.readEnd() < store.end()) {
        const LogLineReader::Read read = reader.read(store.bytesAtReadEnd(), store);
        store.read(read.time, read.tag, read.service);
        ++rows;
    }
    return rows;
}

} // namespace ops::domain
