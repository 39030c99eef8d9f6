#pragma once

#include "domain/trading_state.h"
#include "ui/common/label.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QVector>

#include <optional>

namespace ops::ui {

// One cell as it is drawn; `text` may come from outside and is drawn as plain text (rule G7).
struct Cell {
    QString text;
    Tone tone = Tone::Normal;
    bool strong = false;
    bool fixed = false;                        // the fixed font, right-aligned
    bool stale = false;                        // hatched (rule G9)
    std::optional<domain::TradingState> state; // with its shape

    bool operator==(const Cell&) const = default;
};

struct CellRow {
    QString key; // what makes a row the same row when others come before it
    QVector<Cell> cells;

    bool operator==(const CellRow&) const = default;
};

// A small table (at most some hundred rows) shown from values that somebody else keeps. New rows at the top are
// inserted, so that a selection stays on its row. GUI thread; owned by the page that shows it.
class CellTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit CellTableModel(const QStringList& headings, QObject* parent = nullptr);

    void setRows(const QVector<CellRow>& rows);
    const Cell& cell(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headings;
    QVector<CellRow> m_rows;
};

} // namespace ops::ui
