#pragma once

#include "infra/host/descriptor.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>

class QSocketNotifier;
class QTimer;

namespace ops::infra {

// Reads one output of a child: the first bytes at once, then at most 20 times a second. What comes faster than
// `maxPending` per twentieth of a second is left in the pipe, and the child waits. GUI thread; owned by its process.
class OutputReader final : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype maxPending = 4 * 1024 * 1024;

    OutputReader(Descriptor source, QObject* parent);

    // The child is over: whatever it left in the pipe, and nothing that others may write after that.
    void drain();

Q_SIGNALS:
    void arrived(const QByteArray& bytes);

private:
    // Reads up to `limit` bytes into m_pending; false when there is nothing more now.
    bool read(qsizetype limit);
    void onReadable();
    void flush();

    Descriptor m_source;
    QSocketNotifier* m_notifier;
    QTimer* m_timer;
    QElapsedTimer m_sinceFlush;
    QByteArray m_pending;
};

} // namespace ops::infra
