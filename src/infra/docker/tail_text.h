#pragma once

#include <QByteArray>

namespace ops::infra {

// What `docker logs --timestamps` prints on its two channels as one text in the order of the engine's stamps, without
// them. Lines of one channel stay in their order; one without a stamp goes with the line before it.
QByteArray mergeTail(const QByteArray& output, const QByteArray& errors);

} // namespace ops::infra
