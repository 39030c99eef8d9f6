#include "domain/log/log_aids.h"

#include "base/time_text.h"
#include "domain/json_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ops::domain {
namespace {

const QHash<QString, LogLevel>& levelChoices()
{
    static const QHash<QString, LogLevel> choices{
        {QStringLiteral("trace"), LogLevel::Trace}, {QStringLiteral("debug"), LogLevel::Debug},
        {QStringLiteral("info"), LogLevel::Info},   {QStringLiteral("warn"), LogLevel::Warn},
        {QStringLiteral("error"), LogLevel::Error}, {QStringLiteral("fatal"), LogLevel::Fatal},
    };
    return choices;
}

const QHash<QString, LogChannel>& channelChoices()
{
    static const QHash<QString, LogChannel> choices{
        {QStringLiteral("stdout"), LogChannel::Output},
        {QStringLiteral("stderr"), LogChannel::Error},
    };
    return choices;
}

const QHash<QString, LogTextKind>& kindChoices()
{
    static const QHash<QString, LogTextKind> choices{
        {QStringLiteral("literal"), LogTextKind::Literal},
        {QStringLiteral("regex"), LogTextKind::Regex},
    };
    return choices;
}

std::vector<LogTextTerm> readTerms(const JsonReader& filter, const QString& key)
{
    std::vector<LogTextTerm> terms;
    const auto list = filter.optionalAt(key);
    if (!list)
        return terms;
    list->forEach([&](const JsonReader& item) {
        LogTextTerm term;
        term.text = item.at(QStringLiteral("text")).text();
        if (const auto kind = item.optionalAt(QStringLiteral("kind")))
            term.kind = kind->oneOf(kindChoices());
        if (const auto sensitive = item.optionalAt(QStringLiteral("caseSensitive")))
            term.caseSensitive = sensitive->boolean();
        item.refuseUnknown();
        terms.push_back(std::move(term));
    });
    return terms;
}

LogTime readTime(const JsonReader& filter, const QString& key)
{
    const auto json = filter.optionalAt(key);
    if (!json)
        return {};
    const auto utcMs = base::parseUtcStamp(json->text());
    if (!utcMs)
        json->fail(json->found(), QStringLiteral("a stamp such as 2026-01-30T17:04:08.113Z"));
    return utcMs ? LogTime{*utcMs} : LogTime();
}

LogFilter readFilter(const JsonReader& json)
{
    LogFilter filter;
    filter.include = readTerms(json, QStringLiteral("include"));
    filter.exclude = readTerms(json, QStringLiteral("exclude"));
    if (const auto level = json.optionalAt(QStringLiteral("minLevel")))
        filter.minLevel = level->oneOf(levelChoices());
    if (const auto services = json.optionalAt(QStringLiteral("services")))
        services->forEach([&filter](const JsonReader& name) { filter.services << name.anyText(); });
    if (const auto channel = json.optionalAt(QStringLiteral("channel")))
        filter.channel = channel->oneOf(channelChoices());
    filter.from = readTime(json, QStringLiteral("from"));
    filter.until = readTime(json, QStringLiteral("until"));
    if (const auto markers = json.optionalAt(QStringLiteral("keepMarkers")))
        filter.keepMarkers = markers->boolean();
    json.refuseUnknown();
    return filter;
}

QJsonArray termsJson(const std::vector<LogTextTerm>& terms)
{
    QJsonArray array;
    for (const LogTextTerm& term : terms)
        array.append(QJsonObject{{QStringLiteral("text"), term.text},
                                 {QStringLiteral("kind"), kindChoices().key(term.kind)},
                                 {QStringLiteral("caseSensitive"), term.caseSensitive}});
    return array;
}

QJsonObject filterJson(const LogFilter& filter)
{
    QJsonObject object{{QStringLiteral("keepMarkers"), filter.keepMarkers}};
    if (!filter.include.empty())
        object.insert(QStringLiteral("include"), termsJson(filter.include));
    if (!filter.exclude.empty())
        object.insert(QStringLiteral("exclude"), termsJson(filter.exclude));
    if (filter.minLevel > LogLevel::None)
        object.insert(QStringLiteral("minLevel"), levelChoices().key(filter.minLevel));
    if (!filter.services.isEmpty())
        object.insert(QStringLiteral("services"), QJsonArray::fromStringList(filter.services));
    if (filter.channel)
        object.insert(QStringLiteral("channel"), channelChoices().key(*filter.channel));
    if (filter.from.known())
        object.insert(QStringLiteral("from"), base::utcStampText(filter.from.utcMs));
    if (filter.until.known())
        object.insert(QStringLiteral("until"), base::utcStampText(filter.until.utcMs));
    return object;
}

const QHash<QString, HighlightColour>& colourChoices()
{
    static const QHash<QString, HighlightColour> choices{
        {QStringLiteral("blue"), HighlightColour::Blue},     {QStringLiteral("teal"), HighlightColour::Teal},
        {QStringLiteral("green"), HighlightColour::Green},   {QStringLiteral("amber"), HighlightColour::Amber},
        {QStringLiteral("violet"), HighlightColour::Violet}, {QStringLiteral("grey"), HighlightColour::Grey},
    };
    return choices;
}

std::vector<NamedLogFilter> readFilters(const JsonReader& list)
{
    std::vector<NamedLogFilter> filters;
    list.forEach([&](const JsonReader& item) {
        const JsonReader name = item.at(QStringLiteral("name"));
        NamedLogFilter named{name.text(), readFilter(item.at(QStringLiteral("filter")))};
        item.refuseUnknown();
        for (const NamedLogFilter& other : filters)
            if (other.name == named.name)
                name.fail(name.found(), QStringLiteral("a name that no other filter has"));
        filters.push_back(std::move(named));
    });
    return filters;
}

std::vector<LogHighlight> readHighlights(const JsonReader& list)
{
    std::vector<LogHighlight> highlights;
    list.forEach([&](const JsonReader& item) {
        const JsonReader text = item.at(QStringLiteral("text"));
        LogHighlight highlight;
        highlight.text = text.text();
        if (highlight.text.isEmpty() || highlight.text.size() > maxHighlightLength)
            text.fail(text.found(), QStringLiteral("1 to %1 characters").arg(maxHighlightLength));
        highlight.colour = item.at(QStringLiteral("colour")).oneOf(colourChoices());
        if (const auto sensitive = item.optionalAt(QStringLiteral("caseSensitive")))
            highlight.caseSensitive = sensitive->boolean();
        item.refuseUnknown();
        highlights.push_back(std::move(highlight));
    });
    if (highlights.size() > maxHighlights)
        list.fail(QStringLiteral("%1 highlights").arg(highlights.size()),
                  QStringLiteral("at most %1").arg(maxHighlights));
    return highlights;
}

} // namespace

