#include "sim/options.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <cmath>

namespace ops::sim {
namespace {

base::Error wrong(const QString& option, const QString& given, const QString& instead)
{
    return {base::ErrorCode::InvalidInput, QStringLiteral("\"%1\" is no valid value; %2").arg(given, instead),
            QStringLiteral("--") + option};
}

void addOptions(QCommandLineParser& parser)
{
    const auto add = [&](const char* name, const char* text, const char* value = nullptr,
                         const char* preset = nullptr) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value),
                          QString::fromLatin1(preset)});
    };
    add("nats", "NATS server, e.g. nats://127.0.0.1:4222; may be given several times.", "url");
    add("user", "NATS user; its password is taken from the environment variable TITAN_SIM_PASSWORD.", "name");
    add("behaviour", "Which Titan: runbook, jan30 or feb16.", "set", "runbook");
    add("role",
        "Service to play (brain, execution, phase1-scavenger, phase2-hunter, phase3-sentinel, powerlaw-lab, "
        "ai-quant, console, all); may be given several times.",
        "role");
    add("bind", "Address the HTTP ports listen on.", "address", "127.0.0.1");
    add("brain-port", "HTTP port of the brain; 0 takes a free one.", "port", "3100");
    add("console-port", "HTTP port of the console; 0 takes a free one.", "port", "3000");
    add("execution-port", "HTTP port of the execution engine; 0 takes a free one.", "port", "3002");
    add("halt-subject", "Subject obeyed for halts instead of the behaviour set's own.", "subject");
    add("control-subject", "Subject that takes faults as requests; empty: none.", "subject", "titan.sim.control");
    add("state-dir", "Directory of the file system.halt.", "directory");
    add("front-socket",
        "Unix socket where \"titan-sim play SOCKET docker ...\" is answered from the played services' state.", "path");
    add("rate", "Orders per second.", "number", "2");
    add("seed", "Seed of the order flow.", "number", "1");
    add("initial-state", "OPEN, SOFT_HALT or HARD_HALT.", "state", "OPEN");
    add("connect-timeout", "How long to try to reach a server at start.", "seconds", "5");
    add("disarmed", "Start with the engine disarmed (feb16).");
    add("exit-on-eof", "End when standard input ends, for example with the parent process.");
    add("compose-prefix", "Prefix log lines with the container name, as docker compose logs does.");
    add("version", "Print the version.");
    add("help", "Print this text.");
}

base::Result<QStringList> natsUrls(const QStringList& given)
{
    if (given.isEmpty())
        return QStringList{QStringLiteral("nats://127.0.0.1:4222")};
    for (const QString& text : given) {
        const QUrl url(text, QUrl::StrictMode);
        const QString instead = QStringLiteral("give nats://HOST:PORT");
        if (!url.isValid() || url.scheme() != QLatin1String("nats") || url.host().isEmpty())
            return wrong(QStringLiteral("nats"), text, instead);
        if (!url.userInfo().isEmpty())
            return base::Error{base::ErrorCode::InvalidInput,
                               QStringLiteral("the URL carries a user; use --user and TITAN_SIM_PASSWORD instead"),
                               QStringLiteral("--nats")};
    }
    return given;
}

base::Result<std::vector<Role>> roles(const QStringList& given)
{
    std::vector<Role> out;
    for (const QString& word : given) {
        const auto role = parseRole(word);
        if (!role && word != QLatin1String("all"))
            return wrong(QStringLiteral("role"), word, QStringLiteral("see --help for the roles"));
        if (role && std::find(out.begin(), out.end(), *role) == out.end())
            out.push_back(*role);
    }
    if (given.isEmpty() || given.contains(QLatin1String("all")))
        out.assign(std::begin(allRoles), std::end(allRoles));
    return out;
}

base::Result<quint16> port(const QCommandLineParser& parser, const char* name)
{
    const QString option = QString::fromLatin1(name);
    bool ok = false;
    const quint16 value = parser.value(option).toUShort(&ok);
    if (!ok)
        return wrong(option, parser.value(option), QStringLiteral("give a port from 0 to 65535"));
    return value;
}

bool isSubject(const QString& text)
{
    if (text.isEmpty() || text.startsWith(QLatin1Char('.')) || text.endsWith(QLatin1Char('.')) ||
        text.contains(QStringLiteral("..")))
        return false;
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.isSpace() || c == QLatin1Char('*') || c == QLatin1Char('>') || !c.isPrint();
    });
}

