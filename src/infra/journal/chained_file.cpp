#include "infra/journal/chained_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

namespace ops::infra {

using base::Error;
using base::ErrorCode;
using base::Result;
using domain::ChainBreak;
using domain::ChainFault;
using domain::JournalEntry;
using domain::JournalRecord;

namespace {

constexpr qint64 endCheckedBytes = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds lockPatience{500};

JournalRecord recordAboutFile(domain::JournalEvent event, const JournalRecord& like, const QJsonObject& fields)
{
    JournalRecord record;
    record.event = event;
    record.at = like.at;
    record.environment = like.environment;
    record.actor = like.actor;
    record.fields = fields;
    return record;
}

JournalEntry unreadableEntry(const QByteArray& line, const Error& why)
{
    JournalEntry entry;
    if (const auto seal = domain::readJournalSeal(line)) {
        entry.sequence = seal->sequence;
        entry.hash = seal->hash;
    }
    entry.eventWord = QStringLiteral("unreadable-line");
    entry.record.fields =
        QJsonObject{{QStringLiteral("why"), why.detail}, {QStringLiteral("text"), QString::fromUtf8(line.left(400))}};
    return entry;
}

// A line that cannot be read becomes an entry too, so that a list shows it instead of leaving it out.
JournalEntry readEntry(const QByteArray& line)
{
    auto entry = domain::parseJournalLine(line);
    return entry ? std::move(entry).value() : unreadableEntry(line, entry.error());
}

} // namespace

QString journalHeadPath(const QString& journalPath)
{
    QString base = journalPath;
    if (base.endsWith(QStringLiteral(".jsonl")))
        base.chop(6);
    return base + QStringLiteral(".head");
}

ChainedFile::ChainedFile(const QString& directory)
    : m_directory(QDir::cleanPath(directory))
    , m_path(m_directory + QLatin1Char('/') + journalFileName())
{
}

Result<FileLock> ChainedFile::lock(std::chrono::milliseconds patience)
{
    return FileLock::acquire(m_file.get(), true, patience, m_path);
}

Result<void> ChainedFile::open()
{
    if (m_file)
        return {};
    if (auto made = makePrivateDirectory(m_directory); !made)
        return made;
    auto file = openFile(m_path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW);
    if (!file)
        return file.error();
    const auto facts = factsOf(file->get(), m_path);
    if (!facts)
        return facts.error();
    if (!facts->regular)
        return Error{ErrorCode::InvalidInput, QStringLiteral("is not a regular file"), m_path};
    m_file = std::move(file).value();
    m_facts = *facts;
    const auto scan = [this]() -> Result<void> {
        const auto locked = lock(lockPatience);
        if (!locked)
            return locked.error();
        const auto now = factsOf(m_file.get(), m_path);
        return now ? scanEnd(now->size) : Result<void>(now.error());
    };
    auto scanned = scan();
    if (!scanned)
        m_file.close(); // the next call starts afresh
    return scanned;
}

// Reads the end of the file (all of a small one) and compares it with the head. The lock is held.
Result<void> ChainedFile::scanEnd(qint64 size)
{
    const qint64 from = size > endCheckedBytes ? size - endCheckedBytes : 0;
    const auto bytes = readAt(m_file.get(), from, size - from, m_path);
    if (!bytes)
        return bytes.error();
    // In the middle of a file the first line is a part of one.
    const qsizetype skip = from == 0 ? 0 : bytes->indexOf('\n') + 1;
    m_chain = from == 0 ? domain::ChainVerifier() : domain::ChainVerifier::fromTheMiddle();

    std::optional<domain::JournalHead> head;
    QString headFault;
    if (const auto file = openFile(journalHeadPath(m_path), O_RDONLY)) {
        const auto text = readAt(file->get(), 0, 4096, journalHeadPath(m_path));
        const auto parsed = text ? domain::parseJournalHead(*text) : Result<domain::JournalHead>(text.error());
        if (parsed)
            head = *parsed;
        else
            headFault = parsed.error().detail;
    } else {
        headFault = file.error().detail;
    }
    if (head)
        m_chain.expectHead(*head);
    m_size = from + skip;
    takeLines(bytes->mid(skip), nullptr);
    m_next = m_chain.soFar().last;

    domain::ChainVerifier judged = m_chain;
    if (tornIsWhole())
        judged.addLine(m_torn);
    const domain::ChainReport report = judged.finish(0); // a torn end is repaired, not held against the chain
    if (report.first)
        noteBreak(*report.first);
    // What the head knows stays known: the chain goes on from it, so that lines cut off the end leave a hole for good.
    if (head && (head->sequence > report.last.sequence ||
                 (head->sequence == report.last.sequence && head->hash != report.last.hash)))
        m_next = *head;
    if (!head && report.records > 0)
        noteBreak({ChainFault::HeadMissing, report.lines, report.last.sequence, headFault});
    return {};
}

// The unfinished last line lacks nothing but its newline.
bool ChainedFile::tornIsWhole() const
{
    const auto seal = domain::readJournalSeal(m_torn);
    const domain::JournalHead& last = m_chain.soFar().last;
    return seal && seal->hashMatches && seal->sequence == last.sequence + 1 &&
           seal->previous == (last.hash.isEmpty() ? domain::journalZeroHash() : last.hash);
}

void ChainedFile::noteBreak(const ChainBreak& found)
{
    if (m_broken)
        return;
    m_broken = found;
}

// Splits off whole lines, checks them, keeps the rest as torn.
void ChainedFile::takeLines(const QByteArray& bytes, QVector<JournalEntry>* entries)
{
    qsizetype start = 0;
    for (;;) {
        const qsizetype end = bytes.indexOf('\n', start);
        if (end < 0)
            break;
        const QByteArray line = bytes.mid(start, end - start);
        m_chain.addLine(line);
        if (entries != nullptr)
            entries->append(readEntry(line));
        start = end + 1;
    }
    m_size += start;
    m_torn = bytes.mid(start);
}

bool ChainedFile::stillInPlace() const
{
    const auto there = factsOf(m_path);
    return there && there->inode == m_facts.inode && there->device == m_facts.device;
}

Error ChainedFile::lostError() const
{
    const auto there = factsOf(m_path);
    return there
               ? Error{ErrorCode::Corrupt, QStringLiteral("was replaced by another file while the console ran"), m_path}
               : Error{there.error().code, QStringLiteral("was deleted while the console ran"), m_path};
}

// Opens the file that is at the path now, and locks it.
Result<FileLock> ChainedFile::openAndLock()
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (const auto opened = open(); !opened)
            return opened.error();
        {
            auto locked = lock(lockPatience);
            if (!locked || stillInPlace())
                return locked;
        } // unlocked before its descriptor is closed
        const Error lost = lostError();
        noteBreak({ChainFault::Removed, 1, 1, QStringLiteral("the file ") + lost.detail});
        const domain::JournalHead before = m_next;
        m_file.close();
        if (const auto opened = open(); !opened)
            return opened.error();
        // The chain goes on from what we know, so that what was taken away leaves a hole in the new file.
        if (before.sequence > m_next.sequence)
            m_next = before;
    }
    return lostError();
}

