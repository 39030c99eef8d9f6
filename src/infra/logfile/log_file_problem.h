#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace ops::infra {

// What is said of a file that is not read, or no longer, and what can be done. Paths as fileNameFromBytes() has them,
// "-" for standard input; in the errors they are for people. Any thread.

base::Error givenTwice(const QString& path, const QString& before);
base::Error isDirectory(const QString& path);
base::Error standardInputClosed(const QString& path);
// `kind` as compressionOf() says.
base::Error isCompressed(const QString& path, const char* kind);
// Those that were left out, at least one, because no more than `limit` descriptors may be open.
base::Error tooManyFiles(const QStringList& leftOut, int limit);
base::Error replaced(const QString& path);
base::Error removed(const QString& path);
// While it was open. Nothing more of it is read, and of a mapped one what stands there now is what is shown.
base::Error madeShorter(const QString& path, bool mapped);
base::Error overwritten(const QString& path, bool mapped);

// So many bytes of a file's beginning are enough for the next.
inline constexpr size_t compressionMarkBytes = 6;
// "gzip", "zstd", "xz" or "bzip2"; null: what begins like that is none of them.
const char* compressionOf(std::string_view beginning);

} // namespace ops::infra