base::Result<void> readNumbers(const QCommandLineParser& parser, Options& options)
{
    bool ok = false;
    options.rate = parser.value(QStringLiteral("rate")).toDouble(&ok);
    if (!ok || !std::isfinite(options.rate) || options.rate < 0 || options.rate > 1000)
        return wrong(QStringLiteral("rate"), parser.value(QStringLiteral("rate")),
                     QStringLiteral("give a number from 0 to 1000"));
    options.seed = parser.value(QStringLiteral("seed")).toULongLong(&ok);
    if (!ok)
        return wrong(QStringLiteral("seed"), parser.value(QStringLiteral("seed")),
                     QStringLiteral("give a whole number"));
    const double seconds = parser.value(QStringLiteral("connect-timeout")).toDouble(&ok);
    if (!ok || !std::isfinite(seconds) || seconds <= 0 || seconds > 3600)
        return wrong(QStringLiteral("connect-timeout"), parser.value(QStringLiteral("connect-timeout")),
                     QStringLiteral("give seconds, more than 0 and at most 3600"));
    options.connectTimeoutMs = static_cast<int>(seconds * 1000);
    const std::pair<const char*, quint16*> ports[] = {{"brain-port", &options.brainPort},
                                                      {"console-port", &options.consolePort},
                                                      {"execution-port", &options.executionPort}};
    for (const auto& [name, target] : ports) {
        const auto value = port(parser, name);
        if (!value)
            return value.error();
        *target = *value;
    }
    return {};
}

base::Result<void> readWords(const QCommandLineParser& parser, Options& options)
{
    const QString behaviour = parser.value(QStringLiteral("behaviour"));
    const auto set = parseBehaviour(behaviour);
    if (!set)
        return wrong(QStringLiteral("behaviour"), behaviour, QStringLiteral("give runbook, jan30 or feb16"));
    options.behaviour = *set;
    const QString state = parser.value(QStringLiteral("initial-state"));
    const auto initial = domain::parseTradingState(state);
    if (!initial)
        return wrong(QStringLiteral("initial-state"), state, QStringLiteral("give OPEN, SOFT_HALT or HARD_HALT"));
    options.initialState = *initial;
    if (!options.bind.setAddress(parser.value(QStringLiteral("bind"))))
        return wrong(QStringLiteral("bind"), parser.value(QStringLiteral("bind")),
                     QStringLiteral("give an IP address of this machine"));
    for (const char* name : {"halt-subject", "control-subject"}) {
        const QString option = QString::fromLatin1(name);
        const QString value = parser.value(option);
        if (!value.isEmpty() && !isSubject(value))
            return wrong(option, value, QStringLiteral("give a subject without blanks and wildcards"));
    }
    options.haltSubject = parser.value(QStringLiteral("halt-subject"));
    options.controlSubject = parser.value(QStringLiteral("control-subject"));
    options.stateDir = parser.value(QStringLiteral("state-dir"));
    if (!options.stateDir.isEmpty() && !QFileInfo(options.stateDir).isDir())
        return wrong(QStringLiteral("state-dir"), options.stateDir, QStringLiteral("give a directory that exists"));
    return {};
}

} // namespace

base::Result<CommandLine> parseCommandLine(const QStringList& arguments, const QByteArray& password)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("titan-sim plays the Titan trading system over a real NATS server, for drills and tests."));
    addOptions(parser);
    if (!parser.parse(arguments))
        return base::Error{base::ErrorCode::InvalidInput, parser.errorText(), QStringLiteral("command line")};
    if (!parser.positionalArguments().isEmpty())
        return base::Error{base::ErrorCode::InvalidInput,
                           QStringLiteral("unexpected argument \"%1\"; options begin with --")
                               .arg(parser.positionalArguments().constFirst()),
                           QStringLiteral("command line")};
    CommandLine out;
    if (parser.isSet(QStringLiteral("help"))) {
        out.printAndExit = parser.helpText();
        return out;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        out.printAndExit = QStringLiteral("titan-sim " OPS_VERSION "\n");
        return out;
    }
    Options& options = out.options;
    const auto urls = natsUrls(parser.values(QStringLiteral("nats")));
    if (!urls)
        return urls.error();
    options.natsUrls = *urls;
    const auto played = roles(parser.values(QStringLiteral("role")));
    if (!played)
        return played.error();
    options.roles = *played;
    if (const auto words = readWords(parser, options); !words)
        return words.error();
    if (const auto numbers = readNumbers(parser, options); !numbers)
        return numbers.error();
    options.user = parser.value(QStringLiteral("user"));
    options.password = password;
    options.disarmed = parser.isSet(QStringLiteral("disarmed"));
    options.exitOnEof = parser.isSet(QStringLiteral("exit-on-eof"));
    options.frontSocket = parser.value(QStringLiteral("front-socket"));
    options.composePrefix = parser.isSet(QStringLiteral("compose-prefix"));
    return out;
}

} // namespace ops::sim
