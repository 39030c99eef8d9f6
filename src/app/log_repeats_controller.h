#pragma once

#include "app/ports/log_search_port.h"

#include <optional>

namespace ops::app {

// How often the log says the same as one of its lines, and when first and last. GUI thread; the port, which is its own,
// and the store's owner outlive it.
class LogRepeatsController final : public QObject {
    Q_OBJECT

public:
    struct Repeats {
        qint64 count = 0;
        domain::LogTime first; // of those that have a time
        domain::LogTime last;
        bool counting = false; // there may be more
        bool tooSlow = false;  // it was given up

        bool operator==(const Repeats&) const = default;
    };

    explicit LogRepeatsController(LogSearchPort& port, QObject* parent = nullptr);

    // Looks through the whole log, whatever is shown of it. Nothing: no longer looks.
    void look(const std::shared_ptr<const domain::LogStore>& store, const std::optional<domain::LogTextTerm>& message);
    const std::optional<domain::LogTextTerm>& message() const { return m_message; }
    const Repeats& repeats() const { return m_repeats; }

Q_SIGNALS:
    void changed();

private:
    void take(const std::vector<domain::LogHits>& hits);

    LogSearchPort& m_port;
    std::shared_ptr<const domain::LogStore> m_store;
    std::optional<domain::LogTextTerm> m_message;
    Repeats m_repeats;
    quint64 m_search = 0;
};

} // namespace ops::app
