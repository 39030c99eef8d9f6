#pragma once

#include "base/result.h"

#include <QString>

#include <optional>

namespace ops::sim {

// The engine's lock file `system.halt` in its state directory; an empty directory means that there is none. Value type,
// Qt thread.
class LockFile {
public:
    explicit LockFile(const QString& directory);

    std::optional<QString> read() const; // the reason, at most 64 KiB; nullopt: no file
    base::Result<void> write(const QString& reason) const;
    void remove() const;

private:
    QString m_path;
};

} // namespace ops::sim
