#pragma once

#include "models/log_table_model.h"

#include <QItemSelection>

namespace ops::ui {

enum class LogCopyAs { Raw, Text };

struct LogCopy {
    QString text;
    int rows = 0;
    bool whole = true; // false: there were more than the clipboard is for
};

// Chosen rows in their order: each as it came, or with time in UTC, level, service and message.
LogCopy copyLogRows(const models::LogTableModel& model, const QItemSelection& selection, LogCopyAs how);

} // namespace ops::ui
