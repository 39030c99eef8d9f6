#include "ui/logs/log_table.h"

#include "ui/common/data_table.h"
#include "ui/common/label.h"
#include "ui/common/tokens.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QtMath>

#include <algorithm>

namespace ops::ui {

using models::LogColumn;

namespace {

int lineHeight()
{
    return std::max(24, QFontMetrics(bodyFont()).height() + space::xs + 2);
}

} // namespace

LogTable::LogTable(QWidget* parent)
    : QTableView(parent)
    , m_noRows(0, models::logColumnCount)
    , m_rowHeight(lineHeight())
{
    setObjectName(QStringLiteral("logTable"));
    setAccessibleName(tr("Log lines"));
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table; arrows walk in it
    setCornerButtonEnabled(false);
    setProperty(columnsAreChosen, true);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setFonts();
    // QTableView places its corner where it lays rows out, which is not done here: it would lie over a heading.
    const auto corners = findChildren<QAbstractButton*>(QString(), Qt::FindDirectChildrenOnly);
    for (QAbstractButton* corner : corners)
        corner->setFixedSize(0, 0);
    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, viewport(), QOverload<>::of(&QWidget::update));
}

void LogTable::setLines(models::LogFilterModel* lines)
{
    m_lines = lines;
    setModel(lines);
    verticalHeader()->setModel(&m_noRows);
    const int unit = qCeil(QFontMetricsF(fixedFont()).averageCharWidth());
    // A local time may have its offset behind it: see logTimeText().
    const std::pair<LogColumn, int> characters[] = {
        {LogColumn::TimeUtc, 30}, {LogColumn::Level, 8}, {LogColumn::Service, 24}, {LogColumn::Channel, 8}};
    for (const auto& [column, count] : characters)
        setColumnWidth(static_cast<int>(column), count * unit + 2 * space::s);
    setColumnHidden(static_cast<int>(LogColumn::Channel), true);
    connect(lines, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { rowsWereInserted(first, last); });
    connect(lines, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) {
        const int gone = std::min(last + 1, firstVisibleRow()) - first;
        stayInPlace(gone > 0 ? -gone : 0);
    });
    connect(lines, &QAbstractItemModel::modelReset, this, [this] { stayInPlace(0); });
}

void LogTable::setZone(LogZone zone)
{
    m_zone = zone;
    if (zone == LogZone::Ago)
        m_ages.start();
    else
        m_ages.stop();
    horizontalHeader()->viewport()->update();
    viewport()->update();
}

