#pragma once

#include "domain/log/log_aids.h"
#include "models/log_filter_model.h"
#include "ui/logs/fixed_text.h"
#include "ui/logs/log_words.h"

#include <QImage>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>

#include <functional>
#include <optional>

namespace ops::base {
class Clock;
}

namespace ops::ui {

// Millions of log lines as a table. QTableView keeps something for each row; this one keeps nothing: rows are all of
// one height, so the first row on the screen and a multiplication say where every row is, and it paints them itself.
// Selection, keyboard and assistive technology are QTableView's. The scroll bar counts rows. GUI thread.
class LogTable final : public QTableView {
    Q_OBJECT

public:
    explicit LogTable(QWidget* parent = nullptr);

    // Before the model has rows.
    void setLines(models::LogFilterModel* lines);
    models::LogFilterModel* lines() const { return m_lines; }
    void setZone(LogZone zone);
    // For LogZone::Ago; outlives the table.
    void setClock(const base::Clock& clock) { m_clock = &clock; }
    LogZone zone() const { return m_zone; }
    void setEmptyText(const QString& text);
    const QString& emptyText() const { return m_emptyText; }
    // Which lines are marked at their left edge: what was looked for.
    void setMarked(std::function<bool(domain::LogSeq)> marked);
    // Which lines somebody pinned: a corner at their left edge.
    void setPinned(std::function<bool(domain::LogSeq)> pinned);
    // Texts that are framed in the messages.
    void setHighlights(const std::vector<domain::LogHighlight>& highlights);

    // Stays at the newest line. Ends when somebody scrolls up or chooses an earlier line.
    bool following() const { return m_following; }
    void setFollowing(bool following);
    // Chooses a row and brings it to the middle. Ends following, also where that is the last row.
    void goTo(int row);
    // Shows or hides what continues the line of a row. False: nothing does, or that is so already.
    bool setOpen(int row, bool open);
    // What is on the screen is to stay there while rows above it, or some of itself, go and come again: counted from
    // the end. Until somebody scrolls, or letGoOfPlace().
    void holdPlace();
    void letGoOfPlace() { m_heldFromEnd.reset(); }
    // So much of the row above all lines is somebody else's, at its right end.
    void setFrontInset(int pixels);

    int firstVisibleRow() const;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void keyboardSearch(const QString& text) override;

Q_SIGNALS:
    void followingChanged(bool following);
    void pinRequested(); // P

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    int sizeHintForRow(int row) const override;
    int sizeHintForColumn(int column) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void verticalScrollbarValueChanged(int value) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct RowPaint;
    struct TextCell;
    struct Frame {
        QRect box;
        domain::HighlightColour colour;
    };
    int rowsOnScreen() const;
    int rowAtY(int y) const;
    void stopForChoice();
    void rowsWereInserted(int first, int last);
    void stayInPlace(int rowsAbove);
    void paintService(QPainter& painter, const RowPaint& row, const QRect& box, const QString& service);
    void drawService(QPainter& painter, QRect box, const QColor& colour, const QString& service) const;
    void paintRow(QPainter& painter, RowPaint& row);
    void paintLine(QPainter& painter, const RowPaint& row);
    void putStrip(QPainter& painter, const RowPaint& row, std::vector<TextCell>& cells);
    static void paintGround(QPainter& painter, const QRect& box, const RowPaint& row);
    void paintMarker(QPainter& painter, const RowPaint& row) const;
    QString messageText(const QModelIndex& index) const;
    QString timeText(const QModelIndex& index) const;
    void setFonts();
    // `quick`: of the painter's font, where that has a fixed pitch.
    void paintText(QPainter& painter, const QRect& cell, const QString& text, FixedText* quick = nullptr) const;
    std::vector<Frame> highlights(const QPainter& painter, const QRect& cell, const QString& words) const;
    void paintHighlights(QPainter& painter, const QRect& cell, const std::vector<Frame>& frames) const;
    void paintEdge(QPainter& painter, const RowPaint& row) const;
    void paintFold(QPainter& painter, const QRect& box, const RowPaint& row) const;
    QRect foldBox(int row) const;

    models::LogFilterModel* m_lines = nullptr;
    QStandardItemModel m_noRows; // for the vertical header, which would keep something for each
    std::function<bool(domain::LogSeq)> m_marked;
    std::function<bool(domain::LogSeq)> m_pinned;
    std::vector<domain::LogHighlight> m_highlights;
    QTimer m_ages; // they grow
    const base::Clock* m_clock = nullptr;
    // In the order in which they were seen: each has its colour, and pictures of its cell.
    struct ShownService {
        QString name;
        QColor back; // that the pictures were made for
        QColor text;
        QImage usual;
        QImage selected;
    };
    std::vector<ShownService> m_services;
    QString m_emptyText;
    LogZone m_zone = LogZone::Utc;
    int m_rowHeight;
    int m_frontInset = 0;
    std::optional<int> m_heldFromEnd; // the first line on the screen
    int m_heldRows = 0;               // on the screen above it
    FixedText m_fixed;
    FixedText m_strong;
    QImage m_strip; // a row
    bool m_following = true;
    bool m_adjusting = false; // the scroll bar moves, but nobody scrolls
};

} // namespace ops::ui