// The lock is held.
Result<QVector<JournalEntry>> ChainedFile::catchUp()
{
    const auto facts = factsOf(m_file.get(), m_path);
    if (!facts)
        return facts.error();
    if (facts->size < m_size) {
        noteBreak({ChainFault::Cut, 0, m_next.sequence,
                   QStringLiteral("the file has shrunk from %1 to %2 bytes while the console ran")
                       .arg(m_size)
                       .arg(facts->size)});
        const domain::JournalHead before = m_next;
        if (const auto scanned = scanEnd(facts->size); !scanned)
            return scanned.error();
        if (before.sequence > m_next.sequence)
            m_next = before;
        return QVector<JournalEntry>();
    }
    if (facts->size == m_size) {
        m_torn.clear();
        return QVector<JournalEntry>();
    }
    const auto bytes = readAt(m_file.get(), m_size, facts->size - m_size, m_path);
    if (!bytes)
        return bytes.error();
    const quint64 brokenBefore = m_chain.soFar().broken;
    const domain::JournalHead lastBefore = m_chain.soFar().last;
    QVector<JournalEntry> others;
    takeLines(*bytes, &others);
    if (m_chain.soFar().broken != brokenBefore && m_chain.soFar().first)
        noteBreak(*m_chain.soFar().first);
    if (m_chain.soFar().last != lastBefore)
        m_next = m_chain.soFar().last;
    return others;
}

QByteArray ChainedFile::chain(const JournalRecord& record, Written& written)
{
    QByteArray hash;
    const quint64 sequence = m_next.sequence + 1;
    QByteArray line =
        domain::journalLine(record, sequence, m_next.hash.isEmpty() ? domain::journalZeroHash() : m_next.hash, &hash);
    m_next = {sequence, hash};
    JournalEntry entry;
    entry.sequence = sequence;
    entry.record = record;
    entry.eventWord = domain::journalEventWord(record.event);
    entry.hash = hash;
    written.own.append(entry);
    return line + '\n';
}

