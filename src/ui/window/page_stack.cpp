#include "ui/window/page_stack.h"

namespace ops::ui {

PageStack::PageStack(const QVector<PageEntry>& pages, QWidget* parent)
    : QStackedWidget(parent)
    , m_pages(pages)
{
}

void PageStack::open()
{
    m_open = true;
    showPage(m_wanted);
}

void PageStack::showPage(const QString& id)
{
    m_wanted = id;
    if (!m_open)
        return;
    if (!m_built.contains(id)) {
        for (const PageEntry& entry : std::as_const(m_pages)) {
            if (entry.id != id)
                continue;
            QWidget* page = entry.make(this);
            m_built.insert(id, page);
            addWidget(page);
            Q_EMIT built(page);
        }
    }
    if (QWidget* page = m_built.value(id))
        setCurrentWidget(page);
}

} // namespace ops::ui
