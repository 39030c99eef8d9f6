#include "ui/overview/overview_rows.h"

#include "base/lateness.h"
#include "base/time_text.h"
#include "ui/common/age_text.h"
#include "ui/common/describe.h"

#include <QCoreApplication>

#include <algorithm>

namespace ops::ui {
namespace {

struct OverviewRows {
    Q_DECLARE_TR_FUNCTIONS(OverviewRows)
};

Cell plain(const QString& text, Tone tone = Tone::Normal)
{
    Cell cell;
    cell.text = text;
    cell.tone = tone;
    return cell;
}

Cell strong(const QString& text, Tone tone = Tone::Normal)
{
    Cell cell = plain(text, tone);
    cell.strong = true;
    return cell;
}

Cell fixed(const QString& text, Tone tone = Tone::Muted)
{
    Cell cell = plain(text, tone);
    cell.fixed = true;
    return cell;
}

QString outcomeProof(const domain::Ladder& ladder)
{
    using domain::Rung;
    using domain::RungPhase;
    // The highest rung that anything is known of says most.
    for (const Rung rung : {Rung::Quiet, Rung::Applied, Rung::Received, Rung::Stored, Rung::Sent}) {
        const RungPhase phase = ladder.rung(rung).phase;
        if (phase == RungPhase::Reached || phase == RungPhase::Partly || phase == RungPhase::Failed)
            return rungText(ladder, rung);
    }
    return {};
}

struct TimedRow {
    qint64 utcMs = 0;
    CellRow row;
};

TimedRow ownRow(const domain::Ladder& ladder)
{
    const domain::Command& command = ladder.command;
    const domain::LadderVerdict verdict = ladder.verdict();
    QString id = command.id.shortText();
    if (command.attempt > 1)
        id += QLatin1Char(' ') + OverviewRows::tr("attempt %1").arg(command.attempt);
    Cell word = strong(domain::commandWord(command.kind) + QLatin1Char(' ') + id);
    word.state = domain::requestedState(command.kind);
    const Tone tone = domain::isAlarming(verdict)                   ? Tone::Halt
                      : verdict == domain::LadderVerdict::Cancelled ? Tone::Muted
                                                                    : Tone::Normal;
    const QString key = command.id.text() + QLatin1Char('/') + QString::number(command.attempt);
    return {command.decidedAt.utcMs,
            {key,
             {fixed(base::utcTimeText(command.decidedAt.utcMs)), word, plain(command.actor), plain(command.reason),
              strong(domain::verdictWord(verdict), tone), plain(outcomeProof(ladder), Tone::Muted)}}};
}

TimedRow foreignRow(const domain::SeenCommand& seen)
{
    Cell word = strong(seen.stateWord.isEmpty() ? OverviewRows::tr("no state") : seen.stateWord);
    word.state = seen.state;
    const qint64 utcMs = seen.sentUtcMs.value_or(seen.at.utcMs);
    const QString who = seen.sender.isEmpty() ? OverviewRows::tr("unknown sender")
                                              : OverviewRows::tr("%1, as claimed").arg(seen.sender);
    QString how = seen.stored ? OverviewRows::tr("read back from a stream") : OverviewRows::tr("not sent here");
    if (seen.legacyShape)
        how += OverviewRows::tr("; without a state, which older services take for OPEN");
    return {utcMs,
            {QStringLiteral("seen/%1/%2").arg(utcMs).arg(seen.at.monoNs),
             {fixed(base::utcTimeText(utcMs)), word, plain(who), plain(seen.reason),
              strong(seen.stored ? OverviewRows::tr("STORED") : OverviewRows::tr("SEEN"), Tone::Muted),
              plain(how, Tone::Muted)}}};
}

} // namespace

QVector<CellRow> serviceRows(const domain::StateWatch& watch, const base::Instant& now)
{
    QVector<CellRow> rows;
    for (const domain::ServiceState& service : watch.services) {
        const bool heard = service.state != domain::TradingState::Unknown;
        const bool stale = heard && base::tookLonger(service.at, now, watch.maxAge);
        Cell state = strong(domain::tradingStateWord(service.state));
        state.state = service.state;
        state.stale = stale;
        QString evidence = heard ? service.source : OverviewRows::tr("not heard yet");
        if (service.contradictedAt)
            evidence = OverviewRows::tr("overtaken by a command; was %1").arg(service.source);
        Cell age = plain(heard ? ageText(service.at, now, stale) : QStringLiteral("–"), Tone::Muted);
        age.stale = stale;
        rows.append({service.service,
                     {strong(service.service),
                      plain(service.expected ? OverviewRows::tr("must obey") : OverviewRows::tr("seen"), Tone::Muted),
                      state, plain(evidence, Tone::Muted), age}});
    }
    return rows;
}

QVector<CellRow> listenerRows(const domain::ListenerSnapshot& snapshot, bool stale)
{
    QVector<CellRow> rows;
    for (const domain::Listener& listener : snapshot.listeners) {
        Cell name = strong(listener.name, stale ? Tone::Muted : Tone::Normal);
        name.stale = stale;
        rows.append(
            {QString::number(listener.cid) + QLatin1Char('/') + listener.subject + QLatin1Char('/') + listener.queue,
             {name, fixed(QStringLiteral("cid %1").arg(listener.cid)), plain(listener.subject, Tone::Muted),
              plain(listener.queue.isEmpty() ? QStringLiteral("–") : listener.queue, Tone::Muted)}});
    }
    return rows;
}

QVector<CellRow> commandRows(const std::vector<domain::Ladder>& ladders,
                             const std::vector<domain::SeenCommand>& foreign)
{
    std::vector<TimedRow> all;
    all.reserve(ladders.size() + foreign.size());
    for (const domain::Ladder& ladder : ladders)
        all.push_back(ownRow(ladder));
    for (const domain::SeenCommand& seen : foreign)
        all.push_back(foreignRow(seen));
    std::stable_sort(all.begin(), all.end(), [](const TimedRow& a, const TimedRow& b) { return a.utcMs > b.utcMs; });
    QVector<CellRow> rows;
    for (const TimedRow& timed : all)
        rows.append(timed.row);
    return rows;
}

} // namespace ops::ui
