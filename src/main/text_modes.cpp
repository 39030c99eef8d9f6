#include "main/text_modes.h"

#include "infra/journal/verify_report.h"
#include "main/directories.h"

#include <QDir>

#include <cstdio>

namespace ops::main {
namespace {

constexpr int badArguments = 2;

int verifyAudit(const QString& file)
{
    const bool own = file.isEmpty();
    const QString path = own ? QDir(stateDirectory()).filePath(QStringLiteral("journal.jsonl")) : file;
    const infra::VerifyReport report =
        infra::verifyJournal(path, own ? infra::HeadPolicy::Required : infra::HeadPolicy::Optional);
    const QStringList lines = report.lines();
    for (const QString& line : lines)
        std::printf("%s\n", qPrintable(line));
    return report.exitCode();
}

} // namespace

std::optional<int> runTextMode(const Arguments& arguments)
{
    switch (arguments.mode) {
    case Arguments::Mode::Help:
        std::fputs(qPrintable(helpText()), stdout);
        return 0;
    case Arguments::Mode::Version:
        std::puts("titan-ops-console " OPS_VERSION);
        return 0;
    case Arguments::Mode::VerifyAudit:
        return verifyAudit(arguments.auditFile);
    case Arguments::Mode::Console:
    case Arguments::Mode::Drill:
    case Arguments::Mode::Tour:
    case Arguments::Mode::Logs:
        break;
    }
    return std::nullopt;
}

int refuseArguments(const base::Error& error)
{
    std::fprintf(stderr, "titan-ops-console: %s: %s\n", qPrintable(error.subject), qPrintable(error.detail));
    return badArguments;
}

} // namespace ops::main
