#include "domain/services/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace ops::domain {
namespace {

constexpr qsizetype longestName = 255; // longer ones are compared by their beginning: names come from outside
constexpr qsizetype shortestPart = 4;

} // namespace

int editDistance(const QString& from, const QString& to)
{
    const QString a = from.left(longestName);
    const QString b = to.left(longestName);
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row.front();
        row.front() = static_cast<int>(i) + 1;
        for (size_t j = 1; j < row.size(); ++j) {
            const int change = diagonal + (a.at(i) == b.at(static_cast<qsizetype>(j) - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

QString nearestName(const QString& wanted, const QStringList& candidates)
{
    QString nearest;
    int least = 0;
    for (const QString& candidate : candidates) {
        const bool isPart = std::min(wanted.size(), candidate.size()) >= shortestPart &&
                            (candidate.contains(wanted) || wanted.contains(candidate));
        const int distance = editDistance(wanted, candidate);
        if (!isPart && distance * 3 > wanted.size())
            continue;
        if (nearest.isEmpty() || distance < least) {
            nearest = candidate;
            least = distance;
        }
    }
    return nearest;
}

} // namespace ops::domain
