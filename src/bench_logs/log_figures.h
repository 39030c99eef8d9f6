#pragma once

#include "bench_logs/corpus.h"

namespace ops::bench_logs {

// Each prints its figures with those of its peer, measured turn by turn in the same run. False: could not measure,
// which has been said on standard error. `runs`: how often, of which the median is taken.
bool measureSearch(const Corpus& corpus, int runs);   // rg, grep, lnav
bool measureOpen(const Corpus& corpus, int runs);     // wc -l
bool measureStore(const Corpus& corpus);              // bytes in the file
bool measureIngest(const Corpus& corpus, int runs);   // a bare read of the same pipe
bool measureRefilter(const Corpus& corpus, int runs); // QSortFilterProxyModel, up to a million lines

} // namespace ops::bench_logs
