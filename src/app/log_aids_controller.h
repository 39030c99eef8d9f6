#pragma once

#include "app/ports/log_aids_port.h"

#include <QObject>

#include <optional>

namespace ops::app {

// A person's filters and highlights. Each change is made to what is kept at that moment, while nobody else can change
// it, so that one console does not undo what another one kept, nor what was mended by hand; what cannot be read is
// never written over. GUI thread; the port outlives it.
class LogAidsController final : public QObject {
    Q_OBJECT

public:
    static constexpr int longestName = 60;

    explicit LogAidsController(LogAidsPort& port, QObject* parent = nullptr);

    const std::vector<domain::NamedLogFilter>& filters() const { return m_aids.filters; }
    const std::vector<domain::LogHighlight>& highlights() const { return m_aids.highlights; }
    // Why the last change was not kept, or else why those are shown that could be read last, if any.
    const std::optional<base::Error>& problem() const { return m_unsaved ? m_unsaved : m_unread; }
    bool isUnsaved() const { return m_unsaved.has_value(); }

    // Somebody else may have changed them.
    void reload();

    // Each is false when the change was not kept: see problem().

    // Under a new name, or in the place of the one that has it. Its time window is not kept: that would show nothing
    // tomorrow.
    bool keepFilter(const QString& name, const domain::LogFilter& filter);
    bool removeFilter(const QString& name);
    // A text that is highlighted already gets the new colour.
    bool addHighlight(const domain::LogHighlight& highlight);
    bool removeHighlight(const QString& text);

Q_SIGNALS:
    void changed();

private:
    void load();
    bool change(const LogAidsPort::Change& act);

    LogAidsPort& m_port;
    domain::LogAids m_aids;
    std::optional<base::Error> m_unread;
    std::optional<base::Error> m_unsaved;
};

} // namespace ops::app
