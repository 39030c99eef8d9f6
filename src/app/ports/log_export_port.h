#pragma once

#include "domain/log/log_filter.h"
#include "domain/log/log_line_text.h"
#include "domain/log/log_store.h"

#include <QObject>

#include <memory>

namespace ops::app {

struct LogExportOrder {
    QString path;             // of a file that is not there yet
    domain::LogFilter filter; // the heads that it shows go out with all lines that continue them
    domain::LogLineAs as = domain::LogLineAs::Raw;
    domain::LogMarkerWords markerWords; // called on a working thread
};

struct LogExported {
    QString path;
    qint64 lines = 0; // the rows of our own among them
    qint64 bytes = 0;
    qint64 gone = 0; // lines that left the store while it was read; a line in the file says so where they were

    bool operator==(const LogExported&) const = default;
};

// Writes lines of a store to a file, on a thread of its own: the whole file or none. GUI thread; one at a time.
class LogExportPort : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // The lines that have been read by now. Not while another one is under way.
    virtual void start(const std::shared_ptr<const domain::LogStore>& store, const LogExportOrder& order) = 0;
    // Nothing more is heard of it, and no file stays.
    virtual void cancel() = 0;

Q_SIGNALS:
    void progressed(int percent);
    void finished(const ops::app::LogExported& exported);
    // Errors: InvalidInput, TimedOut (the filter); AlreadyExists (the file); NoSpace, PermissionDenied, IoFailed,
    // NotFound (the directory).
    void failed(const ops::base::Error& error);
};

} // namespace ops::app
