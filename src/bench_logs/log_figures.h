#pragma once

#include "bench_logs/corpus.h"

#include <chrono>

namespace ops::bench_logs {

// Each prints its figures with those of its peer, measured turn by turn in the same run. False: could not measure,
// which has been said on standard error. `runs`: how often, of which the median is taken.
bool measureSearch(const Corpus& corpus, int runs);   // rg, grep, lnav
bool measureOpen(const Corpus& corpus, int runs);     // wc -l
bool measureStore(const Corpus& corpus);              // bytes in the file
bool measureIngest(const Corpus& corpus, int runs);   // a bare read of the same pipe
bool measureRefilter(const Corpus& corpus, int runs); // QSortFilterProxyModel, up to a million lines
// A hundred thousand rows a second, for so long in each run: QTableView.
bool measureLive(const Corpus& corpus, int runs, std::chrono::milliseconds time);
bool measureScrolling(const Corpus& corpus, int runs); // QTableView
// Itself with few lines. With a path, a picture of the many lines is put there.
bool measureFirstPaint(const Corpus& few, const Corpus& many, int runs, const QString& picture);
bool measureFollow(const Corpus& corpus, int runs); // docker logs, on the practice host only

} // namespace ops::bench_logs
