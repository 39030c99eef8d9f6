#include "domain/host/remote_marks.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <utility>

namespace ops::domain {
namespace {

constexpr qsizetype longestMark = 32; // after the prefix: "dirdenied:" and a number
constexpr qsizetype keptChatter = 4096;

std::optional<RemoteMark> readMark(const QByteArray& text)
{
    static const QHash<QByteArray, RemoteMarkKind> kinds{
        {"start", RemoteMarkKind::Start},     {"nodir", RemoteMarkKind::NoDirectory},
        {"missing", RemoteMarkKind::Missing}, {"dirdenied", RemoteMarkKind::DirectoryDenied},
        {"denied", RemoteMarkKind::Denied},   {"exit", RemoteMarkKind::Exit},
        {"ended", RemoteMarkKind::Ended},     {"killed", RemoteMarkKind::Killed}};
    const qsizetype colon = text.indexOf(':');
    if (colon < 0)
        return std::nullopt;
    const auto kind = kinds.constFind(text.first(colon));
    bool isNumber = false;
    const qint64 number = text.sliced(colon + 1).toLongLong(&isNumber);
    if (kind == kinds.constEnd() || !isNumber || number < 0 || (*kind == RemoteMarkKind::Exit && number > 255))
        return std::nullopt;
    return RemoteMark{*kind, number};
}

// How many bytes at the end of `bytes` are the beginning of `word`, but not all of it.
qsizetype unfinished(const QByteArray& bytes, const QByteArray& word)
{
    for (qsizetype length = std::min(bytes.size(), word.size() - 1); length > 0; --length)
        if (QByteArrayView(bytes).last(length) == QByteArrayView(word).first(length))
            return length;
    return 0;
}

} // namespace

RemoteMarkReader::RemoteMarkReader(const QByteArray& token)
    : m_prefix("ops:" + token + ':')
{
}

void RemoteMarkReader::emitBytes(const QByteArray& bytes, Piece& piece)
{
    if (m_started) {
        piece.payload += bytes;
    } else {
        m_chatter += bytes;
        m_chatter = m_chatter.right(keptChatter);
    }
}

RemoteMarkReader::Piece RemoteMarkReader::feed(const QByteArray& bytes)
{
    Piece piece;
    QByteArray rest = std::exchange(m_held, {}) + bytes;
    for (;;) {
        const qsizetype begin = rest.indexOf(m_prefix);
        if (begin < 0) {
            const qsizetype held = unfinished(rest, m_prefix);
            emitBytes(rest.chopped(held), piece);
            m_held = rest.right(held);
            return piece;
        }
        emitBytes(rest.first(begin), piece);
        const qsizetype from = begin + m_prefix.size();
        const qsizetype end = rest.indexOf('\n', from);
        if (end < 0 && rest.size() - from <= longestMark) {
            m_held = rest.sliced(begin);
            return piece;
        }
        const auto mark = end < 0 || end - from > longestMark ? std::nullopt : readMark(rest.mid(from, end - from));
        if (!mark) { // not from our script: the command's own bytes
            emitBytes(rest.mid(begin, m_prefix.size()), piece);
            rest = rest.sliced(from);
            continue;
        }
        m_started = m_started || mark->kind == RemoteMarkKind::Start;
        piece.marks.push_back(*mark);
        rest = rest.sliced(end + 1);
    }
}

RemoteMarkReader::Piece RemoteMarkReader::finish()
{
    Piece piece;
    emitBytes(std::exchange(m_held, {}), piece);
    return piece;
}

} // namespace ops::domain
