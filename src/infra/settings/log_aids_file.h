#pragma once

#include "app/ports/log_aids_port.h"

#include <QString>

namespace ops::infra {

// <root>/log-aids.json. Read anew by each call; changed under a lock that all consoles respect, and replaced in one
// act. GUI thread; blocking, and small: a change waits for another console for a frame at most.
class LogAidsFile final : public app::LogAidsPort {
public:
    // `root` is the config directory.
    explicit LogAidsFile(const QString& root);

    base::Result<domain::LogAids> load() const override;
    base::Result<domain::LogAids> change(const Change& act) override;

private:
    QString m_path;
};

} // namespace ops::infra