void LogTable::setEmptyText(const QString& text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void LogTable::setMarked(std::function<bool(domain::LogSeq)> marked)
{
    m_marked = std::move(marked);
    viewport()->update();
}

void LogTable::setPinned(std::function<bool(domain::LogSeq)> pinned)
{
    m_pinned = std::move(pinned);
    viewport()->update();
}

void LogTable::setHighlights(const std::vector<domain::LogHighlight>& highlights)
{
    m_highlights = highlights;
    viewport()->update();
}

void LogTable::setFollowing(bool following)
{
    if (following && m_lines != nullptr) {
        const QScopedValueRollback<bool> adjusting(m_adjusting, true);
        updateGeometries();
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
    if (following == m_following)
        return;
    m_following = following;
    Q_EMIT followingChanged(following);
}

void LogTable::goTo(int row)
{
    if (m_lines == nullptr || row < 0 || row >= m_lines->rowCount())
        return;
    setFollowing(false);
    letGoOfPlace();
    // Nobody scrolls: however near the end the line is, it stays on the screen when others come.
    const QScopedValueRollback<bool> adjusting(m_adjusting, true);
    setCurrentIndex(m_lines->index(row, 0));
    scrollTo(currentIndex(), PositionAtCenter);
}

void LogTable::holdPlace()
{
    if (m_lines == nullptr || m_following)
        return;
    // The row above all lines is not what somebody reads: in its place the last line that comes is shown.
    m_heldRows = firstVisibleRow() < m_lines->gapRows() ? 1 : 0;
    m_heldFromEnd = m_lines->rowCount() - firstVisibleRow() - m_heldRows;
}

void LogTable::setFrontInset(int pixels)
{
    m_frontInset = pixels;
    viewport()->update();
}

// What stood on the screen stays there, whatever comes above it; the row above all lines is no line.
void LogTable::rowsWereInserted(int first, int last)
{
    const int count = last - first + 1;
    if (m_heldFromEnd && m_lines->rowCount() - last - 1 < *m_heldFromEnd)
        *m_heldFromEnd += count;
    const int above = firstVisibleRow() + (first > 0 ? m_lines->gapRows() : 0);
    stayInPlace(first <= above && !m_following ? count : 0);
}

void LogTable::stayInPlace(int rowsAbove)
{
    const QScopedValueRollback<bool> adjusting(m_adjusting, true);
    const int top = firstVisibleRow();
    updateGeometries();
    const int wanted = m_heldFromEnd ? m_lines->rowCount() - *m_heldFromEnd - m_heldRows : top + rowsAbove;
    verticalScrollBar()->setValue(m_following ? verticalScrollBar()->maximum() : wanted);
    viewport()->update();
}

int LogTable::firstVisibleRow() const
{
    return verticalScrollBar()->value();
}

int LogTable::rowsOnScreen() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

// May be no row at all, before the first or behind the last one.
int LogTable::rowAtY(int y) const
{
    return firstVisibleRow() + (y >= 0 ? y / m_rowHeight : -((-y + m_rowHeight - 1) / m_rowHeight));
}

QRect LogTable::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || isIndexHidden(index))
        return {};
    // Far rows are far outside; how far does not matter.
    constexpr qint64 outside = 1'000'000'000;
    const qint64 y = std::clamp(qint64{index.row() - firstVisibleRow()} * m_rowHeight, -outside, outside);
    return {columnViewportPosition(index.column()), static_cast<int>(y), columnWidth(index.column()), m_rowHeight};
}

QModelIndex LogTable::indexAt(const QPoint& point) const
{
    const int row = rowAtY(point.y());
    const int column = columnAt(point.x());
    if (m_lines == nullptr || row < 0 || row >= m_lines->rowCount() || column < 0)
        return {};
    return m_lines->index(row, column);
}

void LogTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int row = index.row();
    const int top = firstVisibleRow();
    const int page = rowsOnScreen();
    if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row - page / 2);
    else if (hint == PositionAtTop || row < top)
        verticalScrollBar()->setValue(row);
    else if (hint == PositionAtBottom || row >= top + page)
        verticalScrollBar()->setValue(row - page + 1);
}

// Letters typed into the table would make the view look through all lines for one that begins with them.
void LogTable::keyboardSearch(const QString& text)
{
    Q_UNUSED(text)
}

QModelIndex LogTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    Q_UNUSED(modifiers)
    const int rows = m_lines == nullptr ? 0 : m_lines->rowCount();
    if (rows == 0)
        return {};
    const int page = rowsOnScreen();
    const bool any = currentIndex().isValid();
    int row = any ? currentIndex().row() : firstVisibleRow();
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= any ? 1 : 0;
        break;
    case MoveDown:
    case MoveNext:
        row += any ? 1 : 0;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return m_lines->index(std::clamp(row, 0, rows - 1), 0);
}

void LogTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = m_lines == nullptr ? 0 : m_lines->rowCount();
    if (rows == 0 || selectionModel() == nullptr)
        return;
    const int first = std::clamp(rowAtY(rect.normalized().top()), 0, rows - 1);
    const int last = std::clamp(rowAtY(rect.normalized().bottom()), 0, rows - 1);
    selectionModel()->select({m_lines->index(first, 0), m_lines->index(last, models::logColumnCount - 1)}, command);
}

QRegion LogTable::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int first = std::max(range.top(), firstVisibleRow());
        const int last = std::min(range.bottom(), firstVisibleRow() + rowsOnScreen());
        if (first <= last)
            region += QRect(0, (first - firstVisibleRow()) * m_rowHeight, viewport()->width(),
                            (last - first + 1) * m_rowHeight);
    }
    return region;
}

bool LogTable::isIndexHidden(const QModelIndex& index) const
{
    return isColumnHidden(index.column());
}

int LogTable::verticalOffset() const
{
    return firstVisibleRow() * m_rowHeight;
}

int LogTable::sizeHintForRow(int row) const
{
    Q_UNUSED(row)
    return m_rowHeight;
}

