#pragma once

#include "base/clock.h"
#include "domain/services/container.h"

#include <QObject>

#include <optional>

class QTableView;

namespace ops::bench {

// Tells when a row of the services' table has been painted with the state that is expected of its container. The stamp
// is taken one turn of the event loop after the paint event, when the window has been handed to the display. GUI
// thread.
class RowPaintWatch final : public QObject {
    Q_OBJECT

public:
    RowPaintWatch(QTableView& table, const base::Clock& clock);

    // The row is scrolled to, so that it can be painted. False: the table does not have it.
    bool expect(const QString& rowKey, domain::ContainerRun run);
    std::optional<base::Instant> paintedAt() const { return m_paintedAt; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QModelIndex cell() const;

    QTableView& m_table;
    const base::Clock& m_clock;
    QString m_rowKey;
    QString m_word;
    std::optional<base::Instant> m_paintedAt;
};

} // namespace ops::bench
