#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

// Checks a journal's hash chain line by line. Pure: whoever reads the file feeds it. The chain proves that nothing was
// edited, inserted, reordered or removed between two lines that are there; the head (a second file with the last
// sequence and hash) proves that nothing was cut off the end. Somebody who can rewrite both files can rewrite history:
// only a hash noted elsewhere shows that.
namespace ops::domain {

inline constexpr qsizetype maxJournalLineBytes = 4 * 1024 * 1024;

// The fixed form that every line ends in: ,"prev":"<64 hex>","seq":<n>,"hash":"<64 hex>"}
struct JournalSeal {
    QByteArray previous;
    quint64 sequence = 0;
    QByteArray hash;     // as written
    QByteArray computed; // over the line's own text
    bool hashMatches = false;
};
// Errors: Corrupt when the line does not end in that form.
base::Result<JournalSeal> readJournalSeal(QByteArrayView line);

struct JournalHead {
    quint64 sequence = 0;
    QByteArray hash;
    bool operator==(const JournalHead&) const = default;
};
QByteArray journalHeadText(const JournalHead& head);
base::Result<JournalHead> parseJournalHead(const QByteArray& text);

enum class ChainFault {
    Edited,      // the text of a line is not what was written
    Removed,     // lines that the chain counts are not there
    Inserted,    // a line that is no part of the chain
    Torn,        // the last line has no end: a crash while writing, not yet closed by the console
    Cut,         // the head knows of later lines than the file has
    Rewritten,   // the head's hash is not that of its line
    HeadMissing, // there is no readable head, so a cut could not be seen
};
// "edited", "removed", …: for records and reports, not translated.
QString chainFaultWord(ChainFault fault);

struct ChainBreak {
    ChainFault fault = ChainFault::Edited;
    quint64 line = 0;     // in the file, from 1
    quint64 sequence = 0; // as far as known
    QString detail;
};

struct ChainReport {
    quint64 lines = 0;    // complete lines in the file
    quint64 records = 0;  // lines that are good records
    quint64 repaired = 0; // torn lines that a later record accounts for
    quint64 broken = 0;   // places where the chain does not hold
    std::optional<ChainBreak> first;
    JournalHead last; // sequence 0: no record
    bool headChecked = false;

    bool intact() const { return broken == 0; }
};

// Feed it all lines in order (without the newline), then finish. Value type, any thread.
class ChainVerifier {
public:
    ChainVerifier() = default;
    // Starts in the middle of a file: the first record is taken as it is.
    static ChainVerifier fromTheMiddle();

    // What the head says is compared while the lines pass.
    void expectHead(const JournalHead& head) { m_head = head; }
    void addLine(QByteArrayView line);
    // The same, when the caller has read the seal already (on another thread, say).
    void addLine(QByteArrayView line, const base::Result<JournalSeal>& seal);
    // `tornBytes`: what follows the last newline.
    ChainReport finish(qsizetype tornBytes);
    const ChainReport& soFar() const { return m_report; }

private:
    void addRecord(QByteArrayView line, const JournalSeal& seal);
    void addGarbage(QByteArrayView line, const QString& why);
    void settleTorn(const QByteArray& line);
    void fail(ChainFault fault, quint64 line, quint64 sequence, const QString& detail);

    struct Pending { // a line that is no record; a repair record right after it may account for it
        quint64 line = 0;
        qsizetype bytes = 0;
        QByteArray sha;
        QString why;
    };

    ChainReport m_report;
    QByteArray m_previous; // what the next line's prev must be; empty: anything
    quint64 m_nextSequence = 1;
    bool m_anyStart = false;
    std::optional<Pending> m_pending;
    std::optional<JournalHead> m_head;
    bool m_headSeen = false;
};

// The fields of the record that closes a torn line; the verifier accepts the torn line by them.
QString tornBytesKey();
QString tornHashKey();

} // namespace ops::domain
