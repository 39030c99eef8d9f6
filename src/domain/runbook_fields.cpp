#include "domain/runbook_fields.h"

#include "domain/runbook_json.h"

namespace ops::domain::sections {

QString subjectAt(const JsonReader& json, bool wildcardsAllowed)
{
    QString subject = json.text();
    if (!isValidSubject(subject, wildcardsAllowed))
        json.fail(json.found(), wildcardsAllowed ? QStringLiteral("a NATS subject, wildcards allowed")
                                                 : QStringLiteral("a NATS subject without wildcards"));
    return subject;
}

const QHash<QString, TradingState>& stateWords()
{
    static const QHash<QString, TradingState> words{{QStringLiteral("OPEN"), TradingState::Open},
                                                    {QStringLiteral("SOFT_HALT"), TradingState::SoftHalt},
                                                    {QStringLiteral("HARD_HALT"), TradingState::HardHalt}};
    return words;
}

} // namespace ops::domain::sections
