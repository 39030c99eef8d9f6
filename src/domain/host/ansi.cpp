#include "domain/host/ansi.h"

namespace ops::domain {
namespace {

constexpr char escape = '\x1b';
constexpr char bell = '\a';
constexpr qsizetype longestCsi = 64;
constexpr qsizetype longestString = 4096;

bool isBetween(char c, char first, char last)
{
    return c >= first && c <= last;
}

} // namespace

QByteArray AnsiStripper::feed(const QByteArray& bytes)
{
    if (m_state == State::Text && !bytes.contains(escape))
        return bytes;
    QByteArray out;
    out.reserve(bytes.size());
    for (const char c : bytes)
        take(c, out);
    return out;
}

QByteArray AnsiStripper::finish()
{
    QByteArray out;
    giveUp(out);
    return out;
}

void AnsiStripper::giveUp(QByteArray& out)
{
    out += m_held;
    m_held.clear();
    m_state = State::Text;
}

void AnsiStripper::take(char c, QByteArray& out)
{
    const auto end = [this] {
        m_held.clear();
        m_state = State::Text;
    };
    const auto giveUpAndRetake = [&] {
        giveUp(out);
        take(c, out);
    };
    switch (m_state) {
    case State::Text:
        if (c == escape)
            m_state = State::Escape;
        else
            out += c;
        return;
    case State::Escape:
        takeEscape(c, out);
        return;
    case State::Intermediate: // ESC, spaces to slashes, one final byte
        if (isBetween(c, '\x30', '\x7e'))
            return end();
        if (!isBetween(c, '\x20', '\x2f') || m_held.size() >= longestCsi)
            return giveUpAndRetake();
        m_held += c;
        return;
    case State::Csi:
        if (isBetween(c, '\x40', '\x7e'))
            return end();
        if (!isBetween(c, '\x20', '\x3f') || m_held.size() >= longestCsi)
            return giveUpAndRetake();
        m_held += c;
        return;
    case State::String:
        if (c == bell)
            return end();
        if (c == escape) {
            m_state = State::StringEscape;
            return;
        }
        if (c == '\n' || m_held.size() >= longestString)
            return giveUpAndRetake();
        m_held += c;
        return;
    case State::StringEscape: // ESC \ ends a string; any other begins a sequence of its own
        if (c == '\\')
            return end();
        giveUp(out);
        m_state = State::Escape;
        takeEscape(c, out);
        return;
    }
}

void AnsiStripper::takeEscape(char c, QByteArray& out)
{
    switch (c) {
    case '[':
        m_state = State::Csi;
        break;
    case ']': // OSC
    case 'P': // DCS
    case 'X': // SOS
    case '^': // PM
    case '_': // APC
        m_state = State::String;
        break;
    default:
        if (isBetween(c, '\x20', '\x2f')) {
            m_state = State::Intermediate;
            break;
        }
        m_state = State::Text;
        if (!isBetween(c, '\x30', '\x7e')) // no sequence at all: the ESC goes, the byte stays
            take(c, out);
        return;
    }
    m_held += c;
}

} // namespace ops::domain
