#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace ops::infra {

// A file that comes into being whole or not at all: written under another name beside its place, and given its own
// name at the end, never over a file that is there. One thread.
class ExportFile {
public:
    explicit ExportFile(QString path);
    ExportFile(const ExportFile&) = delete;
    ExportFile& operator=(const ExportFile&) = delete;
    ~ExportFile(); // what was not committed is gone

    // Errors, all of `path`: AlreadyExists (a file of that name, which stays), NotFound (its folder), and what the
    // system says.
    base::Result<void> open();
    base::Result<void> write(const QByteArray& bytes);
    // What was written is given up; the next byte is the first.
    base::Result<void> restart();
    // On the disk, under its name.
    base::Result<void> commit();

    qint64 bytes() const { return m_bytes; }

private:
    base::Result<void> flush();

    QString m_path;
    QByteArray m_name;      // m_path, as the system takes it
    QByteArray m_temporary; // empty: not made, or it has its own name by now
    QByteArray m_buffer;
    qint64 m_bytes = 0;
    int m_descriptor = -1;
};

} // namespace ops::infra
