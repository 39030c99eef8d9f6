#pragma once

#include "domain/log/log_ingest.h"
#include "infra/logfile/read_mark.h"

#include <QFile>
#include <QStringList>

#include <atomic>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <sys/types.h>

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
        // One of what it reads is no file, but a pipe or the like: what was read of it cannot be read again. For each.
        std::function<void()> readsPipe = [] {};
    };
    // Paths as fileNameFromBytes() has them; "-" is standard input.
    LogFileLoader(QStringList paths, std::shared_ptr<domain::LogStore> store, Events events);
    ~LogFileLoader();

    // Until nothing more can come: with a file, which somebody may add to, until stop().
    void run();
    void stop(); // any thread; run() returns soon

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
        bool wasRead = false; // it has been at its end once
        bool gone = false;    // its name is nobody's or another's now, and that has been said
        dev_t device = 0;
        ino_t inode = 0;
        qint64 position = 0;
        ReadMark mark;         // of what was read
        qint64 size = 0;       // when somebody looked last
        timespec changed = {}; // it, or what is known of it, by then
        qint64 hollowEnd = -1; // a size that it says but does not have, as files of the kernel do
        qint64 patienceNs = 0; // of a pipe: how long the others wait for it yet
        int source = 0;        // of the ingest
    };
    using Inputs = std::vector<std::unique_ptr<Input>>;
    Inputs openAll();
    std::unique_ptr<Input> openOne(const QString& path, const Inputs& others, QStringList& tooMany) const;
    void loadMapped(Input& input, domain::LogIngest& ingest);
    void follow(const Inputs& inputs, domain::LogIngest& ingest);
    bool awaitInput(const Inputs& inputs, domain::LogIngest& ingest, std::vector<Input*>& ready) const;
    bool isAwaited(const Input& input, const domain::LogIngest& ingest) const;
    static void addPatience(Input& input, domain::LogIngest& ingest, qint64 ns);
    qint64 ingestNs(const Inputs& inputs, domain::LogIngest& ingest);
    void readSome(Input& input, domain::LogIngest& ingest, qint64 monoNs);
    static std::optional<base::Error> refusal(Input& input, std::string_view bytes);
    void lookAtEnd(Input& input, domain::LogIngest& ingest, qint64 monoNs) const;
    void lookAtName(Input& input) const;
    static void giveUp(Input& input, domain::LogIngest& ingest, qint64 monoNs);
    bool stopped() const { return m_stop.load(std::memory_order_relaxed); }

    QStringList m_paths;
    std::shared_ptr<domain::LogStore> m_store;
    Events m_events;
    std::atomic<bool> m_stop{false};
    int m_wakeFd; // becomes readable when it is to stop
    std::vector<char> m_buffer;
    qint64 m_allReadNs = 0; // since when every file has been at its end once; 0: not yet
    bool m_live = false;    // what comes now is being written now
};

} // namespace ops::infra
