#include "domain/log/log_line_text.h"

#include "base/time_text.h"
#include "domain/log/log_level_words.h"
#include "domain/log/log_parser.h"
#include "domain/log/log_text.h"

namespace ops::domain {
namespace {

QByteArray toByteArray(std::string_view bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

QByteArray markerText(const LogMarker& marker, LogTime time, const LogMarkerWords& words)
{
    QByteArray line = "# ";
    if (time.known())
        line += base::utcStampText(time.utcMs).toUtf8() + ' ';
    return line + (words ? words(marker) : marker.text).toUtf8() + '\n';
}

} // namespace

QByteArray logLineFor(const LogReader& reader, LogSeq seq, LogLineAs as, const LogMarkerWords& words)
{
    const LogLine line = reader.line(seq);
    if (as == LogLineAs::Raw)
        return toByteArray(line.bytes);
    const std::string_view bytes = withoutLineEnding(line.bytes);
    if (line.tag.marker) {
        if (const auto marker = parseLogMarker(bytes))
            return markerText(*marker, line.time, words);
    }
    QByteArray text;
    if (line.time.known() && !line.tag.inheritedTime)
        text += base::utcStampText(line.time.utcMs).toUtf8() + ' ';
    const std::string_view level = logLevelName(line.tag.level);
    if (!level.empty() && !line.tag.continuation)
        text += toByteArray(level) + (line.tag.inferred ? "? " : " ");
    const std::string_view service = reader.store().serviceName(line.service);
    if (!service.empty())
        text += shownLogText(service).toUtf8() + ' ';
    // What continues a line has its indentation to say so.
    const std::string message = line.tag.continuation ? dockerLineText(bytes).value_or(std::string(bytes))
                                                      : messageText(parseLogLineOf(service, bytes));
    return text + shownLogText(message, message.size()).toUtf8() + '\n';
}

QByteArray logGapFor(const LogGap& gap, LogLineAs as, const LogMarkerWords& words)
{
    const LogMarker marker{LogMarkerKind::Gap, {}, gap};
    return as == LogLineAs::Raw ? logMarkerLine(marker) : markerText(marker, gap.to, words);
}

} // namespace ops::domain
