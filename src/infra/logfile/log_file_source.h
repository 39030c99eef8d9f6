#pragma once

#include "app/ports/log_source_port.h"

#include <QStringList>
#include <QThread>
#include <QTimer>

#include <atomic>

namespace ops::infra {

class LogFileLoader;
class MappedFile;

// Saved logs and standard input as the source of a log table: `titan-ops-console --logs FILE…`. A file that is still
// written is followed. GUI thread; reading happens on the thread it owns. Destroying it ends the reading, which takes
// some milliseconds.
class LogFileSource final : public app::LogSourcePort {
    Q_OBJECT

public:
    static constexpr int growthMs = 50;

    // As fileNameFromBytes() has them; "-" is standard input.
    explicit LogFileSource(const QStringList& paths, const domain::LogStoreLimits& limits = {},
                           QObject* parent = nullptr);
    ~LogFileSource() override;

    std::shared_ptr<const domain::LogStore> store() const override { return m_store; }
    void start() override;

Q_SIGNALS:
    // What is read of one of them is there only once: it is a pipe or the like. For each of those, after start().
    void readsPipe();

private:
    void noteGrowth(); // any thread
    void sayGrowth();
    void sayEnd();
    void sayFailed(const base::Error& error);
    void lookAtMapping();

    QStringList m_paths;
    std::shared_ptr<domain::LogStore> m_store;
    std::unique_ptr<LogFileLoader> m_loader;
    std::unique_ptr<QThread> m_thread;
    std::weak_ptr<const MappedFile> m_mapped;
    QTimer* m_growth;
    QTimer* m_mappingWatch;
    QStringList m_changed; // while they were open, and it has been said
    bool m_grewMeanwhile = false;
    bool m_endSaid = false;
    std::atomic<bool> m_growthNoted{false};
};

} // namespace ops::infra
