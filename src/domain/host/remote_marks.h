#pragma once

#include <QByteArray>

#include <vector>

namespace ops::domain {

enum class RemoteMarkKind {
    Start,           // the command begins; the number is its process group
    NoDirectory,     // the working directory is not there
    DirectoryDenied, // it is, and cannot be entered
    Missing,         // there is no such program
    Denied,          // there is, and it may not be run
    Exit,            // the command ended with this code
    Ended,           // after it was asked to end: nothing of its process group is left
    Killed,          // after it was asked to end: its process group gets SIGKILL
};

struct RemoteMark {
    RemoteMarkKind kind = RemoteMarkKind::Start;
    qint64 number = 0;

    bool operator==(const RemoteMark&) const = default;
};

// Takes the marks of remote_command.h out of one stream, which may come in any pieces. Bytes before the Start mark are
// not the command's (a login script's chatter, ssh's warnings): they are kept apart. One instance per stream; not
// thread-safe.
class RemoteMarkReader {
public:
    explicit RemoteMarkReader(const QByteArray& token);

    struct Piece {
        QByteArray payload; // the command's own bytes
        std::vector<RemoteMark> marks;
    };
    Piece feed(const QByteArray& bytes);
    // The stream is over: what was held back comes out.
    Piece finish();

    const QByteArray& chatter() const { return m_chatter; } // the last few KiB of what came before the start

private:
    void emitBytes(const QByteArray& bytes, Piece& piece);

    QByteArray m_prefix;
    QByteArray m_held; // may become a mark
    QByteArray m_chatter;
    bool m_started = false;
};

} // namespace ops::domain
