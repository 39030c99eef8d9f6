#pragma once

#include "base/result.h"

#include <QStringList>

namespace ops::bench {

struct Options {
    QString name;       // "containers", "halt", "services", "startup"; empty: all but the first
    int samples = 2000; // of the fast figures

    // How often to take what costs seconds: once for every `samplesEach`, at least `fewest` times. A run of fewer than
    // a hundred samples proves only that the figures come, not what they are: two are enough then.
    int repeats(int samplesEach, int fewest) const;
};

// `arguments` without the program's name.
base::Result<Options> parseOptions(const QStringList& arguments);
QString usageText();

} // namespace ops::bench
