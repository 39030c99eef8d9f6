#pragma once

#include "ui/window/nav_rail.h"

#include <QHash>
#include <QStackedWidget>

namespace ops::ui {

// The pages, each built when it is first shown and kept from then on, with its scroll, selection and filter.
class PageStack final : public QStackedWidget {
    Q_OBJECT

public:
    explicit PageStack(const QVector<PageEntry>& pages, QWidget* parent = nullptr);

    void showPage(const QString& id);
    bool isBuilt(const QString& id) const { return m_built.contains(id); }

private:
    QVector<PageEntry> m_pages;
    QHash<QString, QWidget*> m_built;
};

} // namespace ops::ui
