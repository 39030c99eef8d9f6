#include "sim/docker/docker_front.h"

#include "sim/docker/docker_json.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace ops::sim {
namespace {

FrontAnswer failure(int exitCode, const QString& text)
{
    FrontAnswer answer;
    answer.exitCode = exitCode;
    answer.errors = text.toUtf8() + '\n';
    return answer;
}

FrontAnswer printed(const QByteArray& out)
{
    FrontAnswer answer;
    answer.out = out;
    return answer;
}

// An argv taken apart: what begins with '-' with its value where it has one, and the rest.
struct Words {
    QStringList flags;
    QHash<QString, QString> values;
    QStringList names;

    bool has(const char* flag) const { return flags.contains(QLatin1String(flag)); }
    QString value(const char* flag) const { return values.value(QLatin1String(flag)); }
};

Words takeApart(const QStringList& words, const QStringList& withValue)
{
    Words out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words.at(i);
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        if (!word.startsWith(QLatin1Char('-'))) {
            out.names << word;
        } else if (word.startsWith(QLatin1String("--")) && equals > 0) {
            out.values.insert(word.left(equals), word.mid(equals + 1));
        } else if (withValue.contains(word) && i + 1 < words.size()) {
            out.values.insert(word, words.at(++i));
        } else {
            out.flags << word;
        }
    }
    return out;
}

FrontAnswer ps(const QStringList& rest, const ContainerBook& book, qint64 nowMs)
{
    const Words words = takeApart(rest, {QStringLiteral("--format"), QStringLiteral("--filter"), QStringLiteral("-f")});
    const bool all = words.has("-a") || words.has("--all") || words.has("-aq") || words.has("-qa");
    const bool quiet = words.has("-q") || words.has("--quiet") || words.has("-aq") || words.has("-qa");
    const bool whole = words.has("--no-trunc");
    QByteArray out;
    if (!quiet && words.value("--format").isEmpty())
        out = "CONTAINER ID   IMAGE   STATUS   NAMES\n";
    for (const SimContainer& each : book.containers()) {
        if (!all && !each.service.up)
            continue;
        const QByteArray id = (whole ? each.id : each.id.left(12)).toLatin1();
        if (quiet)
            out += id + '\n';
        else if (words.value("--format").isEmpty())
            out += id + "   " + each.service.image.toUtf8() + "   " + statusText(each, nowMs).toUtf8() + "   " +
                   each.service.container.toUtf8() + '\n';
        else
            out += psJson(each, whole, nowMs) + '\n';
    }
    return printed(out);
}

// `noun` is what docker calls one that is not there: "container" by the long form, "object" by the short one.
FrontAnswer inspect(const QStringList& rest, const ContainerBook& book, const QByteArray& noun, qint64 nowMs)
{
    const Words words = takeApart(rest, {QStringLiteral("--format"), QStringLiteral("-f"), QStringLiteral("--type")});
    const bool lines = !words.value("--format").isEmpty() || !words.value("-f").isEmpty();
    FrontAnswer answer;
    QByteArrayList found;
    for (const QString& name : words.names) {
        if (const SimContainer* container = book.find(name)) {
            found << inspectJson(*container, nowMs);
        } else {
            answer.exitCode = 1;
            answer.errors += "Error: No such " + noun + ": " + name.toUtf8() + '\n';
        }
    }
    if (!lines)
        answer.out = '[' + found.join(',') + "]\n";
    else if (!found.isEmpty())
        answer.out = found.join('\n') + '\n';
    return answer;
}

FrontAnswer stats(const QStringList& rest, const ContainerBook& book)
{
    const Words words = takeApart(rest, {QStringLiteral("--format")});
    if (!words.has("--no-stream"))
        return failure(1, QStringLiteral("titan-sim: docker stats is played with --no-stream only"));
    QByteArray out;
    for (const SimContainer& each : book.containers())
        if (each.service.up && (words.names.isEmpty() || words.names.contains(each.service.container) ||
                                words.names.contains(each.id) || words.names.contains(each.id.left(12))))
            out += statsJson(each) + '\n';
    return printed(out);
}

qint64 nanoseconds(const QString& fraction)
{
    return fraction.left(9).leftJustified(9, QLatin1Char('0')).toLongLong();
}

