#pragma once

#include "base/result.h"

#include <QStringList>

namespace ops::bench {

struct Options {
    QString name;       // "halt", "startup"; empty: all
    int samples = 2000; // of the fast figures; what costs a second each is taken less often, in proportion
};

// `arguments` without the program's name.
base::Result<Options> parseOptions(const QStringList& arguments);
QString usageText();

} // namespace ops::bench
