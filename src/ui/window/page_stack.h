#pragma once

#include "ui/window/nav_rail.h"

#include <QHash>
#include <QStackedWidget>

namespace ops::ui {

// The pages, each built when it is first shown and kept from then on, with its scroll, selection and filter. None is
// built before open(): the window shows its frame, with the state and the halt control, before anything else.
class PageStack final : public QStackedWidget {
    Q_OBJECT

public:
    explicit PageStack(const QVector<PageEntry>& pages, QWidget* parent = nullptr);

    void showPage(const QString& id);
    void open(); // builds the page that was asked for last, if any
    bool isOpen() const { return m_open; }
    bool isBuilt(const QString& id) const { return m_built.contains(id); }

Q_SIGNALS:
    void built(QWidget* page); // and about to be shown

private:
    QVector<PageEntry> m_pages;
    QHash<QString, QWidget*> m_built;
    QString m_wanted;
    bool m_open = false;
};

} // namespace ops::ui
