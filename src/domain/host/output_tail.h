#pragma once

#include <QByteArray>
#include <QString>

namespace ops::domain {

// The beginning and the end of an output of any length, in bounded memory, and how many bytes between them were
// dropped. Value type, any thread.
class OutputTail {
public:
    explicit OutputTail(qsizetype headBytes = 16 * 1024, qsizetype tailBytes = 48 * 1024);

    void append(const QByteArray& bytes);

    bool complete() const { return dropped() == 0; }
    qint64 total() const { return m_total; }
    qint64 dropped() const;
    QByteArray head() const { return m_head; }
    QByteArray tail() const;                             // what follows the head, or the last bytes of it
    QByteArray whole() const { return m_head + tail(); } // without a gap only when complete()
    // As text: all of it where nothing was dropped (then tailText() is empty); else what stands before and after the
    // gap, cut between characters, never through one.
    QString headText() const;
    QString tailText() const;

private:
    qsizetype m_headBytes;
    qsizetype m_tailBytes;
    QByteArray m_head;
    QByteArray m_ring; // up to twice m_tailBytes, cut back now and then: appending stays cheap
    qint64 m_total = 0;
};

} // namespace ops::domain
