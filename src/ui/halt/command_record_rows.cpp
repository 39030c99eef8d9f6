#include "ui/halt/command_record_rows.h"

#include "base/time_text.h"

#include <QCoreApplication>

namespace ops::ui {
namespace {

struct CommandRecordRows {
    Q_DECLARE_TR_FUNCTIONS(CommandRecordRows)
};

Cell stampCell(const std::optional<base::Instant>& at)
{
    Cell cell;
    cell.text = at ? base::utcTimeText(at->utcMs) : QStringLiteral("–");
    cell.tone = at ? Tone::Normal : Tone::Muted;
    cell.fixed = true;
    return cell;
}

} // namespace

QVector<CellRow> effectRows(const domain::Ladder& ladder)
{
    const domain::TradingState wanted = domain::requestedState(ladder.command.kind);
    QVector<CellRow> rows;
    for (const domain::ServiceEffect& service : ladder.services) {
        Cell name;
        name.text = service.service;
        name.strong = true;
        Cell state;
        state.text = domain::tradingStateWord(service.readBack);
        state.state = service.readBack;
        state.strong = true;
        Cell proof;
        const bool contrary = service.readBack != domain::TradingState::Unknown && service.readBack != wanted;
        if (!service.complaint.isEmpty()) {
            proof.text = service.complaint;
            proof.tone = Tone::Halt;
        } else if (contrary) {
            proof.text = CommandRecordRows::tr("%1: not what was asked").arg(service.proof);
            proof.tone = Tone::Halt;
        } else if (service.readBack == domain::TradingState::Unknown) {
            proof.text = service.expected ? CommandRecordRows::tr("nothing read back; it must obey")
                                          : CommandRecordRows::tr("nothing read back");
            proof.tone = Tone::Muted;
        } else {
            proof.text = service.proof;
            proof.tone = Tone::Muted;
        }
        rows.append(
            {service.service, {name, stampCell(service.receivedAt), stampCell(service.appliedAt), state, proof}});
    }
    return rows;
}

} // namespace ops::ui
