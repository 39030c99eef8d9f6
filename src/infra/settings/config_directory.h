#pragma once

#include "base/result.h"
#include "domain/environment.h"
#include "domain/runbook.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace ops::infra {

// A runbook variant that is in force, and where it came from. `refused` is set when the user's own file was there and
// is broken: then the built-in one is in force, and the operator has to be told why.
struct LoadedRunbook {
    domain::Runbook runbook;
    QString origin; // the file's path, or ":/ops/runbooks/…" for a built-in one
    std::optional<base::Error> refused;
};

// The operator's files: <root>/environments/NAME.json and <root>/runbooks/ID.json. Each call reads the disk anew and
// nothing is cached. Holds no secret (rule G3). Value type, any thread; small blocking reads. Programs that use it
// link ops_resources for the built-in variants.
class ConfigDirectory {
public:
    explicit ConfigDirectory(QString root = defaultRoot());
    static QString defaultRoot(); // ~/.config/titan-ops-console, by XDG

    const QString& root() const { return m_root; }
    QString environmentPath(const QString& name) const;
    QString runbookPath(const QString& id) const;

    // Names that have a file, sorted; whether the files are valid is seen when they are loaded.
    QStringList environmentNames() const;
    base::Result<domain::Environment> loadEnvironment(const QString& name) const;
    // Replaces the file in one act. What would not load again is refused and nothing is written.
    base::Result<void> saveEnvironment(const domain::Environment& environment) const;

    // Built-in variants and the user's own, sorted, without repeats.
    QStringList runbookIds() const;
    // The user's file wins over the built-in one. An error only when neither can be used.
    base::Result<LoadedRunbook> loadRunbook(const QString& id) const;

private:
    QString m_root;
};

} // namespace ops::infra
