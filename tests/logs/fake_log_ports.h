#pragma once

#include "app/ports/log_search_port.h"
#include "app/ports/log_source_port.h"
#include "domain/log/log_ingest.h"

namespace ops::test {

// A log that a test writes line by line.
class FakeLogSource final : public app::LogSourcePort {
    Q_OBJECT

public:
    explicit FakeLogSource(domain::LogStoreLimits limits = {})
        : m_store(std::make_shared<domain::LogStore>(limits))
        , m_ingest(*m_store)
    {
    }
    std::shared_ptr<const domain::LogStore> store() const override { return m_store; }
    void start() override { ++starts; }

    // Lines of one service, as they are.
    void write(const std::string& service, const std::string& lines,
               domain::LogChannel channel = domain::LogChannel::Output)
    {
        const int source = m_ingest.open({service, channel, false});
        m_ingest.feed(source, lines, 0);
        m_ingest.end(source, 0);
        m_ingest.advance(std::numeric_limits<qint64>::max());
        Q_EMIT grew();
    }
    void mark(const domain::LogMarker& marker, qint64 utcMs)
    {
        m_ingest.mark(marker, {}, utcMs * 1'000'000, 0);
        m_ingest.advance(std::numeric_limits<qint64>::max());
        Q_EMIT grew();
    }

    int starts = 0;

private:
    std::shared_ptr<domain::LogStore> m_store;
    domain::LogIngest m_ingest;
};

// Remembers what it was asked and answers when a test says so.
class FakeLogSearch final : public app::LogSearchPort {
    Q_OBJECT

public:
    base::Result<void> check(const domain::LogFilter& wanted) const override
    {
        for (const domain::LogTextTerm& term : wanted.include)
            if (term.text == QLatin1String("("))
                return base::Error{base::ErrorCode::InvalidInput, QStringLiteral("missing )"), term.text};
        return {};
    }
    void start(quint64 number, const std::shared_ptr<const domain::LogStore>&, const domain::LogFilter& wanted) override
    {
        search = number;
        filter = wanted;
        ++starts;
    }
    void extend() override { ++extensions; }
    void extendOlder(domain::LogSeq unmoved) override { olderExtensions.push_back(unmoved); }
    void cancel() override { ++cancellations; }

    quint64 search = 0;
    domain::LogFilter filter;
    int starts = 0;
    int extensions = 0;
    std::vector<domain::LogSeq> olderExtensions;
    int cancellations = 0;
};

} // namespace ops::test
