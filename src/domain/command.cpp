#include "domain/command.h"

namespace ops::domain {

TradingState requestedState(CommandKind kind)
{
    switch (kind) {
    case CommandKind::HardHalt:
        return TradingState::HardHalt;
    case CommandKind::SoftHalt:
        return TradingState::SoftHalt;
    case CommandKind::Resume:
        break;
    }
    return TradingState::Open;
}

CommandKind commandKindFor(TradingState state)
{
    Q_ASSERT(state != TradingState::Unknown);
    if (state == TradingState::Open)
        return CommandKind::Resume;
    return state == TradingState::SoftHalt ? CommandKind::SoftHalt : CommandKind::HardHalt;
}

QString commandWord(CommandKind kind)
{
    return tradingStateWord(requestedState(kind));
}

} // namespace ops::domain
