#pragma once

#include "domain/log/log_filter.h"
#include "naive_log.h"

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace ops::test {

// What a filter means, written down as plainly as possible, for lines of ASCII with colours in them.
inline bool naiveTextMatches(const domain::LogTextTerm& term, const QString& text)
{
    if (term.kind == domain::LogTextKind::Literal)
        return text.contains(term.text, term.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
    const QRegularExpression regex(term.text, term.caseSensitive ? QRegularExpression::NoPatternOption
                                                                 : QRegularExpression::CaseInsensitiveOption);
    return regex.match(text).hasMatch();
}
inline bool naiveTermMatches(const domain::LogTextTerm& term, const std::string& bytes)
{
    const std::string_view view = domain::withoutLineEnding(bytes);
    QString text = QString::fromLatin1(view.data(), static_cast<qsizetype>(view.size()));
    static const QRegularExpression colour(QStringLiteral("\x1b\\[[0-9]*m"));
    return naiveTextMatches(term, text) || naiveTextMatches(term, text.remove(colour));
}

// Each line's head, by what the lines say of themselves.
inline std::vector<size_t> naiveHeads(const std::vector<NaiveLine>& lines)
{
    std::vector<size_t> heads;
    for (size_t i = 0; i < lines.size(); ++i) {
        size_t head = i;
        const size_t farthest = i > static_cast<size_t>(domain::LogReader::farthest)
                                    ? i - static_cast<size_t>(domain::LogReader::farthest)
                                    : 0;
        for (size_t before = i; lines[i].tag.continuation && before > farthest && head == i;) {
            const NaiveLine& other = lines[--before];
            if (!other.tag.continuation && !other.tag.marker && other.service == lines[i].service &&
                other.tag.channel == lines[i].tag.channel)
                head = before;
        }
        heads.push_back(head);
    }
    return heads;
}

// The heads that are shown, as indexes into `lines`.
inline std::set<size_t> naiveShown(const domain::LogFilter& filter, const std::vector<NaiveLine>& lines)
{
    const std::vector<size_t> heads = naiveHeads(lines);
    std::set<size_t> shown;
    for (size_t head = 0; head < lines.size(); ++head) {
        if (heads[head] != head)
            continue;
        const NaiveLine& line = lines[head];
        const bool kept = line.tag.marker && filter.keepMarkers;
        const QString service = QString::fromStdString(line.service);
        bool accepted = (!filter.from.known() || (line.time.known() && line.time >= filter.from)) &&
                        (!filter.until.known() || (line.time.known() && line.time < filter.until)) &&
                        (filter.services.isEmpty() || filter.services.contains(service) || (kept && service.isEmpty()));
        if (accepted && !kept) {
            accepted = (filter.minLevel <= domain::LogLevel::None || line.tag.level >= filter.minLevel) &&
                       (!filter.channel || line.tag.channel == *filter.channel);
            for (const domain::LogTextTerm& term : filter.exclude)
                accepted = accepted && !naiveTermMatches(term, line.bytes);
            for (const domain::LogTextTerm& term : filter.include) {
                bool found = naiveTermMatches(term, line.bytes);
                for (size_t i = head + 1; i < lines.size() && !found; ++i)
                    found = heads[i] == head && naiveTermMatches(term, lines[i].bytes);
                accepted = accepted && found;
            }
        }
        if (accepted)
            shown.insert(head);
    }
    return shown;
}

// Lines that a service could have written, of few words so that filters meet them often.
inline NaiveLine randomServiceLine(QRandomGenerator& random, qint64& clock)
{
    static const std::vector<std::string> words{"error", "Error", "ERROR", "panic", "order", "tick", "x",     "a.b",
                                                "(c)",   "err",   "",      "\t",    "halt",  "HALT", "halted"};
    NaiveLine line;
    for (int i = random.bounded(6); i > 0; --i)
        line.bytes += words[static_cast<size_t>(random.bounded(static_cast<int>(words.size())))] + ' ';
    if (random.bounded(5) == 0) {
        const auto place = static_cast<size_t>(random.bounded(static_cast<int>(line.bytes.size()) + 1));
        line.bytes.insert(place, random.bounded(2) == 0 ? "\x1b[0m" : "\x1b[31m\x1b[m");
    }
    line.bytes += random.bounded(3) == 0 ? "\r\n" : "\n";
    clock += random.bounded(3);
    line.time = random.bounded(15) == 0 ? domain::LogTime() : domain::LogTime{clock};
    line.tag.level = static_cast<domain::LogLevel>(random.bounded(1, 8));
    line.tag.channel = random.bounded(3) == 0 ? domain::LogChannel::Error : domain::LogChannel::Output;
    line.tag.continuation = random.bounded(4) == 0;
    line.tag.marker = !line.tag.continuation && random.bounded(25) == 0;
    if (random.bounded(5) != 0)
        line.service = random.bounded(3) == 0 ? "nats" : "titan-brain";
    return line;
}

inline domain::LogTextTerm randomTerm(QRandomGenerator& random)
{
    static const std::vector<const char*> literals{"error", "err", "HALT", "halt", "e", "a.b", "or h", "x ", "tick x"};
    static const std::vector<const char*> regexes{"err(or)?", "^e",         "halt$",      "(panic|tick).*order",
                                                  "a\\.b",    "[^ ]*\\s*x", "\\bhalt\\b", "t|x",
                                                  "r.o",      "(?i)HALT"};
    domain::LogTextTerm term;
    const bool literal = random.bounded(2) == 0;
    const std::vector<const char*>& from = literal ? literals : regexes;
    term.text = QString::fromLatin1(from[static_cast<size_t>(random.bounded(static_cast<int>(from.size())))]);
    term.kind = literal ? domain::LogTextKind::Literal : domain::LogTextKind::Regex;
    term.caseSensitive = random.bounded(2) == 0;
    return term;
}

inline domain::LogFilter randomFilter(QRandomGenerator& random)
{
    domain::LogFilter filter;
    for (int i = random.bounded(3); i > 0; --i)
        filter.include.push_back(randomTerm(random));
    if (random.bounded(3) == 0)
        filter.exclude.push_back(randomTerm(random));
    if (random.bounded(3) == 0)
        filter.minLevel = static_cast<domain::LogLevel>(random.bounded(1, 8));
    if (random.bounded(4) == 0)
        filter.services = {QStringLiteral("nats"), QStringLiteral("unknown")};
    if (random.bounded(4) == 0)
        filter.channel = domain::LogChannel::Error;
    if (random.bounded(5) == 0)
        filter.from = {random.bounded(400)};
    if (random.bounded(5) == 0)
        filter.until = {random.bounded(1200)};
    filter.keepMarkers = random.bounded(3) != 0;
    return filter;
}

} // namespace ops::test