QByteArray ChainedFile::closeTornLine(const JournalRecord& like, Written& written)
{
    if (m_torn.isEmpty())
        return {};
    QJsonObject fields;
    if (tornIsWhole()) {
        const auto seal = domain::readJournalSeal(m_torn);
        if (m_next.sequence < seal->sequence)
            m_next = {seal->sequence, seal->hash};
        fields.insert(QStringLiteral("what"), QStringLiteral("the last line had no end of line"));
        fields.insert(QStringLiteral("record"), static_cast<qint64>(seal->sequence));
    } else {
        fields.insert(QStringLiteral("what"), QStringLiteral("the last line was torn off while it was written"));
        fields.insert(domain::tornBytesKey(), m_torn.size());
        fields.insert(domain::tornHashKey(),
                      QString::fromLatin1(QCryptographicHash::hash(m_torn, QCryptographicHash::Sha256).toHex()));
    }
    return '\n' + chain(recordAboutFile(domain::JournalEvent::JournalRepaired, like, fields), written);
}

Result<void> ChainedFile::writeLines(const QByteArray& bytes)
{
    const auto before = factsOf(m_file.get(), m_path);
    if (!before)
        return before.error();
    auto done = writeAll(m_file.get(), bytes, m_path);
    if (done)
        done = flushToDisk(m_file.get(), m_path);
    // Half a batch must not stay: nobody else can have written while we hold the lock.
    if (!done && ::ftruncate(m_file.get(), before->size) != 0)
        return Error{done.error().code, done.error().detail + QStringLiteral("; and it could not be taken back"),
                     m_path};
    return done;
}

Result<ChainedFile::Written> ChainedFile::append(const std::vector<JournalRecord>& records)
{
    Written written;
    if (records.empty())
        return written;
    const auto locked = openAndLock();
    if (!locked)
        return locked.error();
    auto others = catchUp();
    if (!others)
        return others.error();
    written.others = std::move(others).value();

    const domain::JournalHead before = m_next;
    QByteArray bytes = closeTornLine(records.front(), written);
    if (m_broken && !m_breakRecorded) {
        bytes += chain(
            recordAboutFile(domain::JournalEvent::JournalGap, records.front(),
                            QJsonObject{{QStringLiteral("what"), QStringLiteral("the chain of this journal is broken")},
                                        {QStringLiteral("fault"), domain::chainFaultWord(m_broken->fault)},
                                        {QStringLiteral("line"), static_cast<qint64>(m_broken->line)},
                                        {QStringLiteral("record"), static_cast<qint64>(m_broken->sequence)},
                                        {QStringLiteral("detail"), m_broken->detail}}),
            written);
    }
    for (const JournalRecord& record : records)
        bytes += chain(record, written);
    if (const auto wrote = writeLines(bytes); !wrote) {
        m_next = before;
        return wrote.error();
    }
    m_breakRecorded = m_breakRecorded || m_broken.has_value();
    takeLines(m_torn + bytes, nullptr);
    if (const auto head = replaceFile(journalHeadPath(m_path), domain::journalHeadText(m_next)); !head)
        written.headError = head.error();
    return written;
}

Result<QVector<JournalEntry>> ChainedFile::look()
{
    if (const auto opened = open(); !opened)
        return opened.error();
    const auto locked = lock(std::chrono::milliseconds(0));
    if (!locked)
        return QVector<JournalEntry>(); // somebody is writing; the next look sees it
    if (!stillInPlace())
        return lostError();
    return catchUp();
}

Result<QVector<JournalEntry>> ChainedFile::newest(int limit)
{
    if (const auto opened = open(); !opened)
        return opened.error();
    constexpr qint64 block = 256 * 1024;
    // Only what the chain has been read to: the rest is delivered as others' lines later.
    qint64 from = m_size;
    QByteArray bytes;
    qsizetype lines = 0;
    while (from > 0 && lines <= limit) {
        const qint64 length = qMin(block, from);
        from -= length;
        const auto part = readAt(m_file.get(), from, length, m_path);
        if (!part)
            return part.error();
        lines += part->count('\n');
        bytes.prepend(*part);
    }
    QList<QByteArray> split = bytes.split('\n');
    if (!split.isEmpty())
        split.removeLast(); // empty, or torn and not a record yet
    if (from > 0 && !split.isEmpty())
        split.removeFirst(); // a part of a line
    if (split.size() > limit)
        split.remove(0, split.size() - limit);
    QVector<JournalEntry> entries;
    entries.reserve(split.size());
    for (const QByteArray& line : std::as_const(split))
        entries.append(readEntry(line));
    return entries;
}

} // namespace ops::infra