// The whole table would be measured for it.
int LogTable::sizeHintForColumn(int column) const
{
    return columnWidth(column);
}

void LogTable::updateGeometries()
{
    const int headHeight = ui::rowHeight();
    setViewportMargins(0, headHeight, 0, 0);
    const QRect area = viewport()->geometry();
    horizontalHeader()->setGeometry(area.left(), area.top() - headHeight, area.width(), headHeight);
    const int rows = m_lines == nullptr ? 0 : m_lines->rowCount();
    verticalScrollBar()->setPageStep(rowsOnScreen());
    verticalScrollBar()->setSingleStep(1);
    // The bar moves when the range does; that is not somebody who scrolls.
    const QScopedValueRollback<bool> adjusting(m_adjusting, true);
    verticalScrollBar()->setRange(0, std::max(0, rows - rowsOnScreen()));
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    // Not the table view's own, which sets the range anew for rows of any height:
    // NOLINTNEXTLINE(bugprone-parent-virtual-call)
    QAbstractItemView::updateGeometries();
}

void LogTable::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    if (dy == 0)
        return;
    if (std::abs(dy) < rowsOnScreen())
        viewport()->scroll(0, dy * m_rowHeight);
    else
        viewport()->update();
    if (m_adjusting)
        return;
    m_heldFromEnd.reset();
    setFollowing(verticalScrollBar()->value() == verticalScrollBar()->maximum());
}

// The view would ask the display where the pointer is, to tell of the row that has come under it, which nobody here
// wants to know. The answer comes behind all that the display still has to draw: a log that is followed would wait for
// each of its frames.
void LogTable::verticalScrollbarValueChanged(int value)
{
    Q_UNUSED(value)
}

void LogTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    stopForChoice();
    viewport()->update();
}

void LogTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    stopForChoice();
}

// Not for a row that only became the current one because the table got the keyboard.
void LogTable::stopForChoice()
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && selectionModel()->isSelected(current) && current.row() < m_lines->rowCount() - 1)
        setFollowing(false);
}

QRect LogTable::foldBox(int row) const
{
    const QRect cell = visualRect(m_lines->index(row, static_cast<int>(LogColumn::Message)));
    return {cell.left(), cell.top(), m_rowHeight, m_rowHeight};
}

bool LogTable::setOpen(int row, bool open)
{
    const auto seq = m_lines->seqAt(row);
    if (!seq || m_lines->isOpen(*seq) == open || m_lines->continuationCount(*seq) == 0)
        return false;
    setFollowing(false);
    m_lines->setOpen(*seq, open);
    return true;
}

void LogTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex current = currentIndex();
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Left:
        if (current.isValid())
            setOpen(current.row(), event->key() == Qt::Key_Right);
        return;
    case Qt::Key_F:
        if (event->modifiers() == Qt::NoModifier) {
            setFollowing(!m_following);
            return;
        }
        break;
    case Qt::Key_P:
        if (event->modifiers() == Qt::NoModifier) {
            Q_EMIT pinRequested();
            return;
        }
        break;
    case Qt::Key_End:
        QTableView::keyPressEvent(event);
        if (event->modifiers() == Qt::NoModifier)
            setFollowing(true);
        return;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void LogTable::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAtY(event->pos().y());
    const bool line = m_lines != nullptr && row >= 0 && row < m_lines->rowCount();
    if (line && event->button() == Qt::LeftButton && foldBox(row).contains(event->pos())) {
        const auto seq = m_lines->seqAt(row);
        if (seq && setOpen(row, !m_lines->isOpen(*seq)))
            return;
    }
    QTableView::mousePressEvent(event);
}

void LogTable::setFonts()
{
    m_rowHeight = lineHeight();
    horizontalHeader()->setFont(typeFont(Type::CaptionStrong));
    QFont font = fixedFont();
    m_fixed = FixedText(font);
    font.setWeight(QFont::Bold);
    m_strong = FixedText(font);
    for (ShownService& service : m_services)
        service.back = {}; // painted anew
}

void LogTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::ApplicationFontChange)
        return;
    setFonts();
    if (m_lines != nullptr)
        stayInPlace(0);
}

} // namespace ops::ui
