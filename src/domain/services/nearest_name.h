#pragma once

#include <QString>
#include <QStringList>

namespace ops::domain {

// How many letters have to be inserted, dropped or changed to make one text of the other.
int editDistance(const QString& from, const QString& to);

// The name among `candidates` that `wanted` was most likely meant to be; empty where none is near: more than a third of
// its letters would have to change, and neither contains the other. The first of several equally near ones.
QString nearestName(const QString& wanted, const QStringList& candidates);

} // namespace ops::domain
