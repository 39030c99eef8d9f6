#pragma once

#include "domain/runbook_json.h"

#include <QFile>

namespace ops::test {

// The bytes of a variant that the program carries in itself: "runbook", "jan30", "feb16".
inline QByteArray shippedBytes(const QString& id)
{
    QFile file(QStringLiteral(":/ops/runbooks/%1.json").arg(id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline base::Result<domain::Runbook> shippedRunbook(const QString& id)
{
    return domain::parseRunbook(shippedBytes(id), id + QStringLiteral(".json"));
}

// Looks the service up by name; a default one where there is none.
inline domain::RunbookService service(const domain::Runbook& runbook, const QString& name)
{
    for (const domain::RunbookService& candidate : runbook.services)
        if (candidate.name == name)
            return candidate;
    return {};
}

} // namespace ops::test
