#pragma once

#include "models/log_filter_model.h"

#include <QItemSelection>

namespace ops::ui {

enum class LogCopyAs { Raw, Text };

struct LogCopy {
    QString text;
    int rows = 0;      // lines, those that are folded away too
    bool whole = true; // false: there were more than the clipboard is for
    bool exact = true; // false: lines as they came have something that text cannot have, or that ends them otherwise
};

// Chosen rows in their order, each with what is folded away under it: as they came, or with time in UTC, level, service
// and message.
LogCopy copyLogRows(const models::LogFilterModel& model, const QItemSelection& selection, LogCopyAs how);

} // namespace ops::ui