base::Result<LogAids> parseLogAids(const QByteArray& bytes, const QString& fileName)
{
    const JsonReader root = JsonReader::fromBytes(bytes, fileName);
    LogAids aids;
    aids.filters = readFilters(root.at(QStringLiteral("filters")));
    if (const auto highlights = root.optionalAt(QStringLiteral("highlights")))
        aids.highlights = readHighlights(*highlights);
    root.refuseUnknown();
    if (root.error())
        return *root.error();
    return aids;
}

QByteArray logAidsToJson(const LogAids& aids)
{
    QJsonArray filters;
    for (const NamedLogFilter& named : aids.filters)
        filters.append(
            QJsonObject{{QStringLiteral("name"), named.name}, {QStringLiteral("filter"), filterJson(named.filter)}});
    QJsonArray highlights;
    for (const LogHighlight& highlight : aids.highlights)
        highlights.append(QJsonObject{{QStringLiteral("text"), highlight.text},
                                      {QStringLiteral("colour"), colourChoices().key(highlight.colour)},
                                      {QStringLiteral("caseSensitive"), highlight.caseSensitive}});
    return QJsonDocument(QJsonObject{{QStringLiteral("filters"), filters}, {QStringLiteral("highlights"), highlights}})
        .toJson(QJsonDocument::Indented);
}

} // namespace ops::domain
