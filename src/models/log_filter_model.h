#pragma once

#include "domain/log/log_hits.h"
#include "models/log_fold_tally.h"
#include "models/log_table_model.h"
#include "models/visible_rows.h"

#include <set>

namespace ops::models {

// The lines of a store that a filter shows, in a vector of its own. Somebody else searches, and adds what was found;
// heads only, and what continues a head where that is open.
class LogFilterModel final : public LogTableModel {
    Q_OBJECT

public:
    LogFilterModel(std::shared_ptr<const domain::LogStore> store, Texts texts, QObject* parent = nullptr);

    // Another filter: nothing is found yet. Open heads stay open.
    void restart();
    // Stretches that follow on those before, at either end, in any number at a time.
    void addHits(const std::vector<domain::LogHits>& hits);
    // Lines before `seq` are others now: none of them is found yet.
    void forgetBefore(domain::LogSeq seq);
    // Lets go of rows that the store has lost, and follows what continues open heads.
    void sync() override;

    // Shows or hides what continues a head.
    void setOpen(domain::LogSeq head, bool open);
    bool isOpen(domain::LogSeq head) const { return m_open.contains(head); }
    // How many lines continue it.
    int continuationCount(domain::LogSeq head) const;

    // Counts further lines that continue shown heads, looking at `mostRows` at most; once the filter has been through.
    // True: all of them are counted.
    bool countFolded(qint64 mostRows);
    // How many of those that have been counted are folded away.
    qint64 foldedCount() const;

protected:
    qint64 lineCount() const override { return m_rows.count(); }
    domain::LogSeq lineAt(qint64 line) const override { return m_rows.at(line); }
    qint64 lineAtOrAfter(domain::LogSeq seq) const override { return m_rows.lowerBound(seq); }

private:
    void removeBefore(domain::LogSeq seq);
    void addAtEnd(const std::vector<const domain::LogHits*>& hits, bool older);
    void insertLine(domain::LogSeq seq);
    void removeLine(domain::LogSeq seq);
    void showContinuations(domain::LogSeq head);

    VisibleRows m_rows;
    bool m_anyHits = false;
    domain::LogSeq m_first; // the stretch that was searched
    domain::LogSeq m_end;
    std::set<domain::LogSeq> m_open;
    LogFoldTally m_folds;
};

} // namespace ops::models
