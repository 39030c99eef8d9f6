#include "domain/trading_state.h"

namespace ops::domain {

QString tradingStateWord(TradingState state)
{
    switch (state) {
    case TradingState::Open:
        return QStringLiteral("OPEN");
    case TradingState::SoftHalt:
        return QStringLiteral("SOFT_HALT");
    case TradingState::HardHalt:
        return QStringLiteral("HARD_HALT");
    case TradingState::Unknown:
        break;
    }
    return QStringLiteral("UNKNOWN");
}

std::optional<TradingState> parseTradingState(const QString& word)
{
    for (const TradingState state : {TradingState::Open, TradingState::SoftHalt, TradingState::HardHalt})
        if (word == tradingStateWord(state))
            return state;
    return std::nullopt;
}

} // namespace ops::domain
