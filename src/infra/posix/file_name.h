#pragma once

#include <QByteArray>
#include <QString>

namespace ops::infra {

// A file's name is bytes to the system, and need not be UTF-8. As text, each byte that is not has a low surrogate of
// its own (U+DC80 to U+DCFF), which no text has alone: no name is lost, and two names never become one. Any thread.
QString fileNameFromBytes(const QByteArray& bytes);
// The way back, for system calls. QFile::encodeName() would put a question mark in each such place.
QByteArray fileNameBytes(const QString& name);
// For people: \xFF in the place of such a byte.
QString shownFileName(const QString& name);

} // namespace ops::infra
