#include "domain/health/health_verdict.h"

namespace ops::domain {

QString healthGradeWord(HealthGrade grade)
{
    switch (grade) {
    case HealthGrade::Ok:
        return QStringLiteral("ok");
    case HealthGrade::Differs:
        return QStringLiteral("differs");
    case HealthGrade::Failed:
        return QStringLiteral("failed");
    case HealthGrade::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

QString oneLine(const QString& text, qsizetype most)
{
    QString line = text;
    for (QChar& character : line)
        if (character.category() == QChar::Other_Control || character.category() == QChar::Other_Format)
            character = QLatin1Char(' ');
    line = line.simplified();
    if (line.size() <= most)
        return line;
    const qsizetype half = (most - 1) / 2;
    return line.left(half) + QChar(0x2026) + line.right(half);
}

} // namespace ops::domain
