#pragma once

#include "infra/logfile/log_file_source.h"
#include "infra/search/log_search.h"

#include <memory>

namespace ops::bench_logs {

// The corpus as the console opens it.
class OpenedLog {
public:
    explicit OpenedLog(const QString& path);

    // Until all of its lines are rows; until they also have their columns.
    bool openUntilIndexed(qint64 lines);
    bool openUntilRead(qint64 lines);
    std::shared_ptr<const domain::LogStore> store() const { return m_source.store(); }

private:
    infra::LogFileSource m_source;
};

struct SearchRun {
    double ms = 0;      // from the question to the last of its answers, in the thread that asked
    double firstMs = 0; // to the first one
    qint64 rows = 0;
};
// The console's search, its answers as the console gets them. nullopt: it failed.
std::optional<SearchRun> runSearch(infra::LogSearch& search, const std::shared_ptr<const domain::LogStore>& store,
                                   const domain::LogFilter& filter);

} // namespace ops::bench_logs
