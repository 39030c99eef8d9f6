#pragma once

#include <QString>

#include <optional>

namespace ops::domain {

// What trading is allowed to do. Unknown is a state of its own: never shown as, or decayed to, Open (rule H7).
enum class TradingState { Unknown, Open, SoftHalt, HardHalt };

// Wire and display word: "OPEN", "SOFT_HALT", "HARD_HALT", "UNKNOWN". Not translated: these are the runbook's words.
QString tradingStateWord(TradingState state);
// Exact inverse for the three wire words (case-sensitive, as Titan's services are); nullopt for anything else,
// "UNKNOWN" included: nobody can be asked to be in an unknown state.
std::optional<TradingState> parseTradingState(const QString& word);
// True for SoftHalt and HardHalt.
constexpr bool isHalted(TradingState state)
{
    return state == TradingState::SoftHalt || state == TradingState::HardHalt;
}

} // namespace ops::domain
