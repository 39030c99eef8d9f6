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
    m_readable = loaded.ok();
    m_problem = m_readable ? std::optional<base::Error>() : loaded.error();
    if (loaded)
        m_aids = std::move(loaded).value();
}

bool LogAidsController::keepFilter(const QString& name, const domain::LogFilter& filter)
{
    domain::NamedLogFilter named{name.trimmed().left(longestName), filter};
    named.filter.from = {};
    named.filter.until = {};
    LogAids next = m_aids;
    const auto same = std::find_if(next.filters.begin(), next.filters.end(),
                                   [&](const auto& each) { return each.name == named.name; });
    if (same == next.filters.end())
        next.filters.push_back(std::move(named));
    else
        *same = std::move(named);
    return store(std::move(next));
}

bool LogAidsController::removeFilter(const QString& name)
{
    LogAids next = m_aids;
    std::erase_if(next.filters, [&](const domain::NamedLogFilter& each) { return each.name == name; });
    return store(std::move(next));
}

bool LogAidsController::addHighlight(const domain::LogHighlight& highlight)
{
    LogAids next = m_aids;
    const auto same = std::find_if(next.highlights.begin(), next.highlights.end(),
                                   [&](const auto& each) { return each.text == highlight.text; });
    if (same != next.highlights.end()) {
        *same = highlight;
    } else if (next.highlights.size() == domain::maxHighlights) {
        m_problem =
            base::Error{base::ErrorCode::TooLarge,
                        QStringLiteral("%1 highlights are the most").arg(domain::maxHighlights), highlight.text};
        Q_EMIT changed();
        return false;
    } else {
        next.highlights.push_back(highlight);
    }
    return store(std::move(next));
}

bool LogAidsController::removeHighlight(const QString& text)
{
    LogAids next = m_aids;
    std::erase_if(next.highlights, [&](const domain::LogHighlight& each) { return each.text == text; });
    return store(std::move(next));
}

bool LogAidsController::store(LogAids aids)
{
    // Somebody may have mended the file since; what is in it now is not known yet, so nothing is written this time.
    if (!m_readable) {
        load();
        Q_EMIT changed();
        return false;
    }
    const auto saved = m_port.save(aids);
    m_problem = saved ? std::optional<base::Error>() : saved.error();
    if (saved)
        m_aids = std::move(aids);
    Q_EMIT changed();
    return saved.ok();
}

} // namespace ops::app
