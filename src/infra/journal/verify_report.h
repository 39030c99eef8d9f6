#pragma once

#include "domain/journal_chain.h"

#include <QStringList>

namespace ops::infra {

// What `--verify-audit` says. Reads the file as a stream; any thread, blocking.
struct VerifyReport {
    QString path;
    std::optional<base::Error> unreadable; // the file could not be read: nothing is known
    domain::ChainReport chain;
    std::optional<domain::JournalHead> head;
    QString headProblem; // why there is no head

    int exitCode() const; // 0 intact, 1 broken, 2 cannot read
    QStringList lines() const;
};

enum class HeadPolicy {
    Required, // the console's own journal: a missing head counts as broken, since it would hide a cut
    Optional, // a copy of a journal
};
VerifyReport verifyJournal(const QString& path, HeadPolicy policy = HeadPolicy::Required);

} // namespace ops::infra
