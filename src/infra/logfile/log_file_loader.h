#pragma once

#include "domain/log/log_ingest.h"

#include <QFile>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>

namespace ops::infra {

class MappedFile;

// Reads files and standard input into a store: the work of LogFileSource, on one thread. A single file is mapped; of
// several, or of what cannot be mapped, the lines are merged by time and kept under the store's cap.
class LogFileLoader {
public:
    struct Events { // called on the thread of run()
        std::function<void()> grew;
        std::function<void(const base::Error&)> failed;
        std::function<void(const std::shared_ptr<const MappedFile>&)> mapped;
    };
    // "-" is standard input.
    LogFileLoader(QStringList paths, std::shared_ptr<domain::LogStore> store, Events events);
    ~LogFileLoader();

    void run();
    void stop(); // any thread; run() returns soon

private:
    struct Input {
        QFile file;
        QString path;
        bool regular = false;
        bool open = true;
        int source = 0; // of the ingest
    };
    std::vector<std::unique_ptr<Input>> openAll();
    bool loadMapped(const Input& input);
    void loadMerged(std::vector<std::unique_ptr<Input>>& inputs);
    bool awaitInput(const std::vector<std::unique_ptr<Input>>& inputs, const domain::LogIngest& ingest,
                    std::vector<Input*>& ready) const;
    void readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs);
    bool stopped() const { return m_stop.load(std::memory_order_relaxed); }

    QStringList m_paths;
    std::shared_ptr<domain::LogStore> m_store;
    Events m_events;
    std::atomic<bool> m_stop{false};
    int m_wakeFd; // becomes readable when it is to stop
    std::vector<char> m_buffer;
};

} // namespace ops::infra
