#include "infra/journal/verify_report.h"

#include "infra/journal/chained_file.h"

#include <fcntl.h>
#include <future>
#include <span>

namespace ops::infra {

using base::Error;
using base::ErrorCode;
using domain::JournalSeal;

namespace {

constexpr qint64 chunkBytes = 4 * 1024 * 1024;
using SealOfLine = base::Result<JournalSeal>;

std::vector<SealOfLine> readSeals(std::span<const QByteArrayView> lines)
{
    std::vector<SealOfLine> seals;
    seals.reserve(lines.size());
    for (const QByteArrayView line : lines)
        seals.push_back(domain::readJournalSeal(line));
    return seals;
}

// The hashes of a chunk's lines do not depend on each other: half of them is done on a second thread.
void addLines(domain::ChainVerifier& verifier, const std::vector<QByteArrayView>& lines)
{
    const std::span<const QByteArrayView> all(lines);
    const size_t half = lines.size() / 2;
    auto second = std::async(std::launch::async, readSeals, all.subspan(half));
    const std::vector<SealOfLine> firstSeals = readSeals(all.first(half));
    for (size_t i = 0; i < half; ++i)
        verifier.addLine(lines[i], firstSeals[i]);
    const std::vector<SealOfLine> secondSeals = second.get();
    for (size_t i = half; i < lines.size(); ++i)
        verifier.addLine(lines[i], secondSeals[i - half]);
}

struct Opened {
    FileHandle file;
    qint64 size = 0; // up to here it is checked: a console may go on writing meanwhile
};

base::Result<Opened> openForReading(VerifyReport& report)
{
    auto file = openFile(report.path, O_RDONLY);
    if (!file)
        return file.error();
    // Size and head have to belong together. A lock that cannot be had (a read-only file system, say) is no reason not
    // to read.
    const auto locked = FileLock::acquire(file->get(), false, std::chrono::seconds(2), report.path);
    const auto facts = factsOf(file->get(), report.path);
    if (!facts)
        return facts.error();
    if (!facts->regular)
        return Error{ErrorCode::InvalidInput, QStringLiteral("is not a regular file"), report.path};
    const QString headPath = journalHeadPath(report.path);
    if (const auto headFile = openFile(headPath, O_RDONLY)) {
        const auto text = readAt(headFile->get(), 0, 4096, headPath);
        const auto head = text ? domain::parseJournalHead(*text) : base::Result<domain::JournalHead>(text.error());
        if (head)
            report.head = *head;
        else
            report.headProblem = head.error().detail;
    } else {
        report.headProblem = headFile.error().detail;
    }
    return Opened{std::move(file).value(), facts->size};
}

} // namespace

VerifyReport verifyJournal(const QString& path, HeadPolicy policy)
{
    VerifyReport report;
    report.path = path;
    const auto opened = openForReading(report);
    if (!opened) {
        report.unreadable = opened.error();
        return report;
    }
    domain::ChainVerifier verifier;
    if (report.head)
        verifier.expectHead(*report.head);

    QByteArray rest;
    qint64 at = 0;
    bool overlong = false;
    while (at < opened->size) {
        const auto chunk = readAt(opened->file.get(), at, qMin(chunkBytes, opened->size - at), path);
        if (!chunk || chunk->isEmpty()) {
            report.unreadable =
                chunk ? Error{ErrorCode::IoFailed, QStringLiteral("the file shrank while it was read"), path}
                      : chunk.error();
            return report;
        }
        at += chunk->size();
        const QByteArray text = rest + *chunk;
        std::vector<QByteArrayView> lines;
        qsizetype start = 0;
        for (qsizetype end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.push_back(QByteArrayView(text).sliced(start, end - start));
            start = end + 1;
        }
        addLines(verifier, lines);
        rest = text.mid(start);
        // A file without line ends is no journal; it is not gathered in memory.
        overlong = rest.size() > 4 * domain::maxJournalLineBytes;
        if (overlong)
            break;
    }
    report.chain = verifier.finish(rest.size());
    if (!report.head && policy == HeadPolicy::Required && report.chain.lines > 0) {
        ++report.chain.broken;
        if (!report.chain.first)
            report.chain.first = domain::ChainBreak{domain::ChainFault::HeadMissing, report.chain.lines,
                                                    report.chain.last.sequence, report.headProblem};
    }
    return report;
}

int VerifyReport::exitCode() const
{
    if (unreadable)
        return 2;
    return chain.intact() ? 0 : 1;
}

QStringList VerifyReport::lines() const
{
    QStringList out{QStringLiteral("journal  %1").arg(path)};
    if (unreadable) {
        out << QStringLiteral("verdict  CANNOT READ: %1").arg(base::toLogLine(*unreadable));
        return out;
    }
    out << (head
                ? QStringLiteral("head     record %1, hash %2").arg(head->sequence).arg(QString::fromLatin1(head->hash))
                : QStringLiteral("head     none (%1): lines cut off the end cannot be seen").arg(headProblem));
    out << QStringLiteral("lines    %1: %2 good records, %3 torn lines accounted for, %4 faults")
               .arg(chain.lines)
               .arg(chain.records)
               .arg(chain.repaired)
               .arg(chain.broken);
    if (chain.last.sequence > 0)
        out << QStringLiteral("last     record %1, hash %2")
                   .arg(chain.last.sequence)
                   .arg(QString::fromLatin1(chain.last.hash));
    if (chain.first)
        out << QStringLiteral("first    line %1 (record %2), %3: %4")
                   .arg(chain.first->line)
                   .arg(chain.first->sequence)
                   .arg(domain::chainFaultWord(chain.first->fault), chain.first->detail);
    out << (chain.intact() ? QStringLiteral("verdict  INTACT") : QStringLiteral("verdict  BROKEN"));
    return out;
}

} // namespace ops::infra
