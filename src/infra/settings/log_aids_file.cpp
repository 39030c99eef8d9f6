#include "infra/settings/log_aids_file.h"

#include "infra/settings/config_file.h"

namespace ops::infra {

LogAidsFile::LogAidsFile(const QString& root)
    : m_path(root + QStringLiteral("/log-aids.json"))
{
}

base::Result<domain::LogAids> LogAidsFile::load() const
{
    const auto bytes = readConfigFile(m_path);
    if (!bytes && bytes.error().code == base::ErrorCode::NotFound)
        return domain::LogAids();
    if (!bytes)
        return bytes.error();
    return domain::parseLogAids(bytes.value(), m_path);
}

base::Result<void> LogAidsFile::save(const domain::LogAids& aids)
{
    return writeConfigFile(m_path, domain::logAidsToJson(aids));
}

} // namespace ops::infra
