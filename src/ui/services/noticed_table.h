#pragma once

#include <QWidget>

class QScrollArea;

namespace ops::ui {

class DataTable;
class EngineBar;

// A table with the notices that concern it at its foot. They come and go without anybody asking, under a hand that is
// about to click: so its rows stay where they are, and so does what stands below all of it. Notices that would take
// more than half of the height are scrolled. GUI thread; owns both.
class NoticedTable final : public QWidget {
    Q_OBJECT

public:
    NoticedTable(DataTable* table, EngineBar* notices, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    // The same with notices and without them.
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();

    DataTable* m_table;
    EngineBar* m_notices;
    QScrollArea* m_area;
};

} // namespace ops::ui
