#pragma once

#include "app/ports/log_follow_port.h"
#include "domain/log/log_ingest.h"

#include <QStringList>

namespace ops::test {

// Followers that do what the test says. Test thread.
class FakeLogFollow final : public app::LogFollowPort {
    Q_OBJECT

public:
    struct Mark {
        domain::LogMarker marker;
        QString service;
        qint64 utcMs = 0;
    };

    std::shared_ptr<const domain::LogStore> store() const override { return m_store; }
    void start() override {}
    void attach(const app::LogContainer& container, std::optional<int> tail) override
    {
        attaches << container.id + (tail ? QStringLiteral(" tail %1").arg(*tail) : QStringLiteral(" all"));
        containers << container;
    }
    void close(const QString& containerId) override { closed << containerId; }
    void mark(const domain::LogMarker& marker, const QString& service, qint64 utcMs) override
    {
        marks.append({marker, service, utcMs});
        m_ingest.mark(marker, service.toStdString(), utcMs * 1'000'000, 0);
        m_ingest.advance(std::numeric_limits<qint64>::max());
        Q_EMIT grew();
    }

    // Lines of one service, as they are.
    void write(const std::string& service, const std::string& lines)
    {
        const int opened = m_ingest.open({service, domain::LogChannel::Output, false});
        m_ingest.feed(opened, lines, 0);
        m_ingest.end(opened, 0);
        m_ingest.advance(std::numeric_limits<qint64>::max());
        Q_EMIT grew();
    }
    // Lines before all that there are; the first one of those.
    domain::LogSeq writeInFront(const std::string& service, const std::string& lines)
    {
        domain::LogStore older;
        domain::LogIngest ingest(older);
        const int opened = ingest.open({service, domain::LogChannel::Output, false});
        ingest.feed(opened, lines, 0);
        ingest.end(opened, 0);
        const domain::LogSeq first = m_store->oldest();
        if (!m_store->prepend(std::move(older), {}))
            qFatal("older lines were refused");
        return first;
    }
    void begin(const QString& containerId) { Q_EMIT attached(containerId); }
    void end(const QString& containerId, const domain::LogsEnd& end) { Q_EMIT attachEnded(containerId, end); }

    QStringList attaches;
    QVector<app::LogContainer> containers;
    QStringList closed;
    QVector<Mark> marks;

private:
    std::shared_ptr<domain::LogStore> m_store = std::make_shared<domain::LogStore>();
    domain::LogIngest m_ingest{*m_store};
};

} // namespace ops::test
