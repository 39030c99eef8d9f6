#include "domain/names.h"

#include <QRegularExpression>

namespace ops::domain {

bool isValidName(const QString& name)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z0-9][a-z0-9._-]{0,62}\\z"));
    return pattern.match(name).hasMatch();
}

QString validNameText()
{
    return QStringLiteral("1 to 63 of a-z, 0-9, '.', '_', '-', beginning with a letter or a digit");
}

} // namespace ops::domain
