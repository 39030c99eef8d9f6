#pragma once

#include "domain/log/log_reader.h"

#include <QRandomGenerator>

#include <string>
#include <vector>

namespace ops::test {

// The log core done in the simplest way there is: every line that ever came, in a vector.
struct NaiveLine {
    std::string bytes;
    domain::LogTime time;
    domain::LogTag tag;
    std::string service;
};

inline std::string randomBytes(QRandomGenerator& random, int length)
{
    std::string bytes;
    for (int i = 0; i < length; ++i)
        bytes.push_back(static_cast<char>(random.bounded(256)));
    std::erase(bytes, '\n');
    return bytes;
}

inline domain::LogTag randomTag(QRandomGenerator& random)
{
    return domain::LogTag::unpacked(static_cast<quint8>(random.bounded(256)));
}

// Times that run on, stand still, jump over years and are missing.
inline domain::LogTime randomTime(QRandomGenerator& random, qint64& clock)
{
    constexpr qint64 tenYears = 315'360'000'000;
    switch (random.bounded(20)) {
    case 0:
        return {};
    case 1:
        clock += random.bounded(2) == 0 ? tenYears : -tenYears;
        break;
    case 2:
        return {std::numeric_limits<qint64>::max() - random.bounded(3)};
    default:
        clock += random.bounded(5);
    }
    return {clock};
}

// The span of `reader` shows the newest lines of `all`, and its gap the rest; nullptr, or what differs.
inline const char* differs(const domain::LogReader& reader, const std::vector<NaiveLine>& all)
{
    const domain::LogSpan& span = reader.span();
    const auto missing = static_cast<qint64>(all.size()) - span.rows();
    if (missing < 0)
        return "more lines than came";
    domain::LogGap gap;
    gap.rows = missing;
    for (qint64 i = 0; i < missing; ++i)
        gap.bytes += static_cast<qint64>(all[static_cast<size_t>(i)].bytes.size());
    if (gap.rows != span.gap.rows || gap.bytes != span.gap.bytes)
        return "gap";
    for (qint64 i = 0; i < span.rows(); ++i) {
        const NaiveLine& expected = all[static_cast<size_t>(missing + i)];
        const domain::LogSeq seq = span.first + i;
        const domain::LogLine line = reader.line(seq);
        if (line.seq != seq || line.bytes != expected.bytes || reader.bytes(seq) != expected.bytes)
            return "bytes";
        if (seq >= span.readEnd) {
            if (line.tag.level != domain::LogLevel::Unread || line.time.known())
                return "an unread line has columns";
            continue;
        }
        if (line.time != expected.time || reader.time(seq) != expected.time)
            return "time";
        if (line.tag != expected.tag || reader.tag(seq) != expected.tag)
            return "tag";
        if (reader.store().serviceName(line.service) != expected.service)
            return "service";
    }
    return nullptr;
}

} // namespace ops::test
