#pragma once

#include "domain/health/health_record.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace ops::models {

enum class HealthColumn { State, Check, Expected, Actual, Latency, LastGood };
inline constexpr int healthColumnCount = 6;

// The health checks as rows, in the runbook's order; a row changes alone. GUI thread; owned by the page that shows it.
// Words come from whoever translates: `headerText` for a column's heading, and of a cell what it says, what a screen
// reader says of it, and the note below it.
class HealthModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { RecordRole = Qt::UserRole + 1 }; // ops::domain::HealthRecord

    using HeaderText = std::function<QString(HealthColumn)>;
    using CellText = std::function<QString(const domain::HealthRecord&, HealthColumn, const base::Instant& now)>;
    struct Texts {
        HeaderText header;
        CellText cell;
        CellText spoken;
        CellText note;
    };
    explicit HealthModel(Texts texts, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Other checks than before: everything is new.
    void reset(const std::vector<domain::HealthRecord>& records, const base::Instant& now);
    // One row, when it is really another.
    void update(int row, const domain::HealthRecord& record, const base::Instant& now);
    // Time has passed: ages grow, values go stale.
    void setNow(const base::Instant& now);

    const domain::HealthRecord& recordAt(int row) const { return m_records.at(static_cast<size_t>(row)); }
    const base::Instant& now() const { return m_now; }

private:
    void passTo(const base::Instant& now);

    Texts m_texts;
    std::vector<domain::HealthRecord> m_records;
    base::Instant m_now;
};

} // namespace ops::models

Q_DECLARE_METATYPE(ops::domain::HealthRecord)
