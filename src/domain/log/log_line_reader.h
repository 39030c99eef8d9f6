#pragma once

#include "domain/log/log_fold.h"
#include "domain/log/log_skew.h"
#include "domain/log/log_store.h"

#include <map>
#include <string>

namespace ops::domain {

// Where lines come from.
struct LogSourceSettings {
    std::string service; // of the lines; empty: as they say
    LogChannel channel = LogChannel::Output;
    // The lines come from `docker logs --timestamps`: its stamp is ours, not the service's, and is taken off.
    bool stamped = false;
    // The lines may come from `docker compose logs`: a name that it put in front of one goes before `service`.
    bool composed = false;
};

// Gives each line of one source its columns. Remembers what came before, so lines must come in their order. Used by
// the store's writer; one thread at a time.
class LogLineReader {
public:
    explicit LogLineReader(LogSourceSettings settings = {})
        : m_settings(std::move(settings))
    {
    }

    struct Read {
        std::string_view bytes; // what to keep of the line
        LogTime time;
        LogTag tag;
        LogService service;
        std::optional<qint64> orderNs;   // for merging; a continuation has that of its head
        std::optional<qint64> carriedNs; // the engine's own stamp of the line
    };
    // `bytes` is a line with its ending, or a piece of a long line without. Names go into `store`.
    Read read(std::string_view bytes, LogStore& store);

private:
    struct Stream {
        LogFold fold;
        LogSkew skew;
        LogService headService;
    };
    LogService serviceOf(const ParsedLogLine& parsed, LogStore& store);
    Stream& streamOf(std::string_view carriedService);

    LogSourceSettings m_settings;
    Stream m_stream;
    Stream m_otherChannel;                                // of lines that say that they are not of the settings' one
    std::map<std::string, Stream, std::less<>> m_streams; // by container, where lines say which
    bool m_unended = false;                               // the last line was a piece; this one goes on with it
    std::string m_unendedContainer;
    LogChannel m_unendedChannel = LogChannel::Output;
    // Names met lately, by a hash of theirs: asking the store for each line would be the dearest part of reading it.
    struct Known {
        std::string name;
        LogService service;
    };
    std::array<Known, 32> m_known;
};

// Reads up to `maxRows` lines that a store adopted and nobody has read yet. Returns how many that were.
qint64 readAdopted(LogStore& store, LogLineReader& reader, qint64 maxRows);

} // namespace ops::domain
