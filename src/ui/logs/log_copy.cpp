#include "ui/logs/log_copy.h"

#include "domain/log/log_line_text.h"
#include "domain/log/log_types.h"

#include <algorithm>
#include <vector>

namespace ops::ui {
namespace {

// What a person pastes somewhere, and what is made in an instant.
constexpr int mostRows = 20'000;
constexpr qsizetype mostCharacters = 8 * 1024 * 1024;

using models::LogColumn;
using models::LogFilterModel;

QString withoutEnding(const QByteArray& bytes)
{
    const std::string_view line = domain::withoutLineEnding({bytes.constData(), static_cast<size_t>(bytes.size())});
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
}

// The line's own bytes are to be had from its text and the ending that it is given.
bool isExact(const QByteArray& bytes, const QString& text)
{
    const QByteArray copied = text.toUtf8();
    return bytes == copied || bytes == copied + '\n';
}

QByteArray rawBytes(const LogFilterModel& model, int row)
{
    return model.index(row, 0).data(LogFilterModel::RawRole).toByteArray();
}

QString readableText(const LogFilterModel& model, int row)
{
    QStringList parts;
    for (const LogColumn column : {LogColumn::TimeUtc, LogColumn::Level, LogColumn::Service, LogColumn::Message}) {
        const QString part = model.index(row, static_cast<int>(column)).data().toString();
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(QLatin1Char(' '));
}

// The lines that continue the one of a row, where they are folded away; open ones are rows themselves.
std::vector<QByteArray> foldedLines(const LogFilterModel& model, int row, LogCopyAs how)
{
    std::vector<QByteArray> lines;
    const auto seq = model.seqAt(row);
    if (!seq || model.isOpen(*seq))
        return lines;
    domain::LogReader reader(model.store());
    const domain::LogSpan& span = reader.pin();
    if (*seq < span.first || *seq >= span.readEnd)
        return lines;
    const auto as = how == LogCopyAs::Raw ? domain::LogLineAs::Raw : domain::LogLineAs::Text;
    for (const domain::LogSeq line : reader.continuationsOf(*seq))
        lines.push_back(domain::logLineFor(reader, line, as, {}));
    return lines;
}

} // namespace

LogCopy copyLogRows(const LogFilterModel& model, const QItemSelection& selection, LogCopyAs how)
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selection)
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    LogCopy copied;
    const auto add = [&copied](const QString& line) {
        copied.whole = copied.rows < mostRows && copied.text.size() <= mostCharacters;
        if (!copied.whole)
            return false;
        copied.text += line + QLatin1Char('\n');
        ++copied.rows;
        return true;
    };
    const auto addBytes = [&](const QByteArray& bytes) {
        const QString line = withoutEnding(bytes);
        copied.exact = copied.exact && (how == LogCopyAs::Text || isExact(bytes, line));
        return add(line);
    };
    int next = 0;
    for (const auto& [top, bottom] : ranges) {
        for (int row = std::max(top, next); row <= bottom; ++row) {
            if (how == LogCopyAs::Raw ? !addBytes(rawBytes(model, row)) : !add(readableText(model, row)))
                return copied;
            const std::vector<QByteArray> folded = foldedLines(model, row, how);
            if (!std::all_of(folded.begin(), folded.end(), addBytes))
                return copied;
        }
        next = std::max(next, bottom + 1);
    }
    return copied;
}

} // namespace ops::ui
