#pragma once

#include <QByteArray>

namespace ops::domain {

// Takes terminal control sequences out of a stream: CSI (colours, "erase line"), OSC (titles, links), DCS and the
// other strings, and short ESC sequences; everything else passes as it is, UTF-8 and binary alike. A sequence may be
// split over any number of calls. What begins like a sequence and is none (a line ends in it, or it is longer than any
// real one) comes out as text, without its ESC: a container cannot hide its lines by never ending a sequence.
// One instance per stream; not thread-safe.
class AnsiStripper {
public:
    QByteArray feed(const QByteArray& bytes);
    // The stream is over: what was held back comes out.
    QByteArray finish();

private:
    enum class State { Text, Escape, Intermediate, Csi, String, StringEscape };

    void take(char c, QByteArray& out);
    void takeEscape(char c, QByteArray& out);
    void giveUp(QByteArray& out);

    State m_state = State::Text;
    QByteArray m_held; // what follows ESC, as long as it may still become a sequence
};

} // namespace ops::domain
