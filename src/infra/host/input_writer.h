#pragma once

#include "infra/host/descriptor.h"

#include <QByteArray>
#include <QObject>

class QSocketNotifier;

namespace ops::infra {

// Writes a child's input as fast as it takes it. A child that takes none is left alone. GUI thread; owned by its
// process.
class InputWriter final : public QObject {
    Q_OBJECT

public:
    // `keepOpen`: the end of file comes with close() only.
    InputWriter(Descriptor target, QByteArray bytes, bool keepOpen, QObject* parent);

    void close(); // at once; what was not taken is not written

private:
    void write();

    Descriptor m_target;
    QByteArray m_bytes;
    qsizetype m_written = 0;
    bool m_keepOpen;
    QSocketNotifier* m_notifier;
};

} // namespace ops::infra
