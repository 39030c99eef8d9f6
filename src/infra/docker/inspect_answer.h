#pragma once

#include "domain/services/container.h"

#include <QByteArray>
#include <QStringList>

#include <functional>

namespace ops::infra {

// What an inspect of `ids` left known: `printed`, and of what it could not tell of, what was `known` before, marked as
// unreadable with the words of `errors` about it. Left out is only what the engine says does not exist.
std::vector<domain::Container> wholeAnswer(const QStringList& ids, const std::vector<domain::Container>& printed,
                                           const QByteArray& errors,
                                           const std::function<domain::Container(const QString&)>& known);

} // namespace ops::infra
