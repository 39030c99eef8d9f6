#include "domain/environment.h"

namespace ops::domain {

QString environmentKindWord(EnvironmentKind kind)
{
    switch (kind) {
    case EnvironmentKind::Prod:
        return QStringLiteral("PROD");
    case EnvironmentKind::Staging:
        return QStringLiteral("STAGING");
    case EnvironmentKind::Drill:
        break;
    }
    return QStringLiteral("DRILL");
}

} // namespace ops::domain
