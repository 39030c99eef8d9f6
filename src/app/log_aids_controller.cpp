#include "app/log_aids_controller.h"

#include <algorithm>

namespace ops::app {

using domain::LogAids;

LogAidsController::LogAidsController(LogAidsPort& port, QObject* parent)
    : QObject(parent)
    , m_port(port)
{
    load();
}

void LogAidsController::load()
{
    auto loaded = m_port.load();
    m_unread = loaded ? std::optional<base::Error>() : loaded.error();
    if (loaded)
        m_aids = std::move(loaded).value();
}

void LogAidsController::reload()
{
    load();
    Q_EMIT changed();
}

bool LogAidsController::change(const LogAidsPort::Change& act)
{
    auto kept = m_port.change(act);
    if (kept) {
        m_aids = std::move(kept).value();
        m_unread.reset();
        m_unsaved.reset();
    } else {
        load(); // what others kept is shown all the same
        m_unsaved = kept.error();
    }
    Q_EMIT changed();
    return !m_unsaved;
}

bool LogAidsController::keepFilter(const QString& name, const domain::LogFilter& filter)
{
    domain::NamedLogFilter named{name.trimmed().left(longestName), filter};
    named.filter.from = {};
    named.filter.until = {};
    return change([&](LogAids& next) {
        const auto same = std::find_if(next.filters.begin(), next.filters.end(),
                                       [&](const auto& each) { return each.name == named.name; });
        if (same == next.filters.end())
            next.filters.push_back(std::move(named));
        else
            *same = std::move(named);
        return std::optional<base::Error>();
    });
}

bool LogAidsController::removeFilter(const QString& name)
{
    return change([&](LogAids& next) {
        std::erase_if(next.filters, [&](const domain::NamedLogFilter& each) { return each.name == name; });
        return std::optional<base::Error>();
    });
}

bool LogAidsController::addHighlight(const domain::LogHighlight& highlight)
{
    return change([&](LogAids& next) -> std::optional<base::Error> {
        const auto same = std::find_if(next.highlights.begin(), next.highlights.end(),
                                       [&](const auto& each) { return each.text == highlight.text; });
        if (same != next.highlights.end()) {
            *same = highlight;
            return std::nullopt;
        }
        if (next.highlights.size() == domain::maxHighlights)
            return base::Error{base::ErrorCode::TooLarge,
                               QStringLiteral("%1 highlights are the most").arg(domain::maxHighlights), highlight.text};
        next.highlights.push_back(highlight);
        return std::nullopt;
    });
}

bool LogAidsController::removeHighlight(const QString& text)
{
    return change([&](LogAids& next) {
        std::erase_if(next.highlights, [&](const domain::LogHighlight& each) { return each.text == text; });
        return std::optional<base::Error>();
    });
}

} // namespace ops::app
