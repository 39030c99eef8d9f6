#include "infra/logfile/log_file_problem.h"

#include "infra/posix/file_name.h"

#include <array>

namespace ops::infra {
namespace {

using base::Error;
using base::ErrorCode;

struct Compression {
    const char* kind;
    const char* unpacker;
    std::string_view mark;
};

constexpr std::array compressions{
    Compression{"gzip", "zcat", "\x1f\x8b"},
    Compression{"zstd", "zstdcat", "\x28\xb5\x2f\xfd"},
    Compression{"xz", "xzcat", std::string_view("\xfd\x37\x7a\x58\x5a\x00", 6)},
    Compression{"bzip2", "bzcat", "BZh"},
};

// A text may begin with the letters alone: after them stand a digit and one of two numbers.
bool isBzip2(std::string_view beginning)
{
    return beginning.size() > 4 && beginning[3] >= '1' && beginning[3] <= '9' &&
           (beginning[4] == '\x31' || beginning[4] == '\x17');
}

} // namespace

Error givenTwice(const QString& path, const QString& before)
{
    return {ErrorCode::LeftOut,
            path == before ? QStringLiteral("given twice: it is read once")
                           : QStringLiteral("given twice, as %1 too: it is read once").arg(shownFileName(before)),
            shownFileName(path)};
}

Error isDirectory(const QString& path)
{
    return {ErrorCode::LeftOut, QStringLiteral("it is a directory: give the files in it, as DIRECTORY/*.log"),
            shownFileName(path)};
}

Error standardInputClosed(const QString& path)
{
    return {ErrorCode::LeftOut,
            QStringLiteral("standard input is closed: give it something to read, as in COMMAND | titan-ops-console "
                           "--logs -"),
            shownFileName(path)};
}

Error isCompressed(const QString& path, const char* kind)
{
    const char* unpacker = "";
    for (const Compression& compression : compressions)
        if (std::string_view(compression.kind) == kind)
            unpacker = compression.unpacker;
    return {ErrorCode::LeftOut,
            QStringLiteral("compressed (%1): unpack it first, e.g. %2 FILE | titan-ops-console --logs -")
                .arg(QLatin1String(kind), QLatin1String(unpacker)),
            shownFileName(path)};
}

Error tooManyFiles(const QStringList& leftOut, int limit)
{
    const QString which = leftOut.size() == 1
                              ? QStringLiteral("not read")
                              : QStringLiteral("this one and %1 more are not read").arg(leftOut.size() - 1);
    return {ErrorCode::LeftOut,
            QStringLiteral("%1: too many files are open. Give fewer at a time, or raise the hard limit of open files "
                           "(ulimit -Hn), which is %2")
                .arg(which)
                .arg(limit),
            shownFileName(leftOut.constFirst())};
}

Error replaced(const QString& path)
{
    return {ErrorCode::LeftOut,
            QStringLiteral("the file was replaced by another one of its name, which is not read: open it again to read "
                           "that one. What is still written to this one is read"),
            shownFileName(path)};
}

Error removed(const QString& path)
{
    return {ErrorCode::NotFound,
            QStringLiteral("the file was removed or renamed. What is still written to it is read; a new one of its "
                           "name is not: open it again then"),
            shownFileName(path)};
}

Error madeShorter(const QString& path, bool mapped)
{
    return {ErrorCode::Changed,
            mapped ? QStringLiteral("the file was made shorter; what was cut off is lost, and nothing more of it is "
                                    "read")
                   : QStringLiteral("the file was made shorter; nothing more of it is read"),
            shownFileName(path)};
}

Error overwritten(const QString& path, bool mapped)
{
    return {ErrorCode::Changed,
            mapped ? QStringLiteral("the file was overwritten in place; the lines shown may be torn, and nothing more "
                                    "of it is read")
                   : QStringLiteral("the file was overwritten in place; nothing more of it is read"),
            shownFileName(path)};
}

const char* compressionOf(std::string_view beginning)
{
    for (const Compression& compression : compressions)
        if (beginning.starts_with(compression.mark) && (compression.mark != "BZh" || isBzip2(beginning)))
            return compression.kind;
    return nullptr;
}

} // namespace ops::infra
