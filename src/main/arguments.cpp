#include "main/arguments.h"

#include <QHash>

namespace ops::main {
namespace {

using base::Error;
using base::ErrorCode;

Error bad(const QString& argument, const QString& why)
{
    return {ErrorCode::InvalidInput, why, argument};
}

struct Option {
    QString name;
    bool needsValue = true;
    QStringList allowed; // empty: anything
};

const QList<Option>& options()
{
    static const QList<Option> list{
        {QStringLiteral("--environment"), true, {}},
        {QStringLiteral("--drill"), false, {}},
        {QStringLiteral("--tour"), true, {}},
        {QStringLiteral("--behaviour"),
         true,
         {QStringLiteral("runbook"), QStringLiteral("jan30"), QStringLiteral("feb16")}},
        {QStringLiteral("--language"), true, {QStringLiteral("en"), QStringLiteral("de")}},
        {QStringLiteral("--theme"), true, {QStringLiteral("light"), QStringLiteral("dark")}},
        {QStringLiteral("--logs"), true, {}},
        {QStringLiteral("--verify-audit"), false, {}},
        {QStringLiteral("--version"), false, {}},
        {QStringLiteral("--help"), false, {}},
    };
    return list;
}

const Option* optionNamed(const QString& name)
{
    for (const Option& option : options())
        if (option.name == name)
            return &option;
    return nullptr;
}

} // namespace

base::Result<Arguments> parseArguments(const QStringList& words)
{
    QHash<QString, QString> given;
    QStringList logFiles;
    const qsizetype ending = words.indexOf(QStringLiteral("--"));
    const QStringList arguments = words.mid(0, ending);
    const QStringList afterEnding = ending < 0 ? QStringList() : words.mid(ending + 1);
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString name = arguments.at(i);
        if (name == QLatin1String("-h"))
            name = QStringLiteral("--help");
        std::optional<QString> value;
        const qsizetype equals = name.indexOf(QLatin1Char('='));
        if (name.startsWith(QLatin1String("--")) && equals > 0) {
            value = name.mid(equals + 1);
            name.truncate(equals);
        }
        const Option* option = optionNamed(name);
        if (option == nullptr)
            return bad(name, QStringLiteral("not an option of this program; --help lists them"));
        const bool logs = name == QLatin1String("--logs"); // a list: it goes on where it is given again
        if (given.contains(name) && !logs)
            return bad(name, QStringLiteral("given twice"));
        const bool auditFile = name == QLatin1String("--verify-audit");
        const bool nextIsValue = i + 1 < arguments.size() && !arguments.at(i + 1).startsWith(QLatin1String("--"));
        if (!value && (option->needsValue || auditFile) && nextIsValue)
            value = arguments.at(++i);
        const bool valueFollows = logs && !value && i + 1 == arguments.size() && !afterEnding.isEmpty();
        if (option->needsValue && !valueFollows && value.value_or(QString()).isEmpty())
            return bad(name, QStringLiteral("needs a value"));
        if (!option->needsValue && !auditFile && value)
            return bad(name, QStringLiteral("takes no value"));
        if (!option->allowed.isEmpty() && !option->allowed.contains(*value))
            return bad(
                name,
                QStringLiteral("\"%1\" is not one of: %2").arg(*value, option->allowed.join(QStringLiteral(", "))));
        given.insert(name, value.value_or(QString()));
        if (logs) {
            if (value)
                logFiles << *value;
            while (i + 1 < arguments.size() && !arguments.at(i + 1).startsWith(QLatin1String("--")))
                logFiles << arguments.at(++i);
        }
    }

    if (!afterEnding.isEmpty() && !given.contains(QStringLiteral("--logs")))
        return bad(afterEnding.first(), QStringLiteral("only files of --logs may stand after --"));
    logFiles << afterEnding;

    Arguments parsed;
    parsed.environment = given.value(QStringLiteral("--environment"));
    parsed.tourDirectory = given.value(QStringLiteral("--tour"));
    parsed.logFiles = logFiles;
    parsed.auditFile = given.value(QStringLiteral("--verify-audit"));
    parsed.language = given.value(QStringLiteral("--language"));
    parsed.theme = given.value(QStringLiteral("--theme"));
    parsed.behaviour = given.value(QStringLiteral("--behaviour"), parsed.behaviour);
    const bool drill = given.contains(QStringLiteral("--drill"));
    const bool tour = given.contains(QStringLiteral("--tour"));
    if (given.contains(QStringLiteral("--help")))
        parsed.mode = Arguments::Mode::Help;
    else if (given.contains(QStringLiteral("--version")))
        parsed.mode = Arguments::Mode::Version;
    else if (given.contains(QStringLiteral("--verify-audit")))
        parsed.mode = Arguments::Mode::VerifyAudit;
    else if (!logFiles.isEmpty())
        parsed.mode = Arguments::Mode::Logs;
    else if (tour)
        parsed.mode = Arguments::Mode::Tour;
    else if (drill)
        parsed.mode = Arguments::Mode::Drill;
    if (!logFiles.isEmpty() && (drill || tour || !parsed.environment.isEmpty()))
        return bad(QStringLiteral("--logs"), QStringLiteral("shows saved logs and nothing else; leave the rest out"));
    if ((drill || tour) && !parsed.environment.isEmpty())
        return bad(QStringLiteral("--environment"),
                   QStringLiteral("a drill has an environment of its own; leave one of the two out"));
    if (given.contains(QStringLiteral("--behaviour")) && !drill && !tour)
        return bad(QStringLiteral("--behaviour"), QStringLiteral("only with --drill or --tour"));
    return parsed;
}

QString helpText()
{
    return QStringLiteral(
        "titan-ops-console: the Titan operations runbook, executable and proven\n"
        "\n"
        "  titan-ops-console                      open the only environment, or choose one\n"
        "  titan-ops-console --environment NAME   open environments/NAME.json of the config directory\n"
        "  titan-ops-console --drill              practise on a private nats-server and titan-sim\n"
        "        --behaviour runbook|jan30|feb16  how the practice stack behaves (default: runbook)\n"
        "  titan-ops-console --tour DIR           walk every page and dialog in a drill by itself; a PNG of each\n"
        "  titan-ops-console --logs FILE...       saved logs in one table, by time; - is standard input\n"
        "        -- FILE...                       the same, for names that begin with --\n"
        "  titan-ops-console --verify-audit [FILE]  check a journal's hash chain (0 intact, 1 broken, 2 unreadable)\n"
        "  titan-ops-console --version | --help\n"
        "\n"
        "  --language en|de    instead of the desktop's\n"
        "  --theme light|dark  instead of the desktop's\n"
        "\n"
        "No option sends a command: that takes the guard and a hand.\n");
}

} // namespace ops::main
