#pragma once

#include "domain/log/log_ingest.h"

#include <QFile>
#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>

namespace ops::infra {

class MappedFile;

// Reads files and standard input into a store: the work of LogFileSource, on one thread. A single file is mapped, as
// far as it goes when it is opened; of several, of what cannot be mapped and of what is added later, the lines are
// merged by time and kept under the store's cap.
class LogFileLoader {
public:
    struct Events { // called on the thread of run()
        std::function<void()> grew;
        std::function<void(const base::Error&)> failed;
        std::function<void(const std::shared_ptr<const MappedFile>&)> mapped;
        std::function<void()> caughtUp; // with all that there was; once
    };
    // "-" is standard input.
    LogFileLoader(QStringList paths, std::shared_ptr<domain::LogStore> store, Events events);
    ~LogFileLoader();

    // Until nothing more can come: with a file, which somebody may add to, until stop().
    void run();
    void stop(); // any thread; run() returns soon

    // What is said of a file that somebody made shorter under us.
    static base::Error madeShorter(const QString& path, bool mapped);

private:
    struct Input {
        QFile file;
        QString path;
        std::string service;
        bool regular = false;
        bool mapped = false;
        bool open = true;
        bool atEnd = false;   // everything has been read; of a regular file there may be more one day
        bool resting = false; // and the others do not wait for it
        qint64 position = 0;
        qint64 size = 0;       // when somebody looked last
        qint64 hollowEnd = -1; // a size that it says but does not have, as files of the kernel do
        int source = 0;        // of the ingest
    };
    using Inputs = std::vector<std::unique_ptr<Input>>;
    Inputs openAll();
    void loadMapped(Input& input, domain::LogIngest& ingest);
    void follow(const Inputs& inputs, domain::LogIngest& ingest);
    bool awaitInput(const Inputs& inputs, const domain::LogIngest& ingest, std::vector<Input*>& ready) const;
    void readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs);
    void lookAtEnd(Input& input, domain::LogIngest& ingest, qint64 monoNs) const;
    static void giveUp(Input& input, domain::LogIngest& ingest, qint64 monoNs);
    bool stopped() const { return m_stop.load(std::memory_order_relaxed); }

    QStringList m_paths;
    std::shared_ptr<domain::LogStore> m_store;
    Events m_events;
    std::atomic<bool> m_stop{false};
    int m_wakeFd; // becomes readable when it is to stop
    std::vector<char> m_buffer;
};

} // namespace ops::infra