// Seconds since the epoch with a fraction, or RFC 3339; 0 for anything else.
qint64 sinceNs(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('.'));
    bool isNumber = false;
    const qint64 seconds = parts.constFirst().toLongLong(&isNumber);
    if (isNumber)
        return seconds * 1'000'000'000 + nanoseconds(parts.value(1));
    const QDateTime stamp = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!stamp.isValid())
        return 0;
    const qint64 whole = stamp.toSecsSinceEpoch();
    const qsizetype dot = text.indexOf(QLatin1Char('.'));
    QString fraction;
    for (qsizetype i = dot + 1; dot >= 0 && i < text.size() && text.at(i).isDigit(); ++i)
        fraction += text.at(i);
    return whole * 1'000'000'000 + nanoseconds(fraction);
}

FrontAnswer events(const QStringList& rest, const ContainerBook& book)
{
    const Words words = takeApart(rest, {QStringLiteral("--format"), QStringLiteral("--filter"), QStringLiteral("-f"),
                                         QStringLiteral("--since"), QStringLiteral("--until")});
    FrontAnswer answer;
    answer.follow = FrontFollow::Events;
    if (words.value("--since").isEmpty())
        return answer;
    const qint64 since = sinceNs(words.value("--since"));
    for (const SimEvent& event : book.events())
        if (event.atNs >= since)
            answer.out += eventLine(book, event);
    return answer;
}

FrontAnswer logs(const QStringList& rest, const ContainerBook& book)
{
    const Words words = takeApart(
        rest, {QStringLiteral("--tail"), QStringLiteral("-n"), QStringLiteral("--since"), QStringLiteral("--until")});
    const SimContainer* container = words.names.isEmpty() ? nullptr : book.find(words.names.constFirst());
    if (container == nullptr)
        return failure(1,
                       QStringLiteral("Error response from daemon: No such container: %1").arg(words.names.value(0)));
    FrontAnswer answer;
    answer.stamps = words.has("-t") || words.has("--timestamps");
    answer.container = container->service.container;
    const auto lines = book.log(answer.container);
    const QString tail = words.values.value(QStringLiteral("--tail"), words.value("-n"));
    bool isNumber = false;
    const qsizetype wanted = tail.toLongLong(&isNumber);
    const auto count = static_cast<qsizetype>(lines.size());
    const qsizetype first = isNumber ? std::max<qsizetype>(0, count - wanted) : 0;
    const qint64 since = words.value("--since").isEmpty() ? 0 : sinceNs(words.value("--since"));
    const qint64 until =
        words.value("--until").isEmpty() ? std::numeric_limits<qint64>::max() : sinceNs(words.value("--until"));
    // As docker does it: the tail is counted from the log's end whatever --until says, and both stamps are inclusive.
    for (qsizetype i = first; i < count; ++i) {
        const SimLogLine& line = lines.at(static_cast<size_t>(i));
        if (line.atNs >= since && line.atNs <= until)
            (line.toStderr ? answer.errors : answer.out) += logLine(line, answer.stamps);
    }
    const bool goesOn = words.value("--until").isEmpty(); // there is nothing to wait for before a moment of the past
    if (goesOn && (words.has("-f") || words.has("--follow")) && container->service.up)
        answer.follow = FrontFollow::Logs;
    return answer;
}

FrontAnswer exec(const QStringList& rest, const ContainerBook& book)
{
    const SimContainer* container = book.find(rest.value(0));
    if (container == nullptr)
        return failure(1, QStringLiteral("Error response from daemon: No such container: %1").arg(rest.value(0)));
    if (!container->service.up)
        return failure(1, QStringLiteral("Error response from daemon: container %1 is not running").arg(container->id));
    const QStringList argv = rest.mid(1);
    const QString& service = container->service.compose;
    if (service.endsWith(QLatin1String("redis")) &&
        argv == QStringList{QStringLiteral("redis-cli"), QStringLiteral("ping")})
        return printed("PONG\n");
    if (service.endsWith(QLatin1String("postgres")) && argv.value(0) == QLatin1String("pg_isready"))
        return printed("/var/run/postgresql:5432 - accepting connections\n");
    // As measured: on standard output, and exit code 126. The NATS image has no nats program either.
    FrontAnswer answer = printed("OCI runtime exec failed: exec failed: unable to start container process: exec: \"" +
                                 argv.value(0).toUtf8() + "\": executable file not found in $PATH: unknown\n");
    answer.exitCode = 126;
    return answer;
}

