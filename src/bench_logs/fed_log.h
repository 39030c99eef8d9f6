#pragma once

#include "app/ports/log_source_port.h"
#include "bench_logs/corpus.h"
#include "domain/log/log_ingest.h"

#include <QFile>

#include <atomic>
#include <string_view>
#include <thread>

namespace ops::bench_logs {

// A store that grows at a steady rate, by the lines of the corpus again and again: cut, read and stored on a thread of
// its own, and told of as often as the followers of containers tell. GUI thread.
class FedLog final : public app::LogSourcePort {
    Q_OBJECT

public:
    // `capBytes` 0: as much as comes.
    explicit FedLog(const Corpus& corpus, qint64 capBytes = 0);
    ~FedLog() override;

    // The whole corpus, at once and in this thread. False: it cannot be read. Not while it is fed.
    bool fill();
    void feed(int rowsPerSecond);
    void rest();
    // Since the store was made, those included that it has lost since.
    qint64 rows() const { return m_store->end() - m_origin; }

    std::shared_ptr<const domain::LogStore> store() const override { return m_store; }
    void start() override {}

private:
    void write(int rowsPerSecond);
    void append(qint64 rows);

    QFile m_file;
    std::string_view m_text;
    size_t m_at = 0;
    std::shared_ptr<domain::LogStore> m_store;
    domain::LogSeq m_origin;
    domain::LogIngest m_ingest;
    int m_source;
    std::atomic<bool> m_feeding{false};
    std::thread m_writer;
};

} // namespace ops::bench_logs
