#pragma once

#include <QAbstractButton>
#include <QFrame>
#include <QVector>

#include <functional>

class QButtonGroup;

namespace ops::ui {

// A page of the window: built when it is first shown.
struct PageEntry {
    QString id; // "overview"; the rail's button is "rail.overview"
    QString title;
    std::function<void(QPainter&, const QRectF&)> icon; // draws with the painter's pen
    std::function<QWidget*(QWidget* parent)> make;
};

// One entry of the rail: icon above word; the chosen one has a bar on its left.
class RailButton final : public QAbstractButton {
    Q_OBJECT

public:
    RailButton(const PageEntry& entry, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::function<void(QPainter&, const QRectF&)> m_icon;
};

// The pages as a column; Ctrl+1 … Ctrl+9 choose them from anywhere in the window.
class NavRail final : public QFrame {
    Q_OBJECT

public:
    explicit NavRail(const QVector<PageEntry>& pages, QWidget* parent = nullptr);

    void choose(const QString& id);
    QString chosenId() const;

Q_SIGNALS:
    void chosen(const QString& id);
    void helpRequested();
    void aboutRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
    QVector<PageEntry> m_pages;
};

} // namespace ops::ui
