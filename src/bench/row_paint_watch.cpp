#include "bench/row_paint_watch.h"

#include "models/service_model.h"

#include <QPaintEvent>
#include <QTableView>

namespace ops::bench {

RowPaintWatch::RowPaintWatch(QTableView& table, const base::Clock& clock)
    : m_table(table)
    , m_clock(clock)
{
    m_table.viewport()->installEventFilter(this);
}

QModelIndex RowPaintWatch::cell() const
{
    const QAbstractItemModel& model = *m_table.model();
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data(models::ServiceModel::KeyRole).toString() == m_rowKey)
            return model.index(row, static_cast<int>(models::ServiceColumn::State));
    return {};
}

bool RowPaintWatch::expect(const QString& rowKey, domain::ContainerRun run)
{
    m_rowKey = rowKey;
    m_word = domain::containerRunWord(run);
    m_paintedAt.reset();
    const QModelIndex wanted = cell();
    if (!wanted.isValid())
        return false;
    m_table.scrollTo(wanted);
    return true;
}

bool RowPaintWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && !m_paintedAt && !m_rowKey.isEmpty()) {
        const QModelIndex wanted = cell();
        const bool seen = static_cast<QPaintEvent*>(event)->region().intersects(m_table.visualRect(wanted));
        // A container that was ended often enough by now is called a loop as well, in front of its state.
        if (seen && wanted.data().toString().endsWith(m_word))
            QMetaObject::invokeMethod(
                this,
                [this, key = m_rowKey, word = m_word] {
                    if (!m_paintedAt && key == m_rowKey && word == m_word)
                        m_paintedAt = m_clock.now();
                },
                Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ops::bench
