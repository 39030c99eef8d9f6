#pragma once

#include <QTableView>

namespace ops::ui {

// A property of a table whose columns the operator may hide; true.
inline constexpr char columnsAreChosen[] = "ops.columnsAreChosen";

// The project's table: whole rows, no grid, headings in small letters, a sentence in its place while it is empty.
class DataTable final : public QTableView {
    Q_OBJECT

public:
    explicit DataTable(const QString& objectName, const QString& accessibleName, QWidget* parent = nullptr);

    // Widths in characters of the body font; 0: takes what is left. To be called after setModel().
    void setColumnCharacters(const QVector<int>& characters);
    // Why there is nothing, and what would bring something.
    void setEmptyText(const QString& text);
    // Tall enough for `rows`, then it scrolls.
    void setFixedRows(int rows);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_emptyText;
};

} // namespace ops::ui
