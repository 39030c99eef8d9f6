#include "ui/logs/log_copy.h"

#include "domain/log/log_types.h"

#include <algorithm>
#include <vector>

namespace ops::ui {
namespace {

// What a person pastes somewhere, and what is made in an instant.
constexpr int mostRows = 20'000;
constexpr qsizetype mostCharacters = 8 * 1024 * 1024;

using models::LogColumn;
using models::LogTableModel;

QString rawText(const LogTableModel& model, int row)
{
    const QByteArray bytes = model.index(row, 0).data(LogTableModel::RawRole).toByteArray();
    const std::string_view line = domain::withoutLineEnding({bytes.constData(), static_cast<size_t>(bytes.size())});
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
}

QString readableText(const LogTableModel& model, int row)
{
    QStringList parts;
    for (const LogColumn column : {LogColumn::TimeUtc, LogColumn::Level, LogColumn::Service, LogColumn::Message}) {
        const QString part = model.index(row, static_cast<int>(column)).data().toString();
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

LogCopy copyLogRows(const LogTableModel& model, const QItemSelection& selection, LogCopyAs how)
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selection)
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    LogCopy copied;
    int next = 0;
    for (const auto& [top, bottom] : ranges) {
        for (int row = std::max(top, next); row <= bottom; ++row) {
            if (copied.rows == mostRows || copied.text.size() > mostCharacters) {
                copied.whole = false;
                return copied;
            }
            copied.text += (how == LogCopyAs::Raw ? rawText(model, row) : readableText(model, row)) + QLatin1Char('\n');
            ++copied.rows;
        }
        next = std::max(next, bottom + 1);
    }
    return copied;
}

} // namespace ops::ui
