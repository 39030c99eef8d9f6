#pragma once

#include "app/ports/log_aids_port.h"

#include <QString>

namespace ops::infra {

// <root>/log-aids.json. Read anew by each call; replaced in one act. GUI thread; blocking, and small.
class LogAidsFile final : public app::LogAidsPort {
public:
    // `root` is the config directory.
    explicit LogAidsFile(const QString& root);

    base::Result<domain::LogAids> load() const override;
    base::Result<void> save(const domain::LogAids& aids) override;

private:
    QString m_path;
};

} // namespace ops::infra
