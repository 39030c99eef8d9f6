#include "infra/settings/log_aids_file.h"

#include "infra/posix/file_lock.h"
#include "infra/settings/config_file.h"

namespace ops::infra {
namespace {

// Longer than a change takes mostly, and no longer than a frame: the window stands still meanwhile.
constexpr std::chrono::milliseconds lockPatience{15};

} // namespace

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

base::Result<domain::LogAids> LogAidsFile::change(const Change& act)
{
    if (const auto made = makeDirectoryOf(m_path); !made)
        return made.error();
    const auto lock = FileLock::acquireBeside(m_path, lockPatience);
    if (!lock)
        return lock.error();
    auto aids = load();
    if (!aids)
        return aids;
    domain::LogAids next = std::move(aids).value();
    if (auto refused = act(next))
        return *std::move(refused);
    if (const auto written = writeConfigFile(m_path, domain::logAidsToJson(next)); !written)
        return written.error();
    return next;
}

} // namespace ops::infra
