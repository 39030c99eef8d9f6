#pragma once

#include "bench_logs/fed_log.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <array>
#include <vector>

namespace ops::bench_logs {

// The peer's rows: any number of them, the texts of a few thousand log lines again and again, made beforehand and kept
// as QStrings. A cell costs nothing here, so what the peer costs is its view. GUI thread.
class PlainRows final : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int columns = 4; // time, level, service, message

    // From the first lines of the store. `rows`: there from the beginning.
    PlainRows(const std::shared_ptr<const domain::LogStore>& store, int rows);

    void append(int rows);
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<std::array<QString, columns>> m_texts;
    int m_rows;
};

// The peer: Qt's own table, told everything that makes it fast. Size, columns and height of rows are those of `like`,
// which has rows already.
class PlainTable final : public QTableView {
    Q_OBJECT

public:
    PlainTable(PlainRows& rows, const QTableView& like);
};

} // namespace ops::bench_logs
