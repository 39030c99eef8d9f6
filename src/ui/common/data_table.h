#pragma once

#include <QMap>
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
    // `column` takes up to `most` pixels of the room that is left where the stretched column has `spare` of it, until
    // somebody gives it another width. Called again: another `most`. To be called after setColumnCharacters().
    void setGrowing(int column, int most, int spare);
    // No narrower than that, whoever asks.
    void setLeastWidth(int column, int pixels);
    // What it has without what it grew by: what somebody chose, or the width that it began with.
    int ownWidth(int column) const;
    // Why there is nothing, and what would bring something.
    void setEmptyText(const QString& text);
    // Tall enough for `rows`, then it scrolls.
    void setFixedRows(int rows);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Growing {
        int least = 0;
        int most = 0;
        bool isChosen = false; // somebody gave it a width
    };
    void grow();
    void noteWidth(int column, int width);

    QString m_emptyText;
    QMap<int, Growing> m_growing; // by column
    QMap<int, int> m_leastWidths; // by column
    int m_spare = 0;              // for the stretched column
    bool m_grows = false;         // now: what changes a width is no hand
};

} // namespace ops::ui
