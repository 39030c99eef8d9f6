#include "domain/host/host_command.h"

#include "domain/host/shell_quote.h"

#include <algorithm>

namespace ops::domain {
namespace {

base::Error invalid(const QString& detail, const QByteArray& subject)
{
    return {base::ErrorCode::InvalidInput, detail, QString::fromUtf8(subject)};
}

bool isVariableName(const QByteArray& name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.isEmpty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::all_of(name.begin(), name.end(), isWord);
}

} // namespace

base::Result<void> checkHostCommand(const HostCommand& command)
{
    if (command.argv.isEmpty() || command.argv.first().isEmpty())
        return invalid(QStringLiteral("there is no program to run"), {});
    const QByteArray& program = command.argv.first();
    if (program.startsWith('-') || program.contains('='))
        return invalid(QStringLiteral("a program's name neither begins with '-' nor contains '='"), program);
    if (!command.workingDirectory.isEmpty() && !command.workingDirectory.startsWith(QLatin1Char('/')))
        return invalid(QStringLiteral("the working directory is not an absolute path"),
                       command.workingDirectory.toUtf8());
    if (command.workingDirectory.contains(QChar(u'\0')))
        return invalid(QStringLiteral("a NUL byte cannot be in a path"), command.workingDirectory.toUtf8());
    QByteArrayList words = command.argv;
    for (const auto& [name, value] : command.environment) {
        if (!isVariableName(name))
            return invalid(QStringLiteral("is no name of an environment variable"), name);
        words << name + '=' + value;
    }
    const auto quoted = shellQuote(words);
    if (!quoted)
        return quoted.error();
    if (quoted->size() > maxHostCommandBytes)
        return base::Error{base::ErrorCode::TooLarge,
                           QStringLiteral("%1 bytes with quotes, at most %2 can be passed")
                               .arg(quoted->size())
                               .arg(maxHostCommandBytes),
                           QString::fromUtf8(program)};
    if (command.stdinBytes.size() > maxHostInputBytes)
        return base::Error{base::ErrorCode::TooLarge,
                           QStringLiteral("%1 bytes of input, at most %2 can be passed")
                               .arg(command.stdinBytes.size())
                               .arg(maxHostInputBytes),
                           QString::fromUtf8(program)};
    if (command.deadline && *command.deadline <= std::chrono::milliseconds::zero())
        return invalid(QStringLiteral("the deadline is not after the start"), program);
    return {};
}

} // namespace ops::domain
