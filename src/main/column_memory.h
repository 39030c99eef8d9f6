#pragma once

#include "infra/settings/preferences.h"

#include <QHash>
#include <QTableView>

namespace ops::main {

// The columns of tables as the operator left them: their widths, and which are hidden where the operator
// chooses that. What follows the width of the window is not kept, nor anything of a table that was left as it was made,
// so that a larger font enlarges that. GUI thread.
class ColumnMemory {
public:
    // Puts the columns of all tables in `root` as they were left the last time; each table's object name is its own.
    void restore(const QWidget& root, const infra::Preferences& preferences);
    // To be called before the tables go.
    void keep(const QWidget& root, infra::Preferences& preferences) const;

private:
    QHash<const QTableView*, QList<int>> m_restored; // as they were then
};

} // namespace ops::main
