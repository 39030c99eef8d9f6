#include "sim/faults.h"

#include "domain/trading_state.h"

#include <QStringList>

#include <cmath>

namespace ops::sim {
namespace {

constexpr int maxDelayMs = 600'000;
constexpr int maxStormLines = 10'000'000;
constexpr int maxCrowd = 100;

enum class Target { None, Required };

struct Form {
    const char* word;
    FaultKind kind;
    Target target;
    int minExtra;
    int maxExtra;
    const char* usage;
};

constexpr Form forms[] = {
    {"slow", FaultKind::Slow, Target::Required, 1, 1, "slow ROLE|all MILLISECONDS"},
    {"deaf", FaultKind::Deaf, Target::Required, 0, 0, "deaf ROLE|all"},
    {"hear", FaultKind::Hear, Target::Required, 0, 0, "hear ROLE|all"},
    {"malformed", FaultKind::Malformed, Target::Required, 0, 0, "malformed ROLE|all"},
    {"lie", FaultKind::Lie, Target::Required, 0, 1, "lie ROLE|all [everywhere]"},
    {"crash", FaultKind::Crash, Target::Required, 0, 0, "crash ROLE|all"},
    {"restart", FaultKind::Restart, Target::Required, 0, 0, "restart ROLE|all"},
    {"storm", FaultKind::Storm, Target::Required, 1, 2, "storm ROLE|all LINES [PER-SECOND]"},
    {"sick", FaultKind::Sick, Target::Required, 0, 1, "sick ROLE|all [degraded|unhealthy]"},
    {"heal", FaultKind::Heal, Target::Required, 0, 0, "heal [ROLE|all]"},
    {"quiet", FaultKind::Quiet, Target::None, 0, 0, "quiet"},
    {"trade", FaultKind::Trade, Target::None, 0, 0, "trade"},
    {"rate", FaultKind::Rate, Target::None, 1, 1, "rate ORDERS-PER-SECOND"},
    {"script", FaultKind::Script, Target::None, 1, 2, "script OPEN|SOFT_HALT|HARD_HALT [SENDER]"},
    {"engine", FaultKind::Engine, Target::None, 1, 1, "engine gone|frozen|back"},
    {"crowd", FaultKind::Crowd, Target::None, 1, 1, "crowd CONTAINERS"},
    {"status", FaultKind::Status, Target::None, 0, 0, "status"},
    {"quit", FaultKind::Quit, Target::None, 0, 0, "quit"},
};

base::Error invalid(const QString& subject, const QString& detail)
{
    return {base::ErrorCode::InvalidInput, detail, subject.left(64)};
}

base::Result<int> parseCount(const QString& word, int maximum)
{
    bool ok = false;
    const int value = word.toInt(&ok);
    if (!ok || value < 0 || value > maximum)
        return invalid(word, QStringLiteral("expected a whole number from 0 to %1").arg(maximum));
    return value;
}

base::Result<FaultCommand> parseExtras(FaultCommand command, const QStringList& extras)
{
    switch (command.kind) {
    case FaultKind::Slow:
    case FaultKind::Storm: {
        const auto count = parseCount(extras[0], command.kind == FaultKind::Slow ? maxDelayMs : maxStormLines);
        if (!count)
            return count.error();
        command.number = *count;
        if (extras.size() > 1) {
            const auto perSecond = parseCount(extras[1], maxStormLines);
            if (!perSecond)
                return perSecond.error();
            command.perSecond = *perSecond;
        }
        break;
    }
    case FaultKind::Crowd: {
        const auto count = parseCount(extras[0], maxCrowd);
        if (!count)
            return count.error();
        command.number = *count;
        break;
    }
    case FaultKind::Lie:
        if (!extras.isEmpty() && extras[0] != QLatin1String("everywhere"))
            return invalid(extras[0], QStringLiteral("expected \"everywhere\" or nothing"));
        command.everywhere = !extras.isEmpty();
        break;
    case FaultKind::Sick:
        command.word = extras.isEmpty() ? QStringLiteral("degraded") : extras[0];
        if (command.word != QLatin1String("degraded") && command.word != QLatin1String("unhealthy"))
            return invalid(command.word, QStringLiteral("expected \"degraded\" or \"unhealthy\""));
        break;
    case FaultKind::Rate: {
        bool ok = false;
        command.rate = extras[0].toDouble(&ok);
        if (!ok || !std::isfinite(command.rate) || command.rate < 0 || command.rate > 1000)
            return invalid(extras[0], QStringLiteral("expected a number from 0 to 1000"));
        break;
    }
    case FaultKind::Script:
        if (!domain::parseTradingState(extras[0]))
            return invalid(extras[0], QStringLiteral("expected OPEN, SOFT_HALT or HARD_HALT"));
        command.word = extras[0];
        command.sender = extras.value(1);
        break;
    case FaultKind::Engine:
        command.word = extras[0];
        if (!QStringList{QStringLiteral("gone"), QStringLiteral("frozen"), QStringLiteral("back")}.contains(extras[0]))
            return invalid(extras[0], QStringLiteral("expected gone, frozen or back"));
        break;
    default:
        break;
    }
    return command;
}

} // namespace

base::Result<FaultCommand> parseFault(const QByteArray& line)
{
    QStringList words = QString::fromUtf8(line.left(512)).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return invalid({}, QStringLiteral("empty fault line"));
    const QString verb = words.takeFirst();
    for (const Form& form : forms) {
        if (verb != QLatin1String(form.word))
            continue;
        FaultCommand command;
        command.kind = form.kind;
        const QString usage = QStringLiteral("usage: ") + QLatin1String(form.usage);
        if (form.target == Target::Required) {
            if (words.isEmpty() && form.kind == FaultKind::Heal)
                words.append(QStringLiteral("all"));
            if (words.isEmpty())
                return invalid(verb, usage);
            const QString target = words.takeFirst();
            command.role = parseRole(target);
            if (!command.role && target != QLatin1String("all"))
                return invalid(target, QStringLiteral("no such role; ") + usage);
        }
        if (words.size() < form.minExtra || words.size() > form.maxExtra)
            return invalid(verb, usage);
        return parseExtras(command, words);
    }
    QStringList known;
    for (const Form& form : forms)
        known.append(QLatin1String(form.word));
    return invalid(verb, QStringLiteral("no such fault; known: ") + known.join(QStringLiteral(", ")));
}

void applyFault(FaultFlags& flags, const FaultCommand& command)
{
    switch (command.kind) {
    case FaultKind::Slow:
        flags.slowMs = command.number;
        break;
    case FaultKind::Deaf:
        flags.deaf = true;
        break;
    case FaultKind::Hear:
        flags.deaf = false;
        break;
    case FaultKind::Malformed:
        flags.malformed = true;
        break;
    case FaultKind::Lie:
        flags.lying = true;
        flags.lyingEverywhere = command.everywhere;
        break;
    case FaultKind::Sick:
        flags.sickWord = command.word;
        break;
    case FaultKind::Heal:
        flags = FaultFlags{};
        break;
    default:
        break;
    }
}

} // namespace ops::sim
