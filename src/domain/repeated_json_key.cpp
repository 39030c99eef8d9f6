#include "domain/repeated_json_key.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <vector>

namespace ops::domain {
namespace {

struct Level {
    bool isObject = false;
    QSet<QString> keys;
    QString step;  // of the member or element that is being read
    int index = 0; // of an array's
};

// The end of the string that begins at `begin`, behind its closing quote.
qsizetype endOfString(const QByteArray& json, qsizetype begin)
{
    qsizetype at = begin + 1;
    while (at < json.size() && json.at(at) != '"')
        at += json.at(at) == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

// With its escapes read: "a" and "\u0061" are the same key.
QString textOf(const QByteArray& literal)
{
    return QJsonDocument::fromJson('[' + literal + ']').array().at(0).toString();
}

QString pathOf(const std::vector<Level>& levels)
{
    QString path = QStringLiteral("$");
    for (const Level& level : levels)
        path += level.isObject ? QLatin1Char('.') + level.step : QStringLiteral("[%1]").arg(level.index);
    return path;
}

} // namespace

std::optional<QString> repeatedJsonKey(const QByteArray& json, const std::function<bool(const QString&)>& mayRepeat)
{
    std::vector<Level> levels;
    bool keyComes = false; // the next string is one
    for (qsizetype at = 0; at < json.size();) {
        const char c = json.at(at);
        if (c == '"') {
            const qsizetype end = endOfString(json, at);
            if (keyComes && !levels.empty()) {
                Level& level = levels.back();
                level.step = textOf(json.mid(at, end - at));
                if (level.keys.contains(level.step) && !mayRepeat(level.step))
                    return pathOf(levels);
                level.keys.insert(level.step);
                keyComes = false;
            }
            at = end;
            continue;
        }
        if (c == '{' || c == '[') {
            levels.emplace_back();
            levels.back().isObject = keyComes = c == '{';
        } else if ((c == '}' || c == ']') && !levels.empty()) {
            levels.pop_back();
            keyComes = false;
        } else if (c == ',' && !levels.empty()) {
            keyComes = levels.back().isObject;
            ++levels.back().index;
        }
        ++at;
    }
    return std::nullopt;
}

} // namespace ops::domain
