#pragma once

#include <QScrollArea>

class QStackedWidget;

namespace ops::ui {

// Gives the pages all the room there is, and lets the one that is shown be scrolled where it needs more than that: on a
// small screen the rest of the window stays whole. GUI thread; owns the pages.
class PageArea final : public QScrollArea {
    Q_OBJECT

public:
    explicit PageArea(QStackedWidget* pages, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QStackedWidget* m_pages;
};

} // namespace ops::ui
