#include "ui/logs/log_history_text.h"

#include "base/time_text.h"
#include "ui/common/describe.h"
#include "ui/logs/log_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <climits>

namespace ops::ui {
namespace {

struct LogHistoryText {
    Q_DECLARE_TR_FUNCTIONS(LogHistoryText)
};

QString gapText(const domain::LogGap& gap, qint64 capBytes)
{
    constexpr qint64 mega = qint64{1024} * 1024;
    return LogHistoryText::tr("%1: they went to stay under %2 MB of memory")
        .arg(logMarkerText({domain::LogMarkerKind::Gap, {}, gap}), QLocale().toString(capBytes / mega));
}

QString causeOf(const base::Error& error)
{
    if (error.code == base::ErrorCode::NotFound)
        return LogHistoryText::tr("its container is gone, and its log with it");
    if (error.code == base::ErrorCode::TooLarge)
        return LogHistoryText::tr("its older lines belong between lines of others, and it is not known where");
    return describe({error.code, error.detail, {}});
}

QString failureText(const base::Error& failure)
{
    if (failure.code == base::ErrorCode::Busy)
        return LogHistoryText::tr("Newer lines took their room while they were loaded: follow fewer services, or raise "
                                  "memoryMb in preferences.ini.");
    if (failure.code == base::ErrorCode::TooLarge)
        return LogHistoryText::tr("There is no room for more: raise memoryMb in preferences.ini.");
    return describe(failure);
}

QString problemText(const std::vector<base::Error>& problems)
{
    QStringList texts;
    for (const base::Error& error : problems) {
        const QString cause = causeOf(error);
        texts << (error.subject.isEmpty() ? cause : error.subject + QStringLiteral(": ") + cause);
    }
    return texts.join(QStringLiteral("; "));
}

QString loadingText(const app::LogHistoryController& history)
{
    if (history.rows() == 0)
        return LogHistoryText::tr("Loading older lines…");
    return LogHistoryText::tr("Loading older lines… %Ln so far, back to %1 UTC", nullptr,
                              static_cast<int>(std::min<qint64>(history.rows(), INT_MAX)))
        .arg(base::utcTimeText(history.earliest().utcMs));
}

} // namespace

QString logFrontText(const app::LogHistoryController& history, const domain::LogGap& gap, qint64 capBytes)
{
    using Phase = app::LogHistoryController::Phase;
    if (history.phase() == Phase::Loading)
        return loadingText(history);
    QString text;
    if (gap.rows > 0)
        text = gapText(gap, capBytes);
    else if (history.phase() == Phase::Beginning)
        text = LogHistoryText::tr("The container engine has no older lines");
    else
        text = LogHistoryText::tr("Older lines are with the container engine, not loaded");
    if (history.phase() == Phase::Failed)
        return LogHistoryText::tr("Older lines could not be loaded. %1")
            .arg(history.failure() ? failureText(*history.failure()) : problemText(history.problems()));
    if (!history.problems().empty())
        text = LogHistoryText::tr("%1. Left out: %2").arg(text, problemText(history.problems()));
    return text;
}

QString logFrontText(const domain::LogGap& gap, qint64 capBytes, const QString& whyForGood)
{
    return gap.rows > 0 ? gapText(gap, capBytes) + QStringLiteral("; ") + whyForGood : QString();
}

} // namespace ops::ui
