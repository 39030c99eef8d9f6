#include "infra/settings/config_directory.h"

#include "domain/environment_json.h"
#include "domain/names.h"
#include "domain/runbook_json.h"
#include "infra/settings/config_file.h"

#include <QDir>
#include <QStandardPaths>

namespace ops::infra {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

QString builtInPath(const QString& id)
{
    return QStringLiteral(":/ops/runbooks/%1.json").arg(id);
}

QStringList namesIn(const QString& directory)
{
    QStringList names;
    const QStringList files = QDir(directory).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        if (const QString name = file.chopped(5); domain::isValidName(name))
            names << name;
    return names;
}

Error badName(const QString& name)
{
    return {ErrorCode::InvalidInput,
            QStringLiteral("found \"%1\", expected %2").arg(name.left(70), domain::validNameText()), name.left(70)};
}

Error wrongNameInside(const QString& path, const QString& key, const QString& inside, const QString& expected)
{
    return {ErrorCode::InvalidInput,
            QStringLiteral("found \"%1\", expected \"%2\" as in the file's name").arg(inside, expected),
            QStringLiteral("%1: $.%2").arg(path, key)};
}

Result<domain::Runbook> loadRunbookFile(const QString& path, const QString& id)
{
    const auto bytes = readConfigFile(path);
    if (!bytes)
        return bytes.error();
    auto runbook = domain::parseRunbook(*bytes, path);
    if (runbook && runbook->id != id)
        return wrongNameInside(path, QStringLiteral("id"), runbook->id, id);
    return runbook;
}

} // namespace

ConfigDirectory::ConfigDirectory(QString root)
    : m_root(std::move(root))
{
}

QString ConfigDirectory::defaultRoot()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/titan-ops-console");
}

QString ConfigDirectory::environmentPath(const QString& name) const
{
    return QStringLiteral("%1/environments/%2.json").arg(m_root, name);
}

QString ConfigDirectory::runbookPath(const QString& id) const
{
    return QStringLiteral("%1/runbooks/%2.json").arg(m_root, id);
}

QStringList ConfigDirectory::environmentNames() const
{
    return namesIn(m_root + QStringLiteral("/environments"));
}

Result<domain::Environment> ConfigDirectory::loadEnvironment(const QString& name) const
{
    if (!domain::isValidName(name))
        return badName(name);
    const QString path = environmentPath(name);
    const auto bytes = readConfigFile(path);
    if (!bytes)
        return bytes.error();
    auto environment = domain::parseEnvironment(*bytes, path);
    // The name is typed by hand to resume and stands in every record: the two must not differ.
    if (environment && environment->name != name)
        return wrongNameInside(path, QStringLiteral("name"), environment->name, name);
    return environment;
}

Result<void> ConfigDirectory::saveEnvironment(const domain::Environment& environment) const
{
    if (!domain::isValidName(environment.name))
        return badName(environment.name);
    const QString path = environmentPath(environment.name);
    const QByteArray bytes = domain::environmentToJson(environment);
    const auto readBack = domain::parseEnvironment(bytes, path);
    if (!readBack)
        return readBack.error();
    return writeConfigFile(path, bytes);
}

QStringList ConfigDirectory::runbookIds() const
{
    QStringList ids = namesIn(QStringLiteral(":/ops/runbooks")) + namesIn(m_root + QStringLiteral("/runbooks"));
    ids.sort();
    ids.removeDuplicates();
    return ids;
}

Result<LoadedRunbook> ConfigDirectory::loadRunbook(const QString& id) const
{
    if (!domain::isValidName(id))
        return badName(id);
    const QString ownPath = runbookPath(id);
    const auto own = loadRunbookFile(ownPath, id);
    if (own)
        return LoadedRunbook{*own, ownPath, std::nullopt};
    const bool ownIsThere = own.error().code != ErrorCode::NotFound;

    const auto builtIn = loadRunbookFile(builtInPath(id), id);
    if (builtIn)
        return LoadedRunbook{*builtIn, builtInPath(id), ownIsThere ? std::optional(own.error()) : std::nullopt};
    if (ownIsThere)
        return own.error();
    return Error{
        ErrorCode::NotFound,
        QStringLiteral("found no runbook \"%1\", expected one of: %2").arg(id, runbookIds().join(QStringLiteral(", "))),
        ownPath};
}

} // namespace ops::infra
