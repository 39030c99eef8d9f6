#include "domain/log/log_filter.h"

#include "domain/log/log_store.h"

#include <QSet>

#include <algorithm>

namespace ops::domain {
namespace {

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// The letters of ASCII in lower case: of others Qt, PCRE2 and JSON do not agree which ones are alike.
QString folded(QString text)
{
    for (QChar& c : text)
        c = c.unicode() < 0x80 ? c.toLower() : c;
    return text;
}

// Whatever contains `next` contains `before`.
bool implies(const LogTextTerm& next, const LogTextTerm& before)
{
    if (next == before)
        return true;
    const bool literals = next.kind == LogTextKind::Literal && before.kind == LogTextKind::Literal;
    if (!literals || (before.caseSensitive && !next.caseSensitive))
        return false;
    // The two ways of ignoring case differ: Unicode has a Kelvin sign that is a k.
    if (!next.caseSensitive && isAscii(next.text) != isAscii(before.text))
        return false;
    return before.caseSensitive ? next.text.contains(before.text) : folded(next.text).contains(folded(before.text));
}

LogFilter containing(const QString& text)
{
    LogFilter filter;
    filter.include.push_back({text, LogTextKind::Literal, false});
    return filter;
}

} // namespace

LogFilter LogFilter::errors()
{
    return containing(QStringLiteral("error"));
}

LogFilter LogFilter::panics()
{
    return containing(QStringLiteral("panic"));
}

bool isNarrower(const LogFilter& next, const LogFilter& before)
{
    const bool includes = std::all_of(before.include.begin(), before.include.end(), [&](const LogTextTerm& old) {
        return std::any_of(next.include.begin(), next.include.end(),
                           [&](const LogTextTerm& term) { return implies(term, old); });
    });
    const bool excludes = std::all_of(before.exclude.begin(), before.exclude.end(), [&](const LogTextTerm& old) {
        return std::find(next.exclude.begin(), next.exclude.end(), old) != next.exclude.end();
    });
    const QSet<QString> known(before.services.begin(), before.services.end());
    const bool services =
        before.services.isEmpty() ||
        (!next.services.isEmpty() && std::all_of(next.services.begin(), next.services.end(),
                                                 [&](const QString& name) { return known.contains(name); }));
    const bool channel = !before.channel || before.channel == next.channel;
    const bool from = !before.from.known() || (next.from.known() && next.from >= before.from);
    const bool until = !before.until.known() || (next.until.known() && next.until <= before.until);
    return includes && excludes && services && channel && from && until && next.minLevel >= before.minLevel &&
           next.keepMarkers == before.keepMarkers;
}

LogAttributeFilter::LogAttributeFilter(const LogFilter& filter, const LogStore& store)
    : m_channel(filter.channel)
    , m_minLevel(filter.minLevel)
    , m_from(filter.from)
    , m_until(filter.until)
    , m_keepMarkers(filter.keepMarkers)
    , m_everything(filter.minLevel <= LogLevel::None && filter.services.isEmpty() && !filter.channel &&
                   !filter.from.known() && !filter.until.known())
{
    if (filter.services.isEmpty()) {
        m_services.set();
        return;
    }
    const QSet<QString> wanted(filter.services.begin(), filter.services.end()); // there may be thousands
    // The first one stands for none.
    for (int i = 0; i < store.serviceCount(); ++i) {
        const std::string_view name = store.serviceName({static_cast<quint16>(i)});
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        m_services.set(static_cast<size_t>(i), wanted.contains(text));
    }
}

bool LogAttributeFilter::accepts(LogTag tag, LogTime time, LogService service) const
{
    // A line of unknown time is in no window: nobody could say that it belongs there.
    if ((m_from.known() && (!time.known() || time < m_from)) || (m_until.known() && (!time.known() || time >= m_until)))
        return false;
    if (isKeptMarker(tag) && service.index == 0)
        return true; // about every service
    if (!m_services.test(service.index))
        return false;
    if (isKeptMarker(tag))
        return true;
    return (m_minLevel <= LogLevel::None || tag.level >= m_minLevel) && (!m_channel || tag.channel == *m_channel);
}

} // namespace ops::domain
