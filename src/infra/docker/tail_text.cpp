#include "infra/docker/tail_text.h"

#include <QByteArrayList>

#include <algorithm>
#include <vector>

namespace ops::infra {
namespace {

struct Line {
    QByteArray stamp;
    QByteArray text;
};

// "2026-01-30T17:04:08.113456789Z ": the engine writes all nine digits, so that stamps sort as text.
constexpr qsizetype stampLength = 30;

bool startsWithStamp(const QByteArray& line)
{
    return line.size() >= stampLength && line.at(4) == '-' && line.at(10) == 'T' && line.at(19) == '.' &&
           line.at(stampLength - 1) == 'Z';
}

void addLines(std::vector<Line>& lines, const QByteArray& text)
{
    QByteArray stamp;
    qsizetype begin = 0;
    while (begin < text.size()) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        QByteArray line = text.mid(begin, end - begin);
        begin = end + 1;
        if (startsWithStamp(line)) {
            stamp = line.left(stampLength);
            line.remove(0, std::min<qsizetype>(stampLength + 1, line.size()));
        }
        lines.push_back({stamp, line});
    }
}

} // namespace

QByteArray mergeTail(const QByteArray& output, const QByteArray& errors)
{
    std::vector<Line> lines;
    addLines(lines, output);
    addLines(lines, errors);
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.stamp < b.stamp; });
    QByteArray merged;
    for (const Line& line : lines)
        merged += line.text + '\n';
    return merged;
}

} // namespace ops::infra