FrontAnswer act(FrontAct what, const QStringList& rest, const ContainerBook& book)
{
    const Words words = takeApart(rest, {QStringLiteral("-t"), QStringLiteral("--time"), QStringLiteral("--timeout")});
    FrontAnswer answer;
    answer.act = what;
    for (const QString& name : words.names) {
        if (const SimContainer* container = book.find(name)) {
            answer.containers << container->service.container;
            answer.out += name.toUtf8() + '\n';
        } else {
            answer.exitCode = 1;
            answer.errors += "Error response from daemon: No such container: " + name.toUtf8() + '\n';
        }
    }
    return answer;
}

// "docker container ls" is "docker ps", and so on; "docker system info" is "docker info".
QStringList shortForm(const QStringList& words)
{
    const QString verb = words.value(1);
    if (words.value(0) == QLatin1String("container")) {
        const bool lists = verb == QLatin1String("ls") || verb == QLatin1String("list");
        return QStringList{lists ? QStringLiteral("ps") : verb} + words.mid(2);
    }
    if (words.value(0) == QLatin1String("system"))
        return words.mid(1);
    return words;
}

FrontAnswer docker(const QStringList& asked, const ContainerBook& book, qint64 nowMs)
{
    const QStringList words = shortForm(asked);
    const QString verb = words.value(0);
    const QStringList rest = words.mid(1);
    if (verb == QLatin1String("version"))
        return printed(versionJson() + '\n');
    if (verb == QLatin1String("info"))
        return printed(infoJson(nowMs) + '\n');
    if (verb == QLatin1String("compose") && rest.value(0) == QLatin1String("version"))
        return printed("Docker Compose version v" + QByteArray(simulatedVersion) + '\n');
    if (verb == QLatin1String("ps"))
        return ps(rest, book, nowMs);
    if (verb == QLatin1String("inspect"))
        return inspect(rest, book, asked.value(0) == QLatin1String("container") ? "container" : "object", nowMs);
    if (verb == QLatin1String("events"))
        return events(rest, book);
    if (verb == QLatin1String("stats"))
        return stats(rest, book);
    if (verb == QLatin1String("logs"))
        return logs(rest, book);
    if (verb == QLatin1String("exec"))
        return exec(rest, book);
    if (verb == QLatin1String("start"))
        return act(FrontAct::Start, rest, book);
    if (verb == QLatin1String("stop"))
        return act(FrontAct::Stop, rest, book);
    if (verb == QLatin1String("restart"))
        return act(FrontAct::Restart, rest, book);
    return failure(1, QStringLiteral("titan-sim: docker %1 is not played in a drill").arg(asked.value(0)));
}

// The runbook's check of all services, with the fault of the public one: it only warns of NATS and ends with 0.
FrontAnswer healthScript(const ContainerBook& book)
{
    FrontAnswer answer;
    for (const SimContainer& each : book.containers()) {
        const QByteArray name = each.service.container.toUtf8();
        if (each.service.compose.endsWith(QLatin1String("nats")))
            continue;
        if (each.service.up && !each.service.unhealthy) {
            answer.out += "OK    " + name + '\n';
        } else {
            answer.exitCode = 1;
            answer.errors += "FAIL  " + name + (each.service.up ? ": unhealthy\n" : ": not running\n");
        }
    }
    answer.out += "WARN  NATS: OCI runtime exec failed: exec: \"nats\": executable file not found in $PATH\n";
    return answer;
}

} // namespace

FrontAnswer answerCommand(const QStringList& argv, const ContainerBook& book, qint64 nowMs)
{
    const QString program = argv.value(0);
    if (program == QLatin1String("docker"))
        return docker(argv.mid(1), book, nowMs);
    if (program.endsWith(QLatin1String("/health_check.sh")))
        return healthScript(book);
    return failure(127, QStringLiteral("titan-sim: %1 is not played in a drill: not found").arg(program));
}

QByteArray logLine(const SimLogLine& line, bool stamps)
{
    return (stamps ? engineStamp(line.atNs).toLatin1() + ' ' : QByteArray()) + line.text + '\n';
}

QByteArray eventLine(const ContainerBook& book, const SimEvent& event)
{
    const SimContainer* container = book.known(event.container);
    return container == nullptr ? QByteArray() : eventJson(*container, event) + '\n';
}

} // namespace ops::sim
